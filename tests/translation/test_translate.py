"""Sentences go to one translator after the other, and every one of them comes back."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from clipmaker.cues.judging.glossary import Term
from clipmaker.cues.maker import machine
from clipmaker.errors import TranslationError
from clipmaker.translation.configured import Configured
from clipmaker.translation.translate import translate
from clipmaker.translation.translator import (
    Given,
    Sentence,
    Translated,
    TranslationTask,
    TranslatorIdentity,
    Untranslated,
)

TASK = TranslationTask(source="pt", target="en")
SAID = tuple(Sentence(text=text) for text in ("Bom dia.", "Ele foi embora.", "Não vi nada."))


class Book:
    """A translator that looks sentences up, and counts how often it is asked."""

    def __init__(
        self,
        given: dict[str, str],
        *,
        lines: int | None = None,
        away: str = "",
        sees: Sequence[str] = (),
        version: str = "1",
    ) -> None:
        self.given, self.lines, self.away = given, lines, away
        self.sees, self.version = frozenset(sees), version
        self.asked: list[str] = []
        self.local, self.address = True, ""

    def can(self, source: str, target: str) -> bool:
        return (source, target) == ("pt", "en")

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        return TranslatorIdentity(name="book", version=self.version, sees=self.sees)

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        self.asked += [one.text for one in sentences]
        if self.away:
            raise TranslationError(self.away)
        given = [
            Translated(text=self.given[one.text], confidence=0.5)
            if one.text in self.given
            else Untranslated(reason="it does not know the sentence")
            for one in sentences
        ]
        return given[: self.lines]


def named(name: str, book: Book) -> Configured:
    return Configured(name=name, translator=book)


ALL = {"Bom dia.": "Good morning.", "Ele foi embora.": "He left.", "Não vi nada.": "I saw nothing."}


def test_every_sentence_has_a_text_its_maker_and_its_confidence() -> None:
    found = translate(SAID, TASK, [named("a", Book(ALL))])
    assert [one.text for one in found] == list(ALL.values())
    assert {one.by for one in found} == {machine("book")}
    assert {one.confidence for one in found} == {0.5}
    assert not any(one.refused for one in found)


def test_what_the_first_cannot_do_the_next_is_asked_for_and_nothing_else() -> None:
    first = Book({"Bom dia.": "Good morning.", "Ele foi embora.": "<b>He left.</b>"})
    second = Book(ALL)
    found = translate(SAID, TASK, [named("a", first), named("b", second)])
    assert [one.text for one in found] == list(ALL.values())
    assert second.asked == ["Ele foi embora.", "Não vi nada."]
    assert found[1].refused == ("a: it gave markup (“<b>”)",)
    assert found[2].refused == ("a: it does not know the sentence",)


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (Book(ALL, away="the server at gpu.example is away"), "gpu.example is away"),
        (Book(ALL, lines=1), "it gave 1 lines for 3 sentences"),
        (Book({}), "does not know"),
        (Book(dict.fromkeys(ALL, "")), "no words"),
    ],
)
def test_a_translator_that_fails_loses_no_sentence_and_says_why(book: Book, why: str) -> None:
    found = translate(SAID, TASK, [named("gpu", book)])
    assert len(found) == len(SAID)
    for one in found:
        assert one.text == ""
        assert one.by is None
        assert one.refused[0].startswith("gpu: ")
        assert why in one.refused[0]


def test_without_translators_or_words_sentences_stay_without_a_text() -> None:
    assert [one.text for one in translate(SAID, TASK, [])] == ["", "", ""]
    book = Book(ALL)
    found = translate([Sentence(text="…"), SAID[0]], TASK, [named("a", book)])
    assert [one.text for one in found] == ["", "Good morning."]
    assert book.asked == ["Bom dia."]
    assert translate([], TASK, [named("a", book)]) == ()


def test_the_same_sentence_is_asked_once_even_when_its_neighbours_changed() -> None:
    book = Book(ALL)
    first = translate(SAID, TASK, [named("a", book)])
    moved = [Sentence(text=one.text, before=("Oi.",)) for one in SAID]
    assert translate(moved, TASK, [named("a", book)]) == first
    assert book.asked == [one.text for one in SAID]


@pytest.mark.parametrize(
    ("sees", "task"),
    [
        ("glossary", TranslationTask(source="pt", target="en", glossary=(Term(spelling="Ana"),))),
        ("headline", TranslationTask(source="pt", target="en", headline="Storm")),
    ],
)
def test_what_a_translator_sees_is_asked_again_when_it_changed(
    sees: str, task: TranslationTask
) -> None:
    seeing, blind = Book(ALL, sees=[sees]), Book(ALL)
    for book in (seeing, blind):
        for asked in (TASK, task, task):
            translate(SAID[:1], asked, [named("a", book)])
    assert len(seeing.asked) == 2
    assert len(blind.asked) == 1


def test_another_model_is_asked_anew_and_refused_texts_are_not_kept() -> None:
    translate(SAID[:1], TASK, [named("a", Book(ALL))])
    newer = Book(ALL, version="2")
    translate(SAID[:1], TASK, [named("a", newer)])
    assert newer.asked == ["Bom dia."]
    mad = Book(dict.fromkeys(ALL, "한국어 문장"), version="3")
    for _ in range(2):
        translate(SAID[:1], TASK, [named("a", mad)])
    assert len(mad.asked) == 2


@pytest.mark.parametrize("harm", ["text", "cut", "other"])
def test_a_damaged_text_in_the_cache_is_asked_for_again(cache: Path, harm: str) -> None:
    translate(SAID[:1], TASK, [named("a", Book(ALL))])
    translate(SAID[1:2], TASK, [named("a", Book(ALL))])
    files = sorted((cache / "translations").rglob("*.json"))
    assert len(files) == 2
    for file in files:
        if harm == "text":
            checksum, _, said = file.read_text("utf-8").partition("\n")
            other = json.dumps({**json.loads(said), "text": "Good evening."})
            file.write_text(f"{checksum}\n{other}", "utf-8")
        elif harm == "cut":
            file.write_bytes(file.read_bytes()[:20])
    if harm == "other":
        # A text that was kept for one sentence is none for another.
        contents = [file.read_bytes() for file in files]
        for file, content in zip(files, reversed(contents), strict=True):
            file.write_bytes(content)
    book = Book(ALL)
    found = translate(SAID[:2], TASK, [named("a", book)])
    assert [one.text for one in found] == ["Good morning.", "He left."]
    assert len(book.asked) == 2
