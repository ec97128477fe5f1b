"""Puts another text in the place of one, wherever a YAML file that people write says it to viewers.

Every other character stays, comments and the way texts are folded, too; what comes out is read back
before anybody writes it. Imports ruamel.yaml: import this module only where texts are replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from clipmaker.door.document import Place, dotted
from clipmaker.door.inline import inline
from clipmaker.errors import InputError, Problem

_NOT_READ = frozenset(
    (
        *("version", "date", "slug", "brand", "language", "link", "source", "gate", "kind", "file"),
        *("in", "out", "value", "tracks", "fit", "focus", "focus_box", "protect", "at", "cover"),
        *("formats", "open", "csv", "style", "role_of", "from", "to", "lat", "lon"),
    )
)
"""Keys that name files, times and settings; “source” is one where it stands at the top."""
_TOP_ONLY = frozenset(("source", "link", "language", "open"))


@dataclass(frozen=True, kw_only=True)
class TextPlace:
    """A text that holds what is replaced.

    Attributes:
        place: where it stands in the file.
        line: its 1-based line.
        before: what it says.
        after: what it is to say.
    """

    place: Place
    line: int
    before: str
    after: str

    @property
    def name(self) -> str:
        """Its place as it is written in messages: ``shots[2].text``."""
        return dotted(self.place)


@dataclass(frozen=True)
class _Found:
    node: ScalarNode
    flow: bool
    shared: bool


def pattern_of(old: str) -> re.Pattern[str]:
    """Return what finds a text as whole words, with the capitals that it has.

    Raises:
        ValueError: it is empty.
    """
    words = old.split()
    if not words:
        raise ValueError("nothing to look for")
    inner = r"\s+".join(map(re.escape, words))
    return re.compile(rf"(?<!\w){inner}(?!\w)")


def text_places(text: str, pattern: re.Pattern[str], new: str) -> tuple[TextPlace, ...]:
    """Return the texts of a file that hold what is replaced, in order.

    Args:
        text: what the file holds, its lines ended by line feeds.
        pattern: what is looked for.
        new: what comes in its place.
    """
    return tuple(
        TextPlace(
            place=place,
            line=int(found.node.start_mark.line) + 1,
            before=str(found.node.value),
            after=pattern.sub(lambda _: new, str(found.node.value)),
        )
        for place, found in _texts(_composed(text))
        if pattern.search(str(found.node.value))
    )


def with_replaced(
    text: str, pattern: re.Pattern[str], new: str, places: Collection[Place], file: Path
) -> str:
    """Return a file with what is replaced in some of its texts.

    Args:
        text: what the file holds, its lines ended by line feeds.
        pattern: what is looked for.
        new: what comes in its place.
        places: where it is replaced.
        file: for messages.

    Raises:
        InputError: a text is used elsewhere through an alias, or could not be read back.
    """
    wanted = dict(_values(text))
    for place, found in reversed(list(_texts(_composed(text)))):
        if place not in places:
            continue
        if found.shared:
            message = "this text has an anchor (&name): change it in the file"
            raise InputError(
                [Problem(file=file, line=int(found.node.start_mark.line) + 1, message=message)]
            )
        wanted[place] = pattern.sub(lambda _: new, str(found.node.value))
        text = _edited(text, place, found, pattern, new, wanted[place])
    if dict(_values(text)) != wanted:
        raise InputError([Problem(file=file, message="the new text could not be read back")])
    return text


def _edited(
    text: str, place: Place, found: _Found, pattern: re.Pattern[str], new: str, value: str
) -> str:
    """Return a file with one text changed: in its own lines, or else written anew."""
    node = found.node
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    written = {'"': json.dumps(new, ensure_ascii=False)[1:-1], "'": new.replace("'", "''")}
    raw = pattern.sub(lambda _: written.get(str(node.style), new), text[start:end])
    tried = text[:start] + raw + text[end:]
    # What cannot be parsed so is written anew.
    with suppress(YAMLError):
        if dict(_values(tried)).get(place) == value:
            return tried
    block = "\n" if node.style in ("|", ">") else ""
    anew = (
        json.dumps(value, ensure_ascii=False)
        if node.style == '"'
        else inline(value, flow=found.flow)
    )
    return text[:start] + anew + block + text[end:]


def _composed(text: str) -> Node | None:
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    return node


def _values(text: str) -> Iterator[tuple[Place, str]]:
    return ((place, str(found.node.value)) for place, found in _texts(_composed(text), every=True))


def _texts(root: Node | None, *, every: bool = False) -> Iterator[tuple[Place, _Found]]:
    """Yield the texts of a document that viewers or editors read, or every one, in order."""
    if root is not None:
        yield from _walk(root, (), flow=False, shared=False, every=every)


def _walk(
    node: Node, place: Place, *, flow: bool, shared: bool, every: bool
) -> Iterator[tuple[Place, _Found]]:
    shared = shared or bool(node.anchor)
    if isinstance(node, ScalarNode):
        if every or str(node.tag).endswith(":str"):
            yield place, _Found(node, flow, shared)
    elif isinstance(node, SequenceNode):
        flow = flow or bool(node.flow_style)
        for index, item in enumerate(node.value):
            yield from _walk(item, (*place, index), flow=flow, shared=shared, every=every)
    elif isinstance(node, MappingNode):
        flow = flow or bool(node.flow_style)
        for key, value in node.value:
            name = str(key.value)
            if every or not _skipped(name, place):
                yield from _walk(value, (*place, name), flow=flow, shared=shared, every=every)


def _skipped(name: str, place: Place) -> bool:
    if name in _TOP_ONLY:
        return not place
    return name in _NOT_READ
