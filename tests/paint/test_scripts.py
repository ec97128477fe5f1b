"""Every script that a newsroom writes: two cards of each as a golden picture, and the rules."""

from dataclasses import replace

import numpy as np
import pytest

from clipmaker.canvas.placement import even_pixels, footage_layout
from clipmaker.extras import install_line
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.ground import flat_ground
from clipmaker.paint.overlays import footage_overlay
from clipmaker.paint.subtitles import subtitle_overlay
from clipmaker.paint.wording import wording
from clipmaker.story.model import Card
from clipmaker.story.photo import Point
from clipmaker.text.engine import MissingGlyphError, set_text
from clipmaker.text.fonts import catalogue

from .goldens import check_golden, frame_of, over_footage
from .looks import COLOURS, FULL, TINY, card, outside, page, paint, picture
from .scripts import MIXED, SCRIPTS
from .test_cards import problems

ALL = {**SCRIPTS, **MIXED}


def language_of(name: str) -> str:
    return {"mixed-in-english": "en", "mixed-in-arabic": "ar"}.get(name, name)


def on_plain_ground(item: Card, language: str) -> np.ndarray:
    """Paint a card without its light, which would make the golden file four times as large."""
    on = page(language=language)
    flat = flat_ground(on, COLOURS.ground)
    painting = replace(paint(item, on), ground=flat, drift=None)
    return frame_of(painting, on)


@pytest.mark.parametrize("name", ALL)
def test_scripts(name, tmp_path):
    shown = [on_plain_ground(item, language_of(name))[:360] for item in ALL[name]]
    check_golden(f"script-{name}", np.hstack(shown), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_words_are_safe_legible_and_apart_in_every_script(name):
    language = language_of(name)
    for item in ALL[name]:
        assert problems(paint(item, page(FULL, language=language)), 1.0, language) == []


def test_arabic_words_over_footage_stand_on_the_right(tmp_path):
    on = page(language="ar")
    said = wording("ar")
    layout = footage_layout(1920, 1080, Point(), None, TINY, right_to_left=True)
    left, top, width, height = even_pixels(layout.picture, TINY.scale)
    canvas = np.full((480, 270, 3), 50, np.uint8)
    canvas[top : top + height, left : left + width] = np.asarray(picture(width, height))
    standing = footage_overlay(
        on,
        layout,
        credit=said.footage_credit("Office of the President of Ukraine"),
        label=said.spoken_in("ko"),
        draft=said.draft_note(foreign=True),
    )
    subtitle = subtitle_overlay(("قالوا لنا إنه كان", "مجرد تدريب (NIS)."), on, layout)
    seen = over_footage(canvas, on, tmp_path, standing, subtitle)
    check_golden("footage-arabic-draft", seen, tmp_path)


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur"])
def test_whole_cards_are_mirrored(language):
    item = card("caption", text="Words", source="AFP")
    left, right = (paint(item, page(FULL, language=code)) for code in ("en", language))
    for one, other in zip(left.texts, right.texts, strict=True):
        assert abs(one.left_px - (1080 - other.right_px)) <= 4
        assert (one.top_px, one.bottom_px) == (other.top_px, other.bottom_px)
        assert outside(other, FULL, language) == ""
    rule = right.layers[0]
    assert abs(rule.left_px + rule.image.width - 957) <= 3


def test_chrome_is_mirrored():
    left, right = (ChromeStrip(page(FULL, language=code)) for code in ("en", "ar"))
    bar_left, ring_left = left.windows
    bar_right, ring_right = right.windows
    assert bar_left == bar_right
    assert ring_right.left == 1080 - ring_left.right
    rows = slice(0, 10)
    assert (left.frame(600)[rows] == right.frame(600)[rows, ::-1]).all()
    inked = np.flatnonzero(right.frame(600)[150:240, :, 3].any(axis=0))
    assert inked[-1] < 1080 - 119


@pytest.mark.parametrize("text", ["🔥", "👩‍🚒", "🇺🇦", "❤️", "👍🏽", "1️⃣"])
def test_emoji_are_drawn_as_one_sign_each(text):
    look = page(FULL)
    painting = paint(card("caption", text=f"A {text} B"), look)
    assert painting.texts[0].text == f"A {text} B"
    paragraph = set_text(text, body_style(), width_px=1000, emphasis=False)
    glyphs = [run for run in paragraph.lines[0].runs if run.face.startswith("noto-emoji")]
    assert sum(len(run.glyphs) for run in glyphs) == 1


def test_emoji_without_their_font_are_refused_by_name(monkeypatch):
    from clipmaker.text import fonts, itemize

    bare = tuple(font for font in catalogue() if font.key == "inter")
    monkeypatch.setattr(itemize, "candidates", lambda *_: bare)
    monkeypatch.setattr(fonts.FontFile, "path", property(lambda self: None))
    itemize.analyse.cache_clear()
    with pytest.raises(MissingGlyphError, match=r"U\+1F525 FIRE") as caught:
        set_text("🔥", body_style(), width_px=1000, emphasis=False)
    itemize.analyse.cache_clear()
    assert install_line(["fonts"]) in caught.value.remedy


def body_style():
    from clipmaker.paint.styles import Role, style

    return style(page(FULL), Role.BODY, 60, colour="#FFFFFF")
