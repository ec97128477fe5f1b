"""What stands at a number in a text: units, currencies, the letters of a name; pure."""

from __future__ import annotations

import re
from fractions import Fraction

from clipmaker.facts.lexicon import Lexicon, UnitMeaning
from clipmaker.facts.tokens import TokenKind, runs_together, tokens_of
from clipmaker.facts.words import Part, morphemes

_GAP = re.compile(r"[\s\u00a0\u202f-]{0,2}")
_ORDINAL = frozenset(
    ["st", "nd", "rd", "th", "º", "ª", "er", "e", "ème", "eme", "ère", "th.", "го", "й", "я"]
)
_LETTERS = {"k": 1000, "m": 1_000_000, "b": 1_000_000_000}
_OF = frozenset({"de", "di", "of"})
_MOST_UNIT_WORDS = 4


class NumberText:
    """A text in which numbers are read.

    Args:
        text: the text.
        known: the words and signs of its language.
    """

    def __init__(self, text: str, known: Lexicon) -> None:
        self.text, self.known = text, known
        self.tokens = tokens_of(text, known.language)

    def near(self, j: int) -> bool:
        """Whether nothing but a space, a hyphen or an abbreviation's stop stands before a token."""
        before = self.tokens[j - 1]
        gap = self.text[before.end : self.tokens[j].start]
        if _GAP.fullmatch(gap):
            return True
        if gap == ", " and before.text in ("thousand", "million", "billion"):
            # “Nine thousand, nine hundred”.
            return self.hundreds(j)
        return bool(
            re.fullmatch(r"\.[\s\u00a0]?", gap)
            and before.text in self.known.times
            and len(before.text) < 5
        )

    def hundreds(self, j: int) -> bool:
        """Whether a token goes on with hundreds: what stands behind a comma may begin a list."""
        after = self.tokens[j + 1].text if j + 1 < len(self.tokens) else ""
        return after == "hundred" and bool(morphemes(self.tokens[j].text, "en"))

    def near_all(self, j: int, count: int) -> bool:
        """Whether so many tokens stand beside one another."""
        return all(self.near(k) for k in range(j, j + count))

    def unit_at_end(self, before: str) -> bool:
        """Whether a text ends with a unit, as in km 12."""
        word = re.search(r"[^\W\d_]+$", before)
        return bool(word and word[0].casefold() in self.known.units)

    def unit_before(self, i: int) -> tuple[int, set[UnitMeaning]]:
        """Return where a currency before a number begins, and what it means."""
        start = self.tokens[i].start
        before = self.text[max(0, start - 5) : start]
        match = re.search(
            r"(?:[A-Za-z]{1,3})?[$€£¥₩₽₴₹₪₺₫₱][\s\u00a0]?$|(?<![A-Za-z])[A-Z]{3}[\s\u00a0]?$",
            before,
        )
        if match is None:
            return start, set()
        name = match[0].strip("\u00a0 ").lower()
        meaning = self.known.units.get(name) or self.known.units.get(name[-1:])
        return (start - len(match[0]), set(meaning)) if meaning else (start, set())

    def unit_after(self, j: int, before: set[UnitMeaning]) -> tuple[int, set[UnitMeaning], int]:
        """Return where a unit behind a number ends, what it means, and the token behind it."""
        end = self.tokens[j - 1].end
        if before or j >= len(self.tokens):
            return end, set(), j
        if runs_together(self.known.language):
            return self.unit_glued(j, end)
        if self.tokens[j].text in _OF and self.near(j):
            j += 1
        for count in range(_MOST_UNIT_WORDS, 0, -1):
            some = self.tokens[j : j + count]
            if len(some) < count or not self.near_all(j, count):
                continue
            words = re.sub(r"[\s\u00a0\u202f-]+", " ", " ".join(token.text for token in some))
            stuck = self.text[some[0].start : some[-1].end].casefold().replace("-", " ")
            meaning = (
                self.known.units.get(words)
                or self.known.units.get(stuck)
                or self.known.units.get(words.removeprefix("d'"))
            )
            if meaning:
                return some[-1].end, set(meaning), j + count
        return end, set(), j

    def unit_glued(self, j: int, end: int) -> tuple[int, set[UnitMeaning], int]:
        """Return the unit that a run of letters behind a number begins with."""
        token = self.tokens[j]
        if not self.near(j):
            return end, set(), j
        for length in range(min(8, len(token.text)), 0, -1):
            if meaning := self.known.units.get(token.text[:length]):
                return token.start + length, set(meaning), j + 1
        return end, set(), j

    def named(self, i: int, j: int) -> bool:
        """Whether figures are part of a name: F-16, G7, 5G."""
        first, start = self.tokens[i], self.tokens[i].start
        before = self.text[:start]
        if before[-1:].isalpha() and not runs_together(self.known.language):
            return not self.unit_at_end(before)
        if re.search(r"(?<![^\W\d_])[A-ZА-Я][A-Za-zА-Я]{0,6}-$", before):
            return True
        glued = re.match(r"[^\W\d_]+", self.text[first.end :])
        if first.kind is not TokenKind.FIGURE or glued is None or j - i > 1:
            return False
        if runs_together(self.known.language):
            return False
        word = glued[0].casefold()
        return word not in self.known.units and word not in _ORDINAL and word not in ("m", "b", "k")

    def millions(self, i: int, parts: list[Part]) -> list[Part]:
        """Return parts with the letter behind an amount of money that stands for a million."""
        j = parts[-1].token + 1
        letter = self.tokens[j].text if j < len(self.tokens) and self.near(j) else ""
        size = _LETTERS.get(letter)
        after = self.tokens[j + 1] if j + 1 < len(self.tokens) else None
        money = self.unit_before(i)[1] or (after and after.kind is TokenKind.SIGN)
        if size is None or not money or not parts[-1].figures:
            return parts
        return [*parts, Part(token=j, values=(Fraction(size),), times=True)]
