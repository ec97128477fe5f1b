"""Changes a story's file as people do: its shots and their fields, and leaves every other line.

Imports ruamel.yaml: import this module only where a story is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from clipmaker.door.blocks import ListBlocks
from clipmaker.door.yaml import parse_yaml
from clipmaker.errors import ClipmakerError, InputError, Problem
from clipmaker.story.mapping_edits import (
    Written,
    edited,
    item_lines,
    list_blocks,
    mapping_edits,
)

_BY_HAND = "Change it in the file, with any text editor: the desk follows."
_ODD = "this part of it is written in a way that only people can change"


@dataclass(frozen=True, kw_only=True)
class StoryText:
    """A story's file as text, and what it holds.

    Attributes:
        file: the file, for messages.
        text: its text, lines ended by line feeds.
        top: its keys with their values.
    """

    file: Path
    text: str
    top: dict[str, Any]

    @property
    def shots(self) -> list[dict[str, Any]]:
        """Cards and footage as they are written."""
        found = self.top.get("shots")
        plain = isinstance(found, list) and all(isinstance(one, dict) for one in found)
        if not plain:
            raise self.refused("its shots are not a list of cards and footage")
        return list(found or ())

    def refused(self, why: str) -> InputError:
        """Return the error that leaves a change to people."""
        return InputError([Problem(file=self.file, message=why)], remedy=_BY_HAND)


def read_story_text(file: Path, text: str) -> StoryText:
    """Return a story's file as text, and what it holds.

    Raises:
        InputError: it is not YAML, or its top level is no keys.
    """
    data = parse_yaml(file, text).data
    assert isinstance(data, dict)
    return StoryText(file=file, text=text, top=data)


def with_shot(story: StoryText, at: int, shot: Written) -> StoryText:
    """Put a new card or footage before the one at a place; at the end where there is none."""
    blocks = _blocks(story)
    fresh = _block(_indent(blocks), shot)
    return _listed(story, blocks, lambda items: items.insert(at, fresh), ("insert", at, dict(shot)))


def without_shot(story: StoryText, at: int) -> StoryText:
    """Take a card or footage away, with the comments right above it."""
    return _listed(story, _blocks(story), lambda items: items.pop(at), ("pop", at))


def with_shot_moved(story: StoryText, at: int, to: int) -> StoryText:
    """Put a card or footage in another place; comments right above it go with it."""
    blocks = _blocks(story)
    shots = story.shots
    shots.insert(to, shots.pop(at))

    def move(items: list[tuple[str, ...]]) -> None:
        items.insert(to, items.pop(at))

    return _rewritten(story, _with_items(blocks, move), {**story.top, "shots": shots})


def with_shot_twice(story: StoryText, at: int) -> StoryText:
    """Put a copy of a card or footage behind it, without its comments."""
    blocks = _blocks(story)
    copy = tuple(line for line in blocks.items[at] if not line.lstrip().startswith("#"))
    return _listed(
        story, blocks, lambda items: items.insert(at + 1, copy), ("insert", at + 1, story.shots[at])
    )


def with_shot_values(story: StoryText, at: int, values: Written) -> StoryText:
    """Give a card or footage other values; what is the same stays as it is written.

    Args:
        story: the story.
        at: place of the shot, 0-based.
        values: all keys that it is to have.
    """
    shots = story.shots
    root = _root(story)
    node = _value_of(root, "shots")
    assert isinstance(node, SequenceNode)
    edits = list(mapping_edits(node.value[at], shots[at], values, story.text))
    shots[at] = dict(values)
    return _rewritten(story, edited(story.text, edits), {**story.top, "shots": shots})


def with_top_values(story: StoryText, values: Mapping[str, Any]) -> StoryText:
    """Give a story other values of its own: date, brand, hashtags…; None takes one away."""
    top = {**story.top, **values}
    top = {key: value for key, value in top.items() if value is not None}
    edits = list(mapping_edits(_root(story), story.top, top, story.text, before="shots"))
    return _rewritten(story, edited(story.text, edits), top)


def _listed(
    story: StoryText, blocks: ListBlocks, change: Callable[[Any], object], same: tuple[Any, ...]
) -> StoryText:
    """Change the blocks of the shots, and the shots likewise."""
    shots = story.shots
    name, *arguments = same
    getattr(shots, name)(*arguments)
    return _rewritten(story, _with_items(blocks, change), {**story.top, "shots": shots})


def _with_items(blocks: ListBlocks, change: Callable[[Any], object]) -> str:
    items = list(blocks.items)
    change(items)
    return replace(blocks, items=tuple(items)).text()


def _rewritten(story: StoryText, text: str, top: Mapping[str, Any]) -> StoryText:
    """Return the changed story, once its text is read back as what was meant.

    Raises:
        InputError: it is written in a way that only people can change.
    """
    try:
        fresh = read_story_text(story.file, text)
    except ClipmakerError as error:
        raise story.refused(_ODD) from error
    if fresh.top != _plain(top):
        raise story.refused(_ODD)
    return fresh


def _plain(value: object) -> object:
    """Return a value as the file gives it back."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


def _root(story: StoryText) -> MappingNode:
    root = YAML(typ="safe", pure=True).compose(story.text)
    if not isinstance(root, MappingNode):
        raise story.refused("its top level is no keys")
    return root


def _value_of(node: MappingNode, name: str) -> Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _blocks(story: StoryText) -> ListBlocks:
    """Return the file cut at its shots."""
    node = _value_of(_root(story), "shots")
    if not isinstance(node, SequenceNode) or node.flow_style or not node.value or not story.shots:
        raise story.refused("its shots do not stand each in lines of their own")
    blocks = list_blocks(node, story.text)
    if blocks is None:
        raise story.refused("its shots do not stand each in lines of their own")
    return blocks


def _indent(blocks: ListBlocks) -> str:
    dash = next(line for line in blocks.items[0] if not line.lstrip().startswith("#"))
    return dash[: len(dash) - len(dash.lstrip())]


def _block(indent: str, shot: Written) -> tuple[str, ...]:
    """Return a new shot as lines of the file."""
    return tuple(item_lines(indent, shot).splitlines(keepends=True))
