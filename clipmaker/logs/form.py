"""How a record is written: as a line for people, or as JSON for programs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clipmaker.logs.plain import plain, without_words

_OWN = "clipmaker"


def ours(record: logging.LogRecord) -> bool:
    """Whether a record is of Clipmaker's own modules."""
    return record.name.partition(".")[0] == _OWN


class _Form(logging.Formatter):
    def __init__(self, *, words: bool) -> None:
        """Begin.

        Args:
            words: whether texts of stories, and what libraries say, may stand in it.
        """
        super().__init__()
        self._words = words

    def facts(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return everything that is said of a record, by the names that JSON has."""
        moment = datetime.fromtimestamp(record.created, UTC).astimezone()
        named = ("version", "story", "clip", "step")
        return {
            "at": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            **{name: plain(str(getattr(record, name, ""))) for name in named},
            "process": record.process,
            "logger": record.name,
            "message": plain(self._message(record)),
        }

    def _message(self, record: logging.LogRecord) -> str:
        place = f"{Path(record.pathname).name}:{record.lineno}"
        message = record.getMessage() if self._words or ours(record) else f"told at {place}"
        if not self._words:
            message = without_words(message)
        error = record.exc_info[1] if record.exc_info else None
        return f"{message} ({type(error).__name__})" if error else message


class Lines(_Form):
    """Lines for people: when, how much it matters, which version, whose clip, what."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line."""
        facts = self.facts(record)
        whose = " ".join(filter(None, (facts["clip"] or facts["story"], facts["step"]))) or "-"
        head = f"{facts['at']} {facts['level']:<7} {facts['version']} [{whose}]"
        return f"{head} {facts['logger']}: {facts['message']}"


class Json(_Form):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line."""
        return json.dumps(self.facts(record), ensure_ascii=False)
