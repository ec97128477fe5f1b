"""Notes of what was asked for, so that a desk that was killed goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from clipmaker.desk.job import Job, State
from clipmaker.desk.known import Key
from clipmaker.errors import DiskError
from clipmaker.machine.writing import write_whole
from clipmaker.publish.sign_off import SignOff


class Notes:
    """A file for each job that is not over, or that failed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, job: Job) -> None:
        """Write down what is asked for, or why it failed, in one step.

        Raises:
            DiskError: it cannot be written.
        """
        said = {
            "key": job.key,
            "story": str(job.story),
            "sign_off": asdict(job.sign_off) if job.sign_off else None,
            "state": job.state.value,
            "message": job.message,
        }
        file = self._file(job.key)
        try:
            write_whole(
                file,
                json.dumps(said, ensure_ascii=False).encode(),
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

    def read(self) -> Iterator[Job]:
        """Yield what was noted; a note that is damaged says nothing."""
        for file in sorted(self._folder.glob("*.json")):
            try:
                note = json.loads(file.read_text(encoding="utf-8"))
                day, slug = note["key"]
                failed = State(note["state"]) is State.FAILED
                yield Job(
                    key=(str(day), str(slug)),
                    story=Path(note["story"]),
                    sign_off=SignOff(**note["sign_off"]) if note["sign_off"] else None,
                    state=State.FAILED if failed else State.QUEUED,
                    message=str(note["message"]) if failed else "",
                )
            except (OSError, ValueError, KeyError, TypeError):
                continue

    def _file(self, key: Key) -> Path:
        # Keys come from stories and folders, but a story that cannot be read has no day.
        return self._folder / f"{key[0] or 'undated'}-{key[1]}.json"
