"""Tells the newsroom of a run that came to no report: its bulletin is broken, its disk is full."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from clipmaker.bulletin.notify import notify
from clipmaker.bulletin.pulse import write_beat
from clipmaker.errors import ClipmakerError


def raise_alarm(
    error: ClipmakerError,
    *,
    bulletin: Path,
    heartbeat: Path,
    command: str,
    now: Callable[[], datetime],
) -> str:
    """Write the heartbeat and run the newsroom's command; returns what went wrong with that.

    Args:
        error: why nothing was made, or why no report could be written.
        bulletin: what should have been made.
        heartbeat: the heartbeat file.
        command: the newsroom's, "" for none; it gets the same keys as those of a report.
        now: the clock.
    """
    at = now()
    write_beat(heartbeat, bulletin, "failed", complete=False, started=at, at=at)
    said = {
        "bulletin": 1,
        "name": bulletin.stem,
        "source": str(bulletin),
        "running": False,
        "complete": False,
        "ended": at.isoformat(timespec="seconds"),
        "notes": ["the run failed before it had a report"],
        "failure": {
            "stage": "bulletin",
            "message": error.message,
            "remedy": error.remedy,
            "exit_code": int(error.exit_code),
        },
        "stories": [],
    }
    text = f"{json.dumps(said, indent=2, ensure_ascii=False)}\n"
    return notify(command, text) if command else ""
