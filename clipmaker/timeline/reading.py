"""How long a card must stay for its words to be read."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from clipmaker.profile.model import Reading
from clipmaker.scripts import unspaced_script
from clipmaker.story.field_values import Event, Number
from clipmaker.story.model import Card
from clipmaker.story.spec import CardSpec, FieldKind

_FIGURE = 2
"""Words that a figure is worth: digits are spoken inwardly."""
LOOK = 2
"""Words that it is worth to find what comes in while the card stands."""


def count_words(text: str) -> int:
    """Return the words of a text, or what takes as long to read in scripts without spaces.

    There letters count, by the script: two of Japanese, five of Thai take as long as a word.
    """
    total = 0
    for token in text.replace("*", "").split():
        letters = [c for c in token if unicodedata.category(c)[0] in "LN"]
        if not letters:
            continue
        unspaced = Counter(script for c in letters if (script := unspaced_script(c)))
        parts = sum(Fraction(many, s.letters_a_word) for s, many in unspaced.items())
        total += max(1, math.ceil(parts))
    return total


def letters_a_word(texts: Sequence[str]) -> int:
    """Return how many letters of a text stand for a word; 0 where most words have spaces."""
    letters = [c for text in texts for c in text if unicodedata.category(c)[0] == "L"]
    unspaced = Counter(script for c in letters if (script := unspaced_script(c)))
    if not unspaced or unspaced.total() * 2 < len(letters):
        return 0
    return unspaced.most_common(1)[0][0].letters_a_word


def amount(words: float, letters: int) -> str:
    """Return so many words as a person counts them: as words, or as letters.

    Args:
        words: how many words, or what takes as long to read.
        letters: how many letters stand for a word; 0 where words have spaces.
    """
    if letters:
        return f"{math.ceil(words * letters)} letters"
    return f"{words:g} word{'' if words == 1 else 's'}"


def card_words(card: Card, spec: CardSpec) -> float:
    """Return the words that a viewer must read on a card, glanced-at fields weighed down."""
    total = 0.0
    for field in spec.fields:
        if not field.read or field.name not in card.fields:
            continue
        if field.kind is FieldKind.TEXT:
            total += field.weight * count_words(card.text(field.name))
        elif field.kind is FieldKind.TEXTS:
            texts = card.texts(field.name)
            looks = LOOK * (len(texts) - 1) if field.one_by_one else 0
            total += field.weight * (sum(map(count_words, texts)) + looks)
        elif field.kind in (FieldKind.NUMBERS, FieldKind.WHOLE):
            total += field.weight * sum(map(_number_words, card.numbers(field.name)))
        elif field.kind is FieldKind.TABLE:
            total += field.weight * sum(map(_number_words, card.table(field.name)))
        elif field.kind is FieldKind.EVENTS:
            total += field.weight * event_words(card.events(field.name))
        elif field.kind is FieldKind.PLACES:
            names = [place.name for place in card.places(field.name)]
            total += field.weight * sum(map(count_words, names))
    return total


def wordy_fields(card: Card, spec: CardSpec) -> tuple[str, ...]:
    """Return the names of the fields that hold words, those with the most first."""
    found = {
        field.name: card_words(card, replace(spec, fields=(field,)))
        for field in spec.fields
        if field.name in card.fields
    }
    return tuple(sorted((name for name in found if found[name]), key=lambda name: -found[name]))


def event_words(events: Sequence[Event]) -> int:
    """Return the words of events that come in one after the other, their dates as figures."""
    words = sum(_FIGURE + count_words(event.text) for event in events)
    return words + LOOK * max(0, len(events) - 1)


def _number_words(number: Number) -> int:
    """Return the words of a number and its label; the figure itself takes as long as two."""
    return _FIGURE + sum(map(count_words, (number.prefix, number.suffix, number.label)))


def reading_s(words: float, reading: Reading) -> Fraction:
    """Return the seconds that so many words need, rounded up to a whole step."""
    step = Fraction(str(reading.step_s))
    needed = Fraction(str(reading.base_s)) + Fraction(str(reading.per_word_s)) * Fraction(words)
    return math.ceil(needed / step) * step


def words_in(seconds: Fraction, reading: Reading) -> int:
    """Return how many words can be read in so many seconds."""
    spare = seconds - Fraction(str(reading.base_s))
    return max(0, math.floor(spare / Fraction(str(reading.per_word_s))))
