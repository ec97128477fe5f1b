"""``clipmaker subtitles``."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.exchange import export, take
from clipmaker.cli.group import DefaultGroup
from clipmaker.cli.options import (
    hearing_options,
    output_options,
    source_options,
    story_argument,
)
from clipmaker.cli.review import approve, review
from clipmaker.cli.say import say, styled

if TYPE_CHECKING:
    from clipmaker.make.gather import Surroundings
    from clipmaker.make.hearing import Hearing


@click.group(
    cls=DefaultGroup,
    epilog="Example: clipmaker subtitles story.yaml",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def command() -> None:
    """Hear a story's footage, review its cues, take subtitles in and give them out.

    “clipmaker subtitles STORY.YAML” is “clipmaker subtitles hear STORY.YAML”.
    """


@command.command(
    epilog="Example: clipmaker subtitles hear story.yaml --again",
    short_help="Hear a story's footage and show its cues.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@source_options
@hearing_options
@output_options
def hear(
    story: Path,
    surroundings: Surroundings,
    hearing: Hearing,
    as_json: bool,
    verbose: bool,
) -> None:
    """Hear a story's footage and show its cues.

    “hear” may be left away. Writes a cue sheet beside the story for each footage file, and for a
    voice-over whose words the story does not give: what was said, what it is taken to mean, and
    what is doubtful about it. Correct it there, or go through it with “clipmaker subtitles
    review”.
    """
    from clipmaker.cli.show import progress
    from clipmaker.cues.sheets.sheet import sheet_path
    from clipmaker.make.gather import gather
    from clipmaker.make.hearing import listen, setting_of
    from clipmaker.make.narration import narration_sheet
    from clipmaker.story.model import Footage

    sources = surroundings.of(story)
    with progress(verbose=verbose) as on_event:
        gathered = gather(sources)
        hearing = replace(hearing, remote=True)
        sheets = listen(gathered, hearing, on_event)
        over = gathered.story.voice_over
        said = narration_sheet(gathered, setting_of(gathered), hearing, on_event)
    rows = []
    for index, sheet in sheets.items():
        item = gathered.story.shots[index]
        assert isinstance(item, Footage)
        rows.append((sheet_path(gathered.story.file.parent, item.file), sheet))
    if over and over.heard and said:
        rows.append((sheet_path(gathered.story.file.parent, over.file), said))
    if as_json:
        say(json.dumps([_as_data(*row) for row in rows], indent=2, ensure_ascii=False))
        return
    if not rows:
        say("this story has no footage with subtitles")
    for file, sheet in rows:
        _print(file, sheet)


def _as_data(file: Path, sheet: Any) -> dict[str, Any]:
    from clipmaker.publish.manifest import speech_facts

    return {"cue_sheet": str(file), **speech_facts(sheet)}


def _print(file: Path, sheet: Any) -> None:
    from clipmaker.cues.sheets.merge import mismatched
    from clipmaker.timeline.frames import clock

    probability = f", {sheet.language_probability:.0%} sure" if sheet.engine else ""
    say(f"{file}  (language {sheet.language}{probability})")
    if not sheet.cues:
        say("  no speech was heard")
    for cue in sheet.cues:
        head = f"{cue.id}  {clock(cue.start_ms)} to {clock(cue.end_ms)}  {cue.status.value}"
        say(styled(head, bold=True))
        say(f"    {cue.source}")
        say(f"    {cue.text}")
        for flag in cue.flags:
            colour = {"serious": "red", "warning": "yellow"}.get(flag.severity.value)
            say("    ", styled(f"{flag.severity.value}: {flag.message}", fg=colour))
    if lost := mismatched(sheet):
        say(
            styled("what people wrote and what is heard now differ: ", fg="red"),
            ", ".join(f"{cue.id} at {clock(cue.start_ms)}" for cue in lost),
        )


for part in (review, approve, take, export):
    command.add_command(part)
