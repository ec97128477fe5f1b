"""Faces that are to be covered are covered in everything that is written, and a person looked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from clipmaker.cli import cli
from clipmaker.errors import InputError, MediaError, MissingToolError, ReviewError
from clipmaker.faces import detect
from clipmaker.faces.cover import boxes_at, grown
from clipmaker.faces.model import Face, FaceSheet, Sighting
from clipmaker.faces.sheet import load_faces, save_faces
from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.make.gather import Sources, gather
from clipmaker.media.probe import probe
from clipmaker.media.stills import read_frames
from clipmaker.story.photo import Box

PROFILES = {"profile": "tiny", "subtitles": "tiny"}


def protect(story: Path, line: str) -> None:
    text = story.read_text("utf-8").replace(
        "    credit: Synthetic\n", f"    credit: Synthetic\n    {line}\n"
    )
    story.write_text(text, "utf-8")


def sheet_of(story: Path, *faces: Face) -> Path:
    """Write a face sheet as if the footage had been searched."""
    footage = story.parent / "interview.mp4"
    found = FaceSheet(
        footage=footage.name,
        content=probe(footage).digest,
        detector="by hand",
        spans=((0, 1500),),
        faces=faces,
    )
    save_faces(story.parent / "interview.mp4.faces.yaml", found)
    return story.parent / "interview.mp4.faces.yaml"


def drawn(left: float, right: float, until_ms: int = 1000) -> Face:
    seen = Sighting(at_ms=0, box=Box(left=left, top=0.2, right=right, bottom=0.8))
    return Face(id="f1", start_ms=0, end_ms=until_ms, sightings=(seen,), drawn=True)


def request(story: Path, goal: Goal = Goal.AUTO) -> Request:
    return Request(sources=Sources(story=story, **PROFILES), output=story.parent / "out", goal=goal)


def run(*args: object) -> str:
    done = CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.slow
@pytest.mark.parametrize("style", ["blur", "pixels", "plate"])
def test_nothing_of_a_covered_part_is_left_in_the_clip(tiny_story: Path, style: str) -> None:
    speckled(tiny_story.parent / "interview.mp4")
    before = footage_frame(tiny_story)
    protect(tiny_story, f"protect: {{faces: all, style: {style}}}")
    sheet_of(tiny_story, drawn(0.35, 0.65))
    after = footage_frame(tiny_story)
    height, width = before.shape
    middle, beside = slice(width // 2 - 12, width // 2 + 12), slice(2, 26)
    # The footage stands above the middle of the canvas, over its own blur.
    rows = slice(round(0.31 * height) - 12, round(0.31 * height) + 12)
    assert alike(before[rows, beside], after[rows, beside]) > 0.95
    assert alike(before[rows, middle], after[rows, middle]) < 0.4


def speckled(file: Path) -> None:
    """Write a film of coarse noise, in which every place looks different."""
    noise = np.random.default_rng(7).integers(20, 235, (45, 80, 3), dtype=np.uint8)
    ground = Image.fromarray(noise).resize((640, 360), Image.Resampling.NEAREST)
    film(file, ground, [(0, 0)] * 40)


def alike(one: np.ndarray, other: np.ndarray) -> float:
    """Return how much of the detail of a part is still in another, 0 to 1."""
    if one.std() == 0 or other.std() == 0:
        return 0.0
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def footage_frame(story: Path) -> np.ndarray:
    """Return a frame of footage of a story's draft."""
    clip = make_clip(request(story, Goal.DRAFT))
    manifest = json.loads((clip.folder / "manifest.json").read_text("utf-8"))
    first = next(s["start_frame"] for s in manifest["segments"] if "footage" in s["what"])
    rate = Fraction(manifest["profile"]["rate"])
    return read_frames(clip.video, [first + 3], rate)[first + 3].astype(float).mean(axis=2)


@pytest.mark.slow
def test_a_final_waits_until_somebody_looked_and_again_when_it_changes(tiny_story: Path) -> None:
    protect(tiny_story, "protect: {faces: all}")
    file = sheet_of(tiny_story, drawn(0.35, 0.65))
    with pytest.raises(ReviewError, match=r"1 span is open:\n1: interview.mp4 0:00.000 to 0:01"):
        make_clip(request(tiny_story, Goal.FINAL))
    clip = make_clip(request(tiny_story))
    assert clip.draft
    assert clip.faces == ("nobody looked at interview.mp4 0:00.000 to 0:01.000",)
    options = ("--profile", "tiny", "--subtitle-profile", "tiny")
    said = run("faces", tiny_story, "--looked", 1, "--as", "A. Kim", *options)
    assert "looked at by A. Kim: interview.mp4 0:00.000 to 0:01.000" in said
    final = make_clip(request(tiny_story, Goal.FINAL))
    facts = json.loads((final.folder / "manifest.json").read_text("utf-8"))["faces"]
    assert facts["looked"] == [{"span": "interview.mp4 0:00.000 to 0:01.000", "by": "A. Kim"}]
    assert facts["open"] == []
    found = load_faces(file)
    assert found is not None
    save_faces(file, replace(found, faces=(drawn(0.6, 0.9),)))
    with pytest.raises(ReviewError, match="1 span is open"):
        make_clip(request(tiny_story, Goal.FINAL))


@pytest.mark.slow
def test_a_sheet_that_is_edited_while_the_final_renders_keeps_it_back(tiny_story: Path) -> None:
    from clipmaker.errors import ChangedError
    from clipmaker.progress import Event, Stage

    protect(tiny_story, "protect: {faces: all}")
    file = sheet_of(tiny_story, drawn(0.35, 0.65))
    run(
        *("faces", tiny_story, "--looked", 1, "--as", "A. Kim"),
        *("--profile", "tiny", "--subtitle-profile", "tiny"),
    )
    found = load_faces(file)
    assert found is not None

    def meanwhile(event: Event) -> None:
        if event.stage is Stage.RENDER:
            save_faces(file, replace(found, faces=()))

    with pytest.raises(ChangedError, match=r"interview.mp4.faces.yaml was edited"):
        make_clip(request(tiny_story, Goal.FINAL), meanwhile)
    assert not (tiny_story.parent / "out" / "2025-01-13" / "tiny-story" / "v1").exists()


def test_without_a_detector_nothing_unprotected_is_written(
    tiny_story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect(tiny_story, "protect: {faces: all}")
    monkeypatch.setattr(detect, "_PLACES", ())
    with pytest.raises(MissingToolError, match="nothing that finds faces is installed"):
        make_clip(request(tiny_story, Goal.DRAFT))
    assert not (tiny_story.parent / "out").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("protect: {faces: every}", "expected all, none, or names of faces"),
        ("protect: {style: blur}", "whose faces are covered"),
        ("protect: {faces: all, style: blurr}", "did you mean “blur”"),
        ("protect: {faces: [f1], keep: [f2]}", "go with faces: all"),
        ("protect: {faces: all, because: no}", "goes with faces: none"),
        ("protect: {faces: none, by: A. Kim}", "goes with the reason"),
        ("protect: {faces: [Anna]}", "expected the name of a face"),
        ("protect: {faces: all, keep: [f7]}", "no face in interview.mp4 is called f7; there: f1"),
    ],
)
def test_protection_with_mistakes_is_refused_in_one_line(
    tiny_story: Path, line: str, told: str
) -> None:
    protect(tiny_story, line)
    sheet_of(tiny_story, drawn(0.35, 0.65))
    with pytest.raises(InputError) as refused:
        gather(Sources(story=tiny_story, **PROFILES))
    assert told in str(refused.value)


@pytest.mark.parametrize("role", ["Prisoner", "minor", "WITNESS", "victim"])
def test_somebody_vulnerable_is_not_shown_undecided(tiny_story: Path, role: str) -> None:
    text = tiny_story.read_text("utf-8")
    people = f"people: [{{name: Ri, role: {role}}}]\n"
    tiny_story.write_text(text.replace("shots:", f"{people}shots:"), "utf-8")
    with pytest.raises(MediaError, match=rf"Ri \({role}\) may be seen in interview.mp4"):
        make_clip(request(tiny_story, Goal.FINAL))
    protect(tiny_story, "protect: {faces: none}")
    with pytest.raises(MediaError, match="nobody decided"):
        make_clip(request(tiny_story, Goal.FINAL))


@pytest.mark.slow
def test_a_signed_reason_shows_a_face_and_stands_in_the_manifest(tiny_story: Path) -> None:
    text = tiny_story.read_text("utf-8")
    people = "people: [{name: Ri, role: prisoner}]\n"
    tiny_story.write_text(text.replace("shots:", f"{people}shots:"), "utf-8")
    protect(tiny_story, "protect: {faces: none, because: He asked for it., by: A. Kim}")
    clip = make_clip(request(tiny_story, Goal.FINAL))
    facts = json.loads((clip.folder / "manifest.json").read_text("utf-8"))["faces"]
    shown = {"footage": "interview.mp4", "because": "He asked for it.", "by": "A. Kim"}
    assert facts["shown"] == [shown]


def film(file: Path, face: Image.Image, places: list[tuple[int, int] | None]) -> Path:
    """Write a film in which a picture of a face stands where it is told, 25 frames a second."""
    with av.open(str(file), "w", format="mp4") as out:
        stream = out.add_stream("libx264", 25)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for number, place in enumerate(places):
            ground = Image.new("RGB", (640, 360), (96, 104, 112))
            if place is not None:
                ground.paste(face, place)
            frame = av.VideoFrame.from_image(ground)
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return file


def walk() -> Iterator[tuple[int, int] | None]:
    """Yield where a face walks: in from the left, behind something for a moment, and on."""
    for i in range(50):
        yield None if 24 <= i < 29 else (-60 + 10 * i, 90 + i)


@pytest.mark.slow
def test_a_face_that_walks_and_hides_is_covered_in_every_frame(
    tmp_path: Path, shared_dir: Path
) -> None:
    pytest.importorskip("cv2")
    from clipmaker.render.faces import search_faces

    face = Image.open(shared_dir / "photos/astronaut.png").convert("RGB").crop((150, 20, 310, 230))
    places = list(walk())
    info = probe(film(tmp_path / "walk.mp4", face.resize((122, 160)), places))
    found = search_faces(
        info, (0, info.duration_ms), Fraction(25), detect.face_weights(), lambda share: None
    )
    # In the picture that is pasted the face itself stands here.
    own = Box(left=0.3, top=0.32, right=0.78, bottom=0.82)
    for number, place in enumerate(places):
        if place is None or place[0] + own.left * 122 < 0:
            continue
        at = [place[0] + own.left * 122, place[1] + own.top * 160]
        to = [place[0] + own.right * 122, place[1] + own.bottom * 160]
        boxes = boxes_at(found.faces, number * 40)
        assert any(
            one.left * 640 <= at[0] + 6
            and one.top * 360 <= at[1] + 6
            and to[0] - 6 <= one.right * 640
            and to[1] - 6 <= one.bottom * 360
            for one in boxes
        ), number


def test_a_box_grows_to_hold_a_head() -> None:
    big = grown(Box(left=0.4, top=0.4, right=0.6, bottom=0.6))
    assert big.left < 0.37
    assert big.top < 0.34
    assert big.bottom > 0.62


def test_a_box_that_is_found_is_used_like_one_that_is_written(tiny_story: Path) -> None:
    protect(tiny_story, "focus_box: auto")
    face = drawn(0.35, 0.65)
    sheet_of(tiny_story, replace(face, drawn=False))
    gathered = gather(Sources(story=tiny_story, **PROFILES))
    box = gathered.story.shots[1].focus_box
    assert (box.left, box.right) == pytest.approx((0.29, 0.71))
    (tiny_story.parent / "interview.mp4.faces.yaml").unlink()
    sheet_of(tiny_story)
    assert gather(Sources(story=tiny_story, **PROFILES)).story.shots[1].focus_box is None


def with_photo(story: Path, line: str) -> Path:
    """Let the story's title stand on a photo of noise."""
    noise = np.random.default_rng(3).integers(20, 235, (60, 60, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize((1200, 1200), Image.Resampling.NEAREST)
    file = story.parent / "crowd.png"
    picture.save(file)
    text = story.read_text("utf-8")
    head = "  - kind: title\n"
    photo = f"    photo: {{file: crowd.png, credit: Nobody, {line}}}\n"
    story.write_text(text.replace(head, head + photo, 1), "utf-8")
    return file


def test_a_photo_is_covered_where_it_is_painted_and_asks_for_a_look(tiny_story: Path) -> None:
    from clipmaker.make.face_gate import face_spans, open_faces
    from clipmaker.paint.covered import covered_photo
    from clipmaker.render.store import sha256

    file = with_photo(tiny_story, "protect: {faces: all, style: pixels}")
    seen = Sighting(at_ms=0, box=Box(left=0.3, top=0.1, right=0.6, bottom=0.4))
    face = Face(id="f1", start_ms=0, end_ms=1000, sightings=(seen,), drawn=True)
    found = FaceSheet(
        footage=file.name,
        content=sha256(file),
        detector="by hand",
        spans=((0, 1000),),
        faces=(face,),
    )
    save_faces(tiny_story.parent / "crowd.png.faces.yaml", found)
    gathered = gather(Sources(story=tiny_story, **PROFILES))
    photo = gathered.story.shots[0].photo("photo")
    assert photo.covered == (seen.box,)
    image = Image.open(file).convert("RGB")
    hidden = covered_photo(image, photo.covered, photo.cover_style)
    inside, beside = ((380, 140, 700, 460), (20, 800, 340, 1120))
    grey = [
        [np.asarray(one.crop(part).convert("L"), float) for one in (image, hidden)]
        for part in (inside, beside)
    ]
    assert alike(*grey[0]) < 0.5
    assert alike(*grey[1]) == pytest.approx(1)
    assert [str(one) for one in face_spans(gathered)] == ["crowd.png"]
    assert open_faces(gathered) == ("nobody looked at crowd.png",)
    options = ("--profile", "tiny", "--subtitle-profile", "tiny")
    run("faces", tiny_story, "--looked", 1, "--as", "A. Kim", *options)
    assert open_faces(gather(Sources(story=tiny_story, **PROFILES))) == ()
    with pytest.raises(InputError, match=r"no face in crowd\.png is called f3; there: f1"):
        text = tiny_story.read_text("utf-8").replace("faces: all,", "faces: all, keep: [f3],")
        tiny_story.write_text(text, "utf-8")
        gather(Sources(story=tiny_story, **PROFILES))


@pytest.mark.parametrize(("line", "decided"), [("people: none", True), ("alt: Two", False)])
def test_a_photo_of_somebody_vulnerable_needs_a_decision_too(
    tiny_story: Path, line: str, decided: bool
) -> None:
    from clipmaker.make.face_gate import unprotected_people

    with_photo(tiny_story, line)
    text = tiny_story.read_text("utf-8")
    people = "people: [{name: Ri, role: minor}]\n"
    tiny_story.write_text(text.replace("shots:", f"{people}shots:"), "utf-8")
    protect(tiny_story, "protect: {faces: none, because: He asked for it., by: A. Kim}")
    told = [
        one.message
        for one in unprotected_people(gather(Sources(story=tiny_story, **PROFILES)).story)
    ]
    assert [("crowd.png" in one) for one in told] == ([] if decided else [True])


@pytest.mark.slow
def test_a_real_face_in_a_photo_is_found(tiny_story: Path, shared_dir: Path) -> None:
    pytest.importorskip("cv2")
    file = with_photo(tiny_story, "protect: {faces: all}")
    Image.open(shared_dir / "photos/astronaut.png").convert("RGB").resize((1024, 1024)).save(file)
    photo = gather(Sources(story=tiny_story, **PROFILES)).story.shots[0].photo("photo")
    (box,) = photo.covered
    assert box.left < 0.37
    assert box.right > 0.5
    assert box.top < 0.13
    assert box.bottom > 0.34
