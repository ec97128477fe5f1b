"""What every executor promises about order, failures, cancelling and several callers."""

import os
import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import Cluster
from written_jobs import Written, jobs

from clipmaker.errors import MediaError
from clipmaker.machine.process import Group, StoppedError, in_group
from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.render.divide import divide
from clipmaker.render.executor import Executor, LocalPool
from clipmaker.render.jobs import sound_job
from clipmaker.render.store import Store
from clipmaker.render.workers import usable_cores


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster whose workers know these tests' jobs."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    own = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    for name in ("lisbon", "oslo"):
        cluster.start(name, PYTHONPATH=own)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module", params=["pool", pytest.param("cluster", marks=pytest.mark.slow)])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Each executor in turn, the same one for all tests: nothing may be left of any."""
    if request.param == "pool":
        with LocalPool() as pool:
            yield pool
        return
    from clipmaker.cluster.executor import ClusterExecutor

    cluster: Cluster = request.getfixturevalue("workers")
    with ClusterExecutor(cluster.address, shared=cluster.shared, notice=print) as executor:
        yield executor


def test_every_job_is_done_once_and_kept(executor: Executor, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert executor.width >= 1
    done = list(executor.submit(jobs(40), store, tmp_path))
    again = list(executor.submit(jobs(40), store, tmp_path))
    assert sorted(one.key for one in done) == [job.key for job in jobs(40)]
    assert not any(one.reused for one in done)
    assert all(one.reused for one in again)
    for one in done:
        assert one.entry.file("text").read_text() == one.entry.facts["key"] == one.key


def test_no_jobs_are_done_at_once(executor: Executor, tmp_path: Path) -> None:
    assert list(executor.submit([], Store(tmp_path / "store"), tmp_path)) == []


def test_a_failure_is_raised_and_cancelling_ends_what_runs(
    executor: Executor, tmp_path: Path
) -> None:
    hung = [Written(key=f"9{i}", seconds=600) for i in range(3)]
    store = Store(tmp_path / "s")
    running = executor.submit([Written(key="0", fails=True), *hung], store, tmp_path)
    with pytest.raises(MediaError, match="job 0 failed"):
        list(running)
    running.cancel()
    assert [one.key for one in executor.submit(jobs(1), store, tmp_path)] == ["0000"]


def test_one_caller_is_cancelled_and_the_other_goes_on(executor: Executor, tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    hung = executor.submit([Written(key="8", seconds=600)], store, tmp_path)
    other = executor.submit(jobs(5), store, tmp_path)
    hung.cancel()
    assert len(list(other)) == 5


def test_the_callers_group_stops_its_jobs(executor: Executor, tmp_path: Path) -> None:
    group = Group()
    with in_group(group):
        running = executor.submit([Written(key="8", seconds=600)], Store(tmp_path / "s"), tmp_path)
    threading.Timer(0.2, group.stop).start()
    with pytest.raises(StoppedError):
        list(running)
    running.cancel()


def test_many_callers_share_one_executor(executor: Executor, tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    with ThreadPoolExecutor(8) as callers:

        def call(number: int) -> list[str]:
            mine = [Written(key=f"{number}-{i}") for i in range(10)]
            folder = tmp_path / str(number)
            folder.mkdir()
            return sorted(one.key for one in executor.submit(mine, store, folder))

        for number, keys in enumerate(callers.map(call, range(8))):
            assert keys == [f"{number}-{i}" for i in range(10)]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    sizes=st.lists(st.integers(0, 6), min_size=1, max_size=4),
    bad=st.sets(st.integers(0, 24), max_size=3),
    kept=st.sets(st.integers(0, 24), max_size=12),
)
def test_whatever_is_asked_each_caller_gets_its_own_or_its_failure(
    executor: Executor,
    tmp_path_factory: pytest.TempPathFactory,
    sizes: list[int],
    bad: set[int],
    kept: set[int],
) -> None:
    """Callers with some jobs that fail and some that were kept: no job is lost or done twice."""
    folder = tmp_path_factory.mktemp("asked")
    store = Store(folder / "store")
    numbers = iter(range(sum(sizes)))
    asked = [[next(numbers) for _ in range(size)] for size in sizes]
    before = [Written(key=f"{i:04d}") for i in sorted(kept)]
    list(executor.submit(before, store, folder))
    submitted = [
        executor.submit(
            [Written(key=f"{i:04d}", fails=i in bad and i not in kept) for i in mine], store, folder
        )
        for mine in asked
    ]
    for mine, running in zip(asked, submitted, strict=True):
        if {i for i in mine if i in bad and i not in kept}:
            with pytest.raises(MediaError, match="failed"):
                list(running)
            running.cancel()
            continue
        done = list(running)
        assert sorted(int(one.key) for one in done) == mine
        assert {int(one.key) for one in done if one.reused} == kept & set(mine)


def test_one_core_takes_jobs_in_the_order_given(tmp_path: Path) -> None:
    with LocalPool(1) as pool:
        done = [one.job for one in pool.submit(jobs(20), Store(tmp_path / "s"), tmp_path)]
    assert done == jobs(20)


def test_the_pool_uses_the_cores_it_may_use() -> None:
    with LocalPool() as pool:
        assert pool.width == usable_cores()


def test_closing_ends_everything(tmp_path: Path) -> None:
    pool = LocalPool(2)
    hung = [Written(key=f"8{i}", seconds=600) for i in range(5)]
    running = pool.submit(hung, Store(tmp_path / "s"), tmp_path)
    pool.close()
    with pytest.raises(StoppedError):
        list(running)


@pytest.mark.slow
def test_the_jobs_of_a_clip_travel_as_values(tiny_story: Path, tmp_path: Path) -> None:
    plan = (decided := decide(Sources(story=tiny_story, profile="tiny"), None)).plan
    sound = sound_job(plan, decided.gathered.facts.media)
    segments = divide(plan, lambda _: False, 2)
    there = pickle.loads(pickle.dumps([sound, *segments]))
    assert there == [sound, *segments]
    assert {file.name for job in there for file in job.files} == {
        *("interview.mp4", "bed.ogg", "pulse.ogg", "figure.ogg"),
        *("join.ogg", "sting_in.ogg", "sting_out.ogg"),
    }
    with LocalPool() as pool:
        done = list(pool.submit(there, Store(tmp_path / "s"), tmp_path))
    assert {one.key for one in done} == {plan.sound_key, *(s.key for s in plan.segments)}
