"""HTML as it comes, bounded for Python's parser, which looks for each missing end anew; pure.

The parsers of many Pythons in use still do (CPython issues 135462 and 153030).
"""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?\s{0,9}>")
_LONG_NUMBER = re.compile(r"#[0-9]{1000,}")


class TooDeepError(ValueError):
    """A page whose elements are nested too deep."""


def is_hidden(own: dict[str, str | None]) -> bool:
    """Whether an element of these attributes is not shown."""
    return "hidden" in own or bool(_HIDDEN.search(own.get("style") or ""))


def bounded_html(text: str) -> str:
    """Return HTML whose elements and comments all end, as text where they are never ended.

    Args:
        text: a document, or a part of one.
    """
    text = text.replace("<![", "<! [")
    ended = max((match.end() for match in _COMMENT_END.finditer(text)), default=0)
    text = text[:ended] + text[ended:].replace("<!--", "&lt;!--")
    head, end, tail = text.rpartition(">")
    return re.sub(r"<(?![A-Za-z/!?])", "&lt;", head) + end + tail.replace("<", "&lt;")


def bounded_numbers(text: str) -> str:
    """Return a document without references to letters whose number has thousands of digits.

    Every reader of such references makes a number of it, which Python refuses.
    """
    return _LONG_NUMBER.sub("#0", text)
