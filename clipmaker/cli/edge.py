"""The edge: errors become one clear message and an exit code here, and nowhere else."""

from __future__ import annotations

import os
import sys

import click

from clipmaker.errors import ClipmakerError, ExitCode


def run(command: click.Command) -> int:
    """Run a command with the program's arguments; returns the exit code."""
    try:
        code = command.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nclipmaker: interrupted; nothing was published", err=True)
        return ExitCode.INTERRUPTED
    except ClipmakerError as error:
        show(error)
        return error.exit_code
    except BrokenPipeError:
        # Whoever reads our output closed it; Python must not complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:
        return _report_bug(error)
    # What ctx.exit() was called with; commands themselves return nothing.
    return code if isinstance(code, int) else ExitCode.OK


def show(error: ClipmakerError) -> None:
    """Print an error for people on the error stream."""
    head, _, rest = error.message.partition("\n")
    click.echo(click.style("clipmaker: ", fg="red", bold=True) + head, err=True)
    for line in rest.splitlines():
        click.echo(f"           {line}", err=True)
    if error.remedy:
        click.echo(click.style("       so: ", fg="yellow", bold=True) + error.remedy, err=True)


def _report_bug(error: Exception) -> int:
    from clipmaker.crashes import keep_crash

    click.echo(f"clipmaker: {keep_crash(error)}", err=True)
    return ExitCode.BUG
