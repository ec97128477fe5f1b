"""``clipmaker catalogue``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.catalogue_shown import as_data, counted, megabytes, row, shown
from clipmaker.cli.catalogue_withdraw import take_back, withdraw
from clipmaker.cli.group import DefaultGroup
from clipmaker.cli.numbers import Whole
from clipmaker.cli.options import clips_option
from clipmaker.cli.say import say, say_json
from clipmaker.cli.table import print_table

if TYPE_CHECKING:
    from clipmaker.catalogue.index import Catalogue

_SETTINGS = {"help_option_names": ["-h", "--help"]}
Decorated = Callable[..., Any]


_output_option = clips_option("Folder of finished clips.")


def _json_option(command: Decorated) -> Decorated:
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(
        command
    )


def _day(_context: click.Context, _option: click.Parameter, value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date such as 2025-01-13") from None


@click.group(cls=DefaultGroup, no_args_is_help=False, context_settings=_SETTINGS)
def command() -> None:
    """Say which clips are published, what they take, and remove old drafts.

    The answers come from an index that is made from the manifests beside the clips. It lies in
    the cache and may be deleted at any time. “clipmaker catalogue” is “clipmaker catalogue list”.
    """


@command.command(
    name="list",
    epilog="Example: clipmaker catalogue list --day 2025-01-13 --state draft",
    short_help="List published clips.",
    context_settings=_SETTINGS,
)
@_output_option
@click.option("--day", metavar="DATE", default="", callback=_day, help="Only stories of this date.")
@click.option("--brand", default="", help="Only clips of this brand.")
@click.option(
    "--state",
    type=click.Choice(["draft", "final"]),
    default=None,
    help="Only drafts, or only finals.",
)
@click.option(
    "--uses",
    metavar="FILE",
    default="",
    help="Only clips that show or play this file: its name, or a path, which also finds the same "
    "content under another name.",
)
@click.option(
    "--corrected", is_flag=True, help="Only finals of clips that were corrected: with v2 or later."
)
@click.option("--withdrawn", is_flag=True, help="Only clips that are withdrawn.")
@_json_option
def list_clips(
    output: Path,
    day: date | None,
    brand: str,
    state: str | None,
    uses: str,
    corrected: bool,
    withdrawn: bool,
    as_json: bool,
) -> None:
    """List published clips, the newest day first.

    “list” may be left away. With --uses it answers which clips hold a footage, photo or sound
    file, as when a source withdraws it.
    """
    from clipmaker.catalogue.index import Catalogue
    from clipmaker.catalogue.model import ClipState, Wanted

    catalogue = Catalogue(output)
    _warn(catalogue)
    entries = catalogue.entries(
        Wanted(
            day=day,
            brand=brand,
            state=ClipState(state) if state else None,
            uses=_meant(uses),
            corrected=corrected,
            withdrawn=withdrawn,
        )
    )
    if as_json:
        say_json([as_data(e) for e in entries])
    elif entries:
        print_table([row(entry) for entry in entries])
    else:
        say("no clip")
        _note_missing(output)


@command.command(
    epilog="Example: clipmaker catalogue disk --output output",
    short_help="Say what clips take on the disk, day by day.",
    context_settings=_SETTINGS,
)
@_output_option
@_json_option
def disk(output: Path, as_json: bool) -> None:
    """Say what clips take on the disk, day by day."""
    from clipmaker.catalogue.index import Catalogue

    _note_missing(output)
    days = Catalogue(output).usage()
    if as_json:
        rows = [{**asdict(one), "day": one.day.isoformat()} for one in days]
        say_json(rows)
        return
    lines = [
        (one.day.isoformat(), (one.drafts, one.draft_bytes, one.finals, one.final_bytes))
        for one in days
    ]
    total = tuple(map(sum, zip(*(counts for _, counts in lines), strict=True))) or (0, 0, 0, 0)
    print_table(
        [
            (
                day,
                counted(few, "draft"),
                megabytes(small),
                counted(many, "final"),
                megabytes(large),
            )
            for day, (few, small, many, large) in [*lines, ("all", total)]
        ]
    )


@command.command(
    epilog="Example: clipmaker catalogue prune --older-than 30 --dry-run",
    short_help="Remove drafts older than so many days.",
    context_settings=_SETTINGS,
)
@_output_option
@click.option(
    "--older-than",
    "days",
    type=Whole(1, 36_500),
    metavar="DAYS",
    required=True,
    help="Remove drafts whose story and publication are both older than so many days.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@_json_option
def prune(output: Path, days: int, dry_run: bool, as_json: bool) -> None:
    """Remove drafts older than so many days. Finals are masters and are never touched."""
    from clipmaker.catalogue.index import Catalogue
    from clipmaker.catalogue.prune import old_drafts, remove

    _note_missing(output)
    catalogue = Catalogue(output)
    old = old_drafts(
        catalogue.entries(), age=timedelta(days=days), now=datetime.now(UTC).astimezone()
    )
    removed = [entry for entry in old if dry_run or remove(entry)]
    freed = sum(entry.size_bytes for entry in removed)
    if as_json:
        data = {"dry_run": dry_run, "bytes": freed, "drafts": [str(e.folder) for e in removed]}
        say_json(data)
        return
    for entry in removed:
        say(f"{'would remove' if dry_run else 'removed'} {shown(entry)}")
    outcome = "would be freed" if dry_run else "freed"
    say(f"{counted(len(removed), 'draft')}, {megabytes(freed)} {outcome}")


@command.command(
    epilog="Example: clipmaker catalogue rebuild --output output",
    short_help="Delete the index and make it anew.",
    context_settings=_SETTINGS,
)
@_output_option
def rebuild(output: Path) -> None:
    """Delete the index and make it anew from the manifests."""
    from clipmaker.catalogue.index import Catalogue

    catalogue = Catalogue(output)
    done = catalogue.rebuild()
    count = done.read - len(done.unreadable)
    say(f"{counted(count, 'clip')} in {catalogue.file}")
    _note_missing(output)
    _warn(catalogue)


command.add_command(withdraw)
command.add_command(take_back)


def _meant(uses: str) -> tuple[str, ...]:
    """Return the name that is asked for, and the content behind it when the file is here."""
    if not uses:
        return ()
    from clipmaker.render.store import sha256

    file = Path(uses)
    return (file.name, sha256(file)) if file.is_file() else (file.name,)


def _note_missing(output: Path) -> None:
    """Say that a folder is not there: a mistyped one must not look like an empty one."""
    if not output.is_dir():
        say(f"note: there is no folder {output}; --output names another", err=True)


def _warn(catalogue: Catalogue) -> None:
    for folder, why in catalogue.refresh().unreadable:
        say(f"note: {folder} is left out: {why}", err=True)
