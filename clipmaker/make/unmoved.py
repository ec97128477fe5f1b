"""Refuses what was made from files that changed under it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from clipmaker.errors import ChangedError, ClipmakerError
from clipmaker.machine.stamps import Stamps, changed
from clipmaker.plan.model import RenderPlan
from clipmaker.render.store import Store
from clipmaker.resources import segments_dir


@contextmanager
def unmoved(before: Stamps, plan: RenderPlan) -> Iterator[None]:
    """Refuse what was made while somebody edited or removed a file that it is made from.

    Pieces made meanwhile may show the new file under the old one's key: they are dropped.

    Raises:
        ChangedError: naming the files.
    """
    failure: ClipmakerError | None = None
    try:
        yield
    except ClipmakerError as error:
        failure = error
    if moved := changed(before):
        store = Store(segments_dir())
        for key in [*(segment.key for segment in plan.segments), plan.sound_key]:
            store.drop(key)
        what = ", ".join(
            f"{file.name} was {'edited' if file.exists() else 'removed'}" for file in moved
        )
        raise ChangedError(
            f"{what} while the clip was made; nothing was published",
            remedy="Run it again when the files are as they should be.",
        ) from failure
    if failure:
        raise failure
