"""``clipmaker desk`` as a command: what it needs, where it listens."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from desk_help import tiny_story

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from deskrun.server import desk

from clipmaker.cues.reviewing.edit import approve
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.extras import install_line


def run(*args: str, without: str = "") -> subprocess.CompletedProcess[str]:
    code = (
        f"import sys\nif {without!r}: sys.modules[{without!r}] = None\n"
        f"sys.argv = {['clipmaker', 'desk', *args]!r}\n"
        "from clipmaker.cli import main\nmain()"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_without_its_extra_it_says_how_to_install_it() -> None:
    done = run(without="starlette")
    assert done.returncode == 9
    assert "starlette" in done.stderr
    assert install_line(["desk"]) in " ".join(done.stderr.split())


def test_stories_that_are_not_there_are_named() -> None:
    done = run("no-such-folder")
    assert done.returncode == 2
    assert "no-such-folder" in done.stderr


@pytest.mark.slow
def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with desk(tmp_path, env={}) as running:
        done = run(str(tmp_path), "--port", running.address.rpartition(":")[2])
    assert done.returncode == 2
    assert "--port" in done.stderr


@pytest.mark.slow
def test_others_reach_it_with_the_token_only(tmp_path: Path) -> None:
    with desk(tmp_path, "--host", "0.0.0.0", env={}) as running:
        address, _, token = running.address.partition("/?token=")
        assert len(token) >= 32
        here = f"http://127.0.0.1:{address.rpartition(':')[2]}/"
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(here)
        assert refused.value.code == 401
        asked = urllib.request.Request(here, headers={"authorization": f"Bearer {token}"})
        with urllib.request.urlopen(asked) as answer:
            assert answer.status == 200


def test_everything_a_page_needs_is_in_the_package() -> None:
    package = Path(__file__).resolve().parents[2] / "clipmaker" / "desk"
    for page in (package / "templates").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        for part in text.split('"/static/')[1:]:
            name = part.split('"')[0].split("?")[0]
            assert (package / "static" / name).is_file(), name


@pytest.mark.slow
def test_the_command_line_signs_off_too(tmp_path: Path) -> None:
    story = tiny_story(tmp_path / "stories" / "signed", "signed")
    sheet = story.parent / "interview.cues.yaml"
    read = load(sheet)
    save(approve(read, [cue.id for cue in read.cues], "Kim", "2026-01-01T00:00"), sheet)
    command = [sys.executable, "-m", "clipmaker", "render", str(story), "--output", str(tmp_path)]
    command += ["--profile", "tiny", "--subtitle-profile", "tiny", "--final"]
    command += ["--as", "Mara Lind", "--note", "First of its kind"]
    env = {**os.environ, "CLIPMAKER_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "2025-01-13" / "signed" / "v1" / "manifest.json").read_text())
    assert manifest["sign_off"]["who"] == "Mara Lind"
    assert manifest["sign_off"]["note"] == "First of its kind"
    again = subprocess.run(command, capture_output=True, text=True, env=env)
    assert "nothing had changed" in again.stdout


@pytest.mark.slow
def test_ctrl_c_ends_it_quietly_while_pages_are_open(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "clipmaker", "desk", str(tmp_path), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1]
    with urllib.request.urlopen(f"{address}api/events") as stream:
        assert stream.readline().startswith(b"retry")
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
    assert process.wait() == 0
    assert said.strip() == "Stop it with Ctrl-C."
