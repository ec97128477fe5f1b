"""What a tone hides is read nowhere in a final, and a translation over it waits for a person."""

from pathlib import Path

import pytest
from tiny_clip import approve_cues

from clipmaker.cues.reviewing.edit import approve
from clipmaker.edit.sheets import open_sheets
from clipmaker.errors import ReviewError
from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.make.gather import Sources

pytestmark = pytest.mark.slow


def test_a_final_waits_for_a_look_at_the_bleep_and_holds_no_hidden_word(tiny_story: Path) -> None:
    sheet = tiny_story.parent / "interview.cues.yaml"
    cues = sheet.read_text("utf-8").replace("They said it was training", "Drill.")
    sheet.write_text(cues.replace('"I don\'t know: {\\\\an8}<i>%s</i>"', "No."), "utf-8")
    approve_cues(sheet)
    story = tiny_story.read_text("utf-8")
    bleeped = story.replace('    out: "0:01"\n', '    out: "0:01"\n    bleep: ["0:00.2-0:00.3"]\n')
    tiny_story.write_text(bleeped, "utf-8")
    sources = Sources(story=tiny_story, profile="tiny")
    request = Request(sources=sources, output=tiny_story.parent / "out", goal=Goal.FINAL)
    with pytest.raises(ReviewError) as refused:
        make_clip(request)
    assert "c1 at 0:00.100" in refused.value.message
    assert "check that the subtitle does not say them" in refused.value.message
    assert "c2" not in refused.value.message

    (one,) = open_sheets(sources)
    assert one.sheet is not None
    one.save(approve(one.sheet, ["c1"], "Kim", "2026-01-01T00:00:00+00:00"))
    folder = make_clip(request).folder
    read = {
        file.name: file.read_text("utf-8")
        for file in folder.iterdir()
        if file.suffix in (".srt", ".vtt", ".txt", ".json")
    }
    assert [name for name, text in read.items() if "훈련" in text] == []
    assert "[…]" in read["tiny-story.ko.srt"]
    assert "모릅니다" in read["tiny-story.ko.srt"]
    assert "Drill." in read["tiny-story.en.srt"]

    # A bleep that moves asks again.
    tiny_story.write_text(bleeped.replace("0:00.3", "0:00.35"), "utf-8")
    with pytest.raises(ReviewError, match="c1 at 0:00"):
        make_clip(request)
