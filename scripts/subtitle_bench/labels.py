"""Which cues are good and which are bad, decided by hand against the references.

A label belongs to the English that it was given for, of which the file holds a digest and no word.
When a cue's English becomes another one, its label no longer counts, and the report says so.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clipmaker.cues.bare import bare_words
from clipmaker.cues.model import Cue

FILE = Path(__file__).with_name("labels.toml")


@dataclass(frozen=True, kw_only=True)
class Label:
    """A verdict: ``good``, ``bad``, or ``unclear``; and the digest of the text it is about."""

    verdict: str
    digest: str


def digest(text: str) -> str:
    """Return a short digest of a text's words."""
    return hashlib.sha256(bare_words(text).encode()).hexdigest()[:10]


def read_labels(file: Path = FILE) -> Mapping[str, Mapping[int, Label]]:
    """Return labels by recording and by the cue's start in ms."""
    data = tomllib.loads(file.read_text("utf-8"))
    return {
        name: {
            int(start): Label(verdict=verdict, digest=text)
            for start, (verdict, text) in labels.items()
        }
        for name, labels in data["labels"].items()
    }


def read_texts(file: Path = FILE) -> Mapping[str, Mapping[str, str]]:
    """Return verdicts on texts of any machine by recording and digest, wherever they stand."""
    data = tomllib.loads(file.read_text("utf-8"))
    return {name: dict(texts) for name, texts in data.get("texts", {}).items()}


def verdict(cue: Cue, labels: Mapping[int, Label]) -> str:
    """Return the verdict on a cue, "" when there is none about this text at this time."""
    near = min(labels, key=lambda start: abs(start - cue.start_ms), default=None)
    if near is None or abs(near - cue.start_ms) > 600:
        return ""
    label = labels[near]
    return label.verdict if label.digest == digest(cue.text) else ""
