"""The items of a list in a file that people write, each with the lines and comments of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ITEM = re.compile(r"\s*-(\s|$)")


@dataclass(frozen=True, kw_only=True)
class ListBlocks:
    """The lines of a file around a list and in it, line ends kept.

    Attributes:
        head: what stands before the list's first item.
        items: the lines of each item; comments right above it are its own.
        tail: what stands after the last.
    """

    head: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    tail: tuple[str, ...]

    def text(self) -> str:
        """Return the file's text."""
        return "".join([*self.head, *(line for item in self.items for line in item), *self.tail])


def cut_list(text: str, lines: Sequence[int]) -> ListBlocks | None:
    """Return a file cut at the items of a list; None where they are not in lines of their own.

    Args:
        text: the file's text.
        lines: 0-based line of each item, where its dash stands; at least one.
    """
    every = text.splitlines(keepends=True)
    if every and not every[-1].endswith("\n"):
        every[-1] += "\n"
    plain = all(0 <= at < len(every) and _ITEM.match(every[at]) for at in lines)
    if not plain or sorted(set(lines)) != list(lines):
        return None
    begins = [_begin(every, at) for at in lines]
    ends = [*begins[1:], _end(every, lines[-1])]
    return ListBlocks(
        head=tuple(every[: begins[0]]),
        items=tuple(tuple(every[at:to]) for at, to in zip(begins, ends, strict=True)),
        tail=tuple(every[ends[-1] :]),
    )


def _begin(lines: Sequence[str], at: int) -> int:
    """Return where the comments right above a line begin."""
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _end(lines: Sequence[str], last: int) -> int:
    """Return the line after a list's last item."""
    indent = len(lines[last]) - len(lines[last].lstrip())
    end = last + 1
    while end < len(lines) and _inside(lines[end], indent):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _inside(line: str, indent: int) -> bool:
    """Whether a line still belongs to the last item."""
    return not line.strip() or len(line) - len(line.lstrip()) > indent
