"""The FFmpeg program: where it is, what version it is, and how its failures read."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from clipmaker.errors import DiskError, LostToolError, MissingToolError, RenderError
from clipmaker.machine import process
from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.resources import cache_dir

_OVERRIDE = "CLIPMAKER_FFMPEG names the FFmpeg to use; unset it to use the one that is built in."
_STOPPED = re.compile(r"^Exiting normally, received signal", re.MULTILINE)
"""What FFmpeg says when it is asked to end."""
_SPEAKS = re.compile(
    r"^(Input|Output) #\d|^\[[^\]\n]+ @ 0x|^(Error|Unrecognized|Unknown|Missing|Option|Invalid|At "
    r"least|Failed|Cannot|Conversion|file:)",
    re.MULTILINE | re.IGNORECASE,
)
"""FFmpeg says in any case what it reads and writes, or why it could not."""
_CRASHES = frozenset((signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL))
_NO_SPACE = re.compile(r"No space left on device|Disk quota exceeded", re.IGNORECASE)


@cache
def ffmpeg_exe() -> str:
    """Return the path of the FFmpeg to use: ``CLIPMAKER_FFMPEG``, or that of imageio-ffmpeg.

    Both ``CLIPMAKER_FFMPEG`` and imageio-ffmpeg's ``IMAGEIO_FFMPEG_EXE`` may name a file, or a
    program on the PATH.

    Raises:
        MissingToolError: there is none for this platform, or what is named does not exist.
    """
    for variable in ("CLIPMAKER_FFMPEG", "IMAGEIO_FFMPEG_EXE"):
        if named := os.environ.get(variable):
            return _found(named, variable)
    import imageio_ffmpeg

    try:
        # It may answer with the name of a program on the PATH, too.
        return _found(str(imageio_ffmpeg.get_ffmpeg_exe()), "imageio-ffmpeg")
    except RuntimeError as error:
        raise MissingToolError(
            "no FFmpeg was found for this machine",
            remedy="Install FFmpeg with x264 and set CLIPMAKER_FFMPEG to its path.",
        ) from error


def _found(named: str, variable: str) -> str:
    """Return the path of a program that is named by its path, or by its name on the PATH."""
    file = Path(named)
    if file.name == named and (found := shutil.which(named)):
        return found
    if not file.is_file():
        where = "is neither a file nor a program on the PATH" if file.name == named else ""
        raise MissingToolError(
            f"{variable} names {named}, which {where or 'is not a file'}",
            remedy="Unset it to use the FFmpeg that comes with Clipmaker.",
        )
    return str(file.absolute())


@cache
def ffmpeg_version() -> str:
    """Return the first line that ``ffmpeg -version`` prints, without the copyright.

    It is asked once for each file: what it said is kept, and asked anew when the file has changed.

    Raises:
        MissingToolError: the program is not FFmpeg, or does not start.
    """
    program = Path(ffmpeg_exe())
    try:
        facts = program.stat()
    except OSError as error:
        raise MissingToolError(
            f"FFmpeg could not be started: {program}: {error.strerror}", remedy=_OVERRIDE
        ) from error
    stamp = [str(program.resolve()), facts.st_size, facts.st_mtime_ns]
    kept = cache_dir() / "tools" / "ffmpeg.json"
    known = json.loads(read_kept(kept) or "{}")
    if known and known["program"] == stamp:
        return str(known["version"])
    version = _asked(program)
    write_kept(kept, json.dumps({"program": stamp, "version": version}))
    return version


def _asked(program: Path) -> str:
    try:
        done = process.run([str(program), "-hide_banner", "-version"], timeout_s=30)
    except (
        process.ProcessNotFoundError,
        process.ProcessTimeoutError,
        process.ProcessFloodedError,
    ) as error:
        raise MissingToolError(f"FFmpeg could not be started: {error}", remedy=_OVERRIDE) from error
    if done.signal:
        raise MissingToolError(f"FFmpeg could not be started: {_ended(done)}", remedy=_OVERRIDE)
    first = done.stdout.decode("utf-8", "replace").partition("\n")[0]
    if not first.startswith("ffmpeg version"):
        raise MissingToolError(f"{program} is not FFmpeg", remedy=_OVERRIDE)
    return first.partition(" Copyright")[0]


def run_ffmpeg(
    args: Sequence[str],
    *,
    doing: str,
    feed: Iterable[bytes | memoryview] | None = None,
    on_line: Callable[[str], None] | None = None,
    timeout_s: float = process.DEFAULT_TIMEOUT_S,
) -> process.Completed:
    """Run FFmpeg with those arguments (without the program's own name).

    Args:
        args: arguments after the program name.
        doing: what the run is for, to begin a message with: ``card 3 (caption)``.
        feed: chunks for its standard input.
        on_line: called with each line of its standard output.
        timeout_s: seconds after which it is ended.

    Raises:
        MissingToolError: there is no FFmpeg, or it cannot be started.
        DiskError: the disk is full.
        LostToolError: it was ended, took too long, or answered nonsense.
        RenderError: it failed, with the last lines of what it said.
    """
    command = _command(args, fed=feed is not None)
    try:
        done = process.run(command, feed=feed, on_line=on_line, timeout_s=timeout_s)
    except (process.ProcessTimeoutError, process.ProcessFloodedError) as error:
        raise _lost(doing, str(error)) from error
    except process.ProcessNotFoundError as error:
        raise MissingToolError(f"FFmpeg could not be started: {error}") from error
    return _succeeded(done, doing)


def _command(args: Sequence[str], *, fed: bool) -> list[str]:
    return [ffmpeg_exe(), "-hide_banner", *([] if fed else ["-nostdin"]), "-y", *args]


@contextmanager
def ffmpeg_running(
    args: Sequence[str],
    *,
    doing: str,
    feed: Iterable[bytes | memoryview] | None = None,
    timeout_s: float = process.DEFAULT_TIMEOUT_S,
    inherit: Sequence[int] = (),
) -> Iterator[RunningFfmpeg]:
    """Run FFmpeg beside the block, which reads its standard output; see `run_ffmpeg`.

    Args:
        args: arguments after the program name.
        doing: what the run is for, to begin a message with.
        feed: chunks for its standard input.
        timeout_s: seconds after which it is ended.
        inherit: file descriptors that it writes to as ``pipe:N``; closed here when it has started.

    Raises:
        MissingToolError: there is no FFmpeg, or it cannot be started.
    """
    try:
        with process.running(
            _command(args, fed=feed is not None), feed=feed, timeout_s=timeout_s, inherit=inherit
        ) as running:
            yield RunningFfmpeg(running, doing)
    except process.ProcessNotFoundError as error:
        raise MissingToolError(f"FFmpeg could not be started: {error}") from error


class RunningFfmpeg:
    """An FFmpeg that is at work.

    Attributes:
        out: the file descriptor of its standard output.
    """

    def __init__(self, running: process.RunningProgram, doing: str) -> None:
        self._running, self._doing = running, doing
        self.out = running.out

    def kill(self) -> None:
        """End it at once."""
        self._running.kill()

    def end(self) -> process.Completed:
        """Wait for its end.

        Raises:
            DiskError: the disk is full.
            LostToolError: it was ended, took too long, or answered nonsense.
            RenderError: it failed, with the last lines of what it said.
        """
        try:
            done = self._running.end()
        except (process.ProcessTimeoutError, process.ProcessFloodedError) as error:
            raise _lost(self._doing, str(error)) from error
        return _succeeded(done, self._doing)


def _succeeded(done: process.Completed, doing: str) -> process.Completed:
    """Return a run that did what it was for.

    Raises:
        DiskError: the disk was full.
        LostToolError: it was ended from outside, crashed, or says nothing that FFmpeg would say.
        RenderError: it failed.
    """
    if done.signal or _STOPPED.search(done.stderr[-4000:]):
        raise _lost(doing, _ended(done))
    if done.code != 0 and _NO_SPACE.search(done.stderr):
        raise no_space(doing)
    if not _SPEAKS.search(done.stderr):
        raise _lost(doing, f"FFmpeg answered nothing that can be understood (code {done.code})")
    if done.code != 0:
        raise RenderError(f"{doing}: FFmpeg failed with code {done.code}:\n{done.said}")
    return done


def _lost(doing: str, why: str) -> LostToolError:
    return LostToolError(
        f"{doing}: {why}",
        remedy="No file is to blame: run the same command again; nothing was lost.",
    )


def _ended(done: process.Completed) -> str:
    """Say what ended FFmpeg."""
    number = done.signal or signal.SIGTERM
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    if number in _CRASHES:
        return f"FFmpeg crashed ({name})"
    memory = ", perhaps because the machine had no memory left" if number == signal.SIGKILL else ""
    return f"FFmpeg was ended from outside ({name}){memory}"


def no_space(doing: str) -> DiskError:
    """Return the error that says that the disk is full."""
    return DiskError(
        f"{doing}: no space left on the disk",
        remedy="Free some space and run the same command again; nothing was lost.",
    )
