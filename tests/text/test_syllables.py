"""Where lines may begin in scripts that do not part words by spaces."""

import unicodedata

import pytest

from clipmaker.cues.cutting.lines import break_lines
from clipmaker.summary.cuts import cut_to_fit, find_cuts
from clipmaker.text.breaks import find_breaks, split_breaks
from clipmaker.text.syllables import has_dictionaries, syllable_starts

WORDS = {
    "th": ["ทหาร", "เกาหลีเหนือ", "ต้องการ", "อยู่", "ใน", "ยูเครน"],
    "lo": ["ທະຫານ", "ບອກວ່າ", "ບາດເຈັບ"],
    "km": ["ទាហាន", "ចង់", "ស្នាក់នៅ", "អ៊ុយក្រែន"],
    "my": ["စစ်သား", "နှစ်", "ဦး", "ကို", "ဖမ်းဆီး", "ခဲ့", "သည်"],
}
STACKERS = "\u17d2\u1039"
BEFORE = "เแโใไເແໂໃໄ"
BEHIND = "\u0e30\u0e32\u0e33\u0e46\u0eb0\u0eb2\u0eb3\u0ec6"


def torn(text: str, at: int) -> bool:
    """Whether a line that begins here would show a mark or a part of a letter by itself."""
    before, after = text[at - 1], text[at]
    return (
        unicodedata.category(after).startswith("M")
        or before in STACKERS + BEFORE
        or after in BEHIND
        or text[at + 1 : at + 2] == "\u103a"
    )


@pytest.mark.parametrize("code", WORDS)
def test_no_line_begins_inside_a_syllable(code: str) -> None:
    text = "".join(WORDS[code])
    every = split_breaks(text, find_breaks(text, code), [(0, len(text))])
    places = [found.at for found in every if found.at < len(text)]
    assert len(places) > len(WORDS[code])
    assert not [at for at in places if torn(text, at)]
    assert {at for at in syllable_starts(text) if 0 < at < len(text)} == set(places)


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("width", [4, 6, 9, 14])
def test_no_subtitle_line_begins_inside_a_syllable(code: str, width: int) -> None:
    text = "".join(WORDS[code])
    lines = break_lines(
        text, measure=len, width_px=width, lines=20, lines_at_most=40, language=code
    )
    assert lines is not None
    assert "".join(lines) == text
    place = 0
    for line in lines[:-1]:
        place += len(line)
        assert not torn(text, place)


@pytest.mark.skipif(not has_dictionaries(), reason="ICU comes with the extra “fonts”")
@pytest.mark.parametrize("code", WORDS)
def test_lines_break_between_words(code: str) -> None:
    text = "".join(WORDS[code])
    ends, place = set(), 0
    for word in WORDS[code]:
        place += len(word)
        ends.add(place)
    found = {found.at for found in find_breaks(text, code)}
    assert found >= ends - {len(text)}
    assert len(found) <= len(ends) + 2


@pytest.mark.parametrize("code", WORDS)
def test_a_long_text_is_cut_between_words_for_its_cards(code: str) -> None:
    text = " ".join("".join(WORDS[code]) for _ in range(3))
    parts = cut_to_fit(text, lambda part: len(part) <= len(text) // 2, code)
    assert parts is not None
    assert " ".join(parts) == text
    assert not [cut.at for cut in find_cuts(text, code) if torn(text, cut.at)]
