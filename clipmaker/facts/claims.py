"""What a story claims: the texts that viewers read, and the facts that stand in them; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from clipmaker.facts.lexicon import lexicon
from clipmaker.story.field_values import Number
from clipmaker.story.model import Card, Story
from clipmaker.story.photo import Photo
from clipmaker.story.texts import called, texts_in
from clipmaker.text.markup import plain_text

_SPEAKERS = frozenset({"speaker"})
_SAID_BESIDE = frozenset({"source", "sources", "note"})
"""Fields that say whose word it is; agencies and archives are in no article."""


class FactKind(StrEnum):
    """Sorts of facts."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTATION = "quotation"
    SUM = "sum"


@dataclass(frozen=True, kw_only=True)
class StatedText:
    """A text of a story that viewers read.

    Attributes:
        where: where it stands, for people: ``card 3, text``, ``post text``.
        card: 1-based number of the card, 0 for what is on none.
        line: line of the story file, 0 where there is none.
        text: the text, without emphasis.
        name: whether it is nothing but a name.
        spoken: whether it is nothing but a quotation.
        beside: whether it says whose word the rest is.
    """

    where: str
    card: int
    line: int
    text: str
    name: bool = False
    spoken: bool = False
    beside: bool = False


def stated_texts(story: Story) -> Iterator[StatedText]:
    """Yield the texts of a story that viewers read: cards, and the post where it is written out.

    Credits and descriptions of pictures are no part of the article.
    """
    for index, shot in enumerate(story.shots):
        if isinstance(shot, Card):
            yield from _of_card(shot, index + 1, story.language)
        elif shot.warning is not None:
            yield StatedText(
                where=f"warning before shot {index + 1}", card=index + 1, line=shot.line,
                text=plain_text(shot.warning.text),
            )  # fmt: skip
    if story.post:
        yield StatedText(where="post text", card=0, line=0, text=plain_text(story.post))
    for person in story.people:
        text = ", ".join(part for part in (person.name, person.role) if part)
        yield StatedText(where="people", card=0, line=person.line, text=text, name=True)


def _of_card(card: Card, number: int, language: str) -> Iterator[StatedText]:
    spoken = card.kind == "quote"
    for name, value in card.fields.items():
        if isinstance(value, Photo):
            continue
        if isinstance(value, tuple) and value and isinstance(value[0], Number):
            for index, one in enumerate(value):
                if isinstance(one, Number):
                    where = f"card {number}, {name} {index + 1}"
                    text = written_number(one, language)
                    yield StatedText(where=where, card=number, line=card.line, text=text)
            continue
        texts: Mapping[tuple[str | int, ...], str] = texts_in(card, name)
        for place, text in texts.items():
            yield StatedText(
                where=f"card {number}, {called(place)}",
                card=number,
                line=card.line,
                text=plain_text(text),
                name=name in _SPEAKERS,
                spoken=spoken and name == "text",
                beside=name in _SAID_BESIDE,
            )


def written_number(number: Number, language: str) -> str:
    """Return a number of a card in plain words, with the decimal sign of the language."""
    value = number.value.replace(".", lexicon(language).decimal)
    gap = "" if number.prefix[-1:] in "$€£¥₩" else " "
    return f"{number.prefix}{gap}{value} {number.suffix} {number.label}".strip()
