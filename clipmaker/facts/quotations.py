"""What stands in quotation marks, and whether an article holds it word by word; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from clipmaker.quotes import QUOTE_PAIRS
from clipmaker.scripts import spaceless

_PAIRS = {
    opening: tuple(close for begin, close in QUOTE_PAIRS if begin == opening)
    for opening, _ in QUOTE_PAIRS
}
_SINGLE = "‘’‚'"
_GAP = re.compile(r"\s*(?:\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,}|…)\s*")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """What stands between quotation marks: the words, and where they begin and end in a text."""

    text: str
    start: int
    end: int


def quotations_in(text: str) -> tuple[Quoted, ...]:
    """Return what stands in quotation marks in a text, in order."""
    found: list[Quoted] = []
    i = 0
    while i < len(text):
        if text[i] in _PAIRS and _opens(text, i) and (end := _closing(text, i)) > i:
            found.append(Quoted(text=text[i + 1 : end].strip(), start=i, end=end + 1))
            i = end + 1
        else:
            i += 1
    return tuple(found)


def _opens(text: str, i: int) -> bool:
    """Whether a mark stands where a quotation can begin, and is no apostrophe."""
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    if text[i] in _SINGLE:
        return not before.isalnum() and (after.isalnum() or after in "…[")
    return bool(after)


def _closing(text: str, i: int) -> int:
    """Return where the quotation that begins at a mark ends, -1 where it does not."""
    for j in range(i + 1, len(text)):
        if text[j] not in _PAIRS[text[i]]:
            continue
        if text[i] in _SINGLE and (text[j + 1 : j + 2].isalnum() or not text[j - 1].strip()):
            continue
        return j
    return -1


@dataclass(frozen=True)
class _Word:
    folded: str
    text: str


def _words(text: str) -> list[_Word]:
    """Return the words of a text, each letter where none are parted by spaces."""
    found = []
    for match in re.finditer(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]|[^\W_])*", text):
        folded = unicodedata.normalize("NFC", match[0].casefold())
        if spaceless(match[0][0]):
            found += [_Word(char, char) for char in folded]
        else:
            found.append(_Word(folded, match[0]))
    return found


class Speech:
    """What an article holds between quotation marks, and all its words.

    Args:
        paragraphs: the article's paragraphs, in order.
    """

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._spoken = [_words(" ".join(_spoken(text))) for text in paragraphs]
        self._all = [_words(text) for text in paragraphs]

    def holds(self, quotation: str, *, only_spoken: bool) -> bool:
        """Whether it is there word by word; an ellipsis may leave words out.

        Args:
            quotation: the words, without marks.
            only_spoken: whether they must stand between quotation marks there.
        """
        parts = [words for part in _parts(quotation) if (words := _words(part))]
        texts = [*self._spoken, self._joined(self._spoken)]
        if not only_spoken:
            texts += [*self._all, self._joined(self._all)]
        return any(_follow(parts, words) for words in texts)

    def nearest(self, quotation: str) -> tuple[int, str]:
        """Return the paragraph that is most like a quotation, and what stands there instead.

        Returns:
            its index, and its words from the first to the last that both have; -1 and "" where
            nothing is alike.
        """
        wanted = [word.folded for word in _words(quotation)]
        best = (0.0, -1, "")
        for index, words in enumerate(self._all):
            if not words or not wanted:
                continue
            there = [word.folded for word in words]
            match = SequenceMatcher(None, wanted, there, autojunk=False)
            blocks = [block for block in match.get_matching_blocks() if block.size]
            same = sum(block.size for block in blocks)
            share = same / len(wanted)
            if blocks and share > best[0]:
                first = max(0, blocks[0].b - blocks[0].a)
                last = min(len(words), blocks[-1].b + len(wanted) - blocks[-1].a)
                told = [word.text for word in words[first:last]]
                best = (share, index, _said(told))
        return (best[1], best[2]) if best[0] >= 0.4 else (-1, "")

    @staticmethod
    def _joined(texts: Sequence[list[_Word]]) -> list[_Word]:
        return [word for words in texts for word in words]


def is_worth_comparing(quoted: Quoted) -> bool:
    """Whether what stands in marks is more than one word, which may be no quotation."""
    return len(_words(quoted.text)) >= _FEWEST


def _said(words: Sequence[str]) -> str:
    return ("" if words and spaceless(words[0][0]) else " ").join(words)


def _spoken(text: str) -> Iterator[str]:
    """Yield what is spoken in a paragraph: between marks, or all of it behind a dash."""
    if re.match(r"\s*[—–―-]\s?\w", text):
        yield text
    for one in quotations_in(text):
        yield one.text
    # A quotation may go on in the next paragraph: its last mark is missing here.
    opened = [i for i, char in enumerate(text) if char in "“„«「" and _closing(text, i) < 0]
    if opened:
        yield text[opened[-1] + 1 :]


def _parts(quotation: str) -> list[str]:
    """Return what stands between ellipses and words in brackets."""
    return _GAP.split(_BRACKETS.sub(" … ", quotation))


def _follow(parts: Sequence[list[_Word]], words: Sequence[_Word]) -> bool:
    """Whether parts stand one after the other in words, each unbroken."""
    folded = [word.folded for word in words]
    at = 0
    for part in parts:
        wanted = [word.folded for word in part]
        at = next(
            (i + len(wanted) for i in range(at, len(folded) - len(wanted) + 1)
             if folded[i : i + len(wanted)] == wanted),
            -1,
        )  # fmt: skip
        if at < 0:
            return False
    return bool(parts)
