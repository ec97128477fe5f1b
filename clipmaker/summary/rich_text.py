"""RTF as plain lines, read by ``striprtf``; pure."""

from __future__ import annotations

import re
from pathlib import Path

from clipmaker.errors import InputError, Problem
from clipmaker.summary.lines import SummaryLine
from clipmaker.summary.plain import Plain

_MOST = 4_000_000
_PICTURE = re.compile(rb"\\(?:pict|object|objdata)\b")
_DEPTH = 200
_HEX = re.compile(rb"[0-9a-fA-F\s]{2000,}")


def from_rtf(content: bytes, file: Path) -> Plain:
    """Return RTF as plain lines.

    Raises:
        InputError: it is damaged, or far longer than an article.
    """
    from striprtf.striprtf import rtf_to_text

    pictured = bool(_PICTURE.search(content))
    bare = _HEX.sub(b"", content)
    if len(bare) > _MOST or _depth(bare) > _DEPTH:
        message = "this RTF is far larger than an article"
        raise InputError([Problem(file=file, message=message)])
    try:
        text = str(rtf_to_text(bare.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except (ArithmeticError, LookupError, RecursionError, ValueError) as error:
        raise InputError([Problem(file=file, message="this RTF cannot be read")]) from error
    found = Plain([SummaryLine(n, line) for n, line in enumerate(text.split("\n"), start=1)])
    if any(len(line.text) > 120 for line in found.lines):
        # A paragraph is one line there, however it looks in a word processor.
        found.lines = [
            part for line in found.lines for part in (line, SummaryLine(line.number, ""))
        ]
    if pictured:
        found.notes.append("pictures inside RTF are not taken: save it as .docx for them")
    return found


def _depth(content: bytes) -> int:
    deep = most = 0
    for brace in re.finditer(rb"\\[\\{}]|[{}]", content):
        if brace[0] == b"{":
            deep += 1
            most = max(most, deep)
        elif brace[0] == b"}":
            deep -= 1
    return most
