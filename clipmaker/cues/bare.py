"""Words of a text without case and punctuation, for comparing."""

from __future__ import annotations

import re
import unicodedata

_INSIDE = re.compile(r"(?<=\w)['’-](?=\w)")


def bare_words(text: str) -> str:
    """Return a text's words, folded and single-spaced; "don't" becomes "dont"."""
    joined = _INSIDE.sub("", text.casefold())
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in joined)
    return " ".join("".join(kept).split())
