"""The cue sheet that lies beside a story already, as its audience reads it."""

from __future__ import annotations

from pathlib import Path

from clipmaker.cues.model import CueSheet
from clipmaker.cues.sheets.audiences import seen_by_audience
from clipmaker.cues.sheets.sheet import load
from clipmaker.errors import InputError, Problem
from clipmaker.media.model import MediaInfo
from clipmaker.story.model import Footage


def sheet_there(
    file: Path | None, footage: Footage, info: MediaInfo, audience: str
) -> CueSheet | None:
    """Return the sheet that is there.

    Raises:
        InputError: it holds mistakes, or is another file's.
    """
    if file is None or not file.exists():
        return None
    sheet = load(file, duration_ms=info.duration_ms)
    if sheet.footage != footage.file.name:
        problem = Problem(
            file=file,
            field="footage",
            message=f"this sheet is of {sheet.footage}, but the story uses {footage.file.name}: "
            "correct the name, or give one of the two video files another name",
        )
        raise InputError([problem])
    return seen_by_audience(sheet, audience)
