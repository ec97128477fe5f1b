"""Renders a clip's cards while its footage is still being heard: they do not depend on subtitles.

Hearing takes long and leaves cores idle at times. What is rendered meanwhile lies in the store
when the clip is put together, under the same keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from clipmaker.errors import ClipmakerError
from clipmaker.plan.model import RenderPlan
from clipmaker.render.divide import card_jobs
from clipmaker.render.executor import Executor, LocalPool
from clipmaker.render.store import Store


@contextmanager
def cards_ahead(plan: RenderPlan, store: Store, executor: Executor | None) -> Iterator[set[str]]:
    """Render the cards of a plan while the block runs, and finish them when it ends well.

    A card that cannot be rendered is left for later: it then fails with its own message.

    Args:
        plan: the clip as it will be, but for its subtitles.
        store: where finished pieces are kept.
        executor: where they are made; None for a pool of this call's own.

    Yields:
        The keys of what was rendered here; it is whole when the block has ended.
    """
    made: set[str] = set()
    jobs = card_jobs(plan.segments, plan.look)
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="clipmaker-"))
        where = executor or stack.enter_context(LocalPool())
        running = where.submit(jobs, store, Path(folder))
        try:
            yield made
        except BaseException:
            running.cancel()
            raise
        try:
            made.update(done.key for done in running if not done.reused)
        except (ClipmakerError, OSError):
            running.cancel()
        except BaseException:
            running.cancel()
            raise
