"""``clipmaker schedule``."""

from __future__ import annotations

import getpass
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from clipmaker.cli.days import parse_days
from clipmaker.cli.options import FILE, FOLDER
from clipmaker.cli.say import say, styled
from clipmaker.machine.printed import on_one_line

if TYPE_CHECKING:
    from clipmaker.schedule.model import Plan


@click.command(
    epilog="Example: clipmaker schedule bulletins/{date}.yaml --at 06:00 --tz Europe/Dublin",
    context_settings={"help_option_names": ["-h", "--help"], "ignore_unknown_options": True},
)
@click.argument("bulletin", type=FILE, metavar="BULLETIN")
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[BATCH-OPTIONS]...")
@click.option("--at", metavar="TIME", required=True, help="Time of day, as in 06:00.")
@click.option(
    "--tz", "zone", metavar="ZONE", required=True, help="Whose clocks count, as in Europe/Dublin."
)
@click.option(
    "--days", metavar="DAYS", default="", help="Only on these days, as in mon,tue,wed,thu,fri."
)
@click.option(
    "--name", default="bulletin", show_default=True, help="Names it, where there are several."
)
@click.option("--install", is_flag=True, help="Install it, rather than print it.")
@click.option("--system", is_flag=True, help="As a service of the system rather than your own.")
@click.option("--cron", "as_cron", is_flag=True, help="For cron rather than systemd.")
@click.option(
    "--write",
    "folder",
    type=FOLDER,
    help="Write the service, the timer and the cron line into this folder.",
)
def command(
    bulletin: Path,
    options: tuple[str, ...],
    at: str,
    zone: str,
    days: str,
    name: str,
    install: bool,
    system: bool,
    as_cron: bool,
    folder: Path | None,
) -> None:
    """Hand a bulletin to the machine's scheduler: systemd, or cron.

    Prints what it would install, checked by systemd where that is here; --install installs it.
    {date} in BULLETIN is the date of the day it runs. Options after “--” go to “clipmaker batch”.
    Daylight saving is followed, and missed runs are caught up once.
    """
    from clipmaker.schedule import texts

    plan = _plan(bulletin, options, at, zone, days, name, system=system)
    if folder:
        _write(plan, folder)
        return
    if install:
        _install(plan, system=system, as_cron=as_cron)
        return
    if as_cron:
        say(texts.cron(plan), nl=False)
        return
    for file, text in texts.files(plan).items():
        say(styled(f"# {file}", bold=True))
        say(text)
    say("# or, for cron:")
    say(texts.cron(plan))
    _verify(plan)


def _plan(
    bulletin: Path,
    options: tuple[str, ...],
    at: str,
    zone: str,
    days: str,
    name: str,
    *,
    system: bool,
) -> Plan:
    from clipmaker.bulletin.moment import parse_time, parse_zone
    from clipmaker.schedule.model import Plan

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", name):
        message = f"“{name}” is not lower-case letters, digits and hyphens"
        raise click.BadParameter(message, param_hint="--name")
    try:
        moment = parse_time(at)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--at") from None
    try:
        clocks = parse_zone(zone)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--tz") from None
    _check_batch(bulletin, options)
    here = Path.cwd()
    for word in (str(here), str(bulletin), *options):
        if not word.isprintable():
            raise click.UsageError(
                f"“{on_one_line(word)}” holds a line break or another invisible character, which "
                "no timer can be told: rename it."
            )
    return Plan(
        name=name,
        at=moment,
        zone=clocks.key,
        days=parse_days(days),
        command=[sys.executable, "-m", "clipmaker", "batch", str(here / bulletin), *options],
        folder=here,
        user=getpass.getuser() if system else "",
    )


def _check_batch(bulletin: Path, options: tuple[str, ...]) -> None:
    """Refuse now what “clipmaker batch” would refuse when nobody watches.

    Raises:
        click.UsageError: an option is unknown, or its value is none.
    """
    from clipmaker.cli.batch import command as batch

    try:
        context = batch.make_context("batch", [*options, "--", str(bulletin)])
    except click.UsageError as error:
        raise click.UsageError(f"for clipmaker batch: {error.format_message()}") from None
    given = context.get_parameter_source
    for own in ("due_at", "due_on", "due_name", "zone"):
        if given(own) is not ParameterSource.DEFAULT:
            name = next(p.opts[0] for p in batch.params if p.name == own)
            raise click.UsageError(f"{name} is set by --at, --days, --name and --tz already")
    if "{date}" not in str(bulletin) and not bulletin.exists():
        say(f"note: there is no {bulletin} yet", err=True)


def _write(plan: Plan, folder: Path) -> None:
    from clipmaker.cli.files import short, write_file
    from clipmaker.schedule import texts

    for name, text in {**texts.files(plan), f"{plan.unit}.cron": texts.cron(plan)}.items():
        write_file(folder / name, text.encode())
        say(str(short(folder / name)))


def _install(plan: Plan, *, system: bool, as_cron: bool) -> None:
    from clipmaker.cli.files import short
    from clipmaker.schedule.install import install_cron, install_units

    if as_cron:
        install_cron(plan)
        say("installed in your crontab; “crontab -l” shows it")
        return
    _verify(plan)
    for file in install_units(plan, system=system):
        say(f"installed {short(file)}")
    scope = "" if system else "--user "
    say(f"“systemctl {scope}list-timers {plan.unit}.timer” shows when it runs next")
    if not system:
        say("“loginctl enable-linger” lets it run while nobody is logged in")


def _verify(plan: Plan) -> None:
    """Ask systemd, and say what it says."""
    from clipmaker.schedule import texts, verify

    if not verify.known():
        say("note: systemd is not here, so nothing was verified", err=True)
        return
    for line in verify.complaints(texts.files(plan)):
        say(f"note: {line}", err=True)
    for moment in verify.next_runs(plan.calendars[0]):
        say(f"runs: {moment}", err=True)
