"""Facts and faces at the desk: what is decided there is what the gate asks for."""

import io
import threading
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from desk_help import CLIP, Browser, settings
from PIL import Image

from clipmaker.desk.opened import OpenStories
from clipmaker.errors import SettingError
from clipmaker.faces.model import Face, FaceSheet, Sighting
from clipmaker.faces.sheet import face_sheet_path, load_faces, save_faces
from clipmaker.make.faces import FacesUnsearchedError
from clipmaker.story.photo import Box

ARTICLE = """\
Captured North Korean says he wants to live in Ukraine

Zelenskyy posted the interrogation of two wounded North Koreans on 12 January.
"""


@pytest.fixture
def protected(story: Path) -> Path:
    """The example with an article that says less, and footage whose one face is covered."""
    (story.parent / "article.txt").write_text(ARTICLE, encoding="utf-8")
    text = story.read_text(encoding="utf-8")
    text = text.replace("brand: news-60\n", "brand: news-60\nsource: article.txt\n")
    text = text.replace("    language: ko\n", "    language: ko\n    protect: {faces: all}\n")
    text = text.replace("two wounded", "3 wounded")
    story.write_text(text, encoding="utf-8")
    box = Box(left=0.4, top=0.2, right=0.5, bottom=0.4)
    face = Face(id="f1", start_ms=0, end_ms=21_000, sightings=(Sighting(at_ms=0, box=box),))
    film = story.parent / "interview.mp4"
    sheet = FaceSheet(
        footage=film.name,
        content=sha256(film.read_bytes()).hexdigest(),
        detector="yunet",
        spans=((0, 21_000),),
        faces=(face,),
    )
    save_faces(face_sheet_path(story.parent, film), sheet)
    return story


def told(browser: Browser) -> Any:
    return browser.get(f"/api{CLIP}/review").json()


def decide(browser: Browser, do: str, **body: Any) -> Any:
    return browser.post(f"/api{CLIP}/review", {"do": do, "who": "Mara Lind", **body})


def kinds(browser: Browser) -> list[str]:
    return [one["kind"] for one in browser.clip()["in_the_way"]]


def test_a_fact_that_differs_is_let_stand_by_name_and_with_a_reason(
    protected: Path, browser: Browser
) -> None:
    facts = told(browser)["facts"]
    assert facts["source"] == "article.txt"
    (three,) = (one for one in facts["rows"] if one["text"].startswith("3"))
    assert (three["answer"], three["binding"]) == ("differs", True)
    assert "facts" in kinds(browser)
    asked = {"fact": three["name"], "text": three["text"]}
    assert decide(browser, "waive", **asked, reason=" ").status_code == 422
    assert decide(browser, "waive", **{**asked, "text": "other"}, reason="x").status_code == 422
    now = decide(browser, "waive", **asked, reason="by telephone").json()["facts"]["rows"]
    (after,) = (one for one in now if one["name"] == three["name"])
    assert (after["waived_by"], after["waiver"]) == ("Mara Lind", "by telephone")
    history = browser.get(f"/api{CLIP}/history?of=review").json()
    assert history[0]["who"] == "Mara Lind"


def test_somebody_looks_at_covered_faces_and_is_asked_again_when_a_box_is_drawn(
    protected: Path, browser: Browser
) -> None:
    (span,) = told(browser)["spans"]
    assert (span["footage"], span["who"]) == ("interview.mp4", "")
    assert "faces" in kinds(browser)
    old = decide(browser, "look", number=span["number"], key="other")
    assert (old.status_code, "has changed since you looked" in old.text) == (422, True)
    seen = decide(browser, "look", number=span["number"], key=span["key"]).json()
    assert [one["who"] for one in seen["spans"]] == ["Mara Lind"]
    assert seen["open"] == []
    assert "faces" not in kinds(browser)
    box = {"left": 6000, "top": 1000, "right": 8000, "bottom": 5000}
    drawn = {"footage": "interview.mp4", "start_ms": 2000, "end_ms": 4000, **box}
    now = decide(browser, "draw", **drawn).json()
    assert [one["id"] for one in now["files"][0]["drawn"]] == ["f2"]
    assert "" in [one["who"] for one in now["spans"]]
    assert "faces" in kinds(browser)
    sheet = load_faces(face_sheet_path(protected.parent, protected.parent / "interview.mp4"))
    assert sheet
    (made,) = (one for one in sheet.faces if one.drawn)
    assert (made.start_ms, made.end_ms, made.sightings[0].box.left) == (2000, 4000, 0.6)
    for wrong in ({"left": 9000}, {"start_ms": 4000}, {"footage": "story.yaml"}, {"top": -1}):
        assert decide(browser, "draw", **{**drawn, **wrong}).status_code == 422
    back = decide(browser, "rub-out", footage="interview.mp4", id="f2").json()
    assert [one["who"] for one in back["spans"]] == ["Mara Lind"]
    assert decide(browser, "rub-out", footage="interview.mp4", id="f1").status_code == 422


def test_frames_of_a_span_are_shown_with_the_face_covered(
    protected: Path, browser: Browser
) -> None:
    (span,) = told(browser)["spans"]
    at = f"/api{CLIP}/faces/{span['number']}-{span['key']}.jpg"
    shown = Image.open(io.BytesIO(browser.get(at).content))
    assert shown.width > 400
    assert browser.get(f"/api{CLIP}/faces/{span['number']}-0123.jpg").status_code == 204


@pytest.fixture
def unsearched(story: Path, tmp_path: Path) -> Path:
    """A story with footage of a second in which faces are to be covered."""
    from synth.stories import make_footage

    make_footage(story.parent / "short.mp4")
    text = story.read_text(encoding="utf-8")
    old = text[text.index("  - kind: footage") : text.index("  - kind: caption\n    text: One man")]
    new = "  - kind: footage\n    file: short.mp4\n    credit: A\n    mute: true\n"
    story.write_text(text.replace(old, f"{new}    protect: {{faces: all}}\n"), encoding="utf-8")
    return story


@pytest.mark.slow
def test_nobody_waits_while_faces_are_looked_for(unsearched: Path, tmp_path: Path) -> None:
    searched = threading.Event()
    opened = OpenStories(settings(tmp_path), lambda _: searched.set())
    for _ in range(2):
        with pytest.raises(FacesUnsearchedError, match=r"faces in short\.mp4 are being looked for"):
            opened.open(unsearched)
    assert searched.wait(120)
    assert opened.open(unsearched).gathered.facts.faces
    assert face_sheet_path(unsearched.parent, unsearched.parent / "short.mp4").is_file()


@pytest.mark.slow
def test_why_no_faces_can_be_looked_for_is_told_once_and_not_again_and_again(
    unsearched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_FACE_MODEL", str(tmp_path / "nowhere.onnx"))
    times: list[Path] = []
    searched = threading.Event()

    def on_searched(story: Path) -> None:
        times.append(story)
        searched.set()

    opened = OpenStories(settings(tmp_path), on_searched)
    with pytest.raises(FacesUnsearchedError):
        opened.open(unsearched)
    assert searched.wait(120)
    for _ in range(2):
        with pytest.raises(SettingError, match="CLIPMAKER_FACE_MODEL"):
            opened.open(unsearched)
    assert times == [unsearched]
    # Another text of the story is another try.
    unsearched.write_text(unsearched.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(FacesUnsearchedError):
        opened.open(unsearched)


def test_the_page_says_what_it_waits_for(unsearched: Path, browser: Browser) -> None:
    assert browser.clip()["problem"] == "faces in short.mp4 are being looked for"
