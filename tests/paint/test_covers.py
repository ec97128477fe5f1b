"""Covers in the grids of platforms: the headline is seen whole, and no word is cut through."""

import numpy as np
import pytest

from clipmaker.brand.load import load_brand
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.page import Page, TextBox
from clipmaker.profile.load import load_delivery

from .kinds import EXAMPLES, with_photo
from .looks import card, paint

GRID = 3 / 4
"""Width to height of covers in the grids of Instagram and TikTok, which keep the middle."""
LONG = (
    "The constitutional court examines whether the *speed limit* on motorways may stand, "
    "and a decision is expected in the spring"
)


def seen(box: TextBox, width: int, height: int) -> bool | None:
    """Whether a text is inside the grid's crop; None where it is cut through."""
    wide, high = min(width, height * GRID), min(height, width / GRID)
    left, top = (width - wide) / 2, (height - high) / 2
    if (
        box.left_px >= left
        and box.right_px <= left + wide
        and box.top_px >= top
        and box.bottom_px <= top + high
    ):
        return True
    apart = (
        box.right_px <= left
        or box.left_px >= left + wide
        or box.bottom_px <= top
        or box.top_px >= top + high
    )
    return False if apart else None


@pytest.mark.parametrize("look", ["news-60", "meridian"])
@pytest.mark.parametrize("shape", ["9:16", "4:5"])
@pytest.mark.parametrize("text", [EXAMPLES["title"]["text"], LONG], ids=["short", "long"])
@pytest.mark.parametrize("pictured", [False, True])
def test_a_cover_is_read_in_the_grid(look, shape, text, pictured, tmp_path):
    profile = load_delivery("tiny", shape)
    item = card("title", **{**EXAMPLES["title"], "text": text})
    on = Page(brand=load_brand(look), profile=profile, language="en")
    painting = paint(with_photo(item, tmp_path) if pictured else item, on)
    size = painting.ground.size
    said = {box.text: seen(box, *size) for box in painting.texts}
    assert said[text.replace("*", "")] is True
    strip = ChromeStrip(on, painting.chrome, counting=False)
    marks = {box.text: seen(box, *size) for box in strip.texts(np.asarray(painting.ground))}
    assert None not in {**said, **marks}.values(), (said, marks)
