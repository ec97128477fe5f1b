"""Each rule about subtitles breaks alone, and only where its number is passed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clipmaker.check.subtitles import as_data, as_lines, check_subtitles
from clipmaker.exchange.lint import RULES, Linted, lint
from clipmaker.exchange.write import TimedText, to_srt
from clipmaker.profile.load import load_subtitles

BBC, HOUSE, NETFLIX = (load_subtitles(name) for name in ("bbc-vertical", "house", "netflix"))


def good(at: int = 1000, **more: object) -> Linted:
    values: dict = {"start_ms": at, "end_ms": at + 2000, "lines": ("Who is there?",), **more}
    return Linted(place=f"line {at}", **values)


def broken(*cues: Linted, profile=HOUSE) -> dict[str, list[str]]:
    found = lint(cues, profile)
    return {f.rule: [f"{b.place}: {b.measured}" for b in f.broken] for f in found if f.broken}


@pytest.mark.parametrize("profile", [BBC, HOUSE, NETFLIX], ids=lambda p: p.name)
def test_good_subtitles_break_nothing(profile) -> None:
    assert broken(good(1000), good(4000), profile=profile) == {}
    assert lint((), profile)[0].broken == ()


@pytest.mark.parametrize(
    ("rule", "cues", "told"),
    [
        ("empty", [good(lines=())], "line 1000: no text"),
        ("times", [good(end_ms=1000)], "line 1000: 0 ms"),
        ("reading_speed", [good(lines=("x" * 41,))], "line 1000: 20.5 characters a second"),
        ("shortest", [good(end_ms=1700)], "line 1000: 0.7 s"),
        ("longest", [good(end_ms=8100)], "line 1000: 7.1 s"),
        ("gap", [good(), good(3020)], "line 3020: 0.02 s after line 1000"),
        ("gap", [good(), good(3000)], "line 3000: 0 s after line 1000"),
        ("overlap", [good(), good(2900)], "line 2900: 100 ms with line 1000"),
        ("lines", [good(lines=("a", "b", "c", "d"))], "line 1000: 4 lines"),
    ],
)
def test_each_rule_breaks_alone(rule: str, cues: list[Linted], told: str) -> None:
    assert broken(*cues) == {rule: [told]}


def test_order_and_overlap_are_two_rules() -> None:
    assert broken(good(4000), good(1000)) == {
        "order": ["line 1000: begins 3000 ms before line 4000"]
    }
    inside = broken(good(1000, end_ms=7000), good(2000), good(4100))
    assert [told.split(":")[0] for told in inside["overlap"]] == ["line 2000", "line 4100"]


@pytest.mark.parametrize(
    ("rule", "cues"),
    [
        ("reading_speed", [good(lines=("x" * 40,))]),
        ("shortest", [good(end_ms=1833)]),
        ("longest", [good(end_ms=8000)]),
        ("gap", [good(), good(3067)]),
        ("lines", [good(lines=("a", "b", "c"))]),
    ],
)
def test_the_number_itself_is_allowed(rule: str, cues: list[Linted]) -> None:
    assert rule not in broken(*cues)


def test_times_in_whole_frames_break_nothing() -> None:
    # 833 ms and 67 ms are 25 and 2 frames at 30 fps, and 20.8 and 1.7 at 25.
    assert broken(good(1000, end_ms=1800, lines=("Who?",)), good(1840)) == {}


def test_profiles_differ() -> None:
    touching = (good(1000), good(3000))
    assert broken(*touching, profile=BBC) == {}
    assert list(broken(*touching, profile=NETFLIX)) == ["gap"]
    apart = (good(1000), good(3500))
    assert list(broken(*apart, profile=BBC)) == ["gap"]
    assert broken(*apart, profile=NETFLIX) == {}
    long = good(lines=("Twenty-six characters long",))
    assert list(broken(long, profile=BBC)) == ["line_length"]
    assert broken(long, profile=NETFLIX) == broken(long, profile=HOUSE) == {}
    assert list(broken(good(lines=("a", "b", "c")), profile=NETFLIX)) == ["lines"]
    assert "line_length" not in {f.rule for f in lint([long], HOUSE)}
    assert set(RULES) == {f.rule for f in lint([long], replace(HOUSE, characters=30))}


def test_of_thousands_that_break_a_rule_some_are_told(tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    cues = [
        TimedText(start_ms=1000 * i, end_ms=1000 * i + 1500, lines=("Too early.",))
        for i in range(3000)
    ]
    file.write_text(to_srt(cues), encoding="utf-8")
    found = check_subtitles(file, HOUSE)
    lines = as_lines(found)
    assert "      and 2979 more (--json names them all)" in lines
    assert len(lines) < 100
    assert sum(len(result["broken"]) for result in as_data(found)["results"]) >= 2999


def test_a_file_is_judged_and_told(tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    cues = [
        TimedText(start_ms=0, end_ms=2000, lines=("Fine.",)),
        TimedText(start_ms=1900, end_ms=4000, lines=("Too early.",)),
    ]
    file.write_text(to_srt(cues), encoding="utf-8")
    found = check_subtitles(file, HOUSE)
    data = json.loads(json.dumps(as_data(found)))
    assert (data["passed"], data["format"], data["subtitles"]) == (False, "SubRip", 2)
    failing = [r for r in data["results"] if r["verdict"] == "fail"]
    assert [(r["rule"], r["broken"]) for r in failing] == [
        ("overlap", [{"place": "line 6", "measured": "100 ms with line 2"}])
    ]
    assert "FAIL  overlap        1 of 2  (expected one at a time)" in as_lines(found)
    assert "      line 6: 100 ms with line 2" in as_lines(found)
    file.write_text(to_srt(cues[:1]), encoding="utf-8")
    assert not check_subtitles(file, HOUSE).failed
