"""Targets that a package brings: finals are handed over once, and what goes wrong is its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clipmaker.bulletin.target import Target, WatchedFolder, destination
from clipmaker.errors import DiskError, ExitCode, PluginError
from clipmaker.plugins import plugins
from clipmaker.workers.outcome import Published


@pytest.fixture
def package(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The newsroom's package, installed; its playlist's module."""
    import sys

    monkeypatch.syspath_prepend(installed)
    for name in [name for name in sys.modules if name.startswith("newsroom_cards")]:
        monkeypatch.delitem(sys.modules, name)
    plugins.cache_clear()
    yield installed / "newsroom_cards/playlist.py"
    plugins.cache_clear()
    for name in [name for name in sys.modules if name.startswith("newsroom_cards")]:
        del sys.modules[name]


@pytest.fixture
def final(tmp_path: Path) -> Published:
    folder = tmp_path / "output" / "a" / "v2"
    folder.mkdir(parents=True)
    (folder / "a.mp4").write_bytes(b"film")
    return Published(day=date(2025, 1, 13), slug="a", folder=folder, draft=False)


def test_a_target_is_named_before_a_colon_and_everything_else_is_a_folder(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    named = destination("playlist:/mnt/a:b")
    assert isinstance(named, Target)
    assert (named.plugin.package, named.place) == ("newsroom-cards 1.0.0", "/mnt/a:b")
    for text in ("playlist", "watched", "Playlist:x", "/mnt/playlist:x", "unknown:x"):
        assert destination(text) == WatchedFolder(folder=tmp_path / text)


def test_a_final_is_handed_over_and_known_again(
    package: Path, final: Published, tmp_path: Path
) -> None:
    target = destination(f"playlist:{tmp_path / 'air'}")
    with pytest.raises(DiskError, match="the playout server is not there"):
        target.take(final)
    (tmp_path / "air").mkdir()
    there = target.take(final)
    assert there == f"playlist:{tmp_path / 'air' / 'a-v2.mp4'}"
    assert (tmp_path / "air" / "playlist.m3u").read_text() == "a-v2.mp4\n"
    assert target.has(final, there)
    # Another place is not this one, whichever was asked for before.
    assert not target.has(final, str(tmp_path / "watched" / "a"))
    assert not WatchedFolder(folder=tmp_path).has(final, there)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("CONTRACT = 1", "CONTRACT = 3", "is made for contract 3"),
        ("    folder = Path(place)", "    raise KeyError(place)", "could not take a: KeyError"),
        ("    return str(folder / name)", "    return folder / name", "does not say where a lies"),
        ("def deliver(", "def send(", "could not take a: AttributeError"),
    ],
)
def test_what_a_target_does_wrong_is_told_by_its_packages_name(
    package: Path, final: Published, tmp_path: Path, old: str, new: str, told: str
) -> None:
    text = package.read_text("utf-8")
    assert old in text
    package.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(PluginError, match=told) as raised:
        destination(f"playlist:{tmp_path}").take(final)
    assert "of the package newsroom-cards 1.0.0" in raised.value.message


@pytest.mark.slow
def test_a_batch_delivers_to_it_once_and_its_failure_costs_no_story(
    package: Path, home: Path, stories, batch
) -> None:
    stories("one")
    missing = batch("--deliver", "playlist:air")
    assert missing.code == ExitCode.INCOMPLETE
    assert missing.states == {"one": "made"}
    assert "the playout server is not there" in missing.story("one")["note"]
    (home / "air").mkdir()
    for _ in range(2):
        done = batch("--deliver", "playlist:air")
        assert done.code == 0
        assert done.story("one")["delivered"] == "playlist:air/one-v1.mp4"
    assert (home / "air" / "playlist.m3u").read_text() == "one-v1.mp4\n"
    (home / "file").write_text("")
    assert batch("--deliver", "file").code == ExitCode.USAGE
