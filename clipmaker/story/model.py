"""A Story and its parts, as frozen values.

Cards are data: a kind and its fields. Which fields a kind has is declared by its CardSpec beside
its painter, so that a new kind needs no change here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from clipmaker.cues.judging.glossary import Glossary
from clipmaker.story.field_values import Choice, Event, FieldValue, MapPlace, Number, Table
from clipmaker.story.photo import Box, Photo, Point, Protection
from clipmaker.story.whole_clip import ColdOpen, Cover, OwnMusic, Person, VoiceOver

_Listed = TypeVar("_Listed")

STRICT, TWO_PEOPLE = "strict", "two-people"
"""What a story may ask of its final; two people is strict as well."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One full-screen statement.

    Attributes:
        kind: a name in the card registry: ``title``, ``caption``, ``quote``, ``end``.
        fields: the values that the kind's CardSpec allows; fields that were not written are absent.
        line: where it stands in the story file, for messages; 0 when it was not read from a file.
        behind: places of another card's map that stands behind it, where it has no picture.
        music: credit of the music of its clip, where it shows it; "" otherwise.
    """

    kind: str
    fields: Mapping[str, FieldValue]
    behind: tuple[MapPlace, ...] = ()
    music: str = ""
    line: int = field(default=0, compare=False)

    def text(self, name: str) -> str:
        """Return a text field, "" when it was not written.

        Raises:
            TypeError: the kind declares the field as something else than a text.
        """
        value = self.fields.get(name, "")
        if not isinstance(value, str):
            raise TypeError(f"{self.kind}.{name} is not a text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list-of-texts field, empty when it was not written.

        Raises:
            TypeError: the kind declares the field as something else than a list of texts.
        """
        return self._listed(name, str, "texts")

    def numbers(self, name: str) -> tuple[Number, ...]:
        """Return a list-of-numbers field, empty when it was not written.

        Raises:
            TypeError: the kind declares the field as something else than a list of numbers.
        """
        return self._listed(name, Number, "numbers")

    def events(self, name: str) -> tuple[Event, ...]:
        """Return a list-of-events field, empty when it was not written.

        Raises:
            TypeError: the kind declares the field as something else than a list of events.
        """
        return self._listed(name, Event, "events")

    def _listed(self, name: str, kind: type[_Listed], what: str) -> tuple[_Listed, ...]:
        value = self.fields.get(name, ())
        if not isinstance(value, tuple):
            raise TypeError(f"{self.kind}.{name} is not a list of {what}")
        return tuple(one for one in value if isinstance(one, kind))

    def places(self, name: str) -> tuple[MapPlace, ...]:
        """Return a list-of-places field, empty when it was not written.

        Raises:
            TypeError: the kind declares the field as something else than a list of places.
        """
        return self._listed(name, MapPlace, "places")

    def choice(self, name: str) -> str:
        """Return the word that was chosen, "" when none was written.

        Raises:
            TypeError: the kind declares the field as something else than a choice.
        """
        value = self.fields.get(name)
        if value is not None and not isinstance(value, Choice):
            raise TypeError(f"{self.kind}.{name} is not a choice")
        return value.word if value else ""

    def table(self, name: str) -> tuple[Number, ...]:
        """Return the numbers of a file, empty when it was not written.

        Raises:
            TypeError: the kind declares the field as something else than a table.
        """
        value = self.fields.get(name)
        if value is not None and not isinstance(value, Table):
            raise TypeError(f"{self.kind}.{name} is not a table")
        return value.numbers if value else ()

    @property
    def picture(self) -> Photo | None:
        """What is behind it: its photo or its clip, None for neither."""
        return self.photo("photo") or self.photo("clip")

    def photo(self, name: str) -> Photo | None:
        """Return a photo field, None when it was not written.

        Raises:
            TypeError: the kind declares the field as something else than a photo.
        """
        value = self.fields.get(name)
        if value is not None and not isinstance(value, Photo):
            raise TypeError(f"{self.kind}.{name} is not a photo")
        return value


@dataclass(frozen=True, kw_only=True)
class FootageSound:
    """What is heard of footage.

    Attributes:
        volume_db: louder or quieter than usual, dB.
        mute: whether nothing is heard of it.
        fade_in_ms: length of the fade at its start, ms.
        fade_out_ms: length of the fade at its end, ms.
        bleeps: half-open spans of the file, ms, that a tone replaces; in order.
        tracks: which of the file's audio tracks are heard together, 0-based; () to choose by
            language.
        track_language: language code of the audio track, "" when it is not asked for by language.
    """

    volume_db: float = 0.0
    mute: bool = False
    fade_in_ms: int = 0
    fade_out_ms: int = 0
    bleeps: tuple[tuple[int, int], ...] = ()
    tracks: tuple[int, ...] = ()
    track_language: str = ""


@dataclass(frozen=True, kw_only=True)
class ContentWarning:
    """What is said on a full-screen card before distressing footage.

    Attributes:
        text: what is going to be seen or heard.
        length_ms: how long it stays, ms; None for as long as it takes to read.
    """

    text: str
    length_ms: int | None = None


class FootageFit(StrEnum):
    """How footage that has not the canvas's shape is shown.

    ``contain`` shows all of it over its own blur, ``crop`` cuts it to 4:5, ``fill`` to the whole
    canvas; ``auto`` takes what is safe by what is known of the picture.
    """

    AUTO = "auto"
    CONTAIN = "contain"
    CROP = "crop"
    FILL = "fill"


@dataclass(frozen=True, kw_only=True)
class Footage:
    """A span of somebody's video, or a still picture, inside the story.

    Attributes:
        file: the video or picture file, absolute, links resolved.
        credit: whose pictures these are; shown on screen.
        in_ms: first millisecond used, of the source file.
        out_ms: first millisecond no longer used; None means to the end of the file.
        language: language code of the speech (``ko``), "" to let the engine detect that of each
            utterance.
        languages: language codes of which each utterance is in one, where several are spoken.
        label: words on the language label; "" means "IN KOREAN" and the like.
        focus: what a crop keeps in the middle.
        focus_box: a face or other part that crops keep and subtitles avoid.
        find_face: whether that is to be found by looking for faces.
        fit: how it fills the canvas.
        bars: whether bars that are part of its picture are shown; otherwise they are cut off.
        subtitles: whether speech is recognised and subtitled.
        translation_credit: who translated, when it was not this program ("AFP"); "" otherwise.
        sound: what is heard of it.
        warning: what is said before it, None for nothing.
        protect: whose faces are covered, None for nobody's.
        opening: whether it is the part that is seen before everything else.
        line: where it stands in the story file.
    """

    file: Path
    credit: str
    in_ms: int = 0
    out_ms: int | None = None
    language: str = ""
    languages: tuple[str, ...] = ()
    label: str = ""
    focus: Point = field(default_factory=Point)
    focus_box: Box | None = None
    find_face: bool = field(default=False, compare=False)
    fit: FootageFit = FootageFit.AUTO
    bars: bool = False
    subtitles: bool = True
    translation_credit: str = ""
    sound: FootageSound = field(default_factory=FootageSound)
    warning: ContentWarning | None = None
    protect: Protection | None = None
    opening: bool = False
    line: int = field(default=0, compare=False)

    @property
    def tongues(self) -> tuple[str, ...]:
        """The language codes that are said to be spoken in it, none when nobody said so."""
        return self.languages or tuple(filter(None, [self.language]))

    @property
    def disguised(self) -> bool:
        """Whether its speech is heard in another voice."""
        return bool(self.protect and self.protect.voice) and not self.sound.mute


@dataclass(frozen=True, kw_only=True)
class Story:
    """One clip's worth of news.

    Attributes:
        file: the story file, absolute.
        date: names the clip's folder; no clock is asked.
        slug: names the clip; lower-case words joined by hyphens.
        named: whether the file says so, and it was not made from the headline.
        headline: plain text of the headline, without emphasis marks.
        brand: name of the brand.
        language: language code of the audience, the one that cards are written in.
        link: address of the article, "" for none.
        hashtags: words for the post text, without their number signs.
        post: words of the post text, "" to make them from the captions.
        music: whether the brand's music and stings are heard; without them silence is right.
        own_music: what is heard in place of the brand's bed, None for that.
        voice_over: a recorded voice over the whole clip, None for none.
        glossary: names and terms of this story and how they are spelt.
        people: who is named on screen when they speak.
        cover: which frame stands for the clip, None for that of its first card.
        open: the line of its footage that is seen before everything else, None for none.
        topic: what it is about, in a word or two, shown beside the brand's mark; "" for nothing.
        formats: shapes that it is made in, as in ``4:5``; none is the profile's own alone.
        platforms: where it is published, as in ``tiktok``; none is what its brand says.
        gate: what a final asks for beyond approved lines: `STRICT`, `TWO_PEOPLE`, "" for nothing.
        source: the article that its cards were made from, None where nothing is compared with one.
        shots: cards and footage, in order.
    """

    file: Path
    date: date
    slug: str
    named: bool = True
    headline: str
    brand: str = "news-60"
    language: str = "en"
    link: str = ""
    hashtags: tuple[str, ...] = ()
    post: str = ""
    music: bool = True
    own_music: OwnMusic | None = None
    voice_over: VoiceOver | None = None
    glossary: Glossary = ()
    people: tuple[Person, ...] = ()
    cover: Cover | None = None
    open: ColdOpen | None = None
    topic: str = ""
    formats: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    gate: str = ""
    source: Path | None = None
    shots: tuple[Card | Footage, ...]


def without_music(story: Story) -> Story:
    """Return a story in which no music is heard, and that credits none."""
    shots = (replace(one, music="") if isinstance(one, Card) else one for one in story.shots)
    return replace(story, music=False, own_music=None, shots=tuple(shots))
