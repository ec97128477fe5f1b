"""The files of a schedule as texts: a systemd service and timer, and a line for cron; pure."""

from __future__ import annotations

import shlex
from pathlib import Path

from clipmaker.schedule.model import Plan

_SPECIAL = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "%": "%%", "$": "$$"}


def service(plan: Plan) -> str:
    """Return the service: it makes the bulletin once and ends.

    It may be started at any time: it ends at once where no run is due.
    """
    user = f"User={_value(plan.user)}\n" if plan.user else ""
    return f"""\
[Unit]
Description=Clipmaker: {_value(plan.name)} at {plan.at:%H:%M} {plan.zone}
Documentation=man:systemd.service(5)
After=network-online.target local-fs.target

[Service]
Type=oneshot
{user}WorkingDirectory={_value(str(plan.folder))}
ExecStart={" ".join(map(_word, plan.guarded))}
# Clips may take all of the machine, but never the desk's turn.
Nice=10
IOSchedulingClass=best-effort
IOSchedulingPriority=6
# A bulletin that was told to stop writes its report first.
TimeoutStopSec=60
KillMode=mixed
"""


def timer(plan: Plan) -> str:
    """Return the timer. Missed runs are caught up once, when the machine is back."""
    calendars = "\n".join(f"OnCalendar={calendar}" for calendar in plan.calendars)
    return f"""\
[Unit]
Description=Clipmaker: {_value(plan.name)} at {plan.at:%H:%M} {plan.zone}

[Timer]
{calendars}
Persistent=true
# A run that a power cut ended goes on when the machine is back.
OnBootSec=2min
AccuracySec=1s
Unit={plan.unit}.service

[Install]
WantedBy=timers.target
"""


def cron(plan: Plan) -> str:
    """Return the lines for cron.

    Crons differ: few know time zones, and none catches up. So the batch is asked every five
    minutes whether today's run is still due, which it tells in a moment.
    """
    line = f"cd {_shell(str(plan.folder))} && {' '.join(map(_shell, plan.guarded))}"
    # An unescaped % ends a command in a crontab.
    return (
        f"# Clipmaker bulletin {plan.name} at {plan.at:%H:%M} {plan.zone}\n"
        f"*/5 * * * * {line.replace('%', chr(92) + '%')}\n"
    )


def files(plan: Plan) -> dict[str, str]:
    """Return the texts of a plan's units by their file names."""
    return {f"{plan.unit}.service": service(plan), f"{plan.unit}.timer": timer(plan)}


def user_units(config_home: Path) -> Path:
    """Return the folder of one's own units."""
    return config_home / "systemd" / "user"


def _word(word: str) -> str:
    """Return a word of a command as systemd reads it."""
    text = "".join(_SPECIAL.get(char, char) for char in word)
    return f'"{text}"' if text != word or not word or any(c in word for c in " ';") else text


def _value(text: str) -> str:
    return text.replace("%", "%%").replace("\n", " ")


def _shell(word: str) -> str:
    return shlex.quote(word)
