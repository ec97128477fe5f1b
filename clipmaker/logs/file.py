"""A log file that is bounded, and whose disk never stops the work."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from logging import LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST_BYTES = 2 * 1024 * 1024
OLDER = 4
"""How many full files are kept beside the one that is written: ``batch.log.1`` and on."""


class LogFile(RotatingFileHandler):
    """A file that is set aside when it is full; a disk that fails is told once."""

    def __init__(self, file: Path, largest_bytes: int = LARGEST_BYTES) -> None:
        """Begin; the file is made when there is something to write."""
        super().__init__(
            file,
            maxBytes=largest_bytes,
            backupCount=OLDER,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )
        self._told = False

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: LogRecord) -> None:  # noqa: N802
        """Say once that nothing can be written; the next record tries again."""
        del record
        error = sys.exc_info()[1]
        stream, self.stream = self.stream, None
        try:
            if stream is not None:
                stream.close()
        except OSError:
            # What was still to be written cannot be.
            pass
        if self._told or not isinstance(error, OSError):
            return
        self._told = True
        reason = error.strerror or error
        sys.stderr.write(
            f"note: the log {self.baseFilename} cannot be written: {reason}; the work goes on\n"
        )
