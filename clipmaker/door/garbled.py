"""Texts that came through the wrong encoding or out of a web page: repaired, and told.

Mojibake is UTF-8 that some program read as another encoding (``Irelandâ€™s``); what is left of
HTML are entities (``&amp;``). ``ftfy`` knows the first, Python's own tables the second.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum

LOST = "\ufffd"
"""What programs write where they could not read a character."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SUSPECT = re.compile("[\x80-\u052f]")
"""Mojibake has letters of European alphabets in it, whatever it was."""
_NO_WORD = re.compile("[\u00c0-\u00ff]{4,}")
"""Cyrillic or Korean that was read as Western European: no language has four such in a row."""
_ROUNDS = 3
"""Entities come out of entities (``&amp;quot;``) as often as a text went through a page."""
_SHOWN = 40


class Fault(StrEnum):
    """How a text was garbled."""

    MOJIBAKE = "mojibake"
    ENTITY = "left-over entity"
    LOST = "lost characters"


@dataclass(frozen=True, kw_only=True)
class Garbled:
    """What was wrong with a text.

    Attributes:
        fault: how it was garbled.
        was: the words that were wrong, shortened.
        now: what they became; "" where nothing could be done, so that a person has to.
    """

    fault: Fault
    was: str
    now: str = ""

    def __str__(self) -> str:
        """Return it as a message."""
        if self.now:
            return f"“{self.was}” is {_NAMES[self.fault]}: read as “{self.now}”"
        return f"“{self.was}” is {_NAMES[self.fault]}, and cannot be read: write it anew"


_NAMES = {
    Fault.MOJIBAKE: "mojibake (UTF-8 that was read as another encoding)",
    Fault.ENTITY: "left over from HTML",
    Fault.LOST: "text whose characters were lost on its way",
}


def repair(text: str) -> tuple[str, tuple[Garbled, ...]]:
    """Return a text with its encoding mended and its entities decoded, and what was wrong.

    A text that is right comes back as it is. What cannot be mended stays as it was, and is named.

    Args:
        text: one line, or a short text.
    """
    found: list[Garbled] = []
    decoded = _decoded(text)
    if decoded != text:
        found.append(_changed(Fault.ENTITY, text, decoded))
    mended = _mended(decoded)
    if mended != decoded:
        found.append(_changed(Fault.MOJIBAKE, decoded, mended))
    bad = _still_bad(mended) if _SUSPECT.search(mended) else ""
    if bad:
        found.append(Garbled(fault=Fault.MOJIBAKE, was=bad))
    elif LOST in mended:
        word = next(word for word in mended.split() if LOST in word)
        found.append(Garbled(fault=Fault.LOST, was=word[:_SHOWN]))
    return mended, tuple(found)


def _decoded(text: str) -> str:
    """Return a text without entities; an ampersand that begins none stays."""
    for _ in range(_ROUNDS):
        decoded = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
        if decoded == text:
            break
        text = decoded
    return text


def _mended(text: str) -> str:
    """Return a text read in the encoding that it was written in."""
    if not _SUSPECT.search(text):
        return text
    # A fifth of a second, and only for texts that may need it.
    from ftfy import fix_encoding

    return str(fix_encoding(text))


def _still_bad(text: str) -> str:
    """Return the first word that no language writes, "" when there is none."""
    from ftfy.badness import is_bad

    if match := _NO_WORD.search(text):
        return match[0][:_SHOWN]
    if not is_bad(text):
        return ""
    return next((word for word in text.split() if is_bad(word)), text)[:_SHOWN]


def _changed(fault: Fault, before: str, after: str) -> Garbled:
    """Return the first words that differ."""
    old, new = before.split(" "), after.split(" ")
    if len(old) != len(new):
        return Garbled(fault=fault, was=before[:_SHOWN], now=after[:_SHOWN])
    was, now = next((a, b) for a, b in zip(old, new, strict=True) if a != b)
    return Garbled(fault=fault, was=was[:_SHOWN], now=now[:_SHOWN])
