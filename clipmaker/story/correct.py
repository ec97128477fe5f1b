"""Corrects texts of cards in a story file and leaves every other character as it is.

Imports ruamel.yaml: import this module only where a story is corrected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from clipmaker.door.document import dotted
from clipmaker.door.inline import inline
from clipmaker.errors import InputError, Problem
from clipmaker.story.texts import Place

Field = tuple[int, Place]
"""Which shot, 0-based, and where in its fields a text stands."""

_PLAIN_NUMBER = re.compile(r"-?[1-9][0-9]*(\.[0-9]+)?|0(\.[0-9]+)?")
"""What may stand without quotes and is read back as it was written."""


@dataclass(frozen=True)
class _Found:
    """A text in the file: its node, and those that lead to it from its shot, that first."""

    node: ScalarNode
    above: tuple[Node, ...]

    @property
    def shared(self) -> Node | None:
        """The outermost node that has an anchor, None when none has."""
        return next((node for node in (*self.above, self.node) if node.anchor), None)

    @property
    def in_brackets(self) -> bool:
        """Whether a list or mapping around it is written in brackets."""
        return any(
            node.flow_style for node in self.above if isinstance(node, MappingNode | SequenceNode)
        )


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
    edits = [(found, changes[field]) for field, found in nodes.items()]
    for found, new in sorted(edits, key=lambda edit: -int(edit[0].node.start_mark.index)):
        node = found.node
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        # The mark behind a folded or literal text stands where the next line begins.
        block = "\n" if node.style in ("|", ">") else ""
        style = scalar_in_style(node, new, in_brackets=found.in_brackets)
        text = text[:start] + style + block + text[end:]
    if slug and "slug" not in top and "date" in top:
        line = int(top["date"].start_mark.line) + 1
        lines = text.split("\n")
        text = "\n".join([*lines[:line], f"slug: {inline(slug)}", *lines[line:]])
    return text


def _keys(node: Node | None) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def _text_of(shots: SequenceNode, field: Field, file: Path) -> _Found:
    index, place = field
    above: list[Node] = []
    node: Node | None = shots
    for step in (index, *place):
        if node is not shots and node is not None:
            above.append(node)
        if isinstance(step, int) and isinstance(node, MappingNode):
            continue  # a single one is written without a list around it
        if isinstance(step, int):
            items = node.value if isinstance(node, SequenceNode) else ()
            node = items[step] if 0 <= step < len(items) else None
        else:
            node = _keys(node).get(step)
    if not isinstance(node, ScalarNode):
        message = "there is no such text: write it in the file first"
        raise InputError([Problem(file=file, field=_named(field), message=message)])
    return _Found(node, tuple(above))


def _named(field: Field) -> str:
    return dotted(("shots", field[0], *field[1]))


def _refuse_shared(nodes: Mapping[Field, _Found], file: Path) -> None:
    """Refuse a text that an alias uses elsewhere: changing one would change both."""
    problems = [
        Problem(
            file=file,
            line=int(shared.start_mark.line) + 1,
            field=_named(field),
            message="this text has an anchor (&name): change it in the file",
        )
        for field, found in nodes.items()
        if (shared := found.shared)
    ]
    if problems:
        raise InputError(problems)


def scalar_in_style(node: ScalarNode, new: str, *, in_brackets: bool = False) -> str:
    """Return a new text in the quotation marks of the old one, a number as plain as it was.

    Args:
        node: the old text.
        new: the new one.
        in_brackets: whether a list or mapping around it is written in brackets.
    """
    if node.style == '"':
        return json.dumps(new, ensure_ascii=False)
    if node.style == "'" and new.isprintable():
        return "'" + new.replace("'", "''") + "'"
    number = str(node.tag).endswith((":int", ":float"))
    if number and _PLAIN_NUMBER.fullmatch(new):
        return new
    return inline(new, flow=in_brackets)
