"""What stands over footage, and the subtitles."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.paint.overlay import Overlay, shown_over
from clipmaker.paint.overlays import footage_overlay
from clipmaker.paint.subtitles import (
    SPEAKER_COLOURS,
    evened,
    subtitle_overlay,
    subtitle_style,
    subtitle_width,
)
from clipmaker.paint.wording import credit_line, language_label, translation_line
from clipmaker.story.model import Box, Point
from clipmaker.text.engine import TooLongError, measure
from clipmaker.timeline.placement import FootageLayout, footage_layout

from .looks import COLOURS, FULL, TINY, outside, page

SHAPES = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1000, 1000)}


def layout(name: str) -> FootageLayout:
    return footage_layout(*SHAPES[name], Point(), None, FULL)


def words(name: str, *, draft: bool = False) -> Overlay:
    return footage_overlay(
        page(FULL),
        layout(name),
        credit="Footage: Office of the President of Ukraine",
        label="IN KOREAN",
        translation=translation_line(draft=draft),
        draft=draft,
    )


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("name", SHAPES)
def test_words_are_safe_and_legible_over_anything(name, draft):
    boxes = words(name, draft=draft).texts
    boxes += subtitle_overlay(
        ("They told us it was", "only training."), page(FULL), layout(name)
    ).texts
    assert [problem for box in boxes if (problem := outside(box, FULL))] == []
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
    assert "Automated translation, not checked" in said
    picture = shown_over(np.full((1920, 1080, 3), 90, np.uint8), draft)
    yellow = (picture == (0xFF, 0xD6, 0x0A)).all(axis=-1)
    assert yellow[layout("landscape").picture.bottom > np.arange(1920)].mean() > 0.015


def test_the_draft_mark_leaves_a_face_alone():
    face = Box(left=0.05, top=0.55, right=0.5, bottom=0.95)
    placed = footage_layout(1920, 1080, Point(x=0.3, y=0.7), face, FULL)
    overlay = footage_overlay(page(FULL), placed, credit="Footage: AFP", draft=True)
    mark = next(box for box in overlay.texts if box.text == "DRAFT")
    assert mark.bottom_px <= 288 + 0.55 * 608


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
    assert [box.text for box in overlay.texts] == [" ".join(line.split())]
    assert outside(overlay.texts[0], TINY) == ""
    assert overlay.left_px + overlay.image.width <= 195


def test_speakers_have_colours():
    colours = [subtitle_style(page(), speaker).colour for speaker in range(5)]
    assert colours == [COLOURS.subtitle_text, *SPEAKER_COLOURS, SPEAKER_COLOURS[0]]
    overlay = subtitle_overlay(("Yes.",), page(), layout("portrait"), speaker=2)
    assert overlay.texts[0].colours == ("#FFFF00",)


@pytest.mark.parametrize(
    ("code", "label", "shown"),
    [
        ("ko", "", "IN KOREAN"),
        ("pt-BR", "", "IN PORTUGUESE"),
        ("ko", "Translated from Korean", "Translated from Korean"),
        ("", "", ""),
        ("xx", "", ""),
    ],
)
def test_language_labels(code, label, shown):
    assert language_label(code, label) == shown


def test_translation_lines_follow_the_facts():
    assert translation_line(draft=True) == "Automated translation, not checked"
    assert translation_line(draft=True, credit="AFP") == "Automated translation, not checked"
    assert translation_line(draft=False) == "Translation: automated, checked by an editor"
    assert translation_line(draft=False, credit="AFP") == "Translation: AFP"


def test_credits_say_what_they_are_once():
    assert credit_line("Footage", " AFP ") == "Footage: AFP"
    assert credit_line("Photo", "Foto: dpa") == "Foto: dpa"
    assert credit_line("Photo", "© Reuters") == "© Reuters"
    assert credit_line("Photo", "") == ""


def test_a_light_brand_stays_legible_over_footage():
    dark = page(FULL)
    colours = replace(
        COLOURS, ground="#F7F3EA", text="#111111", secondary="#444444", highlight="#7A1F1F"
    )
    light = replace(dark, brand=replace(dark.brand, colours=colours))
    overlay = footage_overlay(
        light, layout("landscape"), credit="Footage: AFP", translation="Translation: AP", draft=True
    )
    assert min(box.contrast for box in overlay.texts) >= 4.5
