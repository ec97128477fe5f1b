"""Correcting the texts of a story's cards: tried before they are saved, and saved in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.cues.reviewing.review import tidied
from clipmaker.door.document import dotted, read_text
from clipmaker.errors import DiskError, ReviewError
from clipmaker.machine.writing import one_at_a_time, write_whole
from clipmaker.make.decide import decide_with, try_texts
from clipmaker.make.gather import Gathered
from clipmaker.make.hearing import listen
from clipmaker.story.model import Card, Footage
from clipmaker.story.spec import FieldSpec
from clipmaker.story.texts import NUMBER_PARTS, Place, called, texts_in, with_text
from clipmaker.timeline.model import Shot

Field = tuple[int, str]
"""Which shot, 0-based, and which of its texts: ``text``, ``sources[0]``, ``numbers[1].label``."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text of a card that can be corrected.

    Attributes:
        shot: place of its card in the story, 0-based.
        kind: the card's kind.
        place: where it stands in the card's fields.
        help: what it is for.
        text: what it says, with the marks of emphasis.
        emphasis: whether ``*words*`` may be highlighted.
    """

    shot: int
    kind: str
    place: Place
    help: str
    text: str
    emphasis: bool

    @property
    def name(self) -> str:
        """Its place as it is written in messages and asked for: ``numbers[1].label``."""
        return dotted(self.place)

    @property
    def label(self) -> str:
        """What people call it."""
        return called(self.place)


_IN_A_LIST = 3
"""Parts of a place in a list: the field, which one, and its part."""


class StoryChangedError(ReviewError):
    """Somebody else changed the story since it was read; nothing was saved."""


def texts_of(gathered: Gathered) -> tuple[Text, ...]:
    """Return every text of a story's cards, in order."""
    return tuple(
        Text(
            shot=i,
            kind=shot.kind,
            place=place,
            help=_help(spec, place),
            text=text,
            emphasis=spec.emphasis,
        )
        for i, shot in enumerate(gathered.story.shots)
        if isinstance(shot, Card)
        for spec in gathered.specs[shot.kind].fields
        for place, text in texts_in(shot, spec.name).items()
    )


def _help(spec: FieldSpec, place: Place) -> str:
    """Return what a text is for: as its field says, or as the part of a number or photo says."""
    from clipmaker.story.written_card import WRITTEN

    written = WRITTEN.get(spec.kind)
    return (written and written.model_fields[str(place[-1])].description) or spec.help


def digest(file: Path) -> str:
    """Return what tells one state of a file from another."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def with_texts(gathered: Gathered, changes: Mapping[Field, str]) -> Gathered:
    """Return a story with some texts changed, not saved.

    Raises:
        ReviewError: there is no such text, or it cannot be shown.
    """
    known = {(text.shot, text.name): text for text in texts_of(gathered)}
    shots = list(gathered.story.shots)
    for (index, name), written in changes.items():
        if (index, name) not in known:
            raise ReviewError(f"card {index + 1} has no text “{name}”")
        text, card = known[index, name], shots[index]
        assert isinstance(card, Card)
        shots[index] = with_text(card, text.place, _checked(text, written))
    _refuse_contradictions(gathered, shots, {index for index, _ in changes})
    return replace(gathered, story=replace(gathered.story, shots=tuple(shots)))


def _refuse_contradictions(
    gathered: Gathered, shots: Sequence[Card | Footage], changed: Collection[int]
) -> None:
    """Refuse changes after which the fields of a card contradict one another."""
    for index in sorted(changed):
        card = shots[index]
        wrong = gathered.specs[card.kind].wrong if isinstance(card, Card) else None
        if isinstance(card, Card) and wrong and (faults := wrong(card, gathered.story.language)):
            place = called(faults[0].place)
            raise ReviewError(f"card {index + 1}: “{place}”: {faults[0].message}")


def _checked(text: Text, written: str) -> str:
    """Return a new text as the story's file gives it back.

    Raises:
        ReviewError: it is empty, cannot be shown, or a part of a number is none.
    """
    from pydantic import TypeAdapter, ValidationError

    from clipmaker.story.written_card import WrittenEvent, WrittenNumber

    new = tidied(written)
    if not new:
        raise ReviewError(f"card {text.shot + 1}: “{text.label}” may not be empty")
    if len(text.place) != _IN_A_LIST:
        return new
    name = str(text.place[-1])
    model = WrittenNumber if name in NUMBER_PARTS else WrittenEvent
    part = model.model_fields[name]
    try:
        return str(TypeAdapter(part.rebuild_annotation()).validate_python(new))
    except ValidationError as error:
        said = error.errors(include_url=False)[0]["msg"]
        raise ReviewError(f"card {text.shot + 1}: “{text.label}”: {said}") from error


def save_texts(gathered: Gathered, changes: Mapping[Field, str], read: str, slug: str = "") -> None:
    """Write corrected texts into the story's file.

    The clip keeps its name. What would not fill the clip, or not fit its card, is refused before
    anything is written.

    Args:
        gathered: the story as it was read.
        changes: new texts by shot and name.
        read: digest of the file as it was read.
        slug: the name of its clip; "" for the story's own.

    Raises:
        StoryChangedError: the file is another one now.
        ClipmakerError: the texts do not fit.
        DiskError: the file cannot be written; the old one is untouched.
    """
    from clipmaker.story.correct import corrected

    file = gathered.story.file
    tried = with_texts(gathered, changes)
    fits(tried)
    with one_at_a_time(file.parent):
        if digest(file) != read:
            raise StoryChangedError(f"{file.name} was changed elsewhere; nothing was saved")
        before = file.read_bytes()
        now = {(text.shot, text.name): text for text in texts_of(tried)}
        new = {(index, now[index, name].place): now[index, name].text for index, name in changes}
        text = corrected(read_text(file), new, file, slug or gathered.story.slug)
        if b"\r\n" in before:
            text = text.replace("\n", "\r\n")
        try:
            write_whole(file, text.encode(), mode=file.stat().st_mode & 0o777, durable=True)
        except OSError as error:
            raise DiskError(f"{file}: the story could not be saved: {error.strerror}") from error


def fits(gathered: Gathered, cards: Collection[int] | None = None) -> tuple[Shot, ...]:
    """Return every shot, content warnings too, when each text fits its card and all fill the clip.

    Args:
        gathered: the story.
        cards: places of the cards that are tried, None for all.

    Raises:
        ClipmakerError: a text does not fit, or the clip is too long or too short.
    """
    decided = decide_with(gathered, listen(gathered, None))
    try_texts(gathered, cards)
    return decided.timeline.shots
