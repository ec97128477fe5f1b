"""Times, names and languages: small functions with laws."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.door.clock import format_clock, parse_clock
from clipmaker.door.document import dotted, nearest
from clipmaker.languages import (
    NAMES,
    is_language,
    language_name,
    nearest_language,
    two_letters,
)
from clipmaker.story.slug import MAX_CHARACTERS, SLUG, make_slug


@given(ms=st.integers(0, 99 * 3600 * 1000))
def test_every_time_comes_back(ms: int) -> None:
    assert parse_clock(format_clock(ms)) == ms


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0:00", 0),
        ("0:03", 3000),
        ("0:21.5", 21_500),
        ("0:21.050", 21_050),
        ("00:21.05", 21_050),
        ("75:00", 4_500_000),
        ("1:00:00", 3_600_000),
    ],
)
def test_times(text: str, ms: int) -> None:
    assert parse_clock(text) == ms


@pytest.mark.parametrize(
    "text",
    ["", "3", "0:3", "0:60", "1:60:00", "0:03.", "0:03.1234", "-0:03", "0:03s", "٠:٠٣", "0:03\n"],
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        parse_clock(text)


def test_no_time_before_the_start() -> None:
    with pytest.raises(ValueError, match="before the start"):
        format_clock(-1)


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Captured soldier says he wants to stay", "captured-soldier-says-he-wants-to-stay"),
        ("Zelenskyy: “It’s over”", "zelenskyy-its-over"),
        ("Łódź, Ærø & Straße in Þingvellir", "lodz-aero-strasse-in-thingvellir"),
        ("Élysée 2025", "elysee-2025"),
        ("100 000", "100-000"),
        ("BTS 방탄소년단", ""),
        ("Президент", ""),
        ("BBC's man in 서울", "bbcs-man-in"),
        ("!?", ""),
        ("x" * 100, "x" * 60),
    ],
)
def test_slugs(headline: str, slug: str) -> None:
    assert make_slug(headline) == slug


@given(headline=st.text(max_size=200))
def test_every_slug_is_a_folder_name(headline: str) -> None:
    slug = make_slug(headline)
    assert len(slug) <= MAX_CHARACTERS
    assert slug == "" or SLUG.fullmatch(slug)


@given(
    words=st.lists(st.from_regex(re.compile(r"[a-z]{2,9}", re.ASCII), fullmatch=True), min_size=1)
)
def test_a_slug_holds_whole_words_from_the_front(words: list[str]) -> None:
    parts = make_slug(" ".join(words)).split("-")
    assert parts == words[: len(parts)]
    assert len("-".join(words[: len(parts) + 1])) > MAX_CHARACTERS or parts == words


def test_languages() -> None:
    assert len(NAMES) == 183
    assert all(re.fullmatch("[a-z]{2}", code) for code in NAMES)
    assert language_name("ko") == "Korean"
    assert language_name("gd") == "Scottish Gaelic"
    assert is_language("uk")
    assert not is_language("UK")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Korean", "ko"),
        ("kor", "ko"),
        ("ko-KR", "ko"),
        ("KO", "ko"),
        ("jp", "ja"),
        ("ua", "uk"),
        ("Ukranian", "uk"),
        ("pt_BR", "pt"),
        ("ger", "de"),
        ("Farsi", "fa"),
        ("Deutsch", "de"),
        ("Français", "fr"),
        ("українська", "uk"),
        ("日本語", "ja"),
        ("한국어", "ko"),
        ("qqq", ""),
        ("", ""),
    ],
)
def test_language_that_was_meant(written: str, meant: str) -> None:
    assert nearest_language(written) == meant


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("rus", "ru"),
        ("und", ""),
        ("", ""),
        ("fre", "fr"),
        ("fra", "fr"),
        ("en-US", "en"),
        ("haw", "haw"),
    ],
)
def test_languages_of_media_files(code: str, short: str) -> None:
    assert two_letters(code) == short


def test_places() -> None:
    assert dotted(("shots", 2, "photo", "credit")) == "shots[2].photo.credit"
    assert dotted(()) == ""
    assert nearest("Titel", ["title", "caption"]) == "title"
    assert nearest("zzz", ["title", "caption"]) == ""
