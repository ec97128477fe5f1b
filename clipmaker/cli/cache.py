"""``clipmaker cache``."""

from __future__ import annotations

import click

from clipmaker.cli.group import DefaultGroup
from clipmaker.cli.numbers import Amount
from clipmaker.cli.say import say, say_json

_SETTINGS = {"help_option_names": ["-h", "--help"]}


@click.group(cls=DefaultGroup, no_args_is_help=False, context_settings=_SETTINGS)
def command() -> None:
    """Show what is kept to render only what changed, and clear it.

    Finished pieces of clips are kept by what they were made from; those unused for longest go
    when they outgrow CLIPMAKER_CACHE_GB (10). “clipmaker cache” is “clipmaker cache show”.
    """


@command.command(
    epilog="Example: clipmaker cache show --json",
    short_help="Say what is kept, where, and how much of it.",
    context_settings=_SETTINGS,
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def show(as_json: bool) -> None:
    """Say what is kept, where, and how much of it."""
    from clipmaker.cli.catalogue_shown import megabytes
    from clipmaker.resources import cache_dir, max_cache_bytes
    from clipmaker.upkeep.cache import cache_parts

    parts = cache_parts()
    if as_json:
        data = {
            "folder": str(cache_dir()),
            "bound_bytes": max_cache_bytes(),
            "parts": [
                {"name": p.name, "what": p.what, "entries": p.entries, "bytes": p.bytes}
                for p in parts
            ],
        }
        say_json(data)
        return
    say(f"{cache_dir()}")
    for part in parts:
        say(f"{megabytes(part.bytes):>12}  {part.entries:>6}  {part.what}")
    say(f"finished pieces may take {megabytes(max_cache_bytes())} (CLIPMAKER_CACHE_GB)")


@command.command(
    epilog="Example: clipmaker cache clear --keep 500",
    short_help="Remove finished pieces, all or the oldest.",
    context_settings=_SETTINGS,
)
@click.option(
    "--keep",
    "keep_mb",
    type=Amount(),
    default=0.0,
    metavar="MB",
    help="Keep so many megabytes of those used last; 0, the default, keeps none.",
)
def clear(keep_mb: float) -> None:
    """Remove finished pieces. Published clips, speech and models are left alone.

    A render that runs meanwhile makes again what it misses.
    """
    from clipmaker.cli.catalogue_shown import megabytes
    from clipmaker.upkeep.cache import clear_pieces

    say(f"removed {megabytes(clear_pieces(int(keep_mb * 1e6)))}")
