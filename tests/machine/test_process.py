"""The launcher: argument lists, error streams, time limits, stopping."""

import io
import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from clipmaker.machine import process
from clipmaker.machine.family import alive
from clipmaker.machine.pipes import fill


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_keeps_both_streams_and_the_code() -> None:
    done = process.run(python("import sys; print('out'); sys.stderr.write('why'); sys.exit(3)"))
    assert (done.code, done.stdout, done.stderr) == (3, b"out\n", "why")


def test_arguments_are_never_a_shell_string() -> None:
    awkward = "$(touch x); `id` | 'a' \"b\" \\ *"
    done = process.run([*python("import sys; print(sys.argv[1], end='')"), awkward])
    assert done.stdout.decode() == awkward


def test_feeds_and_reads_more_than_a_pipe_holds() -> None:
    code = "import sys, shutil; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)"
    chunk = bytes(range(256)) * 4096
    done = process.run(python(code), feed=[chunk, memoryview(chunk)])
    assert done.stdout == chunk * 2


def test_a_program_that_stops_reading_tells_why() -> None:
    code = "import sys; sys.stderr.write('no space'); sys.exit(1)"
    done = process.run(python(code), feed=(bytes(1 << 20) for _ in range(50)))
    assert (done.code, done.stderr) == (1, "no space")


def test_lines_come_one_by_one() -> None:
    seen: list[str] = []
    process.run(python("print('one'); print('two')"), on_line=seen.append)
    assert seen == ["one", "two"]


def test_time_is_bounded() -> None:
    with pytest.raises(process.ProcessTimeoutError, match="longer than"):
        process.run(python("import time; time.sleep(60)"), timeout_s=0.2)


def test_a_missing_program_is_named() -> None:
    with pytest.raises(process.ProcessNotFoundError, match="no-such-program"):
        process.run(["no-such-program"])


def test_a_feed_that_fails_ends_the_program() -> None:
    def broken() -> "object":
        yield b"x"
        raise RuntimeError("painter failed")

    start = time.monotonic()
    with pytest.raises(RuntimeError, match="painter failed"):
        process.run(python("import time; time.sleep(60)"), feed=broken())  # type: ignore[arg-type]
    assert time.monotonic() - start < 30


def test_a_group_ends_its_programs_and_starts_no_more() -> None:
    group = process.Group()
    errors: list[BaseException] = []

    def work() -> None:
        with process.in_group(group):
            try:
                process.run(python("import time; time.sleep(60)"))
            except process.StoppedError as error:
                errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.3)
    group.stop()
    thread.join(timeout=20)
    assert len(errors) == 1
    with process.in_group(group), pytest.raises(process.StoppedError):
        process.run(python("pass"))
    assert process.run(python("pass")).code == 0


def test_what_runs_beside_is_read_as_it_comes() -> None:
    code = "import sys; sys.stdout.write('first'); sys.stdout.flush(); sys.stderr.write('said')"
    with process.running(python(code)) as beside:
        assert os.read(beside.out, 100) == b"first"
        assert os.read(beside.out, 100) == b""
        done = beside.end()
    assert (done.code, done.stderr) == (0, "said")


def test_what_runs_beside_ends_with_its_block() -> None:
    with process.running(["sleep", "600"]) as beside:
        pid = beside.pid
        assert alive(pid)
    assert not alive(pid)


def test_a_program_that_is_no_longer_read_ends() -> None:
    with process.running(["yes"]) as beside:
        os.read(beside.out, 100)
        assert beside.end().code != 0


def test_a_group_that_is_stopped_ends_what_runs_beside() -> None:
    group = process.Group()
    with process.in_group(group), process.running(["sleep", "600"]) as beside:
        group.stop()
        with pytest.raises(process.StoppedError):
            beside.end()


def test_a_program_beside_is_fed_while_it_is_read() -> None:
    code = "import sys, shutil; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)"
    chunk = bytes(range(256)) * 4096
    with process.running(python(code), feed=[chunk] * 3) as beside:
        room = memoryview(bytearray(3 * len(chunk)))
        assert fill(beside.out, room)
        assert room == chunk * 3
        assert beside.end().code == 0


def test_what_making_food_for_a_program_raises_is_raised() -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise ValueError("no more")

    code = "import sys; sys.stdin.read()"
    with process.running(python(code), feed=broken()) as beside:
        assert os.read(beside.out, 1) == b""
        with pytest.raises(ValueError, match="no more"):
            beside.end()


def test_a_program_beside_that_is_still_fed_ends_with_its_block() -> None:
    endless = iter(lambda: bytes(1 << 16), b"")
    with process.running(["sleep", "600"], feed=endless) as beside:
        pid = beside.pid
    assert not alive(pid)


def test_a_program_finds_what_it_inherits_and_its_reader_learns_of_its_end() -> None:
    ours, theirs = os.pipe()
    code = f"import os; os.write({theirs}, b'handed back')"
    with process.running(python(code), inherit=[theirs]) as beside:
        assert os.read(ours, 100) == b"handed back"
        # Nobody else holds the other end.
        assert os.read(ours, 100) == b""
        assert beside.end().code == 0
    os.close(ours)


def test_a_stream_that_is_closed_under_its_reader_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from clipmaker.machine.streams import Reader

    failed = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    for on_line in (None, lambda _line: None):
        stream = io.BytesIO(b"left over\n")
        stream.close()
        reader = Reader(stream, on_line, most_bytes=100, on_flood=lambda: None)
        reader.join(60)
        assert reader.data == b""
    assert failed == []
