"""What is asked of a batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from clipmaker.bulletin.report import FOLDER
from clipmaker.bulletin.retry import Retries
from clipmaker.bulletin.target import Target, WatchedFolder
from clipmaker.workers.pool import Limits
from clipmaker.workers.wire import TaskSettings


@dataclass(frozen=True, kw_only=True)
class BatchOrder:
    """A bulletin to make.

    Attributes:
        bulletin: the bulletin file, or a folder of stories.
        settings: what holds for every story.
        jobs: how many stories are worked on at once; 0 for what suits this machine.
        limits: what one story may take.
        retries: how often a story is tried again.
        check_only: whether to stop when every story is checked.
        wait: how long to wait for embargoes that end later.
        deliver: where finals are delivered; without it they stay in the output folder.
        notify: command that is run with the report on its standard input, "" for none.
        heartbeat: file that says that the batch is alive; None has one beside the reports.
    """

    bulletin: Path
    settings: TaskSettings
    jobs: int = 0
    limits: Limits = field(default_factory=Limits)
    retries: Retries = field(default_factory=Retries)
    check_only: bool = False
    wait: timedelta = timedelta()
    deliver: WatchedFolder | Target | None = None
    notify: str = ""
    heartbeat: Path | None = None

    @property
    def pulse(self) -> Path:
        """The heartbeat file."""
        return self.heartbeat or self.settings.output / FOLDER / "heartbeat.json"
