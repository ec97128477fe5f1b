"""Names with which a speech engine is primed."""

from __future__ import annotations

from clipmaker.cues.judging.glossary import Term
from clipmaker.speech.utterance import said_before

KURSK = Term(spelling="Kursk", sources=("쿠르스크", "Курск"))
MADRID = Term(spelling="Madrid")
ZELENSKYY = Term(spelling="Zelenskyy", sources=("Зеленський",))


def test_names_are_spelt_as_they_are_spoken() -> None:
    names = (KURSK, MADRID, ZELENSKYY)
    assert said_before(names, "ko") == "쿠르스크."
    assert said_before(names, "uk") == "Зеленський, Курск."
    assert said_before(names, "es") == "Zelenskyy, Madrid, Kursk."
    assert said_before(names, "") == "Zelenskyy, Madrid, Kursk."
    assert said_before((MADRID,), "ko") == ""
    assert said_before((), "es") == ""


def test_the_first_names_are_never_cut_off() -> None:
    many = (KURSK, *(Term(spelling=f"Name number {i}") for i in range(100)))
    text = said_before(many, "en")
    assert len(text) <= 160
    assert text.endswith("Kursk.")
