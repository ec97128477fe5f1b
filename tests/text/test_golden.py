"""Drawn lines compared with kept pictures, one a script.

``CLIPMAKER_GOLDENS=write pytest tests/text/test_golden.py`` draws them anew; look at every one
before committing. A failing comparison leaves the drawn picture and the difference, side by side,
in pytest's temporary folder.
"""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipmaker.text.engine import draw, set_text
from clipmaker.text.model import TextStyle

from .samples import SENTENCES

GOLDEN = Path(__file__).parent / "golden"
GROUND = (0x0B, 0x0F, 0x19)
SCRIPTS = ["en", "ru", "el", "ko", "ja", "zh-Hans", "ar", "he", "hi", "th"]


def picture(language):
    style = TextStyle(
        family="Inter",
        weight=700,
        size_px=40,
        line_height=1.2,
        tracking_em=-0.01,
        highlight="#FFD60A",
        language=language,
    )
    paragraph = set_text(SENTENCES[language], style, width_px=520)
    drawn = draw(paragraph)
    ground = Image.new("RGB", (560, round(paragraph.height_px) + 40), GROUND)
    left = 540 - round(paragraph.width_px) if paragraph.right_to_left else 20
    ground.paste(drawn.image, (left + drawn.left_px, 20 + drawn.top_px), drawn.image)
    return ground


@pytest.mark.parametrize("language", SCRIPTS)
def test_drawn_text_looks_as_it_did(language, tmp_path):
    drawn = picture(language)
    file = GOLDEN / f"{language}.png"
    if os.environ.get("CLIPMAKER_GOLDENS") == "write":
        GOLDEN.mkdir(exist_ok=True)
        drawn.quantize(32, dither=Image.Dither.NONE).save(file, optimize=True)
        return
    golden = Image.open(file).convert("RGB")
    assert drawn.size == golden.size
    difference = np.abs(np.asarray(drawn, np.int16) - np.asarray(golden, np.int16))
    if difference.mean() >= 1.0:
        both = np.concatenate([np.asarray(drawn), difference.astype(np.uint8)])
        Image.fromarray(both).save(tmp_path / f"{language}.png")
    assert difference.mean() < 1.0, f"see {tmp_path / f'{language}.png'}"
