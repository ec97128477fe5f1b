"""The sound under a subtitle: as loud as it is, and within the file."""

from typing import Any

import pytest
from desk_help import CLIP, Browser

ADDRESS = f"/api{CLIP}/cues/wave?footage=interview.mp4"


def test_sound_words_and_neighbours_are_told(browser: Browser) -> None:
    first = browser.clip()["sheets"][0]["cues"][0]
    told = browser.get(f"{ADDRESS}&start_ms=0&end_ms={first['end_ms'] + 1000}").json()
    assert len(told["peaks"]) == (first["end_ms"] + 1000) // told["step_ms"]
    assert max(told["peaks"]) == 100
    assert {first["start_ms"], first["end_ms"]} <= set(told["snaps"])


def test_a_stretch_that_ends_after_the_file_ends_with_it(browser: Browser) -> None:
    whole: Any = browser.get(f"{ADDRESS}&start_ms=0&end_ms=60000").json()
    assert 1000 < len(whole["peaks"]) * whole["step_ms"] < 60_000
    after = browser.get(f"{ADDRESS}&start_ms=59000&end_ms=60000").json()
    assert after["peaks"] == []


@pytest.mark.parametrize(
    "asked", ["start_ms=5&end_ms=5", "start_ms=-5&end_ms=9", "start_ms=0&end_ms=99999999", "x=1"]
)
def test_nonsense_is_refused(browser: Browser, asked: str) -> None:
    assert browser.get(f"{ADDRESS}&{asked}").status_code == 422
