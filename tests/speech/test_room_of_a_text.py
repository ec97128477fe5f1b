"""How much a model may write of an utterance: a loop ends early, a dense script is whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from clipmaker.cues.model import Span
from clipmaker.media.sound import Samples
from clipmaker.speech.engine import Task
from clipmaker.speech.utterance import (
    MOST_TOKENS,
    Aligned,
    DecodedText,
    Encoded,
    WhisperEngine,
    Wish,
    doubts,
)


@dataclass
class Model:
    """A model that would write so many tokens of anything, were there room."""

    length: int
    compression_ratio: float
    rooms: list[int] = field(default_factory=list)
    multilingual: bool = True
    codes: Collection[str] = ("ka", "en")

    def encode(self, part: Samples) -> Encoded:
        return Encoded(features=None, frames=len(part) // 160)

    def detect(self, encoded: Encoded) -> Mapping[str, float]:
        return {"ka": 1.0}

    def decode(self, encoded: Encoded, wish: Wish) -> DecodedText:
        self.rooms.append(wish.most_tokens)
        tokens = tuple(range(min(self.length, wish.most_tokens)))
        text = "x" * len(tokens)
        doubt = doubts(
            text, avg_logprob=-0.1, no_speech_prob=0.0, compression_ratio=self.compression_ratio
        )
        return DecodedText(text=text, tokens=tokens, doubts=doubt)

    def align(self, encoded: Encoded, wish: Wish, tokens: Sequence[int]) -> Sequence[Aligned]:
        return [Aligned(text="x" * len(tokens), start_s=0.0, end_s=1.0, probability=1.0)]


def heard(model: Model, seconds: float) -> int:
    """Return how many tokens of an utterance are taken."""
    audio = np.zeros(round(16_000 * seconds), np.float32)
    span = Span(start_ms=0, end_ms=round(1000 * seconds))
    found = WhisperEngine(model).hear(audio, [span], Task(language="ka", audience="ka"), print)
    return len(found.said[0].source)


@pytest.mark.parametrize(("seconds", "room"), [(0.5, 36), (2.0, 72), (5.0, 144)])
def test_a_loop_over_a_short_sound_ends_early(seconds: float, room: int) -> None:
    model = Model(length=10_000, compression_ratio=15.0)
    assert heard(model, seconds) == room
    assert model.rooms == [room]


def test_what_fills_its_room_and_is_no_loop_is_whole() -> None:
    model = Model(length=110, compression_ratio=1.2)
    assert heard(model, 2.0) == 110
    assert model.rooms == [72, MOST_TOKENS]


@pytest.mark.parametrize("seconds", [2.0, 30.0])
def test_what_people_say_is_decoded_once(seconds: float) -> None:
    model = Model(length=20, compression_ratio=1.0)
    assert heard(model, seconds) == 20
    assert len(model.rooms) == 1


def test_a_long_utterance_has_all_the_room_that_there_is() -> None:
    model = Model(length=10_000, compression_ratio=1.0)
    assert heard(model, 29.0) == MOST_TOKENS
    assert model.rooms == [MOST_TOKENS]
