"""Who translated, as a viewer reads it."""

import pytest

from clipmaker.cues.credit import Translation
from clipmaker.paint.translated import translation_words
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
        (Translation(automated=True, names=("AFP", "dpa")), f"{CHECKED} · Translation: AFP, dpa"),
    ],
)
def test_the_line_says_what_is_true(translation: Translation, line: str) -> None:
    assert translation_words(wording("en"), translation, NEWSROOM) == line


def test_it_is_said_in_the_audiences_language() -> None:
    said = translation_words(wording("de"), Translation(names=("AFP", "dpa")), NEWSROOM)
    assert said.endswith("AFP, dpa")
    assert not said.startswith("Translation")
