"""What an editor is told of how footage fills the screen."""

from dataclasses import replace
from pathlib import Path

import pytest

from clipmaker.make.framing import framing_notes
from clipmaker.media.model import MediaInfo, VideoFacts
from clipmaker.profile.load import load_delivery
from clipmaker.story.model import Footage, FootageFit
from clipmaker.story.photo import Box, Point

FILE = Path("talk.mp4")
FACE = Box(left=0.4, top=0.1, right=0.6, bottom=0.5)
TWO = Box(left=0.1, top=0.1, right=0.9, bottom=0.5)
PILLARS = (0.34, 0.0, 0.66, 1.0)


def told(footage: Footage, size: tuple[int, int], inner: object = None, shape: str = "") -> str:
    facts = VideoFacts(
        codec="h264",
        width_px=size[0],
        height_px=size[1],
        display_width_px=size[0],
        display_height_px=size[1],
    )
    facts = replace(facts, inner=inner)
    media = MediaInfo(file=FILE, digest="", container="mov", duration_ms=1, video=facts, audio=())
    return "\n".join(framing_notes([footage], {FILE: media}, load_delivery("news-60", shape)))


@pytest.mark.parametrize(
    ("written", "size", "inner", "said"),
    [
        ({}, (1920, 1080), None, "line 7 of the story: talk.mp4 is shown whole and small"),
        ({}, (1440, 1080), None, "is shown whole and small"),
        ({}, (1280, 720), PILLARS, "has bars at its sides that are part of its picture"),
        ({}, (1280, 720), (0.1, 0.1, 0.9, 0.9), "has bars all around"),
        ({"focus_box": TWO, "fit": FootageFit.FILL}, (1920, 1080), None, "fit: contain, since fit"),
    ],
)
def test_a_choice_is_told(written, size, inner, said):
    assert said in told(Footage(file=FILE, credit="", line=7, **written), size, inner)


@pytest.mark.parametrize(
    ("written", "size", "inner"),
    [
        ({}, (1080, 1920), None),
        ({}, (1080, 1080), None),
        ({"focus_box": FACE}, (1920, 1080), None),
        ({"focus": Point(x=0.2, y=0.5)}, (1920, 1080), None),
        ({"fit": FootageFit.CONTAIN}, (1920, 1080), None),
        ({"fit": FootageFit.FILL}, (1920, 1080), None),
        ({"fit": FootageFit.FILL, "focus_box": FACE}, (1920, 1080), None),
        ({"bars": True, "fit": FootageFit.CONTAIN}, (1280, 720), PILLARS),
    ],
)
def test_what_was_asked_for_is_not_told(written, size, inner):
    assert told(Footage(file=FILE, credit="", **written), size, inner) == ""


@pytest.mark.parametrize("shape", ["4:5", "1:1"])
def test_sides_that_a_lower_shape_cuts_off_unasked_are_told(shape):
    footage = Footage(file=FILE, credit="", line=7)
    said = told(footage, (1920, 1080), shape=shape)
    assert said.startswith(f"line 7 of the story: talk.mp4 is cut at its sides to fill {shape}")
    for asked in (replace(footage, focus_box=FACE), replace(footage, fit=FootageFit.CONTAIN)):
        assert told(asked, (1920, 1080), shape=shape) == ""
    assert told(footage, (1920, 1080), shape="16:9") == ""
