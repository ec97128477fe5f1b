"""``clipmaker frame``."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.options import WRITTEN_FILE, ending, moment, source_options, story_argument
from clipmaker.cli.say import say

if TYPE_CHECKING:
    from clipmaker.make.gather import Surroundings


@click.command(
    epilog="Example: clipmaker frame story.yaml --at 12.5 -o frame.png",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@click.option(
    "--at",
    "at_s",
    callback=moment,
    metavar="TIME",
    required=True,
    help="When in the clip: seconds, as in 12.5, or minutes, as in 0:12.5.",
)
@click.option(
    "-o",
    "--output",
    type=WRITTEN_FILE,
    callback=ending(".png"),
    help="The PNG to write; SLUG-SECONDS.png in the current folder without it.",
)
@source_options
def command(
    story: Path,
    at_s: Fraction,
    output: Path | None,
    surroundings: Surroundings,
) -> None:
    """Write one finished frame of a clip as PNG, the same as in its video.

    Nothing is rendered or heard: subtitles come from the cue sheets that are there.
    """
    from clipmaker.cli.files import short, write_file
    from clipmaker.cli.show import note_unheard
    from clipmaker.make.preview import preview_frame

    sources = surroundings.of(story)
    preview = preview_frame(sources, at_s)
    file = output or Path(f"{preview.slug}-{float(at_s):06.3f}.png")
    write_file(file, preview.content, named=output is not None)
    note_unheard(preview.unheard)
    say(f"frame {preview.frame}: {short(file)}")
