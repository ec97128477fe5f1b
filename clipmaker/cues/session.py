"""Going through the open cues of a story one by one; every decision is saved at once.

The state of a review without its looks: a terminal, a web page or a test drives it. Leaving needs
nothing, since the sheets on disk are the only memory; what is approved there is not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clipmaker.cues.flags import rank, serious
from clipmaker.cues.gate import cleared
from clipmaker.cues.model import Cue, CueSheet, Span, Status
from clipmaker.cues.reading import reading_speed_cps
from clipmaker.cues.review import approve, edit, harmless, open_cues, put, send_back, waive
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
    """

    sheet: CueSheet
    spans: tuple[Span, ...]
    profile: SubtitleProfile
    save: Save
    one_text: bool = False


@dataclass(frozen=True, kw_only=True)
class Left:
    """How many cues are still to be decided, and how many of them carry a serious flag."""

    open: int
    serious: int


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What undoing needs: where the review stood, and cues as they were, by pile."""

    at: int
    cues: tuple[tuple[int, Cue], ...] = ()


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
        queue = [(i, cue) for i, pile in enumerate(piles) for cue in _waiting(pile)]
        self._queue = [(i, cue.id) for i, cue in sorted(queue, key=lambda item: -rank(item[1]))]

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
    def left(self) -> Left:
        """What is still to be decided."""
        cues = [cue for pile in self._piles for cue in _waiting(pile)]
        return Left(open=len(cues), serious=sum(map(serious, cues)))

    def skip(self) -> None:
        """Go on without a decision."""
        self._steps.append(_Step(at=self.at))
        self.at += 1

    def approve(self, when: str) -> bool:
        """Approve the cue as it is, and go on.

        Args:
            when: ISO 8601 time.

        Returns:
            whether it may go out now; False when it is too fast to read.

        Raises:
            ReviewError: somebody else changed it meanwhile; nothing was saved.
        """
        cue = self._cue()
        fast = reading_speed_cps(cue) > self.pile.profile.cps_at_most
        self._decide(approve(self.pile.sheet, [cue.id], self.who, when), [cue])
        self.at += 1
        return not fast or bool(cue.waiver)

    def approve_unflagged(self, when: str) -> int:
        """Approve every open cue without a serious flag, recorded as wholesale.

        Args:
            when: ISO 8601 time.

        Returns:
            how many were approved.

        Raises:
            ReviewError: somebody else changed some meanwhile; those sheets were not saved.
        """
        before: list[tuple[int, Cue]] = []
        try:
            for i, pile in enumerate(self._piles):
                cues = [cue for cue in _waiting(pile) if harmless(cue)]
                if cues:
                    ids = [cue.id for cue in cues]
                    pile.sheet = pile.save(approve(pile.sheet, ids, self.who, when, wholesale=True))
                    before += [(i, cue) for cue in cues]
        finally:
            if before:
                self._steps.append(_Step(at=self.at, cues=tuple(before)))
        while (cue := self.cue) and cleared(cue):
            self.at += 1
        return len(before)

    def edit(self, *, text: str | None = None, source: str | None = None) -> bool:
        """Change the texts of the cue; it stays in view, to be approved.

        Returns:
            whether anything is different now.

        Raises:
            ReviewError: a text cannot be shown, or somebody else changed the cue meanwhile.
        """
        cue = self._cue()
        if self.pile.one_text:
            text = source = text if source is None else source
        sheet = edit(self.pile.sheet, cue.id, who=self.who, text=text, source=source)
        if sheet == self.pile.sheet:
            return False
        self._decide(sheet, [cue])
        return True

    def waive(self, reason: str) -> None:
        """Let the cue go out as it is, for a reason that is kept, and go on.

        Raises:
            ReviewError: there is no reason, or somebody else changed the cue meanwhile.
        """
        cue = self._cue()
        self._decide(waive(self.pile.sheet, cue.id, who=self.who, reason=reason), [cue])
        self.at += 1

    def send_back(self, comment: str) -> None:
        """Say what is to be done about the cue, which stays open, and go on.

        Raises:
            ReviewError: there is no comment, or somebody else changed the cue meanwhile.
        """
        cue = self._cue()
        self._decide(send_back(self.pile.sheet, cue.id, who=self.who, comment=comment), [cue])
        self.at += 1

    def undo(self) -> bool:
        """Take the last step back, on disk too; returns whether there was one.

        Raises:
            ReviewError: somebody else changed the same cues since; nothing was saved.
        """
        if not self._steps:
            return False
        step = self._steps[-1]
        for i in dict.fromkeys(i for i, _ in step.cues):
            pile = self._piles[i]
            sheet = pile.sheet
            for j, cue in step.cues:
                sheet = put(sheet, cue) if i == j else sheet
            pile.sheet = pile.save(sheet)
        self._steps.pop()
        self.at = step.at
        return True

    def reread(self, sheets: Sequence[CueSheet]) -> None:
        """Go on with sheets as they are on disk now.

        What was done before somebody else's change cannot be undone.

        Args:
            sheets: in the order of the piles.
        """
        for pile, sheet in zip(self._piles, sheets, strict=True):
            if pile.sheet != sheet:
                self._steps.clear()
            pile.sheet = sheet

    def _cue(self) -> Cue:
        cue = self.cue
        if cue is None:
            raise ReviewError("every open cue was seen")
        return cue

    def _decide(self, sheet: CueSheet, before: Sequence[Cue]) -> None:
        i = self._queue[self.at][0]
        self.pile.sheet = self.pile.save(sheet)
        self._steps.append(_Step(at=self.at, cues=tuple((i, cue) for cue in before)))


def _waiting(pile: Pile) -> tuple[Cue, ...]:
    """Return cues that keep a clip from being final, the most doubtful first, then by time."""
    unapproved = [
        cue
        for cue in open_cues(pile.sheet, pile.spans)
        # A person who empties a text decides that nothing is shown.
        if not cleared(cue) and (cue.text.strip() or cue.status is Status.MACHINE)
    ]
    fast = [
        cue
        for cue in pile.sheet.cues
        if cue.status is Status.APPROVED
        and not cue.waiver
        and reading_speed_cps(cue) > pile.profile.cps_at_most
        and any(cue.start_ms < s.end_ms and s.start_ms < cue.end_ms for s in pile.spans)
    ]
    return tuple(sorted([*unapproved, *fast], key=lambda cue: (-rank(cue), cue.start_ms)))


def _find(sheet: CueSheet, name: str) -> Cue | None:
    return next((cue for cue in sheet.cues if cue.id == name), None)
