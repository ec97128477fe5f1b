"""Where somebody is protected, no file that is made shows, sounds or names what is hidden.

The face is a chequer of magenta and green, which nothing else in the clip is: covered, its cells
are grey, so one saturated pixel anywhere is a leak. The recording's name is a person's.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from tiny_clip import CUES, STORY, approve_cues

from clipmaker.catalogue.index import Catalogue
from clipmaker.cli import cli
from clipmaker.faces.model import Face, FaceSheet, Sighting
from clipmaker.faces.sheet import save_faces
from clipmaker.handover.package import make_package
from clipmaker.make.clip import Clip, Goal, Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.media.probe import probe
from clipmaker.media.samples import Form
from clipmaker.media.sound import decode
from clipmaker.profile.platforms import load_platform
from clipmaker.story.photo import Box

pytestmark = pytest.mark.slow

NAME = "ri-kwang-ho.mp4"
FACE = Box(left=0.35, top=0.2, right=0.65, bottom=0.8)
PROTECT = "{faces: all, style: pixels, voice: true}"
IN_THE_HOUSE = {"manifest.json"}
"""It names the recording, so that it can be found when it is withdrawn."""


def chequered(file: Path) -> Path:
    """Write a recording of 1.5 s: a grey room, a chequered face, and noise for a voice."""
    ground = np.full((360, 640, 3), 110, np.uint8)
    rows, columns = np.mgrid[72:288, 224:416] // 16
    face = (rows + columns) % 2 == 0
    ground[72:288, 224:416] = np.where(face[..., None], (255, 0, 255), (0, 255, 0))
    voice = np.random.default_rng(5).normal(0, 0.2, (1, 72_000)).astype(np.float32)
    with av.open(str(file), "w") as out:
        film = out.add_stream("libx264", 25, options={"crf": "12", "preset": "ultrafast"})
        film.width, film.height, film.pix_fmt = 640, 360, "yuv444p"
        sound = out.add_stream("aac", 48_000, layout="mono")
        out.metadata["title"] = file.stem
        for number in range(38):
            frame = av.VideoFrame.from_ndarray(ground, "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(film.encode(frame))
        heard = av.AudioFrame.from_ndarray(voice, "fltp", "mono")
        heard.sample_rate = 48_000
        out.mux(sound.encode(heard))
        out.mux(film.encode(None))
        out.mux(sound.encode(None))
    return file


def protected_story(folder: Path, protect: str) -> Path:
    """Write a story over that recording, with its cues approved and its face drawn."""
    folder.mkdir()
    footage = chequered(folder / NAME)
    text = STORY.replace("interview.mp4", NAME).replace(
        "    credit: Synthetic\n", f"    credit: Synthetic\n    protect: {protect}\n"
    )
    (folder / "story.yaml").write_text(text, "utf-8")
    sheet = footage.with_suffix(".cues.yaml")
    sheet.write_text(CUES.replace("interview.mp4", NAME), "utf-8")
    approve_cues(sheet)
    seen = Sighting(at_ms=0, box=FACE)
    face = Face(id="f1", start_ms=0, end_ms=1500, sightings=(seen,), drawn=True)
    found = FaceSheet(
        footage=NAME,
        content=probe(footage).digest,
        detector="by hand",
        spans=((0, 1500),),
        faces=(face,),
    )
    save_faces(folder / f"{NAME}.faces.yaml", found)
    return folder / "story.yaml"


def made(story: Path, goal: Goal) -> Clip:
    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    return make_clip(Request(sources=sources, output=story.parent.parent / "out", goal=goal))


def run(*args: object) -> None:
    options = ("--profile", "tiny", "--subtitle-profile", "tiny")
    done = CliRunner().invoke(cli, [str(arg) for arg in (*args, *options)], catch_exceptions=False)
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house in which a protected story went through every door that there is."""
    home = tmp_path_factory.mktemp("house")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPMAKER_CACHE", str(home / "cache"))
        patch.setenv("TMPDIR", str(home))
        story = protected_story(home / "story", PROTECT)
        out = home / "out"
        made(story, Goal.PREVIEW)
        draft = made(story, Goal.DRAFT)
        run("faces", story, "--pictures", out / "looks")
        run("faces", story, "--looked", 1, "--as", "A. Kim")
        run("storyboard", story, "--output", out / "board.jpg")
        run("frame", story, "--at", "0:01", "--output", out / "frame.png")
        bare = story.with_name("bare.yaml")
        bare.write_text(story.read_text("utf-8").replace(f"    protect: {PROTECT}\n", ""), "utf-8")
        run("frame", bare, "--at", "0:01", "--output", story.with_name("bare.png"))
        final = made(story, Goal.FINAL)
        assert (draft.draft, final.draft) == (True, False)
        make_package(final.folder, load_platform("site"))
        run("export", story, "--clip", final.video, "--out", out / "with.otio")
        run("export", story, "--out", out / "without.otio")
        Catalogue(out).entries()
    return home


def files(house: Path) -> list[Path]:
    """Return every file but what lies beside the story itself."""
    return [
        file
        for file in sorted(house.rglob("*"))
        if file.is_file() and not file.is_relative_to(house / "story")
    ]


def pictures(file: Path) -> list[np.ndarray]:
    if file.suffix in (".png", ".jpg", ".jpeg", ".webp"):
        return [np.asarray(Image.open(file).convert("RGB"))]
    try:
        with av.open(str(file)) as film:
            return [one.to_ndarray(format="rgb24") for one in film.decode(video=0)]
    except (av.error.FFmpegError, IndexError):
        return []


def chequers(picture: np.ndarray) -> float:
    """Return how much of a picture is magenta, and as much green, as nothing but the face is."""
    red, green, blue = (picture[..., i].astype(int) for i in range(3))
    magenta = np.minimum(red, blue) - green
    return float(min((magenta > 110).mean(), (magenta < -110).mean()))


def test_no_picture_shows_the_face(house: Path) -> None:
    for bare in (house / "story" / NAME, house / "story" / "bare.png"):
        assert max(map(chequers, pictures(bare))) > 0.01
    looked_at = 0
    for file in files(house):
        for number, picture in enumerate(pictures(file)):
            assert chequers(picture) < 0.001, (file, number)
            looked_at += 1
    assert looked_at > 200


def test_no_sound_is_the_true_voice(house: Path) -> None:
    form = Form(layout="mono", rate_hz=48_000)
    true = decode(house / "story" / NAME, 0, 0, 1000, form).samples[0][:48_000]
    listened = 0
    for file in files(house):
        try:
            with av.open(str(file)) as film:
                length = float((film.duration or 0) / 1000) if film.streams.audio else 0.0
        except av.error.FFmpegError:
            continue
        if length:
            heard = decode(file, 0, 0, Fraction(length), form).samples[0]
            assert likeness(true, heard) < 0.3, file
            listened += 1
    assert listened >= 2
    assert likeness(true, np.concatenate([np.zeros(9000, np.float32), true])) > 0.8


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return how much of a sound is in another one, wherever it begins; 1 for all."""
    size = 1 << (len(one) + len(other)).bit_length()
    both = np.fft.irfft(np.fft.rfft(other, size) * np.conj(np.fft.rfft(one, size)))
    power = np.convolve(other.astype(float) ** 2, np.ones(len(one) // 100), "same").max() * 100
    return float(np.abs(both).max() / max(1e-9, np.linalg.norm(one) * np.sqrt(power)))


def test_nothing_that_goes_out_names_the_recording(house: Path) -> None:
    stem = Path(NAME).stem.encode()
    named = {
        file.relative_to(house).as_posix()
        for file in files(house)
        if file.is_relative_to(house / "out") and stem in file.read_bytes()
    }
    allowed = {one for one in named if Path(one).name in IN_THE_HOUSE or ".sqlite" in one}
    assert named - allowed == set()


def test_an_editing_program_gets_the_finished_clip_in_its_place(house: Path) -> None:
    import opentimelineio as otio

    timeline = otio.adapters.read_from_file(str(house / "out" / "with.otio"))
    kept = [one for one in timeline.find_clips() if "protected recording" in one.name]
    assert len(kept) == 2
    for one in kept:
        assert one.media_reference.target_url.endswith("tiny-story.mp4")
        # It begins there where the clip itself shows it.
        at = one.transformed_time_range(one.trimmed_range(), timeline.tracks).start_time
        assert one.source_range.start_time == at
    bare = otio.adapters.read_from_file(str(house / "out" / "without.otio"))
    for one in bare.find_clips():
        if "protected recording" in one.name:
            assert one.media_reference.is_missing_reference
