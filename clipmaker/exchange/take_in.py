"""Takes another file's subtitles into a cue sheet: texts meet by time, nothing is lost; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from clipmaker.cues.maker import Makers, credited, machine, person, together
from clipmaker.cues.model import Confidence, Cue, CueSheet, Status
from clipmaker.cues.sheets.merge import overlap
from clipmaker.cues.sheets.plain import clock
from clipmaker.cues.sheets.seal import unapproved
from clipmaker.exchange.model import SubtitleEvent
from clipmaker.exchange.other_text import OtherText, other_texts

_MEETS = 0.4
"""Two spans belong together when they share so much of the shorter one."""
_SAME_MS = 50
"""Times this near are the same: formats count in hundredths or frames."""

UNTOLD = Confidence(avg_logprob=0.0, no_speech_prob=0.0, compression_ratio=0.0)
"""The doubts of a machine whose file tells none: they mark its text as a machine's."""


class Side(StrEnum):
    """Which text of a cue is taken in."""

    SOURCE = "source"
    TEXT = "text"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Giving:
    """What is taken in, and from whom.

    Attributes:
        side: which text of the cues it is; both for footage in the audience's language.
        who: who takes it in.
        credit: who translated it, "" when nobody is named.
        own: whether whoever takes it in wrote it.
        machine: whether a speech engine wrote it: then nobody counts as having edited it.
        engine: name of that engine, "" when the file tells none.
    """

    side: Side
    who: str
    credit: str = ""
    own: bool = False
    machine: bool = False
    engine: str = ""

    @property
    def makers(self) -> Makers:
        """Who made the text that is taken in; none when nobody says so."""
        if self.machine:
            return (machine(self.engine),)
        if self.credit:
            return (credited(self.credit),)
        return (person(self.who),) if self.own else ()


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A cue sheet with what was taken in.

    Attributes:
        sheet: the sheet.
        changed: names of cues that are new or say something else now, in order.
        same: how many subtitles said what their cue says already.
        overruled: cues of the old sheet whose words were a person's and say something else now.
        notes: what a person has to know about the file: what was left out or is not certain.
    """

    sheet: CueSheet
    changed: tuple[str, ...]
    same: int
    overruled: tuple[Cue, ...]
    notes: tuple[str, ...] = ()


def take_in(sheet: CueSheet, events: Sequence[SubtitleEvent], giving: Giving) -> Taken:
    """Return a sheet with subtitles of another file in it.

    A subtitle that meets one cue gives it its text and times. Where they are cut otherwise, the
    file's cut counts, and the other text of the cues goes to the subtitles in whose time it is
    spoken; no word of it is lost. Cues that meet no subtitle stay.

    Args:
        sheet: the sheet, perhaps without cues.
        events: subtitles in time order, not overlapping.
        giving: what they are, and from whom.
    """
    kept = list(sheet.cues)
    made: list[Cue] = []
    changed: list[str] = []
    overruled: list[Cue] = []
    same = 0
    names = _Names(sheet.cues)
    for group, cues in _meetings(events, sheet.cues):
        if len(group) == len(cues) == 1 and _says(cues[0], group[0], giving):
            same += 1
            continue
        kept = [cue for cue in kept if cue not in cues]
        overruled += [cue for cue in cues if _lost(cue, group, giving)]
        new = _made(group, cues, giving, names)
        changed += [cue.id for cue in new]
        made += new
    ends = [min(one.end_ms, other.start_ms) for one, other in pairwise(made)]
    made[:-1] = [replace(cue, end_ms=end) for cue, end in zip(made, ends, strict=False)]
    beside = [_beside(cue, made) for cue in kept]
    ordered = sorted([*beside, *made], key=lambda cue: cue.start_ms)
    return Taken(
        sheet=replace(sheet, cues=tuple(ordered)),
        changed=tuple(changed),
        same=same,
        overruled=tuple(overruled),
    )


def overruled_line(cue: Cue) -> str:
    """Return a person's cue in one line, for a message that refuses to overrule it."""
    who = cue.approved_by or cue.edited_by or "somebody"
    return f"{cue.id} at {clock(cue.start_ms)}, by {who}: “{cue.text or cue.source}”"


class _Names:
    """Gives names to cues that are new."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._taken = {cue.id for cue in cues}
        self._last = 0

    def new(self) -> str:
        while True:
            self._last += 1
            name = f"c{self._last}"
            if name not in self._taken:
                self._taken.add(name)
                return name


def _meetings(
    events: Sequence[SubtitleEvent], cues: Sequence[Cue]
) -> list[tuple[list[SubtitleEvent], list[Cue]]]:
    """Return the subtitles and the cues that belong together, each cue at most once."""
    meetings: list[tuple[list[SubtitleEvent], list[Cue]]] = []
    for event in events:
        met = [cue for cue in cues if _share(event, cue) >= _MEETS]
        if meetings and any(cue in meetings[-1][1] for cue in met):
            group, before = meetings[-1]
            group.append(event)
            before += [cue for cue in met if cue not in before]
        else:
            meetings.append(([event], met))
    return meetings


def _share(event: SubtitleEvent, cue: Cue) -> float:
    """Return how much of the shorter span both share, 0 to 1."""
    both_ms = min(event.end_ms, cue.end_ms) - max(event.start_ms, cue.start_ms)
    shorter_ms = min(event.end_ms - event.start_ms, cue.end_ms - cue.start_ms)
    return max(0.0, both_ms / max(1, shorter_ms))


def _near(cue: Cue, event: SubtitleEvent) -> bool:
    apart = (abs(cue.start_ms - event.start_ms), abs(cue.end_ms - event.end_ms))
    return max(apart) <= _SAME_MS


def _text(cue: Cue, giving: Giving) -> str:
    return cue.source if giving.side is Side.SOURCE else cue.text


def _says(cue: Cue, event: SubtitleEvent, giving: Giving) -> bool:
    """Whether a cue says already what a subtitle says, at the same time, credited the same."""
    credited = not giving.credit or cue.credit == giving.credit
    return _near(cue, event) and _text(cue, giving) == event.text and credited


def _lost(cue: Cue, group: Sequence[SubtitleEvent], giving: Giving) -> bool:
    """Whether words that a person wrote are no longer there."""
    if cue.status is Status.MACHINE:
        return False
    text = " ".join(event.text for event in group)
    return bool(_text(cue, giving)) and _text(cue, giving) not in text


def _made(
    group: Sequence[SubtitleEvent], cues: Sequence[Cue], giving: Giving, names: _Names
) -> list[Cue]:
    """Return the cues of subtitles that belong together with some of the old ones."""
    others = other_texts(group, cues, of_source=giving.side is Side.TEXT)
    by_person = not giving.machine or any(cue.status is not Status.MACHINE for cue in cues)
    result = []
    for i, (event, other) in enumerate(zip(group, others, strict=True)):
        nearest = max(cues, key=lambda cue: _share(event, cue), default=None)
        base = nearest or Cue(id="", start_ms=0, end_ms=0, source="", text="")
        exact = nearest is not None and len(cues) == 1 and _near(nearest, event)
        cue = replace(
            unapproved(base),
            id=cues[i].id if i < len(cues) else names.new(),
            start_ms=base.start_ms if exact else event.start_ms,
            end_ms=base.end_ms if exact else event.end_ms,
            speaker=event.speaker or base.speaker,
            status=Status.EDITED if by_person else Status.MACHINE,
            edited_by=base.edited_by if giving.machine else giving.who,
            flags=(),
            waived_by="",
            waiver="",
        )
        result.append(_worded(_from(cues, cue), event, other, giving))
    return result


def _from(cues: Sequence[Cue], cue: Cue) -> Cue:
    """Return a cue whose other text may come from several: all who made a part of it are named."""
    return replace(
        cue,
        source_by=together(one.source_by for one in cues if one.source),
        text_by=together(one.text_by for one in cues if one.text),
    )


def _worded(cue: Cue, event: SubtitleEvent, other: OtherText, giving: Giving) -> Cue:
    """Return a cue with a subtitle's text on its side and the old cues' text on the other."""
    doubts = (event.heard or UNTOLD) if giving.machine else None
    by = giving.makers
    if giving.side is Side.TEXT:
        return replace(
            cue,
            text=event.text,
            translated=doubts,
            text_by=by,
            source=other.text,
            words=other.words,
            heard=cue.heard if other.text else None,
        )
    heard = replace(cue, source=event.text, heard=doubts, words=event.words, source_by=by)
    if giving.side is Side.BOTH:
        return replace(heard, text=event.text, translated=None, text_by=by)
    return replace(
        heard,
        text=other.text,
        translated=cue.translated if other.text else None,
        text_by=cue.text_by if other.text else (),
    )


def _beside(cue: Cue, made: Sequence[Cue]) -> Cue:
    """Return a cue that stays, cut where a new one begins or ends; its approval lapses then."""
    start, end = cue.start_ms, cue.end_ms
    for other in (other for other in made if overlap(cue, other)):
        if other.start_ms <= start:
            start = max(start, other.end_ms)
        else:
            end = min(end, other.start_ms)
    if (start, end) == (cue.start_ms, cue.end_ms):
        return cue
    status = Status.MACHINE if cue.status is Status.MACHINE else Status.EDITED
    cut = replace(unapproved(cue), status=status, waived_by="", waiver="")
    return replace(cut, start_ms=start, end_ms=end)
