"""A job that is stopped from another thread: its programs end, nothing half-made is left."""

import threading
from pathlib import Path

import psutil
import pytest

from clipmaker.errors import ExitCode
from clipmaker.machine.process import Group, StoppedError
from clipmaker.make.clip import Clip, Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.progress import Event, SegmentDone, Stage

pytestmark = pytest.mark.slow


def request(story: Path, output: Path) -> Request:
    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    return Request(sources=sources, output=output)


def programs() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def left_in(output: Path) -> list[Path]:
    return [path for path in output.rglob("*") if path.is_file()] if output.exists() else []


@pytest.mark.parametrize("stage", [Stage.PLAN, Stage.RENDER, Stage.JOIN, Stage.CHECK])
def test_stopped_at_a_stage_nothing_is_left_and_the_next_run_goes_on(
    tiny_story: Path, tmp_path: Path, stage: Stage
) -> None:
    group = Group()

    def on_event(event: Event) -> None:
        if event.stage is stage and (event.segment or stage is not Stage.RENDER):
            group.stop()

    before = {child.pid for child in programs()}
    with pytest.raises(StoppedError) as stopped:
        make_clip(request(tiny_story, tmp_path / "out"), on_event, group)
    assert stopped.value.exit_code is ExitCode.INTERRUPTED
    assert {child.pid for child in programs()} <= before
    assert left_in(tmp_path / "out") == []
    assert not list((tmp_path / "cache").rglob(".new-*"))
    seen: list[Event] = []
    clip = make_clip(request(tiny_story, tmp_path / "out"), seen.append)
    assert clip.report is not None
    assert clip.report.passed
    cached = [event.segment for event in seen if event.segment and event.segment.cached]
    assert bool(cached) == (stage is not Stage.PLAN)


def test_stopped_from_another_thread_while_ffmpeg_runs(tiny_story: Path, tmp_path: Path) -> None:
    group = Group()
    ended: list[BaseException | Clip] = []
    asked = request(tiny_story, tmp_path / "out")

    def work() -> None:
        try:
            ended.append(make_clip(asked, group=group))
        except BaseException as error:
            ended.append(error)

    before = {child.pid for child in programs()}
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        met = [p for p in programs() if p.pid not in before]
        if len(met) > 1:
            break
    group.stop()
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert isinstance(ended[0], StoppedError)
    assert {child.pid for child in programs()} <= before
    assert left_in(tmp_path / "out") == []


def test_every_segment_is_told_once_with_its_place_and_a_reason(
    tiny_story: Path, tmp_path: Path
) -> None:
    def told() -> list[SegmentDone]:
        seen: list[Event] = []
        make_clip(request(tiny_story, tmp_path / "out"), seen.append)
        assert [event.share for event in seen if event.segment][-1] == 1.0
        return [event.segment for event in seen if event.segment]

    first = told()
    count = first[0].count
    assert sorted(one.index for one in first) == list(range(count))
    assert {one.count for one in first} == {count}
    assert not any(one.cached for one in first)
    assert all(one.reason for one in first)
    places = sorted((one.index, one.start_frame, one.frames) for one in first)
    assert sum(frames for _, _, frames in places) == 90
    (video,) = (tmp_path / "out").rglob("v1/*.mp4")
    video.unlink()
    assert all(one.cached for one in told())
