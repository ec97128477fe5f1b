"""Renders in the background: one at a time, told as they go, cancelled at once.

What is asked for is noted in a file before it begins. A server that is killed finds the note when
it starts again and goes on; segments that were finished are kept by their keys.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from clipmaker.desk.events import Broker
from clipmaker.desk.library import Key
from clipmaker.desk.settings import Settings
from clipmaker.errors import ClipmakerError
from clipmaker.machine import process
from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.progress import Event, SegmentDone, overall
from clipmaker.publish.sign_off import SignOff


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_QUIET_S = 0.8
"""A draft waits so long for the next wish: decisions come one after the other."""
OPEN = (State.QUEUED, State.RUNNING)


@dataclass(frozen=True, kw_only=True)
class Job:
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
    state: State = State.QUEUED
    stage: str = ""
    share: float = 0.0
    message: str = ""
    folder: str = ""
    segments: tuple[SegmentDone, ...] = ()
    count: int = 0
    number: int = 0
    asked_s: float = 0.0

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


class Jobs:
    """The queue. A newer wish for a clip takes the place of an older one, running or not."""

    def __init__(self, settings: Settings, broker: Broker) -> None:
        self._settings = settings
        self._broker = broker
        self._notes = settings.output / ".desk"
        self._wake = threading.Condition()
        self._jobs: dict[Key, Job] = {}
        self._running: tuple[Key, process.Group] | None = None
        self._number = 0
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="desk-renders", daemon=True)

    def start(self) -> None:
        """Take up what was not finished, and begin to work."""
        self._take_up()
        self._thread.start()

    def stop(self) -> None:
        """End what runs; its note stays, so that the next start takes it up."""
        with self._wake:
            self._closing = True
            if self._running:
                self._running[1].stop()
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def of(self, key: Key) -> Job | None:
        """Return the last job of a clip."""
        with self._wake:
            return self._jobs.get(key)

    def all(self) -> dict[Key, Job]:
        """Return the last job of every clip that had one."""
        with self._wake:
            return dict(self._jobs)

    def submit(self, key: Key, story: Path, sign_off: SignOff | None = None) -> Job:
        """Ask for a draft, or for the final that somebody signed off."""
        with self._wake:
            self._number += 1
            job = Job(
                key=key,
                story=story,
                sign_off=sign_off,
                number=self._number,
                asked_s=time.monotonic(),
            )
            self._note(job)
            self._jobs[key] = job
            if self._running and self._running[0] == key:
                self._running[1].stop()
            self._wake.notify_all()
        self._broker.tell("job", job.facts())
        return job

    def cancel(self, key: Key) -> bool:
        """End the job of a clip; returns whether there was one to end."""
        with self._wake:
            job = self._jobs.get(key)
            if job is None or job.state not in OPEN:
                return False
            self._change(job, state=State.CANCELLED, message="cancelled")
            self._note_file(key).unlink(missing_ok=True)
            if self._running and self._running[0] == key:
                self._running[1].stop()
        return True

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._closing and (job := self._next()) is None:
                    self._wake.wait(_QUIET_S / 2 if self._waiting() else None)
                if self._closing or job is None:
                    return
                group = process.Group()
                self._running = (job.key, group)
                job = self._change(job, state=State.RUNNING, message="starting")
            try:
                self._run(job, group)
            finally:
                with self._wake:
                    self._running = None

    def _waiting(self) -> list[Job]:
        return [job for job in self._jobs.values() if job.state is State.QUEUED]

    def _next(self) -> Job | None:
        quiet = time.monotonic() - _QUIET_S
        ready = [job for job in self._waiting() if job.sign_off or job.asked_s <= quiet]
        return min(ready, key=lambda job: (job.sign_off is None, job.number), default=None)

    def _run(self, job: Job, group: process.Group) -> None:
        request = Request(
            sources=self._settings.sources(job.story),
            output=self._settings.output,
            goal=Goal.FINAL if job.sign_off else Goal.DRAFT,
            hearing=self._settings.hearing,
            sign_off=job.sign_off,
        )
        try:
            clip = make_clip(request, self._listener(job), group)
        except ClipmakerError as error:
            self._end(job, group, State.FAILED, str(error))
        except process.StoppedError:
            self._end(job, group, State.CANCELLED, "cancelled")
        except Exception as error:
            from clipmaker.machine.crashes import keep_crash

            self._end(job, group, State.FAILED, keep_crash(error))
        else:
            self._end(job, group, State.DONE, "", clip.folder.name)

    def _listener(self, job: Job) -> Callable[[Event], None]:
        def heard(event: Event) -> None:
            done = event.segment
            with self._wake:
                current = self._jobs.get(job.key)
                if current is None or current.number != job.number or current.state not in OPEN:
                    raise process.StoppedError("a newer render was asked for")
                self._change(
                    current,
                    stage=event.stage.value,
                    share=max(current.share, overall(event)),
                    message=event.message or current.message,
                    segments=(*current.segments, *([done] if done else [])),
                    count=done.count if done else current.count,
                )

        return heard

    def _end(
        self, job: Job, group: process.Group, state: State, message: str, folder: str = ""
    ) -> None:
        with self._wake:
            current = self._jobs.get(job.key)
            if current is None or current.number != job.number or current.state not in OPEN:
                return
            if self._closing and group.stopping:
                return
            if group.stopping and state is State.FAILED:
                state, message = State.CANCELLED, "cancelled"
            job = replace(current, state=state, message=message, folder=folder, share=1.0)
            if state is State.FAILED:
                self._note(job)
            else:
                self._note_file(job.key).unlink(missing_ok=True)
            self._change(job)

    def _change(self, job: Job, **changes: Any) -> Job:
        job = replace(job, **changes)
        self._jobs[job.key] = job
        self._broker.tell("job", job.facts())
        return job

    def _note_file(self, key: Key) -> Path:
        # Keys come from stories and folders, but a story that cannot be read has no day.
        return self._notes / f"{key[0] or 'undated'}-{key[1]}.json"

    def _note(self, job: Job) -> None:
        """Write down what is asked for, or why it failed, in one step."""
        self._notes.mkdir(parents=True, exist_ok=True)
        file = self._note_file(job.key)
        text = json.dumps(
            {
                "key": job.key,
                "story": str(job.story),
                "sign_off": asdict(job.sign_off) if job.sign_off else None,
                "state": job.state.value,
                "message": job.message,
            },
            ensure_ascii=False,
        )
        fresh = file.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(file)

    def _take_up(self) -> None:
        for file in sorted(self._notes.glob("*.json")):
            try:
                note = json.loads(file.read_text(encoding="utf-8"))
                sign_off = SignOff(**note["sign_off"]) if note["sign_off"] else None
                key, story = tuple(note["key"]), Path(note["story"])
                state = State(note["state"])
                message = str(note["message"])
            except (OSError, ValueError, KeyError, TypeError):
                continue
            self._number += 1
            failed = state is State.FAILED
            self._jobs[key] = Job(
                key=key,
                story=story,
                sign_off=sign_off,
                state=State.FAILED if failed else State.QUEUED,
                message=message if failed else "",
                number=self._number,
            )
