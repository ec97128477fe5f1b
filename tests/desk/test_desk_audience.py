"""A story in another language than its sheet's first texts, at the desk."""

from pathlib import Path

from desk_help import CLIP, Browser


def test_a_story_shows_nothing_of_another_audiences_texts(browser: Browser, story: Path) -> None:
    text = story.read_text("utf-8")
    story.write_text(text.replace("\nlanguage: en\n", "\nlanguage: de\n"), "utf-8")
    for path in (f"/api{CLIP}", CLIP):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "Our commanders said it was only training." not in answer.text
    (sheet,) = browser.clip()["sheets"]
    assert sheet["audience"] == "de"
    assert {cue["text"] for cue in sheet["cues"]} == {""}
    assert all("There is no German text" in cue["flags"][0]["message"] for cue in sheet["cues"])
