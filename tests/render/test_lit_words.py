"""Words that are lit while they are spoken, in rendered frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_clip import approve_cues

from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.render.frame import frames_rgb
from clipmaker.resources import assets_dir

CUES = """\
version: 1
footage: interview.mp4
language: LANGUAGE
cues:
- start: 0:00.350
  end: 0:00.980
  source: It was training
  text: It was training
  status: approved
  approved_by: An editor
  words:
  - [It, 350, 470, 0.9]
  - [was, 480, 600, 0.9]
  - [training, 600, 800, 0.9]
"""


def lit_columns(story: Path, language: str, moments: list[int]) -> list[list[int]]:
    """Return by moment the columns in which the brand's highlight is seen among the words."""
    folder = story.parent / "brands" / "lit"
    folder.mkdir(parents=True, exist_ok=True)
    for file in (assets_dir() / "brands" / "news-60").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    brand = folder / "brand.toml"
    brand.write_text(f"{brand.read_text('utf-8')}\n[subtitles]\nlight_words = true\n", "utf-8")
    text = story.read_text("utf-8").replace("language: ko", f"language: {language}")
    story.write_text(text, "utf-8")
    sheet = story.parent / "interview.cues.yaml"
    sheet.write_text(CUES.replace("LANGUAGE", language), "utf-8")
    approve_cues(sheet)
    decided = decide(Sources(story=story, profile="tiny", brand="lit"), None)
    shot = decided.timeline.shots[1]
    # Nothing of the card before is seen any more.
    assert min(moments) > 6
    box = [shot.start_frame + moment for moment in moments]
    yellow = np.array([0xFF, 0xD6, 0x0A])
    found = []
    for number in box:
        frame = frames_rgb(decided.plan, [number])[number][:, 20:200].astype(int)
        near = (np.abs(frame - yellow).max(axis=2) < 60)[:400]
        near[: frame.shape[0] // 3] = False
        found.append([int(column) for column in np.flatnonzero(near.any(axis=0))])
    return found


@pytest.mark.slow
def test_one_word_after_the_other_is_lit_over_footage_in_the_audience_s_language(
    tiny_story: Path,
) -> None:
    background, first, second, third, after = lit_columns(tiny_story, "en", [8, 12, 16, 21, 27])
    seen = [set(columns) - set(background) for columns in (first, second, third, after)]
    starts = [min(columns) for columns in seen[:3]]
    assert starts == sorted(starts)
    assert len(set(starts)) == 3
    assert not seen[3]


@pytest.mark.slow
def test_no_word_of_a_translation_is_lit(tiny_story: Path) -> None:
    background, first, third = lit_columns(tiny_story, "ko", [8, 12, 21])
    assert set(first) <= set(background)
    assert set(third) <= set(background)
