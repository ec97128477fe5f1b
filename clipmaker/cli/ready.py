"""``clipmaker ready``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.options import FILE, clips_option, source_options
from clipmaker.cli.say import say, say_json
from clipmaker.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clipmaker.bulletin.ready import StoryReadiness
    from clipmaker.make.gather import Surroundings


@click.command(
    epilog="Example: clipmaker ready bulletin.yaml --final",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("bulletin", type=FILE, metavar="BULLETIN")
@click.option("--final", is_flag=True, help="The run insists on finals, as batch --final does.")
@source_options
@click.option(
    "--notify",
    "command_line",
    metavar="COMMAND",
    default="",
    help="Run a command with the answer on its standard input, as batch --notify does.",
)
@clips_option("Folder of finished clips, which knows what was withdrawn.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    bulletin: Path,
    final: bool,
    command_line: str,
    output: Path,
    surroundings: Surroundings,
    as_json: bool,
) -> None:
    """Say, the evening before, what stands in the way of each story's final.

    For each story of a bulletin: what is open, who can do it, about how many minutes it takes, and
    what the run makes of it otherwise. Nothing is heard and nothing is made. Exits with 8 when
    something stands in the way of a final.
    """
    from clipmaker.bulletin.load import load_bulletin
    from clipmaker.bulletin.notify import notify
    from clipmaker.bulletin.ready import readiness

    found = readiness(
        load_bulletin(bulletin),
        surroundings,
        datetime.now().astimezone(),
        final=final,
        output=output,
    )
    if as_json:
        rows = [{**asdict(one), "minutes": one.minutes} for one in found]
        say_json(rows)
    else:
        say("\n".join(_lines(found)))
    if command_line and (wrong := notify(command_line, "\n".join(_lines(found)))):
        say(f"note: nobody was notified: {wrong}", err=True)
    if any(one.tasks for one in found):
        ctx.exit(ExitCode.REVIEW)


def _lines(found: Sequence[StoryReadiness]) -> Iterator[str]:
    """Yield the answer line by line."""
    for one in found:
        about = f", about {one.minutes} min" if one.minutes else ""
        yield f"{one.name}: as it is, {one.otherwise}{about}"
        for task in one.tasks:
            for line in task.message.splitlines():
                yield f"  {task.kind.value:<8} {line}"
            took = f", {task.minutes} min" if task.minutes else ""
            yield f"           {task.who}{took}"
    ready = sum(not one.tasks for one in found)
    minutes = sum(one.minutes for one in found)
    left = f"; about {minutes} min of work are left" if minutes else ""
    yield f"{ready} of {len(found)} stories are ready for their finals{left}"
