"""Going through the open cues of a story one by one; every decision is saved at once.

The state of a review without its looks: a terminal, a web page or a test drives it. Leaving needs
nothing, since the sheets on disk are the only memory; what is approved there is not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from clipmaker.cues.cutting.sentences import SpokenSentence, sentence_with, sentences_of
from clipmaker.cues.judging.flags import rank, serious
from clipmaker.cues.model import Cue, CueSheet, Span, Status
from clipmaker.cues.reviewing.history import History, noted, undo
from clipmaker.cues.reviewing.review import (
    approve,
    approve_wholesale,
    cleared,
    edit,
    send_back,
    waiting,
    waive,
)
from clipmaker.cues.reviewing.second import take_other
from clipmaker.errors import ReviewError
from clipmaker.profile.model import SubtitleProfile

Save = Callable[[CueSheet], CueSheet]
"""Writes a sheet and returns it as it is now, with fresh flags."""


@dataclass(kw_only=True)
class Pile:
    """A sheet under review.

    Attributes:
        sheet: the sheet as it is on disk.
        spans: the stretches of footage whose cues are reviewed.
        profile: reading speed.
        save: writes the sheet.
        one_text: whether both texts of a cue are one, as in the audience's own language.
        history: what was done to it and can be taken back.
    """

    sheet: CueSheet
    spans: tuple[Span, ...]
    profile: SubtitleProfile
    save: Save
    one_text: bool = False
    history: History = field(default_factory=History)

    @property
    def waiting(self) -> tuple[Cue, ...]:
        """Cues that keep a clip from being final, the most doubtful first, then by time."""
        return waiting(self.sheet, self.spans, self.profile)

    def change(self, sheet: CueSheet, what: str) -> None:
        """Write a changed sheet, so that it can be taken back.

        Raises:
            ReviewError: somebody else changed the same cues meanwhile; nothing was saved.
        """
        before, self.sheet = self.sheet, self.save(sheet)
        self.history = noted(self.history, before, self.sheet, what)

    def undo(self) -> None:
        """Take the last change back.

        Raises:
            ReviewError: somebody else changed the same cues since; nothing was saved.
        """
        sheet, history = undo(self.sheet, self.history)
        self.sheet, self.history = self.save(sheet), history


@dataclass(frozen=True, kw_only=True)
class Left:
    """How many cues are still to be decided, and how many of them carry a serious flag."""

    open: int
    serious: int


@dataclass(frozen=True, kw_only=True)
class Together:
    """How many cues were approved together, and how many of them are too fast for a final."""

    approved: int
    too_fast: int


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What undoing needs: where the review stood, and which piles the step changed."""

    at: int
    piles: tuple[Pile, ...] = ()


class Session:
    """A review by one person.

    Attributes:
        who: the person's name.
        at: place in the queue, 0-based; ``count`` when everything was seen.
    """

    def __init__(self, piles: Sequence[Pile], who: str) -> None:
        self.who = who
        self.at = 0
        self._piles = list(piles)
        self._steps: list[_Step] = []
        self._queue = [(i, name) for _, i, name in sorted(_queued(piles), key=lambda one: one[0])]

    @property
    def count(self) -> int:
        """How many cues were open when the review began."""
        return len(self._queue)

    @property
    def pile(self) -> Pile:
        """The sheet of the cue that is looked at."""
        return self._piles[self._queue[self.at][0]]

    @property
    def cue(self) -> Cue | None:
        """The cue that is looked at, None when everything was seen."""
        while self.at < self.count:
            if cue := _find(self.pile.sheet, self._queue[self.at][1]):
                return cue
            # Somebody deleted it meanwhile.
            self.at += 1
        return None

    @property
    def sentence(self) -> SpokenSentence | None:
        """The sentence of the cue that is looked at; what is no translation has none."""
        cue = self.cue
        return None if cue is None or self.pile.one_text else _sentence(self.pile, cue.id)

    @property
    def left(self) -> Left:
        """What is still to be decided."""
        cues = [cue for pile in self._piles for cue in pile.waiting]
        return Left(open=len(cues), serious=sum(map(serious, cues)))

    def skip(self) -> None:
        """Go on without a decision."""
        self._steps.append(_Step(at=self.at))
        self.at += 1

    def approve(self, when: str) -> bool:
        """Approve the sentence of the cue as it is, each of its open cues, and go on.

        Args:
            when: ISO 8601 time.

        Returns:
            whether it may go out now; False when some of it is too fast to read.

        Raises:
            ReviewError: somebody else changed it meanwhile; nothing was saved.
        """
        cue, pile = self._cue(), self.pile
        ids = self._together(cue)
        self._decide(approve(pile.sheet, ids, self.who, when), f"approve {', '.join(ids)}")
        still = {other.id for other in pile.waiting}
        self.at += 1
        while (following := self.cue) and self.pile is pile and following.id in ids:
            self.at += 1
        return not still & set(ids)

    def take_other(self) -> None:
        """Show the other reading of the sentence; it stays in view, to be approved.

        Raises:
            ReviewError: there is none, or somebody else changed the sentence meanwhile.
        """
        cue = self._cue()
        sheet = take_other(self.pile.sheet, cue.id, who=self.who)
        self._decide(sheet, f"take the other reading of {cue.id}")

    @property
    def undoubted(self) -> tuple[tuple[str, Cue], ...]:
        """The cues that would be approved together now, each with the name of its footage."""
        found: list[tuple[str, Cue]] = []
        for pile in self._piles:
            done = approve_wholesale(pile.sheet, self.who, "", pile.spans)
            ids = _approved(done) - _approved(pile.sheet)
            found += [(pile.sheet.footage, cue) for cue in pile.sheet.cues if cue.id in ids]
        return tuple(found)

    def approve_wholesale(self, when: str) -> Together:
        """Approve every open cue without a doubt, recorded as wholesale.

        Args:
            when: ISO 8601 time.

        Raises:
            ReviewError: somebody else changed some meanwhile; those sheets were not saved.
        """
        changed: list[Pile] = []
        count, too_fast = 0, 0
        try:
            for pile in self._piles:
                sheet = approve_wholesale(pile.sheet, self.who, when, pile.spans)
                ids = _approved(sheet) - _approved(pile.sheet)
                if ids:
                    pile.change(sheet, "approve together")
                    changed.append(pile)
                    count += len(ids)
                    too_fast += sum(cue.id in ids for cue in pile.waiting)
        finally:
            if changed:
                self._steps.append(_Step(at=self.at, piles=tuple(changed)))
        while (cue := self.cue) and cleared(cue):
            self.at += 1
        return Together(approved=count, too_fast=too_fast)

    def edit(self, *, text: str | None = None, source: str | None = None) -> bool:
        """Change the texts of the cue; it stays in view, to be approved.

        Returns:
            whether anything is different now.

        Raises:
            ReviewError: a text cannot be shown, or somebody else changed the cue meanwhile.
        """
        cue, one_text = self._cue(), self.pile.one_text
        sheet = edit(
            self.pile.sheet, cue.id, who=self.who, text=text, source=source, one_text=one_text
        )
        if sheet == self.pile.sheet:
            return False
        self._decide(sheet, f"edit {cue.id}")
        return True

    def waive(self, reason: str) -> None:
        """Let the cue go out as it is, for a reason that is kept, and go on.

        Raises:
            ReviewError: there is no reason, or somebody else changed the cue meanwhile.
        """
        cue = self._cue()
        self._decide(waive(self.pile.sheet, cue.id, who=self.who, reason=reason), f"waive {cue.id}")
        self.at += 1

    def send_back(self, comment: str) -> None:
        """Say what is to be done about the cue, which stays open, and go on.

        Raises:
            ReviewError: there is no comment, or somebody else changed the cue meanwhile.
        """
        cue = self._cue()
        self._decide(
            send_back(self.pile.sheet, cue.id, who=self.who, comment=comment), f"send {cue.id} back"
        )
        self.at += 1

    def undo(self) -> bool:
        """Take the last step back, on disk too; returns whether there was one.

        Raises:
            ReviewError: somebody else changed the same cues since; nothing was saved.
        """
        if not self._steps:
            return False
        step = self._steps[-1]
        for pile in step.piles:
            pile.undo()
        self._steps.pop()
        self.at = step.at
        return True

    def reread(self, sheets: Sequence[CueSheet]) -> None:
        """Go on with sheets as they are on disk now.

        Args:
            sheets: in the order of the piles.
        """
        for pile, sheet in zip(self._piles, sheets, strict=True):
            pile.sheet = sheet

    def _together(self, cue: Cue) -> tuple[str, ...]:
        """Return the names of the cues that are approved with one: its sentence's open ones."""
        sentence = self.sentence
        if sentence is None:
            return (cue.id,)
        waiting = {other.id for other in self.pile.waiting}
        return tuple(
            one.id
            for one in sentence.cues
            if one.id == cue.id or (one.id in waiting and one.text.strip())
        )

    def _cue(self) -> Cue:
        cue = self.cue
        if cue is None:
            raise ReviewError("every open cue was seen")
        return cue

    def _decide(self, sheet: CueSheet, what: str) -> None:
        self.pile.change(sheet, what)
        self._steps.append(_Step(at=self.at, piles=(self.pile,)))


def _queued(piles: Sequence[Pile]) -> Iterator[tuple[tuple[int, int], int, str]]:
    """Yield each open cue with its place: the most doubtful first, a sentence's cues together."""
    place = 0
    for i, pile in enumerate(piles):
        seen: set[str] = set()
        waiting = {cue.id: cue for cue in pile.waiting}
        for name in waiting:
            sentence = None if pile.one_text else _sentence(pile, name)
            ids = sentence.ids if sentence else (name,)
            together = [waiting[other] for other in ids if other in waiting and other not in seen]
            doubt = max((rank(cue) for cue in together), default=0)
            for cue in together:
                yield (-doubt, place), i, cue.id
                place += 1
            seen.update(ids)


def _sentence(pile: Pile, name: str) -> SpokenSentence | None:
    """Return the sentence of a cue, None when it is no translation."""
    sheet = pile.sheet
    found = sentence_with(sentences_of(sheet.cues, sheet.language, sheet.audience), name)
    return found if found and found.language != sheet.audience else None


def _approved(sheet: CueSheet) -> set[str]:
    return {cue.id for cue in sheet.cues if cue.status is Status.APPROVED}


def _find(sheet: CueSheet, name: str) -> Cue | None:
    return next((cue for cue in sheet.cues if cue.id == name), None)
