"""What a worker must show before it is given work: the same kit, and the same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from distributed import Client

from clipmaker.cluster import worker
from clipmaker.cluster.kit import WorkerKit, own_kit
from clipmaker.cluster.shared import DamagedInputError, SharedFolder
from clipmaker.cluster.task import Hand, pickled
from clipmaker.errors import MissingToolError
from clipmaker.render.executor import RenderJob
from clipmaker.render.store import Store

T = TypeVar("T")


class RefusedError(Exception):
    """A worker would make other bytes, or cannot work; says why.

    Attributes:
        lasting: whether asking again would give the same answer.
    """

    def __init__(self, why: str, *, lasting: bool) -> None:
        super().__init__(why)
        self.lasting = lasting


class Admission:
    """The kit and the canary that every worker is compared with."""

    def __init__(
        self,
        client: Client,
        kit: WorkerKit,
        canary: tuple[RenderJob, ...],
        prints: worker.Prints,
        shared: SharedFolder,
    ) -> None:
        self._client = client
        self._kit = kit
        self._prints = prints
        self._names = {key: job.name for job in canary for key in job.keys}
        self._folder = shared.folder
        self._orders = tuple(
            pickled(
                job,
                {file: shared.put(file, digest) for file, digest in job.files.items()},
                shared.folder,
                f"canary-{job.keys[0]}",
            )
            for job in canary
        )

    async def prove(self, hand: Hand) -> None:
        """Compare a worker with this machine.

        Raises:
            RefusedError: it would make other bytes, or does not see the shared folder.
        """
        try:
            kit = await self._ask(hand, own_kit)
        except MissingToolError as error:
            raise RefusedError(error.message, lasting=False) from error
        except Exception as error:
            why = f"Clipmaker does not run there: {error}"
            raise RefusedError(why, lasting=False) from error
        if differences := self._kit.differences(kit):
            raise RefusedError(differences, lasting=True)
        try:
            prints = await self._ask(hand, worker.prove, self._orders)
        except DamagedInputError as error:
            why = f"it does not see the shared folder {self._folder}: {error}"
            raise RefusedError(why, lasting=False) from error
        except Exception as error:
            raise RefusedError(f"its canary failed: {error}", lasting=False) from error
        if others := self._others(prints):
            raise RefusedError(
                f"it makes other bytes of the canary ({others}); its FFmpeg or its processor is "
                "of another kind",
                lasting=True,
            )

    def _others(self, prints: Mapping[str, Mapping[str, str]]) -> str:
        """Return the names of canary pieces that came out otherwise, "" for none."""
        keys = (key for key in self._names if prints.get(key) != dict(self._prints[key]))
        return ", ".join(self._names[key] for key in keys)

    async def _ask(self, hand: Hand, what: Callable[..., T], *values: Any) -> T:
        future = self._client.submit(
            worker.answer,
            what,
            *values,
            workers=[hand.address],
            allow_other_workers=False,
            pure=False,
        )
        try:
            answer: worker.Answer = await future
        finally:
            future.release()  # type: ignore[no-untyped-call]
        if answer.error:
            raise answer.error
        value: T = answer.value
        return value


def canary_prints(folder: Path) -> tuple[tuple[RenderJob, ...], worker.Prints]:
    """Return the canary's jobs and what they make here; kept for the next time.

    Args:
        folder: the cache folder.
    """
    from clipmaker.cluster.canary import canary_jobs, make_prints

    jobs = tuple(canary_jobs(folder / "canary"))
    with tempfile.TemporaryDirectory(dir=folder / "canary") as work:
        return jobs, make_prints(jobs, Store(folder / "segments"), Path(work))
