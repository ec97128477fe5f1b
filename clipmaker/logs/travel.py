"""Records of a worker on their way to the process that it works for, which keeps them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

_HEAD = '{"log":'
_FIELDS = (
    *("name", "levelno", "levelname", "created", "pathname", "lineno", "process"),
    *("version", "story", "clip", "step"),
)


class Sender(logging.Handler):
    """Hands each record on as one line of JSON."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """Begin; ``tell`` is given each line, from any thread."""
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """Hand a record on; one that cannot be is left out."""
        try:
            error = record.exc_info[1] if record.exc_info else None
            kind = f" ({type(error).__name__})" if error else ""
            said = {name: getattr(record, name, "") for name in _FIELDS}
            self._tell(json.dumps({"log": {**said, "msg": f"{record.getMessage()}{kind}"}}))
        except Exception:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing: the work matters more."""
        del record


def took_in(line: str) -> bool:
    """Whether a line of a worker is a record; it is then kept like one of this process."""
    if not line.startswith(_HEAD):
        return False
    try:
        record = logging.makeLogRecord(json.loads(line)["log"])
        logger = logging.getLogger(record.name)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    if logger.isEnabledFor(record.levelno):
        logger.handle(record)
    return True
