"""Values that go over a pipe, into a note or a cache, and come back."""

import os
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from clipmaker.door.plain import from_json, to_json
from clipmaker.media.model import AudioFacts, MediaInfo, VideoFacts
from clipmaker.workers.outcome import Published
from clipmaker.workers.wire import Do, Message, Stop, WorkerTask, stop_of

FILM = MediaInfo(
    file=Path(),
    digest="d",
    container="mov",
    duration_ms=40,
    video=VideoFacts(
        codec="h264",
        width_px=2,
        height_px=2,
        display_width_px=2,
        display_height_px=2,
        rate=Fraction(30000, 1001),
    ),
    audio=(AudioFacts(index=0, codec="aac", sample_rate_hz=48000, channels=1, layout="mono"),),
    undecodable=(1,),
    start_s=Fraction(-7, 3),
)
CLIP = Published(day=date(2025, 1, 13), slug="a", folder=Path("/o/v1"), draft=False)
ERRAND = WorkerTask(number=3, do=Do.MAKE, story=Path("/s.yaml"))


@pytest.mark.parametrize(
    "value",
    [
        FILM,
        replace(FILM, video=None),
        CLIP,
        replace(CLIP, damaged=("a", "b"), checks={"pass": 3}),
        replace(ERRAND, brand="two\nlines “ü” \u2028"),
        replace(ERRAND, story=Path(os.fsdecode(b"/caf\xe9.yaml"))),
        Message(number=1, share=1.0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    line = to_json(value)
    assert len(line.splitlines()) == 1
    line.encode("ascii")
    assert from_json(type(value), line) == value
    assert from_json(type(value), line.encode()) == value


@dataclass(frozen=True, kw_only=True)
class Later:
    number: int
    do: Do
    story: Path
    since: str = "always"
    more: tuple[int, ...] = (1,)


def test_a_value_of_another_version_is_read_as_far_as_it_is_known() -> None:
    later = Later(number=3, do=Do.MAKE, story=Path("/s.yaml"), since="now", more=(2, 3))
    assert from_json(WorkerTask, to_json(later)) == ERRAND
    assert from_json(Later, to_json(ERRAND)) == replace(later, since="always", more=(1,))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "null",
        "[]",
        '"make"',
        '{"number": 3, "do": "make"}',
        '{"number": "three", "do": "make", "story": "/s"}',
        '{"number": 3, "do": "dance", "story": "/s"}',
        '{"number": 3, "do": "make", "story": 5}',
        '{"number": 3, "do": "make", "story": "/s", "inputs": "/a"}',
        '{"number": 3, "do": "make", "story": "/s", "sign_off": {"who": 5}}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_such_value_is_refused(line: str | bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_json(WorkerTask, line)


def test_a_wish_to_stop_is_told_from_an_task() -> None:
    assert stop_of(to_json(Stop(stop=0))) == 0
    assert stop_of(to_json(ERRAND)) is None
    assert stop_of("a library that prints") is None
