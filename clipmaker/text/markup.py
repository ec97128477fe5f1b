"""The only markup in a story: ``*words*`` that a producer wants highlighted.

An asterisk opens emphasis when something other than a space follows it and nothing of a word
stands before it; it closes emphasis the other way round. Every other asterisk, and every other
character, comes out as written, so that ``2 * 3`` or ``f*`` is just text.
"""

from __future__ import annotations

import re

# Not touching a letter, digit or asterisk outside; not touching a space or asterisk inside.
_EMPHASIS = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]*?)(?<!\s)\*(?![\w*])")


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
        if not match[1]:
            continue
        if match.start() > end:
            parts.append((markup[end : match.start()], False))
        parts.append((match[1], True))
        end = match.end()
    if end < len(markup):
        parts.append((markup[end:], False))
    return tuple(parts)


def plain_text(markup: str) -> str:
    """Return the text that a viewer reads: without the asterisks that mark emphasis."""
    return "".join(text for text, _ in parse_emphasis(markup))
