"""An article or subtitles in the place of a story are called what they are."""

from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.errors import InputError
from clipmaker.story.load import load_story

SRT = "1\n00:00:01,000 --> 00:00:02,000\nI don't know\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("article.txt", "Headline\n\nA sentence: a colon.", "“clipmaker new article.txt”"),
        ("page.HTML", "<html><body><p>Kursk</p></body></html>", "“clipmaker new page.HTML”"),
        ("notes.md", "date: today\nheadline: x\n", "this is a text, not a story"),
        ("article.docx", "PK\3\4word", "“clipmaker new article.docx”"),
        ("interview.srt", SRT, "“clipmaker subtitles import STORY.YAML interview.srt”"),
        ("interview.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nNo\n", "these are subtitles"),
    ],
)  # fmt: skip
def test_it_is_called_what_it_is(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_story(tmp_path / name, specs=specs())
    assert said in str(refused.value)
    assert "YAML:" not in str(refused.value)


def test_a_story_by_any_other_ending_is_a_story(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text("version: 1\ndate: 2025-01-13\nshots:\n- {kind: title, text: A headline}\n")
    assert load_story(file, specs=specs()).headline == "A headline"


def test_what_is_not_there_is_not_called_anything(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_story(tmp_path / "article.txt", specs=specs())
