"""A brand, profiles, pages, cards and pictures to paint with; no shipped asset is read."""

from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from clipmaker.brand.model import Brand, Bug, Colours, EndCard, Music, Typography
from clipmaker.canvas.areas import mirrored, safe_span
from clipmaker.cards.registry import kind
from clipmaker.languages import reads_from_right
from clipmaker.paint.page import Page, Painting, TextBox
from clipmaker.profile.model import DeliveryProfile, Encoder, Loudness, Reading, Rect
from clipmaker.story.field_values import FieldValue
from clipmaker.story.model import Card

COLOURS = Colours(
    ground="#0B0F19",
    lift="#1B2540",
    accent="#E0271C",
    on_accent="#FFFFFF",
    highlight="#FFD60A",
    text="#FFFFFF",
    secondary="#C9D1E3",
    subtitle_ground="#0A0A0C",
    subtitle_text="#FFFFFF",
)


def brand(logo: Path | None = None) -> Brand:
    return Brand(
        name="news-60",
        title="News in 60 seconds",
        file=Path("/brand.toml"),
        digest="0",
        colours=COLOURS,
        typography=Typography(family="Inter"),
        bug=Bug(wordmark=("NEWS IN", "60 SECONDS"), logo=logo),
        end=EndCard(title=("News in", "60 seconds")),
        music=Music(),
    )


def profile(
    width: int = 1080, frames: int = 1800, rate: Fraction = Fraction(30)
) -> DeliveryProfile:
    return DeliveryProfile(
        name="test",
        dated="2026-08-24",
        width_px=width,
        height_px=width * 16 // 9,
        rate=rate,
        frames=frames,
        segment_frames=60,
        max_bytes=10**8,
        safe_area=(
            Rect(left=120, top=288, right=888, bottom=840),
            Rect(left=120, top=840, right=780, bottom=1248),
        ),
        reading=Reading(),
        encoder=Encoder(),
        loudness=Loudness(),
    )


FULL = profile()
TINY = profile(width=270, frames=90)


def page(
    given: DeliveryProfile = TINY,
    *,
    language: str = "en",
    position: int = 0,
    logo: Path | None = None,
) -> Page:
    return Page(brand=brand(logo), profile=given, language=language, position=position)


def card(name: str, **fields: FieldValue) -> Card:
    return Card(kind=name, fields=fields)


def paint(item: Card, on: Page) -> Painting:
    return kind(item.kind).paint(item, on)


def outside(box: TextBox, given: DeliveryProfile, language: str = "en") -> str:
    """Return how a text leaves the safe area of its audience, "" when it does not."""
    if box.lines:
        found = (outside(part, given, language) for part in box.parts)
        return next(filter(None, found), "")
    scale = given.scale
    area = (
        mirrored(given.safe_area, given.canvas_width)
        if reads_from_right(language)
        else given.safe_area
    )
    try:
        left, right = safe_span(area, box.top_px / scale, box.bottom_px / scale)
    except ValueError as error:
        return f"{box.text}: {error}"
    if box.left_px < round(left * scale) or box.right_px > round(right * scale):
        return f"{box.text}: {box.left_px} to {box.right_px} px"
    return ""


def picture(width: int, height: int, *, bright: float = 1.0) -> Image.Image:
    """Draw a picture with sky, ground and a round thing, so that crops and scrims show."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = x / width, y / height
    sky = np.stack([110 + 90 * v, 150 + 70 * v, 200 + 40 * v], -1)
    earth = np.stack([90 - 40 * v, 100 - 50 * v, 60 - 20 * v], -1)
    out = np.where((v > 0.62 + 0.05 * np.sin(u * 9))[..., None], earth, sky)
    side = min(width, height)
    ball = ((x - 0.55 * width) ** 2 + (y - 0.45 * height) ** 2) < (0.2 * side) ** 2
    out[ball] = (232, 120, 70)
    return Image.fromarray(np.clip(out * bright, 0, 255).astype(np.uint8))
