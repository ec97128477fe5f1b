"""What stands over footage, and the subtitles."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.brand.load import load_brand
from clipmaker.canvas.placement import FootageLayout, footage_layout
from clipmaker.languages import reads_from_right
from clipmaker.paint.overlay import Overlay, shown_over
from clipmaker.paint.overlays import footage_overlay
from clipmaker.paint.subtitle_type import subtitle_style, subtitle_width
from clipmaker.paint.subtitles import evened, subtitle_overlay
from clipmaker.paint.wording import wording
from clipmaker.story.model import FootageFit
from clipmaker.story.photo import Box, Point
from clipmaker.text.curled import curled
from clipmaker.text.engine import TooLongError, measure
from clipmaker.timeline.model import SpokenWord

from .looks import COLOURS, FULL, TINY, outside, page

SHAPES = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1000, 1000)}


def layout(name: str, language: str = "en") -> FootageLayout:
    right = reads_from_right(language)
    return footage_layout(*SHAPES[name], Point(), None, FULL, right_to_left=right)


def words(name: str, *, draft: bool = False, language: str = "en") -> Overlay:
    said = wording(language)
    return footage_overlay(
        page(FULL, language=language),
        layout(name, language),
        credit=said.footage_credit("Office of the President of Ukraine"),
        label=said.spoken_in("ko"),
        translation=said.translation_line(),
        draft=said.draft_note(foreign=True) if draft else "",
    )


SAID = {
    "en": ("They told us it was", "only training."),
    "ar": ("قالوا لنا إنه", "تدريب فقط (NIS)."),
}


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("language", SAID)
def test_words_are_safe_and_legible_over_anything(language, name, draft):
    boxes = words(name, draft=draft, language=language).texts
    on = page(FULL, language=language)
    boxes += subtitle_overlay(SAID[language], on, layout(name, language)).texts
    assert [problem for box in boxes if (problem := outside(box, FULL, language))] == []
    assert min(box.contrast for box in boxes) >= 4.5
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            across = min(one.right_px, other.right_px) - max(one.left_px, other.left_px)
            down = min(one.bottom_px, other.bottom_px) - max(one.top_px, other.top_px)
            assert across <= 0 or down <= 0, f"{one.text} over {other.text}"


@pytest.mark.parametrize("name", SHAPES)
def test_overlays_lie_on_even_pixels(name):
    for one in (words(name), subtitle_overlay(("One",), page(FULL), layout(name))):
        assert one.image.width % 2 == one.image.height % 2 == one.left_px % 2 == one.top_px % 2 == 0
        assert len(one.planes()) == one.image.width * one.image.height * 5 // 2


def test_a_draft_says_so():
    plain, draft = words("landscape"), words("landscape", draft=True)
    assert "DRAFT" not in {box.text for box in plain.texts}
    said = {box.text for box in draft.texts}
    assert {"DRAFT", "automated translation, not checked"} <= said
    assert len([text for text in said if "not checked" in text]) == 1
    picture = shown_over(np.full((1920, 1080, 3), 90, np.uint8), draft)
    yellow = (picture == (0xFF, 0xD6, 0x0A)).all(axis=-1)
    assert yellow.mean() > 0.012


def test_the_draft_mark_leaves_a_face_alone():
    face = Box(left=0.05, top=0.55, right=0.5, bottom=0.95)
    placed = footage_layout(1920, 1080, Point(x=0.3, y=0.7), face, FULL, fit=FootageFit.CONTAIN)
    overlay = footage_overlay(page(FULL), placed, credit="Footage: AFP", draft="not checked")
    mark = next(box for box in overlay.texts if box.text == "DRAFT")
    assert mark.bottom_px <= 288 + 0.55 * 608 or mark.top_px >= 288 + 0.95 * 608


def test_only_what_is_given_is_written():
    overlay = footage_overlay(page(FULL), layout("landscape"), credit="Footage: AFP")
    assert [box.text for box in overlay.texts] == ["Footage: AFP"]
    nothing = footage_overlay(page(FULL), layout("landscape"), credit="")
    assert nothing.texts == ()
    assert not np.asarray(nothing.image)[..., 3].any()


def test_a_long_credit_takes_two_lines_and_an_endless_one_is_refused():
    long = "Footage: " + "Office of the President of Ukraine, " * 3
    assert words("landscape").texts[0].size_px == 27
    overlay = footage_overlay(page(FULL), layout("landscape"), credit=long)
    assert overlay.texts[0].size_px <= 22
    assert outside(overlay.texts[0], FULL) == ""
    with pytest.raises(TooLongError):
        footage_overlay(page(FULL), layout("landscape"), credit=long * 3)


def test_lines_join_without_gap_or_darker_overlap():
    overlay = subtitle_overlay(
        ("A longer first line", "and", "a third line"), page(FULL), layout("landscape")
    )
    column = np.asarray(overlay.image)[:, 6, 3]
    assert len(column) == 244
    assert set(column[:243]) == {round(0.88 * 255)}


def test_widths_that_differ_little_become_one():
    assert evened([300, 310, 200], 34) == [310, 310, 200]
    assert evened([300, 200], 34) == [300, 200]


@given(st.lists(st.integers(1, 700), max_size=4), st.integers(1, 60))
def test_evened_widths_hold_their_lines(widths, step):
    out = evened(widths, step)
    assert all(new >= old for new, old in zip(out, widths, strict=True))
    assert max(out, default=0) == max(widths, default=0)


@settings(max_examples=20, deadline=None)
@given(st.text(st.sampled_from("abcdefghi mnopqrtuwABCW.,?'*"), min_size=1, max_size=60))
def test_whatever_fits_its_width_stays_in_the_safe_area(text):
    placed = footage_layout(1920, 1080, Point(), None, TINY)
    on = page(TINY)
    line = text.strip()
    while line and measure(line, subtitle_style(on)) > subtitle_width(TINY, placed):
        line = line[:-1].strip()
    if not line:
        return
    overlay = subtitle_overlay((line,), on, placed)
    assert [box.text for box in overlay.texts] == [curled(" ".join(line.split()), "en")]
    assert outside(overlay.texts[0], TINY) == ""
    # The box may leave the safe area by its pad.
    assert overlay.left_px + overlay.image.width <= 195 + 8


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
def test_speakers_are_told_apart_by_weight_and_by_colours_of_the_brand(brand):
    on = replace(page(), brand=load_brand(brand))
    own = on.brand.colours
    first, *others = [subtitle_style(on, speaker) for speaker in range(4)]
    assert first.colour == own.subtitle_text
    for look in others:
        assert look.weight < first.weight
        assert look.colour in {own.highlight, own.secondary, own.accent, own.subtitle_text}
        # What was broken for the first one's letters fits in the others'.
        assert measure("They told us it was", look) <= measure("They told us it was", first)
    assert subtitle_style(on, 4) == subtitle_style(on, 1)
    overlay = subtitle_overlay(("Yes.",), on, layout("portrait"), speakers=(1,))
    assert overlay.texts[0].contrast >= 4.5


NAMES = {
    "en": ("Second soldier", "Prisoner of war · IN KOREAN"),
    "de": ("Bundesaußenministerin", "Auswärtiges Amt · AUF KOREANISCH"),
    "ko": ("리광호", "전쟁 포로"),
    "ar": ("ري كوانغ هو", "أسير حرب · باللغة الكورية"),
}


SIZES = [(1920, 1080), (1080, 1920), (1080, 1080), (2560, 1080)]
TOPS = [0.0, 0.3, 0.6]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("top", TOPS)
def test_a_name_stands_above_the_subtitle_and_on_nothing_else(size, language, top):
    # Each brand meets each size, language and place; which of them together is of no account.
    turn = SIZES.index(size) + list(NAMES).index(language) + TOPS.index(top)
    on = replace(page(FULL, language=language), brand=load_brand(("news-60", "meridian")[turn % 2]))
    face = Box(left=0.35, top=top, right=0.6, bottom=top + 0.35)
    placed = footage_layout(
        *size, Point(), face, FULL, named=True, right_to_left=reads_from_right(language)
    )
    name, role = NAMES[language]
    said = subtitle_overlay(SAID.get(language, SAID["en"]), on, placed)
    for draft in ("", "not checked"):
        standing = footage_overlay(
            on, placed, credit="Footage: AFP", name=name, role=role, draft=draft
        )
        boxes = standing.texts + said.texts
        assert [problem for box in boxes if (problem := outside(box, FULL, language))] == []
        assert min(box.contrast for box in boxes) >= 4.5
        for i, one in enumerate(boxes):
            for other in boxes[i + 1 :]:
                across = min(one.right_px, other.right_px) - max(one.left_px, other.left_px)
                down = min(one.bottom_px, other.bottom_px) - max(one.top_px, other.top_px)
                assert across <= 0 or down <= 0, f"{one.text} over {other.text}"
    assert 16 <= placed.subtitles.top - placed.plate.bottom <= 20
    assert placed.plate.bottom - placed.plate.top == 124


def test_a_lit_word_has_the_highlight_and_moves_nothing():
    plain = subtitle_overlay(("Yes, he *did*.",), page(), layout("portrait"))
    word = SpokenWord(line=0, start=5, end=7, start_frame=0, end_frame=1)
    lit = subtitle_overlay(("Yes, he *did*.",), page(), layout("portrait"), (), word)
    assert lit.texts[0].colours == (COLOURS.subtitle_text, COLOURS.highlight)
    coloured = subtitle_overlay(("Yes, he *did*.",), page(), layout("portrait"), (2,), word)
    assert coloured.texts[0].colours == (COLOURS.secondary, COLOURS.subtitle_text)
    assert lit.texts[0].text == plain.texts[0].text == "Yes, he *did*."
    one, other = np.asarray(plain.image).astype(int), np.asarray(lit.image).astype(int)
    assert one.shape == other.shape
    changed = np.abs(one - other).max(axis=(0, 2)) > 8
    columns = np.flatnonzero(changed)
    assert 0 < columns[-1] - columns[0] < one.shape[1] / 4


@pytest.mark.parametrize("name", SHAPES)
def test_everything_is_mirrored_for_audiences_that_read_from_the_right(name):
    left, right = layout(name), layout(name, "ar")
    assert right.picture == left.picture
    for band in ("subtitles", "label", "credit", "translation", "draft"):
        one, other = getattr(left, band), getattr(right, band)
        assert (other.left, other.right) == (1080 - one.right, 1080 - one.left), band
        assert (other.top, other.bottom) == (one.top, one.bottom), band
    overlay = words(name, draft=True, language="ar")
    assert all(box.right_px >= 900 or "ترجمة" in box.text for box in overlay.texts)


def test_a_face_is_kept_and_avoided_in_the_mirror_too():
    face = Box(left=0.05, top=0.55, right=0.5, bottom=0.95)
    given = (1920, 1080, Point(x=0.3, y=0.7), face, FULL)
    for fit in FootageFit:
        mirrored = footage_layout(*given, fit=fit, right_to_left=True)
        plain = footage_layout(*given, fit=fit).crop
        assert mirrored.crop.left == pytest.approx(plain.left)
        assert mirrored.crop.right == pytest.approx(plain.right)
    placed = footage_layout(*given, fit=FootageFit.CONTAIN, right_to_left=True)
    overlay = footage_overlay(
        page(FULL, language="ar"), placed, credit="Footage: AFP", draft="ترجمة آلية"
    )
    mark = next(box for box in overlay.texts if box.text == wording("ar").draft)
    assert mark.left_px > 540
    assert mark.bottom_px <= 288 + 0.55 * 608 or mark.top_px >= 288 + 0.95 * 608


def test_latin_words_stand_on_the_right_edge_of_an_arabic_page():
    overlay = footage_overlay(page(FULL, language="ar"), layout("landscape", "ar"), credit="© AFP")
    pad, edge = 14, 1080 - 123
    assert abs(overlay.texts[0].right_px - (edge - pad)) <= 2


def test_a_light_brand_stays_legible_over_footage():
    dark = page(FULL)
    colours = replace(
        COLOURS, ground="#F7F3EA", text="#111111", secondary="#444444", highlight="#7A1F1F"
    )
    light = replace(dark, brand=replace(dark.brand, colours=colours))
    overlay = footage_overlay(
        light,
        layout("landscape"),
        credit="Footage: AFP",
        translation="Translation: AP",
        draft="not checked",
    )
    assert min(box.contrast for box in overlay.texts) >= 4.5
