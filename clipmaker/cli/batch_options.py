"""The options that ``clipmaker batch`` has for itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from clipmaker.cli.log_options import log_options
from clipmaker.cli.numbers import Amount, Whole
from clipmaker.cli.options import WRITTEN_FILE


def _no_file(_context: click.Context, _option: click.Parameter, where: str | None) -> str | None:
    """Refuse a file where finals would be delivered to."""
    if where and Path(where).is_file():
        raise click.BadParameter(f"“{where}” is a file; finals go to a folder")
    return where


_OPTIONS = (
    click.option(
        "--check", "check_only", is_flag=True, help="Only check every story; make nothing."
    ),
    click.option(
        "--jobs",
        type=Whole(1),
        metavar="NUMBER",
        help="How many stories to work on at once; what suits this machine without it.",
    ),
    click.option(
        "--limit-time",
        type=Amount(),
        metavar="SECONDS",
        default=900,
        show_default=True,
        help="The longest that a step of a story may take; 0 for no limit.",
    ),
    click.option(
        "--limit-memory",
        type=Whole(),
        metavar="MB",
        default=0,
        help="The most memory that a story may take; no limit without it.",
    ),
    click.option(
        "--retries",
        type=Whole(),
        metavar="NUMBER",
        default=2,
        show_default=True,
        help="How often a story is tried again where that can help.",
    ),
    click.option(
        "--wait",
        type=Whole(),
        metavar="MINUTES",
        default=0,
        help="Wait for embargoes that end within so many minutes.",
    ),
    click.option(
        "--deliver",
        metavar="FOLDER",
        callback=_no_file,
        help="Copy finals to this folder, each in one step; or hand them to a package's target, "
        "as NAME:PLACE.",
    ),
    click.option(
        "--notify",
        metavar="COMMAND",
        default="",
        help="Run this command at the end, with the report on its standard input.",
    ),
    click.option(
        "--heartbeat",
        type=WRITTEN_FILE,
        metavar="FILE",
        help="File that tells a monitor that the batch lives; bulletins/heartbeat.json in the "
        "output folder without it.",
    ),
    click.option(
        "--due-at",
        metavar="TIME",
        default="",
        help="Do nothing before this time of day, nor when the day's run was made; for cron, which "
        "asks every few minutes.",
    ),
    click.option(
        "--tz", "zone", metavar="ZONE", default="", help="Whose clocks count, as in Europe/Dublin."
    ),
    click.option(
        "--due-on",
        metavar="DAYS",
        default="",
        help="With --due-at: only on these days, as in mon,tue.",
    ),
    click.option(
        "--due-name",
        metavar="NAME",
        default="bulletin",
        help="With --due-at: names the run, where there are several.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print the report as JSON."),
    log_options(kept_as="batch.log", verbose="Log every step.", inner=False),
)


def batch_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command these options, in this order."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function
