"""The file of a CueSheet, ``FOOTAGE.cues.yaml`` beside the story: read, merged, and saved."""

from __future__ import annotations

from pathlib import Path

from clipmaker.cues.sheets.load import load
from clipmaker.cues.sheets.merge import merge
from clipmaker.cues.sheets.save import save
from clipmaker.machine.names import MOST_BYTES, shortened
from clipmaker.machine.writing import BESIDE_BYTES

_ENDING = ".cues.yaml"

__all__ = ["load", "merge", "save", "sheet_path"]


def sheet_path(story_dir: Path, footage_file: Path) -> Path:
    """Return where the cue sheet of a footage file lies: beside the story that uses it.

    Of a name that would be too long for the disk only the beginning is kept, with a digest.
    """
    stem = shortened(footage_file.stem, MOST_BYTES - BESIDE_BYTES - len(_ENDING))
    return story_dir / f"{stem}{_ENDING}"
