"""A Timeline: what is on screen and heard at every frame, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from clipmaker.cues.credit import Translation
from clipmaker.story.model import Card, Footage


@dataclass(frozen=True, kw_only=True)
class SpokenWord:
    """A word that is lit while it is spoken.

    Attributes:
        line: number of its line, 0-based.
        start: index of its first character in the line.
        end: index after its last.
        start_frame: first frame of the clip in which it is lit.
        end_frame: first frame in which it no longer is.
    """

    line: int
    start: int
    end: int
    start_frame: int
    end_frame: int


@dataclass(frozen=True, kw_only=True)
class PlacedCue:
    """A cue on the clip's frames, with the lines it is shown in.

    Attributes:
        footage: name of the footage file.
        id: the cue's name in its sheet.
        start_frame: first frame of the clip that shows it.
        end_frame: first frame that no longer does.
        lines: the English as it is broken on screen.
        speakers: colour index of who says each line, 0 for the first or unknown one; empty for 0.
        words: words that are lit one after the other; empty when none is.
        approved: whether a person approved it, or lets it go out as it is.
        names: who speaks, in order, as the cue sheet calls them.
    """

    footage: str
    id: str
    start_frame: int
    end_frame: int
    lines: tuple[str, ...]
    speakers: tuple[int, ...] = ()
    words: tuple[SpokenWord, ...] = ()
    approved: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SpokenPart:
    """A part of footage in which one language is spoken, on the clip's frames.

    Attributes:
        start_frame: first frame of it.
        end_frame: first frame after it.
        language: language code of what is said.
        translation: who translated what is shown of it.
    """

    start_frame: int
    end_frame: int
    language: str
    translation: Translation


@dataclass(frozen=True, kw_only=True)
class NamePlate:
    """Who speaks, named on the clip's frames from ``start_frame`` up to ``end_frame``."""

    name: str
    role: str = ""
    start_frame: int
    end_frame: int


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A card or footage on the clip's frames.

    Attributes:
        index: place in the story, 0-based; a content warning has that of its footage.
        item: the card or footage.
        start_frame: first frame of the clip.
        frames: length.
        cues: subtitles over it, in order.
        spoken: language of footage whose speech was recognised or given, "" otherwise.
        draft: whether it shows, or lacks, a translation that no person approved.
        translation: who translated what is shown.
        parts: its parts by language, in order and without gaps; none where one is spoken all along.
        plates: names of those who speak, in order, never two at once.
    """

    index: int
    item: Card | Footage
    start_frame: int
    frames: int
    cues: tuple[PlacedCue, ...] = ()
    spoken: str = ""
    draft: bool = False
    translation: Translation = field(default_factory=Translation)
    parts: tuple[SpokenPart, ...] = ()
    plates: tuple[NamePlate, ...] = ()

    @property
    def tongues(self) -> tuple[str, ...]:
        """The language codes of what is said and shown in it; "" where that is not known."""
        return tuple(dict.fromkeys(part.language for part in self.parts)) or (self.spoken,)

    def spoken_in(self, frame: int) -> str:
        """Return the language code of what is said in a frame of the clip."""
        return next((part.language for part in self.parts if frame < part.end_frame), self.spoken)

    @property
    def end_frame(self) -> int:
        """First frame after the shot."""
        return self.start_frame + self.frames


class SoundRole(StrEnum):
    """What a sound is for; decides how it is mixed."""

    VOICE = "voice"
    NARRATION = "narration"
    BED = "bed"
    STING = "sting"


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A stretch of a sound file on the clip's frames.

    Attributes:
        role: what it is for.
        file: the file.
        audio_tracks: which of its audio tracks, 0-based; several are mixed.
        in_ms: where in the file it starts.
        start_frame: first frame of the clip that hears it.
        frames: length.
        gain_db: level, dB.
        loops: whether the file is repeated to fill the length.
        levelled: whether it is brought to the level of a bed first, however loud it was made.
        fade_in_ms: length of the fade at its start, ms; 0 for one that only avoids a click.
        fade_out_ms: length of the fade at its end, ms; likewise.
        bleeps: half-open spans of the file, ms, that a tone replaces; in order, apart.
        lifts: half-open spans of the clip's frames over which music comes forward.
        rests: half-open spans of the clip's frames over which a stem of it is silent.
        disguise: in which way its speech is heard in another voice; 0 for its own.
    """

    role: SoundRole
    file: Path
    audio_tracks: tuple[int, ...] = (0,)
    in_ms: int = 0
    start_frame: int
    frames: int
    gain_db: float = 0.0
    loops: bool = False
    levelled: bool = False
    fade_in_ms: int = 0
    fade_out_ms: int = 0
    bleeps: tuple[tuple[int, int], ...] = ()
    lifts: tuple[tuple[int, int], ...] = ()
    rests: tuple[tuple[int, int], ...] = ()
    disguise: int = 0


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The shots and sounds of one clip.

    Attributes:
        rate: frames a second.
        frames: length.
        shots: follow one another without gap or overlap.
        sounds: everything that is heard.
        cover_frame: the frame that is shown before the clip is played.
    """

    rate: Fraction
    frames: int
    shots: tuple[Shot, ...]
    sounds: tuple[Sound, ...]
    cover_frame: int = 0

    def shot_at(self, frame: int) -> Shot:
        """Return the shot that is on screen in a frame; ValueError where there is none."""
        for shot in self.shots:
            if shot.start_frame <= frame < shot.end_frame:
                return shot
        raise ValueError(f"frame {frame} is outside the clip's {self.frames}")

    @property
    def cues(self) -> tuple[PlacedCue, ...]:
        """All placed cues, in order."""
        return tuple(cue for shot in self.shots for cue in shot.cues)

    @property
    def draft(self) -> bool:
        """Whether any shot shows an unapproved translation."""
        return any(shot.draft for shot in self.shots)
