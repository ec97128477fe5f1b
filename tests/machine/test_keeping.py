"""What is kept in the cache is exactly what was written, or nothing."""

from pathlib import Path

import pytest

from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.make.silence import level_of
from clipmaker.media.probe import probe
from clipmaker.speech.engine import Recognition
from clipmaker.speech.kept import content_key, keep, kept_recognition

# Their files say by their names alone that something is so, or are pictures and fonts.
ELSEWHERE = {
    "make/tried.py",
    "desk/files.py",
    "desk/fonts.py",
    "schedule/due.py",
}


def flipped(file: Path):
    """Write the file with each of its bits flipped, one after the other."""
    whole = file.read_bytes()
    for place in range(len(whole)):
        for bit in range(8):
            file.write_bytes(
                bytes((*whole[:place], whole[place] ^ (1 << bit), *whole[place + 1 :]))
            )
            yield
    file.write_bytes(whole)


@pytest.mark.parametrize("text", ["", "{}", "sure, “nobody” said so 확실히\n\n"])
def test_every_flipped_bit_is_found(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kept.json"
    write_kept(file, text)
    for _ in flipped(file):
        assert read_kept(file) is None
    assert read_kept(file) == text


def test_cut_longer_and_under_another_name_it_is_nothing(tmp_path: Path) -> None:
    file, other = tmp_path / "a.json", tmp_path / "b.json"
    write_kept(file, "a text")
    whole = file.read_bytes()
    other.write_bytes(whole)
    assert read_kept(other) is None
    for content in (b"", whole[:-1], whole + b" ", b"a text"):
        file.write_bytes(content)
        assert read_kept(file) is None
    assert read_kept(tmp_path / "none.json") is None


def test_a_full_disk_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write_kept(tmp_path / "file" / "kept.json", "a text")
    assert read_kept(tmp_path / "file" / "kept.json") is None


def test_a_word_that_changed_on_the_disk_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path))
    key = content_key({"samples": "one"})
    heard = Recognition(language="ko", detected="en", probability=0.9, said=())
    keep(key, heard)
    assert kept_recognition(key) == heard
    (file,) = (tmp_path / "speech").iterdir()
    file.write_bytes(file.read_bytes().replace(b'"en"', b'"de"'))
    assert kept_recognition(key) is None


def test_a_level_that_changed_on_the_disk_is_measured_again(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path))
    sound = probe(root / "assets/brands/news-60/sting_in.ogg")
    level = level_of(sound)
    (file,) = (tmp_path / "levels").iterdir()
    file.write_bytes(file.read_bytes().replace(b'"lufs": -', b'"lufs": -9'))
    assert level_of(sound) == level


def test_whatever_is_kept_in_the_cache_is_kept_with_a_checksum(root: Path) -> None:
    package = root / "clipmaker"
    writers = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if "cache_dir()" in (text := file.read_text("utf-8")) and "write_whole(" in text
    }
    assert writers <= ELSEWHERE
