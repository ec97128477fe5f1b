import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from clipmaker.errors import BudgetError, ExitCode, MissingToolError
from clipmaker.extras import install_line
from clipmaker.text import fonts
from clipmaker.text.engine import (
    MissingGlyphError,
    TextError,
    UnknownFamilyError,
    draw,
    families,
    font_digest,
    measure,
    missing_characters,
    set_text,
)
from clipmaker.text.errors import TooLongError
from clipmaker.text.faces import face_key
from clipmaker.text.itemize import analyse

from .samples import CAPTION, SENTENCES


@pytest.fixture
def without_extra(monkeypatch):
    """A machine on which the optional fonts are not installed."""
    real = fonts.find_spec
    caches = (fonts._locate, fonts.candidates, fonts.digest, analyse)

    def hidden(name):
        return None if name.startswith("manimgx") else real(name)

    monkeypatch.setattr(fonts, "find_spec", hidden)
    for cached in caches:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


def test_every_font_of_the_catalogue_is_where_it_says():
    missing = [font.key for font in fonts.catalogue() if font.path is None]
    assert missing == []
    assert len({font.key for font in fonts.catalogue()}) == len(fonts.catalogue())


def test_chinese_characters_are_drawn_in_the_face_of_their_language():
    def face(text, language):
        return analyse(text, "Inter", language).fonts[0]

    assert face("直", "ja") == "noto-sans-cjk-jp"
    assert face("直", "zh-Hans") == face("直", "zh") == "noto-sans-cjk-sc"
    assert face("直", "zh-TW") == face("直", "zh-Hant") == "noto-sans-cjk-tc"
    assert face("直", "zh-HK") == "noto-sans-cjk-hk"
    assert face("직", "en") == "noto-sans-cjk-kr"
    assert face("直です", "en") == "noto-sans-cjk-jp"


def test_a_character_that_no_font_has_is_named():
    text = "A bird 𓅃 and 𓀀"
    assert missing_characters(text, CAPTION) == ("𓅃", "𓀀")
    with pytest.raises(MissingGlyphError) as caught:
        set_text(text, CAPTION, width_px=900)
    assert "“𓀀” (U+13000 EGYPTIAN HIEROGLYPH A001)" in caught.value.message
    assert "“𓅃” (U+13143" in caught.value.message
    assert caught.value.exit_code == ExitCode.ENVIRONMENT


def test_a_control_character_is_refused_without_being_printed():
    with pytest.raises(MissingGlyphError, match="U\\+0007 control character") as caught:
        measure("a\x07b", CAPTION)
    assert "\x07" not in str(caught.value)


@pytest.mark.parametrize("text", ["섬", "島", "ไทย", "שלום", "😀"])
def test_the_install_line_names_the_extra_that_has_the_script(without_extra, text):
    with pytest.raises(MissingGlyphError) as caught:
        set_text(text, CAPTION, width_px=900)
    assert install_line(["fonts"]) in caught.value.remedy


def test_latin_cyrillic_and_greek_need_no_extra(without_extra):
    for language in ("en", "ru", "uk", "el", "vi", "de"):
        assert missing_characters(SENTENCES[language], CAPTION) == ()
    assert families() == ("Inter", "Source Serif 4")


def test_an_unknown_family_is_told_with_what_there_is():
    with pytest.raises(UnknownFamilyError, match="no font family “Arial”; there are Inter"):
        measure("a", replace(CAPTION, family="Arial"))


def test_a_family_that_is_not_installed_is_told_with_its_install_line(without_extra):
    with pytest.raises(UnknownFamilyError) as caught:
        measure("a", replace(CAPTION, family="Noto Sans"))
    assert install_line(["fonts"]) in caught.value.remedy


def test_errors_carry_the_exit_code_of_their_kind():
    assert issubclass(MissingGlyphError, MissingToolError)
    assert issubclass(TooLongError, BudgetError)
    assert TooLongError.exit_code == ExitCode.BUDGET
    assert all(issubclass(e, TextError) for e in (MissingGlyphError, TooLongError))


def test_the_digest_depends_on_the_family_and_is_stable():
    assert font_digest("Inter") == font_digest("Inter")
    assert font_digest("Inter") != font_digest("Noto Sans")
    assert font_digest("Inter", "Noto Sans") == font_digest("Noto Sans", "Inter")


def test_the_digest_changes_when_fallback_fonts_go(without_extra):
    bare = font_digest("Inter")
    fonts.digest.cache_clear()
    fonts._locate.cache_clear()
    assert len(bare) == 64
    assert {font.key for font in fonts.catalogue() if font.path} == {"inter", "source-serif"}


def test_a_family_of_one_s_own_files_is_drawn_as_the_catalogue_s(tmp_path):
    (serif,) = (font for font in fonts.catalogue() if font.key == "source-serif")
    own = shutil.copyfile(serif.path, tmp_path / "Ours: [odd].ttf")
    ours = replace(CAPTION, family=fonts.own_family([own]))
    theirs = replace(CAPTION, family="Source Serif 4")
    one, other = (draw(set_text(SENTENCES["en"], style, width_px=900)) for style in (ours, theirs))
    assert one.image.tobytes() == other.image.tobytes()
    assert missing_characters("섬", ours) == ()


def test_the_file_of_the_nearest_weight_is_taken(tmp_path):
    (inter,) = (font for font in fonts.catalogue() if font.key == "inter")
    files = []
    for weight in (400, 700):
        data = bytearray(inter.path.read_bytes())
        count = int.from_bytes(data[4:6], "big")
        tables = (data[12 + 16 * i : 28 + 16 * i] for i in range(count))
        (place,) = (int.from_bytes(t[8:12], "big") for t in tables if t[:4] == b"OS/2")
        data[place + 4 : place + 6] = weight.to_bytes(2, "big")
        files.append(tmp_path / f"{weight}.ttf")
        files[-1].write_bytes(data)
    (family,) = fonts.candidates(fonts.own_family(files), "en")[:1]
    taken = {w: face_key(family, w, 32).rpartition(":")[0] for w in (100, 500, 560, 800)}
    assert [Path(taken[w].removeprefix("own:")).stem for w in taken] == ["400", "400", "700", "700"]
