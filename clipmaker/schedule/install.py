"""Puts a schedule into place, and takes it away again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from clipmaker.errors import DiskError, MissingToolError
from clipmaker.machine import process
from clipmaker.machine.writing import write_whole
from clipmaker.schedule.model import Plan
from clipmaker.schedule.texts import cron, files, user_units

SYSTEM_UNITS = Path("/etc/systemd/system")


def unit_folder(*, system: bool) -> Path:
    """Return the folder that units are installed in."""
    if system:
        return SYSTEM_UNITS
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return user_units(Path(home))


def install_units(plan: Plan, *, system: bool) -> list[Path]:
    """Write a plan's units and start its timer; returns the files.

    Raises:
        DiskError: they cannot be written.
        MissingToolError: they are written, but systemd cannot be told.
    """
    folder = unit_folder(system=system)
    written = []
    for name, text in files(plan).items():
        try:
            write_whole(folder / name, text.encode(), durable=True)
        except OSError as error:
            raise DiskError(
                f"{folder / name}: it cannot be written: {error.strerror or error}",
                remedy="Leave --system away for a service of your own, or become root.",
            ) from error
        written.append(folder / name)
    scope = [] if system else ["--user"]
    _systemctl([*scope, "daemon-reload"])
    _systemctl([*scope, "enable", "--now", f"{plan.unit}.timer"])
    return written


def _systemctl(args: list[str]) -> None:
    told = f"The files are written; run “systemctl {' '.join(args)}” where systemd runs."
    if shutil.which("systemctl") is None:
        raise MissingToolError("there is no systemctl on this machine", remedy=told)
    done = process.run(["systemctl", *args], timeout_s=60)
    if done.code:
        raise MissingToolError(f"systemctl {' '.join(args)} failed: {done.said}", remedy=told)


def install_cron(plan: Plan) -> None:
    """Put a plan's line into one's crontab, in place of the line of that name before.

    Raises:
        MissingToolError: there is no cron, or it takes no line.
    """
    if shutil.which("crontab") is None:
        raise MissingToolError(
            "there is no crontab on this machine", remedy="Install cron, or use systemd."
        )
    listed = process.run(["crontab", "-l"], timeout_s=60)
    lines = listed.stdout.decode().splitlines() if listed.code == 0 else []
    text = "\n".join([*without(lines, plan), cron(plan)])
    done = process.run(["crontab", "-"], feed=[text.encode()], timeout_s=60)
    if done.code:
        raise MissingToolError(f"crontab refused the line: {done.said}")


def without(lines: list[str], plan: Plan) -> list[str]:
    """Return the lines of a crontab without those of a plan's name."""
    kept: list[str] = []
    ours = False
    for line in lines:
        if line.startswith(f"# Clipmaker bulletin {plan.name} at "):
            ours = True
            continue
        if not ours:
            kept.append(line)
        ours = False
    return kept
