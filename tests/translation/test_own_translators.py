"""A newsroom's package brings a kind of translator, and is told by its name when it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_CODE = """
from clipmaker.errors import ClipmakerError
from clipmaker.translation.configured import translators_for
from clipmaker.translation.translate import translate
from clipmaker.translation.translator import Sentence, TranslationTask
said = [Sentence(text="네."), Sentence(text="글쎄요.")]
try:
    there = translators_for("ko", "en")
    for one in translate(said, TranslationTask(source="ko", target="en"), there):
        print(one.text or "-", one.by, *one.refused, sep=" | ")
except ClipmakerError as error:
    print("told:", error.message)
"""


@pytest.fixture
def site(tmp_path: Path, root: Path) -> Path:
    """A folder with the package as pip installs it."""
    folder = tmp_path / "site"
    shutil.copytree(root / "tests/newsroom_cards/newsroom_cards", folder / "newsroom_cards")
    info = folder / "newsroom_cards-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: newsroom-cards\nVersion: 1.0.0\n")
    points = "[clipmaker.translators]\ndictionary = newsroom_cards.dictionary\n"
    (info / "entry_points.txt").write_text(points)
    return folder


def run(site: Path, tmp_path: Path, settings: str) -> str:
    config = tmp_path / "config"
    config.mkdir(exist_ok=True)
    (config / "clipmaker.toml").write_text(settings, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _CODE],
        env={
            **os.environ,
            "PYTHONPATH": str(site),
            "CLIPMAKER_CONFIG": str(config),
            "CLIPMAKER_CACHE": str(tmp_path / "cache"),
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


OURS = '[translation.translators.ours]\nkind = "dictionary"\n'


def test_a_package_brings_a_kind(site: Path, tmp_path: Path) -> None:
    first, second = run(site, tmp_path, OURS).splitlines()
    assert first == "Yes. | machine dictionary ko-en"
    assert second == "- | None | ours: it is not in the list"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("CONTRACT = 1", "CONTRACT = 2", "made for contract 2; this Clipmaker takes contract 1"),
        ("CONTRACT = 1", "import nothing_like_it", "cannot be loaded: ModuleNotFoundError"),
        ("    return Dictionary()", "    return 1 / 0", "cannot be set up: ZeroDivisionError"),
        (
            'return (source, target) == ("ko", "en")',
            "return 1 / 0",
            "cannot say what it translates",
        ),
        ("        on_progress(1.0)", "        1 / 0", "cannot translate: ZeroDivisionError"),
        ('version="1")', "version=1 / 0)", "cannot say who it is: ZeroDivisionError"),
        ("for one in sentences\n", "for one in sentences[1:]\n", "ours: it gave 1 lines for 2"),
    ],
)
def test_what_it_does_wrong_is_told_by_its_name(
    site: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    module = site / "newsroom_cards/dictionary.py"
    text = module.read_text("utf-8")
    assert old in text
    module.write_text(text.replace(old, new), "utf-8")
    said = run(site, tmp_path, OURS)
    assert told in said
    assert "ours:" in said or "“dictionary” of the package newsroom-cards 1.0.0" in said


def test_a_kind_of_our_own_cannot_be_taken_over(site: Path, tmp_path: Path) -> None:
    points = site / "newsroom_cards-1.0.0.dist-info/entry_points.txt"
    points.write_text(points.read_text().replace("dictionary =", "openai ="))
    said = run(site, tmp_path, '[translation.translators.ours]\nkind = "firefox"\n')
    assert "-" in said
    said = run(site, tmp_path, '[translation.translators.ours]\nkind = "dictionary"\n')
    assert "has the name of something that Clipmaker has itself" in said
