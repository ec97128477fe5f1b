"""Keeps the traceback of a bug in a file: a user gets one line and something to send."""

from __future__ import annotations

import os
import sys
import traceback

from clipmaker.resources import cache_dir


def keep_crash(error: Exception) -> str:
    """Write down an error that nobody foresaw; returns what to tell the user."""
    text = "".join(traceback.format_exception(error))
    folder = cache_dir() / "crashes"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"crash-{os.getpid()}.txt"
        file.write_text(f"{sys.argv}\n{text}", encoding="utf-8", errors="backslashreplace")
        where = f"the details are in {file}; please send them with your story"
    except OSError:
        where = "the details could not be written to the cache"
    return f"this is a bug in Clipmaker ({error!r}); {where}"
