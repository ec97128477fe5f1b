"""Reads keys and lines from a person at a terminal, or from a pipe."""

from __future__ import annotations

import os
import select
import sys
import termios
import tty
from collections.abc import Mapping, Sequence
from typing import Protocol

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


_INTERRUPT, _END, _ESCAPE = b"\x03", b"\x04", b"\x1b"
_SEQUENCE_S = 0.02
"""So long after Escape a terminal has sent the rest of an arrow key."""


def typed_key(terminal: int) -> str | None:
    """Return the next key of a terminal, which may have been typed before it was asked for.

    Not :func:`click.getchar`: it throws away what was typed ahead, and takes keys that were typed
    together for one.

    Args:
        terminal: its file descriptor.

    Returns:
        a letter, or the sequence that a key like an arrow sends; None when there will be no more.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    before = termios.tcgetattr(terminal)
    try:
        tty.setraw(terminal, termios.TCSADRAIN)
        typed = os.read(terminal, 1)
        if typed == _ESCAPE:
            while select.select([terminal], [], [], _SEQUENCE_S)[0]:
                typed += os.read(terminal, 1)
                if typed[-1:] == b"~" or (typed[-1:].isalpha() and typed != b"\x1bO"):
                    break
        for _ in range(_more_bytes(typed)):
            typed += os.read(terminal, 1)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    if typed == _INTERRUPT:
        raise KeyboardInterrupt
    return None if typed in (b"", _END) else typed.decode("utf-8", "replace")


def _more_bytes(typed: bytes) -> int:
    """Return how many more bytes a letter of UTF-8 has than the one that was read."""
    first = typed[0] if typed else 0
    return (first >= 0xC0) + (first >= 0xE0) + (first >= 0xF0)


class _Terminal:
    """A person who presses keys; lines are edited in place."""

    def key(self) -> str | None:
        return typed_key(sys.stdin.fileno())

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
