"""The texts of a card, each at its place inside the card's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from clipmaker.story.field_values import Choice, Event, FieldValue, MapPlace, Number, Table
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo

Place = tuple[str | int, ...]
"""A field, and what leads to a text in it: ``("text",)``, ``("sources", 0)``,
``("numbers", 1, "label")``, ``("photo", "credit")``. Lists are counted from 0."""

NUMBER_PARTS = ("prefix", "value", "suffix", "label")
EVENT_PARTS = ("date", "text")
PLACE_PARTS = ("name",)
PHOTO_PARTS = ("credit", "alt")
Part = TypeVar("Part", Number, Event, MapPlace, Photo)


def texts_in(card: Card, name: str) -> Mapping[Place, str]:
    """Return every text of a field by its place, in order; those that were not written are absent.

    Args:
        card: the card.
        name: the field.
    """
    value = card.fields.get(name, "")
    found: dict[Place, str] = {}
    if isinstance(value, str):
        found[name,] = value
    elif isinstance(value, Photo):
        # The words of a lent picture are those of the card that it belongs to.
        shown = () if value.lent else PHOTO_PARTS
        found |= {(name, part): getattr(value, part) for part in shown}
    elif not isinstance(value, Choice | Table):
        for index, one in enumerate(value):
            if isinstance(one, str):
                found[name, index] = one
            else:
                parts = _parts(one)
                found |= {(name, index, part): getattr(one, part) for part in parts}
    return {place: text for place, text in found.items() if text}


def _parts(one: object) -> tuple[str, ...]:
    if isinstance(one, MapPlace):
        return PLACE_PARTS
    return EVENT_PARTS if isinstance(one, Event) else NUMBER_PARTS


def with_text(card: Card, place: Place, text: str) -> Card:
    """Return a card with another text at a place that ``texts_in`` names."""
    name, *inside = place
    assert isinstance(name, str)
    value = _with_text(card.fields[name], inside, text)
    return replace(card, fields={**card.fields, name: value})


def _with_text(value: FieldValue, inside: Sequence[str | int], text: str) -> FieldValue:
    if not inside:
        return text
    first, *part = inside
    if isinstance(value, Photo):
        return _with_part(value, first, text)
    assert isinstance(value, tuple)
    items: list[Any] = list(value)
    assert isinstance(first, int)
    items[first] = _with_part(items[first], part[0], text) if part else text
    return tuple(items)


def _with_part(value: Part, name: str | int, text: str) -> Part:
    changes: dict[str, Any] = {str(name): text}
    return replace(value, **changes)


def called(place: Place) -> str:
    """Return what people call a place: ``sources 2``, ``numbers 1, label``, ``photo, credit``."""
    parts = (f" {part + 1}" if isinstance(part, int) else f", {part}" for part in place)
    return "".join(parts).removeprefix(", ")
