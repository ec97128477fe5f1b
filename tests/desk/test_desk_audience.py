"""A story in another language than its sheet's, at the desk."""

from pathlib import Path

from desk_help import CLIP, Browser


def test_a_sheet_for_another_audience_is_told_and_nothing_of_it_shown(
    browser: Browser, story: Path
) -> None:
    text = story.read_text("utf-8")
    story.write_text(text.replace("\nlanguage: en\n", "\nlanguage: de\n"), "utf-8")
    for path in (f"/api{CLIP}", CLIP):
        answer = browser.get(path)
        assert answer.status_code < 500
        assert "its subtitles are in English, and this story is in German" in answer.text
        assert "Our commanders said it was only training." not in answer.text
