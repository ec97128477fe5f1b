"""Puts together what is measured: for a clip of our own, or for anybody's MP4."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from clipmaker.check.boxes import read_boxes
from clipmaker.check.flashes import count_flashes
from clipmaker.check.model import Report
from clipmaker.check.packets import read_packets
from clipmaker.check.picture import compare, judge_texts
from clipmaker.check.rules import Subject, check
from clipmaker.errors import MediaError
from clipmaker.media.light import read_light
from clipmaker.media.sniff import sniff
from clipmaker.media.whole import check_whole
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.clip import RenderedClip
from clipmaker.tools.loudness import measure_file

_MP4 = "mov"
"""FFmpeg's name for what reads MP4."""


def check_rendered(
    clip: RenderedClip, profile: DeliveryProfile, language: str, *, music: bool = True
) -> Report:
    """Check a clip that was just joined; pictures and sound were measured piece by piece.

    The joined file's packets are those of the measured pieces, so they are counted, not decoded.

    Args:
        clip: the clip.
        profile: what it must be.
        language: of its audience; templates are mirrored for those that read from the right.
        music: whether music lies under all of it; without, silence is right.
    """
    texts = [text for piece in clip.segments for text in piece.texts]
    return check(
        Subject(
            packets=read_packets(clip.file),
            boxes=read_boxes(clip.file),
            loudness=clip.loudness,
            pictures=[
                compare(piece.segment.name, *piece.motion, piece.strayed)
                for piece in clip.segments
                if piece.motion
            ],
            flashes=count_flashes(
                np.concatenate([piece.light for piece in clip.segments]), profile.rate
            ),
            texts=judge_texts(list(dict.fromkeys(texts)), profile, language),
            music=music,
        ),
        profile,
    )


def check_file(file: Path, profile: DeliveryProfile) -> Report:
    """Check any MP4; what only its maker can know is answered with ``unknown``.

    Raises:
        MediaError: it cannot be read as an MP4.
    """
    kind = sniff(file)
    if kind.demuxer != _MP4:
        raise MediaError(
            f"{file}: this is a file of another kind "
            f"({kind.demuxer.removesuffix('_pipe')}); a clip is an MP4"
        )
    check_whole(file, kind.demuxer)
    packets = read_packets(file)
    if profile.own_length:
        profile = replace(profile, frames=min(profile.frames, packets.frames), own_length=False)
    reading = measure_file(
        file,
        demuxer=_MP4,
        doing=f"loudness of {file.name}",
        duration_s=float(packets.duration_s),
    )
    return check(
        Subject(
            packets=packets,
            boxes=read_boxes(file),
            loudness=reading,
            pictures=None,
            flashes=count_flashes(read_light(file), packets.rate),
            texts=None,
        ),
        profile,
    )
