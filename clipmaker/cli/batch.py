"""``clipmaker batch``."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Unpack

import click

from clipmaker.cli.batch_options import batch_options
from clipmaker.cli.batch_order import BatchOptions, order_of
from clipmaker.cli.batch_shown import failures, logger, print_json, print_outcome
from clipmaker.cli.batch_turn import turn_of, zone_named
from clipmaker.cli.cluster import cluster_options, executor
from clipmaker.cli.options import (
    FILE,
    clips_option,
    goal_option,
    hearing_options,
    source_options,
)
from clipmaker.errors import ExitCode


@click.command(
    epilog="Example: clipmaker batch bulletin.yaml --final --deliver /mnt/playout",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("bulletin", type=FILE, metavar="BULLETIN")
@clips_option(
    "Folder for finished clips, and for the report in bulletins/DATE/NAME inside it.", FILE
)
@goal_option
@batch_options
@source_options
@hearing_options
@cluster_options
def command(
    bulletin: Path,
    due_at: str,
    zone: str,
    due_on: str,
    due_name: str,
    log_format: str,
    as_json: bool,
    verbose: bool,
    **given: Unpack[BatchOptions],
) -> None:
    """Make every story of a bulletin.

    BULLETIN is a bulletin file, or a folder with stories in folders of their own; {date} in its
    name is today's date. Every story is checked before the first is made; one that fails costs
    its own clip. What was made already and has not changed is left alone, so a bulletin that was
    broken off goes on where it was. Prints a table; the report with every detail is
    bulletin.json. Exits with 0 only when everything due was made.
    """
    from clipmaker.bulletin.run import run_bulletin

    now = datetime.now().astimezone(zone_named(zone))
    turn = turn_of(due_at, due_on, due_name, now)
    if turn and not turn.is_due(now):
        return
    if given["hearing"].again:
        raise click.UsageError("a bulletin hears nothing again: use clipmaker subtitles --again")
    # A wrong address, or a missing package, is told before any story is looked at.
    executor(given["cluster"], given["shared"]).close()
    order = order_of(bulletin, now, given)
    with _told_to_stop(), turn.taken(now) if turn else nullcontext():
        made, outcome = run_bulletin(order, logger(log_format, verbose=verbose))
    if as_json:
        print_json(made, outcome)
    else:
        print_outcome(outcome, check_only=order.check_only)
    if not outcome.complete and not (order.check_only and not failures(outcome)):
        raise click.exceptions.Exit(ExitCode.INCOMPLETE)


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Take the signal that stops a service for Ctrl-C, so that the report is written first."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
