"""``clipmaker import-timeline``."""

from __future__ import annotations

from pathlib import Path

import click

from clipmaker.cli.options import FILE, story_argument
from clipmaker.cli.say import say


@click.command(
    epilog="Example: clipmaker import-timeline story.yaml soldier.otio --dry-run",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@click.argument("timeline", type=FILE, metavar="FILE.OTIO")
@click.option(
    "--media-root",
    "media_roots",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="A further folder that media may lie in; may be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
def command(story: Path, timeline: Path, media_roots: tuple[Path, ...], dry_run: bool) -> None:
    """Take an editing program's cuts back into a story.

    In and out points of footage are taken where the timeline uses a file as often as the story;
    comments and everything else in the story stay as they are. Cards, sounds, effects and another
    order are not taken, and what does not map is said.
    """
    from clipmaker.handover.timeline_cuts import take_cuts

    found = take_cuts(story, timeline, media_roots, dry_run=dry_run)
    for one in found.changes:
        new = ", ".join(f"{name} {value}" for name, value in one.values.items())
        say(f"{one.file} (line {one.line}), {one.before}: {new}")
    for text in found.unmapped:
        say(f"note: {text}", err=True)
    if not found.changes:
        say("nothing changes")
    elif dry_run:
        say("nothing was written")
