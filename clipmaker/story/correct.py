"""Corrects texts of cards in a story file and leaves every other character as it is.

Imports ruamel.yaml: import this module only where a story is corrected.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from clipmaker.door.inline import inline
from clipmaker.errors import InputError, Problem

Field = tuple[int, str]
"""Which shot, 0-based, and which of its fields."""


def corrected(text: str, changes: Mapping[Field, str], file: Path, slug: str = "") -> str:
    """Return a story's file with some texts of its cards changed.

    Args:
        text: what the file holds, its lines ended by line feeds.
        changes: new texts by shot and field; the fields are written in the file.
        file: the file, for messages.
        slug: a name that the story keeps though its headline changes; "" to leave it.

    Raises:
        InputError: a field is not written there, or not as a text of its own.
    """
    root = YAML(typ="safe", pure=True).compose(text)
    top = _keys(root)
    shots = top.get("shots")
    if not isinstance(shots, SequenceNode):
        raise InputError([Problem(file=file, message="has no list of shots")])
    nodes = {field: _text_of(shots, field, file) for field in changes}
    _refuse_shared(nodes, file)
    edits = [(node, changes[field]) for field, node in nodes.items()]
    for node, new in sorted(edits, key=lambda edit: -int(edit[0].start_mark.index)):
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        # The mark behind a folded or literal text stands where the next line begins.
        block = "\n" if node.style in ("|", ">") else ""
        flow = _in_brackets(text, start)
        text = text[:start] + inline(new, flow=flow) + block + text[end:]
    if slug and "slug" not in top and "date" in top:
        line = int(top["date"].start_mark.line) + 1
        lines = text.split("\n")
        text = "\n".join([*lines[:line], f"slug: {inline(slug)}", *lines[line:]])
    return text


def _keys(node: Node | None) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def _text_of(shots: SequenceNode, field: Field, file: Path) -> ScalarNode:
    index, name = field
    node = _keys(shots.value[index]).get(name) if 0 <= index < len(shots.value) else None
    if not isinstance(node, ScalarNode):
        message = "there is no such text: write it in the file first"
        raise InputError([Problem(file=file, field=f"shots[{index}].{name}", message=message)])
    return node


def _refuse_shared(nodes: Mapping[Field, ScalarNode], file: Path) -> None:
    """Refuse a text that an alias uses elsewhere: changing one would change both."""
    problems = [
        Problem(
            file=file,
            line=int(node.start_mark.line) + 1,
            field=f"shots[{index}].{name}",
            message="this text has an anchor (&name): change it in the file",
        )
        for (index, name), node in nodes.items()
        if node.anchor
    ]
    if problems:
        raise InputError(problems)


def _in_brackets(text: str, start: int) -> bool:
    """Whether the line before a value opens a mapping in braces."""
    return "{" in text[text.rfind("\n", 0, start) + 1 : start]
