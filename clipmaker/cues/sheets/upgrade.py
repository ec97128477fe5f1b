"""Cue sheets of earlier versions: what they called otherwise is read, and written anew.

Imports ruamel.yaml: import this module only where a sheet is read or saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from clipmaker.door.document import Document, Place

_RENAMED = {"english": "text"}
"""Keys of a cue by their old names; a sheet in any language called its text “english”."""

_HEADER = (
    (
        "# - Change “english”, “source”, “start” or “end” and save",
        "# - Change “text”, “source”, “start” or “end” and save",
    ),
    (
        "# - A new line needs start, end and english. To show nothing, leave english empty",
        "# - A new line needs start, end and text. To show nothing, leave text empty",
    ),
)


def renamed(document: Document) -> Document:
    """Return a sheet's document with today's keys; a cue that has both names keeps both."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(cues := data.get("cues"), list):
        return document
    moved = {i for i, cue in enumerate(cues) if _outdated(cue)}
    return replace(
        document,
        data={**data, "cues": [_cue(cue) if i in moved else cue for i, cue in enumerate(cues)]},
        lines={_place(place, moved): line for place, line in document.lines.items()},
    )


def upgraded(text: str) -> str:
    """Return the text of a sheet's file with today's keys; nothing else of it changes."""
    if not any(old in text for old in _RENAMED):
        return text
    for old, new in _HEADER:
        text = text.replace(old, new)
    lines = text.split("\n")
    for line, column, old in sorted(_old_keys(text), reverse=True):
        told = lines[line]
        lines[line] = told[:column] + _RENAMED[old] + told[column + len(old) :]
    return "\n".join(lines)


def _outdated(cue: object) -> bool:
    return isinstance(cue, Mapping) and any(
        old in cue and new not in cue for old, new in _RENAMED.items()
    )


def _cue(cue: Mapping[str, object]) -> dict[str, object]:
    return {_RENAMED.get(key, key): value for key, value in cue.items()}


def _place(place: Place, moved: set[int]) -> Place:
    if len(place) < 3 or place[0] != "cues" or place[1] not in moved:
        return place
    return (*place[:2], _RENAMED.get(str(place[2]), place[2]), *place[3:])


def _old_keys(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line and column, both 0-based, and name of each old key of a cue."""
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    root = YAML(typ="safe", pure=True).compose(text)
    for key, cues in root.value if isinstance(root, MappingNode) else ():
        if key.value != "cues" or not isinstance(cues, SequenceNode):
            continue
        for cue in cues.value:
            pairs = cue.value if isinstance(cue, MappingNode) else []
            names = {name.value: name for name, _ in pairs}
            for old, new in _RENAMED.items():
                if old in names and new not in names and names[old].style is None:
                    mark = names[old].start_mark
                    yield mark.line, mark.column, old
