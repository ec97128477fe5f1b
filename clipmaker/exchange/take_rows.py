"""Takes a translator's table back into its cue sheet: cues meet by name; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from clipmaker.cues.maker import Makers, person
from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.sheets.plain import clock
from clipmaker.cues.sheets.seal import unapproved
from clipmaker.door.document import nearest
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.table import TableRow
from clipmaker.exchange.take_in import Giving, Side, Taken

_MOVED_MS = 500
"""Spreadsheets round times to tenths or whole seconds; more means another cue."""


def take_rows(sheet: CueSheet, rows: Sequence[TableRow], giving: Giving, file: Path) -> Taken:
    """Return a sheet with the texts of a table in it; times stay the sheet's.

    Args:
        sheet: the sheet that the table was written from.
        rows: what came back; cues without a row stay as they are.
        giving: from whom; the side says whether both texts of a cue are one.
        file: for messages.

    Raises:
        InputError: a row belongs to no cue, or to one that has moved since; all are listed.
    """
    by_name = {cue.id: cue for cue in sheet.cues}
    problems = [
        problem for row in rows if (problem := _mistake(row, by_name.get(row.id), sheet, file))
    ]
    if problems:
        raise InputError(
            problems, remedy="Write the table anew with “clipmaker subtitles export”, and fill it."
        )
    new = {row.id: _filled(by_name[row.id], row, giving) for row in rows}
    changed = [name for name, cue in new.items() if cue != by_name[name]]
    overruled = [by_name[name] for name in changed if _overruled(by_name[name], new[name])]
    return Taken(
        sheet=replace(sheet, cues=tuple(new.get(cue.id, cue) for cue in sheet.cues)),
        changed=tuple(changed),
        same=len(rows) - len(changed),
        overruled=tuple(overruled),
    )


def _filled(cue: Cue, row: TableRow, giving: Giving) -> Cue:
    """Return a cue with a row's texts; the same cue when they say nothing new."""
    text = row.text
    source = cue.source if row.source is None else row.source
    speaker = cue.speaker if row.speaker is None else row.speaker
    if giving.side is Side.BOTH:
        text = source = text if text != cue.text else source
    filled = replace(cue, speaker=speaker)
    if text != cue.text:
        filled = replace(filled, text=text, translated=None, text_by=giving.makers)
    if source != cue.source:
        filled = replace(filled, source=source, heard=None, words=(), source_by=_source_by(giving))
    if (filled.text, filled.source) == (cue.text, cue.source):
        return filled
    return replace(unapproved(filled), edited_by=giving.who, waived_by="", waiver="")


def _source_by(giving: Giving) -> Makers:
    """Return who made a source text: a credit is for a translation, unless both texts are one."""
    if giving.side is Side.BOTH:
        return giving.makers
    return (person(giving.who),) if giving.own else ()


def _overruled(old: Cue, new: Cue) -> bool:
    """Whether a text that a person wrote or approved is no longer there."""
    lost = (old.text and old.text != new.text) or (old.source and old.source != new.source)
    return old.status is not Status.MACHINE and bool(lost)


def _mistake(row: TableRow, cue: Cue | None, sheet: CueSheet, file: Path) -> Problem | None:
    if cue is None:
        names = [cue.id for cue in sheet.cues]
        message = f"{sheet.footage} has no cue “{row.id}”"
        return Problem(file=file, line=row.line, message=message, nearest=nearest(row.id, names))
    apart = (abs(row.start_ms - cue.start_ms), abs(row.end_ms - cue.end_ms))
    if max(apart) > _MOVED_MS:
        message = (
            f"{cue.id} is from {clock(cue.start_ms)} to {clock(cue.end_ms)} now, in this row from "
            f"{clock(row.start_ms)} to {clock(row.end_ms)}: the sheet has changed since"
        )
        return Problem(file=file, line=row.line, message=message)
    return None
