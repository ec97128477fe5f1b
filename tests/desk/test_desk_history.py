"""What became of each text: old, new, who and when; also what was taken back, and of cards."""

from pathlib import Path
from typing import Any

from desk_help import CLIP, Browser, settings

from clipmaker.desk.changes import TextHistory


def past(browser: Browser, of: str = "") -> Any:
    return browser.get(f"/api{CLIP}/history?of={of}").json()


def told(found: Any) -> list[tuple[str, str, str, str]]:
    return [(one["what"], one["old"], one["new"], one["who"]) for one in found]


def test_a_line_tells_what_it_said_before_and_who_changed_it(
    browser: Browser, tmp_path: Path
) -> None:
    was = browser.clip()["sheets"][0]["cues"][0]["text"]
    assert browser.change("edit", id="c1", text="Where are you?").is_success
    assert browser.change("edit", id="c2", text="I don’t know.", who="Ivo Brandt").is_success
    assert browser.change("undo").is_success
    assert browser.change("approve", ids=["c1"]).is_success
    one = "interview.mp4 c1"
    assert told(past(browser, one))[0] == ("decision", "edited", "approved", "Mara Lind")
    assert ("text", was, "Where are you?", "Mara Lind") in told(past(browser, one))
    second = told(past(browser, "interview.mp4 c2"))
    assert [(what, who) for what, _, _, who in second if what == "text"] == [
        ("text", "Mara Lind"),
        ("text", "Ivo Brandt"),
    ]
    # It outlives the desk.
    assert told(past(Browser(settings(tmp_path)), one)) == told(past(browser, one))


def test_what_changes_nothing_leaves_no_trace(browser: Browser) -> None:
    same = browser.clip()["sheets"][0]["cues"][0]["text"]
    assert browser.change("edit", id="c1", text=same).is_success
    assert past(browser) == []


def test_a_line_that_is_cut_tells_of_both_parts(browser: Browser) -> None:
    text = browser.clip()["sheets"][0]["cues"][0]["text"]
    assert browser.change("split", id="c1", at=text.index(" ")).is_success
    names = {one["of"] for one in past(browser)}
    assert len(names) == 2
    assert any(one["old"] == text for one in past(browser, "interview.mp4 c1"))


def test_a_card_tells_what_it_said_before(browser: Browser) -> None:
    texts = browser.get(f"/api{CLIP}/texts").json()
    old = next(one for one in texts["texts"] if (one["shot"], one["name"]) == (0, "text"))["text"]
    body = {
        "texts": [{"shot": 0, "name": "text", "text": "Another *headline*"}],
        "base": texts["base"],
        "who": "Mara Lind",
        "page": "one",
    }
    assert browser.post(f"/api{CLIP}/texts", body).is_success
    assert told(past(browser, "card 1")) == [("text", old, "Another *headline*", "Mara Lind")]
    # A save that is refused is no change.
    assert not browser.post(f"/api{CLIP}/texts", body).is_success
    assert len(past(browser, "card 1")) == 1


def test_a_history_that_is_damaged_tells_the_rest(tmp_path: Path) -> None:
    file = tmp_path / ".desk" / "changes" / "2025-01-13-a.jsonl"
    file.parent.mkdir(parents=True)
    good = '{"of": "a.mp4 c1", "what": "text", "old": "", "new": "x", "who": "M", "at": "2026"}'
    file.write_text(f"half a li\n{good}\n[1]\n")
    assert [one.new for one in TextHistory(tmp_path).of(("2025-01-13", "a"))] == ["x"]
