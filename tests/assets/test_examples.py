"""The examples: complete, small, labelled, true to their sheets, and exactly sixty seconds."""

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipmaker.cards.registry import specs
from clipmaker.cues.model import CueSheet, Status
from clipmaker.cues.sheets.save import save
from clipmaker.cues.sheets.sheet import load, sheet_path
from clipmaker.media.probe import probe
from clipmaker.profile.load import load_delivery, load_subtitles
from clipmaker.story.load import load_story
from clipmaker.story.model import Card, Footage, Story
from clipmaker.timeline.budget import needs, share

NAMES = ("captured-soldier", "clean-harbour")


def read(examples: Path, name: str) -> Story:
    return load_story(examples / name / "story.yaml", specs=specs())


def footage_of(story: Story) -> Footage:
    (footage,) = (shot for shot in story.shots if isinstance(shot, Footage))
    return footage


@pytest.fixture(scope="module")
def sheet(examples: Path) -> CueSheet:
    footage = footage_of(read(examples, "captured-soldier"))
    length = probe(footage.file).duration_ms
    return load(sheet_path(examples / "captured-soldier", footage.file), duration_ms=length)


def test_all_media_together_are_small(examples: Path) -> None:
    files = [file for file in examples.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} <= {".yaml", ".mp4", ".jpg", ".md"}
    assert sum(file.stat().st_size for file in files) < 3_000_000
    assert all(file.stat().st_size < 200_000 for file in files if file.suffix == ".jpg")


@pytest.mark.parametrize("name", NAMES)
def test_a_story_fills_sixty_seconds_with_a_little_to_spare(examples: Path, name: str) -> None:
    story, profile = read(examples, name), load_delivery("news-60")
    media = probe(footage_of(story).file)
    lengths = {
        index: profile.frames_in((shot.out_ms or media.duration_ms) / 1000 - shot.in_ms / 1000)
        for index, shot in enumerate(story.shots)
        if isinstance(shot, Footage)
    }
    wanted = needs(story.shots, lengths, specs(), profile)
    assert sum(share(wanted, profile)) == profile.frames
    assert 52 <= sum(need.least for need in wanted) <= 58.5


@pytest.mark.parametrize("name", NAMES)
def test_a_story_says_what_its_media_are(examples: Path, name: str) -> None:
    story = read(examples, name)
    assert footage_of(story).credit.startswith("Reconstruction: ")
    photos = [
        shot.photo("photo")
        for shot in story.shots
        if isinstance(shot, Card) and "photo" in shot.fields
    ]
    assert photos
    assert all(photo is not None and photo.credit.startswith("Illustration: ") for photo in photos)


@pytest.mark.parametrize(
    ("name", "size", "seconds"),
    [("captured-soldier", (1280, 720), 21), ("clean-harbour", (720, 1280), 11)],
)
def test_footage_is_ordinary_video(
    examples: Path, name: str, size: tuple[int, int], seconds: int
) -> None:
    media = probe(footage_of(read(examples, name)).file)
    assert media.video is not None
    assert (media.video.width_px, media.video.height_px) == size
    assert media.video.codec == "h264"
    assert media.video.rate == 30
    assert (media.video.matrix, media.video.primaries) == ("bt709", "bt709")
    assert abs(media.duration_ms - 1000 * seconds) < 40
    assert [track.channels for track in media.audio] == [2]


@pytest.mark.parametrize("name", NAMES)
def test_the_label_stands_in_every_part_of_the_film(examples: Path, name: str) -> None:
    """Where the label is, the bright strokes of its letters are; compared at several times."""
    av = pytest.importorskip("av")
    from synth import films, lettering

    footage = footage_of(read(examples, name))
    film = films.FILMS[footage.file.stem]
    left, baseline, size = film.label
    ink, _ = lettering.burn(
        films.LABEL, film.size, left_px=left, baseline_px=baseline, type_px=size
    )
    strokes = ink[..., 0] > 0.95
    around = (np.roll(strokes, size, axis=0) | np.roll(strokes, -size, axis=0)) & ~strokes
    seen = 0
    with av.open(str(footage.file)) as container:
        container.streams.video[0].codec_context.skip_frame = "NONKEY"
        for frame in container.decode(video=0):
            luma = frame.to_ndarray(format="gray").astype(float)
            assert luma[strokes].mean() > 190
            assert luma[around].mean() < 110
            seen += 1
    assert seen >= 4


@pytest.mark.parametrize("name", NAMES)
def test_stills_fill_a_card(examples: Path, name: str) -> None:
    stills = list((examples / name).glob("*.jpg"))
    assert stills
    for still in stills:
        with Image.open(still) as picture:
            assert picture.size == (1080, 1920)
            assert picture.convert("L").getextrema()[1] > 120


def test_the_korean_sheet_is_approved_and_complete(sheet: CueSheet) -> None:
    assert sheet.language == "ko"
    assert len(sheet.cues) == 8
    for cue in sheet.cues:
        assert cue.status is Status.APPROVED
        assert cue.approved_by
        assert cue.speaker
        assert cue.text.replace("’", "").isascii()
        assert any("가" <= letter <= "힣" for letter in cue.source)


def test_the_korean_sheet_is_of_the_film_that_is_shipped(examples: Path, sheet: CueSheet) -> None:
    film = examples / "captured-soldier" / "interview.mp4"
    assert sheet.digest == hashlib.sha256(film.read_bytes()).hexdigest()


def test_cues_can_be_read_and_never_overlap(sheet: CueSheet) -> None:
    rules = load_subtitles("house")
    for cue in sheet.cues:
        length_ms = cue.end_ms - cue.start_ms
        assert rules.shortest_ms <= length_ms <= rules.longest_ms
        assert len(cue.text) / length_ms * 1000 <= rules.cps_wished
    for one, other in zip(sheet.cues, sheet.cues[1:], strict=False):
        assert other.start_ms - one.end_ms >= rules.gap_ms


def test_cues_stand_where_somebody_speaks(examples: Path, sheet: CueSheet) -> None:
    from synth.files import read_sound

    sound = np.abs(read_sound(examples / "captured-soldier" / sheet.footage)).max(axis=1)
    for cue in sheet.cues:
        spoken = sound[cue.start_ms * 48 : (cue.end_ms - 450) * 48]
        assert np.quantile(spoken, 0.9) > 0.03
        lead = sound[max(0, cue.start_ms - 200) * 48 : (cue.start_ms - 60) * 48]
        assert np.quantile(lead, 0.9) < 0.02


def test_the_harbour_is_heard_live_and_stays_a_draft(examples: Path) -> None:
    """None is shipped; the one that a render leaves behind holds nothing that was approved."""
    for file in (examples / "clean-harbour").glob("*.cues.yaml"):
        assert not any(cue.status is Status.APPROVED for cue in load(file).cues)


def test_the_maker_speaks_what_the_sheet_says(sheet: CueSheet) -> None:
    pytest.importorskip("espeakng_loader")
    from synth import dialogue

    spoken = [one for take in dialogue.perform(dialogue.INTERVIEW) for one in take]
    assert [one.line.text for one in spoken] == [cue.source for cue in sheet.cues]
    assert [round(one.start_s * 1000) for one in spoken] == pytest.approx(
        [cue.start_ms for cue in sheet.cues], abs=30
    )


@pytest.mark.slow
def test_the_maker_draws_what_is_shipped(examples: Path) -> None:
    from synth import stills

    with Image.open(examples / "clean-harbour" / "first-light.jpg") as shipped:
        before = np.asarray(shipped.convert("RGB"), dtype=float)
    made = np.asarray(stills.STILLS["first-light"](), dtype=float)
    assert np.abs(made - before).mean() < 3


def test_rendering_an_example_leaves_its_cue_sheet_as_it_is(examples: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "interview.cues.yaml"
    shutil.copy(examples / "captured-soldier" / sheet.name, sheet)
    before = sheet.read_bytes()
    save(load(sheet), sheet)
    assert sheet.read_bytes() == before
    save(load(sheet), tmp_path / "new.yaml")
    head, _, _ = before.partition(b"version: 1")
    assert (tmp_path / "new.yaml").read_bytes().startswith(head)
