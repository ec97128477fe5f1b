"""One sheet, two stories: one for readers of English, one for readers of German."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest
from stories import Clipmaker

from clipmaker.cues.maker import machine, person
from clipmaker.cues.model import CueSheet, Status
from clipmaker.cues.sheets.audiences import seen_by_audience
from clipmaker.cues.sheets.sheet import load

SHEET = """\
version: 1
footage: interview.mp4
language: ko
cues:
- {id: c1, start: 0:00.000, end: 0:00.900, source: 나는 집에 갔다., text: I went home.,
   status: machine, text_by: machine faster-whisper base}
- {id: c2, start: 0:00.950, end: 0:01.400, source: 추웠다., text: It was cold., status: machine,
   text_by: machine faster-whisper base}
"""
TINY = ("--profile", "tiny", "--subtitle-profile", "tiny")
GERMAN = """\
import json, sys
said = {
    "나는 집에 갔다.": "Ich ging nach Hause.",
    "추웠다.": "Es war kalt.",
    "안 추웠다.": "Es war nicht kalt.",
}
head = json.loads(sys.stdin.readline())
for line in sys.stdin:
    one = json.loads(line)
    text = said.get(one["text"], "") if head["target"] == "de" else ""
    answer = {"text": text} if text else {"error": "I know German only"}
    print(json.dumps({"id": one["id"], **answer}), flush=True)
"""


@pytest.fixture
def both(story: Path, tmp_path: Path) -> tuple[Path, Path]:
    """An English story and a German one beside it that use the same footage."""
    script = tmp_path / "translator.py"
    script.write_text(GERMAN, "utf-8")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "clipmaker.toml").write_text(
        '[translation]\norder = ["own"]\n[translation.translators.own]\nkind = "command"\n'
        f"command = {json.dumps([sys.executable, str(script)])}\nlocal = true\n",
        "utf-8",
    )
    (story.parent / "interview.cues.yaml").write_text(SHEET, "utf-8")
    german = story.with_name("deutsch.yaml")
    text = re.sub(r"(?m)^slug: .*\n", "", story.read_text("utf-8"))
    assert "\nlanguage:" not in text
    german.write_text(f"{text}\nlanguage: de\nslug: gefangener\n", "utf-8")
    return story, german


def sheet(story: Path, audience: str = "en") -> CueSheet:
    return seen_by_audience(load(story.parent / "interview.cues.yaml"), audience)


def texts(story: Path, audience: str = "en") -> list[str]:
    return [cue.text for cue in sheet(story, audience).cues]


def test_a_second_audience_gets_a_text_of_its_own_in_the_same_sheet(
    clipmaker: Clipmaker, both: tuple[Path, Path]
) -> None:
    english, german = both
    assert clipmaker("subtitles", english, *TINY).code == 0
    assert clipmaker("subtitles", "approve", english, "--all", "--cue", "c1",
                     "--cue", "c2", "--as", "Ana", *TINY).code == 0  # fmt: skip
    done = clipmaker("subtitles", german, *TINY)
    assert done.code == 0, done.err
    assert "Ich ging nach Hause." in done.out
    assert texts(english) == ["I went home.", "It was cold."]
    assert texts(english, "de") == ["Ich ging nach Hause.", "Es war kalt."]
    assert [cue.approved_by for cue in sheet(english).cues] == ["Ana", "Ana"]
    first = sheet(english, "de").cues[0]
    assert (first.status, first.approved_by) == (Status.MACHINE, "")
    assert {str(maker).split(" ")[0] for maker in first.text_by} == {"machine"}
    # English approvals open no German final, and its machine text is what is refused.
    final = clipmaker("render", german, "--final", *TINY)
    assert final.code == 8
    assert "Ich ging nach Hause." in final.err
    assert "not approved (machine)" in final.err


def test_review_and_hand_edits_and_files_follow_the_audience(
    clipmaker: Clipmaker, both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    english, german = both
    for story in both:
        assert clipmaker("subtitles", story, *TINY).code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("a\na\nq\n"))
    done = clipmaker("subtitles", "review", german, "--as", "Kim", *TINY)
    assert done.code == 0, done.err
    assert "German" in done.out
    assert [cue.approved_by for cue in sheet(english, "de").cues] == ["Kim", "Kim"]
    assert [cue.approved_by for cue in sheet(english).cues] == ["", ""]
    out = clipmaker("subtitles", "export", german, *TINY)
    assert "Ich ging nach Hause." in out.out and "went" not in out.out
    out = clipmaker("subtitles", "export", english, *TINY)
    assert "I went home." in out.out and "ging" not in out.out
    # What was said is corrected in the file: both texts are open, and German is read again.
    file = english.parent / "interview.cues.yaml"
    file.write_text(file.read_text("utf-8").replace("추웠다.", "안 추웠다."), "utf-8")
    assert clipmaker("subtitles", german, *TINY).code == 0
    second = sheet(english, "de").cues[1]
    assert second.approved_by == ""
    assert second.source_by == (person(),)
    assert "Es war nicht kalt." in (second.text, second.other)
    srt = tmp_path / "interview.de.srt"
    srt.write_text("1\n00:00:00,000 --> 00:00:00,900\nIch bin heimgegangen.\n", "utf-8")
    done = clipmaker("subtitles", "import", german, srt, "--credit", "dpa", "--replace",
                     "--as", "Kim", *TINY)  # fmt: skip
    assert done.code == 0, done.err
    assert texts(english, "de")[0] == "Ich bin heimgegangen."
    assert sheet(english, "de").cues[0].credit == "dpa"
    assert texts(english)[0] == "I went home."
    assert sheet(english).cues[0].text_by == (machine("faster-whisper base"),)


def test_without_a_translator_lines_stay_open_and_nothing_is_lost(
    clipmaker: Clipmaker, both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    english, german = both
    clipmaker("subtitles", english, *TINY)
    before = (english.parent / "interview.cues.yaml").read_text("utf-8")
    monkeypatch.setenv("CLIPMAKER_TRANSLATORS", "none")
    done = clipmaker("subtitles", german, *TINY)
    assert done.code == 0, done.err
    assert "There is no German text" in done.out
    assert texts(english) == ["I went home.", "It was cold."]
    assert clipmaker("render", german, "--final", *TINY).code == 8
    assert (english.parent / "interview.cues.yaml").read_text("utf-8").startswith(before[:200])


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.exit(3)",
        "import json, sys\nsys.stdin.readline()\n"
        "for line in sys.stdin:\n    one = json.loads(line)\n"
        "    print(json.dumps({'id': one['id'], 'text': '<b>Ich ging nach Hause.</b>'}))",
        "import json, sys\nsys.stdin.readline()\nfor line in list(sys.stdin)[:1]:\n"
        "    print(json.dumps({'id': json.loads(line)['id'], 'text': 'Ich ging nach Hause.'}))",
        "import json, sys\nsys.stdin.readline()\n"
        "for line in sys.stdin:\n    one = json.loads(line)\n"
        "    print(json.dumps({'id': one['id'], 'text': one['text']}))",
    ],
    ids=["away", "markup", "half of the lines", "the wrong language"],
)
def test_a_translator_that_fails_the_second_audience_costs_the_first_nothing(
    clipmaker: Clipmaker, both: tuple[Path, Path], tmp_path: Path, program: str
) -> None:
    english, german = both
    (tmp_path / "translator.py").write_text(program, "utf-8")
    done = clipmaker("subtitles", german, *TINY)
    assert done.code == 0, done.err
    assert texts(english) == ["I went home.", "It was cold."]
    there = sheet(english, "de")
    assert "" in texts(english, "de")
    for cue in there.cues:
        assert "<b>" not in cue.text
        assert cue.text != cue.source
    assert "own: " in done.out
    assert clipmaker("render", german, "--final", *TINY).code == 8
