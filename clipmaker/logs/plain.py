"""What stands in a log: one line, nothing that moves a terminal, and none of a story's words."""

from __future__ import annotations

import re

from clipmaker.machine.printed import shown

LONGEST = 2000
"""Characters of one message; what a log takes is bounded by its records, too."""

HIDDEN = "“…”"

_KEY = re.compile(r"(?<=\d: ).+?(?=: (?:unknown key|written twice))")
"""Where a key is meant that nobody knows: it may be the beginning of a text."""

_OPENS = re.compile(r"[“„«‹]|(?<![^\W_])[\"'‘‚]")
_CLOSES = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‹": "›",
    '"': '"',
    "'": "'",
    "‘": "’",
    "‚": "‘’",
}


def plain(text: str) -> str:
    """Return a text as one line that a terminal can show, and not too long."""
    lines = (shown(line).strip() for line in text.splitlines())
    line = " | ".join(filter(None, lines))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def without_words(message: str) -> str:
    """Return a message without the texts that it quotes.

    Messages quote what stands in files. A quoted text may hold quotation marks and line breaks of
    its own, so all up to the last such mark of the line is hidden, and so is everything after a
    mark that nothing closes.
    """
    message = _KEY.sub(HIDDEN, message)
    kept, closer = [], ""
    for line in message.splitlines():
        hidden, closer = _hidden(line, closer)
        kept.append(hidden)
    return "\n".join(kept)


def _hidden(line: str, closer: str) -> tuple[str, str]:
    """Return a line without what it quotes, and the mark that a quotation still waits for.

    Args:
        line: one line of a message.
        closer: marks that may end a quotation of the line before, "" where none is open.
    """
    head = ""
    while line:
        if not closer:
            begins = _OPENS.search(line)
            if begins is None:
                break
            head += line[: begins.start()]
            line, closer = line[begins.end() :], _CLOSES[begins[0]]
        # Within a word it is an apostrophe.
        ends = list(re.finditer(rf"[{closer}](?![^\W_])", line))
        head += HIDDEN
        if not ends:
            return head, closer
        line, closer = line[ends[-1].end() :], ""
    return head + line, closer
