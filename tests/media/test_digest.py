"""Digests of large files are remembered, and only while the files stay as they are."""

import hashlib
import os
from pathlib import Path

import pytest

from clipmaker.errors import MediaError
from clipmaker.media import digest as module
from clipmaker.media.digest import digest


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "REMEMBERED_BYTES", 100)
    file = tmp_path / "large.mp4"
    file.write_bytes(b"a" * 1000)
    return file


def reads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    seen: list[object] = []
    original = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda *a: seen.append(a) or original(*a))
    return seen


def test_a_large_file_is_read_once(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = reads(monkeypatch)
    expected = hashlib.sha256(b"a" * 1000).hexdigest()
    assert [digest(large), digest(large)] == [expected, expected]
    assert len(seen) == 1


@pytest.mark.parametrize("change", ["edit", "set the time back", "replace"])
def test_a_file_that_changed_is_read_again(
    large: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = digest(large)
    info = large.stat()
    if change == "replace":
        other = large.with_name("other")
        other.write_bytes(b"b" * 1000)
        os.utime(other, ns=(info.st_atime_ns, info.st_mtime_ns))
        other.replace(large)
    else:
        large.write_bytes(b"b" * 1000)
        if change == "set the time back":
            os.utime(large, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert digest(large) == hashlib.sha256(b"b" * 1000).hexdigest() != first


def test_small_files_leave_no_trace_and_missing_ones_are_said(large: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.mp4"
    small.write_bytes(b"a" * 10)
    digest(small)
    assert not (tmp_path / "cache" / "digests").exists()
    with pytest.raises(MediaError, match="cannot be read"):
        digest(tmp_path / "none.mp4")
