"""Faces are looked for as often as the picture asks for it, and no face is lost by that."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipmaker.faces.detect import Detected, Weights, face_weights
from clipmaker.render import lookout
from clipmaker.render.lookout import Lookout

pytest.importorskip("cv2")

Picture = np.ndarray
WIDTH, HEIGHT = 320, 192


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, int]]]:
    """Give the sizes of the pictures that a detector gets to see, as they come."""
    sizes: list[tuple[int, int]] = []
    load = lookout.load_detector

    def counted(weights: Weights) -> object:
        detect = load(weights)

        def look(picture: Picture) -> Detected:
            sizes.append(picture.shape[:2])
            return detect(picture)

        return look

    monkeypatch.setattr(lookout, "load_detector", counted)
    yield sizes


@pytest.fixture(scope="module")
def face(shared_dir: Path) -> Image.Image:
    picture = Image.open(shared_dir / "photos/astronaut.png").convert("RGB")
    return picture.crop((150, 20, 310, 230)).resize((92, 120))


def ground(seed: int = 0) -> Image.Image:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    wave = 110 + 25 * np.sin(columns / 30 + seed) + 20 * np.cos(rows / 25)
    return Image.fromarray(wave.astype(np.uint8)).convert("RGB")


def film(face: Image.Image | None, places: list[tuple[int, int] | None]) -> list[Picture]:
    frames = []
    for place in places:
        picture = ground()
        if place is not None and face is not None:
            picture.paste(face, place)
        frames.append(np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]))
    return frames


def seen(frames: list[Picture], rate: int = 30, workers: int = 2) -> dict[int, Detected]:
    with Lookout(face_weights(), Fraction(rate), workers) as out:
        for frame in frames:
            out.show(frame)
        return out.end()


def found(looked: dict[int, Detected]) -> list[int]:
    """Return the frames in which a face was made out."""
    return sorted(i for i, faces in looked.items() if any(score > 0.5 for _, score in faces))


def test_a_picture_that_stands_still_is_looked_at_once(looks: list[tuple[int, int]]) -> None:
    looked = seen(film(None, [None] * 60))
    assert looks.count((HEIGHT, WIDTH)) == 1
    assert min(looked) == 0
    assert max(looked) == 59


@pytest.mark.slow
def test_a_film_without_faces_is_looked_at_a_few_times_a_second(
    looks: list[tuple[int, int]],
) -> None:
    frames = [np.asarray(ground(i)).astype(np.uint8) for i in range(60)]
    seen(frames)
    whole = looks.count((HEIGHT, WIDTH))
    assert 6 <= whole <= 2 * 8
    assert len(looks) <= 2 * whole


@pytest.mark.slow
def test_a_face_that_comes_and_goes_is_seen_from_its_first_frame_to_its_last(
    face: Image.Image,
) -> None:
    looked = seen(film(face, [(100, 40) if 13 <= i < 41 else None for i in range(60)]))
    assert found(looked)[0] == 13
    assert found(looked)[-1] == 40
    assert 12 in looked
    assert 41 in looked


@pytest.mark.slow
@pytest.mark.parametrize("first", [1, 4, 11, 22])
def test_a_face_for_a_sixth_of_a_second_is_seen(face: Image.Image, first: int) -> None:
    places = [(100, 40) if first <= i < first + 5 else None for i in range(32)]
    assert set(found(seen(film(face, places)))) & set(range(first, first + 5))


@pytest.mark.slow
def test_a_face_that_moves_fast_is_looked_for_closely(face: Image.Image) -> None:
    places = [(round(110 + 100 * np.sin(i / 4)), 40) for i in range(25)]
    looked = seen(film(face, places), rate=25)
    numbers = found(looked)
    for one, other in pairwise(numbers):
        moved = abs(places[other][0] - places[one][0])
        assert other - one == 1 or moved < 50, (one, other)


@pytest.mark.slow
def test_what_is_found_does_not_depend_on_how_many_detectors_work(face: Image.Image) -> None:
    frames = film(face, [(4 * i, 30 + i) if i % 17 > 3 else None for i in range(40)])
    assert seen(frames, workers=1) == seen(frames, workers=3)
