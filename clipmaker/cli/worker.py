"""``clipmaker worker``."""

from __future__ import annotations

from pathlib import Path

import click

from clipmaker.cli.say import say


@click.command(
    epilog="Example: clipmaker worker tcp://studio:8786 --shared /mnt/clips --name lisbon",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("address", metavar="TCP://SCHEDULER:8786")
@click.option(
    "--shared",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder that all machines see, as this machine sees it. Without it: the same path "
    "as on the machine that sends jobs.",
)
@click.option("--name", default="", help="Name of this machine in messages; its host name else.")
@click.option(
    "--processes",
    type=click.IntRange(1, 256),
    help="How many jobs to do at once; as many as there are usable cores else.",
)
def command(address: str, shared: Path | None, name: str, processes: int | None) -> None:
    """Lend this machine's cores to a cluster.

    It works for a Dask scheduler (“dask scheduler” starts one) until Ctrl-C. Whoever can reach
    the scheduler can run code here: use a network that you trust, or certificates (see
    docs/cluster.md).
    """
    import platform

    from clipmaker.cluster.choose import need_distributed
    from clipmaker.render.workers import usable_cores

    need_distributed()
    from clipmaker.cluster.start import serve

    serve(
        address,
        name=name or platform.node(),
        processes=processes or usable_cores(),
        shared=shared,
        tell=say,
    )
