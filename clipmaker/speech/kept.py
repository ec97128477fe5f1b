"""Keeps what an engine made of a piece of sound, by content key, so that it is heard only once.

A key covers everything the result depends on: the samples, the engine and its versions, the
model's weights, the task, and the rules by which utterances were found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from clipmaker.door.plain import from_json, to_json
from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.resources import cache_dir
from clipmaker.speech.engine import Recognition

_FORM = 5
"""Raised when results of the same inputs become different ones."""


def content_key(facts: Mapping[str, object]) -> str:
    """Return the key of a result, from plain facts."""
    text = json.dumps({"form": _FORM, **facts}, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def kept_recognition(key: str) -> Recognition | None:
    """Return the kept result of that key; None when nothing was kept, or it is damaged."""
    text = read_kept(_file(key))
    try:
        return from_json(Recognition, text) if text else None
    except ValueError:
        return None


def keep(key: str, recognition: Recognition) -> None:
    """Keep a result; a full or read-only disk only means that it is heard again next time."""
    write_kept(_file(key), to_json(recognition))


def _file(key: str) -> Path:
    return cache_dir() / "speech" / f"{key}.json"
