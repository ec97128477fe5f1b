"""What a story says of its clip as a whole: voice, music, names, cover and opening."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class VoiceOver:
    """A recorded voice over the whole clip.

    Attributes:
        file: the recording, absolute, links resolved; it begins with the clip.
        credit: whose voice it is, "" when that is not told.
        volume_db: louder or quieter than usual, dB.
        tracks: which of its audio tracks are heard, 0-based; () for the first.
        words: what is said, when the story gives it; "" to recognise it.
        captions: whether its words stand in the subtitle files and the transcript.
    """

    file: Path
    credit: str = ""
    volume_db: float = 0.0
    tracks: tuple[int, ...] = ()
    words: str = ""
    captions: bool = True

    @property
    def heard(self) -> bool:
        """Whether its captions come from what a machine hears."""
        return self.captions and not self.words


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who speaks in footage and is named on screen at the first line.

    Attributes:
        name: as it stands on screen.
        role: what they are, "" for nothing.
        speaker: what the cue sheets call them.
        line: where they stand in the story file.
    """

    name: str
    role: str = ""
    speaker: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Which frame stands for the clip before it is played: a shot's most telling one, or a time's.

    Attributes:
        shot: place of the shot in the story, 0-based; None where a time is given.
        at_ms: time in the clip, ms; None where a shot is given.
        line: where it stands in the story file.
    """

    shot: int | None = None
    at_ms: int | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class ColdOpen:
    """The strongest line of a story's footage, which is seen and heard before everything else.

    Attributes:
        shot: place of the footage in the story, 0-based.
        in_ms: where in its file the line begins, ms.
        out_ms: where it ends, ms.
        line: where it stands in the story file.
    """

    shot: int
    in_ms: int
    out_ms: int
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class OwnMusic:
    """Music that a story brings in place of its brand's.

    Attributes:
        file: the recording, absolute, links resolved.
        in_ms: where in it to begin, ms; a shorter one is repeated from there.
        credit: whose music it is.
        volume_db: louder or quieter than a bed usually is, dB.
        line: line in the story, 0 when it does not come from a file.
    """

    file: Path
    in_ms: int = 0
    credit: str
    volume_db: float = 0.0
    line: int = 0
