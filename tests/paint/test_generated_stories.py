"""Generated stories are painted: whatever is written, what comes out can be aired.

Stories are drawn from a fixed seed, so that a failure can be repeated; they are split into lots
that run beside each other. Each kind of card is drawn several times, and every language dozens of
times; ``CLIPMAKER_GENERATED=1000`` paints a thousand, which takes minutes.
"""

import os
import random

import numpy as np
import pytest

from clipmaker.cards.registry import kind, specs
from clipmaker.check.picture import judge_texts
from clipmaker.errors import ClipmakerError
from clipmaker.languages import reads_from_right
from clipmaker.story.field_values import Choice, Event, FieldValue, Number
from clipmaker.story.model import Card
from clipmaker.story.spec import CardSpec, FieldKind

from .composed import still
from .looks import TINY, page

LOTS = 5
STORIES = int(os.environ.get("CLIPMAKER_GENERATED", "120"))
LETTERS = {
    "en": "etaoinshrdlucmfwypvbgkjqxz",
    "de": "enisratdhulcgmobwfkzpväüöß",
    "uk": "оанитвлркесдзмупяьгбчійхжшюцєїщф",
    "el": "αιουεντσρκπλμγδθβχφηω",
    "ko": "그는이리저피하면서길한옆으로걸어갔다서울에말했",
    "ja": "東京で会議が開かれた政府は新しい計画を発表日",
    "zh": "政府宣布新的计划北京会议今天举行人们表示",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "he": "אבגדהוזחטיכלמנסעפצקרשת",
    "hi": "कखगघचछजझटठडतथदधनपफबभमयरलवशसह",
    "th": "กขคงจชซญดตถทนบปผพมยรลวสหอ",
}
FIXED = {"date": "2025-01-11", "address": "mod.example.org/en/news"}
"""Fields that hold something that is checked."""
UNSPACED = {"ja", "zh", "th"}
MARKS = [",", ".", ":", ";", "?", "!", " –", "…", "'s", "”", "%", "\\", "{}", "[];", ")"]
AWKWARD = [
    "2,700",
    "3.5 %",
    "*",
    "**",
    "http://example.org/a/long/path",
    "U-235",
    "A",
    "“",
]


def word(rng: random.Random, language: str) -> str:
    length = min(22, 1 + int(rng.expovariate(1 / 5)))
    if language == "ko":
        length = min(length, 6)
    letters = "".join(rng.choice(LETTERS[language]) for _ in range(length))
    return letters.capitalize() if rng.random() < 0.2 else letters


def text(rng: random.Random, language: str, most: int) -> str:
    words = []
    for _ in range(rng.randint(1, most)):
        one = rng.choice(AWKWARD) if rng.random() < 0.05 else word(rng, language)
        if rng.random() < 0.15:
            one += rng.choice(MARKS)
        if rng.random() < 0.08:
            one = f"*{one}*"
        words.append(one)
    return ("" if language in UNSPACED else " ").join(words)


def numbers(rng: random.Random, language: str, most: int) -> tuple[Number, ...]:
    suffix = rng.choice(["", "", "%"])
    return tuple(number(rng, language, suffix) for _ in range(rng.randint(1, most)))


def number(rng: random.Random, language: str, suffix: str) -> Number:
    digits = rng.randint(1, 7)
    value = str(rng.randint(0, 10**digits - 1))
    if rng.random() < 0.3:
        value += f".{rng.randint(0, 99):02d}"
    return Number(
        value=rng.choice(["", "-"]) + value if value.strip("0.") else value,
        label=text(rng, language, 4),
        suffix=suffix,
    )


def card(rng: random.Random, spec: CardSpec, language: str) -> Card:
    fields: dict[str, FieldValue] = {}
    for field in spec.fields:
        if not field.required and rng.random() < 0.4:
            continue
        if field.name in FIXED:
            fields[field.name] = FIXED[field.name]
        elif field.kind is FieldKind.TEXT:
            # Above points and values stands a headline, no statement.
            heads = any(other.most for other in spec.fields)
            long = 8 if heads else 26 if field.emphasis else 6
            fields[field.name] = text(rng, language, long)
        elif field.kind is FieldKind.TEXTS:
            many = rng.randint(1, field.most or 4)
            fields[field.name] = tuple(text(rng, language, 5) for _ in range(many))
        elif field.kind is FieldKind.NUMBERS:
            fields[field.name] = numbers(rng, language, field.most or 3)
        elif field.kind is FieldKind.WHOLE:
            fields[field.name] = numbers(rng, language, 1)[: rng.randint(0, 1)]
        elif field.kind is FieldKind.EVENTS:
            days = [f"20{year}-0{rng.randint(1, 9)}" for year in range(20, 20 + field.most)]
            fields[field.name] = tuple(
                Event(date=day, text=text(rng, language, 6)) for day in days[: rng.randint(1, 9)]
            )
        elif field.kind is FieldKind.CHOICE:
            fields[field.name] = Choice(word=rng.choice(field.choices))
    one = Card(kind=spec.kind, fields=fields)
    # What contradicts itself is refused where a story is read.
    return card(rng, spec, language) if spec.wrong and spec.wrong(one, language) else one


def paintable() -> list[CardSpec]:
    """Return the kinds that need no picture file, and no map: its names have tests of their own."""
    needed = (FieldKind.PHOTO, FieldKind.PLACES)
    return [
        spec
        for spec in specs().values()
        if not any(f.required and f.kind in needed for f in spec.fields)
    ]


def faults(one: Card, language: str) -> list[str]:
    """Paint a card and return what is wrong with it."""
    on = page(TINY, language=language)
    painting = kind(one.kind).paint(one, on)
    found = []
    boxes = [box for box in painting.texts if box.must_read]
    area = TINY if not reads_from_right(language) else _mirrored()
    found += [f"outside: {t.text!r}" for t in judge_texts(boxes, area) if not t.inside]
    found += [f"weak: {t.text!r}" for t in judge_texts(boxes, area) if not t.readable]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            across = min(a.right_px, b.right_px) - max(a.left_px, b.left_px)
            down = min(a.bottom_px, b.bottom_px) - max(a.top_px, b.top_px)
            if across > 1 and down > 1:
                found.append(f"{a.text!r} over {b.text!r}")
    height, width = TINY.height_px, TINY.width_px
    for layer in painting.layers:
        ink = np.asarray(layer.image)[..., 3].nonzero()
        if len(ink[0]) and (
            layer.top_px + ink[0].max() >= height or layer.left_px + ink[1].min() < 0
        ):
            found.append("ink beyond the picture")
    assert still(painting).shape == (height, width, 3)
    return found


def _mirrored() -> object:
    from dataclasses import replace

    from clipmaker.canvas.areas import mirrored

    return replace(TINY, safe_area=mirrored(TINY.safe_area))


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(LOTS))
def test_generated_stories_can_be_aired(lot: int) -> None:
    rng = random.Random(lot)
    kinds = paintable()
    painted = refused = 0
    wrong: list[str] = []
    for i in range(STORIES // LOTS):
        language = rng.choice(list(LETTERS))
        for spec in rng.sample(kinds, 1 + i % 2):
            one = card(rng, spec, language)
            try:
                wrong += [f"{language} {one.kind}: {fault}" for fault in faults(one, language)]
                painted += 1
            except ClipmakerError as error:
                assert error.message
                refused += 1
    assert wrong == []
    assert refused <= 0.2 * (painted + refused)
