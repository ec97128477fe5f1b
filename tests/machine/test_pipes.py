"""Reading what comes through pipes."""

import os
import threading
from pathlib import Path

from clipmaker.machine.pipes import Collector, fill, pipe


def test_exactly_so_much_is_read_however_it_comes() -> None:
    out, into = pipe()
    room = memoryview(bytearray(6))

    def write() -> None:
        for part in (b"ab", b"cde", b"fgh"):
            os.write(into, part)
        os.close(into)

    writer = threading.Thread(target=write)
    writer.start()
    assert fill(out, room)
    assert bytes(room) == b"abcdef"
    writer.join()
    assert not fill(out, room)
    assert bytes(room[:2]) == b"gh"
    os.close(out)


def test_a_collector_never_lets_its_writer_wait() -> None:
    out, into = pipe()
    collector = Collector(out, 1 << 30)
    much = bytes(range(256)) * 20_000
    # Far more than any pipe holds, and nobody has asked for it yet.
    assert write_all(into, much) == len(much)
    assert collector.take(1000) == much[:1000]
    os.close(into)
    assert collector.take(len(much)) == much[1000:]
    assert collector.take(1) == b""


def test_what_is_taken_is_waited_for() -> None:
    out, into = pipe()
    collector = Collector(out, 1 << 30)
    taken: list[bytes] = []
    reader = threading.Thread(target=lambda: taken.append(collector.take(4)))
    reader.start()
    os.write(into, b"ab")
    reader.join(0.1)
    assert taken == []
    os.write(into, b"cdef")
    reader.join(10)
    assert taken == [b"abcd"]
    os.close(into)
    assert collector.take(9) == b"ef"


def test_a_collector_closes_what_it_read_to_the_end() -> None:
    out, into = pipe()
    collector = Collector(out, 1 << 30)
    os.close(into)
    collector.join(10)
    assert not collector.is_alive()
    again = os.dup(0)
    assert again <= out
    os.close(again)


def write_all(descriptor: int, data: bytes) -> int:
    done = 0
    while done < len(data):
        done += os.write(descriptor, data[done:])
    return done


def test_what_cannot_be_read_ends_who_waits(tmp_path: Path) -> None:
    collector = Collector(os.open(tmp_path, os.O_RDONLY), 1)
    assert collector.take(4) == b""


def test_what_comes_beyond_all_measure_is_dropped() -> None:
    ours, theirs = pipe()
    collector = Collector(ours, 10)
    os.write(theirs, b"0123456")
    os.write(theirs, b"789abcdef")
    os.close(theirs)
    assert collector.take(100) == b"0123456789"
