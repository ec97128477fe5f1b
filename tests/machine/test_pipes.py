"""The pump between two programs."""

import os
from pathlib import Path

import pytest

from clipmaker.machine.pipes import Pump, closed_on_error, pipe


def emptied(descriptor: int) -> bytes:
    data = b""
    while part := os.read(descriptor, 1 << 16):
        data += part
    os.close(descriptor)
    return data


@pytest.fixture(params=["splice", "copy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How bytes are moved: where the system does not do it, this process does."""
    if request.param == "copy":
        monkeypatch.delattr(os, "splice", raising=False)


@pytest.mark.usefixtures("way")
def test_so_many_bytes_are_moved_and_the_rest_stays() -> None:
    source, into = pipe()
    out, target = pipe()
    os.write(into, bytes(range(256)) * 100)
    pump = Pump(source, target, 20_000)
    assert emptied(out) == (bytes(range(256)) * 100)[:20_000]
    pump.join()
    assert (pump.moved, pump.dry) == (20_000, False)
    os.close(into)
    assert emptied(source) == (bytes(range(256)) * 100)[20_000:]


@pytest.mark.usefixtures("way")
def test_too_little_is_told() -> None:
    source, into = pipe()
    out, target = pipe()
    os.write(into, b"few")
    os.close(into)
    pump = Pump(source, target, 20_000)
    assert emptied(out) == b"few"
    pump.join()
    assert (pump.moved, pump.dry) == (3, True)
    os.close(source)


@pytest.mark.usefixtures("way")
def test_it_ends_when_nobody_reads() -> None:
    source, into = pipe()
    out, target = pipe()
    os.close(out)
    os.write(into, b"some")
    pump = Pump(source, target, 4)
    pump.join(10)
    assert not pump.is_alive()
    assert not pump.dry
    for end in (source, into):
        os.close(end)


@pytest.mark.usefixtures("way")
def test_what_cannot_be_read_ends_the_reader_too(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    out, target = pipe()
    pump = Pump(folder, target, 4)
    assert emptied(out) == b""
    pump.join(10)
    assert (pump.is_alive(), pump.moved) == (False, 0)
    os.close(folder)


def test_ends_are_closed_when_something_fails() -> None:
    ends = pipe()
    with pytest.raises(ValueError, match="bad"), closed_on_error(*ends):
        raise ValueError("bad")
    for end in ends:
        with pytest.raises(OSError, match="descriptor"):
            os.close(end)
