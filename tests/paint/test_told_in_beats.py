"""A long caption in beats: which words are seen when, and that they can be read."""

from dataclasses import replace

import numpy as np
import pytest

from clipmaker.brand.load import load_brand
from clipmaker.cards.painted import painted
from clipmaker.cards.registry import specs
from clipmaker.errors import BudgetError
from clipmaker.paint.motion import Motion
from clipmaker.paint.page import Page
from clipmaker.profile.load import load_delivery
from clipmaker.profile.model import Reading
from clipmaker.timeline.beats import beat_turns_s, beats
from clipmaker.timeline.budget import card_need

from .composed import composed, still
from .kinds import with_photo
from .looks import TINY, card, page
from .test_shapes import wrong

SAID = (
    "Zelenskyy posted the interrogation of two wounded North Koreans. ",
    "Seoul *confirmed the capture* in Russia’s Kursk region. ",
    "One of them says he was told that it was only training.",
)
ITEM = card("caption", text="".join(SAID), source="Source: National Intelligence Service")
ARABIC = card(
    "caption",
    text="أعلنت كييف أسر جنديين جريحين *من كوريا الشمالية* في منطقة كورسك الروسية. "
    "وأكدت سيول ذلك بعد أن استمعت إلى أقوال الجنديين في كييف يوم السبت.",
)
SHOWN_S = float(card_need(1, ITEM, specs()["caption"], Reading()).least)
TURNS = beat_turns_s(beats("".join(SAID), "en"), SHOWN_S)


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
@pytest.mark.parametrize("pictured", [True, False])
def test_each_sentence_is_seen_while_it_is_read_and_the_one_before_stays_small(
    brand, pictured, tmp_path
):
    on = replace(page(), brand=load_brand(brand))
    painting = painted(with_photo(ITEM, tmp_path) if pictured else ITEM, on, SHOWN_S)
    texts = [(box.beat, box.text) for box in painting.texts if box.beat is not None]
    plain = [part.replace("*", "").strip() for part in SAID]
    assert texts == [
        (0, plain[0]),
        (1, plain[0]),
        (1, plain[1]),
        (2, plain[1]),
        (2, plain[2]),
    ]
    big = {box.text: box.size_px for box in painting.texts if box.beat == 0 or box.text == plain[2]}
    assert len(set(big.values())) == 1
    moved = Motion(painting, TINY, round(SHOWN_S * 30))
    counts = []
    for start, end in zip(TURNS, (*TURNS[1:], SHOWN_S), strict=True):
        standing = [len(list(moved.shown(round(at * 30)))) for at in (start + 1.4, end - 0.3)]
        assert standing[0] == standing[1], "everything stands while it is read"
        counts.append(standing[0])
    whole = sum(layer.image.width > 0 for layer in painting.layers)
    assert sum(counts) > whole > max(counts)


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
def test_no_frame_between_two_beats_is_without_words(brand, tmp_path):
    on = replace(page(), brand=load_brand(brand))
    painting = painted(with_photo(ITEM, tmp_path), on, SHOWN_S)
    motion = Motion(painting, TINY, round(SHOWN_S * 30))
    source = sum(box.beat is None for box in painting.texts)
    around = round(TURNS[1] * 30)
    for frame in range(around - 8, around + 8):
        assert len(list(motion.shown(frame))) > source + 1


def test_the_finished_card_shows_its_last_sentence_and_none_before(tmp_path):
    painting = painted(ITEM, page(), SHOWN_S)
    motion = Motion(painting, TINY)
    assert (composed(painting, motion, motion.length + 5) == still(painting)).all()
    alone = card("caption", text=ITEM.text("text").replace(SAID[0], ""), source=ITEM.text("source"))
    last = painted(alone, page(), SHOWN_S)
    (box,) = (one for one in painting.texts if one.text == SAID[2])
    rows, columns = slice(box.top_px, box.bottom_px), slice(box.left_px, box.right_px)
    words = still(painting)[rows, columns].astype(int)
    assert np.ptp(words) > 150
    assert last.texts


@pytest.mark.parametrize(
    ("shape", "brand", "pictured", "language"),
    [
        ("", "news-60", True, "en"),
        ("", "meridian", True, "ar"),
        ("4:5", "meridian", False, "ar"),
        ("1:1", "news-60", True, "ar"),
        ("16:9", "news-60", True, "en"),
    ],
)
def test_every_beat_can_be_read_in_every_shape(shape, brand, pictured, language, tmp_path):
    given = load_delivery("news-60", shape).preview()
    on = Page(brand=load_brand(brand), profile=given, language=language)
    item = ARABIC if language == "ar" else ITEM
    painting = painted(with_photo(item, tmp_path) if pictured else item, on, SHOWN_S)
    assert {box.beat for box in painting.texts if box.beat is not None} >= {0, 1}
    assert wrong(painting, given, language) == []


def test_a_sentence_that_does_not_fit_is_refused():
    endless = card("caption", text="Kyiv says that it holds two men in a camp. " + "word " * 110)
    with pytest.raises(BudgetError) as caught:
        painted(endless, page(), 60)
    assert caught.value.remedy


def test_a_short_caption_stands_as_a_whole():
    painting = painted(card("caption", text="Kyiv holds two men. Seoul says so."), page(), 4)
    assert {box.beat for box in painting.texts} == {None}
