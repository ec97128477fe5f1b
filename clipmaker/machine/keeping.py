"""Facts that took time to find, kept on the disk with a checksum.

A bit that flips on a disk must not become another word, level or digest: what is not exactly what
was written under that name is nothing, and is found anew.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from clipmaker.machine.writing import write_whole


def read_kept(place: Path) -> str | None:
    """Return the text that was kept in a file; None when none was, or it is damaged."""
    try:
        total, _, text = place.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return text if total == _sum(place, text) else None


def write_kept(place: Path, text: str) -> None:
    """Keep a text; a full or read-only disk only means that none is kept."""
    with suppress(OSError):
        write_whole(place, f"{_sum(place, text)}\n{text}".encode("utf-8", "replace"))


def _sum(place: Path, text: str) -> str:
    # The name is a key: a file that stands under another one's is as wrong as a damaged one.
    return hashlib.sha256(f"{place.name}\n{text}".encode("utf-8", "replace")).hexdigest()
