"""Nothing is ticked, and nothing called ready, that would be refused."""

from pathlib import Path
from typing import Any

from desk_help import CLIP, Browser, publish, settings

from clipmaker.desk.notes import Notes
from clipmaker.desk.standing import Kind
from clipmaker.publish.sign_off import PlayedLine


def kinds(facts: Any) -> set[str]:
    return {one["kind"] for one in facts["in_the_way"]}


def approve_all(browser: Browser) -> None:
    names = [cue["id"] for cue in browser.clip()["sheets"][0]["cues"]]
    assert browser.change("approve", ids=names).status_code == 200


def row(browser: Browser) -> Any:
    return browser.get("/api/clips").json()[0]


def drawn_as_decided(tmp_path: Path, browser: Browser) -> None:
    """Publish a draft of exactly what the story and its sheets say now."""
    opened = browser.app.state.desk.opened
    plan = opened.open(tmp_path / "stories" / "captured-soldier" / "story.yaml").decided().plan
    facts = {"segments": [{"key": s.key} for s in plan.segments], "sound": plan.sound_key}
    publish(tmp_path / "output", "2025-01-13", "captured-soldier", **facts)


def test_a_clip_that_was_never_rendered_is_told_everything_that_is_missing(
    browser: Browser,
) -> None:
    facts = browser.clip()
    assert kinds(facts) == {Kind.SUBTITLES, Kind.UNMADE}
    assert facts["in_the_way"][0]["message"].startswith("8 subtitles are not approved")
    answer = browser.post(f"/api{CLIP}/sign-off", {"who": "Mara Lind", "watched": ""})
    for one in facts["in_the_way"]:
        assert one["message"] in answer.json()["error"]


def test_an_approved_line_that_cannot_be_read_is_open_in_list_page_and_sign_off(
    browser: Browser, tmp_path: Path
) -> None:
    fast = "Do you know where you are today?"
    assert browser.change("edit", id="c1", text=fast, end_ms=900).status_code == 200
    approve_all(browser)
    desk = Browser(settings(tmp_path))
    drawn_as_decided(tmp_path, desk)
    assert (row(desk)["state"], row(desk)["open"]) == ("review", 1)
    facts = desk.clip()
    assert (facts["state"], facts["open"], kinds(facts)) == ("review", 1, {Kind.SUBTITLES})
    watched = facts["versions"][0]["stamp"]
    answer = desk.post(f"/api{CLIP}/sign-off", {"who": "Mara Lind", "watched": watched})
    assert "1 subtitle is not approved or too fast to read" in answer.json()["error"]


def test_a_draft_of_something_else_is_not_ready(browser: Browser, tmp_path: Path) -> None:
    approve_all(browser)
    desk = Browser(settings(tmp_path))
    publish(tmp_path / "output", "2025-01-13", "captured-soldier")
    facts = desk.clip()
    assert (facts["state"], kinds(facts)) == ("changed", {Kind.STALE})
    assert "ready" not in facts["label"]


def test_a_damaged_draft_is_not_ready(browser: Browser, tmp_path: Path) -> None:
    approve_all(browser)
    desk = Browser(settings(tmp_path))
    hole = "interview.mp4 is damaged at 0:03"
    publish(tmp_path / "output", "2025-01-13", "captured-soldier", damaged=[hole])
    facts = desk.clip()
    assert hole in [one["message"] for one in facts["in_the_way"]]
    assert row(desk)["state"] == facts["state"] == "review"


def test_what_stands_in_no_way_is_ready_and_signed(browser: Browser, tmp_path: Path) -> None:
    approve_all(browser)
    desk = Browser(settings(tmp_path))
    drawn_as_decided(tmp_path, desk)
    facts = desk.clip()
    assert (facts["state"], row(desk)["state"], facts["in_the_way"]) == ("ready", "ready", [])
    one = facts["sheets"][0]
    third = one["cues"][2]
    mark = f"{one['footage']} c3 {third['start_ms']}-{third['end_ms']} {one['digest']}".rstrip()
    desk.post(f"/api{CLIP}/cues/played", {"marks": [mark], "who": "Ri"})
    watched = facts["versions"][0]["stamp"]
    answer = desk.post(f"/api{CLIP}/sign-off", {"who": "Mara Lind", "watched": watched})
    assert answer.status_code == 202
    # What was played goes out with the word, also where the desk is killed meanwhile.
    (noted,) = Notes(tmp_path / "output" / ".desk").read()
    assert noted.sign_off is not None
    assert noted.sign_off.played == (PlayedLine(footage="interview.mp4", cue="c3", by=("Ri",)),)


def test_facts_that_differ_from_the_source_stand_in_the_way(
    browser: Browser, tmp_path: Path
) -> None:
    story = tmp_path / "stories" / "captured-soldier" / "story.yaml"
    (story.parent / "article.txt").write_text(ARTICLE, encoding="utf-8")
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("language: en", "language: en\nsource: article.txt"), "utf-8")
    told = [one["message"] for one in browser.clip()["in_the_way"] if one["kind"] == Kind.FACTS]
    assert any("“Zelenskyy” is spelt otherwise" in one and "Zelensky" in one for one in told)
    answer = browser.post(f"/api{CLIP}/sign-off", {"who": "Mara Lind", "watched": ""})
    assert "is spelt otherwise" in answer.json()["error"]


ARTICLE = "A soldier is captured\n\nIn Kyiv, President Zelensky showed a video of one soldier.\n"
