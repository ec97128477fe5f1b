"""Reads a cue sheet file: every mistake in it is named at once, with its line.

Imports pydantic and ruamel.yaml when a sheet is read.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.sheets.audiences import lead
from clipmaker.cues.sheets.derived import with_makers
from clipmaker.cues.sheets.plain import BY_HAND, WHOLESALE, clock, names_of
from clipmaker.cues.sheets.seal import bound, opened, other_as_sealed
from clipmaker.cues.sheets.times import ROUNDING_MS
from clipmaker.cues.sheets.upgrade import renamed
from clipmaker.door.document import read_bytes, read_text, refuse
from clipmaker.door.yaml import parse_yaml
from clipmaker.errors import Problem
from clipmaker.languages import NAMES

if TYPE_CHECKING:
    from clipmaker.cues.sheets.written import WrittenCue, WrittenSheet, WrittenText
    from clipmaker.door.document import Document, Place

_MAX_BYTES = 16 * 1024 * 1024
_MAX_VALUES = 600_000


def load(file: Path, *, duration_ms: int | None = None) -> CueSheet:
    """Read a cue sheet; cues that were changed by hand since it was saved count as edited.

    Args:
        file: the sheet.
        duration_ms: length of the footage; None when it is not known.

    Raises:
        InputError: it cannot be read or holds mistakes; all of them are listed, by line.
    """
    # Before the rest is read: what is written meanwhile must not pass for what was read.
    read_from = hashlib.sha256(read_bytes(file, max_bytes=_MAX_BYTES)).hexdigest()
    text = read_text(file, max_bytes=_MAX_BYTES)
    return replace(parse(file, text, duration_ms=duration_ms), read_from=read_from)


def parse(file: Path, text: str, *, duration_ms: int | None = None) -> CueSheet:
    """Return the sheet that a text holds, which need not be in the file yet.

    Args:
        file: for messages.
        text: the sheet, lines ended by line feeds.
        duration_ms: length of the footage; None when it is not known.

    Raises:
        InputError: it holds mistakes; all of them are listed, by line.
    """
    from clipmaker.cues.sheets.written import WrittenSheet
    from clipmaker.door.checked import check

    document = renamed(parse_yaml(file, text, max_values=_MAX_VALUES))
    written, problems = check(document, WrittenSheet)
    if written is not None:
        problems = [*problems, *_times(document, written, duration_ms), *_names(document, written)]
        problems += [*_waivers(document, written), *_audiences(document, written)]
    if written is None or problems:
        raise refuse(problems)
    first = _sheet(written, written.audience or CueSheet.audience)
    others = sorted({audience for cue in written.cues for audience in cue.texts})
    return lead(replace(first, elsewhere=tuple(_sheet(written, one) for one in others)))


def _sheet(written: WrittenSheet, audience: str) -> CueSheet:
    """Return the sheet as one of its audiences reads it."""
    return CueSheet(
        footage=written.footage,
        digest=written.digest,
        audio_tracks=written.audio_track,
        heard=tuple(written.heard),
        language=written.language,
        languages=tuple(written.languages),
        audience=audience,
        language_probability=written.language_probability,
        engine=written.engine,
        model=written.model,
        cues=tuple(sorted(_cues(written, audience), key=lambda cue: cue.start_ms)),
    )


def _cues(written: WrittenSheet, audience: str) -> list[Cue]:
    names = names_of([cue.id for cue in written.cues])
    first = audience == (written.audience or CueSheet.audience)
    told = [cue if first else cue.told_to(audience) for cue in written.cues]
    # Any of these is written by the program alone: what lacks its seal here has lost it.
    sealed = bool(written.digest or written.engine) or any(
        cue.seal or cue.approved_at or cue.approved_as for cue in told
    )
    told = [
        _as_said(cue, (cue.language or written.language) == audience and not first) for cue in told
    ]
    return [
        _counted(_cue(cue, name, written.language), cue, written, audience, sealed=sealed)
        for cue, name in zip(told, names, strict=True)
    ]


def _as_said(written: WrittenCue, own: bool) -> WrittenCue:
    """Return a cue whose text is what was said, where nobody wrote down another one."""
    if not own or written.text:
        return written
    return written.model_copy(update={"text": written.source, "text_by": written.source_by})


def _counted(
    cue: Cue, written: WrittenCue, sheet: WrittenSheet, audience: str, *, sealed: bool
) -> Cue:
    """Return a cue as it counts with all that its file says of it."""
    made = with_makers(cue, written, sheet, sealed=sealed)
    told = (
        (cue.source, written.source_by, made.source_by),
        (cue.text, written.text_by, made.text_by),
    )
    claimed = any(text and by is not None and by != now for text, by, now in told)
    bound_to = bound(sheet.digest, sheet.audio_track, audience)
    return opened(made, written.seal, claimed=claimed, bound_to=bound_to)


def _cue(written: WrittenCue, name: str, sheet_language: str) -> Cue:
    cue = Cue(
        id=name,
        start_ms=written.start,
        end_ms=written.end,
        source=written.source,
        text=written.text,
        speaker=written.speaker,
        language="" if written.language == sheet_language else written.language,
        language_by=written.language_by,
        status=written.status or Status.EDITED,
        flags=tuple(written.flags),
        heard=written.heard,
        translated=written.translated,
        words=tuple(written.words),
        edited_by=written.edited_by,
        approved_by=written.approved_by,
        approved_at=written.approved_at,
        wholesale=written.approved_as == WHOLESALE,
        by_hand=written.approved_as == BY_HAND,
        other=written.other,
        other_by=written.other_by or (),
        other_translated=written.other_translated,
        bleeps=tuple(written.bleeps),
        waived_by=written.waived_by,
        waiver=written.waiver,
        note=written.note,
        comment=written.comment,
        comment_by=written.comment_by,
    )
    return other_as_sealed(cue, written.other_seal)


def _times(document: Document, written: WrittenSheet, duration_ms: int | None) -> list[Problem]:
    """Return a problem for each cue whose times cannot be."""
    problems = []
    placed = sorted(enumerate(written.cues), key=lambda item: item[1].start)
    for i, cue in placed:
        if cue.end <= cue.start:
            message = f"must come after the start, {clock(cue.start)}, found {clock(cue.end)}"
            problems.append(document.problem(("cues", i, "end"), message))
        if duration_ms is not None and cue.end > duration_ms + ROUNDING_MS:
            message = f"lies past the end of the footage, which is {clock(duration_ms)}"
            problems.append(document.problem(("cues", i, "end"), message))
    for (i, one), (j, other) in pairwise(placed):
        if other.start < one.end and other.end > other.start:
            line = document.line_of(("cues", i))
            message = (
                f"begins at {clock(other.start)}, before the cue in line {line} ends at "
                f"{clock(one.end)}: cues must not overlap"
            )
            problems.append(document.problem(("cues", j, "start"), message))
    return problems


def _names(document: Document, written: WrittenSheet) -> list[Problem]:
    """Return a problem for each name that two cues have."""
    seen: dict[str, int] = {}
    problems = []
    for i, cue in enumerate(written.cues):
        if cue.id and cue.id in seen:
            line = document.line_of(("cues", seen[cue.id], "id"))
            message = f"“{cue.id}” is already the name of the cue in line {line}: delete this line"
            problems.append(document.problem(("cues", i, "id"), message))
        seen.setdefault(cue.id, i)
    return problems


def _waivers(document: Document, written: WrittenSheet) -> list[Problem]:
    """Return a problem for each waiver that lacks its person or its reason."""
    places: list[tuple[Place, WrittenText]] = []
    for i, cue in enumerate(written.cues):
        places.append((("cues", i), cue))
        places += [(("cues", i, "texts", to), text) for to, text in cue.texts.items()]
    return [
        document.problem(
            (*place, "waiver" if text.waiver else "waived_by"),
            "a waiver needs both a person in waived_by and a reason in waiver",
        )
        for place, text in places
        if bool(text.waiver) != bool(text.waived_by)
    ]


def _audiences(document: Document, written: WrittenSheet) -> list[Problem]:
    """Return a problem for each text that stands twice: the sheet's own audience has ``text``."""
    own = written.audience or CueSheet.audience
    return [
        document.problem(
            ("cues", i, "texts", own),
            f"{NAMES.get(own, own)} is the language of this sheet’s own texts: write it in “text”",
        )
        for i, cue in enumerate(written.cues)
        if own in cue.texts
    ]
