"""The edge: errors become one clear message and an exit code here, and nowhere else."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
from pathlib import Path
from typing import Any

import click

from clipmaker.cli.say import say, styled
from clipmaker.errors import ClipmakerError, DiskError, ExitCode
from clipmaker.logs.about import about
from clipmaker.logs.keep import close, hush

_log = logging.getLogger(__name__)

_FULL = (errno.ENOSPC, errno.EDQUOT)
_NO_NAMES = (errno.ENAMETOOLONG, errno.ELOOP, errno.EILSEQ, errno.ENOTDIR)
"""What is wrong with a name, and never with a disk."""
_REMEDIES = {
    **dict.fromkeys(_FULL, "Free some space and run it again."),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "Allow it, or use another place."),
    errno.EROFS: "The disk is read-only: use another place.",
    errno.EIO: "Is the disk whole, and there?",
}
"""What can be done about a disk that fails where nobody foresaw it."""


def run(command: click.Command) -> int:
    """Run a command with the program's arguments; returns the exit code."""
    _open_streams()
    hush()
    try:
        with about():
            code = _run(command)
            _log.info("ended with exit code %d", code)
        return code
    finally:
        close()


def _run(command: click.Command) -> int:
    try:
        code = command.main(standalone_mode=False, color=_colour())
        sys.stdout.flush()
    except click.ClickException as error:
        _log.error("%s", error.format_message())
        _show_usage(error)
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        say("\nclipmaker: interrupted; nothing unfinished was published", err=True)
        return ExitCode.INTERRUPTED
    except ClipmakerError as error:
        show(error)
        return error.exit_code
    except OSError as error:
        if _started_nowhere():
            gone = "the folder in which this was started is no longer there"
            show(DiskError(gone, remedy="Change to a folder that is there and run it again."))
            return ExitCode.DISK
        if error.errno in _NO_NAMES:
            name = str(error.filename or "a name")
            short = name if len(name) <= 80 else f"{name[:79]}…"
            show(ClipmakerError(f"{short}: {error.strerror}", remedy="Use another name."))
            return ExitCode.INPUT
        if error.errno not in _REMEDIES or not (error.filename or error.errno in _FULL):
            return _report_bug(error)
        # Files are written by what names them; without a name it was our own output.
        where = error.filename or "what was printed"
        show(DiskError(f"{where}: {error.strerror}", remedy=_REMEDIES[error.errno]))
        return ExitCode.DISK
    except RuntimeError as error:
        # This is how pathlib tells of links that lead back to themselves, up to Python 3.12
        # (CPython issue 109187).
        if not str(error).startswith("Symlink loop from"):
            return _report_bug(error)
        loop = str(error).removeprefix("Symlink loop from ").strip("'")
        show(ClipmakerError(f"{loop}: this link leads back to itself", remedy="Correct the link."))
        return ExitCode.INPUT
    except Exception as error:
        return _report_bug(error)
    finally:
        _let_go()
    # What ctx.exit() was called with; commands themselves return nothing.
    return code if isinstance(code, int) else ExitCode.OK


def _started_nowhere() -> bool:
    """Whether the working folder was deleted under the program."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def _show_usage(error: click.ClickException) -> None:
    """Print what click says, which repeats what was typed."""
    said = io.StringIO()
    error.show(said)
    say(said.getvalue(), err=True, nl=False)


def show(error: ClipmakerError) -> None:
    """Print an error for people on the error stream."""
    _log.error("%s", error.message)
    head, _, rest = error.message.partition("\n")
    colour = _colour()
    say(styled("clipmaker: ", fg="red", bold=True), head, err=True, color=colour)
    for line in rest.splitlines():
        say(f"           {line}", err=True)
    if error.remedy:
        so = styled("       so: ", fg="yellow", bold=True)
        say(so, error.remedy, err=True, color=colour)


def _colour() -> bool | None:
    """Return False where no colours are wanted (no-color.org), None where the stream decides."""
    return False if os.environ.get("NO_COLOR") else None


def _open_streams() -> None:
    """Give every standard stream something behind it, as cron and ``>&-`` may not.

    Else the first file that is opened would take its number, and be written into.
    """
    for name, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is not None:
            continue
        handle = os.open(os.devnull, os.O_RDWR)
        if handle != number:
            os.dup2(handle, number)
            os.close(handle)
        mode = "r" if number == 0 else "w"
        setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if not isinstance(stream, io.TextIOWrapper):
            continue
        # Terminals that lack a letter, and file names that are no text, are no failures.
        stream.reconfigure(errors="backslashreplace")
        # Without buffers (python -u) there is only the one.
        raw = getattr(stream.buffer, "raw", stream.buffer)
        if type(raw) is io.FileIO and raw.fileno() == number:
            setattr(sys, name, _unread(stream, number))


class _Unread(io.FileIO):
    """Writes to a standard stream, and nowhere any more once its reader is gone.

    What is done, and the exit code that says so, do not depend on who reads along. Of the error
    stream nothing at all stops the work: there is nobody left to tell.
    """

    def write(self, data: Any, /) -> int:
        """Write, or pass over what nobody reads."""
        try:
            return super().write(data)
        except OSError as error:
            if self.fileno() != 2 and not isinstance(error, BrokenPipeError):
                raise
            _into_nowhere(self.fileno())
            return len(data)


def _unread(stream: io.TextIOWrapper, number: int) -> io.TextIOWrapper:
    """Return a stream like another, on the same descriptor, that outlives its reader."""
    return io.TextIOWrapper(
        io.BufferedWriter(_Unread(number, "w", closefd=False)),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering or number == 2 or stream.write_through,
    )


def _let_go() -> None:
    """Let nothing be left for the end, when its failure would change the exit code."""
    try:
        sys.stdout.flush()
    except OSError:
        _into_nowhere(1)


def _into_nowhere(number: int) -> None:
    """Let what is still to be written to a stream go nowhere, uncomplaining."""
    handle = os.open(os.devnull, os.O_WRONLY)
    os.dup2(handle, number)
    os.close(handle)


def _report_bug(error: Exception) -> int:
    from clipmaker.machine.crashes import keep_crash

    say(f"clipmaker: {keep_crash(error)}", err=True)
    return ExitCode.BUG
