"""XML from strangers: no document types, no entities, bounded depth and number of elements.

Imports defusedxml: import this module only where such a file is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.ElementTree import DefusedXMLParser

from clipmaker.exchange.bounds import MAX_DEPTH, MAX_ELEMENTS

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")


class TooMuchError(ValueError):
    """A document that is nested too deep or has too many elements.

    Attributes:
        line: where that is noticed.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, kw_only=True)
class XmlDocument:
    """A parsed document.

    Attributes:
        root: its outermost element.
        lines: 1-based line of each element.
    """

    root: Element
    lines: Mapping[Element, int]

    def line_of(self, node: Element | None) -> int:
        """Return the line of an element, 0 when it is not known."""
        return 0 if node is None else self.lines.get(node, 0)


class _Builder(TreeBuilder):
    """Builds elements, notes their lines, and stops at the bounds."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Element, int] = {}
        self.parser: Any = None
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Begin an element."""
        line = self.parser.parser.CurrentLineNumber
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooMuchError("elements are nested too deep", line)
        if len(self.lines) >= MAX_ELEMENTS:
            raise TooMuchError(f"it has more than {MAX_ELEMENTS} elements", line)
        node = super().start(tag, attrs)
        self.lines[node] = line
        return node

    def end(self, tag: str, /) -> Element:
        """End an element."""
        self._depth -= 1
        return super().end(tag)


def parse(text: str) -> XmlDocument:
    """Parse XML that is text already, whatever encoding its declaration states.

    Raises:
        DefusedXmlException: it declares a document type or entities.
        TooMuchError: it is nested too deep, or has too many elements.
        ParseError: it is not XML.
    """
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser
    declared = _DECLARATION.match(text)
    if declared:
        text = "\n" * declared[0].count("\n") + text[declared.end() :]
    parser.feed(text)
    return XmlDocument(root=parser.close(), lines=builder.lines)
