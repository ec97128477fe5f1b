"""Turns files into what strangers might hand in: structure mutated by lines, content by bytes."""

# ruff: noqa: E501

from __future__ import annotations

import random
import re
from collections.abc import Callable

NUMBERS = (
    "0", "-1", "1e999", "nan", ".nan", "-.inf", "99999999999999999999", "1" * 5000, "0x10", "2,700",
    "1_000", "-0.0", "1e-320", "½", "٣", "12:30", "0:99", "99:59:59.999", "-0:01", "0:00.000", "1.",
)  # fmt: skip
TEXTS = (
    "", " ", "~", "null", "[]", "{}", "[a, b]", "{a: b}", '"\\e]52;c;aGk=\\a"', '"\\u202e"', '"\\n"',
    '"\\x9b31m"', "\u200b", "\ufeff", "a" * 300, "." * 250, "😀" * 80, "word " * 90, "*a* *b*", "*",
    "&a b", "!!binary x", "@x", "ｆｕｌｌ", "مرحبا", "한국어", "ไทย", "\U000f0000", "../../etc/passwd",
    "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x", "con", "-rf", "a\\b", "%s%n", "{0}",
    "\x1b[31mred", "\x00", "2025-02-30", "kr", "jp", "true", "yes", "x" * 5000, '"' + "y" * 3000 + '"',
)  # fmt: skip
_VALUE = re.compile(r"(?<=[:=] )(.+)$|(?<=- )(.+)$|\b\d+(?:[.:,]\d+)*\b", re.MULTILINE)

Mutation = Callable[[bytes, random.Random], bytes]


def _place(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 2, 4, 16, 100, 1000)))


def flip(content: bytes, chance: random.Random) -> bytes:
    """Change single bits, near the beginning more often: that is where headers are."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 12, 60)) if content else 0):
        far = chance.choice((64, 1024, len(content)))
        changed[chance.randrange(min(far, len(content)))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return chance.choice((content[:start], content[start:], content[:start] + content[end:]))


def double(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    times = chance.choice((2, 2, 3, 40, 400))
    return content[:start] + content[start:end] * times + content[end:]


def insert(content: bytes, chance: random.Random) -> bytes:
    start, _ = _place(content, chance)
    piece = chance.choice(
        (bytes(chance.randrange(256) for _ in range(8)), b"\0" * 64, b"\xff" * 16, b"\r", b"\n\n")
    )
    return content[:start] + piece + content[start:]


def value(content: bytes, chance: random.Random) -> bytes:
    """Put something odd in the place of one value."""
    text = content.decode("utf-8", "surrogateescape")
    found = list(_VALUE.finditer(text))
    if not found:
        return insert(content, chance)
    match = chance.choice(found)
    odd = chance.choice(chance.choice((NUMBERS, TEXTS)))
    text = text[: match.start()] + odd + text[match.end() :]
    return text.encode("utf-8", "surrogateescape")


def line(content: bytes, chance: random.Random) -> bytes:
    """Move, repeat, drop or indent one line."""
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    other = chance.randrange(len(lines))
    how = chance.randrange(5)
    if how == 0:
        lines.insert(other, lines[at])
    elif how == 1:
        del lines[at]
    elif how == 2:
        lines[at] = b"  " + lines[at]
    elif how == 3:
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at:at] = [lines[at]] * chance.choice((5, 40, 3000))
    return b"\n".join(lines)


BYTES: tuple[Mutation, ...] = (flip, flip, flip, cut, double, insert)
TEXT: tuple[Mutation, ...] = (value, value, value, line, line, flip, cut, double, insert)


def mutated(content: bytes, chance: random.Random, *, text: bool) -> bytes:
    """Return a file after one to three mutations; seldom as it was, since seeds must work too."""
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        content = chance.choice(TEXT if text else BYTES)(content, chance)
    return content
