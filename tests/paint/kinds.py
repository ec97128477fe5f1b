"""The one table of card kinds in tests: what a card of each kind says. A new kind is one entry.

Whatever holds for every kind (its golden pictures in both brands, safe areas, contrast, any text)
is tested with these cards.
"""

from pathlib import Path

from clipmaker.cards.registry import specs
from clipmaker.story.field_values import Choice, Event, FieldValue, MapPlace, Number
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo, Point
from clipmaker.story.spec import FieldKind

from .looks import card, picture

EXAMPLES: dict[str, dict[str, FieldValue]] = {
    "title": {
        "kicker": "Ukraine war",
        "text": "Captured soldier says he wants to *stay in Ukraine*",
        "dateline": "13 January 2025 · Kursk region, Russia",
    },
    "caption": {
        "text": "Ukraine says it captured two wounded North Korean soldiers *in Kursk*. "
        "Seoul confirmed it a day later.",
        "source": "Source: National Intelligence Service",
    },
    "quote": {
        "text": "“There may be other options available”",
        "speaker": "Volodymyr Zelenskyy",
        "role": "President of Ukraine, on X",
    },
    "figure": {
        "text": "North Korean casualties in Russia's war, estimated",
        "numbers": (
            Number(value="300", label="killed"),
            Number(value="2700", label="wounded"),
        ),
        "source": "Source: South Korea's NIS",
    },
    "end": {"sources": ("AFP", "Office of the President of Ukraine")},
    "warning": {"text": "The next pictures show injured people."},
    "photo": {"text": "The harbour at *first light*, seen from the north"},
    "list": {
        "text": "What is known *so far*",
        "points": (
            "Both men are alive and in Kyiv",
            "The talks go on in Istanbul this week",
            "Nobody would comment on the record",
        ),
        "source": "Source: AFP",
    },
    "chart": {
        "text": "One in four is *dead or wounded*",
        "show": Choice(word="dots"),
        "values": (Number(value="300", label="killed"), Number(value="2750", label="wounded")),
        "whole": (Number(value="12000", label="sent to Russia"),),
        "unit": "soldiers",
        "source": "Source: South Korea's NIS",
    },
    "timeline": {
        "text": "How it came *to this*",
        "events": (
            Event(date="2024-10", text="Seoul: 12,000 troops are on their way"),
            Event(date="2024-10-24", text="Putin no longer denies it"),
            Event(date="Saturday 2025-01-11", text="Kyiv shows two prisoners"),
        ),
        "source": "Sources: AFP, NIS",
    },
    "document": {
        "from": "Ministry of Defence",
        "title": "Statement to the press",
        "text": "We can *confirm the capture* of two wounded soldiers. Both are being treated.",
        "date": "2025-01-11",
        "address": "https://mod.example.org/en/news",
    },
    "map": {
        "text": "Captured on *Russian soil*",
        "places": (
            MapPlace(name="Kursk region", latitude=51.73, longitude=36.19),
            MapPlace(name="Moscow", latitude=55.75, longitude=37.62),
        ),
        "source": "Source: AFP",
    },
}
PLAIN = tuple(
    name
    for name, spec in specs().items()
    if not any(field.kind is FieldKind.PHOTO and field.required for field in spec.fields)
)
"""Kinds that can do without a photo."""
PICTURED = tuple(
    name
    for name, spec in specs().items()
    if any(field.kind is FieldKind.PHOTO for field in spec.fields)
)
"""Kinds that can stand on a photo."""


def example(kind: str, folder: Path) -> Card:
    """Return a card of a kind; the photo that it cannot do without is drawn into a folder."""
    found = card(kind, **EXAMPLES[kind])
    return found if kind in PLAIN else with_photo(found, folder)


def with_photo(item: Card, folder: Path) -> Card:
    """Return a card on a photo that is drawn into a folder."""
    picture(600, 700).save(folder / "photo.png")
    photo = Photo(file=folder / "photo.png", credit="AFP", focus=Point(x=0.5, y=0.4))
    return card(item.kind, **{**item.fields, "photo": photo})


def position(kind: str) -> int:
    """Return the place in a clip at which a kind is painted: the brand's light moves with it."""
    return list(EXAMPLES).index(kind)
