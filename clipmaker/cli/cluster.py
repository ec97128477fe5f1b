"""The options that send a command's jobs to a cluster, and the executor that they ask for."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from clipmaker.render.executor import Executor

Decorated = Callable[..., Any]


def cluster_options(command: Decorated) -> Decorated:
    """Add ``cluster`` and ``shared``, for ``executor_for``."""
    for option in reversed(
        (
            click.option(
                "--cluster",
                metavar="TCP://SCHEDULER:8786",
                default="",
                help="Render on the workers of this Dask scheduler instead of on this machine's "
                "own cores.",
            ),
            click.option(
                "--shared",
                type=click.Path(path_type=Path, file_okay=False),
                envvar="CLIPMAKER_SHARED",
                help="The folder that all machines of the cluster see; footage, photos and music "
                "travel through it. Without it: a folder in this machine's cache, which only "
                "workers on this machine see.",
            ),
        )
    ):
        command = option(command)
    return command


def executor_for(cluster: str, shared: Path | None) -> Executor:
    """Return where jobs run: on this machine's cores, or on a cluster.

    Args:
        cluster: address of a scheduler, "" for this machine.
        shared: the folder that all machines see, None for one in the cache.

    Raises:
        ClusterError: no scheduler, or no worker that may be given work.
        MissingToolError: the package for clusters is not installed.
    """
    if not cluster:
        from clipmaker.render.executor import LocalPool

        return LocalPool()
    need_distributed()
    from clipmaker.cluster.executor import ClusterExecutor
    from clipmaker.resources import cache_dir

    def notice(text: str) -> None:
        click.echo(f"cluster: {text}", err=True)

    return ClusterExecutor(
        cluster, shared=(shared or cache_dir() / "shared").resolve(), notice=notice
    )


def need_distributed() -> None:
    """Go on, unless the package for clusters is not installed.

    Raises:
        MissingToolError: it is not.
    """
    from clipmaker.errors import MissingToolError
    from clipmaker.text.errors import install_line

    if find_spec("distributed") is None:
        raise MissingToolError(
            "clusters need the package “distributed”, which is not installed",
            remedy=f"Install it: {install_line(['cluster'])}",
        )
