"""The words that the program itself puts on screen."""

import re
from dataclasses import fields

import pytest

from clipmaker.languages import is_language
from clipmaker.paint.styles import capitals
from clipmaker.paint.wording import Wording, wording, words_digest
from clipmaker.resources import assets_dir

from .looks import FULL, card, page, paint

LANGUAGES = sorted(file.stem for file in (assets_dir() / "words").glob("*.toml"))
PLACES = {
    "spoken": ["{language}"],
    "translated_by": ["{credit}"],
    "photo": ["{credit}"],
    "footage": ["{credit}"],
    "sources": ["{names}"],
    "each_dot": ["{amount}"],
    "music": ["{credit}"],
    "next_at": ["{time}"],
    "corrections": ["{address}"],
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_word(code):
    said = wording(code)
    assert said.language == code
    assert is_language(code)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", said.dated)
    for field in fields(Wording):
        text = getattr(said, field.name)
        assert text.strip(), field.name
        assert re.findall(r"\{.*?\}", text) == PLACES.get(field.name, []), field.name


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_can_be_painted_and_fits(code):
    said, on = wording(code), page(FULL, language=code)
    from clipmaker.canvas.placement import Point, footage_layout
    from clipmaker.paint.overlays import footage_overlay

    placed = footage_layout(1920, 1080, Point(), None, FULL, right_to_left=on.right_to_left)
    for draft in ("", said.draft_note(foreign=True), said.draft_note(foreign=False)):
        overlay = footage_overlay(
            on,
            placed,
            credit=said.footage_credit("AFP"),
            label=said.spoken_in("pt"),
            translation=said.translation_line(),
            draft=draft,
        )
        assert len(overlay.texts) == (4 if draft else 3)
        assert min(box.size_px for box in overlay.texts) >= 20
    paint(card("end", sources=("AFP", "dpa")), on)


@pytest.mark.parametrize(
    ("audience", "code", "label", "shown"),
    [
        ("en", "ko", "", "IN KOREAN"),
        ("en", "pt-BR", "", "IN PORTUGUESE"),
        ("en", "ko", "Translated from Korean", "Translated from Korean"),
        ("en", "", "", ""),
        ("en", "xx", "", ""),
        ("de", "ko", "", "AUF KOREANISCH"),
        ("fr", "ko", "", "EN CORÉEN"),
        ("ar", "ko", "", "اللغة: الكورية"),
        ("el", "ko", "", "ΓΛΩΣΣΑ: ΚΟΡΕΑΤΙΚΑ"),
        ("fi", "ko", "", "IN KOREAN"),
    ],
)
def test_language_labels(audience, code, label, shown):
    assert wording(audience).spoken_in(code, label) == shown


def test_speech_is_described_as_the_facts_are():
    said = wording("en")
    assert said.translation_line() == "Translation: automated, checked by an editor"
    assert said.translation_line("AFP") == "Translation: AFP"
    assert said.draft_note(foreign=True) == "automated translation, not checked"
    assert said.draft_note(foreign=False) == "automated transcript, not checked"


def test_credits_say_what_they_are_once():
    said = wording("en")
    assert said.footage_credit(" AFP ") == "Footage: AFP"
    assert said.photo_credit("Foto: dpa") == "Foto: dpa"
    assert said.photo_credit("© Reuters") == "© Reuters"
    assert said.photo_credit("") == ""
    assert said.photo_credit("{credit}") == "Photo: {credit}"
    assert wording("ja").photo_credit("写真：共同") == "写真：共同"


def test_sources_are_listed_as_the_audience_writes_lists():
    assert wording("en").listed(("AFP", "AP")) == "Sources: AFP, AP"
    assert wording("ar").listed(("AFP", "AP")) == "المصادر: AFP، AP"
    assert wording("fr").listed(("AFP",)) == "Sources\u00a0: AFP"
    assert wording("de").listed(("AFP", "AP"), "Mit Material von") == "Mit Material von: AFP, AP"


def test_the_digest_tells_languages_apart():
    assert words_digest("de") != words_digest("en") == words_digest("fi")


def test_greek_capitals_carry_no_stress():
    assert capitals("μία ή δύο Μαΐου", "el") == "ΜΙΑ Ή ΔΥΟ ΜΑΪΟΥ"
