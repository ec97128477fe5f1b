"""The examples' films: their takes, their sound, and how they become files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synth import dialogue, files, harbour, interview, lettering, recorder, room
from synth.dialogue import Speaker, Spoken
from synth.film import Scene, film_grain
from synth.solids import Floats
from synth.waves import Signal, decibels

RATE_FPS = 30
LABEL = "RECONSTRUCTION"
BT709 = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"


@dataclass(frozen=True, kw_only=True)
class Film:
    """One film.

    Attributes:
        size: picture, px.
        length_s: how long it is, seconds.
        takes: what is said in each of its scenes.
        label: left edge, baseline and type size of the burnt-in line, px.
        scenes: makes the scenes, given the takes and the rendering quality.
        sound: makes its sound.
        crf: quality of the picture's coding; lower is better and larger.
    """

    size: tuple[int, int]
    length_s: float
    takes: Sequence[Sequence[dialogue.Line]]
    label: tuple[int, int, int]
    scenes: Callable[[Sequence[Sequence[Spoken]], float], list[Scene]]
    sound: Callable[[Sequence[Sequence[Spoken]], float], Signal]
    crf: int


def _room_scenes(takes: Sequence[Sequence[Spoken]], quality: float) -> list[Scene]:
    first, second, both = (_heard(takes, name) for name in ("First soldier", "Second soldier", ""))
    cuts = cuts_between(takes)
    return [
        interview.build(room.first_man(), _from(first, cuts[0]), quality=quality, mirror=False),
        interview.build(room.second_man(), _from(second, cuts[1]), quality=quality, mirror=True),
        recorder.build(_from(both, cuts[2]), starts_s=cuts[2] + 1, quality=quality),
    ]


def _harbour_scenes(takes: Sequence[Sequence[Spoken]], quality: float) -> list[Scene]:
    return [harbour.build(_heard(takes, ""), quality=quality)]


def _heard(takes: Sequence[Sequence[Spoken]], name: str) -> Callable[[float], float]:
    """Return the loudness of the speaker of that name, or of everybody."""

    def who(speaker: Speaker) -> bool:
        return name in ("", speaker.name)

    return dialogue.loudness_of(takes, who)


def _from(loudness: Callable[[float], float], start_s: float) -> Callable[[float], float]:
    return lambda t: loudness(start_s + t)


FILMS = {
    "interview": Film(
        size=room.SIZE,
        length_s=21.0,
        takes=dialogue.INTERVIEW,
        label=(142, 556, 24),
        scenes=_room_scenes,
        sound=lambda takes, length: dialogue.mix(
            takes, length, air=dialogue.room_air(length), wet_db=-12, hall=dialogue.small_room()
        ),
        crf=25,
    ),
    "harbour": Film(
        size=harbour.SIZE,
        length_s=11.0,
        takes=dialogue.HARBOUR,
        label=(80, 282, 20),
        scenes=_harbour_scenes,
        sound=lambda takes, length: dialogue.mix(
            takes, length, air=dialogue.sea_air(length), wet_db=-20, hall=dialogue.quay()
        ),
        crf=26,
    ),
}
"""Every film, by the name of its file."""


def cuts_between(takes: Sequence[Sequence[Spoken]]) -> list[float]:
    """Return when each take begins, on a whole frame, a moment before its first word."""
    later = [round((take[0].start_s - 0.3) * RATE_FPS) / RATE_FPS for take in takes[1:]]
    return [0.0, *later]


def frames(film: Film, *, quality: float, times: Sequence[float] | None = None) -> Iterator[Floats]:
    """Yield finished pictures, uint8 (h, w, 3): all of them, or those at some times."""
    takes = dialogue.perform(film.takes)
    cuts, scenes = cuts_between(takes), film.scenes(takes, quality)
    left, baseline, size = film.label
    ink, shade = lettering.burn(LABEL, film.size, left_px=left, baseline_px=baseline, type_px=size)
    grain = film_grain(film.size, 1.5)
    if times is None:
        times = [i / RATE_FPS for i in range(round(film.length_s * RATE_FPS))]
    for t in times:
        index = max(i for i, cut in enumerate(cuts) if cut <= t + 1e-6)
        picture = scenes[index].frame(t - cuts[index], film.size) * (1 - 0.8 * shade)
        picture = picture * (1 - ink) + 236 * ink + next(grain)
        yield np.asarray(np.clip(picture + 0.5, 0, 255).astype(np.uint8))


def write_film(name: str, file: Path, *, quality: float) -> None:
    """Draw and encode a film."""
    film = FILMS[name]
    sound = film.sound(dialogue.perform(film.takes), film.length_s)
    now = files.measure(sound)
    gain_db = min(-18 - now.integrated_lufs, -3 - now.true_peak_dbtp)
    voice = file.with_suffix(".part.f32")
    voice.write_bytes(files.raw(sound * decibels(gain_db))[0])
    try:
        files.ffmpeg(
            [
                *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{film.size[0]}x{film.size[1]}"),
                *("-r", str(RATE_FPS), "-i", "-"),
                *("-f", "f32le", "-ar", "48000", "-ac", "2", "-i", str(voice)),
                *("-vf", f"scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd,{BT709}"),
                *("-c:v", "libx264", "-preset", "slower", "-crf", str(film.crf)),
                *("-pix_fmt", "yuv420p", "-profile:v", "high", "-threads", "1"),
                *("-x264-params", "aq-mode=3:aq-strength=1.1:keyint=90:deblock=1,1"),
                *("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"),
                *("-c:a", "aac", "-b:a", "80k", "-map_metadata", "-1"),
                *("-fflags", "+bitexact", "-flags", "+bitexact", "-movflags", "+faststart"),
                str(file),
            ],
            (picture.tobytes() for picture in frames(film, quality=quality)),
        )
    finally:
        voice.unlink()
