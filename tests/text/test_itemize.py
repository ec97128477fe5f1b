import pytest
from uniseg.graphemecluster import grapheme_cluster_boundaries

from clipmaker.text.itemize import analyse, cluster_starts

from .samples import SENTENCES


def runs(text, language="en"):
    """Return pairs of text and font key."""
    found = analyse(text, "Inter", language)
    result = []
    for character, font in zip(found.text, found.fonts, strict=True):
        if result and result[-1][1] == font:
            result[-1] = (result[-1][0] + character, font)
        else:
            result.append((character, font))
    return result


@pytest.mark.parametrize("language", SENTENCES)
def test_every_script_is_covered(language):
    assert analyse(SENTENCES[language], "Inter", language).missing == ()


def test_digits_stay_in_the_brand_family():
    assert runs("שנת 2025", "he") == [("שנת ", "noto-sans-hebrew"), ("2025", "inter")]
    assert [font for text, font in runs("2025년", "ko")] == ["inter", "noto-sans-cjk-kr"]


def test_a_dash_that_a_font_lacks_falls_back():
    assert ("—", "inter") in [(text.strip(), font) for text, font in runs("نعم — لا", "ar")]


def test_a_mark_stays_with_its_letter():
    text = "क्षि x"
    fonts = analyse(text, "Inter", "hi").fonts
    assert set(fonts[:4]) == {"noto-sans-devanagari"}
    assert len(set(analyse("q\u0308\u0323", "Inter", "en").fonts)) == 1


def test_both_brackets_of_a_pair_come_from_one_font():
    for text, language in (("Kim (김정)", "en"), ("서울(AB)에서", "ko"), ("“서울” (섬).", "ko")):
        found = analyse(text, "Inter", language)
        brackets = {f for c, f in zip(found.text, found.fonts, strict=True) if c in "()“”"}
        assert len(brackets) == 1, text


def test_punctuation_inside_one_script_is_set_in_its_font():
    assert runs("섬, 등대!", "ko") == [("섬, 등대!", "noto-sans-cjk-kr")]
    assert runs("島「灯台」。", "ja") == [("島「灯台」。", "noto-sans-cjk-jp")]


def test_invisible_characters_need_no_glyph():
    assert analyse("a\u200f\u00ad\u2060\ufeffb\u200dc", "Inter", "en").missing == ()


def test_unusual_spaces_are_made_from_the_plain_one():
    assert analyse("10\u202f% a\u2009b\u00a0c", "Inter", "fr").missing == ()


def test_emoji_are_found_whole():
    found = analyse("👩‍👩‍👧 ☀️", "Inter", "en")
    assert found.missing == ()
    assert set(found.fonts[:5]) == {"noto-emoji"}
    assert found.fonts[-1] == "noto-emoji"


def test_neutral_characters_take_the_script_beside_them():
    found = analyse("“да”, yes", "Inter", "en")
    assert found.scripts[0] == found.scripts[4] == "Cyrl"
    assert found.scripts[-1] == "Latn"


def test_plain_characters_part_as_the_algorithm_says():
    few = (*range(0x30, 0x50), *range(0xA0, 0x600), *range(0x2000, 0x20D0), *range(0x3000, 0x3040))
    letters = "".join(map(chr, (*few, *range(0xAC00, 0xD7A4, 301))))
    for start in range(0, len(letters), 16):
        part = letters[start : start + 16]
        text = f"{part[::-1]}{part}\n"
        assert list(cluster_starts(text)) == list(grapheme_cluster_boundaries(text))
