"""Where somebody speaks, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import SPEECHLESS, silence, spoken, tone

from clipmaker.cues.model import Span
from clipmaker.speech.voice import VoiceRules, find_utterances, group, padded, quietest_ms


def span(start: int, end: int) -> Span:
    return Span(start_ms=start, end_ms=end)


def middle(start: int, end: int) -> int:
    return (start + end) // 2


RULES = VoiceRules()


def test_short_pauses_stay_inside_an_utterance() -> None:
    runs = [span(0, 1000), span(1799, 2500), span(3300, 4000)]
    assert group(runs, RULES, middle) == (span(0, 2500), span(3300, 4000))


def test_clicks_are_no_voice() -> None:
    assert group([span(0, 149), span(5000, 5150)], RULES, middle) == (span(5000, 5150),)


def test_long_utterances_are_cut_where_it_is_quietest() -> None:
    asked = []

    def quietest(start: int, end: int) -> int:
        asked.append((start, end))
        return start + 1000

    parts = group([span(500, 40_000)], RULES, quietest)
    assert asked[0] == (10_500, 25_500)
    assert parts[0] == span(500, 11_500)
    assert parts[-1].end_ms == 40_000


RUNS = st.lists(st.tuples(st.integers(1, 3000), st.integers(1, 60_000)), max_size=12)


@given(RUNS)
def test_laws_of_utterances(gaps: list[tuple[int, int]]) -> None:
    runs, at = [], 0
    for gap, length in gaps:
        runs.append(span(at + gap, at + gap + length))
        at += gap + length
    voices = group(runs, RULES, middle)
    utterances = padded(voices, at + 500, RULES.pad_ms)
    for voice in voices:
        assert voice.end_ms - voice.start_ms <= RULES.longest_ms
    for utterance in utterances:
        heard = utterance.heard
        assert 0 <= heard.start_ms <= utterance.voice.start_ms
        assert utterance.voice.end_ms <= heard.end_ms <= at + 500
        assert heard.end_ms - heard.start_ms <= 30_000
    for one, other in pairwise(utterances):
        assert one.heard.end_ms <= other.heard.start_ms
    for run in runs:
        if run.end_ms - run.start_ms >= RULES.shortest_ms:
            inside = sum(
                min(run.end_ms, v.end_ms) - max(run.start_ms, v.start_ms)
                for v in voices
                if v.start_ms < run.end_ms and run.start_ms < v.end_ms
            )
            assert inside == run.end_ms - run.start_ms


def test_the_quietest_point() -> None:
    sound = np.concatenate([tone(seconds=2), 0.01 * tone(seconds=0.4), tone(seconds=2)])
    assert abs(quietest_ms(sound.astype(np.float32), 500, 4000) - 2200) <= 110


@pytest.mark.parametrize("name", SPEECHLESS)
def test_nobody_speaks_there(name: str) -> None:
    assert find_utterances(SPEECHLESS[name]()) == ()


def test_no_sound_at_all() -> None:
    assert find_utterances(silence(0)) == ()


def test_speech_is_found_between_other_sounds() -> None:
    voice = spoken("Mañana por la mañana vamos a la ciudad.", "es")
    sound = np.concatenate([tone(seconds=3), silence(1), voice, silence(1), tone(seconds=3)])
    (found,) = find_utterances(sound)
    end_ms = 4000 + len(voice) // 16
    assert abs(found.voice.start_ms - 4000) < 300
    assert abs(found.voice.end_ms - end_ms) < 300
    assert found.heard.start_ms == found.voice.start_ms - RULES.pad_ms


def test_quiet_speech_is_found() -> None:
    voice = spoken("Mañana por la mañana vamos a la ciudad.", "es") * np.float32(0.01)
    assert find_utterances(np.round(voice * 32768) / np.float32(32768))
