"""The file of a CueSheet, ``FOOTAGE.cues.yaml`` beside the story: read, merged, and saved."""

from __future__ import annotations

from pathlib import Path

from clipmaker.cues.load import load
from clipmaker.cues.merge import merge
from clipmaker.cues.save import save

__all__ = ["load", "merge", "save", "sheet_path"]


def sheet_path(story_dir: Path, footage_file: Path) -> Path:
    """Return where the cue sheet of a footage file lies: beside the story that uses it."""
    return story_dir / f"{footage_file.stem}.cues.yaml"
