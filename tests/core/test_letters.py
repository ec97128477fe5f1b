"""Which letters a text is written in, and which language they tell of."""

from __future__ import annotations

import pytest

from clipmaker.languages import NAMES, country_language, three_letters, two_letters
from clipmaker.letters import in_latin, letters_of


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("ทหารที่ถูกจับกล่าวว่า", "th", "Thai"),
        ("북한군 포로 2명, BBC 보도", "ko", "Korean"),
        ("ロシアの捕虜です", "ja", "Japanese"),
        ("捕虜はロシアで捕獲", "ja", "Japanese"),
        ("中国新闻，两名士兵被俘", "zh", "Chinese"),
        ("ကမ္ဘာ့သတင်း", "my", "Burmese"),
        ("Ειδήσεις στο BBC", "el", "Greek"),
        ("חדשות העולם", "he", "Hebrew"),
        ("Війна в Україні", "", "Cyrillic"),
        ("أخبار العالم", "", "Arabic"),
        ("विश्व समाचार", "", "Devanagari"),
    ],
)
def test_letters_decide_where_only_one_language_is_written_so(
    text: str, language: str, name: str
) -> None:
    letters = letters_of(text)
    assert letters is not None
    assert (letters.language, letters.name) == (language, name)


@pytest.mark.parametrize("text", ["", "2025 — 13:30", "News, with one 한 word", "Zürich, Łódź"])
def test_latin_letters_decide_nothing(text: str) -> None:
    assert letters_of(text) is None


def test_tags_addresses_and_labels_say_nothing() -> None:
    page = '<div class="article-body">전쟁</div>\nSources: \nhttps://example.org/a-long-address'
    letters = letters_of(page)
    assert letters is not None and letters.language == "ko"


@pytest.mark.parametrize(
    ("text", "language", "another"),
    [
        ("북한군 포로", "en", True),
        ("북한군 포로", "kr", True),
        ("북한군 포로", "ko", False),
        ("捕虜", "ja", False),
        ("ນັກຂ່າວ", "la", True),
        ("Война", "en", True),
        ("Война", "uz", False),
        ("Война", "bg", False),
        ("دنیا", "ur", False),
    ],
)
def test_letters_of_another_language(text: str, language: str, another: bool) -> None:
    letters = letters_of(text)
    assert letters is not None
    assert letters.another_than(language) is another


def test_a_countrys_code_is_no_rare_language() -> None:
    """CLDR says what is spoken in a country; the engines say which languages they hear."""
    from babel.core import get_global
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    likely = get_global("likely_subtags")
    for code in NAMES:
        meant = country_language(code)
        if not meant:
            continue
        assert code not in _LANGUAGE_CODES
        main = likely.get(f"und_{code.upper()}", "en").split("_")[0]
        assert meant == main
        assert two_letters(three_letters(code)) == code
    assert country_language("kr") == "ko"
    assert not any(country_language(code) for code in ("sw", "be", "ga", "ko", "ar", "my"))


def test_some_languages_of_other_scripts_are_written_in_latin_letters_too() -> None:
    assert all(in_latin(code) for code in ("sr", "de", "vi", "kk"))
    assert not any(in_latin(code) for code in ("ko", "uk", "ar", "th"))
