"""Quality for each second of waiting: x264's presets on an excerpt of the finished raw frames."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.profile.load import load_delivery
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.encode import encode_pictures
from clipmaker.tools.ffmpeg import run_ffmpeg

CHOICES = (
    ("ultrafast", 20, None),
    ("superfast", 20, None),
    ("veryfast", 18, None),
    ("veryfast", 20, None),
    ("veryfast", 20, 1),
    ("veryfast", 22, None),
    ("faster", 20, None),
    ("fast", 20, None),
    ("medium", 20, None),
)
"""Preset, quality, and how finely motion is refined: None for what the preset does."""
_AT = (0.05, 0.15, 0.4, 0.6)
"""Where in the clip pieces of the excerpt begin: a title, photos, footage."""
_SSIM = re.compile(r"SSIM .*All:[\d.]+ \(([\d.]+|inf)\)")
_PSNR = re.compile(r"PSNR .*average:([\d.]+|inf)")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a choice of preset and quality gives.

    Attributes:
        preset: x264's preset.
        crf: x264's quality.
        subme: how finely x264 refines motion; None for what the preset does.
        cpu_s: processor seconds for a minute of such frames, with one thread.
        kbit_s: bit rate.
        ssim_db: likeness to the raw frames, dB (structural similarity).
        psnr_db: likeness to the raw frames, dB (peak signal to noise).
    """

    preset: str
    crf: int
    subme: int | None
    cpu_s: float
    kbit_s: float
    ssim_db: float
    psnr_db: float


def excerpt(raw: Path, target: Path, profile: DeliveryProfile, seconds: float) -> int:
    """Copy pieces of a raw clip, so many seconds each; returns the number of frames."""
    size = profile.width_px * profile.height_px * 3 // 2
    frames = profile.frames_in(seconds)
    with raw.open("rb") as source, target.open("wb") as out:
        for share in _AT:
            source.seek(int(share * profile.frames) * size)
            out.write(source.read(frames * size))
    return frames * len(_AT)


def raw_pictures(file: Path, profile: DeliveryProfile) -> Iterator[memoryview]:
    """Yield the pictures of a raw clip; each lies where the one before lay."""
    picture = memoryview(bytearray(profile.width_px * profile.height_px * 3 // 2))
    with file.open("rb", buffering=0) as source:
        while source.readinto(picture) == len(picture):
            yield picture


def measure(
    raw: Path,
    profile_name: str,
    folder: Path,
    choices: Sequence[tuple[str, int, int | None]],
    say: Callable[[str], None],
    seconds: float = 1.5,
) -> list[Choice]:
    """Encode an excerpt with every choice and compare it with what was given."""
    profile = load_delivery(profile_name)
    given = folder / "excerpt.yuv"
    frames = excerpt(raw, given, profile, seconds)
    found = []
    for preset, crf, subme in choices:
        say(f"encoder: {preset}, crf {crf}")
        made = folder / f"{preset}-{crf}-{subme}.mp4"
        encoder = replace(profile.encoder, preset=preset, crf=crf, subme=subme)
        before = time.process_time()
        pictures = raw_pictures(given, profile)
        encode_pictures(pictures, made, replace(profile, encoder=encoder), doing=preset)
        spent_s = time.process_time() - before
        length_s = float(frames / profile.rate)
        found.append(
            Choice(
                preset=preset,
                crf=crf,
                subme=subme,
                cpu_s=spent_s / length_s * 60,
                kbit_s=made.stat().st_size * 8 / 1000 / length_s,
                ssim_db=_likeness(made, given, profile, "ssim", _SSIM),
                psnr_db=_likeness(made, given, profile, "psnr", _PSNR),
            )
        )
    given.unlink()
    return found


def _likeness(
    made: Path, given: Path, profile: DeliveryProfile, how: str, said: re.Pattern[str]
) -> float:
    size = f"{profile.width_px}x{profile.height_px}"
    done = run_ffmpeg(
        [
            *("-i", str(made), "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size),
            *("-framerate", str(profile.rate), "-i", str(given)),
            *("-filter_complex", f"[0:v][1:v]{how}", "-f", "null", "-"),
        ],
        doing=how,
    )
    match = said.search(done.stderr)
    if match is None:
        raise RuntimeError(f"FFmpeg told no {how}:\n{done.stderr[-500:]}")
    return float(match.group(1))
