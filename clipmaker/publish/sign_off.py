"""Who signed a clip off for publication, and when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """A person's word that a clip may go out; kept in its manifest.

    Attributes:
        who: the person's name.
        when: ISO 8601 time; handed in, since no clock is asked in a render.
        note: what has changed since the version before, "" for a first one.
        watched: `picture_digest` of what the person watched, and nothing else may go out under
            the name; "" where nobody knows what that was.
    """

    who: str
    when: str
    note: str = ""
    watched: str = ""


def picture_digest(facts: Mapping[str, Any]) -> str:
    """Return a hex digest over what is seen and heard in the clip of a manifest's facts."""
    seen = [[segment["key"] for segment in facts["segments"]], facts["sound"]]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()
