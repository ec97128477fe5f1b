"""A kind of translator that knows a few Spanish sentences in German, and how often it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clipmaker.errors import TranslationError
from clipmaker.translation.translator import (
    Given,
    Sentence,
    Translated,
    TranslationTask,
    TranslatorIdentity,
    Untranslated,
    reached,
)

PAIRS = {("es", "de"), ("es", "en")}
GERMAN = {
    "Mañana por la mañana vamos a la ciudad.": "Morgen früh fahren wir in die Stadt.",
    "Allí nos espera mi hermana.": "Dort wartet meine Schwester auf uns.",
}
ENGLISH = {
    "Mañana por la mañana vamos a la ciudad.": "We are off to town tomorrow morning.",
    "Allí nos espera mi hermana.": "My sister awaits us there.",
}
asked: list[tuple[Sentence, TranslationTask]] = []
away: list[str] = []


def reset() -> None:
    asked.clear()
    away.clear()


def translator(name: str, settings: Mapping[str, object]) -> Phrasebook:
    return Phrasebook(local=not settings.get("far"))


class Phrasebook:
    def __init__(self, *, local: bool) -> None:
        self.local, self.address = local, "" if local else "books.example"

    def can(self, source: str, target: str) -> bool:
        return (source, target) in PAIRS

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        return TranslatorIdentity(name=reached(f"phrasebook {target}", self.address), version="1")

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        asked.extend((one, task) for one in sentences)
        if away:
            raise TranslationError(away[0])
        known = GERMAN if task.target == "de" else ENGLISH
        return [
            Translated(text=known[one.text])
            if one.text in known
            else Untranslated(reason="it is not in the book")
            for one in sentences
        ]
