"""Who signed a clip off for publication, and when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """A person's word that a clip may go out; kept in its manifest.

    Attributes:
        who: the person's name.
        when: ISO 8601 time; handed in, since no clock is asked in a render.
        note: what has changed since the version before, "" for a first one.
    """

    who: str
    when: str
    note: str = ""
