"""A cue sheet's text is for one audience: a story in another language may not show it; pure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clipmaker.cues.model import CueSheet
from clipmaker.errors import InputError, Problem
from clipmaker.languages import NAMES


def for_audience(sheet: CueSheet, audience: str, file: Path) -> CueSheet:
    """Return a sheet as one for that audience.

    A sheet that shows nothing yet, or only what is spoken, to those who speak so, is anybody's.

    Args:
        sheet: the sheet.
        audience: language code of the story that shows it.
        file: where it stands, for messages.

    Raises:
        InputError: its text is in another language than the story's.
    """
    told = [cue for cue in sheet.cues if cue.text]
    own = sheet.language == audience and all(cue.text == cue.source for cue in told)
    if sheet.audience == audience or own or not told:
        return replace(sheet, audience=audience)
    name, wanted = (NAMES.get(code, code) for code in (sheet.audience, audience))
    message = (
        f"its subtitles are in {name}, and this story is in {wanted} (language: {audience}): "
        "nothing was made"
    )
    stem, suffix = Path(sheet.footage).stem, Path(sheet.footage).suffix
    raise InputError(
        [Problem(file=file, message=message)],
        remedy=f"Use a copy of the footage under another name, such as {stem}-{audience}{suffix}, "
        f"which gets a sheet of its own. If every line of this one is in {wanted}, write "
        f"“audience: {audience}” under its language.",
    )
