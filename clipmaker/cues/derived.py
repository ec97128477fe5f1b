"""Who made the texts of a cue whose sheet does not say so yet: found once, when it is read; pure.

Earlier versions kept no maker. What they kept besides (a machine's doubts, a credit, who edited a
cue) tells in nearly every case; where it does not, nobody knows, and nobody is claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from clipmaker.cues.maker import Maker, Makers, credited, engine_and_model, machine, person
from clipmaker.cues.model import Cue, Status


class InSheet(Protocol):
    """What a sheet's file says of all its cues."""

    @property
    def engine(self) -> str:
        """Name and versions of the engine, "" when a person wrote the sheet."""

    @property
    def model(self) -> str:
        """Name and digest of the model, "" likewise."""


class InCue(Protocol):
    """What a sheet's file says of a cue's makers."""

    @property
    def source_by(self) -> Makers | None:
        """Who made the source text; None when the file says nothing about it."""

    @property
    def text_by(self) -> Makers | None:
        """Who made the text that is shown, likewise."""

    @property
    def credit(self) -> str:
        """A credit of its own, as earlier versions and people write it."""

    @property
    def seal(self) -> str:
        """The seal, "" when the program never wrote the cue."""


def with_makers(cue: Cue, written: InCue, sheet: InSheet) -> Cue:
    """Return a cue with who made its texts.

    A credit that somebody wrote into the file counts beside a machine, not in its place.
    """
    engine = machine(engine_and_model(sheet.engine, sheet.model))
    source_by, text_by = written.source_by, written.text_by
    if source_by is None:
        source_by = _source_by(cue, engine, sealed=bool(written.seal))
    if text_by is None:
        text_by = _text_by(cue, source_by, engine, written)
    elif written.credit:
        told = credited(written.credit)
        text_by = (*(one for one in text_by if one.by != "person" and one != told), told)
    return replace(cue, source_by=source_by, text_by=text_by)


def _source_by(cue: Cue, engine: Maker, *, sealed: bool) -> Makers:
    if not cue.source:
        return ()
    if cue.heard is not None or cue.status is Status.MACHINE:
        return (engine,)
    if cue.edited_by:
        return (person(cue.edited_by),)
    # Words with times are a machine's, but they outlive a person's correction.
    return () if cue.words and sealed else (person(),)


def _text_by(cue: Cue, source_by: Makers, engine: Maker, written: InCue) -> Makers:
    if not cue.text:
        return ()
    told: Sequence[Maker] = (credited(written.credit),) if written.credit else ()
    if cue.translated is not None:
        return (engine, *told)
    if told:
        return tuple(told)
    if cue.text == cue.source:
        return source_by
    if cue.status is Status.MACHINE:
        return (engine,)
    if cue.edited_by:
        return (person(cue.edited_by),)
    # Earlier versions took a machine's doubts away when a person changed its text, and then only.
    # But an approval says nothing of who wrote it, where a machine heard what is said.
    heard = cue.heard is not None or bool(cue.words)
    return () if cue.status is Status.APPROVED and heard else (person(),)
