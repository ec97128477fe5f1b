"""Asks systemd whether it understands a schedule, where there is a systemd to ask."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from clipmaker.machine import process

_PROGRAM = "systemd-analyze"
_NEXT = re.compile(r"(?:Next elapse|Iter(?:ation|\.) #\d+): (.*)")


def known() -> bool:
    """Whether ``systemd-analyze`` is on this machine."""
    return shutil.which(_PROGRAM) is not None


def complaints(units: Mapping[str, str]) -> list[str]:
    """Return what ``systemd-analyze verify`` has against units, nothing when they are right.

    Args:
        units: texts by file names.
    """
    with tempfile.TemporaryDirectory(prefix="clipmaker-units-") as folder:
        paths = []
        for name, text in units.items():
            path = Path(folder) / name
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        done = process.run([_PROGRAM, "verify", *paths], timeout_s=60)
    lines = (done.stdout.decode("utf-8", "replace") + done.stderr).splitlines()
    found = [line for line in lines if any(name in line for name in units)]
    if done.code and not found:
        found = [line for line in lines if line.strip()] or [f"{_PROGRAM} ended with {done.code}"]
    return found


def next_runs(calendar: str, *, count: int = 3, base: str = "") -> list[str]:
    """Return when a calendar expression elapses next, in systemd's words.

    Args:
        calendar: an expression as in ``OnCalendar=``.
        count: how many times.
        base: the moment to begin at, as systemd reads it; now when empty.

    Raises:
        ValueError: systemd does not understand it.
    """
    begin = [f"--base-time={base}"] if base else []
    done = process.run(
        [_PROGRAM, "calendar", f"--iterations={count}", *begin, calendar], timeout_s=60
    )
    text = done.stdout.decode("utf-8", "replace")
    if done.code:
        raise ValueError((text + done.stderr).strip())
    return _NEXT.findall(text)
