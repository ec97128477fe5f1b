"""What makes one YAML mapping of another in the fewest lines; all others stay as people wrote them.

Imports ruamel.yaml: import this module only where a file is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from clipmaker.door.blocks import ListBlocks, cut_list
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
    """Return a text after changes that do not overlap; those at one place stand in order."""
    placed = sorted((start, end, place, new) for place, (start, end, new) in enumerate(edits))
    for start, end, _, new in reversed(placed):
        text = text[:start] + new + text[end:]
    return text


def list_blocks(node: SequenceNode, text: str) -> ListBlocks | None:
    """Return a file cut at the items of a list; None where they are not in lines of their own."""
    if node.flow_style or node.anchor or not node.value:
        return None
    lines = text.split("\n")
    column = int(node.start_mark.column)
    return cut_list(text, [_dash(lines, int(one.start_mark.line), column) for one in node.value])


def _dash(lines: Sequence[str], at: int, column: int) -> int:
    """Return the line of an item's dash: its own, or one above it."""
    while at and lines[at][: column + 1] != " " * column + "-":
        at -= 1
    return at


def item_lines(indent: str, item: Written) -> str:
    """Return a mapping as an item of a list, each key in a line of its own.

    Args:
        indent: what stands before its dash.
        item: the mapping; it holds something.
    """
    lines = "".join(key_lines(name, value, len(indent) + 2) for name, value in item.items())
    return f"{indent}- {lines[len(indent) + 2 :]}"


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
    blocks = list_blocks(value, text) if isinstance(value, SequenceNode) else None
    if isinstance(old, dict) and isinstance(new, dict):
        yield from mapping_edits(value, old, new, text)
    elif blocks and new and _mappings(old) and _mappings(new):
        yield from _item_edits(value, blocks, old, new, text)
    elif isinstance(value, ScalarNode) and isinstance(new, str) and not value.anchor:
        start, end = _start(value), int(value.end_mark.index)
        # The mark behind a folded or literal text stands where the next line begins.
        block = "\n" if value.style in ("|", ">") else ""
        yield start, end, scalar_in_style(value, new) + block
    else:
        written = _value(new, column)
        # A list may have its dashes right below its key; nothing else may stand there.
        level = int(value.start_mark.column) <= column and not written.startswith("\n")
        yield _start(value), _end(value), f"  {written}" if level else written


def _mappings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and one for one in value)


def _item_edits(
    node: Node, blocks: ListBlocks, old: Sequence[Written], new: Sequence[Written], text: str
) -> Iterator[Edit]:
    """Yield what makes one list of another: equal items at both ends stay, comments with them."""
    least = min(len(old), len(new))
    first = next((i for i in range(least) if old[i] != new[i]), least)
    last = next((i for i in range(least - first) if old[-1 - i] != new[-1 - i]), least - first)
    olds, news = range(first, len(old) - last), new[first : len(new) - last]
    begins = [*accumulate((len("".join(one)) for one in blocks.items), initial=_head(blocks))]
    for place, item in zip(olds, news, strict=False):
        yield from mapping_edits(node.value[place], old[place], item, text)
    for place in olds[len(news) :]:
        yield begins[place], min(begins[place + 1], len(text)), ""
    indent = " " * int(node.start_mark.column)
    more = "".join(item_lines(indent, item) for item in news[len(olds) :])
    at = begins[olds.stop]
    if more and at > len(text):
        at, more = len(text), "\n" + more.removesuffix("\n")
    if more:
        yield at, at, more


def _head(blocks: ListBlocks) -> int:
    """Return how many characters stand before a list."""
    return len("".join(blocks.head))


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
