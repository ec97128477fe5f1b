"""Reads keys and lines from a person at a terminal, or from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

import click

from clipmaker.cli.say import Part, say, styled
from clipmaker.machine.printed import shown


class Asker(Protocol):
    """Where keys and lines come from."""

    def key(self) -> str | None:
        """Return the next key, None when there will be no more."""
        ...

    def text(self, what: str, before: str) -> str | None:
        """Return a line of text.

        Args:
            what: what is asked for.
            before: the text that is changed.

        Returns:
            the line, None when the person thought better of it.
        """
        ...

    def keys_line(self, keys: Mapping[str, str]) -> Sequence[Part]:
        """Return a reminder of the keys, nothing where nobody reads it."""
        ...


def asker() -> Asker:
    """Return the terminal when there is one, or else standard input line by line."""
    return _Terminal() if sys.stdin.isatty() and sys.stdout.isatty() else _Piped()


class _Terminal:
    """A person who presses keys; lines are edited in place."""

    def key(self) -> str | None:
        try:
            return click.getchar()
        except EOFError:
            return None

    def text(self, what: str, before: str) -> str | None:
        try:
            import readline
        except ImportError:
            return self._bare(what, before)
        readline.set_startup_hook(lambda: readline.insert_text(before))
        try:
            return input(f"{shown(what)}: ")
        except (EOFError, KeyboardInterrupt):
            say()
            return None
        finally:
            readline.set_startup_hook()

    def keys_line(self, keys: Mapping[str, str]) -> Sequence[Part]:
        return [
            part for key, told in keys.items() for part in (styled(key, bold=True), f" {told}  ")
        ]

    def _bare(self, what: str, before: str) -> str | None:
        """Ask for a whole new line, on the rare Python without line editing."""
        hint = " (empty leaves it as it is)" if before else ""
        try:
            return input(f"{shown(what)}{hint}: ") or None
        except (EOFError, KeyboardInterrupt):
            say()
            return None


class _Piped:
    """Lines of standard input: a key, and behind it the text that it wants."""

    def __init__(self) -> None:
        self._rest = ""

    def key(self) -> str | None:
        line = sys.stdin.readline()
        if not line:
            return None
        line = line.rstrip("\n")
        self._rest = line[1:].strip()
        return line[:1] or " "

    def text(self, what: str, before: str) -> str | None:
        del what, before
        return self._rest

    def keys_line(self, keys: Mapping[str, str]) -> Sequence[Part]:
        del keys
        return ()
