from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.text.engine import draw, draw_lines, set_text
from clipmaker.text.faces import glyph_bitmap

from .samples import CAPTION, HEADLINE, SENTENCES


def ink(image):
    """Return the box of pixels that are not transparent, right and bottom exclusive."""
    alpha = np.asarray(image)[..., 3]
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


def assert_whole(drawn):
    """All ink lies inside the picture, off its border, and just where the ink box says."""
    left, top, right, bottom = ink(drawn.image)
    assert left >= 1 and top >= 1
    assert right <= drawn.image.width - 1 and bottom <= drawn.image.height - 1
    assert drawn.ink.left <= drawn.left_px + left
    assert drawn.ink.top <= drawn.top_px + top
    assert drawn.ink.right >= drawn.left_px + right
    assert drawn.ink.bottom >= drawn.top_px + bottom


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("size", [88, 41.5])
def test_ink_is_never_clipped(language, size):
    style = replace(HEADLINE, language=language, size_px=size)
    assert_whole(draw(set_text(SENTENCES[language], style, width_px=768)))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="jgQyÅǦẤ,;(|@fÖ́̈ ", min_size=1, max_size=12).filter(str.strip))
def test_any_mix_of_tall_and_deep_letters_is_drawn_whole(text):
    drawn = draw(set_text(text, replace(HEADLINE, size_px=40), width_px=900))
    if drawn.colours:
        assert_whole(drawn)


def test_a_glyph_has_no_ink_at_the_edge_of_what_a_larger_canvas_shows():
    """Glyph pictures hold everything: their outer rows and columns are the last with ink."""
    paragraph = set_text("Qgjÿ", HEADLINE, width_px=900)
    for run in paragraph.lines[0].runs:
        for glyph, _, _ in run.glyphs:
            coverage = glyph_bitmap(run.face, glyph, 88, 0).coverage
            assert coverage[0].any() or coverage[:, 0].any()


def test_letters_stand_on_the_baseline():
    for line in draw_lines(set_text("HHH\nxxx", HEADLINE, width_px=900)):
        assert abs(line.drawn.ink.bottom - line.baseline_px) <= 1


def test_lines_together_are_the_paragraph():
    paragraph = set_text(SENTENCES["en"], HEADLINE, width_px=700)
    whole, parts = draw(paragraph), draw_lines(paragraph)
    assert len(parts) == len(paragraph.lines) > 1
    canvas = np.zeros_like(np.asarray(whole.image))
    for part in parts:
        image = np.asarray(part.drawn.image)
        y, x = part.drawn.top_px - whole.top_px, part.drawn.left_px - whole.left_px
        box = canvas[y : y + image.shape[0], x : x + image.shape[1], 3]
        np.maximum(box, image[..., 3], out=box)
    assert np.array_equal(canvas[..., 3], np.asarray(whole.image)[..., 3])


def test_text_from_the_right_is_flush_right():
    style = replace(CAPTION, language="he")
    paragraph = set_text("שומר המגדלור\nיישאר", style, width_px=900)
    assert paragraph.right_to_left
    long, short = draw_lines(paragraph)
    assert long.left_px == 0
    assert short.left_px + short.line.width_px == pytest.approx(paragraph.width_px)


def test_alignment():
    paragraph = set_text("a long line\nab", CAPTION, width_px=900)
    spare = paragraph.width_px - paragraph.lines[1].width_px
    found = {a: draw_lines(paragraph, align=a)[1].left_px for a in ("start", "centre", "end")}
    assert found == {"start": 0, "centre": pytest.approx(spare / 2), "end": pytest.approx(spare)}


def test_pixels_are_of_the_text_colours_only():
    style = replace(HEADLINE, colour="#C9D1E3", highlight="#FFD60A")
    drawn = draw(set_text("He *stays* now", style, width_px=900))
    assert drawn.colours == ("#C9D1E3", "#FFD60A")
    pixels = np.asarray(drawn.image).reshape(-1, 4)
    solid = {tuple(int(v) for v in p) for p in np.unique(pixels[pixels[:, 3] == 255], axis=0)}
    assert solid == {(0xC9, 0xD1, 0xE3, 255), (0xFF, 0xD6, 0x0A, 255)}


def test_quarter_pixel_places_keep_letterfit_even():
    """The same letter at different fractions is drawn differently, not just moved."""
    run = set_text("l", CAPTION, width_px=900).lines[0].runs[0]
    faces = [glyph_bitmap(run.face, run.glyphs[0][0], 40, part).coverage for part in range(4)]
    assert len({face.tobytes() for face in faces}) == 4
    sums = [int(face.sum()) for face in faces]
    assert max(sums) - min(sums) < 0.02 * max(sums)


def test_the_same_text_is_the_same_bytes_in_any_thread():
    def picture(language):
        glyph_bitmap.cache_clear()
        style = replace(HEADLINE, language=language)
        return draw(set_text(SENTENCES[language], style, width_px=700)).image.tobytes()

    languages = ["en", "ko", "ar", "hi", "th", "ja"] * 3
    once = [picture(language) for language in languages]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(picture, languages)) == once


def test_an_empty_paragraph_is_a_transparent_pixel():
    drawn = draw(set_text("", CAPTION, width_px=500))
    assert drawn.image.getextrema()[3] == (0, 0)
    assert drawn.colours == ()
