"""What makes one YAML mapping of another in the fewest lines; all others stay as people wrote them.

Imports ruamel.yaml: import this module only where a file is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from clipmaker.door.inline import inline
from clipmaker.story.correct import scalar_in_style

Written: TypeAlias = Mapping[str, Any]
"""A mapping as it stands in the file: texts, numbers, lists and mappings."""
Edit: TypeAlias = tuple[int, int, str]
"""A change to a text: from which character to which, half-open, and what stands there then."""


def key_lines(name: str, value: Any, column: int) -> str:
    """Return a key and its value as lines.

    Args:
        name: the key.
        value: its value: text, number, list or mapping.
        column: how far in the key stands, characters.
    """
    written = _value(value, column)
    return f"{' ' * column}{name}:{'' if written.startswith(chr(10)) else ' '}{written}\n"


def _value(value: Any, column: int) -> str:
    """Return a value as it stands behind its key: on its line, lists of mappings below it."""
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return "".join(f"\n{' ' * (column + 2)}- {inline(one)}" for one in value)
    return inline(value)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text after changes that do not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def mapping_edits(
    node: Node, old: Written, new: Written, text: str, *, before: str = ""
) -> Iterator[Edit]:
    """Yield what makes one mapping of another, the fewest lines that do.

    Args:
        node: where it stands.
        old: what it holds.
        new: what it is to hold.
        text: the file's text.
        before: the key before which new ones stand; "" is after the last.
    """
    if not isinstance(node, MappingNode) or node.flow_style or node.anchor:
        if old != new:
            yield _start(node), _end(node), inline(new)
        return
    pairs = list(node.value)
    column = int(node.start_mark.column)
    for place, (key, value) in enumerate(pairs):
        name = key.value
        if name not in new:
            follows = pairs[place + 1][0] if place + 1 < len(pairs) else None
            yield _gone(key, value, follows, text)
        elif old[name] != new[name]:
            yield from _value_edits(value, old[name], new[name], text, column)
    fresh = "".join(key_lines(name, new[name], column) for name in new if name not in old)
    if not fresh:
        return
    stop = next((key for key, _ in pairs if key.value == before), None)
    if stop is not None:
        at = _line_start(text, _start(stop))
        while at and text[_line_start(text, at - 1) : at].lstrip().startswith("#"):
            at = _line_start(text, at - 1)
    else:
        at = _line_end(text, _end(pairs[-1][1]))
        if at and text[at - 1 : at] != "\n":
            fresh = "\n" + fresh.removesuffix("\n")
    yield at, at, fresh


def _gone(key: Node, value: Node, follows: Node | None, text: str) -> Edit:
    """Return what takes a key away: its lines, or its part of the line of a dash."""
    start = _start(key)
    if text[_line_start(text, start) : start].strip():
        return start, _start(follows) if follows is not None else _end(value), ""
    return _line_start(text, start), _line_end(text, _end(value)), ""


def _value_edits(value: Node, old: Any, new: Any, text: str, column: int) -> Iterator[Edit]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from mapping_edits(value, old, new, text)
    elif isinstance(value, ScalarNode) and isinstance(new, str) and not value.anchor:
        start, end = _start(value), int(value.end_mark.index)
        # The mark behind a folded or literal text stands where the next line begins.
        block = "\n" if value.style in ("|", ">") else ""
        yield start, end, scalar_in_style(value, new) + block
    else:
        yield _start(value), _end(value), _value(new, column)


def _start(node: Node) -> int:
    return int(node.start_mark.index)


def _end(node: Node) -> int:
    """Return where a value's last character is followed by others' lines or comments."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, MappingNode) else last)
    return int(node.end_mark.index)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Return where the line ends that a value ends in, its line feed included."""
    if at and text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1
