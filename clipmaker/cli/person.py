"""Who somebody at the command line is: the only place that asks for it."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any

import click


def person_option(help_text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option ``--as NAME``, which is handed on as ``who``."""
    return click.option(
        "--as", "who", metavar="NAME", default="", help=f"{help_text}; your login without it."
    )


def named(who: str) -> str:
    """Return a name, or else the login of whoever runs this."""
    if who.strip():
        return who.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise click.UsageError("Who are you? Add --as NAME.") from error
