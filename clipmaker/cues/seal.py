"""Seals: digests by which the program sees what a person changed in a cue sheet; pure.

A seal has a part for the times, for each text, for the approval and for who gave it, and the same
two for a waiver where there is one, as they were when the program last wrote the cue. A part that
no longer fits was changed by hand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clipmaker.cues.maker import rewritten
from clipmaker.cues.model import Cue, Flag, Severity, Status
from clipmaker.cues.places import realigned

_OLD = 6
"""Digits of a part until 0.1: few enough to be matched by other words in a minute."""

SEAL = re.compile(
    r"[0-9a-f]{32}(\.[0-9a-f]{32}){4}((\.[0-9a-f]{32}){2})?|[0-9a-f]{6}(\.[0-9a-f]{6}){3,4}"
)
"""How a seal looks; the short form is of earlier versions, and written no more."""

_OPEN = "open"
"""Stands for the giver of an approval that nobody gave."""

UNSEALED = "unsealed"
"""Code of the flag on a cue whose approval or waiver fell with its seal."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What was changed by hand since a cue was sealed.

    Attributes:
        times: whether start or end was.
        source: whether what was said was.
        text: whether what is shown was.
        approved: whether somebody approved it: the cue was open, or another one had approved it.
        approval: whether anything else about an approval was changed.
        waived: whether somebody waived it: it had no waiver, or another one's.
        waiver: whether anything else about a waiver was changed.
    """

    times: bool = False
    source: bool = False
    text: bool = False
    approved: bool = False
    approval: bool = False
    waived: bool = False
    waiver: bool = False

    @property
    def content(self) -> bool:
        """Whether times or texts were changed."""
        return self.times or self.source or self.text


def make_seal(cue: Cue) -> str:
    """Return the seal of a cue as it is."""
    approved = cue.status is Status.APPROVED
    how = "wholesale" if cue.wholesale else "by hand" if cue.by_hand else ""
    parts = [
        f"{cue.start_ms}-{cue.end_ms}",
        cue.source,
        cue.text,
        f"{cue.status}|{cue.approved_by}|{cue.approved_at}|{how}",
        f"by {cue.approved_by}" if approved else _OPEN,
    ]
    parts += [cue.waiver, cue.waived_by] if cue.waiver else []
    return ".".join(map(_digest, parts))


def changes(cue: Cue, seal: str) -> Changes:
    """Return what of a cue no longer fits its seal."""
    then = seal.split(".")
    if len(then[0]) == _OLD:
        return _old_changes(cue, then)
    now = make_seal(cue).split(".")
    approved = cue.status is Status.APPROVED and now[4] != then[4]
    waived = bool(cue.waiver) and now[6:] != then[6:]
    return Changes(
        times=now[0] != then[0],
        source=now[1] != then[1],
        text=now[2] != then[2],
        approved=approved,
        approval=now[3:5] != then[3:5] and not approved,
        waived=waived,
        waiver=now[5:] != then[5:] and not waived,
    )


def opened(cue: Cue, seal: str, *, sealed: bool = True) -> Cue:
    """Return a cue as it counts after it was read back.

    A cue that was changed by hand counts as edited. An approval or a waiver lapses when text or
    times were changed after it, unless a person gave it anew, under another name than the one
    before; in a sheet that the program has written, one without a seal lapses as well, since
    nobody can tell which words it was given to. Doubts and word times that belonged to a text
    which is no longer there go; in the audience's language, words that were corrected keep their
    times.

    Args:
        cue: the cue as it is written.
        seal: its seal, "" when it has none.
        sealed: whether the program has written its sheet before; otherwise all of it is a
            person's own.
    """
    if not seal:
        return _without_seal(cue, sealed=sealed)
    changed = changes(cue, seal)
    if changed.approved:
        was_open = seal.split(".")[4:5] in ([], [_digest(_OPEN)])
        at = cue.approved_at if was_open else ""
        cue = replace(cue, by_hand=True, wholesale=False, approved_at=at)
    elif changed.approval and cue.status is Status.APPROVED:
        cue = unapproved(cue)
    if not changed.content:
        return cue
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


def _without_seal(cue: Cue, *, sealed: bool) -> Cue:
    """Return a cue as it counts that has no seal."""
    approved = cue.status is Status.APPROVED
    if not sealed:
        return replace(cue, by_hand=True, wholesale=False) if approved else cue
    if not approved and not cue.waiver:
        return cue
    what = "approval" if approved else "waiver"
    who = cue.approved_by if approved else cue.waived_by
    flag = Flag(
        code=UNSEALED,
        severity=Severity.WARNING,
        message=f"The {what}{f' by {who}' if who else ''} no longer holds: this line has no seal, "
        "so nobody can tell which words it was given to",
    )
    cue = replace(unapproved(cue) if approved else cue, waived_by="", waiver="")
    return replace(cue, flags=(flag, *(f for f in cue.flags if f.code != UNSEALED)))


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
