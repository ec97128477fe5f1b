"""The only markup in a story: ``*words*`` that a producer wants highlighted.

An asterisk opens emphasis at the beginning of a word, when something other than a space follows;
the next one closes it when it does not follow a space. What comes after the closing asterisk may
go on as the same word (``*Seoul*'s``, ``*서울*에서``). In scripts written without spaces words
begin anywhere. Every other asterisk, and every other character, comes out as written, so that
``2 * 3``, ``2*3*4`` or ``f*`` is just text. Imports nothing heavy.
"""

from __future__ import annotations

import re

from clipmaker.scripts import UNSPACED_CLASS

# Letters and marks after which a word may begin without a space; Korean puts none before particles.
_SPACELESS = (
    UNSPACED_CLASS
    + "\u0e3f-\u0e5b\u17d4-\u17dd\u104a-\u104f\u3000-\u3020\uac00-\ud7af\uff00-\uffef"
)
_SPACED = "A-Za-z\u00c0-\u04ff"
# “*ss and f*ck” holds no pair: a single letter before an asterisk and a letter after it.
_CENSORED = rf"(?<=\b[{_SPACED}]\*)[{_SPACED}]"
_EMPHASIS = re.compile(
    rf"(?:(?<![\w*])|(?<=[{_SPACELESS}]))\*(?![\s*])"
    rf"(?:([^*\s]+)\*(?![\d*])|([^*\n]+)(?<!\s)\*(?![\d*])(?!{_CENSORED}))"
)


def parse_emphasis(markup: str) -> tuple[tuple[str, bool], ...]:
    """Split a text into stretches with and without emphasis, none of them empty.

    Args:
        markup: text as a producer wrote it.

    Returns:
        pairs of the stretch without its asterisks, and whether it is emphasised.
    """
    parts: list[tuple[str, bool]] = []
    end = 0
    for match in _EMPHASIS.finditer(markup):
        if match.start() > end:
            parts.append((markup[end : match.start()], False))
        parts.append((match[1] or match[2], True))
        end = match.end()
    if end < len(markup):
        parts.append((markup[end:], False))
    return tuple(parts)


def plain_text(markup: str) -> str:
    """Return the text that a viewer reads: without the asterisks that mark emphasis."""
    return "".join(text for text, _ in parse_emphasis(markup))
