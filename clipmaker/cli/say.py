"""The one place from which commands print: what files and names hold never commands the terminal.

Everything goes through `say`, or through `terminal` where rich lays it out. Colours are asked for
by `styled`, since a text that brings its own is not trusted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from clipmaker.machine.printed import shown

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Styled:
    """A text in a colour, or bold."""

    text: str
    fg: str | None = None
    bold: bool = False


Part = str | Styled


def styled(text: str, *, fg: str | None = None, bold: bool = False) -> Styled:
    """Return a text that `say` prints in a colour, or bold."""
    return Styled(text, fg, bold)


def say(*parts: Part, err: bool = False, nl: bool = True, color: bool | None = None) -> None:
    """Print a line.

    Args:
        parts: what stands on it, one after the other.
        err: whether it goes to the error stream.
        nl: whether the line ends.
        color: whether colours are printed; None leaves it to the stream.
    """
    click.echo("".join(map(_printed, parts)), err=err, nl=nl, color=color)


def say_json(data: object) -> None:
    """Print data as JSON for programs, letters as they are written."""
    say(json.dumps(data, indent=2, ensure_ascii=False))


def plain(parts: Iterable[Part]) -> str:
    """Return what is printed, without colours."""
    return "".join(shown(part.text if isinstance(part, Styled) else part) for part in parts)


def terminal(**options: Any) -> Console:
    """Return rich's console, which prints no more of a text than `say` does.

    Imports rich: call this only where something is shown.
    """
    from clipmaker.cli.console import Terminal

    return Terminal(highlight=False, **options)


def _printed(part: Part) -> str:
    if isinstance(part, Styled):
        return click.style(shown(part.text), fg=part.fg, bold=part.bold or None)
    return shown(part)
