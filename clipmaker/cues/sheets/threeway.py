"""Two people's changes to one sheet, made one where they do not meet; pure.

Each cue is compared with what both began from, part by part: times, both texts, review, remarks.
A part that both changed differently is a conflict, and so is an approval of a text, a time or a
speaker that the other has changed: nobody approved the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.sheets.merge import overlap

_OTHER = ("other", "other_by", "other_translated", "reading_of", "reading_shown")
"""What stands beside the text that is shown: nobody decided it, so it never is a conflict."""
_PARTS: Sequence[Sequence[str]] = (
    ("start_ms", "end_ms"),
    ("source", "heard", "words", "source_by"),
    ("text", "translated", "text_by"),
    _OTHER,
    ("speaker",),
    ("language", "language_by"),
    ("status", "approved_by", "approved_at", "wholesale", "bleeps", "by_hand"),
    ("waived_by", "waiver"),
    ("note",),
    ("comment", "comment_by"),
)


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Two versions as one.

    Attributes:
        sheet: everything that could be united.
        conflicts: names of cues that could not, in order; then the sheet is not to be used.
    """

    sheet: CueSheet
    conflicts: tuple[str, ...]


def threeway(base: CueSheet, ours: CueSheet, theirs: CueSheet) -> Merged:
    """Return what two people made of one sheet, as one.

    Args:
        base: what both began from.
        ours: what one made of it.
        theirs: what the other made of it; their file is the one that is there.
    """
    old, mine, other = (_by_name(sheet) for sheet in (base, ours, theirs))
    cues: list[Cue] = []
    conflicts: list[str] = []
    for name in dict.fromkeys([*mine, *other]):
        cue, clashes = _one(old.get(name), mine.get(name), other.get(name))
        if cue is not None:
            cues.append(cue)
        if clashes:
            conflicts.append(name)
    cues.sort(key=lambda cue: (cue.start_ms, cue.end_ms))
    for one, following in pairwise(cues):
        if overlap(one, following):
            conflicts += [one.id, following.id]
    sheet = replace(theirs, cues=tuple(cues))
    for name in (field.name for field in fields(CueSheet)):
        if name not in ("cues", "elsewhere", "read_from") and getattr(ours, name) != getattr(
            base, name
        ):
            sheet = replace(sheet, **{name: getattr(ours, name)})
    return Merged(sheet=sheet, conflicts=tuple(dict.fromkeys(conflicts)))


def _one(old: Cue | None, mine: Cue | None, other: Cue | None) -> tuple[Cue | None, bool]:
    """Return one cue of both versions, and whether they clash; the other's where they do."""
    if _bare(mine) == _bare(other) or _bare(other) == _bare(old):
        return mine, False
    if _bare(mine) == _bare(old):
        return other, False
    if old is None or mine is None or other is None:
        return other or mine, True
    values: dict[str, Any] = {}
    clash = False
    for part in _PARTS:
        was, ours, theirs = (_part(cue, part) for cue in (old, mine, other))
        clash = clash or (part is not _OTHER and was != ours != theirs != was)
        values |= ours if ours != was else theirs
    flags = {flag.code: flag for flag in (*other.flags, *mine.flags)}
    edited_by = mine.edited_by if mine.edited_by != old.edited_by else other.edited_by
    cue = replace(mine, **values, edited_by=edited_by, flags=tuple(flags.values()))
    if cue.status is Status.APPROVED and cue.comment != old.comment:
        # One approved what the other sent back.
        clash = True
    for side in (mine, other):
        signed = side.status is cue.status is Status.APPROVED or (cue.waiver and side.waiver)
        clash = clash or bool(signed and _content(side) != _content(cue))
    return cue, clash


def _part(cue: Cue, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(cue, name) for name in names}


def _content(cue: Cue) -> tuple[object, ...]:
    """Return what an approval holds for."""
    said = (cue.source, cue.text, cue.source_by, cue.text_by)
    return cue.start_ms, cue.end_ms, cue.speaker, cue.language, *said


def _bare(cue: Cue | None) -> Cue | None:
    """Return a cue without its flags, which follow from everything else."""
    return cue and replace(cue, flags=())


def _by_name(sheet: CueSheet) -> dict[str, Cue]:
    return {cue.id: cue for cue in sheet.cues}
