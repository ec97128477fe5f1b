"""Who signed a clip off for publication, and when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class PlayedLine:
    """A line of subtitles whose sound was played to its end before a clip was signed off.

    Attributes:
        footage: the footage that it is of, as its cue sheet names it.
        cue: its name.
        by: who played it; () where nobody had said who they are.
    """

    footage: str
    cue: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """A person's word that a clip may go out; kept in its manifest.

    Attributes:
        who: the person's name.
        when: ISO 8601 time; handed in, since no clock is asked in a render.
        note: what has changed since the version before, "" for a first one.
        watched: `picture_digest` of what the person watched, and nothing else may go out under
            the name; "" where nobody knows what that was.
        played: the lines that somebody played where it was signed off; None where that is not
            kept.
    """

    who: str
    when: str
    note: str = ""
    watched: str = ""
    played: tuple[PlayedLine, ...] | None = None


def picture_digest(facts: Mapping[str, Any]) -> str:
    """Return a hex digest over what is seen and heard in the clip of a manifest's facts."""
    seen = [[segment["key"] for segment in facts["segments"]], facts["sound"]]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()
