"""Seals: digests by which the program sees what a person changed in a cue sheet; pure.

A seal has a part for the times, for each text, for the approval and for who gave it, for the
speaker, for who made each text, for the bleeps that were in view, for the recording and the
audience of its sheet, and two for a waiver where there is one, as they were when the program last
wrote the cue. A part that no longer fits was changed by
hand.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clipmaker.cues.maker import Makers, rewritten, same_name
from clipmaker.cues.model import Cue, Flag, Severity, Status
from clipmaker.cues.places import realigned

_OLD = 6
"""Digits of a part until 0.1: few enough to be matched by other words in a minute."""

_PART = "[0-9a-f]{32}"
_WAIVER = rf"((\.{_PART}){{2}})?"
SEAL = re.compile(
    rf"{_PART}(\.{_PART}){{9}}{_WAIVER}|{_PART}(\.{_PART}){{8}}{_WAIVER}"
    rf"|{_PART}(\.{_PART}){{4}}{_WAIVER}"
    r"|[0-9a-f]{6}(\.[0-9a-f]{6}){3,4}"
)
"""How a seal looks; the shorter forms are of earlier versions, and written no more."""

_EARLIER = {5: 5, 7: 5, 9: 9, 11: 9}
"""How many of today's parts before the waiver an earlier seal has, by how many it has in all."""

_SOURCE_BY, _TEXT_BY, _FIRST_OF_WAIVER = 6, 7, 10

READING = re.compile(rf"[0-9a-f]{{10}}\.{_PART}(\.shown)?")
"""How the seal of another reading looks: what was said then, and the reading with its makers."""

_OPEN = "open"
"""Stands for the giver of an approval that nobody gave."""

UNSEALED = "unsealed"
"""Code of the flag on a cue whose approval or waiver fell with its seal."""

UNSIGNED = "unsigned"
"""Code of the flag on a cue that somebody approved by hand without a name."""


UNGIVEN = (UNSEALED, UNSIGNED)
"""Flags that go when somebody gives an approval."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What was changed by hand since a cue was sealed.

    Attributes:
        times: whether start or end was.
        source: whether what was said was.
        text: whether what is shown was.
        beside: whether what an approval also holds for was: the speaker, who made the texts, the
            bleeps that were in view, the recording and the audience of the sheet.
        approved: whether somebody approved it: the cue was open, or another one had approved it.
        approval: whether anything else about an approval was changed.
        waived: whether somebody waived it: it had no waiver, or another one's.
        waiver: whether anything else about a waiver was changed.
    """

    times: bool = False
    source: bool = False
    text: bool = False
    beside: bool = False
    approved: bool = False
    approval: bool = False
    waived: bool = False
    waiver: bool = False

    @property
    def content(self) -> bool:
        """Whether times or texts were changed."""
        return self.times or self.source or self.text


def make_seal(cue: Cue, bound_to: str = "") -> str:
    """Return the seal of a cue as it is.

    Args:
        cue: the cue.
        bound_to: what else its approval holds for, see `bound`.
    """
    parts = [
        f"{cue.start_ms}-{cue.end_ms}",
        cue.source,
        cue.text,
        *_approval(cue, same_name(cue.approved_by)),
        _speaking(cue),
        _told(cue.source_by, cue.source),
        _told(cue.text_by, cue.text),
        " ".join(f"{span.start_ms}-{span.end_ms}" for span in cue.bleeps),
        bound_to,
    ]
    parts += [cue.waiver, same_name(cue.waived_by)] if cue.waiver else []
    return ".".join(map(_digest, parts))


def _speaking(cue: Cue) -> str:
    """Return what a seal holds of who speaks, and of the language where it is not the sheet's."""
    name = unicodedata.normalize("NFC", " ".join(cue.speaker.split()))
    return f"{name}\n{cue.language}" if cue.language else name


def _approval(cue: Cue, name: str) -> tuple[str, str]:
    """Return what a seal holds of an approval and of its giver."""
    how = "wholesale" if cue.wholesale else "by hand" if cue.by_hand else ""
    giver = f"by {name}" if cue.status is Status.APPROVED else _OPEN
    return f"{cue.status}|{name}|{cue.approved_at}|{how}", giver


def make_reading_seal(cue: Cue) -> str:
    """Return the seal of a cue's other reading, "" when no translator read its sentence.

    No approval depends on it: that is for the text that is shown.
    """
    if not cue.reading_of:
        return ""
    shown = ".shown" if cue.reading_shown else ""
    return f"{cue.reading_of}.{_digest(_reading(cue))}{shown}"


def other_as_sealed(cue: Cue, seal: str) -> Cue:
    """Return a cue with its other reading as far as it is what the program wrote there.

    Who made a reading that was changed by hand, or that nobody sealed, is not known.
    """
    of, digest, shown, *_ = [*seal.split("."), "", ""]
    cue = replace(cue, reading_of=of, reading_shown=bool(shown))
    if not cue.other or digest == _digest(_reading(cue)):
        return cue
    return replace(cue, other_by=(), other_translated=None)


def _reading(cue: Cue) -> str:
    return "\n".join([cue.other, *map(str, cue.other_by)]) if cue.other else ""


def bound(digest: str, audio_tracks: Sequence[int], audience: str) -> str:
    """Return what every approval in a sheet is bound to: the recording and the audience."""
    return f"{digest}|{' '.join(map(str, audio_tracks))}|{audience}"


def changes(cue: Cue, seal: str, bound_to: str = "") -> Changes:
    """Return what of a cue no longer fits its seal."""
    then = seal.split(".")
    if len(then[0]) == _OLD:
        return _old_changes(cue, then)
    now = make_seal(cue, bound_to).split(".")
    if known := _EARLIER.get(len(then)):
        then[known:known] = now[known:_FIRST_OF_WAIVER]
    _take_spelling(cue, then, now)
    approved = cue.status is Status.APPROVED and now[4] != then[4]
    waived = bool(cue.waiver) and now[_FIRST_OF_WAIVER + 1 :] != then[_FIRST_OF_WAIVER + 1 :]
    return Changes(
        times=now[0] != then[0],
        source=now[1] != then[1],
        text=now[2] != then[2],
        beside=now[5:_FIRST_OF_WAIVER] != then[5:_FIRST_OF_WAIVER],
        approved=approved,
        approval=now[3:5] != then[3:5] and not approved,
        waived=waived,
        waiver=now[_FIRST_OF_WAIVER:] != then[_FIRST_OF_WAIVER:] and not waived,
    )


def _take_spelling(cue: Cue, then: list[str], now: Sequence[str]) -> None:
    """Let names in a seal of an earlier version hold, which kept how they were spelt."""
    spelt = dict(zip((3, 4), _approval(cue, cue.approved_by), strict=True))
    if cue.waiver:
        spelt[_FIRST_OF_WAIVER + 1] = cue.waived_by
    for place, part in spelt.items():
        if place < len(then) and then[place] == _digest(part):
            then[place] = now[place]


def source_maker_holds(cue: Cue, seal: str) -> bool:
    """Whether who made the source text stands in a cue as the program wrote it."""
    return _maker_holds(_told(cue.source_by, cue.source), seal, _SOURCE_BY)


def text_maker_holds(cue: Cue, seal: str) -> bool:
    """Whether who made the text that is shown stands in a cue as the program wrote it."""
    return _maker_holds(_told(cue.text_by, cue.text), seal, _TEXT_BY)


def _maker_holds(told: str, seal: str, part: int) -> bool:
    then = seal.split(".")
    if len(then[0]) == _OLD or _EARLIER.get(len(then), part + 1) <= part:
        return len(then[0]) != _OLD
    return len(then) > part and then[part] == _digest(told)


def _told(makers: Makers, text: str) -> str:
    return "\n".join(map(str, makers)) if text else ""


def opened(cue: Cue, seal: str, *, claimed: bool = False, bound_to: str = "") -> Cue:
    """Return a cue as it counts after it was read back.

    A cue that was changed by hand counts as edited. An approval or a waiver lapses when text or
    times were changed after it, or who speaks, or who made a text, unless a person gave it anew,
    under another name than the one before; one without a seal lapses as well, since nobody can tell
    which words it was given to, whatever else was taken out of the sheet. An approval without a
    name is nobody's, and does not count. Doubts and word times that belonged to a text
    which is no longer there go; in the audience's language, words that were corrected keep their
    times.

    Args:
        cue: the cue as it is written.
        seal: its seal, "" when it has none.
        claimed: whether its file names other makers of its texts than the cue now has.
        bound_to: what the approvals of its sheet hold for, see `bound`.
    """
    if not seal:
        return _without_seal(cue)
    changed = changes(cue, seal, bound_to)
    return _signed(_changed(cue, seal, replace(changed, beside=changed.beside or claimed)))


def _changed(cue: Cue, seal: str, changed: Changes) -> Cue:
    """Return a cue as it counts after what was changed since it was sealed."""
    if changed.approved:
        was_open = seal.split(".")[4:5] in ([], [_digest(_OPEN)])
        at = cue.approved_at if was_open else ""
        flags = tuple(flag for flag in cue.flags if flag.code not in UNGIVEN)
        cue = replace(cue, by_hand=True, wholesale=False, approved_at=at, flags=flags)
    elif changed.approval and cue.status is Status.APPROVED:
        cue = unapproved(cue)
    if not changed.content:
        return _beside(cue, changed) if changed.beside else cue
    parts = seal.split(".")
    if parts[1] == parts[2] and changed.source != changed.text:
        # Footage in the audience's language: both texts are one.
        text = cue.source if changed.source else cue.text
        cue = replace(cue, source=text, text=text)
        changed = replace(changed, source=True, text=True)
    if changed.text:
        by = rewritten(cue.text_by, "", None, cue.text)
        cue = replace(cue, translated=None, text_by=by)
    if changed.source:
        words = realigned(cue.words, cue.source) if cue.source == cue.text else ()
        by = rewritten(cue.source_by, "", None, cue.source)
        cue = replace(cue, heard=None, words=words, source_by=by)
    if not changed.waived:
        cue = replace(cue, waived_by="", waiver="")
    return cue if changed.approved else unapproved(cue)


def _beside(cue: Cue, changed: Changes) -> Cue:
    """Return a cue of which only that was changed by hand which an approval also holds for."""
    if not changed.waived:
        cue = replace(cue, waived_by="", waiver="")
    return unapproved(cue) if cue.status is Status.APPROVED and not changed.approved else cue


def _signed(cue: Cue) -> Cue:
    """Return a cue as it counts when an approval needs somebody's name."""
    if cue.status is not Status.APPROVED or cue.approved_by:
        return cue
    flag = Flag(
        code=UNSIGNED,
        severity=Severity.WARNING,
        message="Approved by nobody's name: write “status: approved” and your name in "
        "“approved_by”",
    )
    return _with_flag(unapproved(cue), flag)


def _with_flag(cue: Cue, flag: Flag) -> Cue:
    return replace(cue, flags=(flag, *(f for f in cue.flags if f.code != flag.code)))


def unapproved(cue: Cue) -> Cue:
    """Return a cue that a person has changed and nobody approved."""
    return replace(
        cue,
        status=Status.EDITED,
        approved_by="",
        approved_at="",
        wholesale=False,
        by_hand=False,
        bleeps=(),
    )


def _without_seal(cue: Cue) -> Cue:
    """Return a cue as it counts that has no seal: nobody whom the program knows approved it."""
    approved = cue.status is Status.APPROVED
    if not approved and not cue.waiver:
        return cue
    what = "approval" if approved else "waiver"
    who = cue.approved_by if approved else cue.waived_by
    flag = Flag(
        code=UNSEALED,
        severity=Severity.WARNING,
        message=f"The {what}{f' by {who}' if who else ''} does not hold: this line has no seal, so "
        "nobody can tell which words it was given to; give it again",
    )
    cue = replace(unapproved(cue) if approved else cue, waived_by="", waiver="")
    return _with_flag(cue, flag)


def _digest(part: str) -> str:
    return hashlib.blake2b(part.encode(), digest_size=16).hexdigest()


def _old_changes(cue: Cue, then: Sequence[str]) -> Changes:
    """Return what no longer fits a seal of an earlier version, which does not tell who gave what.

    Whoever touched an approval or a waiver has given it where there was none before; otherwise
    nobody has.
    """
    now = [
        f"{cue.start_ms}-{cue.end_ms}",
        cue.source,
        cue.text,
        f"{cue.status}|{cue.approved_by}|{cue.approved_at}",
        *([f"{cue.waived_by}|{cue.waiver}"] if cue.waiver else []),
    ]
    differs = [_old_digest(part) != old for part, old in zip(now, then, strict=False)]
    was_open = then[3] in {_old_digest(f"{s}||") for s in Status if s is not Status.APPROVED}
    approved = differs[3] and cue.status is Status.APPROVED and was_open
    waived = bool(cue.waiver) and not then[4:]
    return Changes(
        times=differs[0],
        source=differs[1],
        text=differs[2],
        approved=approved,
        approval=differs[3] and not approved,
        waived=waived,
        waiver=len(now) != len(then) or any(differs[4:]),
    )


def _old_digest(part: str) -> str:
    return hashlib.sha256(part.encode()).hexdigest()[:_OLD]
