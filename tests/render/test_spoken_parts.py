"""Footage in which several languages are spoken: what is written over it follows the line."""

from __future__ import annotations

from pathlib import Path

from tiny_clip import approve_cues

from clipmaker.make.decide import Decided, decide
from clipmaker.make.gather import Sources
from clipmaker.publish.post import alt_text
from clipmaker.publish.transcript import transcript
from clipmaker.render.words import words_over
from clipmaker.story.model import Footage

CUES = """\
version: 1
footage: interview.mp4
language: uk
languages: [uk, ko, en]
cues:
- {id: c1, start: 0:00.000, end: 0:00.250, source: Ваше ім'я?, text: Your name?, text_by: machine x,
   status: approved, approved_by: An editor}
- {id: c2, start: 0:00.260, end: 0:00.500, language: ko, source: 모릅니다, text: I don't know,
   status: approved, approved_by: An editor}
- {id: c3, start: 0:00.510, end: 0:00.740, language: en, source: Well, text: Well,
   status: approved, approved_by: An editor}
- {id: c4, start: 0:00.750, end: 0:00.990, source: Чому?, text: Why?, text_by: machine x,
   status: approved, approved_by: An editor}
"""


def decided(story: Path) -> Decided:
    text = story.read_text("utf-8").replace("language: ko", "language: [uk, ko, en]")
    story.write_text(text.replace("    out:", "    translation_credit: AFP\n    out:"), "utf-8")
    sheet = story.parent / "interview.cues.yaml"
    sheet.write_text(CUES, "utf-8")
    approve_cues(sheet)
    return decide(Sources(story=story, profile="tiny"), None)


def over(made: Decided) -> list[tuple[int, int, list[str]]]:
    """Return what stands over the footage, without its credit and subtitles, by frames."""
    found = []
    for segment in made.plan.segments:
        if isinstance(segment.shot.item, Footage):
            marks, _ = words_over(segment, segment.shot.item, made.plan.look)
            at = segment.start_frame - segment.shot.start_frame
            found += [
                (at + m.frames[0], at + m.frames[1], [t.text for t in m.overlay.texts])
                for m in marks
            ]
    return sorted(found)


def test_label_and_credit_follow_the_line_that_is_shown(tiny_story: Path) -> None:
    made = decided(tiny_story)
    shot = made.timeline.shots[1]
    assert shot.tongues == ("uk", "ko", "en")
    ends = [part.end_frame - shot.start_frame for part in shot.parts]
    by_part: dict[int, set[str]] = {}
    for first, end, texts in over(made):
        part = next(i for i, until in enumerate(ends) if first < until)
        assert end <= ends[part]
        by_part.setdefault(part, set()).update(texts)
    labels = [{text for text in by_part[i] if text.startswith("IN ")} for i in range(4)]
    assert labels == [{"IN UKRAINIAN"}, {"IN KOREAN"}, set(), {"IN UKRAINIAN"}]
    credits = [" ".join(by_part[i]) for i in range(4)]
    assert "automat" in credits[0].lower()
    assert "AFP" in credits[1]
    assert "automat" not in credits[1].lower()
    assert "AFP" not in credits[2]


def test_only_what_shows_another_label_is_rendered_anew(tiny_story: Path) -> None:
    before = [(s.shot.index, s.first, s.key) for s in decided(tiny_story).plan.segments]
    sheet = tiny_story.parent / "interview.cues.yaml"
    sheet.write_text(CUES.replace("language: ko,", "language: ja,"), "utf-8")
    approve_cues(sheet)
    after = [
        (s.shot.index, s.first, s.key)
        for s in decide(Sources(story=tiny_story, profile="tiny"), None).plan.segments
    ]
    changed = [one for one, other in zip(before, after, strict=True) if one != other]
    # Korean is spoken in the first half of a second only.
    assert [(index, first) for index, first, _ in changed] == [(1, 0)]


def test_every_file_beside_the_clip_tells_the_languages_apart(tiny_story: Path) -> None:
    made = decided(tiny_story)
    cues = {index: sheet.cues for index, sheet in made.sheets.items()}
    told = transcript(made.gathered.story, made.timeline, cues)
    assert "in Ukrainian, Korean" in told
    lines = told.splitlines()
    korean = next(line for line in lines if "Korean" in line and "[" in line)
    assert lines[lines.index(korean) + 1] == "모릅니다"
    assert lines.count("Well") == 1
    assert "Ukrainian, Korean" in alt_text(made.gathered.story, made.timeline, made.plan.look.brand)
