"""Delivery and subtitle profiles, as frozen values read from assets/profiles.

All places on the canvas are in canvas units: 1080 from side to side, or, where it is wider than
high, 864 from top to bottom. ``scale`` turns them into pixels of the delivered size, so that a
small test profile lays out like the real one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

CANVAS_WIDTH = 1080
"""Width of every canvas that is not wider than high."""
WIDE_HEIGHT = 864
"""Height of one that is: telephones show it smaller, so the same type takes more of it."""
PREVIEW_PRESET = "superfast"
PREVIEW_CRF_MORE = 3
"""How much coarser a preview is quantised: it is looked at once."""
SUBTITLE_SHARES = (1.0, 0.9, 0.8)
"""Shares of the subtitles' size in which one is tried that does not fit, all its lines alike."""


@dataclass(frozen=True, kw_only=True)
class Rect:
    """A half-open rectangle in canvas units: left and top inside, right and bottom outside."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where ring and brand's mark stand: left and top edge of the ring, in canvas units."""

    left: float = 120.0
    top: float = 150.0

    @property
    def bottom(self) -> float:
        """Where what the brand shows above the words, ring and mark, ends."""
        return self.top + 110.0


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How long a text must stay.

    Attributes:
        base_s: seconds before the first word is read.
        per_word_s: seconds a word (BBC Subtitle Guidelines 1.2.5: 0.33 to 0.375).
        step_s: reading times are rounded up to whole steps, so that one more word moves
            neighbours seldom.
        card_scale: factor on every card's own shortest and longest time.
        linger: a card stays at most so many times as long as its words need, because a short
            text that stands for long looks like a fault.
    """

    base_s: float = 0.5
    per_word_s: float = 0.33
    step_s: float = 0.5
    card_scale: float = 1.0
    linger: float = 2.0


@dataclass(frozen=True, kw_only=True)
class Encoder:
    """H.264 and AAC settings. ``threads`` is fixed here because x264 writes it into the stream.

    ``buffer_start`` is the share of the decoder's buffer that a segment may count on when it
    begins: segments are encoded one by one, and with a full buffer each would spend it anew.
    ``subme`` is how finely x264 refines motion, 0 to 11; None for what its preset does.
    """

    preset: str = "veryfast"
    subme: int | None = None
    crf: int = 20
    threads: int = 1
    max_kbit_s: int = 8000
    buffer_kbit: int = 16000
    buffer_start: float = 0.5
    gop_frames: int = 60
    b_frames: int = 2
    audio_kbit_s: int = 192


@dataclass(frozen=True, kw_only=True)
class Loudness:
    """Targets after AAC: integrated LUFS with tolerance (LU), and true peak (dBTP)."""

    integrated_lufs: float = -14.0
    tolerance_lu: float = 0.5
    true_peak_dbtp: float = -1.0


@dataclass(frozen=True, kw_only=True)
class DeliveryProfile:
    """What the finished file must be.

    Attributes:
        name: profile name.
        dated: when the numbers were last compared with their sources, ISO date.
        width_px: picture width.
        height_px: picture height.
        rate: frames a second.
        frames: length of every clip, or the longest one where clips are as long as their stories.
        segment_frames: longest segment of footage; shorter segments make edits cheaper.
        max_bytes: upper bound of the file size.
        safe_area: union of rectangles that everything people must read lies inside.
        reading: reading speed.
        encoder: encoder settings.
        loudness: loudness targets.
        head: where ring and mark stand.
        own_length: whether clips are as long as their stories, ``frames`` at most.
        format: the shape that was asked for instead of the profile's own, as in ``4:5``; else "".
        length: the length that was asked for instead of the profile's own, as in ``59s``; else "".
    """

    name: str
    dated: str
    width_px: int
    height_px: int
    rate: Fraction
    frames: int
    segment_frames: int
    max_bytes: int
    safe_area: tuple[Rect, ...]
    reading: Reading
    encoder: Encoder
    loudness: Loudness
    head: Head = Head()
    own_length: bool = False
    format: str = ""
    length: str = ""

    @property
    def plain_name(self) -> str:
        """Its name without the length and the shape that were asked for."""
        shapeless = self.name.removesuffix(f"-{self.format.replace(':', 'x')}")
        return shapeless.removesuffix(f"-{self.length}")

    @property
    def scale(self) -> float:
        """Pixels for one canvas unit."""
        return self.height_px / WIDE_HEIGHT if self.wide else self.width_px / CANVAS_WIDTH

    @property
    def canvas_width(self) -> float:
        """Width of the canvas, canvas units."""
        return self.width_px / self.scale

    @property
    def canvas_height(self) -> float:
        """Height of the canvas, canvas units."""
        return self.height_px / self.scale

    @property
    def wide(self) -> bool:
        """Whether it is wider than high."""
        return self.width_px > self.height_px

    @property
    def duration_s(self) -> Fraction:
        """Length of the clip, seconds."""
        return self.frames / self.rate

    def preview(self) -> DeliveryProfile:
        """Return this profile at half its size, encoded quickly.

        Length, rate and sound are the same, so that a preview shows what is published.
        """
        encoder = replace(
            self.encoder,
            preset=PREVIEW_PRESET,
            subme=None,
            crf=self.encoder.crf + PREVIEW_CRF_MORE,
            max_kbit_s=self.encoder.max_kbit_s // 2,
            buffer_kbit=self.encoder.buffer_kbit // 2,
        )
        return replace(
            self,
            name=f"{self.name}-preview",
            width_px=2 * round(self.width_px / 4),
            height_px=2 * round(self.height_px / 4),
            encoder=encoder,
        )

    def frames_in(self, seconds: float | Fraction) -> int:
        """Return the number of frames nearest to a duration in seconds."""
        return round(Fraction(seconds) * self.rate)


@dataclass(frozen=True, kw_only=True)
class SubtitleProfile:
    """House rules for subtitles; times in ms, reading speed in characters a second (cps).

    Attributes:
        name: profile name.
        dated: when the numbers were last compared with their source, ISO date.
        source: where they come from.
        lines: lines wished for at most.
        lines_at_most: lines possible when that is needed.
        cps_wished: reading speed wished for at most.
        cps_at_most: a faster cue breaks the rule.
        shortest_ms: shortest cue.
        longest_ms: longest cue.
        gap_ms: shortest pause between two cues.
        touching: whether cues may also follow one another without any pause.
        characters: longest line, 0 where the profile counts no characters.
    """

    name: str
    dated: str
    source: str
    lines: int
    lines_at_most: int
    cps_wished: float
    cps_at_most: float
    shortest_ms: int
    longest_ms: int
    gap_ms: int
    touching: bool = False
    characters: int = 0
