"""Runs a command of the newsroom's with the report on its standard input."""

from __future__ import annotations

import shlex

from clipmaker.machine import process
from clipmaker.machine.printed import shown

_TIMEOUT_S = 120.0


def notify(command: str, report: str) -> str:
    """Run a command and hand it the report; returns what went wrong, "" when nothing did.

    No shell is started: words are split as a shell does, and nothing else of a shell's works.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        return f"“{command}” cannot be split into words: {error}"
    if not words:
        return "the command is empty"
    try:
        done = process.run(words, feed=[shown(report).encode()], timeout_s=_TIMEOUT_S)
    except (process.ProcessNotFoundError, process.ProcessTimeoutError) as error:
        return str(error)
    if done.code:
        said = f": {done.said}" if done.said else ""
        return f"“{command}” ended with code {done.code}{said}"
    return ""
