"""A render that an editor asked for, as pages are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from clipmaker.desk.known import Key
from clipmaker.progress import SegmentDone
from clipmaker.publish.sign_off import SignOff


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (JobState.QUEUED, JobState.RUNNING)
"""States of jobs that are not over."""


@dataclass(frozen=True, kw_only=True)
class DeskJob:
    """A render that was asked for.

    Attributes:
        key: day and slug of its clip.
        story: the story file.
        sign_off: who signed the clip off; None for a draft.
        state: where it stands.
        stage: stage of making a clip.
        share: how much of the whole is done, 0 to 1.
        message: the last line for people; the reason of a failure.
        folder: name of the version that was published.
        segments: finished segments of the clip, in the order they were done.
        count: how many segments there are, 0 while that is not known.
        number: grows with each job, so that a page knows which one it hears of.
        asked_s: when it was asked for, seconds of a clock that only goes forward.
    """

    key: Key
    story: Path
    sign_off: SignOff | None = None
    state: JobState = JobState.QUEUED
    stage: str = ""
    share: float = 0.0
    message: str = ""
    folder: str = ""
    segments: tuple[SegmentDone, ...] = ()
    count: int = 0
    number: int = 0
    asked_s: float = 0.0

    @property
    def open(self) -> bool:
        """Whether it is not over."""
        return self.state in OPEN

    def facts(self) -> dict[str, Any]:
        """Return what a page is told."""
        return {
            "day": self.key[0],
            "slug": self.key[1],
            "final": self.sign_off is not None,
            "state": self.state.value,
            "stage": self.stage,
            "share": round(self.share, 4),
            "message": self.message,
            "folder": self.folder,
            "segments": [
                {"start": s.start_frame, "frames": s.frames, "kept": s.cached}
                for s in self.segments
            ],
            "count": self.count,
            "number": self.number,
        }
