"""``clipmaker catalogue withdraw`` and ``take-back``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.catalogue_shown import counted, shown
from clipmaker.cli.options import clips_option
from clipmaker.cli.person import named, person_option
from clipmaker.cli.say import say, say_json
from clipmaker.machine.moment import now

if TYPE_CHECKING:
    from clipmaker.catalogue.withdraw import WithdrawalTask
    from clipmaker.publish.withdrawals import Withdrawal

_SETTINGS = {"help_option_names": ["-h", "--help"]}
_COLUMNS = (
    "action",
    "day",
    "slug",
    "version",
    "headline",
    "delivered_to",
    "delivered_at",
    "replaced_by",
    "file",
    "folder",
    "reason",
    "withdrawn_by",
    "withdrawn_at",
)
Decorated = Callable[..., Any]


def _list_file(
    _context: click.Context, _option: click.Parameter, value: Path | None
) -> Path | None:
    if value is not None and value.suffix.lower() not in (".csv", ".json"):
        raise click.BadParameter(f"“{value}” ends in neither .csv nor .json")
    return value


def _shared(command: Decorated) -> Decorated:
    """Add what both commands take."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
        clips_option("Folder of finished clips."),
        person_option("Who decides that"),
        click.option("--reason", metavar="TEXT", required=True, help="Why."),
        click.argument("what", metavar="FOOTAGE|CLIP"),
    ):
        command = option(command)
    return command


@click.command(
    epilog="Example: clipmaker catalogue withdraw interview.mp4 --reason “the agency withdrew it” "
    "--as “A. Kim”",
    short_help="Withdraw footage or a clip.",
    context_settings=_SETTINGS,
)
@_shared
@click.option(
    "--list",
    "list_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    callback=_list_file,
    help="Also write what is to be done where the clips were delivered, as .csv or .json.",
)
def withdraw(
    what: str, reason: str, who: str, output: Path, as_json: bool, list_file: Path | None
) -> None:
    """Withdraw footage, a photo, a sound or a clip.

    Of footage every clip that holds it is withdrawn, by its content, whatever the file is called;
    no clip is made of it any more. A withdrawn clip is not published again until its story tells
    something else. Name a file, its SHA-256, a file's name that clips know, a clip's folder or its
    name. Nothing that was published is removed: catalogue, desk and WITHDRAWN.txt beside the
    versions say it, “latest” is taken away, and what is to be done is listed place by place.
    """
    from clipmaker.catalogue.index import Catalogue
    from clipmaker.catalogue.withdraw import holders, meant, withdrawal_tasks
    from clipmaker.catalogue.withdraw import withdraw as withdraw_it
    from clipmaker.cli.files import short, write_file

    catalogue = Catalogue(output)
    found = meant(catalogue, what)
    withdrawal, wrong = withdraw_it(catalogue, found, who=named(who), when=now(), reason=reason)
    reached = holders(catalogue, withdrawal)
    listed = withdrawal_tasks(catalogue, reached)
    rows = [_row(one, withdrawal) for one in listed]
    if list_file is not None:
        write_file(list_file, _as_file(rows, list_file.suffix.lower()))
    if as_json:
        say_json(_data(withdrawal, rows))
    else:
        say(withdrawal.sentence)
        say(f"{counted(len(reached), 'clip')} withdrawn")
        for one in listed:
            say(f"  {_line(one)}")
        if list_file is not None:
            say(f"list: {short(list_file)}")
    for note in (*found.notes, *wrong):
        say(f"note: {note}", err=True)


@click.command(
    name="take-back",
    epilog="Example: clipmaker catalogue take-back interview.mp4 --reason “rights are cleared” "
    "--as “A. Kim”",
    short_help="Let withdrawn footage, or a clip, be used again.",
    context_settings=_SETTINGS,
)
@_shared
def take_back(what: str, reason: str, who: str, output: Path, as_json: bool) -> None:
    """Let withdrawn footage, or a clip, be used again. What was withdrawn stays on record."""
    from clipmaker.catalogue.index import Catalogue
    from clipmaker.catalogue.withdraw import meant
    from clipmaker.catalogue.withdraw import take_back as take_it_back

    catalogue = Catalogue(output)
    found = meant(catalogue, what)
    before, wrong = take_it_back(catalogue, found, who=named(who), when=now(), reason=reason)
    if as_json:
        data = {"taken_back": [_withdrawal_data(one) for one in before], "by": named(who)}
        say_json(data)
    else:
        for one in before:
            say(f"taken back by {named(who)}: {one.sentence}")
    for note in wrong:
        say(f"note: {note}", err=True)


def _line(task: WithdrawalTask) -> str:
    where = f"delivered to {task.to}" if task.to else "no delivery on record"
    newer = task.replaced_by
    replaced = f", replaced by v{newer.version}" if newer else ""
    return f"{task.action:<10} {shown(task.entry)}{replaced}: {where}"


def _row(task: WithdrawalTask, withdrawal: Withdrawal) -> dict[str, str]:
    entry, newer = task.entry, task.replaced_by
    values = (
        task.action,
        entry.day.isoformat(),
        entry.slug,
        f"v{entry.version}" if entry.version else "draft",
        entry.headline,
        task.to,
        task.at,
        str(newer.folder) if newer else "",
        entry.video.name,
        str(entry.folder),
        withdrawal.reason,
        withdrawal.by,
        withdrawal.at,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _as_file(rows: Sequence[dict[str, str]], suffix: str) -> bytes:
    if suffix == ".json":
        return (json.dumps(list(rows), indent=2, ensure_ascii=False) + "\n").encode()
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS)
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    # Spreadsheets read a file without a mark in the code page of their country.
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _data(withdrawal: Withdrawal, rows: Sequence[dict[str, str]]) -> dict[str, Any]:
    return {**_withdrawal_data(withdrawal), "to_do": list(rows)}


def _withdrawal_data(withdrawal: Withdrawal) -> dict[str, Any]:
    return {
        "what": withdrawal.what,
        "sha256": list(withdrawal.sha256),
        "clips": list(withdrawal.clips),
        "reason": withdrawal.reason,
        "by": withdrawal.by,
        "at": withdrawal.at,
    }
