"""The limit: the very frames of the programme, finished and raw, given to the encoder and no more.

python -m benchmark.limit compose STORY PROFILE FILE     write the frames, not measured
python -m benchmark.limit encode FILE PROFILE OUTPUT     the limit
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.plan.model import RenderPlan, Segment
from clipmaker.profile.load import load_delivery
from clipmaker.render.card import card_pictures
from clipmaker.render.encode import CODEC, x264_params
from clipmaker.render.grid import run_on_footage
from clipmaker.render.scene import scene
from clipmaker.render.segment import span_s
from clipmaker.render.workers import usable_cores
from clipmaker.story.model import Card
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import arguments, file_input, file_output


def compose(story: Path, profile: str, target: Path) -> None:
    """Write every frame of a story's clip as raw ``yuv420p``, one after another."""
    plan = decide(Sources(story=story, profile=profile), None).plan
    with target.open("wb") as out, TemporaryDirectory() as folder:
        for segment in plan.segments:
            for chunk in _frames(segment, plan, Path(folder)):
                out.write(chunk)


def _frames(segment: Segment, plan: RenderPlan, folder: Path) -> list[bytes]:
    item, rate = segment.shot.item, plan.look.profile.rate
    if isinstance(item, Card):
        return list(card_pictures(segment, item, plan.look)[1])
    assert segment.media is not None
    graph = scene(segment, item, plan.look, folder)
    raw = folder / "segment.yuv"
    output = file_output(
        [graph.picture], raw, format="rawvideo", pix_fmt="yuv420p", fps_mode="passthrough"
    )
    run_on_footage(
        arguments([output]),
        segment.media,
        span_s(segment, item, rate),
        doing=segment.name,
        written=0,
        feed=graph.strips,
    )
    return [raw.read_bytes()]


def encode(raw: Path, profile_name: str, target: Path) -> None:
    """Encode raw frames in one pass with a profile's settings and a thread for each core.

    The program reads ahead while it encodes, so nothing but the encoder is waited for.
    """
    profile = load_delivery(profile_name)
    encoder = profile.encoder
    source = file_input(
        raw,
        demuxer="rawvideo",
        pix_fmt="yuv420p",
        s=f"{profile.width_px}x{profile.height_px}",
        framerate=str(profile.rate),
    )
    options = {
        "vcodec": CODEC,
        "preset": encoder.preset,
        "crf": encoder.crf,
        "profile:v": "high",
        "threads": usable_cores(),
        "x264-params": x264_params(encoder),
    }
    run_ffmpeg(arguments([file_output([source.video], target, **options)]), doing="the limit")


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "compose":
        compose(Path(rest[0]), rest[1], Path(rest[2]))
    else:
        encode(Path(rest[0]), rest[1], Path(rest[2]))
