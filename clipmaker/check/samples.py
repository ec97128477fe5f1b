"""Texts as a brand's painters really set them, short to long, for checks of a brand.

Cards are painted with sample texts from a few words up to as many as fit, plain and wholly
highlighted, with and without a photo; overlays for every shape of footage. So the sizes, colours
and grounds that are judged are those of the painters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from PIL import Image

from clipmaker.brand.model import Brand
from clipmaker.canvas.placement import footage_layout
from clipmaker.cards.registry import kind, specs
from clipmaker.errors import BudgetError
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.overlay import DIMMED_WHITE, shown_over
from clipmaker.paint.overlays import footage_overlay
from clipmaker.paint.page import Page, TextBox
from clipmaker.paint.subtitle_type import SPEAKERS
from clipmaker.paint.subtitles import subtitle_overlay
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.field_values import Choice, Event, FieldValue, MapPlace, Number
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo, Point
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec
from clipmaker.timeline.model import SpokenWord

_TEXT = "The ministry says that the road to the harbour will open again on Monday"
_LENGTHS = (2, 6, 12, 20, 34)
_LENGTHS_ON_PHOTOS = (3, 14)
_SHAPES = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1080, 1080)}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A text as it was painted, and where: a card kind, a part of footage."""

    where: str
    box: TextBox


@dataclass(frozen=True, kw_only=True)
class Unpainted:
    """A card kind that could not be painted at all, and why."""

    kind: str
    reason: str


def card_samples(
    brand: Brand, profile: DeliveryProfile, folder: Path
) -> tuple[tuple[Sample, ...], tuple[Unpainted, ...]]:
    """Paint every card kind.

    Args:
        brand: the brand.
        profile: size and safe area.
        folder: where sample photos are written; must exist.
    """
    page = Page(brand=brand, profile=profile)
    photos = _photos(folder)
    samples: dict[Sample, None] = {}
    unpainted = []
    for spec in specs().values():
        found, reason = [], "its fields are of a kind that has no samples"
        for card in _cards(spec, photos):
            try:
                painting = kind(spec.kind).paint(card, page)
            except BudgetError as error:
                reason = error.message
                continue
            found += [Sample(where=spec.kind, box=box) for box in painting.texts]
            if painting.chrome != "none":
                strip = ChromeStrip(page, painting.chrome)
                behind = np.asarray(painting.ground.convert("RGB"))
                found += [Sample(where="wordmark on cards", box=b) for b in strip.texts(behind)]
        samples |= dict.fromkeys(found)
        if not found:
            unpainted.append(Unpainted(kind=spec.kind, reason=reason))
    return tuple(samples), tuple(unpainted)


def footage_samples(brand: Brand, profile: DeliveryProfile) -> tuple[Sample, ...]:
    """Paint everything that stands over footage, judged over the worst picture there could be."""
    page = Page(brand=brand, profile=profile)
    strip = ChromeStrip(page, "footage")
    samples: dict[Sample, None] = {}
    for width, height in _SHAPES.values():
        layout = footage_layout(width, height, Point(), None, profile)
        standing = footage_overlay(
            page,
            layout,
            credit="Footage: The ministry",
            label="In Korean",
            translation="Translated from Korean",
            draft="Automated translation",
        )
        samples |= dict.fromkeys(Sample(where="footage", box=box) for box in standing.texts)
        for grey in (255 if layout.under_head else DIMMED_WHITE, 0):
            behind = np.full((profile.height_px, profile.width_px, 3), grey, np.uint8)
            marks = strip.texts(shown_over(behind, standing))
            samples |= dict.fromkeys(Sample(where="wordmark over footage", box=b) for b in marks)
        for speaker in range(SPEAKERS + 1):
            cue = subtitle_overlay(("The road will open",), page, layout, (speaker,))
            samples |= dict.fromkeys(Sample(where="subtitle", box=box) for box in cue.texts)
        if page.brand.subtitles.light_words:
            word = SpokenWord(line=0, start=0, end=3, start_frame=0, end_frame=1)
            cue = subtitle_overlay(("The road will open",), page, layout, (), word)
            samples |= dict.fromkeys(Sample(where="lit word", box=box) for box in cue.texts)
    return tuple(samples)


def _cards(spec: CardSpec, photos: tuple[Photo, ...]) -> Iterator[Card]:
    """Yield cards of a kind: short to long, plain and highlighted, with and without a photo."""
    required = any(part.kind is FieldKind.PHOTO and part.required for part in spec.fields)
    with_photo = any(part.kind is FieldKind.PHOTO for part in spec.fields)
    choices: list[Photo | None] = [] if required else [None]
    choices += photos if with_photo else ()
    for photo in choices:
        for words in _LENGTHS_ON_PHOTOS if photo else _LENGTHS:
            for highlighted in (False, True):
                fields = {
                    part.name: value
                    for part in spec.fields
                    if (value := _value(part, words, highlighted, photo)) is not None
                }
                yield Card(kind=spec.kind, fields=fields)


def _value(
    part: FieldSpec, words: int, highlighted: bool, photo: Photo | None
) -> FieldValue | None:
    if part.kind is FieldKind.PHOTO:
        return photo
    if part.kind is FieldKind.NUMBERS and part.most:
        return _SHARES[: words or 1]
    if part.choices:
        return Choice(word=part.choices[0])
    make = _TEXTS.get(part.kind)
    if make is None:
        return None
    # What is not the card's statement is short in life.
    value = make(words if part.emphasis else min(words, 3))
    return f"*{value}*" if highlighted and part.emphasis and isinstance(value, str) else value


def _words(count: int) -> str:
    return " ".join(islice(cycle(_TEXT.split()), count))


_NUMBERS = (
    Number(value="300", label="arrested"),
    Number(value="-12.5", label="in a year", suffix="%"),
    Number(value="1234567", label="people in the harbour", prefix="$"),
)
_SHARES = tuple(
    replace(number, value=value, prefix="", suffix="%")
    for number, value in zip(_NUMBERS, ("40", "12.5", "20"), strict=True)
)
"""Values that share a scale."""
_EVENTS = (
    Event(date="2024-10", text="The ministry closes the road"),
    Event(date="2024-10-24", text="The harbour opens again"),
    Event(date="2025-01-11", text="The road will open on Monday"),
)
_PLACES = (
    MapPlace(name="Odesa", latitude=46.48, longitude=30.73),
    MapPlace(name="Istanbul", latitude=41.01, longitude=28.98),
)
_TEXTS: Mapping[FieldKind, Callable[[int], FieldValue]] = {
    FieldKind.TEXT: _words,
    FieldKind.TEXTS: lambda count: (_words(count), _words(count)),
    FieldKind.NUMBERS: lambda count: _NUMBERS[: count or 1],
    FieldKind.EVENTS: lambda count: _EVENTS[: count or 1],
    FieldKind.PLACES: lambda count: _PLACES[: count or 1],
}


def _photos(folder: Path) -> tuple[Photo, ...]:
    """Write the photos that words have most trouble with: all white, and half of it black."""
    photos = []
    for name in ("white", "split"):
        picture = Image.new("RGB", (540, 960), "white")
        if name == "split":
            picture.paste("black", (0, 0, 270, 960))
        file = folder / f"{name}.png"
        picture.save(file)
        photos.append(Photo(file=file, credit="The ministry"))
    return tuple(photos)
