"""The options that send a command's jobs to a cluster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.options import FOLDER
from clipmaker.cli.say import say

if TYPE_CHECKING:
    from clipmaker.render.executor import Executor

Decorated = Callable[..., Any]


def cluster_options(command: Decorated) -> Decorated:
    """Add ``cluster`` and ``shared``."""
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
                type=FOLDER,
                envvar="CLIPMAKER_SHARED",
                help="The folder that all machines of the cluster see; footage, photos and music "
                "travel through it. Without it: a folder in this machine's cache, which only "
                "workers on this machine see.",
            ),
        )
    ):
        command = option(command)
    return command


def executor(cluster: str, shared: Path | None) -> Executor:
    """Return where jobs run: on this machine's cores, or on a cluster.

    Raises:
        ClusterError: the address is none.
        MissingToolError: the package for clusters is not installed.
    """
    from clipmaker.cluster.choose import executor_for

    return executor_for(cluster, shared, lambda text: say(f"cluster: {text}", err=True))
