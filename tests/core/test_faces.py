"""Faces are followed, held where they are lost, told as doubts; what was looked at is sealed."""

from dataclasses import replace
from pathlib import Path

import pytest

from clipmaker.errors import InputError
from clipmaker.faces.cover import boxes_at, cells_across, covered, largest_face
from clipmaker.faces.doubts import look, to_look_at
from clipmaker.faces.follow import HELD_MS, follow
from clipmaker.faces.model import Face, FaceSheet, Sighting
from clipmaker.faces.sheet import load_faces, save_faces
from clipmaker.story.photo import Box, Protection

SPAN = (1000, 5000)
ALL = Protection()


def box(left: float, top: float = 0.4, size: float = 0.1) -> Box:
    return Box(left=left, top=top, right=left + size, bottom=top + size)


def seen(at_ms: int, *lefts: float, score: float = 0.9) -> list[Sighting]:
    return [Sighting(at_ms=at_ms, box=box(left), score=score) for left in lefts]


def sheet(*faces: Face, cuts: tuple[int, ...] = ()) -> FaceSheet:
    return FaceSheet(
        footage="interview.mp4",
        content="0" * 64,
        detector="test",
        spans=(SPAN,),
        cuts=cuts,
        faces=faces,
    )


def steady(first: int = 1000, last: int = 4960, left: float = 0.4) -> list[list[Sighting]]:
    return [seen(at_ms, left) for at_ms in range(first, last, 80)]


def whys(found: FaceSheet, protection: Protection = ALL) -> list[str]:
    return [one.why for one in to_look_at(found, protection, SPAN)]


def test_two_faces_stay_two_when_they_pass_each_other() -> None:
    walk = [seen(1000 + 80 * i, 0.1 + 0.01 * i, 0.8 - 0.01 * i) for i in range(50)]
    faces = follow(walk, SPAN)
    assert [len(one.sightings) for one in faces] == [50, 50]
    lefts = [one.sightings[0].box.left for one in faces]
    assert sorted(lefts) == pytest.approx([0.1, 0.8])


def test_a_face_is_held_before_it_was_seen_and_after_but_never_across_a_cut() -> None:
    pictures = steady(2000, 3000)
    (free,) = follow(pictures, SPAN)
    assert (free.start_ms, free.end_ms) == (2000 - HELD_MS, 2960 + HELD_MS)
    (cut,) = follow(pictures, SPAN, cuts=(1900, 3100))
    assert (cut.start_ms, cut.end_ms) == (1900, 3100)


def test_a_face_after_a_cut_is_another_one() -> None:
    faces = follow(steady(), SPAN, cuts=(3000,))
    assert [one.end_ms for one in faces] == [3000, 5000]


def test_a_lost_face_is_covered_in_both_places_and_is_a_doubt() -> None:
    pictures = [*steady(1000, 2000, 0.3), *steady(2900, 4960, 0.36)]
    (face,) = follow(pictures, SPAN)
    (between,) = boxes_at([face], 2400)
    assert between.left < 0.3
    assert between.right > 0.46
    assert whys(sheet(face)) == ["face f1 was lost"]


@pytest.mark.parametrize(
    ("pictures", "why"),
    [
        (steady(2000, 4960), "comes into sight"),
        (steady(1000, 3000), "goes out of sight"),
        (steady(2000, 2300), "less than half a second"),
        (steady(left=0.0), "at the edge"),
        ([seen(at, 0.4, score=0.35) for at in range(1000, 4960, 80)], "hard to make out"),
        (
            [seen(at, *(0.05 * i for i in range(1, 17))) for at in (1000, 4000)],
            "one more is easily missed",
        ),
        ([], "no face was found"),
    ],
)
def test_what_is_doubtful_is_told(pictures: list[list[Sighting]], why: str) -> None:
    told = "; ".join(whys(sheet(*follow(pictures, SPAN))))
    assert why in told


def test_where_nothing_is_doubtful_the_whole_is_looked_at() -> None:
    (one,) = to_look_at(sheet(*follow(steady(), SPAN)), ALL, SPAN)
    assert (one.start_ms, one.end_ms, one.why, one.who) == (*SPAN, "", "")


def test_whoever_looked_answers_only_for_what_was_covered_then() -> None:
    found = sheet(*follow(steady(), SPAN))
    (span,) = to_look_at(found, ALL, SPAN)
    found = replace(found, looked=(look(found, ALL, span, "A. Kim"),))
    (again,) = to_look_at(found, ALL, SPAN)
    assert again.who == "A. Kim"
    face = found.faces[0]
    moved = replace(face, sightings=tuple(replace(s, box=box(0.6)) for s in face.sightings))
    others = (
        replace(found, faces=(moved,)),
        replace(found, faces=(replace(face, end_ms=4000),)),
        replace(found, faces=(face, replace(moved, id="f2", drawn=True))),
        replace(found, content="1" * 64),
    )
    for other in others:
        assert all(one.who == "" for one in to_look_at(other, ALL, SPAN))
    assert all(one.who == "" for one in to_look_at(found, Protection(keep=("f1",)), SPAN))
    assert all(one.who == "" for one in to_look_at(found, ALL, (1000, 4000)))


def test_a_kept_face_is_shown_and_a_drawn_one_is_covered_as_it_is() -> None:
    drawn = Face(id="f9", start_ms=2000, end_ms=3000, sightings=(seen(2000, 0.7)[0],), drawn=True)
    found = sheet(*follow(steady(), SPAN), drawn)
    assert [one.id for one in covered(found, Protection(keep=("f1",)))] == ["f9"]
    assert [one.id for one in covered(found, Protection(only=("f1",)))] == ["f1", "f9"]
    assert boxes_at([drawn], 2500) == (drawn.sightings[0].box,)
    assert boxes_at([drawn], 3000) == ()


def test_a_sheet_comes_back_as_it_was_written(tmp_path: Path) -> None:
    found = sheet(*follow(steady(), SPAN), cuts=(2500,))
    (span, *_) = to_look_at(found, ALL, SPAN)
    found = replace(found, looked=(look(found, ALL, span, "김 “A”"),))
    save_faces(tmp_path / "a.faces.yaml", found)
    assert load_faces(tmp_path / "a.faces.yaml") == found
    assert load_faces(tmp_path / "b.faces.yaml") is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: f1", "id: face", "expected a name such as f1"),
        ("version: 1", "version: 2", "expected version: 1"),
        ("searched: [[1000, 5000]]", "searched: [[5000, 1000]]", "the later second"),
        ("to: 0:05", "to: 0:00.5", "must end after it begins"),
        ("[1000, 0.4000", "[1000, 1.4000", "as shares from 0 to 1"),
        ("looked: []", "looked: [{from: 0:01, to: 0:02, by: A, seal: x}]", "64 hexadecimal digits"),
    ],
)
def test_a_sheet_with_mistakes_is_refused_by_its_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    file = tmp_path / "a.faces.yaml"
    save_faces(file, sheet(*follow(steady(), SPAN)))
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError, match=r"a\.faces\.yaml:\d+: .*" + told):
        load_faces(file)


def test_the_largest_face_is_found_wherever_it_moves() -> None:
    walk = [[*seen(at, 0.1), *seen(at, 0.5 + 0.00002 * at)] for at in range(1000, 4960, 80)]
    big = [[replace(a, box=box(0.1, 0.2, 0.2)), b] for a, b in walk]
    found = largest_face(sheet(*follow(big, SPAN)), SPAN)
    assert found is not None
    assert (found.left, found.right) == pytest.approx((0.06, 0.34))
    moved = largest_face(sheet(*follow([[b] for _, b in walk], SPAN)), SPAN)
    assert moved is not None
    assert moved.left == pytest.approx(0.504, abs=0.005)
    assert moved.right == pytest.approx(0.714, abs=0.006)
    assert largest_face(sheet(), SPAN) is None


def test_a_face_fills_few_cells_in_a_tall_picture_too() -> None:
    tall = Box(left=0.2, top=0.2, right=0.7, bottom=0.7)
    assert cells_across([tall], 1000, 2000) == 5
    assert cells_across([tall], 2000, 1000) == 10
    assert cells_across([], 1000, 1000) == 5
