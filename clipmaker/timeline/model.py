"""A Timeline: what is on screen and heard at every frame, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from clipmaker.story.model import Card, Footage


@dataclass(frozen=True, kw_only=True)
class PlacedCue:
    """A cue on the clip's frames, with the lines it is shown in.

    Attributes:
        footage: name of the footage file.
        id: the cue's name in its sheet.
        start_frame: first frame of the clip that shows it.
        end_frame: first frame that no longer does.
        lines: the English as it is broken on screen.
        speaker: colour index of the speaker, 0 for the first or unknown one.
        approved: whether a person approved it.
    """

    footage: str
    id: str
    start_frame: int
    end_frame: int
    lines: tuple[str, ...]
    speaker: int = 0
    approved: bool = False


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A card or footage on the clip's frames.

    Attributes:
        index: place in the story, 0-based.
        item: the card or footage.
        start_frame: first frame of the clip.
        frames: length.
        cues: subtitles over it, in order.
        spoken: language of footage whose speech was recognised or given, "" otherwise.
        draft: whether it shows a translation that no person approved.
    """

    index: int
    item: Card | Footage
    start_frame: int
    frames: int
    cues: tuple[PlacedCue, ...] = ()
    spoken: str = ""
    draft: bool = False

    @property
    def end_frame(self) -> int:
        """First frame after the shot."""
        return self.start_frame + self.frames


class SoundRole(StrEnum):
    """What a sound is for; decides how it is mixed."""

    VOICE = "voice"
    BED = "bed"
    STING = "sting"


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A stretch of a sound file on the clip's frames.

    Attributes:
        role: what it is for.
        file: the file.
        audio_track: which of its audio tracks, 0-based.
        in_ms: where in the file it starts.
        start_frame: first frame of the clip that hears it.
        frames: length.
        gain_db: level, dB.
        loops: whether the file is repeated to fill the length.
    """

    role: SoundRole
    file: Path
    audio_track: int = 0
    in_ms: int = 0
    start_frame: int
    frames: int
    gain_db: float = 0.0
    loops: bool = False


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The shots and sounds of one clip; shots follow one another without gap or overlap."""

    rate: Fraction
    frames: int
    shots: tuple[Shot, ...]
    sounds: tuple[Sound, ...]

    @property
    def cues(self) -> tuple[PlacedCue, ...]:
        """All placed cues, in order."""
        return tuple(cue for shot in self.shots for cue in shot.cues)

    @property
    def draft(self) -> bool:
        """Whether any shot shows an unapproved translation."""
        return any(shot.draft for shot in self.shots)
