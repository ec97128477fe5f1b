"""Whatever stands behind the standard streams, or nothing, a command ends as documented."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clipmaker.errors import ExitCode

pytestmark = pytest.mark.slow

MODULE = [sys.executable, "-m", "clipmaker"]


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which CM is the program; its exit code is that of CM."""
    script = f'cm() {{ {" ".join(MODULE)} "$@"; }}\nset -o pipefail\n{command}'
    cache = {"CLIPMAKER_CACHE": str(folder / "cache")}
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, **cache},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("command", ["plan story.yaml --profile tiny", "catalogue -o .", "--help"])
def test_a_reader_that_goes_away_is_no_failure(command: str, story: Path) -> None:
    # Waiting first, so that whoever reads is gone before the first line is written.
    done = shell(f"( sleep 0.2; cm {command} ) | true", story.parent)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")


@pytest.mark.parametrize("told", ["2>&1 | true", "2>/dev/full"])
def test_what_went_wrong_stays_the_exit_code_whoever_reads(told: str, story: Path) -> None:
    done = shell(f"( sleep 0.2; cm plan nothere.yaml ) {told}", story.parent)
    assert done.returncode == ExitCode.INPUT


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("command", ["schema", "plan story.yaml --profile tiny", "--help"])
def test_output_that_finds_no_space_says_so(command: str, story: Path) -> None:
    done = shell(f"cm {command} > /dev/full", story.parent)
    assert done.returncode == ExitCode.DISK
    assert "what was printed: No space left on device" in done.stderr
    assert "bug" not in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_change_nothing(closed: str, story: Path) -> None:
    assert shell(f"cm plan story.yaml --profile tiny {closed}", story.parent).returncode == 0
    assert shell(f"cm plan nothere.yaml {closed}", story.parent).returncode == ExitCode.INPUT
    review = shell(
        f"cm subtitles review story.yaml --profile tiny {closed} < /dev/null", story.parent
    )
    assert review.returncode == 0


def test_reviewing_without_any_input_ends_at_once(story: Path) -> None:
    done = shell("cm subtitles review story.yaml --profile tiny <&-", story.parent)
    assert done.returncode == 0
    assert "1 cue is still open" in done.stdout


def test_a_link_that_leads_to_itself_is_named(story: Path) -> None:
    loop = story.with_name("loop.yaml")
    loop.symlink_to(loop)
    done = shell("cm plan loop.yaml", story.parent)
    assert done.returncode == ExitCode.INPUT
    assert "loop.yaml: " in done.stderr and "bug" not in done.stderr


def test_a_command_to_copy_is_not_broken_into_lines(story: Path) -> None:
    sheet = story.with_name("interview.cues.yaml")
    sheet.write_text(sheet.read_text(encoding="utf-8").partition("cues:")[0] + "cues: []\n")
    done = shell(
        'COLUMNS=40 cm subtitles review "$PWD/story.yaml" --profile tiny < /dev/null', story.parent
    )
    assert f"clipmaker render {story} --final" in done.stdout


@pytest.mark.parametrize("encoding", ["latin1", "utf-8"])
def test_letters_that_a_terminal_lacks_are_no_failure(encoding: str, story: Path) -> None:
    command = "subtitles export story.yaml --profile tiny --language ko"
    done = shell(f"PYTHONIOENCODING={encoding} cm {command}", story.parent)
    assert done.returncode == 0, done.stderr
    assert ("훈련" if encoding == "utf-8" else "\\ud6c8\\ub828") in done.stdout


def test_a_file_name_that_is_no_text_is_told(story: Path) -> None:
    done = shell("cm plan $'no\\xfftext.yaml'", story.parent)
    assert done.returncode == ExitCode.INPUT
    assert "there is no such file" in done.stderr


def test_a_narrow_terminal_shows_every_number(story: Path) -> None:
    done = shell("COLUMNS=20 cm plan story.yaml --profile tiny", story.parent)
    assert "footage  0.70     1.00      30" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs the script of Linux")
@pytest.mark.skipif(shutil.which("script") is None, reason="needs a terminal to write to")
def test_no_colours_where_none_are_wanted(story: Path) -> None:
    program = " ".join([*MODULE, "plan", "nothere.yaml"])
    for wanted in (True, False):
        setting = "env -u NO_COLOR" if wanted else "env NO_COLOR=1"
        told = shell(
            f"script -qec '{setting} {program}' /dev/null < /dev/null", story.parent
        ).stdout
        assert "there is no such file" in told
        assert ("\x1b[" in told) is wanted
