"""The desk’s list says which clips are withdrawn, at once, until that is taken back."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "catalogue"))
pytest.importorskip("starlette")

from published_clips import publish

from clipmaker.catalogue.index import Catalogue
from clipmaker.catalogue.withdraw import meant, take_back, withdraw
from clipmaker.desk.library import Library
from clipmaker.desk.settings import DeskSettings

KEY = ("2025-01-13", "a")


def test_the_list_says_it_at_once_and_no_longer_once_it_is_taken_back(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for version in ("v1", "v2"):
        folder = publish(output, "a", version, inputs={f"{version}.mp4": version[1] * 64})
        manifest = folder / "manifest.json"
        manifest.write_text(manifest.read_text().replace("{", '{"segments": [],', 1))
    library = Library(DeskSettings(output=output, stories=()))
    assert library.clips()[KEY].withdrawn == ()

    catalogue = Catalogue(output, tmp_path / "index.sqlite")
    what = meant(catalogue, "v1.mp4")
    withdraw(catalogue, what, who="A. Kim", when="2025-01-14T06:00", reason="not ours")
    (said,) = library.clips()[KEY].withdrawn
    assert said == "v1: v1.mp4 was withdrawn by A. Kim on 2025-01-14: not ours"

    (output / "withdrawn.json").write_text("{")
    assert "nobody can tell what was withdrawn" in library.clips()[KEY].withdrawn[0]
    (output / "withdrawn.json").unlink()
    withdraw(catalogue, what, who="A. Kim", when="2025-01-14T06:00", reason="not ours")
    take_back(catalogue, what, who="B. Li", when="2025-01-15T06:00", reason="cleared")
    assert library.clips()[KEY].withdrawn == ()
