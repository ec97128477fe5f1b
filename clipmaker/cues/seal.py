"""Seals: short digests by which the program sees what a person changed in a cue sheet.

A seal has a part for the times, for each text and for the approval, and one for a waiver where
there is one, as they were when the program last wrote the cue. A part that no longer fits was
changed by hand.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from clipmaker.cues.model import Cue, Status
from clipmaker.cues.places import realigned

SEAL = re.compile(r"[0-9a-f]{6}(\.[0-9a-f]{6}){3,4}")
"""How a seal looks."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What was changed by hand since a cue was sealed."""

    times: bool = False
    source: bool = False
    text: bool = False
    approval: bool = False
    waiver: bool = False

    @property
    def content(self) -> bool:
        """Whether times or texts were changed."""
        return self.times or self.source or self.text


def make_seal(cue: Cue) -> str:
    """Return the seal of a cue as it is."""
    parts = [
        f"{cue.start_ms}-{cue.end_ms}",
        cue.source,
        cue.text,
        f"{cue.status}|{cue.approved_by}|{cue.approved_at}",
    ]
    parts += [f"{cue.waived_by}|{cue.waiver}"] if cue.waiver else []
    return ".".join(hashlib.sha256(part.encode()).hexdigest()[:6] for part in parts)


def changes(cue: Cue, seal: str) -> Changes:
    """Return what of a cue no longer fits its seal."""
    now, then = make_seal(cue).split("."), seal.split(".")
    differs = [a != b for a, b in zip(now, then, strict=False)]
    return Changes(
        times=differs[0],
        source=differs[1],
        text=differs[2],
        approval=differs[3],
        waiver=now[4:] != then[4:],
    )


def opened(cue: Cue, seal: str) -> Cue:
    """Return a cue as it counts after it was read back with its seal, "" when it has none.

    A cue that was changed by hand counts as edited. An approval or a waiver lapses when text or
    times were changed after it, unless the person touched it, too. Doubts and word times that
    belonged to a text which is no longer there go; in the audience's language, words that were
    corrected keep their times.
    """
    if not seal:
        return cue
    changed = changes(cue, seal)
    if not changed.content:
        return cue
    parts = seal.split(".")
    if parts[1] == parts[2] and changed.source != changed.text:
        # Footage in the audience's language: both texts are one.
        text = cue.source if changed.source else cue.text
        cue = replace(cue, source=text, text=text)
        changed = replace(changed, source=True, text=True)
    if changed.text:
        cue = replace(cue, translated=None)
    if changed.source:
        words = realigned(cue.words, cue.source) if cue.source == cue.text else ()
        cue = replace(cue, heard=None, words=words)
    if not changed.waiver:
        cue = replace(cue, waived_by="", waiver="")
    if cue.status is Status.APPROVED and changed.approval:
        return cue
    return unapproved(cue)


def unapproved(cue: Cue) -> Cue:
    """Return a cue that a person has changed and nobody approved."""
    return replace(cue, status=Status.EDITED, approved_by="", approved_at="", wholesale=False)
