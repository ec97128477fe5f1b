"""Licences of text models: what a newsroom must know before it uses one."""

from __future__ import annotations

import json
import re
from pathlib import Path

STAMP = "clipmaker.json"
"""Beside a fetched model: where it came from, its licence, its files' checksums."""
_NO_COMMERCE = re.compile(
    r"(?:^|[-_ ])nc(?:$|[-_ ])|non-?commercial|research[- ]only", re.IGNORECASE
)
_LINE = re.compile(r"^license:\s*[\"']?([\w.+-]+)", re.MULTILINE)


def forbids_commerce(licence: str) -> bool:
    """Whether a licence forbids commercial use, as a newsroom's is."""
    return _NO_COMMERCE.search(licence) is not None


def licence_of(folder: Path) -> str:
    """Return the licence of a model's folder, "" when nothing there says it.

    Args:
        folder: the model's folder: fetched by this program, or with the model's own README.
    """
    try:
        told = json.loads((folder / STAMP).read_text("utf-8"))
        if isinstance(told, dict) and isinstance(told.get("licence"), str):
            return str(told["licence"])
    except (OSError, ValueError):
        pass
    try:
        found = _LINE.search((folder / "README.md").read_text("utf-8", "replace")[:4000])
    except OSError:
        found = None
    if found:
        return found[1]
    # NLLB's weights, whoever converted them, may not be used commercially.
    return "CC-BY-NC-4.0" if "nllb" in folder.resolve().name.lower() else ""
