"""Values that core tests start from."""

from fractions import Fraction
from pathlib import Path

from clipmaker.profile.model import DeliveryProfile, Encoder, Loudness, Reading, Rect
from clipmaker.story.model import Card, Footage
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec

SPECS = {
    name: CardSpec(
        kind=name,
        help=name,
        fields=(
            FieldSpec(name="text", kind=FieldKind.TEXT, help="text", emphasis=True),
            FieldSpec(name="source", kind=FieldKind.TEXT, help="source", weight=0.5),
            FieldSpec(name="sources", kind=FieldKind.TEXTS, help="sources", read=False),
        ),
        shortest_s=shortest,
        longest_s=longest,
        painter_version=1,
    )
    for name, shortest, longest in (
        ("title", 3, 6),
        ("caption", 3, 12),
        ("end", 3, 5),
    )
}


def profile(frames: int = 1800, rate: int = 30) -> DeliveryProfile:
    return DeliveryProfile(
        name="test",
        dated="2026-01-01",
        width_px=1080,
        height_px=1920,
        rate=Fraction(rate),
        frames=frames,
        segment_frames=60,
        max_bytes=100_000_000,
        safe_area=(
            Rect(left=120, top=288, right=888, bottom=840),
            Rect(left=120, top=840, right=780, bottom=1248),
        ),
        reading=Reading(),
        encoder=Encoder(),
        loudness=Loudness(),
    )


def card(kind: str, words: int, **fields: str) -> Card:
    return Card(kind=kind, fields={"text": " ".join(["word"] * words), **fields})


def footage(name: str = "interview.mp4") -> Footage:
    return Footage(file=Path("/story") / name, credit="Reuters", language="ko")
