"""What bulletins say holds at the desk: a story that waits cannot be signed off, whoever asks."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_help import CLIP, Browser, settings

from clipmaker.bulletin.seen import Bulletins
from clipmaker.desk.job import JobState
from clipmaker.publish.sign_off import SignOff

LATER = "2999-01-01 06:30 UTC"


def bulletin(file: Path, story: Path, *said: str) -> Path:
    """Write a bulletin with one story, and what it says about it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    named = os.path.relpath(story, file.parent)
    lines = ["version: 1", "date: 2025-01-13", "stories:", f"  - story: {named}"]
    file.write_text("\n".join([*lines, *(f"    {one}" for one in said)]) + "\n", encoding="utf-8")
    return file


def sign(browser: Browser) -> str:
    """Ask for publication as a program would; returns why it was refused."""
    asked = {"who": "Mara Lind", "note": "", "watched": "whatever"}
    answer = browser.post(f"/api{CLIP}/sign-off", asked)
    assert answer.status_code == 422
    return str(answer.json()["error"])


@pytest.mark.parametrize(
    "place",
    [
        "bulletin.yaml",
        "stories/bulletin.yaml",
        "stories/captured-soldier/monday.yml",
        "bulletins/2025-01-13.yaml",
    ],
)
def test_a_story_on_hold_is_never_signed_off(
    browser: Browser, story: Path, tmp_path: Path, place: str
) -> None:
    bulletin(tmp_path / place, story, "hold: legal")
    told = f"Held: legal ({Path(place).name})"
    assert told in sign(browser)
    assert browser.clip()["waits"] == [told]
    assert browser.get("/api/clips").json()[0]["waits"] == [told]
    assert told in browser.get("/").text
    assert browser.app.state.desk.jobs.all() == {}


def test_a_bulletin_named_and_one_that_was_made_are_seen(story: Path, tmp_path: Path) -> None:
    elsewhere = bulletin(tmp_path / "far" / "away" / "day.yaml", story, "hold: legal")
    other = bulletin(tmp_path / "further" / "on" / "made.yaml", story, "hold: the family asks")
    report = tmp_path / "output" / "bulletins" / "2025-01-13" / "on" / "bulletin.json"
    report.parent.mkdir(parents=True)
    report.write_text(json.dumps({"source": str(other)}), encoding="utf-8")
    browser = Browser(settings(tmp_path, bulletins=(elsewhere.parent,)))
    assert browser.clip()["waits"] == [
        "Held: legal (day.yaml)",
        "Held: the family asks (made.yaml)",
    ]


def test_an_embargo_holds_until_it_is_over(browser: Browser, story: Path, tmp_path: Path) -> None:
    file = bulletin(tmp_path / "bulletin.yaml", story, f'not_before: "{LATER}"')
    assert "Not before 2999-01-01 06:30+00:00" in sign(browser)
    bulletin(file, story, 'not_before: "2020-01-01 06:30 UTC"')
    assert "may not go out" not in sign(browser)
    assert browser.clip()["waits"] == []


def test_a_hold_that_is_lifted_and_one_that_comes_are_seen_at_once(
    browser: Browser, story: Path, tmp_path: Path
) -> None:
    assert "may not go out" not in sign(browser)
    file = bulletin(tmp_path / "bulletin.yaml", story, "hold: legal")
    assert "Held: legal" in sign(browser)
    bulletin(file, story)
    assert "may not go out" not in sign(browser)


@pytest.mark.parametrize("said", ["hold: {by: legal}", "not_before: tomorrow", "hodl: legal"])
def test_what_cannot_be_read_about_a_story_holds_it(
    browser: Browser, story: Path, tmp_path: Path, said: str
) -> None:
    file = bulletin(tmp_path / "bulletin.yaml", story, said)
    assert "it cannot be read: line 5: " in sign(browser)
    other = tmp_path / "other.yaml"
    other.write_text("version: 1\n", encoding="utf-8")
    with file.open("a", encoding="utf-8") as lines:
        lines.write("  - story: other.yaml\n")
    assert "Held: line 5 cannot be read: " in sign(browser)


def test_a_broken_bulletin_holds_the_stories_that_it_names(
    browser: Browser, story: Path, tmp_path: Path
) -> None:
    file = bulletin(tmp_path / "bulletin.yaml", story, "hold: legal", "  : [")
    assert "it cannot be read" in sign(browser)
    text = file.read_text(encoding="utf-8").replace("captured-soldier", "captured-soldier-2")
    file.write_text(text, encoding="utf-8")
    assert "may not go out" not in sign(browser)


def test_a_final_that_was_signed_before_the_hold_does_not_begin(
    browser: Browser, story: Path, tmp_path: Path
) -> None:
    jobs = browser.app.state.desk.jobs
    key = ("2025-01-13", "captured-soldier")
    signed = SignOff(who="Mara Lind", when=datetime.now(UTC).isoformat(), note="", watched="")
    jobs.submit(key, story, signed)
    bulletin(tmp_path / "bulletin.yaml", story, "hold: legal")

    class Nobody:
        """A pool that must not be asked."""

        busy = False

        def give(self, _task: object) -> None:
            raise AssertionError("the final was begun")

    jobs._do(jobs.of(key), Nobody())
    assert jobs.of(key).state is JobState.FAILED
    assert "Held: legal" in jobs.of(key).message


def test_five_hundred_stories_read_one_bulletin_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clipmaker.bulletin import seen

    stories = [tmp_path / f"story-{i}" / "story.yaml" for i in range(500)]
    for one in stories:
        one.parent.mkdir()
        one.write_text("version: 1\n", encoding="utf-8")
    lines = [f"  - {{story: {one.parent.name}, hold: legal}}\n" for one in stories]
    file = tmp_path / "bulletin.yaml"
    file.write_text(f"version: 1\ndate: 2025-01-13\nstories:\n{''.join(lines)}", encoding="utf-8")
    count = 0
    load: Callable[[Path], object] = seen.load_bulletin

    def counted(path: Path) -> object:
        nonlocal count
        count += 1
        return load(path)

    monkeypatch.setattr(seen, "load_bulletin", counted)
    bulletins, now = Bulletins(), datetime.now(UTC)
    assert all(len(bulletins.waits([file], one, now)) == 1 for one in stories)
    assert count == 1
