"""``clipmaker staff``: who works at the desk."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clipmaker.cli.options import FILE
from clipmaker.cli.say import say

_HELP = {"help_option_names": ["-h", "--help"]}
_FILE = click.argument("file", type=FILE, metavar="FILE")
_NAME = click.argument("name", metavar="NAME")


@click.group(context_settings=_HELP)
def command() -> None:
    """Say who works at the desk, and what each may do.

    The file is handed to the desk: clipmaker desk --staff FILE. Passwords are kept as digests.
    """


@command.command(
    epilog='Example: clipmaker staff add staff.yaml "Mara Lind" --may write --may approve',
    context_settings=_HELP,
)
@_FILE
@_NAME
@click.option(
    "--may",
    type=click.Choice(["write", "approve", "publish"]),
    multiple=True,
    help="What they may do beyond watching and commenting; may be given several times.",
)
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from the input, one line, unasked."
)
def add(file: Path, name: str, may: tuple[str, ...], password_stdin: bool) -> None:
    """Add somebody, or change what they may do and their password."""
    from clipmaker.desk.staff import Role, StaffMember, change_staff, digest_of

    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise click.BadParameter(
            "a name has 1 to 80 characters that can be shown", param_hint="NAME"
        )
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    roles = frozenset(Role(one) for one in may)
    member = StaffMember(name=name, roles=roles, password=digest_of(password))
    there = change_staff(file, name, member)
    told = ", ".join(role.value for role in Role if role in roles) or "watch and comment"
    say(f"{'Changed' if there else 'Added'}: {name} may {told}. {file}")


@command.command(epilog="Example: clipmaker staff remove staff.yaml Tom", context_settings=_HELP)
@_FILE
@_NAME
def remove(file: Path, name: str) -> None:
    """Take somebody out: whoever is signed in is out at once."""
    from clipmaker.desk.staff import change_staff, load_staff
    from clipmaker.errors import ReviewError

    names = [one.name for one in load_staff(file)]
    if not change_staff(file, name, None):
        told = f"In it: {', '.join(names)}." if names else ""
        raise ReviewError(f"{name} does not stand in {file}", remedy=told)
    say(f"Removed: {name}. {file}")


@command.command("list", epilog="Example: clipmaker staff list staff.yaml", context_settings=_HELP)
@_FILE
def listed(file: Path) -> None:
    """List who works at the desk, and what each may do."""
    from clipmaker.desk.staff import Role, load_staff

    for one in load_staff(file):
        may = ", ".join(role.value for role in Role if role in one.roles)
        say(f"{one.name}: {may or 'watch and comment'}")
