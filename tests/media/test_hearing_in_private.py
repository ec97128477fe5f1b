"""A line that a reviewer hears leaves no file, and no true voice where it is changed."""

from __future__ import annotations

import os
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np
import pytest

from clipmaker.tools.hear import play, write_wav

pytestmark = pytest.mark.slow


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """A recording of 1.5 s of noise in syllables."""
    voice = np.random.default_rng(2).normal(0, 0.2, 24_000) * np.sin(np.arange(24_000) / 900) ** 2
    file = tmp_path / "spoken.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes((voice * 32767).astype("<i2").tobytes())
    return file


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="the system has no files in memory")
def test_what_is_played_is_no_file_on_the_disk(
    spoken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, temporary = tmp_path / "kept", tmp_path / "temporary"
    programs = tmp_path / "programs"
    for folder in (temporary, programs):
        folder.mkdir()
    player = programs / "aplay"
    player.write_text(
        f"#!{sys.executable}\nimport shutil, sys, os\n"
        f"shutil.copyfile(sys.argv[-1], {str(kept)!r})\n"
        f"assert not os.listdir({str(temporary)!r})\n"
    )
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    assert play(spoken, (0,), 0, 1000, 1500) == ""
    with wave.open(str(kept)) as heard:
        assert heard.getnframes() == 16_000 * 1300 // 1000


def test_a_changed_voice_is_changed_before_it_is_written(spoken: Path, tmp_path: Path) -> None:
    sounds = []
    for disguised in (False, True):
        write_wav(tmp_path / "cue.wav", spoken, (0,), 0, 1400, disguised=disguised)
        with wave.open(str(tmp_path / "cue.wav")) as heard:
            rate, raw = heard.getframerate(), heard.readframes(heard.getnframes())
        sounds.append(np.frombuffer(raw, "<i2").astype(float)[:: rate // 16_000])
    true, changed = sounds
    size = 1 << 16
    both = np.fft.irfft(np.fft.rfft(changed, size) * np.conj(np.fft.rfft(true, size)))
    assert np.abs(both).max() < 0.3 * np.linalg.norm(true) * np.linalg.norm(changed)
    assert abs(len(changed) - len(true)) <= 1
    assert np.std(changed) == pytest.approx(np.std(true), rel=0.4)
