"""Who made the texts of a cue whose sheet does not say so, or says what somebody claims; pure.

Earlier versions kept no maker. What they kept besides (a machine's doubts, a credit, who edited a
cue) tells in nearly every case; where it does not, nobody knows, and nobody is claimed. A maker
that was changed by hand is not believed: whoever writes a name there makes no text by it. A credit
is, since it takes nothing away from a machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from clipmaker.cues.maker import By, Maker, Makers, credited, engine_and_model, machine, person
from clipmaker.cues.model import Cue, Status
from clipmaker.cues.sheets.seal import source_maker_holds, text_maker_holds


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


def with_makers(cue: Cue, written: InCue, sheet: InSheet, *, sealed: bool) -> Cue:
    """Return a cue with who made its texts.

    A credit that somebody wrote into the file counts beside a machine, not in its place.

    Args:
        cue: the cue without its makers.
        written: what its file says of them.
        sheet: what the file says of all its cues.
        sealed: whether the program has written the sheet before.
    """
    engine = machine(engine_and_model(sheet.engine, sheet.model))
    told = replace(cue, source_by=written.source_by or (), text_by=written.text_by or ())
    source_by, text_by = written.source_by, written.text_by
    if _claimed(told, written, sealed=sealed):
        source_by = _unless_claimed(
            source_by, cue.heard is not None, engine, holds=source_maker_holds(told, written.seal)
        )
        noted = cue.translated is not None or (cue.text == cue.source and cue.heard is not None)
        text_by = _unless_claimed(
            text_by, noted, engine, holds=text_maker_holds(told, written.seal)
        )
    if source_by is None:
        source_by = _source_by(cue, engine, sealed=bool(written.seal))
    if text_by is None:
        text_by = _text_by(cue, source_by, engine, written)
    elif written.credit:
        credit = credited(written.credit)
        text_by = (*(one for one in text_by if one.by != "person" and one != credit), credit)
    return replace(cue, source_by=source_by, text_by=text_by)


def _claimed(cue: Cue, written: InCue, *, sealed: bool) -> bool:
    """Whether what a file says of makers may be somebody's claim alone."""
    if written.seal:
        return True
    # A new line by hand is its writer's; one with a machine's notes has lost its seal.
    return sealed and (cue.heard is not None or cue.translated is not None or bool(cue.words))


def _unless_claimed(
    told: Makers | None, noted: bool, engine: Maker, *, holds: bool
) -> Makers | None:
    """Return who made a text: as it is told where that holds, else what a machine's notes say."""
    if holds or told is None:
        return told
    credits = tuple(one for one in told if one.by is By.CREDIT)
    return (engine, *credits) if noted else credits


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
