"""Shows progress: a live bar on a terminal, plain lines in a log. Always on the error stream."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from clipmaker.cli.say import say, terminal
from clipmaker.logs.about import on_record
from clipmaker.progress import Event, OnEvent, overall


def note_unheard(files: Sequence[Path]) -> None:
    """Say which footage shows no subtitles yet."""
    for file in files:
        say(
            f"note: {file.name} was not heard yet, so no subtitles are shown; "
            "“clipmaker subtitles” hears it",
            err=True,
        )


@contextmanager
def progress(*, verbose: bool) -> Iterator[OnEvent]:
    """Give a function that shows events as they come."""
    if sys.stderr.isatty():
        with _bar(verbose=verbose) as on_event:
            yield on_record(on_event)
    else:
        yield on_record(_lines(verbose=verbose))


def _lines(*, verbose: bool) -> OnEvent:
    start = time.monotonic()

    def on_event(event: Event) -> None:
        if event.message and (verbose or not event.detail):
            passed = time.monotonic() - start
            percent = f"{overall(event):4.0%}"
            say(f"{passed:7.1f} s  {percent}  {event.stage.value}: {event.message}", err=True)

    return on_event


@contextmanager
def _bar(*, verbose: bool) -> Iterator[OnEvent]:
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    console = terminal(stderr=True)
    bar = Progress(
        TextColumn("[bold]{task.fields[stage]:<8}"),
        BarColumn(bar_width=28),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=1.0, stage="")

        def on_event(event: Event) -> None:
            if event.message and verbose:
                bar.console.print(f"{event.stage.value}: {event.message}", markup=False)
            bar.update(
                task,
                completed=overall(event),
                description=event.message or None,
                stage=event.stage.value,
            )

        yield on_event
