"""Files that are there whole or not at all, and what a killed writer leaves."""

import os
import threading
from pathlib import Path

import pytest

import clipmaker
from clipmaker.machine.writing import clear_leftovers, whole, write_whole


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.txt"
    write_whole(file, b"one")
    kept = file.open("rb")
    write_whole(file, b"two")
    assert (kept.read(), file.read_bytes()) == (b"one", b"two")
    assert [one.name for one in file.parent.iterdir()] == ["a.txt"]


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"words")
    reader.join()
    assert read == [b"words"]
    assert pipe.is_fifo()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="irectory"):
        write_whole(tmp_path, b"words")
    assert not list(tmp_path.iterdir())


def test_a_link_stays_a_link_to_what_was_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"one")
    link.symlink_to(target)
    write_whole(link, b"two", durable=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"two"


def test_permissions_are_those_of_an_ordinary_new_file_or_as_asked(tmp_path: Path) -> None:
    plain, written, own = tmp_path / "plain", tmp_path / "written", tmp_path / "own"
    plain.write_bytes(b"")
    write_whole(written, b"")
    write_whole(own, b"", mode=0o640)
    assert written.stat().st_mode == plain.stat().st_mode
    assert own.stat().st_mode & 0o777 == 0o640


def test_what_a_killed_writer_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    file, other = tmp_path / "a.txt", tmp_path / ".a.txt.swp"
    other.write_bytes(b"of an editor")
    names: list[str] = []
    before = Path.replace
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        patched.setattr(Path, "replace", lambda self, _to: names.append(self.name))
        write_whole(file, b"words")
    assert Path.replace is before
    assert [one.name for one in tmp_path.iterdir() if one != other] == names
    clear_leftovers(file)
    assert list(tmp_path.iterdir()) == [other]


def test_a_block_writes_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    file, link = tmp_path / "new" / "a.txt", tmp_path / "link"
    link.symlink_to(file)
    with whole(file) as fresh:
        fresh.write_bytes(b"one")
        assert not file.exists()
    with whole(link) as fresh:
        fresh.write_bytes(b"two")
    assert link.is_symlink()

    class GivenUpError(Exception):
        pass

    with pytest.raises(GivenUpError), whole(file) as fresh:
        fresh.write_bytes(b"three")
        raise GivenUpError
    assert file.read_bytes() == b"two"
    assert [one.name for one in file.parent.iterdir()] == ["a.txt"]


def test_no_other_module_replaces_files_in_its_own_way() -> None:
    package = Path(clipmaker.__file__).parent
    ways = (
        "os.replace(",
        "os.rename(",
        "mkstemp(",
        "NamedTemporaryFile(",
        '.with_name(f".',
        "_unfinished(",
    )
    own = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if any(way in file.read_text(encoding="utf-8") for way in ways)
    }
    # A link to a folder is replaced by a link, not by a file.
    assert own == {"machine/writing.py", "publish/latest.py"}
