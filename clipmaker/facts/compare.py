"""Facts of a story held against its article, each with what comes nearest there; no model, pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from clipmaker.facts.article import Article, ArticleLine
from clipmaker.facts.claims import FactKind, StatedText
from clipmaker.facts.days import DayMention, day_mentions, misfit, same_day
from clipmaker.facts.figures import PERCENT, Quantity
from clipmaker.facts.names import KnownNames, name_mentions
from clipmaker.facts.numbers import quantities
from clipmaker.facts.quotations import Quoted, is_worth_comparing, quotations_in
from clipmaker.facts.sums import misses
from clipmaker.languages import NAMES


class Answer(StrEnum):
    """What an article answers to a fact."""

    FOUND = "found"
    DIFFERS = "differs"
    WAIVED = "waived"


@dataclass(frozen=True, kw_only=True)
class StatedFact:
    """A fact of a story, and what its article says to it.

    Attributes:
        kind: what sort of fact it is.
        text: as it stands in the story.
        where: where it stands, for people.
        line: line of the story file, 0 where there is none.
        card: 1-based number of the card, 0 for what is on none.
        whole: the whole text that it stands in.
        answer: what the article answers.
        reason: why it differs, "" where it does not.
        nearest: what the article has instead, "" for nothing alike.
        article_line: 1-based line of the article where that stands, 0 for none.
        binding: whether a final is refused for it; of cues it is only told.
        waived_by: who lets it stand as it is.
        waiver: why.
    """

    kind: FactKind
    text: str
    where: str
    line: int
    card: int
    whole: str
    answer: Answer
    reason: str = ""
    nearest: str = ""
    article_line: int = 0
    binding: bool = True
    waived_by: str = ""
    waiver: str = ""


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What is to be said of a fact that differs."""

    reason: str
    nearest: str = ""
    line: int = 0


class Comparison:
    """Compares the texts of one story with its article.

    Args:
        article: the article.
        language: language code of the story.
        day: the story's date.
        more: names that are right without standing in the article.
    """

    def __init__(self, article: Article, language: str, day: date, more: Sequence[str]) -> None:
        self.article, self.language, self.day = article, language.split("-")[0], day
        self._names: KnownNames | None = None
        if article.language == self.language:
            self._names = article.names(more)

    @property
    def incomparable(self) -> str:
        """Say that names and quotations cannot be compared, "" where they can."""
        if self._names is not None:
            return ""
        theirs = NAMES.get(self.article.language, self.article.language)
        own = NAMES.get(self.language, self.language)
        return (
            f"{self.article.file.name} is in {theirs} and the story in {own}: numbers and dates "
            "are compared, names and quotations cannot be"
        )

    def facts(self, stated: StatedText, *, binding: bool = True) -> Iterator[StatedFact]:
        """Yield the facts of a text, in order.

        Args:
            stated: the text.
            binding: whether a final is refused where they differ.
        """
        found: list[tuple[int, FactKind, str, _Told | None]] = []
        days = day_mentions(stated.text, self.language)
        skip = [(one.start, one.end) for one in days]
        numbers = quantities(stated.text, self.language, skip)
        found += [(one.start, FactKind.NUMBER, one.text, self._number(one)) for one in numbers]
        found += [(one.start, FactKind.DATE, one.text, self._date(one)) for one in days]
        if self._names is not None:
            found += [
                one
                for one in self._worded(stated, self._names, binding=binding)
                if one[1] is not FactKind.NAME
                or not any(start <= one[0] < end for start, end in skip)
            ]
        for text, reason in misses(stated.text, numbers, self.language):
            found.append((len(stated.text), FactKind.SUM, text, _Told(reason=reason)))
        for _, kind, text, told in sorted(found, key=lambda one: one[0]):
            yield StatedFact(
                kind=kind,
                text=text,
                where=stated.where,
                line=stated.line,
                card=stated.card,
                whole=stated.text,
                answer=Answer.FOUND if told is None else Answer.DIFFERS,
                reason=told.reason if told else "",
                nearest=told.nearest if told else "",
                article_line=told.line if told else 0,
                binding=binding,
            )

    def _worded(
        self, stated: StatedText, names: KnownNames, *, binding: bool
    ) -> Iterator[tuple[int, FactKind, str, _Told | None]]:
        """Yield the quotations and names of a text."""
        if binding:
            whole = Quoted(text=stated.text, start=0, end=len(stated.text))
            quoted = [whole] if stated.spoken else quotations_in(stated.text)
            for one in quoted:
                if stated.spoken or is_worth_comparing(one):
                    yield one.start, FactKind.QUOTATION, one.text, self._quotation(one, stated)
        for name in name_mentions(stated.text, self.language, all_certain=stated.name):
            if names.holds(name.text):
                if name.certain:
                    yield name.start, FactKind.NAME, name.text, None
                continue
            near = names.near(name)
            if near:
                told = _Told(
                    reason="is spelt otherwise in the article",
                    nearest=near,
                    line=self._line_of(near),
                )
                yield name.start, FactKind.NAME, name.text, told
            elif name.certain and not stated.beside:
                yield name.start, FactKind.NAME, name.text, _Told(reason="is not in the article")

    def _line_of(self, text: str) -> int:
        folded = text.casefold()
        return next((line.line for line in self.article.lines if folded in line.text.casefold()), 0)

    def _quotation(self, quoted: Quoted, stated: StatedText) -> _Told | None:
        speech = self.article.speech
        if speech.holds(quoted.text, only_spoken=stated.spoken):
            return None
        if stated.spoken and speech.holds(quoted.text, only_spoken=False):
            return _Told(reason="stands in the article, but not between quotation marks")
        index, there = speech.nearest(quoted.text)
        line = self.article.lines[index].line if index >= 0 else 0
        return _Told(reason="is not in the article word by word", nearest=there, line=line)

    def _date(self, mention: DayMention) -> _Told | None:
        if wrong := misfit(mention, self.day):
            return _Told(reason=f"the day of the week does not fit: {wrong}")
        if _is_day(mention, self.day):
            return None
        for line in self.article.lines:
            if any(same_day(mention, there, self.day) for there in line.days):
                return None
        return self._nearest_day(mention)

    def _nearest_day(self, mention: DayMention) -> _Told:
        alike: list[tuple[int, str, int]] = []
        for line in self.article.lines:
            for there in line.days:
                pairs = zip(_told_parts(mention), _told_parts(there), strict=True)
                same = sum(a is not None and a == b for a, b in pairs)
                if same or (bool(mention.clock) and bool(there.clock)):
                    alike.append((same, there.text, line.line))
        _, text, line_number = max(alike, default=(0, "", 0), key=lambda one: one[0])
        return _Told(reason="is not in the article", nearest=text, line=line_number)

    def _number(self, number: Quantity) -> _Told | None:
        if self._year(number):
            return None
        for line in self.article.lines:
            if any(_same(number, there) for there in line.numbers):
                return None
        for line in self.article.around:
            if any(_same(number, there) for there in line.numbers):
                reason = "stands only in what is around the article"
                return _Told(reason=reason, nearest=line.text[:60], line=line.line)
        return _nearest_number(number, self.article.lines)

    def _year(self, number: Quantity) -> bool:
        """Whether a number is a year that the article tells of, or the story's own."""
        if number.units or number.in_words or len(number.values) != 1:
            return False
        years = {day.year for line in self.article.lines for day in line.days}
        return number.values[0] in years | {self.day.year}


def _told_parts(mention: DayMention) -> tuple[int | None, ...]:
    return mention.year, mention.month, mention.day, mention.weekday


def _is_day(mention: DayMention, day: date) -> bool:
    """Whether a mention is the story's own day, or a part of it."""
    if mention.clock or mention.relative is not None or mention.month is None:
        return mention.relative == 0
    told = ((mention.year, day.year), (mention.month, day.month), (mention.day, day.day))
    return all(a is None or a == b for a, b in told)


def _same(said: Quantity, there: Quantity) -> bool:
    """Whether two numbers are one, with their units; what has no unit in the story fits any."""
    for mine in said.values:
        for theirs in there.values:
            if not said.units or (not there.units and _may_lack(said)):
                if mine == theirs:
                    return True
                continue
            for unit, size in said.units:
                for other, other_size in there.units:
                    if unit == other and _equal(mine * size, theirs * other_size, said, there):
                        return True
    return False


def _may_lack(quantity: Quantity) -> bool:
    """Whether a unit goes without saying: an age."""
    return any(unit == "months" and size == 12 for unit, size in quantity.units)


def _equal(one: Fraction, other: Fraction, said: Quantity, there: Quantity) -> bool:
    if one == other:
        return True
    if not (said.inexact or there.inexact) or (said.inexact and there.inexact):
        return False
    if not any(unit == PERCENT for unit, _ in said.units & there.units):
        return False
    exact, rough = (one, other) if said.inexact else (other, one)
    # 33 % and 33.3 % are a third; 35 % is not.
    return abs(exact - rough) < (1 if rough.denominator == 1 else Fraction(1, rough.denominator))


def _nearest_number(number: Quantity, lines: Sequence[ArticleLine]) -> _Told:
    best: tuple[Fraction, str, int] | None = None
    value = number.values[0]
    for line in lines:
        for there in line.numbers:
            for other in there.values:
                apart = abs(value - other) / max(abs(value), abs(other), Fraction(1))
                if best is None or apart < best[0]:
                    best = (apart, there.text, line.line)
    if best is None:
        return _Told(reason="is not in the article")
    if best[0] == 0:
        return _Told(reason="has another unit in the article", nearest=best[1], line=best[2])
    near = best[0] <= Fraction(1, 2)
    return _Told(
        reason="is not in the article",
        nearest=best[1] if near else "",
        line=best[2] if near else 0,
    )
