"""Another voice says the same: as long, as loud, and no single shift makes it the true one."""

import numpy as np
import pytest

from clipmaker.media.disguise import RATE_HZ, disguise
from clipmaker.media.samples import Planes

FORMANTS_HZ = ((700, 1200, 2600), (300, 2200, 2900), (400, 800, 2500))


def speech(pitch_hz: float, throat: float, seconds: float = 1.2) -> Planes:
    """Three vowels with pauses, by pulses through resonances; `throat` moves all of these."""
    time = np.arange(int(RATE_HZ * seconds)) / RATE_HZ
    out = np.zeros_like(time)
    harmonics = np.arange(1, int(7000 / pitch_hz)) * pitch_hz
    for number, formants in enumerate(FORMANTS_HZ):
        gains = sum(1 / (1 + ((harmonics - one * throat) / 90) ** 2) for one in formants)
        tone = sum(g * np.sin(2 * np.pi * h * time) for g, h in zip(gains, harmonics, strict=True))
        third = seconds / len(FORMANTS_HZ)
        out += tone * ((time >= number * third) & (time < number * third + third * 0.8))
    return np.tile((0.2 * out / np.abs(out).max()).astype(np.float32), (2, 1))


def spectrum(sound: np.ndarray) -> np.ndarray:
    parts = sound[: len(sound) // 4096 * 4096].reshape(-1, 4096) * np.hanning(4096)
    return np.sqrt((np.abs(np.fft.rfft(parts, axis=1)) ** 2).mean(axis=0))


def pitch(sound: np.ndarray) -> float:
    echo = np.fft.irfft(np.abs(np.fft.rfft(sound, 2 * len(sound))) ** 2)
    shortest = RATE_HZ // 400
    return RATE_HZ / (shortest + echo[shortest : RATE_HZ // 65].argmax())


@pytest.mark.parametrize(("pitch_hz", "becomes_hz"), [(110, 165), (220, 95)])
def test_a_low_voice_becomes_a_high_one_and_the_other_way(
    pitch_hz: float, becomes_hz: float
) -> None:
    made = disguise(speech(pitch_hz, 1.0))
    assert pitch(made[0]) == pytest.approx(becomes_hz, rel=0.03)


def test_resonances_move_too_and_nothing_of_the_wave_is_left() -> None:
    true = speech(110, 1.0)
    made = disguise(true)
    assert made.shape == true.shape
    assert np.sqrt((made**2).mean()) == pytest.approx(np.sqrt((true**2).mean()), rel=0.05)
    likeness = np.fft.irfft(np.fft.rfft(true[0], 2**17) * np.conj(np.fft.rfft(made[0], 2**17)))
    assert np.abs(likeness).max() < 0.3 * np.linalg.norm(true[0]) * np.linalg.norm(made[0])
    # The first vowel's lowest resonance, and where it went.
    hz = np.fft.rfftfreq(4096, 1 / RATE_HZ)
    low = (hz > 400) & (hz < 1050)
    first = slice(0, int(0.3 * RATE_HZ))
    middles = [
        (spectrum(one[0, first])[low] ** 2 * hz[low]).sum()
        / (spectrum(one[0, first])[low] ** 2).sum()
        for one in (true, made)
    ]
    assert middles[1] > 1.04 * middles[0]


def test_the_same_sound_becomes_the_same_one_and_another_goes_another_way() -> None:
    true = speech(110, 1.0)
    assert np.array_equal(disguise(true), disguise(true.copy()))
    other = true.copy()
    other[:, 0] += 1e-3
    assert not np.allclose(disguise(other), disguise(true), atol=1e-2)


def test_two_voices_become_more_alike_than_they_were() -> None:
    def apart(one: np.ndarray, other: np.ndarray) -> float:
        logs = [
            np.log(np.convolve(spectrum(x[0]), np.ones(24), "same")[20:600]) for x in (one, other)
        ]
        return float(np.std(logs[0] - logs[1]))

    one, other = speech(110, 1.0), speech(130, 1.2)
    assert apart(disguise(one), disguise(other)) < 0.8 * apart(one, other)


def test_sides_that_cancel_each_other_are_heard_and_silence_stays_silent() -> None:
    true = speech(110, 1.0)
    true[1] = -true[1]
    made = disguise(true)
    assert np.array_equal(made[0], made[1])
    assert np.sqrt((made**2).mean()) == pytest.approx(np.sqrt((true**2).mean()), rel=0.05)
    for length in (1, 100, 5000):
        assert not disguise(np.zeros((2, length), np.float32)).any()
        assert disguise(true[:, :length]).shape == (2, length)


def test_a_second_of_hum_or_hiss_is_no_trouble() -> None:
    hiss = np.random.default_rng(1).standard_normal((2, RATE_HZ)).astype(np.float32) * 0.1
    assert np.isfinite(disguise(hiss)).all()
    assert np.isfinite(disguise(np.full((1, RATE_HZ), 0.5, np.float32))).all()
