"""The bulletin at the desk: order, holds, what runs did and do; its file stays people's."""

import json
from pathlib import Path
from typing import Any

import pytest
from desk_help import CLIP, EXAMPLE, Browser, copy_example

from clipmaker.bulletin.change import held, moved, read_bulletin
from clipmaker.bulletin.load import load_bulletin
from clipmaker.desk.standing import Kind
from clipmaker.errors import ReviewError

TEXT = """\
# The morning, kept through every change.
version: 1
date: 2025-01-13
time_zone: Europe/Dublin
stories:
  # The lead.
  - story: captured-soldier
    priority: high
  - story: second   # by Ivo
    hold: >-
      legal, until
      noon
    deadline: "2025-01-13 18:00"

  - story: third
# The end.
"""


@pytest.fixture
def bulletin(story: Path) -> Path:
    for name in ("second", "third"):
        other = copy_example(story.parents[1] / name)
        text = other.read_text(encoding="utf-8")
        other.write_text(text.replace("slug: captured-soldier", f"slug: {name}"))
    file = story.parents[1] / "morning.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def names(file: Path) -> list[str]:
    return [item.name for item in load_bulletin(file).items]


def ask(browser: Browser, do: str, **body: Any) -> Any:
    (one,) = browser.get("/api/bulletins").json()
    asked = {"do": do, "file": one["file"], "base": one["base"], "who": "Mara Lind", **body}
    return browser.post("/api/bulletins", asked)


def test_a_story_is_moved_with_the_comment_above_it_and_nothing_else_changes(
    bulletin: Path,
) -> None:
    moved(bulletin, read_bulletin(bulletin).base, 0, 2)
    assert names(bulletin) == ["second", "third", "captured-soldier"]
    text = bulletin.read_text(encoding="utf-8")
    assert "  - story: third\n" in text
    assert sorted(text.splitlines()) == sorted(TEXT.splitlines())
    assert text.index("# The lead.") < text.index("captured-soldier") < text.index("# The end.")
    moved(bulletin, read_bulletin(bulletin).base, 2, 0)
    assert names(bulletin) == ["captured-soldier", "second", "third"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("reason", ["legal: “libel”? #1 (Mara)", "yes", "- x", "法務"])
def test_a_hold_is_written_and_lifted_and_reads_as_it_was_meant(
    bulletin: Path, ending: str, reason: str
) -> None:
    bulletin.write_text(TEXT.replace("\n", ending), encoding="utf-8", newline="")
    for place in (1, 0, 2):
        held(bulletin, read_bulletin(bulletin).base, place, reason)
    assert [item.hold for item in load_bulletin(bulletin).items] == [reason] * 3
    held(bulletin, read_bulletin(bulletin).base, 1, "")
    second = load_bulletin(bulletin).items[1]
    assert (second.hold, second.deadline is None) == ("", False)
    assert b"# by Ivo" in bulletin.read_bytes()
    assert "noon" not in bulletin.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "stories",
    ["stories: [{story: captured-soldier}, {story: second}]\n", "stories:\n- {story: second}\n"],
)
def test_what_is_written_otherwise_is_left_to_people(bulletin: Path, stories: str) -> None:
    bulletin.write_text(f"version: 1\ndate: 2025-01-13\n{stories}", encoding="utf-8")
    before = bulletin.read_bytes()
    with pytest.raises(ReviewError) as told:
        held(bulletin, read_bulletin(bulletin).base, 0, "legal")
    assert "text editor" in told.value.remedy
    assert bulletin.read_bytes() == before


def test_a_story_is_held_and_released_at_the_desk_by_name(browser: Browser, bulletin: Path) -> None:
    assert ask(browser, "hold", place=0, reason=" ").status_code == 422
    assert ask(browser, "hold", place=0, reason="a source withdrew").is_success
    (one,) = browser.get("/api/bulletins").json()
    assert one["items"][0]["hold"] == "a source withdrew (Mara Lind)"
    assert "is held" in one["items"][0]["will"]
    assert Kind.WAIT in {way["kind"] for way in browser.clip()["in_the_way"]}
    assert ask(browser, "release", place=0, reason="she agreed").is_success
    assert Kind.WAIT not in {way["kind"] for way in browser.clip()["in_the_way"]}
    changes = browser.get(f"/api{CLIP}/history?of=bulletin").json()
    assert [(c["new"], c["who"]) for c in changes] == [
        ("released she agreed", "Mara Lind"),
        ("held: a source withdrew", "Mara Lind"),
    ]


def test_two_people_do_not_move_each_others_order(browser: Browser, bulletin: Path) -> None:
    stale = browser.get("/api/bulletins").json()[0]["base"]
    assert ask(browser, "move", place=2, to=0).is_success
    answer = ask(browser, "move", place=2, to=0, base=stale)
    assert "changed elsewhere meanwhile" in answer.json()["error"]
    assert names(bulletin) == ["third", "captured-soldier", "second"]


def test_what_a_run_did_is_told_in_plain_words(
    browser: Browser, bulletin: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "output" / "bulletins" / "2025-01-13" / "morning"
    folder.mkdir(parents=True)
    stories = load_bulletin(bulletin).items
    done = [
        {"state": "working"},
        {"state": "held", "why": "held: legal"},
        {"state": "failed", "failure": {"stage": "hear", "message": "no sound\nmore"}},
    ]
    report = {
        "running": True,
        "started": "2025-01-13T06:00:00+00:00",
        "counts": {"working": 1, "held": 1, "failed": 1, "made": 0},
        "notes": [],
        "stories": [
            {"file": str(item.story), **one} for item, one in zip(stories, done, strict=True)
        ],
    }
    (folder / "bulletin.json").write_text(json.dumps(report), encoding="utf-8")
    (one,) = browser.get("/api/bulletins").json()
    assert one["run"]["running"]
    assert one["run"]["said"] == "1 working, 1 held, 1 failed"
    assert [item["did"] for item in one["items"]] == [
        "is making it now",
        "held: legal",
        "failed: no sound",
    ]
    assert one["items"][2]["clip"]["reason"] == ""
    assert one["items"][2]["will"] == "makes a draft: 8 subtitles wait for a decision"


def test_a_bulletin_that_cannot_be_read_says_so(browser: Browser, bulletin: Path) -> None:
    bulletin.write_text("version: 1\ndate: someday\nstories:\n- story: second\n")
    (one,) = browser.get("/api/bulletins").json()
    assert one["problem"]
    assert browser.get("/").status_code == 200


def test_make_all_makes_what_is_not_there(browser: Browser, bulletin: Path) -> None:
    assert ask(browser, "make").is_success
    assert len(browser.app.state.desk.jobs.all()) == 3


def test_deadline_and_embargo_are_set_and_taken_away_and_other_lines_stay(
    browser: Browser, bulletin: Path
) -> None:
    at = "2099-01-13T06:30+01:00"
    ask(browser, "time", place=0, key="not_before", at=at)
    now = ask(browser, "time", place=1, key="deadline", at=at).json()[0]["items"]
    assert [now[0]["not_before"], now[1]["deadline"]] == ["2099-01-13T06:30:00+01:00"] * 2
    assert bulletin.read_text(encoding="utf-8") == TEXT.replace(
        "captured-soldier\n", f'captured-soldier\n    not_before: "{at}"\n'
    ).replace("by Ivo\n", f'by Ivo\n    deadline: "{at}"\n').replace(
        '    deadline: "2025-01-13 18:00"\n', ""
    )
    for key, when in (("deadline", "soon"), ("hold", at), ("deadline", "2025-01-13 06:30")):
        assert ask(browser, "time", place=0, key=key, at=when).status_code == 422
    ask(browser, "time", place=0, key="not_before", at="")
    assert load_bulletin(bulletin).items[0].not_before is None


def test_what_is_open_before_the_finals_is_told_as_ready_tells_it(
    browser: Browser, bulletin: Path
) -> None:
    told = browser.get(f"/api/bulletins/ready?file={bulletin}").json()
    assert [one["name"] for one in told] == names(bulletin)
    assert any("held: legal, until noon" in task["message"] for task in told[1]["tasks"])
    assert browser.get("/api/bulletins/ready?file=/etc/passwd").status_code == 422


def test_a_story_that_was_never_made_is_not_promised_to_be_published(
    browser: Browser, bulletin: Path
) -> None:
    sheet = "interview.cues.yaml"
    approved = (EXAMPLE / sheet).read_text(encoding="utf-8")
    (bulletin.parent / "third" / sheet).write_text(approved, encoding="utf-8")
    (one,) = browser.get("/api/bulletins").json()
    assert one["items"][2]["will"] == "makes it, and publishes it if nothing else is open"
