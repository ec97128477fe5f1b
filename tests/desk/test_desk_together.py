"""Approving many at once: only what nobody doubts, only what was read, and what was played."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_help import CLIP, Browser

from clipmaker.cues.model import Flag, Severity
from clipmaker.cues.reviewing.review import approve_wholesale, undoubted
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.desk.played import Played, mark_of, played_lines

INTERVIEW = "interview.cues.yaml"


def lines(browser: Browser) -> Any:
    return browser.clip()["sheets"][0]["cues"]


def test_a_translation_that_nobody_looked_at_is_never_offered(
    browser: Browser, story: Path
) -> None:
    assert all(cue["status"] == "machine" for cue in lines(browser))
    assert not any(cue["undoubted"] for cue in lines(browser))
    assert browser.change("edit", id="c1", text="Do you know where you are now?").is_success
    # The next line belongs to another sentence, so this one may be approved by itself.
    offered = [cue["id"] for cue in lines(browser) if cue["undoubted"]]
    sheet = browser.app.state.desk.opened.open(story).sheet("interview.mp4")
    assert set(offered) == undoubted(sheet.sheet)
    together = approve_wholesale(sheet.sheet, "Mara Lind", "2026", sheet.spans)
    assert [cue.id for cue in together.cues if cue.wholesale] == offered


@pytest.mark.parametrize("severity", list(Severity))
def test_a_warning_is_a_doubt_and_a_notice_is_none(
    browser: Browser, story: Path, severity: Severity
) -> None:
    from dataclasses import replace

    sheet = load(story.parent / INTERVIEW)
    flag = Flag(code="x", severity=severity, message="Hm")
    one = replace(sheet, cues=tuple(replace(cue, flags=(flag,)) for cue in sheet.cues))
    assert bool(undoubted(one)) is (severity is Severity.NOTICE)


def test_lines_that_are_doubted_meanwhile_are_refused_by_name(
    browser: Browser, story: Path
) -> None:
    before = (story.parent / INTERVIEW).read_bytes()
    answer = browser.change("approve-wholesale", ids=["c1", "c2"])
    assert answer.status_code == 422
    assert "c1, c2: there is a doubt about it now" in answer.json()["error"]
    assert (story.parent / INTERVIEW).read_bytes() == before


def test_what_was_read_is_approved_and_not_what_was_written_meanwhile(
    browser: Browser, story: Path
) -> None:
    assert browser.change("edit", id="c1", text="Do you know where you are now?").is_success
    base = browser.clip()["sheets"][0]["base"]
    assert browser.change("edit", id="c1", text="Where do you think you are?").is_success
    answer = browser.change("approve-wholesale", ids=["c1"], base=base)
    assert answer.status_code == 409
    assert not load(story.parent / INTERVIEW).cues[0].wholesale


def test_what_was_played_is_known_to_everybody_and_after_a_start(
    browser: Browser, tmp_path: Path
) -> None:
    assert browser.clip()["played"] == []
    marks = ["interview.mp4 c1 100-900", "interview.mp4 c1 100-900", "x" * 400]
    assert browser.post(f"/api{CLIP}/cues/played", {"marks": marks}).is_success
    assert browser.clip()["played"] == marks[:1]
    key = ("2025-01-13", "captured-soldier")
    again = Played(tmp_path / "output")
    assert list(again.of(key)) == marks[:1]
    assert again.add(key, marks) == ()


def test_a_memory_that_is_damaged_is_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / ".desk" / "played" / "2025-01-13-a.json"
    file.parent.mkdir(parents=True)
    file.write_text("{ no json")
    played = Played(tmp_path)
    assert played.of(("2025-01-13", "a")) == {}
    assert played.add(("2025-01-13", "a"), ["a.mp4 c1 0-1"]) == ("a.mp4 c1 0-1",)


def test_a_sign_off_knows_who_played_which_line(
    browser: Browser, story: Path, tmp_path: Path
) -> None:
    sheet = load(story.parent / INTERVIEW)
    first, second, third = sheet.cues[:3]
    marks = [mark_of("interview.mp4", sheet, one) for one in (first, second)]
    for who, played in (("", marks[:1]), ("Ri", marks[1:]), ("Mara", marks[1:]), ("Ri", marks)):
        asked = {"marks": played, "who": who}
        assert browser.post(f"/api{CLIP}/cues/played", asked).is_success
    desk = browser.app.state.desk
    known = desk.played.of(("2025-01-13", "captured-soldier"))

    def lines() -> list[tuple[str, tuple[str, ...]]]:
        return [(one.cue, one.by) for one in played_lines(known, desk.opened.open(story).sheets)]

    assert lines() == [(first.id, ("Ri",)), (second.id, ("Ri", "Mara"))]
    # A line whose times have changed since was not heard as it is now.
    moved = replace(second, end_ms=second.end_ms - 1)
    save(replace(sheet, cues=(first, moved, third, *sheet.cues[3:])), story.parent / INTERVIEW)
    assert lines() == [(first.id, ("Ri",))]
    # Nor is one of another file under the same name.
    save(replace(load(story.parent / INTERVIEW), digest="0" * 64), story.parent / INTERVIEW)
    assert lines() == []


def test_a_memory_of_before_knows_what_was_played_and_not_by_whom(tmp_path: Path) -> None:
    file = tmp_path / ".desk" / "played" / "2025-01-13-a.json"
    file.parent.mkdir(parents=True)
    file.write_text('["a.mp4 c1 0-1"]')
    played = Played(tmp_path)
    assert played.of(("2025-01-13", "a")) == {"a.mp4 c1 0-1": ()}
    assert played.add(("2025-01-13", "a"), ["a.mp4 c1 0-1"], "Ri") == ()
    assert Played(tmp_path).of(("2025-01-13", "a")) == {"a.mp4 c1 0-1": ("Ri",)}
