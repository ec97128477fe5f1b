"""Where records go: to a file, to the screen, or nowhere. Libraries never speak to the screen."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clipmaker.logs.about import About
from clipmaker.logs.file import LogFile
from clipmaker.logs.form import Json, Lines, ours

_log = logging.getLogger(__name__)


class Form(StrEnum):
    """How records are written."""

    LINES = "lines"
    JSON = "json"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be kept.

    Attributes:
        file: where to, None for nowhere.
        form: how each record is written.
        words: whether texts of stories, and what libraries say, may stand in it.
        every_step: whether details are kept, too.
        shown: whether records are also written to the error stream.
    """

    file: Path | None = None
    form: Form = Form.LINES
    words: bool = False
    every_step: bool = False
    shown: bool = False


class _Once(logging.Filter):
    """Lets each place of a library speak once: what warns for every frame is no news."""

    def __init__(self) -> None:
        super().__init__()
        self._heard: set[tuple[str, int]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is ours, or the first of its place."""
        place = (record.pathname, record.lineno)
        first = ours(record) or place not in self._heard
        self._heard.add(place)
        return first


def hush() -> None:
    """Let what libraries say go nowhere, unless it is kept; their warnings likewise."""
    root = logging.getLogger()
    if not any(isinstance(handler, logging.NullHandler) for handler in root.handlers):
        root.addHandler(logging.NullHandler())
    logging.captureWarnings(True)
    # A record that cannot be written is no reason for a traceback on the screen.
    logging.raiseExceptions = False


def keep(wanted: Wanted) -> None:
    """Keep records from now on, as wanted; what was kept before is closed."""
    close()
    handlers: list[logging.Handler] = [LogFile(wanted.file)] if wanted.file else []
    if wanted.shown:
        handlers.append(logging.StreamHandler())
    for handler in handlers:
        make = Json if wanted.form is Form.JSON else Lines
        handler.setFormatter(make(words=wanted.words))
    keep_with(handlers, logging.DEBUG if wanted.every_step else logging.INFO)


def begun(command: str) -> None:
    """Write down that a command begins; what it was called with may hold anything, and is not."""
    _log.info("%s begins", command)


def keep_with(handlers: list[logging.Handler], level: int) -> None:
    """Hand records to handlers from now on: ours from a level up, those of libraries that warn."""
    if not handlers:
        return
    root = logging.getLogger()
    for handler in handlers:
        handler.addFilter(About())
        handler.addFilter(_Once())
        root.addHandler(handler)
    logging.getLogger("clipmaker").setLevel(level)
    _KEPT.extend(handlers)


def close() -> None:
    """Write down what is left, and keep nothing more."""
    while _KEPT:
        handler = _KEPT.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()
    logging.getLogger("clipmaker").setLevel(logging.NOTSET)


_KEPT: list[logging.Handler] = []
