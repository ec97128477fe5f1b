"""Sound as it really arrives, heard by the real engine: no text without a voice, none lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from cue_facts import HOUSE, character_errors
from sounds import SPANISH, SPANISH_PACE, SPEECHLESS, music, silence, spoken, write_sound

from clipmaker.cues.judging.flags import serious
from clipmaker.cues.model import CueSheet
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.media import sound
from clipmaker.media.probe import probe
from clipmaker.media.sound import RATE_HZ, Samples
from clipmaker.speech import faster_whisper
from clipmaker.speech.recognise import cue_sheet
from clipmaker.story.model import Footage

pytestmark = pytest.mark.slow

ENGLISH = "Good morning. My father works in a hospital in London."
NO_VOICE = ["silence", "music", "applause", "telephone"]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One built-in model for all tests of this file."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, but for the model."""
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "models").symlink_to(models)
    monkeypatch.setenv("CLIPMAKER_CACHE", str(folder))
    return folder


@pytest.fixture(scope="module")
def spanish() -> Samples:
    return spoken(SPANISH, "es", SPANISH_PACE)


def sheet_of(file: Path, language: str = "es", **span: int) -> CueSheet:
    return cue_sheet(
        Footage(file=file, credit="x", language=language, **span),
        probe(file),
        "en",
        profile=HOUSE,
        measure=lambda text: 28.0 * len(text),
        width_px=700.0,
        sheet_file=None,
    )


def source(sheet: CueSheet) -> str:
    return " ".join(cue.source for cue in sheet.cues)


def never(*_: object) -> None:
    raise AssertionError("a model was loaded")


@pytest.mark.parametrize(("one", "other"), [NO_VOICE[:2], NO_VOICE[2:]])
def test_words_come_only_where_somebody_speaks(
    one: str, other: str, spanish: Samples, tmp_path: Path
) -> None:
    """Either sound stands before it and behind it, and beside it."""
    first, second = (SPEECHLESS[name]()[: 2 * RATE_HZ] for name in (one, other))
    parts = [first, second, silence(0.5), spanish, silence(0.5), first, second]
    sheet = sheet_of(write_sound(tmp_path / "mixed.wav", [np.concatenate(parts)]))
    begins, ends = 4500, 4500 + len(spanish) // 16
    assert character_errors(SPANISH, source(sheet)) < 0.25
    for cue in sheet.cues:
        assert begins - 300 <= cue.words[0].start_ms
        assert cue.words[-1].end_ms <= ends + 300


def test_where_nobody_speaks_no_model_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faster_whisper, "load", never)
    parts = [part for name in NO_VOICE for part in (SPEECHLESS[name](), silence(1))]
    assert sheet_of(write_sound(tmp_path / "sounds.wav", [np.concatenate(parts)])).cues == ()
    assert sheet_of(write_sound(tmp_path / "silent.wav", [silence(5)])).cues == ()


def thin(audio: Samples) -> list[Samples]:
    """As a telephone has it: 8 kHz."""
    return [np.convolve(audio, np.full(4, 0.25), mode="same").astype(np.float32)[::2]]


def clipped(audio: Samples) -> list[Samples]:
    """As it is recorded 12 dB too loud."""
    return [np.clip(audio * 4, -0.99, 0.99).astype(np.float32)]


def one_sided(audio: Samples) -> list[Samples]:
    """On the left alone."""
    return [audio, np.zeros_like(audio)]


def over_music(audio: Samples) -> list[Samples]:
    """With music that goes on below."""
    return [(0.8 * audio + 0.25 * np.resize(music(), audio.shape)).astype(np.float32)]


@pytest.mark.parametrize("damage", [thin, clipped, one_sided, over_music])
def test_bad_sound_is_understood_all_the_same(
    damage: Callable[[Samples], list[Samples]], spanish: Samples, tmp_path: Path
) -> None:
    channels = damage(np.concatenate([silence(0.5), spanish, silence(0.5)]))
    file = write_sound(
        tmp_path / "bad.wav",
        channels,
        layout="stereo" if len(channels) == 2 else "mono",
        rate=8000 if damage is thin else RATE_HZ,
    )
    sheet = sheet_of(file)
    assert character_errors(SPANISH, source(sheet)) < 0.3
    assert all(cue.text and cue.flags for cue in sheet.cues)


def test_two_voices_at_once_are_flagged_as_badly_heard(tmp_path: Path) -> None:
    one = spoken(ENGLISH, "en-us", 120)
    other = np.resize(
        spoken("She sold all her apples on the market square.", "en-us", 160), one.size
    )
    codes = []
    for name, voices in (("one.wav", one), ("two.wav", 0.5 * (one + other))):
        parts = [silence(0.5), voices.astype(np.float32), silence(0.5)]
        sheet = sheet_of(write_sound(tmp_path / name, [np.concatenate(parts)]), "en")
        codes.append({flag.code for cue in sheet.cues for flag in cue.flags})
    assert "heard-badly" not in codes[0]
    assert "heard-badly" in codes[1]


def test_a_second_language_is_flagged_where_it_is_spoken(spanish: Samples, tmp_path: Path) -> None:
    text = spoken(ENGLISH, "en-us", 120)
    parts = [silence(0.5), spanish, silence(1.5), text, silence(0.5)]
    sheet = sheet_of(write_sound(tmp_path / "both.wav", [np.concatenate(parts)]))
    pause = 500 + len(spanish) // 16 + 750
    codes = {
        late: {flag.code for cue in sheet.cues if (cue.start_ms > pause) == late
               for flag in cue.flags}
        for late in (False, True)
    }  # fmt: skip
    assert "language-changes" in codes[True]
    assert "language-changes" not in codes[False]
    assert all(serious(cue) for cue in sheet.cues if cue.start_ms > pause)


def test_of_ten_minutes_only_what_is_used_is_heard(
    spanish: Samples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = silence(600)
    for at_s in (100, 305, 330, 590):
        whole[at_s * RATE_HZ : at_s * RATE_HZ + len(spanish)] = spanish
    file = write_sound(tmp_path / "long.wav", [whole])
    decoded = []

    def decode(file: Path, track: int, start_ms: int, end_ms: int) -> Samples:
        decoded.append((start_ms, end_ms))
        return original(file, track, start_ms, end_ms)

    original = sound.decode_mono_16k
    monkeypatch.setattr(sound, "decode_mono_16k", decode)
    sheet = sheet_of(file, in_ms=300_000, out_ms=320_000)
    assert decoded == [(295_000, 325_000)]
    assert character_errors(SPANISH, source(sheet)) < 0.25
    assert all(304_500 <= cue.start_ms < cue.end_ms <= 320_000 for cue in sheet.cues)


AGAIN = """
import sys
from pathlib import Path
from clipmaker.cues.sheets.sheet import load
from clipmaker.media.model import AudioFacts, MediaInfo
from clipmaker.profile.model import SubtitleProfile
from clipmaker.speech.recognise import cue_sheet
from clipmaker.story.model import Footage
file, sheet, digest, duration = sys.argv[1:]
audio = AudioFacts(index=0, codec="pcm_s16le", sample_rate_hz=16000, channels=1, layout="mono")
found = cue_sheet(
    Footage(file=Path(file), credit="x", language="es"),
    MediaInfo(file=Path(file), digest=digest, container="wav", duration_ms=int(duration),
              video=None, audio=(audio,)),
    "en",
    profile=SubtitleProfile(name="house", dated="2026-01-01", source="test", lines=2,
                            lines_at_most=3, cps_wished=17.0, cps_at_most=20.0, shortest_ms=833,
                            longest_ms=7000, gap_ms=67),
    measure=lambda text: 28.0 * len(text), width_px=700.0,
    sheet_file=Path(sheet) if sheet else None,
)
for cue in found.cues:
    print(cue.source, "|", cue.text)
heavy = {"faster_whisper", "ctranslate2", "onnxruntime", "torch", "whisper"} & set(sys.modules)
assert not heavy, heavy
"""


def test_a_repeated_run_loads_no_model(spanish: Samples, tmp_path: Path) -> None:
    file = write_sound(tmp_path / "talk.wav", [np.concatenate([silence(0.5), spanish])])
    kept = tmp_path / "talk.cues.yaml"
    sheet = save(sheet_of(file), kept)
    assert sheet.cues
    assert load(kept) == sheet
    facts = [sheet.digest, str(probe(file).duration_ms)]
    expected = "".join(f"{cue.source} | {cue.text}\n" for cue in sheet.cues)
    for where in (str(kept), ""):
        done = subprocess.run(
            [sys.executable, "-c", AGAIN, str(file), where, *facts],
            check=False, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, expected), done.stderr
