"""A RenderPlan: the segments and the sounds that make a clip, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clipmaker.brand.model import Brand
from clipmaker.faces.model import Face
from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Card
from clipmaker.story.photo import CoverStyle
from clipmaker.timeline.joins import passing_frames
from clipmaker.timeline.model import PlacedCue, Shot, Sound
from clipmaker.timeline.order import name_of

Parts = tuple[tuple[str, str], ...]
"""What a key is made of: what people call each part, and its digest."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What every segment of a clip shares.

    Attributes:
        brand: the newsroom's.
        profile: delivery profile.
        language: language of the cards.
        topic: what the clip is about, in a word or two; "" for nothing.
        shots: the frames on which its shots begin, for its progress.
    """

    brand: Brand
    profile: DeliveryProfile
    language: str
    topic: str = ""
    shots: tuple[int, ...] = ()

    def passing_frames(self, shot: Shot) -> int:
        """Return for how many frames the picture before a shot is still seen in it."""
        calm = self.brand.cards.calm
        return passing_frames(shot.item, shot.frames, self.profile.rate, calm=calm)


@dataclass(frozen=True, kw_only=True)
class CoveredFaces:
    """Faces that are covered in footage, and how that looks."""

    faces: tuple[Face, ...]
    style: CoverStyle


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of one shot that is encoded by itself; same key, same bytes.

    Attributes:
        key: hex digest over everything that can change its bytes.
        shot: the shot it belongs to.
        first: its first frame, counted from the shot's start.
        frames: length.
        media: facts of the footage, or of the clip behind a card; None for a card without one.
        parts: what its key is made of.
        before: the shot, or its last segment, whose picture is still seen in it, as its own shot
            begins; None for none.
        covers: the faces that are covered in it, None for a shot without protection.
    """

    key: str
    shot: Shot
    first: int
    frames: int
    media: MediaInfo | None = None
    parts: Parts = ()
    before: Segment | None = None
    covers: CoveredFaces | None = None

    @property
    def start_frame(self) -> int:
        """First frame in the clip."""
        return self.shot.start_frame + self.first

    @property
    def end_frame(self) -> int:
        """First frame of the clip after it."""
        return self.start_frame + self.frames

    @property
    def cues(self) -> tuple[PlacedCue, ...]:
        """The cues that it shows, with the frames of the clip in which it shows them."""
        return tuple(
            replace(
                cue,
                start_frame=max(cue.start_frame, self.start_frame),
                end_frame=min(cue.end_frame, self.end_frame),
                words=tuple(
                    word
                    for word in cue.words
                    if word.start_frame < self.end_frame and self.start_frame < word.end_frame
                ),
            )
            for cue in self.shot.cues
            if cue.start_frame < self.end_frame and self.start_frame < cue.end_frame
        )

    @property
    def name(self) -> str:
        """A short name for progress and messages, such as ``card 3 (caption)``."""
        item = self.shot.item
        if isinstance(item, Card):
            return name_of(self.shot.index, item)
        return f"footage {self.shot.index + 1} from frame {self.first}"


@dataclass(frozen=True, kw_only=True)
class RenderPlan:
    """Everything a renderer needs for one clip.

    Attributes:
        look: brand, profile and language.
        segments: in the order of the clip, without gap or overlap.
        sounds: all sounds of the clip.
        sound_key: hex digest over everything that can change the sound's bytes.
        draft: whether it shows a translation that no person approved.
    """

    look: Look
    segments: tuple[Segment, ...]
    sounds: tuple[Sound, ...]
    sound_key: str
    draft: bool
