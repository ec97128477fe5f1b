"""A translator that knows the words of a newsroom's own list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clipmaker.translation.translator import (
    Given,
    Sentence,
    Translated,
    TranslationTask,
    Translator,
    TranslatorIdentity,
    Untranslated,
)

CONTRACT = 1

_WORDS = {"네.": "Yes.", "아니요.": "No."}


def translator(name: str, settings: Mapping[str, object]) -> Translator:
    """Return the translator; it takes no settings."""
    del name, settings
    return Dictionary()


class Dictionary:
    """Looks whole sentences up."""

    local = True
    address = ""

    def can(self, source: str, target: str) -> bool:
        """Whether it has a list for the pair."""
        return (source, target) == ("ko", "en")

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        """Return the list."""
        return TranslatorIdentity(name=f"dictionary {source}-{target}", version="1")

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        """Return what the list says, and of the rest that it says nothing."""
        del task
        on_progress(1.0)
        return [
            Translated(text=_WORDS[one.text])
            if one.text in _WORDS
            else Untranslated(reason="it is not in the list")
            for one in sentences
        ]
