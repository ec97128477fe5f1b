"""Golden frames of every card kind and everything over footage, at a quarter of the size.

To write them anew after a wanted change, set CLIPMAKER_REGENERATE_GOLDENS=1, run this file,
and look at each of them before committing.
"""

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from clipmaker.brand.load import load_brand
from clipmaker.canvas.placement import FootageLayout, even_pixels, footage_layout
from clipmaker.cards.registry import KINDS
from clipmaker.languages import reads_from_right
from clipmaker.paint.overlays import footage_overlay
from clipmaker.paint.storyboard import StoryboardCue, StoryboardShot, storyboard
from clipmaker.paint.subtitles import subtitle_overlay
from clipmaker.paint.wording import wording
from clipmaker.story.field_values import Choice, Event, Number
from clipmaker.story.model import Card
from clipmaker.story.photo import Box, Point
from clipmaker.timeline.model import SpokenWord

from .goldens import as_played, check_golden, frame_of, over_footage, planes_of
from .kinds import EXAMPLES, PICTURED, PLAIN, example, position, with_photo
from .looks import TINY, card, page, paint, picture

POINTS = {
    "points": (
        "en",
        "What is known",
        (
            "The men are alive",
            "The talks go on in Istanbul this week",
            "Nobody would comment on the record so far",
        ),
    ),
    "points-long": (
        "en",
        "What the inquiry found about the night of the flood in the valley",
        (
            "The alarm was sounded forty minutes after the river had left its bed at the bridge",
            "Three of the seven pumping stations had been out of order since the last summer",
            "The ministry knew of both and told neither the town nor those who live by the river",
        ),
    ),
    "points-arabic": (
        "ar",
        "ما نعرفه حتى الآن",
        (
            "الرجلان على قيد الحياة",
            "المحادثات مستمرة في إسطنبول هذا الأسبوع",
            "لم يعلّق أحد رسميًا حتى الآن",
        ),
    ),
}
OTHERS = {
    "title-cyrillic": ("uk", card("title", kicker="Війна", text="Солдат хоче *залишитися*")),
    "warning-arabic": ("ar", card("warning", text="مشاهد قد تكون مؤلمة لبعض المشاهدين.")),
    "caption-korean": (
        "ko",
        card(
            "caption",
            text="우크라이나는 *부상당한 북한군 두 명*을 생포했다고 밝혔다.",
            source="출처",
        ),
    ),
}

TALL = {
    "list-german-photo": (
        "news-60",
        "de",
        card(
            "list",
            text="Was *gesichert* ist",
            points=(
                "Das Bundesverfassungsgericht hat entschieden",
                "Die Verhandlungen gehen weiter",
                "Niemand wollte sich äußern",
            ),
            source="Quelle: dpa",
        ),
    ),
    "list-korean-photo": (
        "meridian",
        "ko",
        card(
            "list",
            text="지금까지 *알려진 것*",
            points=("두 사람은 살아 있다", "회담은 이번 주 계속된다"),
        ),
    ),
    "list-arabic-photo": (
        "news-60",
        "ar",
        card(
            "list",
            text="ما نعرفه *حتى الآن*",
            points=("الرجلان على قيد الحياة", "المحادثات مستمرة في إسطنبول"),
            source="المصدر: فرانس برس",
        ),
    ),
    "chart-bars-german-photo": (
        "meridian",
        "de",
        card(
            "chart",
            text="Mieten steigen *dreimal so schnell*",
            values=(
                Number(value="12.4", label="Mieten"),
                Number(value="4.1", label="Löhne"),
                Number(value="-2.5", label="Ersparnisse"),
            ),
            unit="%",
            source="Quelle: Statistikamt",
        ),
    ),
    "chart-seats-arabic-photo": (
        "news-60",
        "ar",
        card(
            "chart",
            text="القانون يمر *بفارق تسعة أصوات*",
            show=Choice(word="seats"),
            values=(Number(value="67", label="نعم"), Number(value="58", label="لا")),
            unit="صوتًا",
        ),
    ),
    "chart-shares-korean-photo": (
        "news-60",
        "ko",
        card(
            "chart",
            text="예산은 *어디로*",
            values=(Number(value="40", label="연금"), Number(value="22.5", label="보건")),
            unit="%",
            source="출처: 기획재정부",
        ),
    ),
    "timeline-german-photo": (
        "meridian",
        "de",
        card(
            "timeline",
            text="Wie es *dazu kam*",
            events=(
                Event(date="2023", text="Das Bundesverfassungsgericht verhandelt"),
                Event(date="Samstag 2025-01-11", text="Kiew zeigt zwei Gefangene"),
            ),
        ),
    ),
    "timeline-korean-photo": (
        "news-60",
        "ko",
        card(
            "timeline",
            text="지금까지 *있었던 일*",
            events=(
                Event(date="2024-10", text="병력이 러시아로 이동"),
                Event(date="2025-01-11", text="키이우, 포로 두 명 공개"),
            ),
            source="출처: 국가정보원",
        ),
    ),
    "document-arabic-photo": (
        "news-60",
        "ar",
        card(
            "document",
            **{"from": "وزارة الدفاع"},
            text="يمكننا *تأكيد أسر جنديين* جريحين.",
            date="2025-01-11",
            address="mod.example.org",
        ),
    ),
}
"""What comes in one after the other, and what is drawn, by brand and language."""


def finished(item: Card, *, language: str = "en", place: int = 0) -> np.ndarray:
    on = page(language=language, position=place)
    return frame_of(paint(item, on), on)


@pytest.mark.parametrize("name", KINDS)
def test_cards(name, tmp_path):
    seen = finished(example(name, tmp_path), place=position(name))
    check_golden(name, seen, tmp_path)


@pytest.mark.parametrize("name", POINTS)
def test_a_packages_card(name, tmp_path, root, monkeypatch):
    monkeypatch.syspath_prepend(root / "tests/newsroom_cards")
    points = import_module("newsroom_cards.points")
    language, about, said = POINTS[name]
    on = page(language=language)
    painting = points.paint(card("points", text=about, points=said), on)
    check_golden(name, frame_of(painting, on), tmp_path)


@pytest.mark.parametrize("name", OTHERS)
def test_other_scripts(name, tmp_path):
    language, item = OTHERS[name]
    check_golden(name, finished(item, language=language), tmp_path)


@pytest.mark.parametrize("name", TALL)
def test_other_scripts_in_both_brands(name, tmp_path):
    brand, language, item = TALL[name]
    on = replace(page(language=language, position=2), brand=load_brand(brand))
    seen = frame_of(paint(with_photo(item, tmp_path), on), on)
    check_golden(name, seen, tmp_path)


@pytest.mark.parametrize("name", sorted({*PICTURED} & {*PLAIN}))
def test_cards_on_a_photo(name, tmp_path):
    item = with_photo(example(name, tmp_path), tmp_path)
    check_golden(f"{name}-photo", finished(item, place=position(name)), tmp_path)


def test_an_entrance_on_its_way(tmp_path):
    painting = paint(example("title", tmp_path), page())
    moving = frame_of(painting, page(), frame=6, shot_frames=63)
    check_golden("title-entering", moving, tmp_path)


def test_numbers_on_their_way(tmp_path):
    painting = paint(example("figure", tmp_path), page())
    moving = frame_of(painting, page(), frame=9, shot_frames=63)
    check_golden("figure-counting", moving, tmp_path)


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
def test_a_long_caption_in_its_second_beat_under_progress_and_topic(brand, tmp_path):
    item = card(
        "caption",
        text="Zelenskyy posted the interrogation of two wounded soldiers on Saturday. Seoul "
        "*confirmed the capture* in Russia’s Kursk region an hour later.",
        source="Source: National Intelligence Service",
    )
    shots = (0, 12, 40, 66)
    on = replace(page(), brand=load_brand(brand), shots=shots, topic="Ukraine war")
    painting = paint(with_photo(item, tmp_path), replace(on, shown_s=2.1))
    moving = frame_of(painting, on, frame=50, shot_frames=63)
    check_golden(f"{brand}-caption-beats".removeprefix("news-60-"), moving, tmp_path)


FACE = Box(left=0.4, top=0.1, right=0.6, bottom=0.5)


def footage(shape: tuple[int, int], **given) -> tuple[FootageLayout, np.ndarray]:
    """Stand a picture on the canvas as a layout says, on plain grey instead of its blur."""
    box = given.get("box")
    layout = footage_layout(*shape, Point(), box, TINY)
    left, top, width, height = even_pixels(layout.picture, TINY.scale)
    canvas = np.full((480, 270, 3), 50, np.uint8)
    canvas[top : top + height, left : left + width] = np.asarray(picture(width, height))
    return layout, canvas


@pytest.mark.parametrize("draft", [False, True], ids=["approved", "draft"])
@pytest.mark.parametrize(
    ("name", "shape", "lines"),
    [
        ("landscape", (1920, 1080), ("They told us it was", "only training.")),
        ("portrait", (1080, 1920), ("They told us", "it was only", "training.")),
        ("cropped", (1920, 1080), ("They told us that we", "were there for training.")),
    ],
)
def test_footage(name, shape, lines, draft, tmp_path):
    layout, canvas = footage(shape, box=FACE if name == "cropped" else None)
    standing = footage_overlay(
        page(),
        layout,
        credit="Footage: Office of the President",
        label="IN KOREAN",
        translation=wording("en").translation_line(),
        draft=wording("en").draft_note(foreign=True) if draft else "",
    )
    said = subtitle_overlay(lines, page(), layout, speakers=(int(draft),) * len(lines))
    seen = over_footage(canvas, page(), tmp_path, standing, said)
    check_golden(f"footage-{name}-{'draft' if draft else 'approved'}", seen, tmp_path)


@pytest.mark.parametrize(
    ("name", "lines", "speakers", "lit"),
    [
        ("lit-word", ("They told us it was", "only training."), (), (1, 5, 14)),
        ("two-speakers", ("– What is your name?", "– My name is Ri."), (0, 1), None),
    ],
)
def test_words_and_speakers(name, lines, speakers, lit, tmp_path):
    layout, canvas = footage((1080, 1920))
    word = lit and SpokenWord(line=lit[0], start=lit[1], end=lit[2], start_frame=0, end_frame=9)
    said = subtitle_overlay(lines, page(), layout, speakers, word)
    seen = over_footage(canvas, page(), tmp_path, said, chrome=False)
    check_golden(f"footage-{name}", seen, tmp_path)


@pytest.mark.parametrize(
    ("name", "brand", "language", "shape", "who"),
    [
        ("named", "news-60", "en", (1920, 1080), ("Second soldier", "Prisoner of war")),
        ("named-korean", "news-60", "ko", (1080, 1920), ("리광호", "전쟁 포로")),
        ("named-arabic", "meridian", "ar", (1920, 1080), ("ري كوانغ هو", "أسير حرب")),
        ("named-german", "meridian", "de", (1080, 1080), ("Zweiter Soldat", "Kriegsgefangener")),
    ],
)
def test_who_speaks(name, brand, language, shape, who, tmp_path):
    on = replace(page(language=language), brand=load_brand(brand))
    right = reads_from_right(language)
    layout = footage_layout(*shape, Point(), FACE, TINY, named=True, right_to_left=right)
    left, top, width, height = even_pixels(layout.picture, TINY.scale)
    canvas = np.full((480, 270, 3), 50, np.uint8)
    canvas[top : top + height, left : left + width] = np.asarray(picture(width, height))
    standing = footage_overlay(on, layout, credit="AFP", name=who[0], role=who[1])
    said = {"ko": "훈련이라고만 했습니다.", "ar": "قالوا إنه تدريب."}
    over = subtitle_overlay((said.get(language, "– Only training."),), on, layout, speakers=(1,))
    check_golden(f"footage-{name}", over_footage(canvas, on, tmp_path, standing, over), tmp_path)


def test_storyboard(tmp_path):
    shots = [
        StoryboardShot(
            image=finished(item),
            kind=item.kind,
            start_frame=i * 20,
            end_frame=i * 20 + 20,
            number=str(i + 1),
            cues=(
                StoryboardCue(
                    source="훈련이라고만 했습니다.", text="They said training.", language="ko"
                ),
            )
            if i == 1
            else (),
        )
        for i, item in enumerate(example(kind, tmp_path) for kind in list(EXAMPLES)[:6])
    ]
    sheet = storyboard(shots, page(), "Captured soldier says he wants to stay in Ukraine")
    half = (sheet.width // 4 * 2, sheet.height // 4 * 2)
    check_golden("storyboard", np.asarray(sheet.resize(half)), tmp_path)


def test_a_golden_file_keeps_the_planes_that_it_was_made_from(tmp_path, monkeypatch):
    """Every grey and every colour of the brand comes back; an accent that is off by 40 does not."""
    greys = [(i, i, i) for i in range(256)]
    drawn = [(0xE0, 0x27, 0x1C), (0xFF, 0xD6, 0x0A), (0x0B, 0x0F, 0x19), (0xC9, 0xD1, 0xE3)]
    blocks = np.uint8([greys + drawn]).repeat(2, 0).repeat(2, 1)
    data = planes_of(blocks)
    assert planes_of(as_played(data, 520, 2)) == data
    # Where goldens are written anew, this must not be one of them.
    monkeypatch.delenv("CLIPMAKER_REGENERATE_GOLDENS", raising=False)
    seen = finished(example("title", tmp_path))
    part = seen[100:200, 100:200, 0]
    part[:] = np.where(part < 128, part + 40, part - 40)
    with pytest.raises(pytest.fail.Exception, match="title differs"):
        check_golden("title", seen, tmp_path)
