"""The local pool: what it promises about order, failures, cancelling and several callers."""

import pickle
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from clipmaker import process
from clipmaker.errors import RenderError
from clipmaker.gather import Sources
from clipmaker.make import decide
from clipmaker.process import Group, StoppedError, in_group
from clipmaker.render.executor import LocalPool, Product
from clipmaker.render.jobs import SegmentJob, sound_job
from clipmaker.render.store import Store
from clipmaker.render.workers import usable_cores


@dataclass(frozen=True, kw_only=True)
class Written:
    """A job that writes its own name, or does not manage to, or takes a program's time."""

    key: str
    fails: bool = False
    seconds: float = 0.0

    @property
    def files(self) -> dict[Path, str]:
        return {}

    @property
    def name(self) -> str:
        return f"job {self.key}"

    def make(self, folder: Path) -> Product:
        if self.seconds:
            process.run(["sleep", str(self.seconds)])
        if self.fails:
            raise RenderError(f"{self.name} failed")
        file = folder / self.key
        file.write_text(self.key)
        return Product(files={"text": file}, facts={"key": self.key})


def jobs(count: int) -> list[Written]:
    return [Written(key=f"{i:04d}") for i in range(count)]


def test_every_job_is_done_once_and_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with LocalPool() as pool:
        assert pool.width == usable_cores()
        done = list(pool.submit(jobs(40), store, tmp_path))
        again = list(pool.submit(jobs(40), store, tmp_path))
    assert sorted(one.job.key for one in done) == [job.key for job in jobs(40)]
    assert not any(one.reused for one in done)
    assert all(one.reused for one in again)
    for one in done:
        assert one.entry.file("text").read_text() == one.entry.facts["key"] == one.job.key


def test_one_core_takes_jobs_in_the_order_given(tmp_path: Path) -> None:
    with LocalPool(1) as pool:
        done = [one.job for one in pool.submit(jobs(20), Store(tmp_path / "s"), tmp_path)]
    assert done == jobs(20)


@pytest.mark.slow
def test_the_jobs_of_a_clip_travel_as_values(tiny_story: Path, tmp_path: Path) -> None:
    plan = (decided := decide(Sources(story=tiny_story, profile="tiny"), None)).plan
    sound = sound_job(plan, decided.gathered.facts.media)
    segments = [SegmentJob(segment=segment, look=plan.look) for segment in plan.segments]
    there = pickle.loads(pickle.dumps([sound, *segments]))
    assert there == [sound, *segments]
    assert {file.name for job in there for file in job.files} == {
        *("interview.mp4", "bed.ogg", "sting_in.ogg", "sting_out.ogg")
    }
    with LocalPool() as pool:
        done = list(pool.submit(there, Store(tmp_path / "s"), tmp_path))
    assert {one.job.key for one in done} == {plan.sound_key, *(s.key for s in plan.segments)}


def test_a_failure_is_raised_and_cancelling_ends_what_runs(tmp_path: Path) -> None:
    hung = [Written(key=f"9{i}", seconds=600) for i in range(3)]
    with LocalPool(2) as pool:
        running = pool.submit(
            [Written(key="0", fails=True), *hung], Store(tmp_path / "s"), tmp_path
        )
        with pytest.raises(RenderError, match="job 0 failed"):
            list(running)
        running.cancel()
        assert [one.job.key for one in pool.submit(jobs(1), Store(tmp_path / "s"), tmp_path)]


def test_one_caller_is_cancelled_and_the_other_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    with LocalPool(2) as pool:
        hung = pool.submit([Written(key="8", seconds=600)], store, tmp_path)
        other = pool.submit(jobs(5), store, tmp_path)
        hung.cancel()
        assert len(list(other)) == 5


def test_the_callers_group_stops_its_jobs(tmp_path: Path) -> None:
    group = Group()
    with LocalPool(1) as pool:
        with in_group(group):
            running = pool.submit([Written(key="8", seconds=600)], Store(tmp_path / "s"), tmp_path)
        threading.Timer(0.2, group.stop).start()
        with pytest.raises(StoppedError):
            list(running)


def test_closing_ends_everything(tmp_path: Path) -> None:
    pool = LocalPool(2)
    running = pool.submit([Written(key="8", seconds=600)], Store(tmp_path / "s"), tmp_path)
    time.sleep(0.1)
    pool.close()
    with pytest.raises(StoppedError):
        list(running)


def test_many_callers_share_one_pool(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    with LocalPool(2) as pool, ThreadPoolExecutor(8) as callers:

        def call(number: int) -> list[str]:
            mine = [Written(key=f"{number}-{i}") for i in range(10)]
            folder = tmp_path / str(number)
            folder.mkdir()
            return sorted(one.job.key for one in pool.submit(mine, store, folder))

        for number, keys in enumerate(callers.map(call, range(8))):
            assert keys == [f"{number}-{i}" for i in range(10)]
