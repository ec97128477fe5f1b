"""Notes of what was asked for, so that a desk that was killed goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clipmaker.desk.job import DeskJob, JobState
from clipmaker.desk.known import Key, note_name
from clipmaker.door.plain import from_json, to_json
from clipmaker.errors import DiskError
from clipmaker.machine.writing import write_whole


class Notes:
    """A file for each job that is not over, or that failed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, job: DeskJob) -> None:
        """Write down what is asked for, or why it failed, in one step.

        Raises:
            DiskError: it cannot be written.
        """
        file = self._file(job.key)
        try:
            write_whole(
                file,
                to_json(job).encode(),
                durable=True,
                within=self._folder.parent,
            )
        except OSError as error:
            raise DiskError(
                f"{file}: what is to be rendered cannot be noted: {error.strerror}",
                remedy="Make room on the disk, or give the desk an --output that it may write to.",
            ) from error

    def remove(self, key: Key) -> None:
        """Forget the job of a clip."""
        self._file(key).unlink(missing_ok=True)

    def read(self) -> Iterator[DeskJob]:
        """Yield what was noted; a note that is damaged says nothing."""
        for file in sorted(self._folder.glob("*.json")):
            try:
                noted = from_json(DeskJob, file.read_bytes())
            except (OSError, ValueError):
                continue
            failed = noted.state is JobState.FAILED
            yield DeskJob(
                key=noted.key,
                story=noted.story,
                sign_off=noted.sign_off,
                state=JobState.FAILED if failed else JobState.QUEUED,
                message=noted.message if failed else "",
            )

    def _file(self, key: Key) -> Path:
        return self._folder / f"{note_name(key)}.json"
