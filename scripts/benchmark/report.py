"""Writes BENCHMARKS.md: figures of one run, the machine, and a reading that reruns keep."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmark.encoders import Choice
from benchmark.runs import Row
from clipmaker import __version__
from clipmaker.render.workers import usable_cores
from clipmaker.tools.ffmpeg import ffmpeg_version

BEGIN, END = "<!-- reading: kept by scripts/bench -->", "<!-- end of reading -->"
LIMIT = "the limit: finished raw frames through the encoder"
FULL = "full render, empty cache"
_LIBRARIES = ("moviepy", "pillow", "numpy", "av", "imageio-ffmpeg", "ffmpeg-python")


def write(
    file: Path,
    rows: dict[str, Row],
    choices: Sequence[Choice],
    scaling: Sequence[tuple[str, int, Row]],
    notes: Sequence[str],
) -> None:
    """Write the report; the reading that stands in the file already stays as it is."""
    parts = [
        "# Benchmarks",
        "",
        "Made by `scripts/bench`; figures of one run, which are comparable with one another only.",
        "The programme is one minute: five photographs that drift slowly, an end card, twenty",
        "seconds of 720p footage with eight subtitles, ring, bar, mark, music. Wall and processor",
        "time and the highest memory are those of the whole process tree. Nothing is heard by",
        "Whisper: the cue sheet is there.",
        "",
        *_machine(notes),
        "",
        "## Against the limit",
        "",
        *_figures(rows),
        "",
        "## Targets",
        "",
        *_targets(rows),
        "",
        "## Scaling",
        "",
        "Pictures of half the size each way, empty cache, stories one after another in a process.",
        "",
        *_scaling(scaling),
        "",
        "## Encoder",
        "",
        "An excerpt of the raw frames (title, photos, footage) with one thread; processor time is",
        "that of a minute of such frames, likeness is measured against the raw frames.",
        "",
        *_encoders(choices),
        "",
        "## Reading",
        "",
        BEGIN,
        *_kept(file),
        END,
    ]
    file.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _machine(notes: Sequence[str]) -> list[str]:
    memory = psutil.virtual_memory().total / 1e9
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return [
        f"- Machine: {_processor()}, {usable_cores()} usable cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}",
        f"- Clipmaker {__version__}, Python {platform.python_version()}, {ffmpeg_version()}",
        f"- {libraries}",
        *(f"- {note}" for note in notes),
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _figures(rows: dict[str, Row]) -> list[str]:
    limit = rows[LIMIT].reading
    lines = [
        "| what | wall s | processor s | peak MB | output MB | wall, limit = 1 | runs |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows.values():
        one = row.reading
        size = f"{row.output_bytes / 1e6:.1f}" if row.output_bytes else "-"
        lines.append(
            f"| {row.what} | {one.wall_s:.2f} | {one.cpu_s:.2f} | {one.peak_mb:.0f} | {size} | "
            f"{one.wall_s / limit.wall_s:.3f} | {row.runs} |"
        )
    return lines


def _targets(rows: dict[str, Row]) -> list[str]:
    limit, full = rows[LIMIT].reading, rows[FULL].reading
    comma = rows["one comma in a subtitle"].reading
    start = rows["clipmaker --help"].reading.wall_s - rows["bare Python"].reading.wall_s
    frames = [rows[f"one frame of a {what}"].reading.wall_s for what in ("card", "footage")]
    faster = rows["moviepy"].reading.wall_s / full.wall_s
    kept = [
        ("full render, processor time against the limit", full.cpu_s / limit.cpu_s, 1.10, ""),
        ("full render, wall time against the limit", full.wall_s / limit.wall_s, 1.15, ""),
        ("one comma, share of a full render, %", 100 * comma.wall_s / full.wall_s, 6.0, ""),
        ("one comma, s", comma.wall_s, 3.0, ""),
        ("nothing changed, s", rows["nothing changed"].reading.wall_s, 1.0, ""),
        ("one frame, s", max(frames), 1.5, ""),
        ("start of the command line over a bare Python, ms", 1000 * start, 150.0, ""),
        ("peak memory of the process tree, MB", full.peak_mb, 500.0, ""),
    ]
    lines = ["| figure | target | measured | |", "|---|---:|---:|---|"]
    for name, value, most, _ in kept:
        lines.append(f"| {name} | at most {most:g} | {value:.2f} | {_word(value <= most)} |")
    lines.append(
        f"| times faster than MoviePy | at least 15 | {faster:.1f} | {_word(faster >= 15)} |"
    )
    return lines


def _word(met: bool) -> str:
    return "met" if met else "**missed**"


def _scaling(scaling: Sequence[tuple[str, int, Row]]) -> list[str]:
    lines = [
        "| what | cores | wall s | processor s | peak MB |",
        "|---|---:|---:|---:|---:|",
    ]
    for what, cores, row in scaling:
        one = row.reading
        lines.append(
            f"| {what} | {cores} | {one.wall_s:.1f} | {one.cpu_s:.1f} | {one.peak_mb:.0f} |"
        )
    return lines


def _encoders(choices: Sequence[Choice]) -> list[str]:
    return [
        "| preset | crf | subme | processor s | kbit/s | SSIM dB | PSNR dB |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {one.preset} | {one.crf} | {'-' if one.subme is None else one.subme} | "
            f"{one.cpu_s:.1f} | {one.kbit_s:.0f} | "
            f"{one.ssim_db:.2f} | {one.psnr_db:.2f} |"
            for one in choices
        ),
    ]


def _kept(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ["", "Not written yet.", ""]
    return text.partition(BEGIN)[2].partition(END)[0].strip("\n").splitlines()


def load_note() -> str:
    """Return how busy the machine is, which no figure can be judged without."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
