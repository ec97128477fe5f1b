"""Voices of footage and voice-overs: decoded in time, heard on both sides, at one level."""

from __future__ import annotations

from dataclasses import dataclass

from clipmaker.errors import MediaError, RenderError
from clipmaker.media.model import MediaInfo
from clipmaker.timeline.frames import clock
from clipmaker.timeline.model import Sound
from clipmaker.tools.graph import Option, Stream, file_input
from clipmaker.tools.loudness import measure_channels, measure_integrated

RATE_HZ = 48_000
VOICE_LUFS = -16.0
MOST_GAIN_DB = 36.0

_NOTHING_LUFS = -60.0
"""What is quieter is nobody's voice; lifting its noise would help nobody."""
_EVEN_LUFS = -20.0
"""Level at which voices meet the compressor, whose threshold is absolute."""
_LEAD_S = 1.0
"""Reading starts so much early, since decoders need a run-up."""
_ONE_SIDE_DB = 14.0
_REVERSED_DB = 12.0
_TONE_HZ = 1000
_TONE_DB = -20.0
"""A sine of so many dBFS on both sides measures as many LUFS: a little below the voice."""
_RAMP_S = 0.005


@dataclass(frozen=True, kw_only=True)
class PlacedSound:
    """A Sound with the facts of its file.

    Attributes:
        sound: what is heard.
        media: facts of its file.
        number: its number in the mix; tells apart sounds that are otherwise the same.
    """

    sound: Sound
    media: MediaInfo
    number: int


def decoded(item: PlacedSound, length: int) -> Stream:
    """Return exactly so many samples of a sound from its place in the file, stereo at 48 kHz.

    Sound that starts late in the file, or has holes, comes with the silence that is heard there.
    """
    sound, media = item.sound, item.media
    lead_s = min(_LEAD_S, sound.in_ms / 1000)
    # FFmpeg's own zero moves with the streams that are read; the file's clock does not.
    options: dict[str, Option] = {"copyts": None}
    if not sound.loops:
        # It counts from where reading really begins, a key frame that may lie far before.
        options["t"] = f"{sound.in_ms / 1000 + length / RATE_HZ + _LEAD_S:.3f}"
    if sound.in_ms:
        options |= {"noaccurate_seek": None, "ss": f"{sound.in_ms / 1000 - lead_s:.3f}"}
    source = file_input(sound.file, demuxer=media.container, **options)
    in_point_s = float(media.start_s) + sound.in_ms / 1000
    stream = source.audio(sound.audio_track)
    # ffmpeg-python takes filters with equal options for one: a file may be heard twice.
    stream = stream.filter("asetpts", f"PTS-{in_point_s:.6f}/TB+0*{item.number}")
    stream = _named_channels(stream.filter("atrim", start=0), item)
    stream = stream.filter("aresample", RATE_HZ, **{"async": 1, "first_pts": 0}).filter(
        "aformat", sample_fmts="fltp", channel_layouts="stereo"
    )
    if sound.loops:
        stream = stream.filter("aloop", loop=-1, size=2**31 - 1)
    return stream.filter("atrim", end_sample=length).filter("asetpts", "N/SR/TB")


def voice(item: PlacedSound, length: int) -> Stream | None:
    """Return so many samples of a voice, on both sides and at the level of every voice.

    The file is measured for that, so this takes as long as decoding it a few times.

    Returns:
        None where the file holds nothing but silence.

    Raises:
        MediaError: its sound cannot be decoded there.
    """
    name = item.sound.file.name
    try:
        stream = _both_sides(decoded(item, length), name).filter("highpass", f=70)
        levelled = _levelled(stream, name)
    except RenderError as error:
        raise MediaError(
            f"{name}: the file is damaged: its sound cannot be decoded from "
            f"{clock(item.sound.in_ms)} on",
            remedy="Use another part of it, get the file again, or write mute: true.",
        ) from error
    return _bleeped(levelled, item.sound) if levelled else None


def _named_channels(stream: Stream, item: PlacedSound) -> Stream:
    """Return sound whose channels have places: those of recorders without any are mixed evenly."""
    facts = next(t for t in item.media.audio if t.index == item.sound.audio_track)
    if not facts.layout.endswith(" channels"):
        return stream
    mixed = "+".join(f"{1 / facts.channels:.4f}*c{i}" for i in range(facts.channels))
    return stream.filter("pan", args=f"mono|c0={mixed}")


def _both_sides(stream: Stream, name: str) -> Stream:
    """Return a voice that is heard on one side only, or vanishes in mono, on both sides."""
    parts = "4.0|c0=c0|c1=c1|c2=0.5*c0+0.5*c1|c3=0.5*c0-0.5*c1"
    left, right, middle, sides = measure_channels(
        stream.filter("pan", args=parts), doing=f"sound of {name}"
    )
    if left - right > _ONE_SIDE_DB or sides - middle > _REVERSED_DB:
        return stream.filter("pan", args="stereo|c0=c0|c1=c0")
    if right - left > _ONE_SIDE_DB:
        return stream.filter("pan", args="stereo|c0=c1|c1=c1")
    return stream


def _levelled(stream: Stream, name: str) -> Stream | None:
    """Bring a voice to its level; loud and soft words come nearer to each other."""
    heard = measure_integrated(stream, doing=f"sound of {name}")
    if heard <= _NOTHING_LUFS:
        return None
    stream = _gain(stream, min(MOST_GAIN_DB, _EVEN_LUFS - heard)).filter(
        "acompressor", threshold="-22dB", ratio=2.5, attack=8, release=160, knee=6
    )
    heard = measure_integrated(stream, doing=f"sound of {name}")
    return _gain(stream, min(-_EVEN_LUFS, VOICE_LUFS - heard))


def _gain(stream: Stream, db: float) -> Stream:
    return stream.filter("volume", f"{db:.2f}dB")


def _bleeped(stream: Stream, sound: Sound) -> Stream:
    """Replace spans by a tone, with ramps outside of them so that nothing of a word is left."""
    if not sound.bleeps:
        return stream
    spans = [((a - sound.in_ms) / 1000, (b - sound.in_ms) / 1000) for a, b in sound.bleeps]
    ramps = (
        f"clip(min((t-{a - _RAMP_S:.3f})/{_RAMP_S},({b + _RAMP_S:.3f}-t)/{_RAMP_S}),0,1)"
        for a, b in spans
    )
    share = f"min(1,{'+'.join(ramps)})"
    tone = f"{10 ** (_TONE_DB / 20):.5f}*sin(2*PI*{_TONE_HZ}*t)"
    sides = (f"st(0,{share})*{tone}+(1-ld(0))*val({i})" for i in range(2))
    return stream.filter("aeval", exprs="|".join(sides), c="same")
