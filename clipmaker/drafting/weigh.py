"""How much a sentence carries of its article's story, by what it tells and where; pure.

No model: headline, place, numbers, speech, what many other sentences speak of. What happened long
before, and what leans on another sentence, weighs less.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from clipmaker.cues.judging.words import stemmer_of
from clipmaker.drafting.statements import YEAR, Statement
from clipmaker.drafting.words import draft_words, words_of
from clipmaker.facts.lexicon import lexicon
from clipmaker.facts.quotations import quotations_in
from clipmaker.scripts import spaceless

_STEM = 6
_stemmer = cache(stemmer_of)
_HEADLINE, _CENTRAL, _FIRST, _EARLY = 4.0, 1.2, 3.0, 1.2
_NUMBER, _SPEECH, _BEGINS, _CLAIM = 0.9, 1.5, 0.3, 0.7
_PAST, _LONG, _SHORT, _ASKS, _LEANS = 1.5, 0.9, 1.0, 0.6, 0.4
_MANY, _FEW = 26, 5
_RECENT_DAYS = 45
_REPEATS = 0.75
_SPOKEN = 1.8
_TYPED = re.compile(r"(?<!\w)'([^']+)'(?!\w)")
"""A quotation in a typewriter’s marks, as headlines have it."""


def stems(words: Sequence[str], language: str) -> frozenset[str]:
    """Return the beginnings of those words that mean something."""
    common, stem = lexicon(language).common, _stemmer(language.split("-")[0])
    found: set[str] = set()
    for word in words:
        if any(map(spaceless, word)):
            found |= {word[i : i + 2] for i in range(len(word) - 1)}
        elif len(word) > 2 and word not in common:
            found.add(stem(word)[:_STEM])
    return frozenset(found)


class Weights:
    """The weights of an article's statements.

    Args:
        statements: all of them, in order.
        headline: its headline.
        language: language code of the text.
        day: the day of the article.
    """

    def __init__(
        self, statements: Sequence[Statement], headline: str, language: str, day: date
    ) -> None:
        self._stems = [stems(one.words, language) for one in statements]
        self._headline = stems(words_of(headline), language)
        quoted = _TYPED.sub(r"‘\1’", headline)
        spoken = " ".join(one.text for one in quotations_in(quoted))
        self._spoken = stems(words_of(spoken), language)
        often = Counter(stem for found in self._stems for stem in found)
        self._shared = {stem for stem, many in often.items() if many > 1}
        self._often = often
        self._day = day
        self._claims = draft_words(language).saying
        self._paragraphs = {one.paragraph: one.index for one in reversed(statements)}
        self._weights = [self._weigh(one) for one in statements]

    def of(self, statement: Statement) -> float:
        """Return the weight of a statement by itself."""
        return self._weights[statement.index]

    def beside(self, statement: Statement, chosen: Sequence[Statement]) -> float:
        """Return the weight of a statement beside others: what they tell already weighs little."""
        own = self._stems[statement.index]
        if not own:
            return self.of(statement)
        told = max(
            (
                len(own & self._stems[one.index]) / len(own)
                for one in chosen
                if one is not statement
            ),
            default=0.0,
        )
        return self.of(statement) - 3.0 * max(0.0, told - 0.3) * _REPEATS

    def _weigh(self, statement: Statement) -> float:
        own = self._stems[statement.index]
        long = len(statement.words)
        weight = _FIRST if statement.index == 0 else _EARLY * math.exp(-statement.paragraph / 4)
        weight += (
            _HEADLINE * self._rare(own & self._headline) / max(1.0, self._rare(self._headline))
        )
        if len(self._spoken) > 1 and len(own & self._spoken) * 3 >= len(self._spoken) * 2:
            weight += _SPOKEN
        central = sum(math.log1p(self._often[stem]) for stem in own & self._shared)
        weight += _CENTRAL * min(1.0, central / (4 + 0.6 * len(own)))
        weight += _NUMBER if statement.numbers else 0.0
        weight += _SPEECH if quotations_in(statement.text) else 0.0
        weight += _CLAIM if self._claims.intersection(statement.words) else 0.0
        weight += _BEGINS if self._paragraphs.get(statement.paragraph) == statement.index else 0.0
        weight -= _PAST if self._is_past(statement) else 0.0
        weight -= _LONG if long > _MANY else 0.0
        weight -= _SHORT if long < _FEW and not statement.quotation else 0.0
        weight -= _ASKS if statement.text.rstrip("”»“").endswith(("?", "؟", "？")) else 0.0
        return weight - (_LEANS if statement.leans else 0.0)

    def _rare(self, found: frozenset[str]) -> float:
        """Return how much stems tell: those that every sentence has tell little."""
        return sum(
            math.log(len(self._stems) / self._often[one] + 1) for one in found if self._often[one]
        )

    def _is_past(self, statement: Statement) -> bool:
        """Whether a statement tells of a day long before its article's."""
        years = [int(word) for word in statement.words if YEAR.fullmatch(word)]
        if years and max(years) < self._day.year - 1:
            return True
        for mention in statement.days:
            if mention.year is not None and mention.year < self._day.year - (mention.month is None):
                month = mention.month or 12
                then = date(mention.year, month, 28)
                if (self._day - then).days > _RECENT_DAYS:
                    return True
            elif mention.year is not None and mention.year < self._day.year:
                return True
        return False
