"""Numbers in a text, however they are written: 2,700, 2.7 thousand, twenty-seven hundred; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from clipmaker.facts.figures import PERCENT, Quantity, figure_values
from clipmaker.facts.lexicon import lexicon
from clipmaker.facts.number_text import NumberText
from clipmaker.facts.tokens import TokenKind, runs_together
from clipmaker.facts.words import Part, morphemes, summed


def quantities(
    text: str, language: str, skip: Sequence[tuple[int, int]] = ()
) -> tuple[Quantity, ...]:
    """Return the numbers of a text in order.

    “One” and its like are no numbers by themselves, nor are figures inside names such as F-16.

    Args:
        text: the text.
        language: language code of the text.
        skip: spans of the text that are read otherwise, such as dates.
    """
    reader = _Reader(text, lexicon(language))
    found: list[Quantity] = []
    i = 0
    while i < len(reader.tokens):
        token = reader.tokens[i]
        if any(start <= token.start < end for start, end in skip):
            i += 1
            continue
        made = reader.read(i)
        if made is None:
            i += 1
            continue
        quantity, i = made
        if quantity is not None:
            found.append(quantity)
    return tuple(_ranges(text, found))


def _ranges(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield numbers; the first of a range has the unit and the scale of the second as well."""
    for i, quantity in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if after is None or not re.fullmatch(r"\s?[-–—~]\s?", text[quantity.end : after.start]):
            yield quantity
            continue
        factor = after.scale
        values = (*quantity.values, *(v * factor for v in quantity.values if factor > 1))
        units = quantity.units or after.units
        yield Quantity(
            values=values, units=units, text=quantity.text, start=quantity.start, end=quantity.end
        )


class _Reader(NumberText):
    """Reads numbers of a text in one language."""

    def read(self, i: int) -> tuple[Quantity | None, int] | None:
        """Return the number that begins at a token, None for one that tells none; and the next."""
        if share := self._share(i):
            return share
        parts, _ = self._parts(i)
        if not parts:
            return None
        parts = self.millions(i, parts)
        readings = _readings(parts)
        values: list[Fraction] = []
        used = 0
        for reading in readings:
            value, count = summed(reading, self.known.language)
            used = used or count
            if count == used:
                values.append(value)
        j = parts[used - 1].token + 1
        figures = any(part.figures for part in parts[:used])
        if figures and self.named(i, j):
            return None, j
        return self._quantity(i, j, values, figures)

    def _quantity(
        self, i: int, j: int, values: list[Fraction], figures: bool
    ) -> tuple[Quantity | None, int]:
        if made := self._out_of(i, j, values[0]):
            return made
        if made := self._share_of(i, j, values[0]):
            return made
        start, before = self.unit_before(i)
        end, after, j = self.unit_after(j, before)
        start, values = self._signed(start, values)
        alone = j - i == 1 and self.tokens[i].text in self.known.alone
        if not figures and not after and not before and (values[0] in (0, 1) or alone):
            return None, j
        if not figures and values[0] == 1 and not before:
            return None, j
        text = self.text[start:end]
        units = frozenset(before | after)
        return (
            Quantity(
                values=tuple(values), units=units, text=text, start=start, end=end,
                in_words=not figures, scale=self._scale(i, values[0]),
            ),
            j,
        )  # fmt: skip

    def _scale(self, i: int, value: Fraction) -> Fraction:
        token = self.tokens[i]
        if token.kind is not TokenKind.FIGURE:
            return Fraction(1)
        bare = figure_values(token.text, self.known)[0]
        return abs(value / bare) if bare and value % bare == 0 else Fraction(1)

    def _signed(self, start: int, values: list[Fraction]) -> tuple[int, list[Fraction]]:
        """Return a number with the minus that stands at it and parts nothing."""
        sign, before = self.text[start - 1 : start], self.text[: max(0, start - 1)]
        apart = not before or before[-1] in " (\u00a0"
        if sign == "−" or (sign == "-" and apart):
            return start - 1, [-value for value in values]
        return start, values

    def _parts(self, i: int) -> tuple[list[Part], int]:
        """Return the parts of the number that begins at a token, and the token behind them."""
        parts: list[Part] = []
        j = i
        while j < len(self.tokens):
            token = self.tokens[j]
            if parts and not self.near(j):
                break
            if token.kind is TokenKind.FIGURE:
                values = figure_values(token.text, self.known)
                parts.append(Part(token=j, values=values, figures=True))
            elif parts and token.text in self.known.joins and self._counts(j + 1):
                parts.append(Part(token=j, join=True))
            elif token.kind is TokenKind.WORD and (made := self._morphemes(token.text, parts)):
                parts += [Part(token=j, values=(value,), times=times, join=join)
                          for value, times, join in made]  # fmt: skip
            else:
                break
            j += 1
        while parts and parts[-1].join:
            parts.pop()
        return parts, j

    def _morphemes(
        self, word: str, before: Sequence[Part]
    ) -> tuple[tuple[Fraction, bool, bool], ...]:
        if word in self.known.shares and word not in self.known.numbers:
            return ()
        found = morphemes(word, self.known.language)
        if not found:
            return ()
        if before and before[-1].figures and runs_together(self.known.language):
            # 10일 is the tenth, not eleven.
            return found if found[0][1] else ()
        # “A million” begins with no number; “millions” alone tells none.
        return found if before or not found[0][1] or self._begins(word) else ()

    def _begins(self, word: str) -> bool:
        """Whether a word that multiplies may stand for one of itself."""
        return not word.endswith(("s", "en", "nes", "ões", "ов", "ів")) or len(word) > 12

    def _counts(self, j: int) -> bool:
        """Whether a token can go on with a number."""
        return (
            j < len(self.tokens)
            and self.near(j)
            and self.tokens[j].kind is TokenKind.WORD
            and bool(morphemes(self.tokens[j].text, self.known.language))
        )

    def _share(self, i: int) -> tuple[Quantity | None, int] | None:
        """Return a part of a whole that is said without a number: half, a third."""
        token = self.tokens[i]
        share = self.known.shares.get(token.text)
        if share is None or (token.text in self.known.numbers and not self._partial(i)):
            return None
        return self._part(i, i + 1, share)

    def _partial(self, i: int) -> bool:
        """Whether a word such as third is a part, and not a place in a row."""
        before = self.tokens[i - 1].text if i else ""
        after = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        return before in ("a", "an") or after == "of"

    def _share_of(self, i: int, j: int, value: Fraction) -> tuple[Quantity, int] | None:
        """Return parts of a whole: two thirds, three quarters."""
        if j < len(self.tokens) and self.near(j) and 0 < value < 10 and value.denominator == 1:
            share = self.known.shares.get(self.tokens[j].text)
            if share is not None and value * share < 1:
                return self._part(i, j + 1, value * share)
        return None

    def _out_of(self, i: int, j: int, value: Fraction) -> tuple[Quantity, int] | None:
        """Return “one in four” as what it is of a whole."""
        for phrase in self.known.out_of:
            words = phrase.split()
            k = j + len(words)
            if [token.text for token in self.tokens[j:k]] != words or k >= len(self.tokens):
                continue
            parts, _ = self._parts(k)
            if not parts or (len(words) == 1 and not self._small(i, j, parts)):
                continue
            whole, used = summed(next(_readings(parts)), self.known.language)
            if 0 < value < whole <= 100 and parts[used - 1].token + 1 >= k:
                return self._part(i, parts[used - 1].token + 1, Fraction(value, whole))
        return None

    def _small(self, i: int, j: int, parts: Sequence[Part]) -> bool:
        """Whether “N in M” is a part of a whole, and not a number in a year or a place."""
        return j - i == 1 and all(value <= 20 for value in parts[0].values)

    def _part(self, i: int, j: int, share: Fraction) -> tuple[Quantity, int]:
        start, end = self.tokens[i].start, self.tokens[j - 1].end
        return Quantity(
            values=(share * 100,),
            units=frozenset({(PERCENT, Fraction(1))}),
            text=self.text[start:end],
            start=start,
            end=end,
            inexact=(share * 100).denominator > 1,
            in_words=True,
        ), j


def _readings(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield parts with each reading of the first figure."""
    several = next((i for i, part in enumerate(parts) if len(part.values) > 1), None)
    if several is None:
        yield list(parts)
        return
    for value in parts[several].values:
        one = list(parts)
        one[several] = Part(token=parts[several].token, values=(value,), figures=True)
        yield one
