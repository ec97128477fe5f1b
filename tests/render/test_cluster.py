"""Clips of the tiny profile on a real cluster: the same bytes, whatever happens to workers."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from loopback import Cluster
from tiny_clip import write_story

from clipmaker.cluster.admission import canary_prints
from clipmaker.cluster.executor import ClusterExecutor
from clipmaker.cluster.start import serve
from clipmaker.cluster.task import ClusterSettings
from clipmaker.errors import ClipmakerError, ClusterError, ExitCode, RenderError
from clipmaker.machine.process import Group, StoppedError
from clipmaker.make.clip import Clip, Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.progress import Event, OnEvent, ignore
from clipmaker.tools.ffmpeg import ffmpeg_exe

pytestmark = pytest.mark.slow

QUICK = ClusterSettings(patience_s=20.0, beat_s=0.1)


def make(
    story: Path,
    output: Path,
    executor: ClusterExecutor | None,
    on_event: OnEvent = ignore,
    group: Group | None = None,
) -> Clip:
    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    return make_clip(Request(sources=sources, output=output), on_event, group, executor)


def tree(clip: Clip) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in clip.folder.iterdir()}


class Told(list[str]):
    """What a cluster had to say."""

    def wait_for(self, words: str) -> None:
        """Return when some notice holds these words."""
        for _ in range(600):
            if any(words in line for line in self):
                return
            threading.Event().wait(0.1)
        raise AssertionError(f"nobody said “{words}”: {self}")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler for all tests of a module."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.close()


@pytest.fixture
def cluster(scheduler: Cluster) -> Iterator[Cluster]:
    """A scheduler without any worker."""
    yield scheduler
    scheduler.stop_workers()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds what this machine makes of the canary, and nothing else."""
    folder = tmp_path_factory.mktemp("canary")
    canary_prints(folder)
    return folder


@pytest.fixture(scope="module")
def made(tiny_footage: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The clip as this machine makes it alone."""
    folder = tmp_path_factory.mktemp("alone")
    story = write_story(folder / "story", tiny_footage)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPMAKER_CACHE", str(folder / "cache"))
        return tree(make(story, folder / "out", None))


@pytest.fixture
def local(
    made: dict[str, bytes], canary: Path, tiny_story: Path, tmp_path: Path
) -> dict[str, bytes]:
    """The same, for a test whose cache holds nothing of the story."""
    assert tiny_story.exists()
    shutil.copytree(canary, tmp_path / "cache", dirs_exist_ok=True)
    return made


def on_first_segment(action: Callable[[], object]) -> OnEvent:
    """Return what acts once, when the first segment is there."""
    left = [action]

    def on_event(event: Event) -> None:
        if event.segment and left:
            left.pop()()

    return on_event


def test_two_workers_make_the_bytes_of_one_machine(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes], told: Told
) -> None:
    cluster.start("lisbon")
    cluster.start("oslo")
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=QUICK, notice=told.append
    ) as executor:
        clip = make(tiny_story, tmp_path / "out", executor)
        again = make(tiny_story, tmp_path / "second", executor)
    assert tree(clip) == tree(again) == local
    assert told == []
    inputs = [file.name for file in cluster.shared.glob("inputs/*/*/*")]
    assert "interview.mp4" in inputs


def test_a_worker_that_is_killed_has_its_work_done_elsewhere(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes], told: Told
) -> None:
    lisbon = cluster.start("lisbon")
    cluster.start("oslo")
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=QUICK, notice=told.append
    ) as executor:
        wait_for_width(executor, 2)
        clip = make(
            tiny_story, tmp_path / "out", executor, on_first_segment(lambda: cluster.stop(lisbon))
        )
        told.wait_for("worker lisbon")
    assert tree(clip) == local
    assert len(told) == 1
    assert "is gone; its jobs are done elsewhere" in told[0]


def test_a_worker_that_stalls_has_its_work_done_elsewhere(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes], told: Told
) -> None:
    lisbon = cluster.start("lisbon")
    cluster.start("oslo")
    hasty = ClusterSettings(stall_s=4.0, beat_s=0.1)
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=hasty, notice=told.append
    ) as executor:
        wait_for_width(executor, 2)

        def freeze() -> None:
            lisbon.send_signal(signal.SIGSTOP)

        clip = make(tiny_story, tmp_path / "out", executor, on_first_segment(freeze))
        told.wait_for("worker lisbon")
    assert tree(clip) == local
    assert "has not been heard for 4 s; its jobs are done elsewhere" in told[0]


HANGS = """\
#!{python}
import os, sys, time
if os.path.exists("{flag}"):
    time.sleep(3600)
os.execv("{ffmpeg}", ["{ffmpeg}", *sys.argv[1:]])
"""

NOTES = """\
#!{python}
import os, sys
with open("{log}", "a") as log:
    log.write("{name}\\n")
os.execv("{ffmpeg}", ["{ffmpeg}", *sys.argv[1:]])
"""


def program(file: Path, script: str, **words: object) -> str:
    """Write a program that stands before FFmpeg; returns its path."""
    file.write_text(script.format(python=sys.executable, ffmpeg=ffmpeg_exe(), **words))
    file.chmod(0o755)
    return str(file)


def test_a_job_that_takes_too_long_is_done_elsewhere(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes], told: Told
) -> None:
    flag = tmp_path / "hang"
    hanging = program(tmp_path / "ffmpeg", HANGS, flag=flag)
    cluster.start("lisbon", CLIPMAKER_FFMPEG=hanging)
    cluster.start("oslo")
    hasty = ClusterSettings(limit_s=15.0, beat_s=0.1)
    group = Group()
    # Were no limit kept, the clip would wait for as long as the program sleeps.
    patience = threading.Timer(240, group.stop)
    patience.start()
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=hasty, notice=told.append
    ) as executor:
        wait_until_proven(executor, 2)
        flag.touch()
        clip = make(tiny_story, tmp_path / "out", executor, group=group)
    patience.cancel()
    assert tree(clip) == local
    assert any("worker lisbon" in line and "took over 15 s for a job" in line for line in told)
    assert not any("oslo" in line for line in told)


def test_a_job_that_the_only_worker_takes_too_long_for_fails_with_its_name(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes], told: Told
) -> None:
    flag = tmp_path / "hang"
    cluster.start("lisbon", CLIPMAKER_FFMPEG=program(tmp_path / "ffmpeg", HANGS, flag=flag))
    hasty = ClusterSettings(limit_s=2.0, beat_s=0.1)
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=hasty, notice=told.append
    ) as executor:
        wait_until_proven(executor, 1)
        flag.touch()
        with pytest.raises(RenderError, match=r"on worker lisbon .* took over 2 s for a job"):
            make(tiny_story, tmp_path / "out", executor)
    assert not [file for file in (tmp_path / "out").rglob("*") if file.is_file()]


def test_every_worker_gets_its_share(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes], told: Told
) -> None:
    log = tmp_path / "log"
    for name in ("lisbon", "oslo"):
        noting = program(tmp_path / name, NOTES, log=log, name=name)
        cluster.start(name, CLIPMAKER_FFMPEG=noting)
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=QUICK, notice=told.append
    ) as executor:
        wait_until_proven(executor, 2)
        log.write_text("")
        assert tree(make(tiny_story, tmp_path / "out", executor)) == local
    assert set(log.read_text().split()) == {"lisbon", "oslo"}


def test_a_cluster_whose_last_worker_dies_says_so(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes], told: Told
) -> None:
    lisbon = cluster.start("lisbon")
    hasty = ClusterSettings(patience_s=2.0, beat_s=0.1)
    output = tmp_path / "out"
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=hasty, notice=told.append
    ) as executor:
        wait_for_width(executor, 1)
        with pytest.raises(ClusterError, match="has no worker") as failed:
            make(tiny_story, output, executor, on_first_segment(lambda: cluster.stop(lisbon)))
        assert failed.value.exit_code is ExitCode.ENVIRONMENT
        assert not [file for file in output.rglob("*") if file.is_file()]
        cluster.start("porto")
        assert tree(make(tiny_story, output, executor)) == local


OTHER_VERSION = """\
#!/bin/sh
"{ffmpeg}" "$@" | sed 's/^ffmpeg version [^ ]*/ffmpeg version 5.1-other/'
"""

OTHER_BYTES = """\
#!{python}
import os, sys
arguments = [a.replace("bicubic", "bilinear") for a in sys.argv[1:]]
os.execv("{ffmpeg}", ["{ffmpeg}", *arguments])
"""


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (OTHER_VERSION, "its ffmpeg is “ffmpeg version 5.1-other”, here it is “ffmpeg version"),
        (OTHER_BYTES, "it makes other bytes of the canary (footage 2"),
    ],
    ids=["another version", "the same version, other bytes"],
)
def test_a_worker_with_another_ffmpeg_is_refused_by_name(
    cluster: Cluster,
    tiny_story: Path,
    tmp_path: Path,
    local: dict[str, bytes],
    told: Told,
    script: str,
    reason: str,
) -> None:
    cluster.start("forger", CLIPMAKER_FFMPEG=program(tmp_path / "ffmpeg", script))
    with (
        ClusterExecutor(
            cluster.address, shared=cluster.shared, settings=QUICK, notice=told.append
        ) as executor,
        pytest.raises(ClusterError, match="forger") as failed,
    ):
        make(tiny_story, tmp_path / "out", executor)
    assert reason in str(failed.value)
    assert "worker forger (" in told[0]
    assert reason in told[0]
    cluster.start("oslo")
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=QUICK, notice=told.append
    ) as executor:
        assert tree(make(tiny_story, tmp_path / "out", executor)) == local


def test_a_worker_that_does_not_see_the_shared_folder_is_refused(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes], told: Told
) -> None:
    cluster.start("far-away", CLIPMAKER_SHARED=str(tmp_path / "nowhere"))
    with (
        ClusterExecutor(
            cluster.address, shared=cluster.shared, settings=QUICK, notice=told.append
        ) as executor,
        pytest.raises(ClusterError, match="far-away"),
    ):
        make(tiny_story, tmp_path / "out", executor)
    assert f"it does not see the shared folder {cluster.shared}" in told[0]


def test_a_mistake_in_the_story_reads_the_same_from_a_cluster(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    cluster.start("lisbon")
    text = tiny_story.read_text().replace("One caption", "Gilgamesh \U00012000")
    tiny_story.write_text(text)
    said = []
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=QUICK, notice=print
    ) as executor:
        for where in (None, executor):
            with pytest.raises(ClipmakerError, match="CUNEIFORM SIGN A") as failed:
                make(tiny_story, tmp_path / "out", where)
            said.append((type(failed.value), str(failed.value)))
    assert said[0] == said[1]


def test_a_damaged_input_is_laid_down_again_and_a_changed_one_is_told(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    cluster.start("lisbon")
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=QUICK, notice=print
    ) as executor:
        wait_for_width(executor, 1)
        make(tiny_story, tmp_path / "first", executor)
        for file in cluster.shared.glob("inputs/*/*/interview.mp4"):
            content = file.read_bytes()
            file.unlink()
            file.write_bytes(content[:-1] + b"?")
        os.environ["CLIPMAKER_CACHE"] = str(tmp_path / "third-cache")
        assert tree(make(tiny_story, tmp_path / "out", executor)) == local


def test_stopping_ends_what_runs_on_workers(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    cluster.start("lisbon")
    group = Group()
    with ClusterExecutor(
        cluster.address, shared=cluster.shared, settings=QUICK, notice=print
    ) as executor:
        with pytest.raises(StoppedError):
            make(tiny_story, tmp_path / "out", executor, on_first_segment(group.stop), group)
        assert not [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
        assert tree(make(tiny_story, tmp_path / "out", executor)) == local


def test_no_scheduler_is_one_clear_message(tiny_story: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "clipmaker", "render", str(tiny_story)),
            *("--output", str(tmp_path / "out"), "--profile", "tiny"),
            *("--subtitle-profile", "tiny", "--cluster", "tcp://127.0.0.1:1"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "no scheduler answers at tcp://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_without_a_scheduler_is_one_clear_message() -> None:
    with pytest.raises(ClusterError, match=r"no scheduler answers at tcp://127[.]0[.]0[.]1:1"):
        serve(
            "tcp://127.0.0.1:1", name="lisbon", processes=1, shared=None, connect_s=1.0, tell=print
        )


def test_the_command_line_starts_workers_and_renders_on_them(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    program = (sys.executable, "-m", "clipmaker")
    worker = subprocess.Popen(
        [
            *(*program, "worker", cluster.address, "--shared", str(cluster.shared)),
            *("--name", "lisbon", "--processes", "1"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert worker.stdout is not None
    assert "1 worker of lisbon" in worker.stdout.readline()
    done = subprocess.run(
        [
            *(*program, "render", str(tiny_story), "--profile", "tiny"),
            *("--subtitle-profile", "tiny", "--output", str(tmp_path / "out")),
            *("--cluster", cluster.address, "--shared", str(cluster.shared)),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (video,) = (tmp_path / "out").rglob("v1/*.mp4")
    assert video.read_bytes() == local["tiny-story.mp4"]
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0


def test_a_bulletin_is_made_on_a_cluster(
    cluster: Cluster, tiny_story: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    cluster.start("lisbon")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "clipmaker", "batch", str(tiny_story.parent.parent)),
            *("--profile", "tiny", "--subtitle-profile", "tiny", "--output", str(tmp_path / "out")),
            *("--cluster", cluster.address, "--shared", str(cluster.shared), "--json"),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (video,) = (tmp_path / "out").rglob("v1/*.mp4")
    assert video.read_bytes() == local["tiny-story.mp4"]
    inputs = [file.name for file in cluster.shared.glob("inputs/*/*/*")]
    assert "interview.mp4" in inputs


TLS = """\
distributed:
  comm:
    require-encryption: true
    tls:
      ca-file: {folder}/cert.pem
      client: {{cert: {folder}/cert.pem, key: {folder}/key.pem}}
      worker: {{cert: {folder}/cert.pem, key: {folder}/key.pem}}
      scheduler: {{cert: {folder}/cert.pem, key: {folder}/key.pem}}
"""


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates with openssl")
def test_with_certificates_nobody_else_is_let_in(
    tiny_story: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    folder = tmp_path / "certificates"
    folder.mkdir()
    certificate = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=clipmaker"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", *certificate, *files], capture_output=True, check=True)
    config = folder / "dask.yaml"
    config.write_text(TLS.format(folder=folder))
    home = tmp_path / "cluster"
    home.mkdir()
    closed = Cluster(home, "tls", DASK_CONFIG=str(config))
    try:
        closed.start("lisbon")
        assert closed.address.startswith("tls://")
        command = [
            *(sys.executable, "-m", "clipmaker", "render", str(tiny_story), "--profile", "tiny"),
            *("--subtitle-profile", "tiny", "--output", str(tmp_path / "out")),
            *("--cluster", closed.address, "--shared", str(closed.shared)),
        ]
        stranger = subprocess.run(command, capture_output=True, text=True, timeout=300)
        friend = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=300,
            env={**os.environ, "DASK_CONFIG": str(config)},
        )
    finally:
        closed.close()
    assert stranger.returncode == ExitCode.ENVIRONMENT
    assert "no scheduler answers at tls://" in stranger.stderr
    assert "Traceback" not in stranger.stderr
    assert friend.returncode == 0, friend.stderr
    (video,) = (tmp_path / "out").rglob("v1/*.mp4")
    assert video.read_bytes() == local["tiny-story.mp4"]


@pytest.mark.parametrize("address", ["studio", "tcp://studio", "http://studio:8786"])
def test_a_wrong_address_is_told_before_anything_is_read(address: str) -> None:
    with pytest.raises(ClusterError, match="is not the address of a scheduler"):
        ClusterExecutor(address, shared=Path("nowhere"))


def wait_until_proven(executor: ClusterExecutor, count: int) -> None:
    """Return when so many workers have proved themselves."""
    for _ in range(600):
        if len(executor.link().dispatcher.roster.active) >= count:
            return
        threading.Event().wait(0.1)
    raise AssertionError("they did not prove themselves")


def wait_for_width(executor: ClusterExecutor, width: int) -> None:
    """Return when so many workers may be given work."""
    for _ in range(600):
        if executor.width >= width:
            return
        threading.Event().wait(0.1)
    raise AssertionError(f"only {executor.width} workers")
