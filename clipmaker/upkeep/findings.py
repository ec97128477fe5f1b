"""What a check of this machine is, and what it finds; the register of all checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Health(StrEnum):
    """How a check came out; ``note`` is for what is missing but not needed by every story."""

    OK = "ok"
    NOTE = "note"
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check found.

    Attributes:
        check: its short name.
        state: how it came out.
        message: what was found, one line.
        remedy: what to do about it, "" where all is well.
    """

    check: str
    state: Health
    message: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class FindingPlace:
    """Where the program is about to work: the folder for finished clips."""

    output: Path


Found = tuple[Health, str, str]
Check = Callable[[FindingPlace], Found]
CHECKS: dict[str, Check] = {}


def check(function: Check) -> Check:
    """Enter a check into the registry under its function's name."""
    CHECKS[function.__name__] = function
    return function


def ok(message: str) -> Found:
    """Return that all is well."""
    return Health.OK, message, ""
