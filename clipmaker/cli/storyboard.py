"""``clipmaker storyboard``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.options import WRITTEN_FILE, ending, source_options, story_argument
from clipmaker.cli.say import say

if TYPE_CHECKING:
    from clipmaker.make.gather import Surroundings


@click.command(
    epilog="Example: clipmaker storyboard story.yaml -o storyboard.jpg",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@click.option(
    "-o",
    "--output",
    type=WRITTEN_FILE,
    callback=ending(".jpg", ".jpeg"),
    help="The JPEG to write; SLUG-storyboard.jpg in the current folder without it.",
)
@source_options
def command(
    story: Path,
    output: Path | None,
    surroundings: Surroundings,
) -> None:
    """Write one picture with every shot and subtitle of a clip, without rendering it.

    Subtitles come from the cue sheets that are there; nothing is heard.
    """
    from clipmaker.cli.files import short, write_file
    from clipmaker.cli.show import note_unheard
    from clipmaker.make.preview import preview_storyboard

    preview = preview_storyboard(surroundings.of(story))
    file = output or Path(f"{preview.slug}-storyboard.jpg")
    write_file(file, preview.content, named=output is not None)
    note_unheard(preview.unheard)
    say(f"storyboard: {short(file)}")
