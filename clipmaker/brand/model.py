"""A Brand: colours, fonts, bug, end card and music, as frozen values read from brand.toml."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.text.fonts import own_family

SECONDS = "{seconds}"
"""Stands in a brand's names for the length of a clip."""
USUAL_SECONDS = 60
"""What stands there where no clip is known, as in a list of brands."""


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Colours as ``#RRGGBB``.

    Attributes:
        ground: behind everything on a card.
        lift: the faint radial glow on the ground.
        accent: the one loud colour: kicker, rule, bar, end card.
        on_accent: text on the accent.
        highlight: words that a producer marks with *asterisks*.
        text: what is read first.
        secondary: datelines, sources, credits.
        subtitle_ground: the box behind each subtitle line.
        subtitle_text: the subtitle itself.
        shade: what darkens pictures behind the mark and behind words over footage; "" takes the
            darker of ground and text.
        on_shade: the mark and other words there; "" takes the lighter of the two.
    """

    ground: str
    lift: str
    accent: str
    on_accent: str
    highlight: str
    text: str
    secondary: str
    subtitle_ground: str
    subtitle_text: str
    shade: str = ""
    on_shade: str = ""


@dataclass(frozen=True, kw_only=True)
class Typography:
    """Font family and weights (100 to 900) by role.

    Attributes:
        family: a family of the font catalogue (``Inter``), or what that of ``files`` is called;
            other scripts fall back run by run.
        files: the brand's own font files, one for each weight or a variable one; absolute. The
            catalogue's family where there are none.
        optical_size: value for the ``opsz`` axis where the family has one.
        headline: weight of titles and end-card names.
        body: weight of captions.
        quote: weight of quotations.
        label: weight of kickers, labels and names.
        small: weight of sources and credits.
        subtitle: weight of subtitles.
    """

    family: str
    files: tuple[Path, ...] = ()
    optical_size: int = 32
    headline: int = 800
    body: int = 600
    quote: int = 700
    label: int = 800
    small: int = 500
    subtitle: int = 600

    @property
    def face(self) -> str:
        """What the text engine is asked for: the family, or the brand's own files."""
        return own_family(self.files) if self.files else self.family


@dataclass(frozen=True, kw_only=True)
class Bug:
    """The brand's mark in the corner.

    Attributes:
        wordmark: one or two short lines beside the countdown ring.
        logo: a PNG with transparency that replaces the wordmark, or None.
    """

    wordmark: tuple[str, ...]
    logo: Path | None = None


@dataclass(frozen=True, kw_only=True)
class EndCard:
    """What every clip ends on.

    Attributes:
        title: the brand's name in large type, one string a line.
        sources_label: the word before the list of sources; "" takes that of the audience's
            language.
        follow: what asks a viewer to follow, on a button; "" for nothing.
        corrections: where mistakes are told and mended, such as an address; "" for nothing.
    """

    title: tuple[str, ...]
    sources_label: str = ""
    follow: str = ""
    corrections: str = ""


@dataclass(frozen=True, kw_only=True)
class SubtitleStyle:
    """How subtitles are shown.

    Attributes:
        light_words: whether each word is lit in the highlight colour while it is spoken, over
            footage in the audience's language.
    """

    light_words: bool = False


@dataclass(frozen=True, kw_only=True)
class CardStyle:
    """How cards stand over their pictures, and how they move.

    Attributes:
        words: what is behind words: ``"plate"`` (a plate a line), ``"shadow"`` (a soft shadow), or
            ``"none"``; without a plate the picture is darkened as far as the words need.
        calm: whether nothing travels: pictures stand still, and words appear where they stay.
    """

    words: str = "plate"
    calm: bool = False

    @property
    def plates(self) -> bool:
        """Whether words stand on plates."""
        return self.words == "plate"


@dataclass(frozen=True, kw_only=True)
class MapStyle:
    """Whose borders maps show.

    Attributes:
        borders: ``"deu"`` for borders as Germany recognises them, ``"none"`` for land and sea only.
    """

    borders: str = "deu"

    @property
    def bordered(self) -> bool:
        """Whether maps show borders at all."""
        return self.borders != "none"


@dataclass(frozen=True, kw_only=True)
class Music:
    """Sound files of the brand and how loud they stand against the footage's voice.

    Attributes:
        bed: a quiet loop that lies under everything, or None.
        pulse: a loop that drives the cards together with it and leaves under voices, or None.
        figure: a loop that joins both once the story has begun, or None.
        join: a small sound where one shot follows another, or None.
        number: a small sound while numbers count, or None.
        riser: a sound of 0.8 s that leads into footage, or None.
        sting_in: a short sound at the start, or None.
        sting_out: a short sound under the end card, or None.
        bed_gain_db: level of the bed and the loops with it, dB.
        sting_gain_db: level of the stings, dB.
        accent_gain_db: level of the small sounds, dB.
        duck_db: how far the bed goes down under speech, dB, negative.
        bed_in_ms: where in its file the bed begins, ms.
        bed_levelled: whether the bed is brought to the level of a bed, as a story's own music is.
    """

    bed: Path | None = None
    pulse: Path | None = None
    figure: Path | None = None
    join: Path | None = None
    number: Path | None = None
    riser: Path | None = None
    sting_in: Path | None = None
    sting_out: Path | None = None
    bed_gain_db: float = 0.0
    sting_gain_db: float = 0.0
    accent_gain_db: float = 0.0
    duck_db: float = -14.0
    bed_in_ms: int = 0
    bed_levelled: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that there is."""
        loops, small = (self.bed, self.pulse, self.figure), (self.join, self.number, self.riser)
        found = (*loops, *small, self.sting_in, self.sting_out)
        return tuple(file for file in found if file)


@dataclass(frozen=True, kw_only=True)
class BrandNames:
    """How a brand calls itself, as it is written: ``{seconds}`` stands for a clip's length.

    Attributes:
        title: the name people know.
        wordmark: the lines of the mark.
        end: the lines of the end card.
    """

    title: str
    wordmark: tuple[str, ...]
    end: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Brand:
    """Everything that makes a clip look and sound like one newsroom's.

    Attributes:
        name: folder name, as written in a story.
        title: the name people know.
        file: its brand.toml, absolute.
        digest: hex digest over brand.toml and every file it names; part of content keys.
        platforms: where clips are published whose story does not say so; none for every platform.
        names: its names as they are written, from which those of a clip are made; None where no
            length stands in them.
    """

    name: str
    title: str
    file: Path
    digest: str
    colours: Colours
    typography: Typography
    bug: Bug
    end: EndCard
    music: Music
    subtitles: SubtitleStyle = SubtitleStyle()
    cards: CardStyle = CardStyle()
    map: MapStyle = MapStyle()
    platforms: tuple[str, ...] = ()
    names: BrandNames | None = None

    def lasting(self, seconds: int) -> Brand:
        """Return the brand as it calls itself in a clip of so many seconds."""
        if self.names is None:
            return self
        title, *lines = (
            one.replace(SECONDS, str(seconds))
            for one in (self.names.title, *self.names.wordmark, *self.names.end)
        )
        marks = len(self.names.wordmark)
        return replace(
            self,
            title=title,
            bug=replace(self.bug, wordmark=tuple(lines[:marks])),
            end=replace(self.end, title=tuple(lines[marks:])),
        )
