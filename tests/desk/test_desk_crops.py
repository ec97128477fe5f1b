"""What each shape shows of footage, as a box over it is drawn."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_help import CLIP, Browser
from starlette.exceptions import HTTPException

from clipmaker.desk.crops import box_written, crops
from clipmaker.media.model import VideoFacts
from clipmaker.profile.formats import FORMATS
from clipmaker.story.model import FootageFit
from clipmaker.story.photo import Box

WIDE = VideoFacts(
    codec="h264", width_px=1920, height_px=1080, display_width_px=1920, display_height_px=1080
)
FACE = Box(left=0.6, top=0.1, right=0.8, bottom=0.5)


def test_every_shape_keeps_the_box_and_words_stay_on_what_is_seen() -> None:
    told = {one["shape"]: one for one in crops(WIDE, "news-60", FACE, FootageFit.AUTO)}
    assert tuple(told) == FORMATS
    for one in told.values():
        left, top, right, bottom = one["crop"]
        assert left <= FACE.left < FACE.right <= right
        assert top <= FACE.top < FACE.bottom <= bottom
        for area in one["safe"]:
            assert left <= area[0] < area[2] <= right
            assert top <= area[1] < area[3] <= bottom
    left, _, right, _ = told["9:16"]["crop"]
    assert told["9:16"]["fit"] == "crop"
    assert (right - left) * 16 / 9 == pytest.approx(4 / 5, abs=1e-3)
    assert told["16:9"]["crop"] == [0.0, 0.0, 1.0, 1.0]


def test_the_fit_that_the_story_asks_for_and_bars_in_the_file_count() -> None:
    filled = crops(WIDE, "news-60", FACE, FootageFit.FILL)[0]
    left, _, right, _ = filled["crop"]
    assert (filled["fit"], round((right - left) * 16 / 9, 3)) == ("fill", round(9 / 16, 3))
    too_wide = Box(left=0.1, top=0.1, right=0.9, bottom=0.5)
    assert crops(WIDE, "news-60", too_wide, FootageFit.FILL)[0]["fit"] == "contain"
    barred = replace(WIDE, inner=(0.25, 0.0, 0.75, 1.0))
    assert crops(barred, "news-60", None, FootageFit.CONTAIN)[0]["crop"][0] >= 0.25
    whole = crops(barred, "news-60", None, FootageFit.CONTAIN, bars=True)[0]
    assert whole["crop"][0] == 0.0


@pytest.mark.parametrize(
    "text",
    ["1,2", "0.5,0,0.5,1", "0.6,0,0.5,1", "0,0,2,1", "nan,0,1,1", "0,0,1e-1,1", "-0.1,0,1,1"],
)
def test_what_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(HTTPException):
        box_written(text)


@pytest.mark.slow
def test_pages_ask_for_files_beside_the_story_alone(browser: Browser, story: Path) -> None:
    at = f"/api{CLIP}/story/crops"
    told = browser.get(f"{at}?name=interview.mp4&box=0.3,0.1,0.7,0.6&fit=&bars=").json()
    assert [one["shape"] for one in told] == list(FORMATS)
    (story.parent / "link.mp4").symlink_to(__file__)
    for name in ("story.yaml", "../x.mp4", "link.mp4", ""):
        assert browser.get(f"{at}?name={name}").status_code == 404, name
    for wrong in ("box=1,1", "fit=wide"):
        assert browser.get(f"{at}?name=interview.mp4&{wrong}").status_code == 422
