"""Where keys, values and comments stand in a cue sheet file, as ruamel's parser tells it.

Imports ruamel.yaml: import this module only where a sheet is saved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_EOL_COMMENT = re.compile(r"\s+#.*$")
_AIR = re.compile(r"\s*(#.*)?$")


@dataclass(frozen=True)
class KeyPart:
    """A key of a mapping in the file.

    Attributes:
        key: the key.
        column: where it stands in its line.
        lines: its lines, up to the next key.
        node: its parsed value.
    """

    key: str
    column: int
    lines: tuple[str, ...]
    node: Node
    first: int

    @cached_property
    def air(self) -> int:
        """How many comment and blank lines follow its value."""
        return trailing_air(self.lines)

    @cached_property
    def comment(self) -> str:
        """The comment behind a value that ends on the key's line, with the space before it."""
        mark = self.node.end_mark
        if not isinstance(self.node, ScalarNode) or self.node.style in ("|", ">"):
            return ""
        if mark.line != self.first:
            return ""
        match = _EOL_COMMENT.match(self.lines[0][mark.column :])
        return match[0] if match else ""

    @property
    def inner(self) -> tuple[KeyPart, ...]:
        """The keys of a mapping beneath it; none when it is written in brackets, or is none."""
        shifted = [*[""] * self.first, *self.lines]
        return _parts(self.node, shifted, len(shifted) - self.air)

    @property
    def value(self) -> object:
        """Its value as texts in lists and mappings."""
        return _plain(self.node)


@dataclass(frozen=True)
class Block:
    """A cue in the file.

    Attributes:
        lead: the comment and blank lines above it.
        lines: its own lines.
        parts: its keys; none when it is not written one key to a line.
    """

    lead: tuple[str, ...]
    lines: tuple[str, ...]
    parts: tuple[KeyPart, ...]

    @property
    def name(self) -> str:
        """Its id as it is written, "" when it has none."""
        return next((str(part.value) for part in self.parts if part.key == "id"), "")

    @property
    def comments(self) -> list[str]:
        """Every comment above and in it."""
        found = [line for line in self.lead if line.strip()]
        for part in self.parts:
            found += [part.comment.strip()] if part.comment else []
            found += [line.strip() for line in part.lines[len(part.lines) - part.air :] if line]
        if not self.parts:
            found += [line.strip() for line in self.lines if line.strip().startswith("#")]
        return [line for line in found if line.strip()]


@dataclass(frozen=True)
class Layout:
    """A whole file.

    Attributes:
        head: lines before the first key.
        before: keys before the cues.
        title: the line ``cues:`` and what stands between it and the first cue.
        blocks: the cues.
        behind: lines that follow the cues.
        after: keys behind the cues.
    """

    head: tuple[str, ...]
    before: tuple[KeyPart, ...]
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    behind: tuple[str, ...]
    after: tuple[KeyPart, ...]


def read_layout(text: str) -> Layout | None:
    """Return where everything stands; None when it is not written one key to a line."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    root = YAML(typ="safe", pure=True).compose(text)
    top = _parts(root, lines, len(lines)) if isinstance(root, MappingNode) else ()
    cues = next((part for part in top if part.key == "cues"), None)
    if cues is None or not isinstance(cues.node, SequenceNode):
        return None
    end = cues.first + len(cues.lines)
    blocks, title_end, behind_at = _blocks(cues.node, lines, cues.first, end)
    if len(blocks) != len(cues.node.value):
        return None
    return Layout(
        head=tuple(lines[: top[0].first]),
        before=tuple(part for part in top if part.first < cues.first),
        title=tuple(lines[cues.first : title_end]),
        blocks=blocks,
        behind=tuple(lines[behind_at:end]),
        after=tuple(part for part in top if part.first > cues.first),
    )


def trailing_air(lines: Sequence[str]) -> int:
    """Return how many comment and blank lines stand at the end, the first line not counted."""
    count = 0
    while count < len(lines) - 1 and _AIR.match(lines[len(lines) - 1 - count]):
        count += 1
    return count


def _parts(node: Node, lines: Sequence[str], after: int) -> tuple[KeyPart, ...]:
    """Return the keys of a mapping; none when two share a line or it stands in brackets."""
    if not isinstance(node, MappingNode) or node.flow_style:
        return ()
    keys = [(key, value) for key, value in node.value if isinstance(key, ScalarNode)]
    firsts = [int(key.start_mark.line) for key, _ in keys]
    if len(keys) != len(node.value) or sorted(set(firsts)) != firsts:
        return ()
    return tuple(
        KeyPart(str(key.value), int(key.start_mark.column), tuple(lines[first:end]), value, first)
        for (key, value), first, end in zip(keys, firsts, [*firsts[1:], after], strict=True)
    )


def _blocks(
    node: SequenceNode, lines: Sequence[str], first: int, end: int
) -> tuple[tuple[Block, ...], int, int]:
    """Return the cues, where the first of them begins and where the last of them ends.

    No cues are returned when two share a line.
    """
    dashes = [_dash(lines, item) for item in node.value]
    if not dashes:
        return (), first + 1, first + 1
    if sorted(set(dashes)) != dashes or dashes[0] <= first:
        return (), first + 1, end
    starts = [dash - _air_above(lines, first + 1, dash) for dash in dashes]
    last = end
    # What stands at the margin behind the last cue belongs to the file, not to the cue.
    while last > dashes[-1] + 1 and _AIR.match(lines[last - 1]) and lines[last - 1][:1] != " ":
        last -= 1
    ends = [*starts[1:], last]
    blocks = tuple(
        Block(tuple(lines[start:dash]), tuple(lines[dash:stop]), _parts(item, lines, stop))
        for item, start, dash, stop in zip(node.value, starts, dashes, ends, strict=True)
    )
    return blocks, starts[0], last


def _dash(lines: Sequence[str], node: Node) -> int:
    """Return the line of the dash before a list item."""
    line = int(node.start_mark.line)
    while line > 0 and not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def _air_above(lines: Sequence[str], floor: int, line: int) -> int:
    """Return how many comment and blank lines stand directly above a line."""
    count = 0
    while line - count > floor and _AIR.match(lines[line - count - 1]):
        count += 1
    return count


def _plain(node: Node) -> object:
    if isinstance(node, MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(inner) for inner in node.value]
    return str(node.value)
