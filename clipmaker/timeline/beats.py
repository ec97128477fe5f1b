"""Long texts as beats: sentence after sentence, each for as long as it takes to read; pure."""

from __future__ import annotations

from collections.abc import Sequence

from clipmaker.cues.cutting.grammar import split_sentences
from clipmaker.story.model import Card
from clipmaker.story.spec import CardSpec
from clipmaker.timeline.reading import LOOK, count_words

LONG_WORDS = 18
"""A text of more words is told in beats where it has several sentences."""
_LEAST_WORDS = 5
"""A sentence of fewer words shares a beat with its neighbour."""
_LAST_S = 1.6
"""The last of several texts comes in so long before its card ends at least, seconds."""
_EMPHASIS = "*"


def beats(text: str, language: str) -> tuple[str, ...]:
    """Return the parts in which a text is told one after the other; a short one is told at once.

    Joined by spaces they are the text; *emphasis* that reaches over the end of one goes on in the
    next.

    Args:
        text: what a card says, with its marks of emphasis.
        language: language code of the cards; decides what ends a sentence.
    """
    if count_words(text) <= LONG_WORDS:
        return (text,)
    parts: list[str] = []
    for sentence in split_sentences(text, language):
        short = count_words(sentence) < _LEAST_WORDS or (
            parts and count_words(parts[-1]) < _LEAST_WORDS
        )
        if parts and short:
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts.append(sentence)
    return _balanced(parts)


def beat_parts(card: Card, spec: CardSpec, language: str) -> tuple[str, ...]:
    """Return the parts in which a card is told; none for a kind that has no beats."""
    fields = (field.name for field in spec.fields if field.beats and field.name in card.fields)
    return next((beats(card.text(name), language) for name in fields), ())


def turns_s(shown_s: float, before: float, words: Sequence[int]) -> tuple[float, ...]:
    """Return when each of several texts comes in, seconds: what comes before has been read by then.

    Args:
        shown_s: how long their card is shown, seconds.
        before: words that are there from the beginning.
        words: those of each text.
    """
    weights = [before, *(many + LOOK for many in words)]
    seconds = shown_s / max(1, sum(weights))
    latest = max(0.0, shown_s - _LAST_S)
    return tuple(min(latest, seconds * sum(weights[: i + 1])) for i in range(len(words)))


def beat_turns_s(parts: Sequence[str], shown_s: float) -> tuple[float, ...]:
    """Return when each beat comes in, seconds after its card's beginning; the first at once."""
    return turns_s(shown_s, 0, [count_words(part) for part in parts])


def _balanced(parts: Sequence[str]) -> tuple[str, ...]:
    """Return parts of a marked-up text in which every emphasis begins and ends."""
    found, inside = [], False
    for part in parts:
        whole = _EMPHASIS * inside + part
        inside = whole.count(_EMPHASIS) % 2 == 1
        found.append(whole + _EMPHASIS * inside)
    return tuple(found)
