"""Keeps what an engine made of a piece of sound, by content key, so that it is heard only once.

A key covers everything the result depends on: the samples, the engine and its versions, the
model's weights, the task, and the rules by which utterances were found.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clipmaker.cues.model import Confidence, Span, Word
from clipmaker.resources import cache_dir
from clipmaker.speech.engine import Recognition, Said

_FORM = 3
"""Raised when results of the same inputs become different ones."""


def content_key(facts: Mapping[str, object]) -> str:
    """Return the key of a result, from plain facts."""
    text = json.dumps({"form": _FORM, **facts}, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def kept(key: str) -> Recognition | None:
    """Return the kept result of that key; None when there is none or it is damaged."""
    try:
        data = json.loads(_file(key).read_text("utf-8"))
        return recognition_of(data)
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return None


def keep(key: str, recognition: Recognition) -> None:
    """Keep a result; a full or read-only disk only means that it is heard again next time."""
    file = _file(key)
    temporary = file.with_name(f".{key}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(asdict(recognition), ensure_ascii=False), "utf-8")
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink()


def recognition_of(data: Mapping[str, Any]) -> Recognition:
    """Return a recognition from the plain values that it was kept as.

    Raises:
        KeyError, TypeError, ValueError: they are not what was kept.
    """
    return Recognition(
        language=_text(data["language"]),
        detected=_text(data["detected"]),
        probability=float(data["probability"]),
        said=tuple(_said(item) for item in data["said"]),
    )


def _file(key: str) -> Path:
    return cache_dir() / "speech" / f"{key}.json"


def _said(data: Mapping[str, Any]) -> Said:
    return Said(
        span=Span(start_ms=int(data["span"]["start_ms"]), end_ms=int(data["span"]["end_ms"])),
        source=_text(data["source"]),
        english=_text(data["english"]),
        words=_words(data["words"]),
        english_words=_words(data["english_words"]),
        heard=_confidence(data["heard"]),
        translated=None if data["translated"] is None else _confidence(data["translated"]),
        detected=_text(data["detected"]),
        probability=float(data["probability"]),
    )


def _words(data: Sequence[Mapping[str, Any]]) -> tuple[Word, ...]:
    return tuple(
        Word(
            text=_text(word["text"]),
            start_ms=int(word["start_ms"]),
            end_ms=int(word["end_ms"]),
            probability=float(word["probability"]),
        )
        for word in data
    )


def _confidence(data: Mapping[str, Any]) -> Confidence:
    return Confidence(
        avg_logprob=float(data["avg_logprob"]),
        no_speech_prob=float(data["no_speech_prob"]),
        compression_ratio=float(data["compression_ratio"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value
