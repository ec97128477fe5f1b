"""How facts are written beside a clip, and read again; light, since everybody asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clipmaker.machine.parsed import parsed_json

MANIFEST = "manifest.json"


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """Return what the manifest of a published folder says.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no JSON object.
    """
    said = parsed_json((folder / MANIFEST).read_text(encoding="utf-8"))
    if not isinstance(said, dict):
        raise ValueError("not an object")
    return said


def as_written(value: object) -> str:
    """Return a value as JSON that people can read."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
