"""Plays a stretch of a file's sound with whatever player is on this machine.

The stretch is decoded here and handed over as a small WAV file, since players differ in how they
seek, and some cannot. Where the system can, that file is only in memory: nothing of a voice is left
on the disk, however the program ends.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clipmaker.errors import MediaError
from clipmaker.machine import process

PLAYERS: tuple[tuple[str, ...], ...] = (
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("mpv", "--no-video", "--no-config", "--really-quiet"),
    ("afplay",),
    ("aplay", "-q"),
    ("paplay",),
)
"""Programs that play a file and end, best first."""

_AROUND_MS = 300
_GRACE_S = 20.0


def player() -> tuple[str, ...]:
    """Return the command of the first player on the PATH, () when there is none."""
    for name, *options in PLAYERS:
        if found := shutil.which(name):
            return (found, *options)
    return ()


def play(
    file: Path,
    audio_tracks: tuple[int, ...],
    start_ms: int,
    end_ms: int,
    limit_ms: int,
    *,
    disguised: bool = False,
) -> str:
    """Play a stretch with a little sound around it, and wait until it ends.

    Args:
        file: the media file.
        audio_tracks: index among its audio tracks, 0-based; several are mixed.
        start_ms: first millisecond.
        end_ms: first millisecond no longer wanted.
        limit_ms: length of the file.
        disguised: whether it is heard in another voice, as in the clip.

    Returns:
        Why nothing was heard, "" when it was played.
    """
    command = player()
    if not command:
        names = ", ".join(name for name, *_ in PLAYERS)
        return f"there is no player on this machine: install one of {names}"
    start_ms, end_ms = max(0, start_ms - _AROUND_MS), min(limit_ms, end_ms + _AROUND_MS)
    try:
        with _passing_file() as sound:
            write_wav(sound, file, audio_tracks, start_ms, end_ms, disguised=disguised)
            done = process.run(
                [*command, str(sound)], timeout_s=(end_ms - start_ms) / 1000 + _GRACE_S
            )
    except MediaError as error:
        return error.message
    except (process.ProcessNotFoundError, process.ProcessTimeoutError) as error:
        return str(error)
    said = f": {done.said}" if done.said else ""
    return f"{Path(command[0]).name} ended with code {done.code}{said}" if done.code else ""


@contextmanager
def _passing_file() -> Iterator[Path]:
    """Give the path of a file that is gone afterwards: in memory, or else in a folder of ours."""
    own = Path(f"/proc/{os.getpid()}/fd")
    if not hasattr(os, "memfd_create") or not own.is_dir():
        with tempfile.TemporaryDirectory(prefix="clipmaker-hear-") as folder:
            yield Path(folder) / "cue.wav"
        return
    descriptor = os.memfd_create("cue.wav")
    try:
        yield own / str(descriptor)
    finally:
        os.close(descriptor)


def write_wav(
    target: Path,
    file: Path,
    audio_tracks: tuple[int, ...],
    start_ms: int,
    end_ms: int,
    *,
    disguised: bool = False,
) -> None:
    """Write a stretch of a file's sound as a WAV file of 16 bits.

    Args:
        target: the WAV file.
        file: the media file.
        audio_tracks: which of its audio tracks, 0-based; several are mixed.
        start_ms: first millisecond.
        end_ms: first millisecond no longer wanted.
        disguised: whether it is written in another voice; before anything of it is written.

    Raises:
        MediaError: the file cannot be read or has no such track.
    """
    import numpy as np

    from clipmaker.media.disguise import RATE_HZ as DISGUISED_HZ
    from clipmaker.media.disguise import disguise
    from clipmaker.media.sound import RATE_HZ, decode_mono_16k

    samples, rate_hz = decode_mono_16k(file, audio_tracks, start_ms, end_ms), RATE_HZ
    if disguised:
        times = np.arange(len(samples) * DISGUISED_HZ // RATE_HZ) * RATE_HZ / DISGUISED_HZ
        widened = np.interp(times, np.arange(len(samples)), samples).astype(np.float32)
        samples, rate_hz = disguise(widened[None, :])[0], DISGUISED_HZ
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate_hz)
        out.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
