"""What may be printed: text that commands no terminal."""

from __future__ import annotations

import re

_COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u202d\u202e]|\r(?!\n)")
"""Controls of both sets, and what turns the order of letters round; not tabs and line ends."""


def shown(text: str) -> str:
    r"""Return a text with everything that a terminal would act on written out: ``\u001b``.

    Inside the strings of JSON that is how JSON itself writes it.
    """
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def on_one_line(text: str) -> str:
    """Return the same without line ends, for places where a line is all there is."""
    return shown(" ".join(text.split()))
