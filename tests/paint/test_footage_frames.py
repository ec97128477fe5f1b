"""Golden frames of footage that moves, as its segments hand them to the encoder.

The footage is the examples' own, drawn for them; what is compared went the whole way of a clip:
cut, scaled, over its own blur, words and strips laid over it by FFmpeg.
"""

from pathlib import Path

import pytest

from clipmaker.cues.reviewing.edit import approve
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.render.frame import frame_rgb

from .goldens import check_golden

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).resolve().parents[2] / "assets" / "examples"
STORY = """\
version: 1
date: 2025-01-13
slug: moving
shots:
  - {kind: title, text: A headline}
  - kind: footage
    file: %s
    credit: "Reconstruction: Clipmaker"
    language: %s
    in: "0:02"
    out: "0:03.2"
    %s
  - {kind: end, sources: [Nobody]}
"""
CUES = """\
version: 1
footage: %s
language: %s
cues:
- id: c1
  start: 0:02.100
  end: 0:03.100
  source: %s
  text: %s
  status: %s
"""
KINDS = {
    "landscape-draft": ("captured-soldier/interview.mp4", "ko", "fit: contain", False),
    "cropped": ("captured-soldier/interview.mp4", "ko", "fit: fill", True),
    "portrait": (
        "clean-harbour/harbour.mp4",
        "pt",
        "focus_box: [0.53, 0.16, 0.88, 0.42]",
        True,
    ),
}
SAID = {
    "ko": ("훈련이라고 했습니다", "They told us it was only training."),
    "pt": ("Todas as redes voltam", "Every net comes back to land."),
}


def story(folder: Path, name: str) -> Path:
    film, language, more, approved = KINDS[name]
    file = EXAMPLES / film
    (folder / file.name).symlink_to(file)
    sheet = folder / f"{file.stem}.cues.yaml"
    status = "machine\n  source_by: person\n  text_by: person"
    sheet.write_text(CUES % (file.name, language, *SAID[language], status), encoding="utf-8")
    if approved:
        save(approve(load(sheet), ["c1"], "An editor", "2026-01-01T00:00"), sheet)
    written = folder / "story.yaml"
    written.write_text(STORY % (file.name, language, more), encoding="utf-8")
    return written


@pytest.mark.parametrize("name", KINDS)
def test_moving_footage_with_subtitles(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "story"
    folder.mkdir()
    decided = decide(
        Sources(story=story(folder, name), profile="tiny", media_roots=(EXAMPLES,)), None
    )
    (cue,) = decided.timeline.cues
    seen = frame_rgb(decided.plan, (cue.start_frame + cue.end_frame) // 2)
    check_golden(f"moving-{name}", seen, tmp_path)
