"""What TTML's styles say about a text: whether it is shown, where, and whether it is a reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_READINGS = frozenset({"text", "textContainer", "delimiter"})
_ORIGIN = re.compile(r"\s*-?[\d.]{1,9}%\s+(-?\d{1,3}(?:\.\d{1,6})?)%\s*")
_REFERS = 20
"""How many styles one element may refer to."""


@dataclass(frozen=True, kw_only=True)
class TtmlShown:
    """How a text is shown.

    Attributes:
        visible: whether it is seen at all.
        kept: whether nothing around it takes it out of the picture.
        row: how far down it stands, 0 at the top to 100; None when not known.
    """

    visible: bool = True
    kept: bool = True
    row: float | None = None


class Styles:
    """The styles and regions of a document, by their identifiers."""

    def __init__(self, root: Element) -> None:
        named = (n for n in root.iter() if name_of(n) in ("style", "region") and n.get(_ID))
        self._named: Mapping[str, Element] = {str(n.get(_ID)): n for n in named}

    def shown(self, node: Element, around: TtmlShown) -> TtmlShown:
        """Return how an element's text is shown, from how the text around it is."""
        kept = around.kept and not self._leaves(node)
        visibility = self._value(node, "visibility")
        visible = around.visible if not visibility else visibility != "hidden"
        region = self._named.get(attribute(node, "region"))
        row = around.row
        if region is not None:
            kept = kept and not self._leaves(region)
            visible = visible and self._value(region, "visibility") != "hidden"
            match = _ORIGIN.fullmatch(self._value(region, "origin"))
            row = float(match[1]) if match else row
        return replace(around, kept=kept, visible=visible and kept, row=row)

    def is_reading(self, node: Element) -> bool:
        """Whether an element holds a reading that stands above other words (ruby)."""
        return self._value(node, "ruby") in _READINGS

    def _leaves(self, node: Element) -> bool:
        """Whether an element is taken out of the picture with all that is in it."""
        opacity = self._value(node, "opacity")
        clear = bool(re.fullmatch(r"0+(\.0*)?", opacity))
        return self._value(node, "display") == "none" or clear

    def _value(self, node: Element, name: str) -> str:
        """Return the value of a style: an element's own, or of the styles that it refers to."""
        waiting, seen = [node], set[Element]()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if value := attribute(one, name).strip():
                return value
            # The last one named counts most, and what stands in a region most of all.
            refers = (self._named.get(key) for key in attribute(one, "style").split()[:_REFERS])
            waiting += [style for style in refers if style is not None]
            waiting += [child for child in one if name_of(child) == "style"][:_REFERS]
        return ""


def name_of(node: Element) -> str:
    """Return an element's name without its namespace, which differs between versions."""
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: Element, name: str) -> str:
    """Return an attribute in whatever namespace, "" when it is not there."""
    return next((value for key, value in node.items() if key.rpartition("}")[2] == name), "")
