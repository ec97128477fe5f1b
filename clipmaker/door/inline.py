"""Values written as one line of YAML that reads back as what they were."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = str | int | float | Sequence["Value"] | Mapping[str, "Value"]
"""What a key can hold; mappings and lists in lists are written on one line."""

_WORDS = re.compile(r"~|null|true|false|yes|no|on|off|y|n", re.IGNORECASE)
_NUMBER_LIKE = re.compile(r"[-+]?\.?[0-9][0-9_,.:eE+-]*|0[xo][0-9a-fA-F]+|[-+]?\.(inf|nan)", re.I)
_SPECIAL = "-?:,[]{}#&*!|>'\"%@`=<~\ufeff"


def inline(value: Value, *, flow: bool = False) -> str:
    """Return a value on one line of YAML.

    Args:
        value: the value.
        flow: whether it stands inside brackets, where commas and brackets need quotes, too.
    """
    if isinstance(value, str):
        return _scalar(value, flow)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {inline(v, flow=True)}" for key, v in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(inline(item, flow=True) for item in value) + "]"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _scalar(text: str, flow: bool) -> str:
    """Return a text as it is where YAML reads it back so, else in double quotes."""
    times = re.fullmatch(r"[0-9:]+:[0-9]{2}\.[0-9]{3}( - [0-9:]+:[0-9]{2}\.[0-9]{3})?", text)
    plain = (
        text
        and text == text.strip()
        and text[0] not in _SPECIAL
        and text.isprintable()
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not _WORDS.fullmatch(text)
        and (times or not _NUMBER_LIKE.fullmatch(text))
        and not (flow and any(char in ",[]{}:" for char in text))
    )
    return text if plain else json.dumps(text, ensure_ascii=False)
