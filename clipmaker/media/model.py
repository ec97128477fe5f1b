"""Facts about a media file, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""FFmpeg's own decoders of these pay no heed to transparency; others do."""


@dataclass(frozen=True, kw_only=True)
class VideoFacts:
    """Facts of the picture.

    Attributes:
        codec: codec name.
        width_px: stored width.
        height_px: stored height.
        display_width_px: width as seen: after rotation and with square pixels.
        display_height_px: height as seen.
        rotation: degrees clockwise to turn the stored picture, 0, 90, 180 or 270.
        mirrored: whether the display matrix then also flips the turned picture left to right.
        sample_aspect: shape of one stored pixel, width over height.
        rate: average frames a second; 0 when not known, and for still pictures.
        key_gap_ms: longest time between pictures that decoding can start at, in files without an
            index; 0 when it is not known, or is the index's business.
        pixel_format: FFmpeg's pixel format name.
        bits: bits a sample.
        alpha: whether it can have transparent parts.
        transfer: transfer characteristic (``bt709``, ``arib-std-b67``, ``smpte2084``), "" unknown.
        primaries: colour primaries, "" when not known.
        matrix: colour matrix, "" when not known.
        full_range: whether samples use the full range.
        interlaced: whether fields are stored.
        inner: left, top, right and bottom of what is left of the picture as seen without the bars
            that are part of it, as shares; None for a film that fills its frame.
    """

    codec: str
    width_px: int
    height_px: int
    display_width_px: int
    display_height_px: int
    rotation: int = 0
    mirrored: bool = False
    sample_aspect: Fraction = Fraction(1)
    rate: Fraction = Fraction(0)
    key_gap_ms: int = 0
    pixel_format: str = ""
    bits: int = 8
    alpha: bool = False
    transfer: str = ""
    primaries: str = ""
    matrix: str = ""
    full_range: bool = False
    interlaced: bool = False
    inner: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class AudioFacts:
    """Facts of one audio track.

    Attributes:
        index: its number among the audio tracks, 0-based.
        codec: codec name.
        sample_rate_hz: samples a second.
        channels: number of channels.
        layout: their arrangement as FFmpeg calls it: ``mono``, ``stereo``, ``5.1``.
        language: two-letter code where there is one, "" when the file does not tell.
        start_ms: when it begins, ms after the file begins.
    """

    index: int
    codec: str
    sample_rate_hz: int
    channels: int
    layout: str
    language: str = ""
    start_ms: int = 0


@dataclass(frozen=True, kw_only=True)
class MediaInfo:
    """What one media file holds.

    Attributes:
        file: the file, absolute.
        digest: hex sha256 of its content.
        container: name of the demuxer to force on FFmpeg for it (``mov``, ``png_pipe``).
        duration_ms: when the picture (the sound, where there is no picture) ends, ms after the
            file begins; 0 for a still picture.
        video: facts of the picture, None for a file of sound alone.
        audio: facts of every audio track.
        undecodable: numbers of audio tracks in a form that cannot be decoded, left out of
            ``audio``.
        still: whether it is a single picture.
        start_s: when the file starts on its own clock, seconds; all other times count from there.
    """

    file: Path
    digest: str
    container: str
    duration_ms: int
    video: VideoFacts | None
    audio: tuple[AudioFacts, ...]
    undecodable: tuple[int, ...] = ()
    still: bool = False
    start_s: Fraction = Fraction(0)
