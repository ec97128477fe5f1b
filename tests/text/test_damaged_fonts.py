"""Fonts of a brand come from strangers: a damaged one is called so, and nothing else happens."""

import random
from pathlib import Path

import pytest

from clipmaker.errors import ClipmakerError, MediaError
from clipmaker.text import faces
from clipmaker.text.fonts import candidates, own_family
from clipmaker.text.itemize import analyse


def damaged(folder: Path, number: int) -> Path:
    """Return a copy of a font with bits flipped in it."""
    source = candidates("Inter", "en")[0].path
    assert source is not None
    content = bytearray(source.read_bytes())
    chance = random.Random(number)
    for _ in range(20_000):
        content[chance.randrange(2000, len(content))] ^= 1 << chance.randrange(8)
    file = folder / f"{number}.ttf"
    file.write_bytes(content)
    return file


def without_outlines(folder: Path) -> Path:
    """Return a copy of a font in which every glyph is blank: its table of outlines is empty."""
    source = candidates("Inter", "en")[0].path
    assert source is not None
    content = bytearray(source.read_bytes())
    for record in range(12, 12 + 16 * int.from_bytes(content[4:6], "big"), 16):
        if content[record : record + 4] == b"loca":
            start, length = (
                int.from_bytes(content[record + at : record + at + 4], "big") for at in (8, 12)
            )
            content[start : start + length] = bytes(length)
    file = folder / "blank.ttf"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("text", ["A photo", "2700", "é", "Война"])
def test_a_font_whose_letters_are_blank_is_named(text: str, tmp_path: Path) -> None:
    family = own_family([without_outlines(tmp_path)])
    with pytest.raises(MediaError, match=r"blank\.ttf: this font is damaged: its “.” is blank"):
        analyse(text, family, "en")
    assert not analyse("—  …", family, "en").missing


@pytest.mark.parametrize("number", range(8))
def test_glyphs_of_a_damaged_font_are_drawn_or_it_is_named(number: int, tmp_path: Path) -> None:
    file = damaged(tmp_path, number)
    font_key = f"own:{file}"
    found = []
    for glyph in range(0, 1500, 25):
        try:
            key = faces.face_key(faces.by_key(font_key), 600, 32)
            faces.glyph_bitmap(key, glyph, 40.0)
        except ClipmakerError as error:
            assert isinstance(error, MediaError)
            assert f"{number}.ttf: this font is damaged" in error.message
            found.append(error)
    assert found
