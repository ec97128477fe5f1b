import unicodedata
from dataclasses import replace

import pytest

from clipmaker.text.engine import draw, measure, metrics, set_text
from clipmaker.text.itemize import analyse
from clipmaker.text.shape import FontSource, setting_of, shape

from .samples import CAPTION, HEADLINE, SENTENCES

PLAIN = replace(CAPTION, tracking_em=0.0)


def shaped(text, style=PLAIN):
    found = analyse(unicodedata.normalize("NFC", text), style.family, style.language)
    source = FontSource(found.text, found.fonts, found.scripts, found.levels)
    return shape(source, setting_of(style))


def test_a_kerned_pair_is_narrower_than_its_letters():
    assert measure("AV", PLAIN) < measure("A", PLAIN) + measure("V", PLAIN) - 1


def test_width_grows_in_proportion_to_size():
    assert measure("lighthouse", replace(PLAIN, size_px=34)) == pytest.approx(
        measure("lighthouse", PLAIN) / 2
    )


def test_tracking_is_added_between_letters_only():
    tight = replace(PLAIN, tracking_em=-0.02)
    assert measure("abcd", PLAIN) - measure("abcd", tight) == pytest.approx(3 * 0.02 * 68)
    assert measure("a", PLAIN) == measure("a", tight)


def test_tracking_never_tears_joined_letters():
    tight = replace(PLAIN, tracking_em=-0.05)
    for text in ("منارة", "प्रकाश", "ประภาคาร"):
        assert measure(text, tight) == measure(text, PLAIN)


def test_tabular_digits_are_equally_wide():
    style = replace(PLAIN, tabular_digits=True)
    assert len({round(measure(digit, style), 3) for digit in "0123456789"}) == 1
    assert measure("1", PLAIN) < measure("1", style)


def test_weight_and_optical_size_change_the_width():
    assert measure("weight", replace(PLAIN, weight=900)) > measure("weight", PLAIN)
    assert measure("weight", replace(PLAIN, optical_size=14)) != measure("weight", PLAIN)
    assert measure("weight", replace(PLAIN, weight=5000)) == measure(
        "weight", replace(PLAIN, weight=900)
    )


@pytest.mark.parametrize("language", SENTENCES)
def test_no_glyph_is_missing(language):
    style = replace(HEADLINE, language=language)
    glyphs = shaped(SENTENCES[language].replace("*", ""), style).glyphs
    assert glyphs
    assert all(glyph.number for glyph in glyphs)


def test_what_was_written_is_what_is_shown():
    assert len(shaped("a -> b => c x 4x4").glyphs) == len("a -> b => c x 4x4")


def test_arabic_joins_and_reads_from_the_right():
    glyphs = shaped("بب").glyphs
    assert glyphs[0].number != glyphs[1].number
    places = [glyph.place for glyph in glyphs]
    assert places == sorted(places, reverse=True)


def test_joining_does_not_stop_where_emphasis_begins():
    whole = shaped("منارة").glyphs
    parted = [glyph for part in ("من", "ارة") for glyph in shaped(part).glyphs]
    assert [g.number for g in whole] != [g.number for g in parted]


def test_full_width_brackets_give_up_their_blank_half_at_the_start():
    style = replace(PLAIN, language="ja")
    assert measure("「島", style) == pytest.approx(1.5 * 68, abs=0.1)
    assert measure("島「島", style) == pytest.approx(3 * 68, abs=0.1)
    assert measure("島）。", style) == pytest.approx(2.5 * 68, abs=0.1)


def test_composed_and_decomposed_text_are_the_same():
    assert measure("é", PLAIN) == measure("e\u0301", PLAIN)
    assert measure("각", PLAIN) == measure("\u1100\u1161\u11a8", PLAIN)


def test_x_height_is_that_of_the_drawn_letter():
    paragraph = set_text("x", HEADLINE, width_px=500)
    ink = draw(paragraph).ink
    assert metrics(HEADLINE).x_height_px == pytest.approx(ink.bottom - ink.top, abs=1.5)


def test_metrics_are_inters():
    found = metrics(replace(PLAIN, size_px=100))
    assert found.cap_height_px == pytest.approx(72.7, abs=0.5)
    assert found.ascent_px == pytest.approx(96.9, abs=0.5)
    assert found.descent_px == pytest.approx(24.1, abs=0.5)
