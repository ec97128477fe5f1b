"""``clipmaker batch``."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

import click

from clipmaker.cli.batch_options import batch_options
from clipmaker.cli.batch_shown import failures, logger, print_outcome
from clipmaker.cli.batch_turn import turn_of, zone_named
from clipmaker.cli.cluster import cluster_options, executor
from clipmaker.cli.options import (
    FILE,
    clips_option,
    goal_option,
    hearing_options,
    source_options,
)


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
    output: Path,
    final: bool | None,
    check_only: bool,
    jobs: int | None,
    limit_time: float,
    limit_memory: int,
    retries: int,
    wait: int,
    deliver: Path | None,
    notify: str,
    heartbeat: Path | None,
    log_format: str,
    due_at: str,
    zone: str,
    due_on: str,
    due_name: str,
    as_json: bool,
    verbose: bool,
    media_roots: tuple[Path, ...],
    profile: str,
    subtitles: str,
    brand: str,
    engine: str,
    model: str,
    again: bool,
    cluster: str,
    shared: Path | None,
) -> None:
    """Make every story of a bulletin.

    BULLETIN is a bulletin file, or a folder with stories in folders of their own; {date} in its
    name is today's date. Every story is checked before the first is made; one that fails costs
    its own clip. What was made already and has not changed is left alone, so a bulletin that was
    broken off goes on where it was. Prints a table; the report with every detail is
    bulletin.json. Exits with 0 only when everything due was made.
    """
    from clipmaker.bulletin.order import Order
    from clipmaker.bulletin.retry import Retries
    from clipmaker.bulletin.run import run_bulletin
    from clipmaker.errors import ExitCode
    from clipmaker.workers.crew import Limits
    from clipmaker.workers.wire import Settings

    now = datetime.now().astimezone(zone_named(zone))
    if due_on and not due_at:
        raise click.UsageError("--due-on needs --due-at TIME: from when on those days?")
    turn = turn_of(due_at, due_on, due_name, now) if due_at else None
    if turn and not turn.is_due(now):
        return
    if again:
        raise click.UsageError("a bulletin hears nothing again: use clipmaker subtitles --again")
    # A wrong address, or a missing package, is told before any story is looked at.
    executor(cluster, shared).close()
    order = Order(
        bulletin=Path(str(bulletin).replace("{date}", f"{now:%Y-%m-%d}")),
        settings=Settings(
            output=output.resolve(),
            goal={None: "auto", True: "final", False: "draft"}[final],
            media_roots=tuple(root.resolve() for root in media_roots),
            profile=profile,
            subtitles=subtitles,
            brand=brand,
            engine=engine,
            model=model,
            cluster=cluster,
            shared=shared.resolve() if shared else None,
        ),
        jobs=jobs or 0,
        limits=Limits(seconds=limit_time, memory_bytes=limit_memory * 1_000_000),
        retries=Retries(times=retries),
        check_only=check_only,
        wait=timedelta(minutes=wait),
        deliver=deliver.resolve() if deliver else None,
        notify=notify,
        heartbeat=heartbeat.resolve() if heartbeat else None,
    )
    with _told_to_stop(), turn.taken(now) if turn else nullcontext():
        made, outcome = run_bulletin(order, logger(log_format, verbose=verbose))
    if as_json:
        import json

        from clipmaker.bulletin.report import as_data

        data = as_data(made, outcome, running=False)
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        print_outcome(outcome, check_only=check_only)
    if not outcome.complete and not (check_only and not failures(outcome)):
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
