"""What people say about a cue, as a flag that keeps it open."""

from __future__ import annotations

from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.model import Cue, Flag, Severity, Status


def sent_back(cue: Cue, _seen: Doubting) -> Flag | None:
    """A cue that somebody sent back."""
    if cue.status is Status.APPROVED or not cue.comment:
        return None
    who = cue.comment_by or "Somebody"
    return Flag(
        code="sent-back",
        severity=Severity.SERIOUS,
        message=f"{who} sent it back: “{cue.comment}”",
    )
