"""What a card kind declares about itself. Nothing here, or at a kind's top level, draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field holds: marked-up text, a list of plain texts, a photo, one to three numbers."""

    TEXT = "text"
    TEXTS = "texts"
    PHOTO = "photo"
    NUMBERS = "numbers"


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """One field of a card kind.

    Attributes:
        name: its key in story.yaml.
        kind: what it holds.
        help: one line for the schema reference.
        required: whether it must be written.
        read: whether a viewer must read it, so that its words count towards reading time.
        emphasis: whether ``*words*`` may be highlighted.
        weight: words that are glanced at rather than read count as this share, 0 to 1.
    """

    name: str
    kind: FieldKind
    help: str
    required: bool = False
    read: bool = True
    emphasis: bool = False
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class CardSpec:
    """A card kind.

    Attributes:
        kind: its name in story.yaml.
        help: one line for the schema reference.
        fields: in the order they are documented.
        shortest_s: it never stays for less, seconds.
        longest_s: it never stays for more.
        painter_version: raised whenever the painter draws other pixels; part of content keys.
        only_last: whether it may only close a clip.
        placed: whether the program places it by itself, so that no story holds it as a shot.
    """

    kind: str
    help: str
    fields: tuple[FieldSpec, ...]
    shortest_s: float
    longest_s: float
    painter_version: int
    only_last: bool = False
    placed: bool = False

    def field(self, name: str) -> FieldSpec:
        """Return the field of that name; KeyError when the kind has none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)
