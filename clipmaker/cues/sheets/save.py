"""Saves a CueSheet so that nothing a person wrote is ever lost.

Lines that need not change are left alone, the file is replaced in one step, and what somebody
changed since it was read is taken over or refused.
Imports pydantic and ruamel.yaml when a sheet is saved over another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from clipmaker.cues.model import CueSheet, Status
from clipmaker.cues.sheets.audiences import in_step, seen_by_audience
from clipmaker.cues.sheets.load import load, parse
from clipmaker.cues.sheets.merge import merge, overlap
from clipmaker.cues.sheets.plain import clock
from clipmaker.cues.sheets.threeway import threeway
from clipmaker.door.document import read_text
from clipmaker.errors import DiskError, InputError, Problem, ReviewError
from clipmaker.machine.places import inside
from clipmaker.machine.writing import clear_leftovers, one_at_a_time, write_whole


class ChangedMeanwhileError(ReviewError):
    """Two people changed the same cues; nothing was written, and both versions are here.

    Attributes:
        file: the sheet's file.
        theirs: the sheet as it is in the file now.
        ours: the sheet that was to be saved.
        conflicts: names of the cues that both changed.
    """

    def __init__(
        self, file: Path, theirs: CueSheet, ours: CueSheet, conflicts: Sequence[str]
    ) -> None:
        self.file, self.theirs, self.ours = file, theirs, ours
        self.conflicts = tuple(conflicts)
        starts = {cue.id: cue.start_ms for cue in (*theirs.cues, *ours.cues)}
        places = ", ".join(f"{name} at {clock(starts.get(name, 0))}" for name in conflicts)
        super().__init__(
            f"{file}: somebody else changed the same cues in the meantime: {places}; nothing was "
            "saved",
            remedy="Read the sheet again and make your change once more.",
        )


_HEADER = """\
# Subtitles of {footage}. Correct them here in any text editor: what you write is kept.
# - Change “text”, “source”, “start” or “end” and save: the line then counts as edited.
# - To approve a line write “status: approved” and “approved_by: your name”.
# - Changing an approved line, its speaker or who made it withdraws its approval. To approve it
#   again by hand, write your own name in “approved_by” in place of the one that is there.
# - A new line needs start, end and text. To show nothing, leave text empty: a line that
#   you delete comes back when the footage is heard again.
# - Other audiences' texts stand under “texts”, by language, each with its own approval.
# - Leave “seal” alone: by it the program sees what you changed, and without it an approval
#   does not hold. “heard”, “translated” and
#   “words” are the machine's own notes.
"""


def save(sheet: CueSheet, file: Path, base: CueSheet | None = None) -> CueSheet:
    """Write a cue sheet, in one step and only when something has changed.

    When the file was changed since the sheet was read from it, both changes are kept where they
    do not meet. With the sheet as it was read, each part of a cue is compared; without it, what
    people wrote in the file wins over machine cues. Where both hold a person's work on the same
    cue, nothing is written.

    Args:
        sheet: what to write.
        file: where; its folder exists.
        base: the sheet as it was read, from which this one was made; None when it is not known.

    Returns:
        the sheet as it was written.

    Raises:
        InputError: the file that is there cannot be read, or this sheet could not be once it was
            written; nothing is touched.
        ChangedMeanwhileError: somebody else edited the same cue in the meantime.
        DiskError: the file cannot be written, or is a link out of its folder; the old one is
            untouched.
    """
    with one_at_a_time(inside(file, file.parent).parent):
        return _save(sheet, file, base)


def _save(sheet: CueSheet, file: Path, base: CueSheet | None) -> CueSheet:
    from clipmaker.cues.sheets.patch import all_lines, patched

    if not file.exists():
        sheet = in_step(sheet)
        text = _HEADER.format(footage=sheet.footage) + "\n".join(all_lines(sheet)) + "\n"
        return _write(sheet, file, text, mode=None)
    before = file.read_bytes()
    if hashlib.sha256(before).hexdigest() != sheet.read_from:
        theirs = seen_by_audience(load(file), sheet.audience)
        sheet = _united(theirs, sheet, base and seen_by_audience(base, sheet.audience), file)
    sheet = in_step(sheet)
    text = patched(sheet, read_text(file, max_bytes=len(before)))
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    if text.encode() == before:
        return replace(sheet, read_from=hashlib.sha256(before).hexdigest())
    return _write(sheet, file, text, mode=file.stat().st_mode & 0o777)


def _write(sheet: CueSheet, file: Path, text: str, *, mode: int | None) -> CueSheet:
    """Replace the file in one step; on any failure the old one is untouched."""
    _read_back(file, text)
    content = text.encode()
    try:
        clear_leftovers(file)
        write_whole(file, content, mode=mode, durable=True)
    except OSError as error:
        raise DiskError(
            f"{file}: the cue sheet could not be saved: {error.strerror}",
            remedy="What was there is untouched. Free some space, or allow writing in the folder.",
        ) from error
    return replace(sheet, read_from=hashlib.sha256(content).hexdigest())


def _read_back(file: Path, text: str) -> None:
    """Read what is about to be written as whoever opens it next will.

    Raises:
        InputError: it cannot be read; nothing is written.
    """
    try:
        parse(file, text.replace("\r\n", "\n"))
    except InputError as error:
        told = [f"{problem.field}: {problem.message}" for problem in error.problems[:3]]
        message = f"was not saved, since it could not be read again: {'; '.join(told)}"
        problem = Problem(file=file, message=message)
        raise InputError([problem], remedy="What was there is untouched.") from error


def _united(theirs: CueSheet, ours: CueSheet, base: CueSheet | None, file: Path) -> CueSheet:
    """Return both versions as one.

    Raises:
        ChangedMeanwhileError: both changed the same cues.
    """
    if base is not None and base.read_from == ours.read_from:
        merged = threeway(base, ours, theirs)
        if merged.conflicts:
            raise ChangedMeanwhileError(file, theirs, ours, merged.conflicts)
        return merged.sheet
    if conflicts := _conflicts(theirs, ours):
        raise ChangedMeanwhileError(file, theirs, ours, conflicts)
    return merge(theirs, ours)


def _conflicts(theirs: CueSheet, ours: CueSheet) -> list[str]:
    """Return the names of cues on which two people worked."""
    return [
        cue.id
        for cue in theirs.cues
        if cue.status is not Status.MACHINE
        for mine in ours.cues
        if mine.status is not Status.MACHINE
        and overlap(cue, mine)
        and (cue.start_ms, cue.end_ms, cue.source, cue.text)
        != (mine.start_ms, mine.end_ms, mine.source, mine.text)
    ]
