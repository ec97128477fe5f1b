"""Who translated, as a viewer reads it."""

import pytest

from clipmaker.cues.credit import Translation
from clipmaker.paint.translated import draft_words, translation_words
from clipmaker.paint.wording import wording

NEWSROOM = "News in 60 seconds"
CHECKED = "Translation: automated, checked by an editor"


@pytest.mark.parametrize(
    ("translation", "line"),
    [
        (Translation(), ""),
        (Translation(automated=True), CHECKED),
        (Translation(automated=True, checked=False), "Automated translation, not checked"),
        (Translation(names=("AFP",)), "Translation: AFP"),
        (Translation(own=True), "Translation: News in 60 seconds"),
        (Translation(names=("AFP",), own=True), "Translation: AFP, News in 60 seconds"),
        (Translation(names=("AFP", NEWSROOM), own=True), "Translation: AFP, News in 60 seconds"),
        (
            Translation(automated=True, names=("AFP", "dpa")),
            "Translation: AFP, dpa (in part automated, checked by an editor)",
        ),
        (
            Translation(automated=True, checked=False, own=True),
            "Translation: News in 60 seconds (in part automated, not checked)",
        ),
        (Translation(unknown=True), ""),
        (Translation(unknown=True, own=True, names=("AFP",)), ""),
        (
            Translation(unknown=True, own=True, automated=True),
            "Translation: in part automated, checked by an editor",
        ),
    ],
)
def test_the_line_says_what_is_true(translation: Translation, line: str) -> None:
    assert translation_words(wording("en"), translation, NEWSROOM) == line


@pytest.mark.parametrize(
    ("translation", "note"),
    [
        (Translation(automated=True, checked=False), "automated translation, not checked"),
        (
            Translation(automated=True, checked=False, own=True),
            "automated translation, not checked",
        ),
        (Translation(own=True), "not approved yet"),
        (Translation(names=("AFP",)), "not approved yet"),
        (Translation(unknown=True), "not approved yet"),
        (Translation(automated=True, own=True), "not approved yet"),
    ],
)
def test_the_mark_of_a_draft_calls_nothing_automated_that_a_person_wrote(
    translation: Translation, note: str
) -> None:
    assert draft_words(wording("en"), translation, foreign=True) == note


def test_it_is_said_in_the_audiences_language() -> None:
    said = translation_words(wording("de"), Translation(names=("AFP", "dpa")), NEWSROOM)
    assert said.endswith("AFP, dpa")
    assert not said.startswith("Translation")
