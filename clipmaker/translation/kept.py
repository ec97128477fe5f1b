"""Keeps what a translator gave for a sentence, by content, so that it is asked only once.

A key covers all that the text depends on: the translator with its versions and digests, the
languages, the sentence, and of neighbours, glossary and headline those that the translator sees.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.resources import cache_dir
from clipmaker.translation.translator import (
    Sentence,
    Translated,
    TranslationTask,
    TranslatorIdentity,
)

_FORM = 1
"""Raised when the same inputs become different texts."""


def sentence_key(who: TranslatorIdentity, sentence: Sentence, task: TranslationTask) -> str:
    """Return the key of a sentence's text."""
    facts: dict[str, object] = {
        "form": _FORM,
        "who": [who.name, who.version],
        "languages": [task.source, task.target],
        "text": sentence.text,
    }
    if "neighbours" in who.sees:
        facts["neighbours"] = [sentence.before, sentence.after]
    if "glossary" in who.sees:
        facts["glossary"] = [[term.spelling, *term.sources] for term in task.glossary]
    if "headline" in who.sees:
        facts["headline"] = task.headline
    text = json.dumps(facts, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def kept_text(key: str) -> Translated | None:
    """Return the kept text of that key; None when nothing was kept, or it is damaged."""
    text = read_kept(_file(key))
    return Translated(**json.loads(text)) if text else None


def keep_text(key: str, given: Translated) -> None:
    """Keep a text; a full or read-only disk only means that the translator is asked again."""
    said = {"text": given.text, "confidence": given.confidence}
    write_kept(_file(key), json.dumps(said, ensure_ascii=False))


def _file(key: str) -> Path:
    return cache_dir() / "translations" / key[:2] / f"{key}.json"
