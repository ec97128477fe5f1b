"""Keeps the traceback of a bug in a file: a user gets one line and something to send."""

from __future__ import annotations

import logging
import os
import platform
import sys
import traceback
from pathlib import Path

from clipmaker import __version__
from clipmaker.machine.moment import now
from clipmaker.resources import cache_dir

_KEPT = 20
"""A mistake that happens for every story of a night fills no disk."""

_log = logging.getLogger(__name__)


def keep_crash(error: Exception) -> str:
    """Write down an error that nobody foresaw; returns what to tell the user."""
    text = "".join(traceback.format_exception(error))
    made_by = f"clipmaker {__version__}, Python {sys.version}, {platform.platform()}"
    try:
        file = _new_file()
        said = f"{made_by}\n{sys.argv}\n{text}"
        file.write_text(said, encoding="utf-8", errors="backslashreplace")
        where = f"the details are in {file}; please send them with your story"
    except OSError:
        where = "the details could not be written to the cache"
    _log.error("a bug: %s; %s", type(error).__name__, where)
    return f"this is a bug in Clipmaker {__version__} ({error!r}); {where}"


def _new_file() -> Path:
    """Return the file for one crash, and make room for it among those before."""
    folder = cache_dir() / "crashes"
    folder.mkdir(parents=True, exist_ok=True)
    moment = "".join(filter(str.isdigit, now()))[:14]
    kept = sorted(folder.glob("crash-*.txt"), key=lambda file: file.stat().st_mtime)
    for old in kept[: 1 - _KEPT]:
        old.unlink(missing_ok=True)
    name = f"crash-{moment}-{os.getpid()}"
    numbers = ("", *(f"-{i}" for i in range(2, _KEPT + 2)))
    return next(f for n in numbers if not (f := folder / f"{name}{n}.txt").exists())
