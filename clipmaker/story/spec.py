"""What a card kind declares about itself. Nothing here, or at a kind's top level, draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clipmaker.story.model import Card


class FieldKind(StrEnum):
    """What a field holds.

    Marked-up text, a list of plain texts, a photo, a part of a video, numbers with labels, one
    number that others are parts of, a file of numbers, events with dates, places with coordinates,
    or one of some words.
    """

    TEXT = "text"
    TEXTS = "texts"
    PHOTO = "photo"
    CLIP = "clip"
    NUMBERS = "numbers"
    WHOLE = "whole"
    TABLE = "table"
    EVENTS = "events"
    CHOICE = "choice"
    PLACES = "places"


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
        most: how many texts, numbers, events or places a list may hold; 0 is any number of texts,
            three numbers.
        choices: the words that may be chosen, the usual one first.
        one_by_one: whether its texts come in one after the other, so that each is looked for.
        beats: whether a long text is told sentence after sentence, each as long as a card may be.
        weight: words that are glanced at rather than read count as this share, 0 to 1.
    """

    name: str
    kind: FieldKind
    help: str
    required: bool = False
    read: bool = True
    emphasis: bool = False
    weight: float = 1.0
    most: int = 0
    one_by_one: bool = False
    beats: bool = False
    choices: tuple[str, ...] = ()


CLIP = FieldSpec(
    name="clip",
    kind=FieldKind.CLIP,
    help="Instead of a photo: a part of a video without its sound, as long as the card or longer.",
    read=False,
)
"""What every kind with a picture behind it can have there."""
PHOTO = FieldSpec(
    name="photo",
    kind=FieldKind.PHOTO,
    help="The picture behind it, with its credit.",
    read=False,
)
"""The picture behind a card."""
SOURCE = FieldSpec(
    name="source", kind=FieldKind.TEXT, help="Who says so; shown small below.", weight=0.5
)
"""Who says what a card says; `clipmaker.paint.entries.source_line` paints it."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One sentence by which a card is told to people who do not see it.

    Attributes:
        words: name of the sentence in assets/words, table ``told``; it can have the places
            ``{text}``, ``{who}``, ``{ground}``, and ``{brand}`` and ``{name}`` of the brand.
            "" reads the field's texts out, each as a sentence of its own.
        text: the field that stands at ``{text}``; without a value there is no sentence.
        quoted: whether that text stands in quotation marks.
        stopped_inside: whether the quotation ends as a sentence does.
        who: the fields at ``{who}``.
        ground: the photo at ``{ground}``, or a plain ground without one.
    """

    words: str = ""
    text: str = ""
    quoted: bool = False
    stopped_inside: bool = False
    who: tuple[str, ...] = ()
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something wrong with a card.

    Attributes:
        place: the field, and what leads to a part of it: ``("values", 1)``.
        message: what it is and what to do, as a part of a sentence.
    """

    place: tuple[str | int, ...]
    message: str


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
        origin: package, version and digest of a kind that another package brings; "" for the
            program's own. Part of content keys.
        placed: whether the program places it by itself, so that no story holds it as a shot.
        post: the field whose first sentences make the text of a post; "" when it has none.
        seen: how it is told in the alternative texts; a kind that says nothing is read out.
        wrong: returns what is wrong with a card of the kind though each field is right, such as
            parts that are more than their whole: where, and what to do. It is asked with the card
            and the language of its story, when a story is read and when it is corrected.
    """

    kind: str
    help: str
    fields: tuple[FieldSpec, ...]
    shortest_s: float
    longest_s: float
    painter_version: int
    only_last: bool = False
    placed: bool = False
    post: str = ""
    seen: tuple[Seen, ...] = ()
    wrong: Callable[[Card, str], Sequence[Fault]] | None = None
    origin: str = ""

    def field(self, name: str) -> FieldSpec:
        """Return the field of that name; KeyError when the kind has none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)
