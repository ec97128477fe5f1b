"""Where jobs run: this machine's own pool, or a cluster when one is named."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from clipmaker.errors import MissingToolError
from clipmaker.extras import install_line
from clipmaker.render.executor import Executor, LocalPool
from clipmaker.resources import cache_dir


def executor_for(
    cluster: str, shared: Path | None, notice: Callable[[str], None], width: int | None = None
) -> Executor:
    """Return where jobs run.

    Args:
        cluster: address of a scheduler, "" for this machine.
        shared: the folder that all machines see, None for one in the cache.
        notice: told, in one line each, of workers that are refused or lost.
        width: how many jobs this machine's pool does at once, None for what suits it.

    Raises:
        ClusterError: the address is none.
        MissingToolError: the package for clusters is not installed.
    """
    if not cluster:
        return LocalPool(width)
    need_distributed()
    from clipmaker.cluster.executor import ClusterExecutor

    folder = (shared or cache_dir() / "shared").resolve()
    return ClusterExecutor(cluster, shared=folder, notice=notice)


def need_distributed() -> None:
    """Go on, unless the package for clusters is not installed.

    Raises:
        MissingToolError: it is not.
    """
    if find_spec("distributed") is None:
        raise MissingToolError(
            "clusters need the package “distributed”, which is not installed",
            remedy=f"Install it: {install_line(['cluster'])}",
        )
