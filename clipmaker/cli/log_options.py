"""The options that say what is kept of what happens; the one place where a log is begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorated = Callable[..., Any]

_ASKED = ("every_step", "file", "form", "words")


def log_options(
    *, kept_as: str = "", verbose: str = "Tell every step.", shown: bool = False, inner: bool = True
) -> Callable[[Decorated], Decorated]:
    """Return what adds ``--verbose``, ``--log-file``, ``--log`` and ``--log-words``.

    Args:
        kept_as: name of the file in the folder of logs that is kept unless another is asked for,
            "" to keep none then.
        verbose: what ``--verbose`` does, for the help.
        shown: whether ``--verbose`` shows records themselves on the error stream.
        inner: whether only the log is concerned, and the command is told nothing of these options.
    """

    def asked(name: str) -> Callable[[click.Context, click.Option, Any], Any]:
        def collect(context: click.Context, _option: click.Option, value: Any) -> Any:
            given = context.meta.setdefault(__name__, {})
            given[name] = value
            if len(given) == len(_ASKED):
                _begin(context, given, kept_as, shown=shown)
            return value

        return collect

    without = f"{kept_as} in the folder of logs" if kept_as else "none"
    options = (
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            is_eager=True,
            callback=asked("every_step"),
            help=verbose,
        ),
        click.option(
            "--log-file",
            type=click.Path(path_type=Path, dir_okay=False),
            envvar="CLIPMAKER_LOG_FILE",
            is_eager=True,
            expose_value=False,
            callback=asked("file"),
            help=f"Keep a log in this file; {without} without it.",
        ),
        click.option(
            "--log",
            "log_format",
            type=click.Choice(["lines", "json"]),
            default="lines",
            show_default=True,
            envvar="CLIPMAKER_LOG_FORMAT",
            is_eager=True,
            expose_value=not inner,
            callback=asked("form"),
            help="How a log is written.",
        ),
        click.option(
            "--log-words",
            is_flag=True,
            envvar="CLIPMAKER_LOG_WORDS",
            is_eager=True,
            expose_value=False,
            callback=asked("words"),
            help="Let a log quote texts of stories.",
        ),
    )

    def added(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = option(command)
        return command

    return added


def _begin(context: click.Context, given: dict[str, Any], kept_as: str, *, shown: bool) -> None:
    """Keep the log that was asked for."""
    from clipmaker.logs.keep import Form, Wanted, begun, keep
    from clipmaker.resources import logs_dir

    if context.resilient_parsing:
        return
    usual = logs_dir() / kept_as if kept_as else None
    keep(
        Wanted(
            file=given["file"] or usual,
            form=Form(given["form"]),
            words=given["words"],
            every_step=given["every_step"],
            shown=shown and given["every_step"],
        )
    )
    begun(_called(context))


def _called(context: click.Context) -> str:
    """Return how a command is called, whatever the program was started as."""
    inner = context
    names = []
    while inner.parent is not None:
        names.append(str(inner.info_name))
        inner = inner.parent
    return " ".join(["clipmaker", *reversed(names)])
