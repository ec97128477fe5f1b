"""Content keys: a digest over everything that can change a segment's bytes, and nothing else.

Values are written in one canonical form (JSON, sorted names), never by their Python hashes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

Digests = Mapping[Path, str]
"""Hex digest of every file that a plan names, by path."""


def digest(value: object, files: Digests) -> str:
    """Return the hex sha256 of a value; paths count as their content, wherever they lie.

    Raises:
        KeyError: the value names a file whose digest was not gathered.
        TypeError: the value holds something without a canonical form.
    """
    text = json.dumps(canonical(value, files), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: object, files: Digests) -> object:
    """Return a value as plain JSON types; fields that don't compare don't count.

    Raises:
        TypeError: it holds something that has no fixed form.
    """
    if value is None or isinstance(value, str | bool | int):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return {"content": files[value]}
    if isinstance(value, Mapping):
        return {str(k): canonical(v, files) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [canonical(v, files) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: canonical(getattr(value, f.name), files) for f in fields(value) if f.compare
        }
    raise TypeError(f"no canonical form for {type(value).__name__}")
