"""Renders in the background: one at a time, told as they go, cancelled at once.

They run in a process of their own, so that one that breaks, or takes all memory, costs that clip
alone, and pages are as quick meanwhile. What is asked for is noted in a file before it begins. A
desk that is killed finds the note when it starts again and goes on; segments that were finished
are kept by their keys.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from clipmaker.desk.broker import Broker
from clipmaker.desk.job import DeskJob, JobState
from clipmaker.desk.known import Key
from clipmaker.desk.messenger import Messenger
from clipmaker.desk.notes import Notes
from clipmaker.desk.settings import DeskSettings
from clipmaker.errors import ClipmakerError, DiskError
from clipmaker.logs.about import about, name_clip
from clipmaker.machine.process import ProcessNotFoundError
from clipmaker.make.clip import Goal
from clipmaker.progress import Stage
from clipmaker.publish.sign_off import SignOff
from clipmaker.workers.outcome import Failure
from clipmaker.workers.pool import Limits, WorkerPool
from clipmaker.workers.wire import Do, Message, WorkerTask

_log = logging.getLogger(__name__)

_QUIET_S = 0.8
"""A draft waits so long for the next wish: decisions come one after the other."""
_LOOK_S = 1.0
"""How often somebody looks how a worker does."""
_REST_S = 300.0
"""A worker with nothing to do is ended after so long; what it held in memory is free then."""


class Jobs:
    """The queue. A newer wish for a clip takes the place of an older one, running or not."""

    def __init__(
        self,
        settings: DeskSettings,
        broker: Broker,
        refuse: Callable[[Path], None],
        messenger: Messenger,
    ) -> None:
        """Prepare the queue.

        Args:
            settings: what the desk was started with.
            broker: tells pages how it goes.
            refuse: refuses to publish a story that may not go out yet; asked when a final begins,
                since a bulletin can say so after the sign-off.
            messenger: tells the newsroom's own program of finals.
        """
        self._refuse = refuse
        self._settings = settings
        self._broker = broker
        self._messenger = messenger
        self._notes = Notes(settings.output / ".desk")
        self._wake = threading.Condition()
        self._jobs: dict[Key, DeskJob] = {}
        self._number = 0
        self._closing = False
        self._pool = WorkerPool(settings.for_workers(), 1, Limits())
        self._thread = threading.Thread(target=self._work, name="desk-renders", daemon=True)

    def start(self) -> None:
        """Take up what was not finished, and begin to work."""
        self.take_up()
        self._thread.start()

    def take_up(self) -> None:
        """Queue what was noted and not finished."""
        for job in self._notes.read():
            self._number += 1
            self._jobs[job.key] = replace(job, number=self._number)

    def stop(self) -> None:
        """End what runs; its note stays, so that the next start takes it up."""
        with self._wake:
            self._closing = True
            self._look_up()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def of(self, key: Key) -> DeskJob | None:
        """Return the last job of a clip."""
        with self._wake:
            return self._jobs.get(key)

    def all(self) -> dict[Key, DeskJob]:
        """Return the last job of every clip that had one."""
        with self._wake:
            return dict(self._jobs)

    def submit(self, key: Key, story: Path, sign_off: SignOff | None = None) -> DeskJob:
        """Ask for a draft, or for the final that somebody signed off.

        Raises:
            DiskError: it cannot be noted; nothing will be rendered.
        """
        with self._wake:
            self._number += 1
            job = DeskJob(
                key=key,
                story=story,
                sign_off=sign_off,
                number=self._number,
                asked_s=time.monotonic(),
            )
            self._notes.write(job)
            self._change(job)
            self._look_up()
        return job

    def cancel(self, key: Key) -> bool:
        """End the job of a clip; returns whether there was one to end."""
        with self._wake:
            job = self._jobs.get(key)
            if job is None or not job.open:
                return False
            self._change(job, state=JobState.CANCELLED, message="cancelled")
            self._notes.remove(key)
            self._look_up()
        return True

    def _look_up(self) -> None:
        """Have the thread see at once what has changed."""
        self._wake.notify_all()
        self._pool.nudge()

    def _work(self) -> None:
        with self._pool as pool:
            while not self._closing:
                if job := self._next(pool):
                    self._do(job, pool)

    def _next(self, pool: WorkerPool) -> DeskJob | None:
        """Wait for a job that is due and begin it; None when it is time to look again."""
        with self._wake:
            queued = [job for job in self._jobs.values() if job.state is JobState.QUEUED]
            quiet = time.monotonic() - _QUIET_S
            ready = [job for job in queued if job.sign_off or job.asked_s <= quiet]
            if ready and not self._closing:
                job = min(ready, key=lambda job: (job.sign_off is None, job.number))
                return self._change(job, state=JobState.RUNNING, message="starting")
            idle = not queued and not self._closing and not self._wake.wait(_REST_S)
        if idle:
            pool.rest()
        elif queued:
            # A worker's start takes a moment, and so does the wait for the next wish.
            with suppress(ProcessNotFoundError):
                pool.ready()
            with self._wake:
                if not self._closing:
                    self._wake.wait(_QUIET_S / 2)
        return None

    def _do(self, job: DeskJob, pool: WorkerPool) -> None:
        """Have a job done, for as long as it is wanted, and tell how it goes."""
        goal = Goal.FINAL if job.sign_off else Goal.DRAFT
        task = WorkerTask(
            number=job.number,
            do=Do.MAKE,
            story=job.story,
            goal=goal.value,
            sign_off=job.sign_off,
        )
        try:
            if job.sign_off:
                self._refuse(job.story)
            pool.give(task)
        except (ClipmakerError, ProcessNotFoundError) as error:
            self._fail(job, error)
            return
        asked_to_stop = False
        while pool.busy and not self._closing:
            if not asked_to_stop and not self._wanted(job):
                pool.stop(job.number)
                asked_to_stop = True
            for said in pool.news(_LOOK_S):
                self._hear(job, said)

    def _fail(self, job: DeskJob, error: ClipmakerError | ProcessNotFoundError) -> None:
        """End a job that could not begin."""
        refused = isinstance(error, ClipmakerError)
        failure = Failure(
            stage=Stage.READ.value,
            message=error.message if isinstance(error, ClipmakerError) else str(error),
            remedy=error.remedy if isinstance(error, ClipmakerError) else "",
        )
        with self._wake:
            if self._wanted(job):
                said = Message(number=job.number, failure=failure, lost=not refused, done=True)
                self._end(job, said)

    def _wanted(self, job: DeskJob) -> DeskJob | None:
        """Return a job as it stands now; None when it was cancelled, or another one is wanted."""
        with self._wake:
            current = self._jobs.get(job.key)
        return current if current and current.number == job.number and current.open else None

    def _hear(self, job: DeskJob, said: Message) -> None:
        with self._wake:
            current = self._wanted(job)
            if said.made and self._jobs[job.key].number == job.number:
                # It was published before it could be cancelled.
                current = self._jobs[job.key]
            if current is None:
                return
            if said.done:
                self._end(current, said)
                return
            done = said.segment
            self._change(
                current,
                stage=said.stage,
                share=max(current.share, said.share),
                message=said.message.replace(f"{job.story.parent}/", "") or current.message,
                segments=(*current.segments, *([done] if done else [])),
                count=done.count if done else current.count,
            )

    def _end(self, job: DeskJob, said: Message) -> None:
        if said.failure:
            job = replace(job, state=JobState.FAILED, message=_reason(said))
            # On a full disk it is not remembered; pages are told all the same.
            with suppress(DiskError):
                self._notes.write(job)
        else:
            self._notes.remove(job.key)
        if said.made:
            job = replace(job, state=JobState.DONE, message="", folder=said.made.clip.folder.name)
        elif said.stopped:
            job = replace(job, state=JobState.CANCELLED, message="cancelled")
        self._change(job, share=1.0)

    def _change(self, job: DeskJob, **changes: Any) -> DeskJob:
        job = replace(job, **changes)
        before = self._jobs.get(job.key)
        self._jobs[job.key] = job
        if before is None or (before.number, before.state) != (job.number, job.state):
            _record(job)
            self._tell_outside(job)
        self._broker.tell("job", job.facts())
        return job

    def _tell_outside(self, job: DeskJob) -> None:
        """Tell the newsroom's own program of a final that is published, or that failed."""
        clip = "/".join(job.key)
        if job.sign_off and job.state is JobState.DONE:
            self._messenger.tell(f"{clip} is published as {job.folder}", job.sign_off.note)
        elif job.sign_off and job.state is JobState.FAILED:
            self._messenger.tell(f"{clip} was not published:", job.message)


def _record(job: DeskJob) -> None:
    """Write down that a job has come to another state."""
    with about(job.story):
        name_clip(*job.key)
        level = logging.ERROR if job.state is JobState.FAILED else logging.INFO
        kind = "final" if job.sign_off else "draft"
        why = f": {job.message}" if job.state is JobState.FAILED else ""
        _log.log(level, "%s %s%s", kind, job.state.value, why)


def _reason(said: Message) -> str:
    """Return why a job failed, and what to do, for people."""
    failure = said.failure
    assert failure is not None
    if not said.lost:
        return f"{failure.message}\n{failure.remedy}".rstrip()
    return (
        f"The render was broken off at “{failure.stage}”: {failure.message}.\n"
        "Render again. If that happens again, see whether this machine has enough memory."
    )
