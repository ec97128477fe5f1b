"""A sheet's texts are for one audience, and no story in another language shows them."""

from pathlib import Path

import pytest
from cue_values import cue, sheet

from clipmaker.cues.reviewing.audience import for_audience
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import InputError

FILE = Path("interview.cues.yaml")


@pytest.mark.parametrize(
    ("written", "audience"),
    [
        (sheet(cue(), audience="en"), "de"),
        (sheet(cue(text="Das sagte er."), audience="de"), "en"),
        # Spoken in German, translated for English: not for Germans.
        (sheet(cue(source="Ja.", text="Yes."), language="de"), "de"),
        # Some of it is only what was said, and not all.
        (sheet(cue(text="그는 말했다"), cue("c2", 5000, 6000), language="ko"), "ko"),
    ],
)
def test_another_audience_is_refused_with_both_languages_and_two_ways_out(
    written, audience: str
) -> None:
    with pytest.raises(InputError) as caught:
        for_audience(written, audience, FILE)
    assert "English" in str(caught.value) and "this story is in" in str(caught.value)
    assert f"interview-{audience}.mp4" in caught.value.remedy
    assert f"audience: {audience}" in caught.value.remedy


@pytest.mark.parametrize(
    ("written", "audience"),
    [
        (sheet(cue(), audience="en"), "en"),
        (sheet(cue(text="Das sagte er."), audience="de"), "de"),
        (sheet(cue(text="")), "de"),
        (sheet(), "de"),
        (sheet(cue(source="Ja.", text="Ja."), language="de"), "de"),
    ],
)
def test_its_own_audience_and_nothing_shown_yet_are_taken(written, audience: str) -> None:
    assert for_audience(written, audience, FILE).audience == audience


def test_the_audience_is_kept_in_the_file_and_english_needs_no_line(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    save(sheet(cue(text="Das sagte er."), audience="de"), file)
    assert "language: ko\naudience: de\n" in file.read_text("utf-8")
    assert load(file).audience == "de"
    text = tmp_path / "other.cues.yaml"
    save(sheet(cue()), text)
    assert "audience" not in text.read_text("utf-8")
    assert load(text).audience == "en"
