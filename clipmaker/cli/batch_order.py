"""From the options of ``clipmaker batch`` to what is asked of a batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from clipmaker.bulletin.order import BatchOrder
    from clipmaker.make.gather import Surroundings
    from clipmaker.make.hearing import Hearing


class BatchOptions(TypedDict):
    """The options that say what is made of a bulletin, and how."""

    output: Path
    goal: str
    check_only: bool
    jobs: int | None
    limit_time: float
    limit_memory: int
    retries: int
    wait: int
    deliver: str | None
    notify: str
    heartbeat: Path | None
    surroundings: Surroundings
    hearing: Hearing
    cluster: str
    shared: Path | None


def order_of(bulletin: Path, now: datetime, given: BatchOptions) -> BatchOrder:
    """Return what is asked of a batch.

    Args:
        bulletin: as it was named; ``{date}`` in it is today's date.
        now: the time, by the clocks that count.
        given: the options.
    """
    from clipmaker.bulletin.order import BatchOrder
    from clipmaker.bulletin.retry import Retries
    from clipmaker.bulletin.target import destination
    from clipmaker.workers.pool import Limits
    from clipmaker.workers.wire import TaskSettings

    around = given["surroundings"]
    roots = tuple(root.resolve() for root in around.media_roots)
    return BatchOrder(
        bulletin=Path(str(bulletin).replace("{date}", f"{now:%Y-%m-%d}")),
        settings=TaskSettings(
            output=given["output"].resolve(),
            goal=given["goal"],
            surroundings=replace(around, media_roots=roots),
            hearing=given["hearing"],
            cluster=given["cluster"],
            shared=_resolved(given["shared"]),
        ),
        jobs=given["jobs"] or 0,
        limits=Limits(seconds=given["limit_time"], memory_bytes=given["limit_memory"] * 1_000_000),
        retries=Retries(times=given["retries"]),
        check_only=given["check_only"],
        wait=timedelta(minutes=given["wait"]),
        deliver=destination(given["deliver"]) if given["deliver"] else None,
        notify=given["notify"],
        heartbeat=_resolved(given["heartbeat"]),
    )


def _resolved(path: Path | None) -> Path | None:
    return path.resolve() if path else None
