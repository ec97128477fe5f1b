"""Pictures with too few pixels for their place: refused, or told, before anything is rendered."""

import json
from pathlib import Path

import pytest
from PIL import Image
from stories import STORY, Clipmaker
from synth.stories import make_footage

PHOTO = STORY.replace(
    "    text: A headline with *emphasis*",
    "    text: A headline\n    photo: {file: photo.png, credit: AFP}",
)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((32, 24), "photo.png has 32x24 pixels: it would be enlarged 15 times to fill its place"),
        ((900, 20), "photo.png has 900x20 pixels: it would be enlarged 18 times"),
        ((33, 400), "photo.png has 33x400 pixels: it would be enlarged 8.2 times"),
    ],
)
def test_a_photo_that_would_be_a_smear_is_refused(
    clipmaker: Clipmaker, story: Path, size: tuple[int, int], said: str
) -> None:
    story.write_text(PHOTO, encoding="utf-8")
    Image.new("RGB", size, "navy").save(story.parent / "photo.png")
    done = clipmaker("render", story, "--profile", "tiny", "--subtitle-profile", "tiny")
    assert done.code == 5
    assert f"line 5 of the story: {said}" in done.err
    assert " pixels or more." in done.err


@pytest.mark.parametrize("size", [(8192, 2), (900, 20), (2, 8192)])
def test_no_larger_copy_of_a_strip_is_asked_for(
    clipmaker: Clipmaker, story: Path, size: tuple[int, int]
) -> None:
    story.write_text(PHOTO, encoding="utf-8")
    Image.new("RGB", size, "navy").save(story.parent / "photo.png")
    done = clipmaker("plan", story, "--profile", "tiny", "--subtitle-profile", "tiny")
    assert done.code == 5
    assert "Use a picture that is no strip, of 110x150 pixels or more." in done.err


def test_a_photo_that_looks_soft_is_told_and_a_good_one_is_not(
    clipmaker: Clipmaker, story: Path
) -> None:
    story.write_text(PHOTO, encoding="utf-8")
    options = ("--profile", "tiny", "--subtitle-profile", "tiny")
    Image.new("RGB", (100, 100), "navy").save(story.parent / "photo.png")
    told = (
        "line 5 of the story: photo.png has 100x100 pixels and is enlarged 3.6 times, so it looks "
        "soft; from 150x150 on it would not"
    )
    done = clipmaker("plan", story, *options)
    assert (done.code, f"note: {told}\n" in done.out) == (0, True), done.err
    assert json.loads(clipmaker("plan", story, *options, "--json").out)["notes"][0] == told
    Image.new("RGB", (160, 160), "navy").save(story.parent / "photo.png")
    assert "photo.png" not in clipmaker("plan", story, *options).out


def test_footage_that_would_be_a_smear_is_refused(clipmaker: Clipmaker, story: Path) -> None:
    make_footage(story.parent / "interview.mp4", size="32x24")
    done = clipmaker("plan", story, "--profile", "tiny", "--subtitle-profile", "tiny")
    assert done.code == 5
    assert "line 7 of the story: interview.mp4 has 32x24 pixels" in done.err
    make_footage(story.parent / "interview.mp4", size="64x48")
    done = clipmaker("plan", story, "--profile", "tiny", "--subtitle-profile", "tiny")
    assert "interview.mp4 has 64x48 pixels and is enlarged 4.2 times" in done.out


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (8192, 2), (3, 4000)])
def test_a_picture_as_footage_that_is_no_picture_is_refused_by_its_size(
    clipmaker: Clipmaker, story: Path, size: tuple[int, int]
) -> None:
    Image.new("RGB", size, "navy").save(story.parent / "still.png")
    story.write_text(STORY.replace("interview.mp4", "still.png"), encoding="utf-8")
    for command in (("plan",), ("frame", "--at", "1.5")):
        done = clipmaker(*command, story, "--profile", "tiny", "--subtitle-profile", "tiny")
        assert done.code == 5
        assert f"the picture has {size[0]}x{size[1]} pixels" in done.err
        assert "frame=" not in done.err
