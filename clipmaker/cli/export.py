"""``clipmaker export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.files import short
from clipmaker.cli.options import FILE, WRITTEN_FILE, ending, source_options, story_argument
from clipmaker.cli.say import say
from clipmaker.errors import DiskError, InputError, Problem
from clipmaker.machine.writing import write_whole

if TYPE_CHECKING:
    from clipmaker.make.gather import Surroundings


@click.command(
    epilog="Example: clipmaker export story.yaml --out soldier.otio",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@source_options
@click.option(
    "--out",
    type=WRITTEN_FILE,
    callback=ending(".otio"),
    help="The file to write; beside the story, named after the clip, without it.",
)
@click.option(
    "--clip",
    "master",
    type=FILE,
    help="The finished MP4 that cards refer to, since they are painted.",
)
def command(story: Path, surroundings: Surroundings, out: Path | None, master: Path | None) -> None:
    """Hand a clip over to an editing program, as OpenTimelineIO.

    Footage and sounds refer to their files, with their in points. Cards refer to the finished clip,
    and their texts stand beside them; so does footage in which somebody is protected, and its name
    is left out. Subtitles and shots are markers, an unapproved subtitle a red one. Nothing is heard
    and nothing rendered; other formats are made by OpenTimelineIO's adapters.
    """
    from clipmaker.handover.timeline_file import as_otio
    from clipmaker.make.decide import decide

    if master is not None and not master.is_file():
        raise InputError([Problem(file=master, message="there is no such file")])
    decided = decide(surroundings.of(story), None)
    file = out or story.with_name(f"{decided.gathered.story.slug}.otio")
    try:
        write_whole(file, as_otio(decided, master).encode(), durable=True)
    except OSError as error:
        raise DiskError(f"{file}: it cannot be written: {error.strerror or error}") from error
    cues = sum(len(shot.cues) for shot in decided.timeline.shots)
    say(f"{short(file)}: {len(decided.timeline.shots)} shots, {cues} subtitles")
