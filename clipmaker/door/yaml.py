"""YAML files come in as plain values with their lines, by the rules of YAML 1.2.

``no`` is a word, ``12:30`` and ``2025-01-13`` are texts, and nothing but true, false, null and
numbers is anything else. Anchors and aliases work but cannot be used to blow a file up.
Imports PyYAML when a file is read, and ruamel.yaml for one that is wrong.
"""

from __future__ import annotations

import gc
import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from clipmaker.door.advice import advice, conflicts
from clipmaker.door.document import MAX_BYTES, Document, Place, dotted, read_text
from clipmaker.errors import InputError, Problem


class YamlMark(Protocol):
    """A place in a file, as both parsers tell it."""

    @property
    def line(self) -> int:
        """The 0-based line."""
        ...

    @property
    def column(self) -> int:
        """The 0-based column."""
        ...


class Node(Protocol):
    """A parsed value, as both parsers give it.

    Attributes:
        id: ``scalar``, ``sequence`` or ``mapping``.
        tag: what it was taken for.
        value: a text, or the nodes inside.
        style: the quotation mark, or nothing where it is plain.
        start_mark: where it begins.
        end_mark: where it ends.
    """

    id: str
    tag: Any
    value: Any
    style: Any
    start_mark: Any
    end_mark: Any


MAX_VALUES = 60_000
"""Values in one file, aliases counted each time they are used."""
MAX_DEPTH = 24

_PREFIX = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(
    _PREFIX + name
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
"""A zero in front makes it a text: other readers of YAML take 010 for 8."""
_LONG_INT = re.compile(r"[-+]?[0-9]{19,}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


class Decimals(float):
    """A number with decimals that remembers how it was written: ``1.20`` is not ``1.2`` to read.

    Attributes:
        written: the number as it stands in the file.
    """

    written: str

    def __new__(cls, written: str) -> Decimals:
        """Return the number that a text holds."""
        number = super().__new__(cls, written)
        number.written = written
        return number


def read_yaml(file: Path, *, max_bytes: int = MAX_BYTES, max_values: int = MAX_VALUES) -> Document:
    """Read a YAML file whose top level is keys.

    Args:
        file: the file.
        max_bytes: larger files are refused.
        max_values: files with more values, aliases counted each time, are refused.

    Raises:
        InputError: it cannot be read, or is not YAML, with the line and what to do about it.
    """
    return parse_yaml(file, read_text(file, max_bytes=max_bytes), max_values=max_values)


def parse_yaml(file: Path, text: str, *, max_values: int = MAX_VALUES) -> Document:
    """Return what a file's text holds.

    Args:
        file: for messages.
        text: its text, lines ended by line feeds.
        max_values: texts with more values, aliases counted each time, are refused.

    Raises:
        InputError: it is not YAML, with the line and what to do about it.
    """
    lines = text.splitlines()
    if found := conflicts(file, lines):
        raise InputError(found)
    root, exact = _compose(file, text, lines)
    if root is None:
        raise InputError([Problem(file=file, message="the file holds nothing but comments")])
    reader = _Reader(file=file, source=lines, max_values=max_values, exact=exact)
    data = reader.value(root, ())
    if not isinstance(data, dict):
        message = "expected keys, as in “version: 1”, at the top level of the file"
        raise InputError([Problem(file=file, line=1, message=message)])
    return Document(file=file, data=data, lines=reader.lines, problems=tuple(reader.problems))


def _compose(file: Path, text: str, lines: list[str]) -> tuple[Node | None, bool]:
    """Return the root of the parsed file, None when there is only air and comments.

    With it comes whether it was parsed by YAML 1.2, so that its tags are to be believed.
    """
    if len(text) > _LONG:
        return _quickly(file, text, lines), False
    try:
        agreed, root = _agreed(text)
    except RecursionError as error:
        raise InputError([Problem(file=file, message=_TOO_DEEP)]) from error
    return (root, False) if agreed else (_exactly(file, text, lines), True)


@lru_cache(maxsize=8)
def _agreed(text: str) -> tuple[bool, Node | None]:
    """Return whether libyaml reads a short file as YAML 1.2 has it, and the root that it found.

    It is ten times as quick. One request after another reads a file; nobody changes the root.
    """
    import yaml

    if yaml.__with_libyaml__ and not _READ_OTHERWISE.search(text):
        with suppress(yaml.YAMLError, ValueError, OverflowError):
            return True, yaml.compose(text, Loader=yaml.CSafeLoader)
    return False, None


def _exactly(file: Path, text: str, lines: list[str]) -> Node | None:
    """Parse a short file by YAML 1.2, and say what is wrong with it where something is."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise InputError([advice(file, lines, error)]) from error
    except YAMLError as error:
        message = f"this file is not YAML: {str(error).splitlines()[0]}"
        raise InputError([Problem(file=file, message=message)]) from error
    except RecursionError as error:
        raise InputError([Problem(file=file, message=_TOO_DEEP)]) from error
    except (ValueError, OverflowError) as error:
        # ruamel's scanner, which it has of PyYAML, hands escapes such as "\\UFFFFFFFF" to chr()
        # unchecked (PyYAML issue 634).
        message = "a \\u or \\U escape in double quotes names no character"
        raise InputError([Problem(file=file, message=message)]) from error
    return root


def _quickly(file: Path, text: str, lines: list[str]) -> Node | None:
    """Parse a long file with libyaml: fifty times as quick, and its complaints say less."""
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    # Hundreds of thousands of values are made, and none of them is garbage.
    gc.disable()
    try:
        found: Node | None = yaml.compose(text, Loader=loader)
        return found
    except yaml.MarkedYAMLError as error:
        raise InputError([advice(file, lines, error)]) from error
    except yaml.YAMLError as error:
        message = f"this file is not YAML: {str(error).splitlines()[0]}"
        raise InputError([Problem(file=file, message=message)]) from error
    except RecursionError as error:
        raise InputError([Problem(file=file, message=_TOO_DEEP)]) from error
    except (ValueError, OverflowError) as error:
        raise InputError([Problem(file=file, message="an escape names no character")]) from error
    finally:
        gc.enable()


_READ_OTHERWISE = re.compile(
    r"[\t\x85\u2028\u2029\ufeff]|^[ -]*[?:](?:\s|$)|(?:^|[\s,{\[])[&!]", re.MULTILINE
)
"""Where libyaml counts lines, or takes tabs, tags, anchors and keys without a word, otherwise."""
_LONG = 64 * 1024
"""Characters from which a file is a program's rather than a person's."""

_TOO_DEEP = "brackets or indentation are nested too deep"


@dataclass(kw_only=True)
class _Reader:
    """Turns parsed nodes into plain values and notes their lines."""

    file: Path
    source: list[str]
    max_values: int
    exact: bool
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def value(self, node: Node, place: Place) -> object:
        """Return the plain value of a node."""
        self.count += 1
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        if self.count > self.max_values:
            message = f"more than {self.max_values} values: aliases (*name) repeat too much"
            raise InputError([Problem(file=self.file, line=line, message=message)])
        if len(place) > MAX_DEPTH:
            raise InputError([Problem(file=self.file, line=line, message=_TOO_DEEP)])
        tag = str(node.tag)
        if tag not in _PLAIN_TAGS:
            shown = "!!" + tag.removeprefix(_PREFIX) if tag.startswith(_PREFIX) else tag
            self.note(
                place, line, f"“{shown}” is read as a YAML tag: put the whole value in quotes"
            )
            return None
        if node.id == "mapping":
            return self.mapping(node, place)
        if node.id == "sequence":
            return [self.value(child, (*place, index)) for index, child in enumerate(node.value)]
        return self.scalar(node, place, tag)

    def mapping(self, node: Node, place: Place) -> dict[str, object]:
        """Return a mapping; a key that is written twice is a problem, the first one counts."""
        result: dict[str, object] = {}
        for key, child in node.value:
            line = key.start_mark.line + 1
            if key.id != "scalar" or not str(key.value):
                self.note(place, line, "a key must be a word, not a list or mapping")
                continue
            name = str(key.value)
            if name in result:
                first = self.lines[(*place, name)]
                self.note(
                    (*place, name), line, f"written twice, first in line {first}: keep one of them"
                )
                continue
            self.lines[(*place, name)] = line
            result[name] = self.value(child, (*place, name))
            if result[name] is None:
                self.look_for_lost_text(key.end_mark, (*place, name))
        return result

    def scalar(self, node: Node, place: Place, tag: str) -> object:
        """Return a text, number, truth value or None by the core schema of YAML 1.2."""
        text = str(node.value)
        # libyaml calls more texts than YAML 1.2 does: “1e3” is a number.
        if node.style or (self.exact and tag == _PREFIX + "str"):
            if not node.style:
                self.look_for_lost_text(node.end_mark, place)
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return Decimals(text)
        if tag == _PREFIX + "str":
            self.look_for_lost_text(node.end_mark, place)
        return text

    def look_for_lost_text(self, mark: YamlMark, place: Place) -> None:
        """Note an unquoted text that a ``#`` without a space after it cuts off."""
        rest = self.source[mark.line][mark.column :] if mark.line < len(self.source) else ""
        if match := re.match(r":?\s+(#[^\s#].*)", rest):
            lost = match[1].strip()
            shown = lost if len(lost) <= 30 else lost[:29] + "…"
            message = f"“{shown}” would be lost, since # begins a comment: quote the whole text"
            self.note(place, mark.line + 1, message)

    def note(self, place: Place, line: int, message: str) -> None:
        """Keep a problem and go on."""
        self.problems.append(
            Problem(file=self.file, line=line, field=dotted(place), message=message)
        )
