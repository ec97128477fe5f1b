"""The JSON Schema of story.yaml, for editors that complete and check while a person types.

Imports pydantic: import this module only where the schema is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clipmaker.story.spec import CardSpec
from clipmaker.story.written import story_model


def story_schema(specs: Mapping[str, CardSpec]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a story with those card kinds.

    It is the same model that stories are checked with; what a schema cannot say (whether a file
    exists, that an end card stands last) is checked when the story is read.
    """
    schema: dict[str, Any] = _tidied(story_model(specs).model_json_schema(by_alias=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Clipmaker story",
        **schema,
    }


_NAMED = ("properties", "$defs")
"""Keys whose own keys are names rather than parts of the schema."""
_UNWRITTEN: tuple[Any, ...] = (None, "", 0, [], {"x": 0.5, "y": 0.5})
"""What absent values become inside the program; nobody writes them so."""


def _tidied(node: Any) -> Any:
    """Return a schema without titles made of names, and without defaults nobody can write."""
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: _tidied(part) for name, part in value.items()}
        if key in _NAMED
        else _tidied(value)
        for key, value in node.items()
        if key not in ("title", "discriminator") and not (key == "default" and value in _UNWRITTEN)
    }
