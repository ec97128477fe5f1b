"""Rolling captions come in once, and what only looks like them stays as it is."""

from __future__ import annotations

import pytest

from clipmaker.exchange.model import SubtitleEvent, SubtitleFile
from clipmaker.exchange.read import each_once
from clipmaker.exchange.rolling import ROLLING, rolls

Lines = tuple[str, ...]


def events(*told: tuple[int, int, Lines]) -> tuple[SubtitleEvent, ...]:
    return tuple(
        SubtitleEvent(start_ms=start, end_ms=end, lines=lines) for start, end, lines in told
    )


def once(*told: tuple[int, int, Lines]) -> tuple[list[tuple[int, int, Lines]], bool]:
    found = each_once(SubtitleFile(form="WebVTT", events=events(*told)))
    read = [(event.start_ms, event.end_ms, event.lines) for event in found.events]
    return read, ROLLING in found.notes


RIGHT = [(0, 3010, ("We are here",)), (3010, 5010, ("and want to",)), (5010, 8000, ("live here.",))]
PLATFORM = (
    (0, 3000, ("We are here",)),
    (3000, 3010, ("We are here",)),
    (3010, 5000, ("We are here", "and want to")),
    (5000, 5010, ("and want to",)),
    (5010, 8000, ("and want to", "live here.")),
)
ON_ONE_LINE = (
    (0, 3010, ("We are here",)),
    (3010, 5010, ("We are here and want to",)),
    (5010, 8000, ("and want to live here.",)),
)
STAIRS = (
    (0, 5000, ("We are here",)),
    (3010, 8000, ("and want to",)),
    (5010, 9000, ("live here.",)),
    (8000, 9000, ("Now.",)),
)
THREE_ROWS = (
    (0, 3010, ("We are here",)),
    (3010, 5010, ("We are here", "and want to")),
    (5010, 8000, ("We are here", "and want to", "live here.")),
    (8000, 9000, ("and want to", "live here.", "Now.")),
)


def test_captions_of_a_platform() -> None:
    assert once(*PLATFORM) == (RIGHT, True)


def test_rows_that_scroll() -> None:
    assert once(*THREE_ROWS) == ([*RIGHT, (8000, 9000, ("Now.",))], True)


def test_lines_that_overlap_like_stairs() -> None:
    assert once(*STAIRS) == ([*RIGHT, (8000, 9000, ("Now.",))], True)


def test_repeated_words_within_a_line() -> None:
    read, told = once(*ON_ONE_LINE)
    assert told
    assert " ".join(line for _, _, lines in read for line in lines).count("want to") == 1
    assert " ".join(line for _, _, lines in read for line in lines).count("We are here") == 1


def test_captions_that_grow() -> None:
    grown = (
        (0, 1000, ("We",)),
        (1000, 2000, ("We want",)),
        (2000, 3000, ("We want", "to")),
        (3000, 4000, ("We want", "to live")),
        (5000, 6000, ("Now.",)),
    )
    assert once(*grown) == (
        [(0, 2000, ("We want",)), (2000, 4000, ("to live",)), (5000, 6000, ("Now.",))],
        True,
    )


def test_a_word_that_lights_up_while_the_line_stays() -> None:
    """What engines write that mark the word being spoken: the same line again and again."""
    same = tuple((at, at + 500, ("We want to live.",)) for at in range(0, 3000, 500))
    assert once(*same, (3000, 4000, ("Now.",))) == (
        [(0, 3000, ("We want to live.",)), (3000, 4000, ("Now.",))],
        True,
    )


@pytest.mark.parametrize(
    "spoken",
    [
        ((0, 1000, ("No.",)), (1000, 2000, ("No.",)), (2000, 3000, ("Not now.",))),
        ((0, 1000, ("No.",)), (1500, 2000, ("No.",)), (2500, 3000, ("No.",))),
        ((0, 2000, ("One.",)), (1900, 3000, ("Two.",)), (3500, 4000, ("Three.",))),
        ((0, 9000, ("A sign",)), (1000, 2000, ("One.",)), (3000, 4000, ("Two.",))),
        (),
    ],
)
def test_what_people_repeat_stays(spoken: tuple[tuple[int, int, Lines], ...]) -> None:
    assert not rolls(events(*spoken))
    assert once(*spoken) == (list(spoken), False)
