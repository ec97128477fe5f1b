"""``clipmaker batch``."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from clipmaker.cli.cluster import cluster_options, executor
from clipmaker.cli.options import (
    FILE,
    FOLDER,
    WRITTEN_FILE,
    clips_option,
    goal_option,
    hearing_options,
    source_options,
)

if TYPE_CHECKING:
    from clipmaker.bulletin.log import Line, Log
    from clipmaker.bulletin.outcome import Outcome, Result
    from clipmaker.schedule.due import Turn


@click.command(
    epilog="Example: clipmaker batch bulletin.yaml --final --deliver /mnt/playout",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("bulletin", type=FILE, metavar="BULLETIN")
@clips_option(
    "Folder for finished clips, and for the report in bulletins/DATE/NAME inside it.", FILE
)
@goal_option
@click.option("--check", "check_only", is_flag=True, help="Only check every story; make nothing.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="How many stories to work on at once; what suits this machine without it.",
)
@click.option(
    "--limit-time",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    default=900,
    show_default=True,
    help="The longest that a step of a story may take; 0 for no limit.",
)
@click.option(
    "--limit-memory",
    type=click.IntRange(min=0),
    metavar="MB",
    default=0,
    help="The most memory that a story may take; no limit without it.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0),
    metavar="NUMBER",
    default=2,
    show_default=True,
    help="How often a story is tried again where that can help.",
)
@click.option(
    "--wait",
    type=click.IntRange(min=0),
    metavar="MINUTES",
    default=0,
    help="Wait for embargoes that end within so many minutes.",
)
@click.option(
    "--deliver",
    type=FOLDER,
    metavar="FOLDER",
    help="Copy finals to this folder, each in one step.",
)
@click.option(
    "--notify",
    metavar="COMMAND",
    default="",
    help="Run this command at the end, with the report on its standard input.",
)
@click.option(
    "--heartbeat",
    type=WRITTEN_FILE,
    metavar="FILE",
    help="File that tells a monitor that the batch lives; bulletins/heartbeat.json in the output "
    "folder without it.",
)
@click.option(
    "--log",
    "log_format",
    type=click.Choice(["lines", "json"]),
    default="lines",
    show_default=True,
    help="How the log is written to the error stream.",
)
@click.option(
    "--due-at",
    metavar="TIME",
    default="",
    help="Do nothing before this time of day, nor when the day's run was made; for cron, which "
    "asks every few minutes.",
)
@click.option(
    "--tz", "zone", metavar="ZONE", default="", help="Whose clocks count, as in Europe/Dublin."
)
@click.option(
    "--due-on", metavar="DAYS", default="", help="With --due-at: only on these days, as in mon,tue."
)
@click.option(
    "--due-name",
    metavar="NAME",
    default="bulletin",
    help="With --due-at: names the run, where there are several.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Log every step.")
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
    from clipmaker.bulletin.retry import Retries
    from clipmaker.bulletin.run import Order, run_bulletin
    from clipmaker.errors import ExitCode
    from clipmaker.workers.crew import Limits
    from clipmaker.workers.wire import Settings

    now = datetime.now().astimezone(_zone(zone))
    if due_on and not due_at:
        raise click.UsageError("--due-on needs --due-at TIME: from when on those days?")
    turn = _turn(due_at, due_on, due_name, now) if due_at else None
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
        made, outcome = run_bulletin(order, _logger(log_format, verbose=verbose))
    if as_json:
        import json

        from clipmaker.bulletin.report import as_data

        data = as_data(made, outcome, running=False)
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        _print(outcome, check_only=check_only)
    if not outcome.complete and not (check_only and not _failures(outcome)):
        raise click.exceptions.Exit(ExitCode.INCOMPLETE)


def _zone(name: str) -> ZoneInfo | None:
    """Return a time zone, None for this machine's own."""
    from clipmaker.bulletin.moment import parse_zone

    try:
        return parse_zone(name) if name else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--tz") from None


def _turn(due_at: str, due_on: str, name: str, now: datetime) -> Turn:
    """Return the turn of a run that belongs to a time of day."""
    from clipmaker.bulletin.moment import parse_time
    from clipmaker.cli.days import parse_days
    from clipmaker.schedule.due import Due, Turn

    if not isinstance(now.tzinfo, ZoneInfo):
        raise click.UsageError("--due-at needs --tz ZONE: whose clocks count?")
    try:
        at = parse_time(due_at)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--due-at") from None
    return Turn(Due(at=at, zone=now.tzinfo, days=parse_days(due_on)), name)


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


def _logger(log_format: str, *, verbose: bool) -> Log:
    from clipmaker.bulletin.log import Level, as_json, as_text

    show = as_json if log_format == "json" else as_text

    def log(line: Line) -> None:
        if verbose or line.level is not Level.DETAIL:
            sys.stderr.write(show(line) + "\n")
            sys.stderr.flush()

    return log


def _failures(outcome: Outcome) -> bool:
    return any(result.failure for result in outcome.results)


_COLOURS = {"made": "green", "unchanged": "green", "failed": "red"}


def _print(outcome: Outcome, *, check_only: bool) -> None:
    from clipmaker.bulletin.outcome import State
    from clipmaker.bulletin.report import CONTACT_SHEET, REPORT
    from clipmaker.cli.files import short
    from clipmaker.cli.table import print_table

    print_table([_row(result, check_only=check_only) for result in outcome.results])
    counts = [f"{outcome.count(s)} {s.value}" for s in State if outcome.count(s)]
    if check_only:
        bad = sum(bool(result.failure) for result in outcome.results)
        count = len(outcome.results)
        stories = "1 story" if count == 1 else f"{count} stories"
        click.echo(f"{stories} checked, {bad} with mistakes")
        return
    seconds = (outcome.ended - outcome.started).total_seconds()
    click.echo(f"{', '.join(counts)} in {seconds:.1f} s")
    for note in outcome.notes:
        click.echo(f"note: {note}")
    click.echo(f"report: {short(outcome.folder / REPORT)}")
    if (outcome.folder / CONTACT_SHEET).exists():
        click.echo(f"contact sheet: {short(outcome.folder / CONTACT_SHEET)}")


def _row(result: Result, *, check_only: bool) -> tuple[str, ...]:
    from clipmaker.bulletin.outcome import State
    from clipmaker.cli.files import short

    state = result.state.value
    if check_only and result.state is State.WAITING:
        state = "good"
    seconds = f"{result.seconds:.1f} s" if result.seconds else ""
    about = result.why
    if result.failure:
        first, _, more = result.failure.message.partition("\n")
        count = len(more.splitlines())
        about = f"{result.failure.stage}: {first}" + (f" (and {count} more)" if count else "")
    elif result.clip and not check_only:
        kind = "draft" if result.clip.draft else "final"
        review = f", {result.clip.waiting} to review" if result.clip.waiting else ""
        late = ", late" if result.late else ""
        about = f"{kind}{review}{late}: {short(result.clip.folder)}"
    return (
        result.item.name,
        click.style(state, fg=_COLOURS.get(state, "yellow"), bold=True),
        seconds,
        " ".join(part for part in (about, result.note and f"({result.note})") if part),
    )
