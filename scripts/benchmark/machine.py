"""What a measurement was made on: machine and versions, as lines of Markdown."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from clipmaker import __version__
from clipmaker.paint.versions import painting_versions
from clipmaker.render.workers import usable_cores
from clipmaker.tools.ffmpeg import ffmpeg_version


def machine_lines() -> list[str]:
    """Return what figures of this machine depend on, one Markdown bullet each."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return [
        f"- {usable_cores()} cores of {_processor()}, {memory_gb:.0f} GB of memory",
        f"- {platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"- Clipmaker {__version__}, {ffmpeg_version()}, {painting_versions()}",
    ]


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    return names[0] if names else platform.machine()
