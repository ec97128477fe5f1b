"""Every failure a user can meet, each with an exit code and what to do about it.

Errors are raised where they are noticed and translated to a message once, at the edge of the
command line (or the batch, or the desk). Anything else that escapes is a bug in Clipmaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Self


class ExitCode(IntEnum):
    """Exit codes of the command line; documented in docs/cli.md."""

    OK = 0
    BUG = 1
    USAGE = 2
    INPUT = 3
    BUDGET = 4
    MEDIA = 5
    SPEECH = 6
    CHECK = 7
    REVIEW = 8
    ENVIRONMENT = 9
    RENDER = 10
    DISK = 11
    INCOMPLETE = 12
    BUSY = 13
    INTERRUPTED = 130


class ClipmakerError(Exception):
    """A failure with a message for people: what went wrong, where, and what to do.

    Attributes:
        exit_code: what the command line exits with.
        remedy: what the user can do, a full sentence, or "".
    """

    exit_code = ExitCode.BUG

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors come back from other processes; subclasses' __init__ take what args don't hold.
        return _as_it_was, (type(self), self.args, self.__dict__)

    def at(self, place: str) -> Self:
        """Return this error with the place where it happened before its message."""
        self.message = f"{place}: {self.message}"
        return self


def _as_it_was(
    kind: type[ClipmakerError], args: tuple[Any, ...], attributes: dict[str, Any]
) -> ClipmakerError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class PluginError(ClipmakerError):
    """A package that brings something to Clipmaker does not fit, or fails."""

    exit_code = ExitCode.ENVIRONMENT


def together(errors: Sequence[ClipmakerError]) -> ClipmakerError:
    """Return several failures as one, with the exit code of the first; one stays itself."""
    if len(errors) == 1:
        return errors[0]
    lines = [f"{error.message}{f'. {error.remedy}' if error.remedy else ''}" for error in errors]
    one = ClipmakerError("\n".join(lines))
    one.exit_code = errors[0].exit_code
    return one


_PATH = re.compile(r"[a-z]+ \d+|[\w-]+(\[\d+\])*(\.[\w-]+(\[\d+\])*)*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong in a file that a person wrote.

    Attributes:
        file: the file.
        line: 1-based line, 0 when the whole file is meant.
        field: dotted path such as ``shots[2].credit``, "" when the whole file is meant.
        message: what is wrong and what was expected, without a full stop.
        nearest: the nearest valid name, "" when there is none.
    """

    file: Path
    line: int = 0
    field: str = ""
    message: str
    nearest: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        # A key that is no name is somebody's text, and shown as one.
        shown = self.field if _PATH.fullmatch(self.field) else f"“{self.field}”"
        field = f" {shown}:" if self.field else ""
        nearest = f" (did you mean “{self.nearest}”?)" if self.nearest else ""
        return f"{place}:{field} {self.message}{nearest}"


class InputError(ClipmakerError):
    """Files that people write (story, brand, cue sheet, profile) hold mistakes.

    Attributes:
        problems: all of them; the message lists the first and counts the rest.
    """

    exit_code = ExitCode.INPUT

    def __init__(self, problems: Sequence[Problem], *, remedy: str = "") -> None:
        super().__init__("\n".join(_listed(problems)), remedy=remedy)
        self.problems = tuple(problems)


MOST_LISTED = 20
"""Nobody reads more mistakes at once; those after them are counted."""


def _listed(problems: Sequence[Problem]) -> list[str]:
    """Return the lines of a message about problems."""
    lines = [str(problem) for problem in problems[:MOST_LISTED]]
    more = len(problems) - MOST_LISTED
    if more > 0:
        lines.append(f"and {more} more mistake{'s' if more > 1 else ''}, not listed here")
    return lines


class UnknownNameError(InputError):
    """A profile or a brand is named that there is not; no file is at fault."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        ClipmakerError.__init__(self, message, remedy=remedy)
        self.problems = ()


class BudgetError(ClipmakerError):
    """The story does not fill the clip's length exactly, or a text does not fit its card."""

    exit_code = ExitCode.BUDGET


class MediaError(ClipmakerError):
    """A picture, video or sound file cannot be used."""

    exit_code = ExitCode.MEDIA


class ChangedError(ClipmakerError):
    """A file was edited or removed while a clip was made from it; nothing was published."""

    exit_code = ExitCode.MEDIA


class BusyError(ClipmakerError):
    """Another run is at work in the same place."""

    exit_code = ExitCode.BUSY


class SpeechError(ClipmakerError):
    """Speech could not be recognised: the model is missing, damaged or unfit for the task."""

    exit_code = ExitCode.SPEECH


class TranslationError(ClipmakerError):
    """A translator cannot be had: not set up, away, damaged, or unfit for the languages."""

    exit_code = ExitCode.SPEECH


class CheckError(ClipmakerError):
    """A finished clip broke a delivery rule; nothing was published."""

    exit_code = ExitCode.CHECK


class ReviewError(ClipmakerError):
    """A final clip was asked for while cues are not approved."""

    exit_code = ExitCode.REVIEW


class SettingError(ClipmakerError):
    """A setting in the environment cannot be used."""

    exit_code = ExitCode.USAGE


class MissingToolError(ClipmakerError):
    """A tool, font or package that this story needs is not on this machine."""

    exit_code = ExitCode.ENVIRONMENT


class ClusterError(ClipmakerError):
    """A cluster cannot be reached, or none of its workers may be given work."""

    exit_code = ExitCode.ENVIRONMENT


class RenderError(ClipmakerError):
    """FFmpeg, or a painter, failed while rendering."""

    exit_code = ExitCode.RENDER


class LostToolError(RenderError):
    """FFmpeg was ended, hung, or answered nonsense: no file is to blame, and a second try may do.

    Whoever takes a failure of FFmpeg for damage of a file lets this one pass.
    """


class DiskError(ClipmakerError):
    """A file could not be written: no space, no permission, a read-only disk."""

    exit_code = ExitCode.DISK
