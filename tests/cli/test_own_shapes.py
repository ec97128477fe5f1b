"""A profile of one's own shape: cards, and footage with all that is written over it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from stories import CUES, Clipmaker


@pytest.mark.parametrize("size", [(480, 270), (270, 270), (270, 338)], ids=["16:9", "1:1", "4:5"])
def test_footage_and_cards_are_laid_out_in_any_shape(
    clipmaker: Clipmaker, story: Path, root: Path, size: tuple[int, int]
) -> None:
    text = (root / "assets/profiles/delivery/tiny.toml").read_text("utf-8")
    for key, value in zip(("width_px", "height_px"), size, strict=True):
        text = re.sub(rf"(?m)^{key} = \d+", f"{key} = {value}", text)
    own = story.parent / "own.toml"
    own.write_text(text, encoding="utf-8")
    (story.parent / "interview.cues.yaml").write_text(CUES, encoding="utf-8")
    target = story.parent / "frame.png"
    for at_s in ("1.3", "2.5"):
        done = clipmaker("frame", story, "--at", at_s, "-o", target, "--profile", own)
        assert done.code == 0, done.err
        assert Image.open(target).size == size
