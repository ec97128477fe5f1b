"""Files that are there whole or not at all."""

import os
import threading
from pathlib import Path

import pytest

from clipmaker.machine.whole_file import write_whole


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
