"""How a clip is divided never reaches its bytes: any number of cores, any piece missing.

At full size, with footage that is never still, since whatever depends on the number of a frame
within a stretch is seen only where stretches are long and every frame is another.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from full_size import SEGMENT, decided_clip, footage_of, make_film

from clipmaker.machine.pipes import fill
from clipmaker.make.decide import Decided
from clipmaker.media.probe import probe
from clipmaker.media.stills import rgb_of_planes
from clipmaker.plan.model import RenderPlan, Segment
from clipmaker.progress import ignore
from clipmaker.render.card import card_pictures
from clipmaker.render.clip import render_pieces
from clipmaker.render.divide import divide
from clipmaker.render.executor import LocalPool
from clipmaker.render.frame import frame_rgb
from clipmaker.render.grid import grid_frames
from clipmaker.render.jobs import StretchJob
from clipmaker.render.scene import scene
from clipmaker.render.store import Store
from clipmaker.story.model import Card, Footage
from clipmaker.tools.ffmpeg import ffmpeg_running, run_ffmpeg
from clipmaker.tools.graph import arguments, frames_output, pipe_output

pytestmark = pytest.mark.slow

CORES = range(1, 17)
KINDS = {"landscape": ("640x360", 60), "portrait": ("360x640", 25)}
"""Size and rate of a film."""


@pytest.fixture(scope="module", params=KINDS)
def clip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Decided:
    folder = tmp_path_factory.mktemp("clip")
    make_film(folder / "film.mp4", *KINDS[request.param])
    return decided_clip(folder / "story", folder / "film.mp4", segments=3)


def stretches(plan: RenderPlan) -> list[StretchJob]:
    """Return every job for footage that any number of cores and any missing piece lead to."""
    everything = {segment.key for segment in plan.segments}
    found: dict[tuple[str, ...], StretchJob] = {}
    for missing in (everything, *({key} for key in everything), *pairs(plan)):
        there = everything - missing
        for cores in CORES:
            for job in divide(plan, there.__contains__, cores):
                if isinstance(job.segments[0].shot.item, Footage):
                    found[job.keys] = job
    return list(found.values())


def pairs(plan: RenderPlan) -> Iterator[set[str]]:
    """Yield the keys of any two segments that follow one another."""
    for one, following in pairwise(plan.segments):
        yield {one.key, following.key}


def test_any_division_makes_the_same_bytes_of_a_segment(clip: Decided, tmp_path: Path) -> None:
    _, segments = footage_of(clip)
    assert [segment.frames for segment in segments] == [SEGMENT] * 3
    jobs = stretches(clip.plan)
    assert sorted(len(job.keys) for job in jobs) == [1, 1, 1, 2, 2, 3]
    made: dict[str, set[tuple[str, str]]] = {}
    for number, job in enumerate(jobs):
        folder = tmp_path / str(number)
        folder.mkdir()
        for piece in job.make(folder):
            files = b"".join(file.read_bytes() for _, file in sorted(piece.files.items()))
            facts = json.dumps(piece.facts, sort_keys=True)
            made.setdefault(piece.key, set()).add((hashlib.sha256(files).hexdigest(), facts))
    assert {key: len(ways) for key, ways in made.items()} == dict.fromkeys(made, 1)
    assert made.keys() == {segment.key for segment in segments}


@pytest.mark.parametrize("clip", ["landscape"], indirect=True)
def test_a_piece_that_is_missing_is_made_again_as_it_was(clip: Decided, tmp_path: Path) -> None:
    """Footage, cards that move, sound; each on another number of cores."""
    store = Store(tmp_path / "store")
    (tmp_path / "work").mkdir()

    def rendered(cores: int) -> dict[str, str]:
        with LocalPool(cores) as pool:
            media = clip.gathered.facts.media
            pieces = render_pieces(clip.plan, media, store, tmp_path / "work", ignore, pool)
        found = {piece.segment.key: piece.digest for piece in pieces.segments}
        return found | {"sound": hashlib.sha256(pieces.sound.file.read_bytes()).hexdigest()}

    wanted = rendered(1)
    _, segments = footage_of(clip)
    figure = clip.plan.segments[-2].key
    gone = [(one.key, other.key) for one, other in pairwise(segments)]
    for cores, keys in ((16, gone[0]), (3, gone[1]), (2, (figure, clip.plan.sound_key))):
        for key in keys:
            shutil.rmtree(store.folder / key[:2] / key)
        assert rendered(cores) == wanted


def composed(plan: RenderPlan, some: tuple[Segment, ...], folder: Path, *extra: str) -> list[bytes]:
    """Return the finished frames of a stretch, before they are encoded."""
    profile, item = plan.look.profile, some[0].shot.item
    assert isinstance(item, Footage)
    whole = replace(some[0], frames=sum(segment.frames for segment in some))
    shown = scene(whole, item, plan.look, folder)
    args = [*extra, *arguments([frames_output(shown.picture, profile.rate)])]
    frames = []
    with ffmpeg_running(args, doing="frames", feed=shown.strips) as running:
        for _ in range(whole.frames):
            frame = bytearray(profile.width_px * profile.height_px * 3 // 2)
            assert fill(running.out, memoryview(frame))
            frames.append(bytes(frame))
        running.end()
    return frames


def test_a_single_frame_is_the_one_of_its_stretch(clip: Decided, tmp_path: Path) -> None:
    _, segments = footage_of(clip)
    profile = clip.plan.look.profile
    frames = composed(clip.plan, segments, tmp_path)
    for number in (11, 22):
        alone = frame_rgb(clip.plan, segments[0].start_frame + number)
        same = rgb_of_planes(frames[number], profile.width_px, profile.height_px)
        assert np.array_equal(alone, same), number


@pytest.mark.parametrize("clip", ["landscape"], indirect=True)
def test_a_single_frame_of_a_card_is_the_one_of_its_segment(clip: Decided) -> None:
    cards = [segment for segment in clip.plan.segments if isinstance(segment.shot.item, Card)]
    assert [segment.name for segment in cards] == [
        "card 1 (photo)",
        "card 3 (figure)",
        "card 4 (end)",
    ]
    for segment in cards[:2]:
        item = segment.shot.item
        assert isinstance(item, Card)
        for number in (3, 17):
            frames = card_pictures(segment, item, clip.plan.look)[1]
            alone = replace(segment, first=segment.first + number, frames=1)
            one = card_pictures(alone, item, clip.plan.look)[1]
            assert next(one) == next(islice(frames, number, None)), (segment.name, number)


def test_threads_of_filters_do_not_reach_the_picture(clip: Decided, tmp_path: Path) -> None:
    """FFmpeg takes as many as there are cores."""
    _, segments = footage_of(clip)
    short = (replace(segments[0], frames=2),)
    one, *others = (
        composed(clip.plan, short, tmp_path, "-filter_complex_threads", str(threads))
        for threads in (1, 2, 5, 16)
    )
    assert all(other == one for other in others)


@pytest.mark.parametrize(
    "rate",
    ["24", "25", "30", "50", "60", "24000/1001", "30000/1001", "60000/1001", "2997/125", "15"],
)
def test_every_frame_has_the_time_of_its_number(rate: str, tmp_path: Path) -> None:
    """Two with one time made what lies over the second come a frame late: number 123 of 30/s."""
    film, step = tmp_path / "film.mp4", Fraction(rate)
    picture = "testsrc2=s=32x32:r=25:d=1"
    run_ffmpeg(["-f", "lavfi", "-i", picture, "-c:v", "mpeg4", str(film)], doing="a film")
    frames = grid_frames(probe(film), 100, 7, 1800, step)
    time_base = f"{step.denominator}/{step.numerator}"
    output = pipe_output(
        [frames], format="framecrc", fps_mode="passthrough", enc_time_base=time_base
    )
    said = run_ffmpeg(arguments([output]), doing="times").stdout.decode()
    times = [int(line.split(",")[2]) for line in said.splitlines() if not line.startswith("#")]
    assert times == list(range(1800))
