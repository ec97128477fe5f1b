"""The size of a photo is found once; what is wrong with one is told every time."""

from pathlib import Path

import pytest
from PIL import Image

from clipmaker.errors import MediaError
from clipmaker.media.digest import digest
from clipmaker.media.pictures import check_photo
from clipmaker.media.remembered import remembered_size

ASKED = {"photo": 1}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))


def photo(file: Path, width: int) -> Path:
    Image.new("RGB", (width, 20)).save(file)
    return file


def size_of(file: Path, content: str, asked: dict[str, int] = ASKED) -> tuple[int, int]:
    return remembered_size(file, content, asked, lambda: check_photo(file))


def test_a_photo_is_opened_once_for_its_content(tmp_path: Path) -> None:
    file = photo(tmp_path / "a.png", 30)
    content = digest(file)
    assert size_of(file, content) == (30, 20)
    file.unlink()
    assert size_of(file, content) == (30, 20)
    # Another question about the same content is asked of the file.
    with pytest.raises(MediaError):
        size_of(file, content, {"photo": 2})


def test_a_photo_that_is_replaced_meanwhile_leaves_nothing_wrong_behind(tmp_path: Path) -> None:
    file = photo(tmp_path / "a.png", 30)
    content = digest(file)
    assert size_of(photo(file, 50), content) == (50, 20)
    assert size_of(photo(file, 30), content) == (30, 20)


def test_a_damaged_photo_is_refused_each_time(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(photo(tmp_path / "b.png", 30).read_bytes()[:40])
    for _ in range(2):
        with pytest.raises(MediaError):
            size_of(file, digest(file))
