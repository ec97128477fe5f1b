"""The brands' music: level, length, and a loop that nobody hears."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from synth import files, scores
from synth.waves import RATE, fade, note, room, saturate

from clipmaker.tools.loudness import measure_file

STEMS, SMALL = ("bed", "pulse", "figure"), ("join", "number", "riser")
NAMES = (*STEMS, *SMALL, "sting_in", "sting_out")


def together(folder: Path) -> np.ndarray:
    """Return the stems as they are heard under a card: all at once."""
    return np.sum([files.read_sound(folder / f"{name}.ogg") for name in STEMS], axis=0)


@pytest.fixture(scope="session")
def bed(sounds: Path) -> np.ndarray:
    return together(sounds)


def test_the_sounds_are_small(sounds: Path) -> None:
    assert sum((sounds / f"{name}.ogg").stat().st_size for name in NAMES) < 1_600_000


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("bed", -34, -26),
        ("pulse", -36, -26),
        ("figure", -34, -24),
        ("sting_in", -15.5, -13),
        ("sting_out", -15.5, -13),
    ],
)
def test_the_sounds_stand_at_their_level(
    sounds: Path, name: str, lowest: float, highest: float
) -> None:
    level = measure_file(sounds / f"{name}.ogg", demuxer="ogg", doing=f"measuring {name}")
    assert lowest <= level.integrated_lufs <= highest
    assert level.true_peak_dbtp <= -2
    assert not level.silences_s


def test_the_stems_stand_at_the_beds_level_together(bed: np.ndarray) -> None:
    assert -25 <= files.measure(bed).integrated_lufs <= -23


@pytest.mark.parametrize(("name", "lufs"), [("join", -28), ("number", -32), ("riser", -28)])
def test_small_sounds_are_small(sounds: Path, name: str, lufs: float) -> None:
    level = files.measure(files.read_sound(sounds / f"{name}.ogg"))
    assert level.integrated_lufs == pytest.approx(lufs, abs=0.6)


def test_what_is_placed_on_a_join_is_heard_there(sounds: Path) -> None:
    """Half of its peak comes within 4 frames of 30 a second."""
    level = np.abs(files.read_sound(sounds / "join.ogg")).max(axis=1)
    assert int(np.argmax(level >= level.max() / 2)) <= 4 * RATE // 30


def test_the_riser_ends_on_the_frame_that_it_leads_to(sounds: Path) -> None:
    assert len(files.read_sound(sounds / "riser.ogg")) <= 0.8 * RATE


def test_the_bed_lasts_whole_seconds_to_the_sample(bed: np.ndarray) -> None:
    assert len(bed) == 32 * RATE


def test_the_bed_loops_without_a_click(bed: np.ndarray) -> None:
    assert np.abs(bed[-48:]).max() < 0.002
    assert np.abs(bed[:1]).max() < 0.004
    steps = np.abs(np.diff(np.vstack([bed, bed]), axis=0)).max(axis=1)
    seam = steps[len(bed) - 48 : len(bed) + 2].max()
    assert seam < np.quantile(steps, 0.999)


def test_a_telephone_plays_the_bed(bed: np.ndarray) -> None:
    """What lies under 200 Hz is lost on its speaker."""
    energy = np.abs(np.fft.rfft(bed, axis=0)) ** 2
    pitches = np.fft.rfftfreq(len(bed), 1 / RATE)
    assert energy[pitches >= 200].sum() >= 0.45 * energy.sum()


@pytest.mark.parametrize("name", ["news-60", "meridian"])
def test_a_chord_of_the_bed_lasts_two_to_four_seconds(root: Path, name: str) -> None:
    """Notes from C4 to B5 in stretches of four seconds: neighbours are other chords."""
    sound = together(root / "assets" / "brands" / name).mean(axis=1)
    centres = 261.63 * 2 ** (np.arange(24) / 12)
    found = []
    for start in range(0, 32, 4):
        part = sound[start * RATE + RATE // 2 : (start + 4) * RATE - RATE // 2]
        energy = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
        pitches = np.fft.rfftfreq(len(part), 1 / RATE)
        near = [energy[np.abs(pitches / one - 1) < 0.02].sum() for one in centres]
        found.append(np.array(near) / np.linalg.norm(near))
    assert min(one @ one for one in found) > 0.99
    assert max(one @ other for one, other in pairwise(found)) < 0.97


def test_the_bed_of_the_countdown_ticks_every_second(root: Path) -> None:
    """The clock of the music goes with the countdown: most treble begins on whole seconds."""
    from synth.waves import bell, shape

    ticking = together(root / "assets" / "brands" / "news-60")
    treble = np.abs(shape(ticking, bell(2100, 60, 0.8))).sum(axis=1)
    onsets = [treble[s * RATE : s * RATE + 2400].mean() for s in range(32)]
    others = [treble[s * RATE + 19_200 : s * RATE + 21_600].mean() for s in range(32)]
    assert np.median(onsets) > 1.3 * np.median(others)


@pytest.mark.parametrize("name", ["sting_in", "sting_out"])
def test_stings_begin_and_end_in_silence(sounds: Path, name: str) -> None:
    sting = files.read_sound(sounds / f"{name}.ogg")
    assert np.abs(sting[:2]).max() < 0.005
    assert np.abs(sting[-24:]).max() < 0.003


def test_a_sting_is_made_again_as_it_was(sounds: Path, brand: str) -> None:
    """The maker makes what is shipped: same shape, whatever the processor rounds differently."""
    shipped = files.read_sound(sounds / "sting_in.ogg")
    made = scores.SCORES[brand].sting_in()
    assert len(made) == len(shipped)
    likeness = float((made * shipped).sum() / np.sqrt((made**2).sum() * (shipped**2).sum()))
    assert likeness > 0.99


def test_no_brand_sounds_like_another(root: Path) -> None:
    one, other = (
        files.read_sound(root / "assets" / "brands" / name / "bed.ogg").sum(axis=1)
        for name in scores.SCORES
    )
    likeness = float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum()))
    assert abs(likeness) < 0.05


def test_notes_have_their_pitch() -> None:
    assert note("A4") == 440
    assert note("A5") == pytest.approx(880)
    assert note("C4") == pytest.approx(261.626, abs=0.001)
    assert note("Bb3") == pytest.approx(233.082, abs=0.001)


def test_rooms_have_unit_energy_and_saturation_keeps_the_quiet() -> None:
    answer = room(0.5, 0.4, 2000, seed=1)
    assert (answer**2).sum(axis=0) == pytest.approx([1, 1])
    quiet = np.full((4, 2), 0.01)
    assert saturate(quiet, 2) == pytest.approx(quiet, rel=0.001)
    assert np.abs(fade(np.ones((RATE, 2)), 0.01, 0.01)[[0, -1]]).max() == 0
