"""The reference of the command line as Markdown, from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from clipmaker.cli import COMMANDS, cli

_INTRODUCTION = """\
# The command line

<!-- Made by scripts/generate-docs from the commands themselves; do not edit. -->

Every command prints its help with `--help`. What a program may want to read comes with `--json` on
standard output; progress and messages go to the error stream. A failure is one clear message: what
went wrong, where, and what to do. [Exit codes](../README.md#exit-codes) are the same everywhere.

| variable | meaning |
|---|---|
| `CLIPMAKER_CACHE` | folder for finished pieces and the speech model; else the user's cache |
| `CLIPMAKER_CONFIG` | folder of your `brands/` and `clipmaker.toml`; else your configuration |
| `CLIPMAKER_TRANSLATORS` | translators of text in their order, or `none`; before \
[clipmaker.toml](translation.md) |
| `CLIPMAKER_LOGS` | folder of the logs of `batch` and `desk`; else the user's folder of logs |
| `CLIPMAKER_LOG_FILE`, `CLIPMAKER_LOG_FORMAT`, `CLIPMAKER_LOG_WORDS` | as `--log-file`, `--log` \
and `--log-words`, for every command that has them |
| `CLIPMAKER_FFMPEG` | the FFmpeg to use, else `IMAGEIO_FFMPEG_EXE`, else what is built in |
"""


def cli_reference() -> str:
    """Return the reference of every command, in the order of ``clipmaker --help``."""
    return "\n".join(
        [_INTRODUCTION, _contents(), *(_section(path, command) for path, command in commands())]
    )


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with how it is called."""
    for name in COMMANDS:
        yield from _commands_of(name)


def _commands_of(name: str) -> Iterator[tuple[str, click.Command]]:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return _leaves(f"clipmaker {name}", command)


def _leaves(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _leaves(f"{path} {name}", inner)
    else:
        yield path, command


def example(command: click.Command) -> str:
    """Return the example in a command's help, "" when there is none."""
    return (command.epilog or "").partition("Example:")[2].strip()


def _contents() -> str:
    rows = []
    for name, (_, text) in COMMANDS.items():
        first = next(path for path, _ in _commands_of(name))
        rows.append(f"| [`{name}`](#{first.replace(' ', '-')}) | {text} |")
    return "\n".join(["| command | what it does |", "|---|---|", *rows, ""])


def _section(path: str, command: click.Command) -> str:
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    called = " ".join([path, *(_argument(a) for a in arguments)])
    rows = [_row(option) for option in options]
    return "\n".join(
        [
            f"## {path}",
            "",
            "```sh",
            called + (" [OPTIONS]" if options else ""),
            "```",
            "",
            inspect.cleandoc(command.help or ""),
            "",
            *(["| option | default | meaning |", "|---|---|---|", *rows, ""] if rows else []),
            f"Example: `{example(command)}`",
            "",
        ]
    )


def _argument(argument: click.Argument) -> str:
    if isinstance(argument.type, click.Choice):
        return "|".join(argument.type.choices)
    return argument.metavar or (argument.name or "").upper()


def _row(option: click.Option) -> str:
    names = [*option.opts, *option.secondary_opts]
    value = "" if option.is_flag else f" {_value(option)}"
    shown = ", ".join(f"`{name}{value}`" for name in names)
    meaning = option.help or ""
    if option.required:
        meaning = f"{meaning} Required."
    cells = (shown, _default(option), meaning)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(option.type.choices)
    kinds = {"path": "PATH", "float range": "SECONDS", "text": "NAME"}
    return option.metavar or kinds.get(option.type.name, option.type.name.upper())


def _default(option: click.Option) -> str:
    if option.is_flag or not option.show_default or option.default in (None, ""):
        return ""
    return f"`{option.default}`"
