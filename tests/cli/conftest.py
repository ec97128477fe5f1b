"""The command line run as a person runs it, and stories for it to work on."""

import shutil
import sys
from pathlib import Path

import pytest

from clipmaker.cli import cli
from clipmaker.cli.edge import run

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from stories import CUES, STORY, Clipmaker, Done
from synth.stories import make_footage


@pytest.fixture
def clipmaker(
    tmp_path: Path,
    known_sounds: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Clipmaker:
    """Run a command through the edge, in a folder and with a cache of the test's own."""
    shutil.copytree(known_sounds, tmp_path / "cache")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)

    def call(*args: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["clipmaker", *map(str, args)])
        capsys.readouterr()
        code = run(cli)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        assert "bug in Clipmaker" not in printed.err, printed.err
        return Done(int(code), printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 1.5 s with moving pictures and a tone."""
    return make_footage(tmp_path_factory.mktemp("footage") / "interview.mp4")


@pytest.fixture
def story(tmp_path: Path, footage: Path) -> Path:
    """A story of the tiny profile with footage and one unapproved cue."""
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "interview.mp4").write_bytes(footage.read_bytes())
    (folder / "interview.cues.yaml").write_text(CUES, encoding="utf-8")
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    return folder / "story.yaml"
