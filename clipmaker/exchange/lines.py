"""Lines of times and of numbers between the words, as SubRip and WebVTT have them.

What looks like times and is none is told from words here, so that a broken line is named and
never becomes part of a text.
"""

from __future__ import annotations

import html
import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""Marks that programs for right-to-left scripts put around numbers."""

_TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[,.](\d{1,3})"
_SETTINGS = r"(?:\s+[A-Za-z][\w-]{0,20}:\S{1,200}){0,12}"
_TIMES = re.compile(rf"{_TIME}\s{{0,20}}-->\s{{0,20}}{_TIME}{_SETTINGS}")
_NUMBER = re.compile(r"#?\s{0,3}(\d{1,9})\s{0,3}[.):]?")

_LONGEST = 400
_RUN = re.compile(r"(\d{9})\d+")
_CLOCKS = re.compile(r"\d\s?:\s?-?\d")
_BEFORE = r"[-+–−\s\[(]{0,4}"
_CLOCK_FIRST = re.compile(
    rf"{_BEFORE}(?:\d{{1,9}}\s?:\s?-?)?\d{{1,9}}\s?:\s?-?\d{{1,9}}\s?(?:[,.;]\s?\d{{3}}(?!\d)|:\s?\d)"
    rf"|{_BEFORE}\d{{1,9}}\s?:\s?-?\d{{1,9}}\s?:\s?-?\d{{1,9}}\s?[,.:;]\s?\d"
)
_ARROW_LAST = re.compile(r"-->\s{0,20}[-\d:]{1,12}\s?:\s?\d")
_ONLY_TIMES = re.compile(r"[\d\s:;.,+\-–—‒―−_=<>|~→⟶⇒⇨➔➡›»\[\]()]+")
_ARROW = re.compile(r"[>→⟶⇒⇨➔➡›»]|--")
_WORDS_BEFORE = re.compile(r"\d:\d\d[.,]\d{1,3}\s{0,20}-->\s{0,20}\d{1,9}:\d")
"""Whole times behind words: the lines between the two were lost."""
_TIMES_FIRST = re.compile(r"\s{0,20}-?\d{1,9}:[\d:.,\s-]{0,40}-->")


def bare(line: str) -> str:
    """Return a line without invisible marks and the spaces around it."""
    return line.translate(_INVISIBLE).strip()


def number_in(line: str) -> int | None:
    """Return the number that a line holds alone, as in ``12``, ``#12`` or ``12.``; else None."""
    match = _NUMBER.fullmatch(bare(line)[:40])
    return int(match[1]) if match else None


def times_in(line: str) -> tuple[int, int] | None:
    """Return start and end in ms of a line of times, None for a line of anything else."""
    if "-->" not in line or len(line) > 4 * _LONGEST:
        return None
    match = _TIMES.fullmatch(_ascii_digits(bare(line)))
    return (_ms(match.groups()[:4]), _ms(match.groups()[4:])) if match else None


def like_times(line: str) -> bool:
    """Whether a line seems to be meant as times, such as one with a minus or another arrow."""
    if len(line) > _LONGEST:
        line = _RUN.sub(r"\1", line)
    if len(line) > _LONGEST or not any(char.isdecimal() for char in line):
        return False
    line = html.unescape(_folded(line))
    if any(form.match(line) for form in (_CLOCK_FIRST, _ARROW_LAST, _TIMES_FIRST)):
        return True
    if _WORDS_BEFORE.search(line):
        return True
    if not (_ONLY_TIMES.fullmatch(line) and _ARROW.search(line)):
        return False
    return len(_CLOCKS.findall(line)) > 1 or ("-->" in line and sum(map(str.isdigit, line)) > 5)


def _ascii_digits(line: str) -> str:
    """Return a line with the digits of whatever script as 0 to 9."""
    if line.isascii():
        return line
    told = line.replace("،", ",").replace("٫", ".")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in told)


def _folded(line: str) -> str:
    """Return a line with the colons and digits of wide scripts made narrow."""
    return unicodedata.normalize("NFKC", bare(line)).replace("∶", ":").replace("՝", ":")


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((parts[3] or "0").ljust(3, "0"))
