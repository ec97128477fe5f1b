"""Words that are wider than a line: hyphenated where their language does."""

import pytest

from clipmaker.text.engine import measure, set_text
from clipmaker.text.hyphens import hyphenation_points
from clipmaker.text.model import TextStyle


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("de", "Bundesverfassungsgericht", "Bun-des-ver-fas-sungs-ge-richt"),
        ("de-AT", "Grundstücksverkehr", "Grund-stücks-ver-kehr"),
        ("nl", "arbeidsongeschiktheid", "arbeids-on-ge-schikt-heid"),
        ("hu", "megszentségteleníthetetlen", "meg-szent-ség-te-le-nít-he-tet-len"),
        ("sv", "järnvägsstation", "järn-vägs-sta-tion"),
        ("fi", "perustuslakivaliokunta", "perustuslakivaliokunta"),
        ("ko", "word", "word"),
    ],
)
def test_points(language: str, word: str, parts: str) -> None:
    points = hyphenation_points(word, language)
    found = [word[a:b] for a, b in zip((0, *points), (*points, len(word)), strict=True)]
    assert "-".join(found) == parts


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("de", "Bundesverfassungsgericht", ["Bundesverfassungs-", "gericht"]),
        ("de", "Verlängerungsgesetze", ["Verlängerungs-", "gesetze"]),
        ("nl", "arbeidsongeschiktheidswet", None),
        ("fi", "perustuslakivaliokunta", None),
    ],
)
def test_a_word_that_is_too_wide_is_hyphenated(
    language: str, word: str, parts: list[str] | None
) -> None:
    style = TextStyle(family="Inter", weight=700, size_px=80, language=language)
    width = measure(word, style) * 0.8
    found = [line.text for line in set_text(word, style, width_px=width).lines]
    if parts is not None:
        assert found == parts
    assert "".join(line.removesuffix("-") for line in found) == word
    points = hyphenation_points(word, language)
    if points:
        assert len(found[0].removesuffix("-")) in points
