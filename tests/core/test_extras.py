"""What is said to be missing can be installed with the command that is told."""

import shlex
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from clipmaker import extras
from clipmaker.extras import install_line

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_the_command_names_this_python_and_the_checkout(extra: str) -> None:
    python, *command = shlex.split(install_line([extra]))
    assert python == sys.executable
    assert command[:3] == ["-m", "pip", "install"]
    folder, _, named = command[3].partition("[")
    assert named == f"{extra}]"
    assert (Path(folder) / "pyproject.toml").is_file()


def test_what_was_installed_from_a_file_names_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "clip maker.whl"
    wheel.touch()
    monkeypatch.setattr(extras, "__file__", str(tmp_path / "site" / "clipmaker" / "extras.py"))

    class Installed:
        def read_text(self, name: str) -> str:
            assert name == "direct_url.json"
            return f'{{"url": "{wheel.as_uri()}"}}'

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed())
    assert shlex.split(install_line(["desk", "fonts"]))[-1] == f"{wheel}[desk,fonts]"


def test_pages_tell_no_command_that_asks_an_index() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        assert "clipmaker[" not in page.read_text("utf-8"), page.name
