"""``clipmaker subtitles``."""

from __future__ import annotations

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
from clipmaker.cli.say import Part, say, say_json, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clipmaker.cues.maker import Makers
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
        say_json([_as_data(*row) for row in rows])
        return
    if not rows:
        say("this story has no footage with subtitles")
    for file, sheet in rows:
        _print(file, sheet)


def _as_data(file: Path, sheet: Any) -> dict[str, Any]:
    from clipmaker.publish.manifest import speech_facts

    return {"cue_sheet": str(file), **speech_facts(sheet)}


def _marked(text: str, places: Sequence[tuple[int, int]]) -> list[Part]:
    """Return a reading with the words that part in brackets and in colour."""
    found: list[Part] = []
    at = 0
    for start, end in places:
        found += [text[at:start], styled(f"[{text[start:end]}]", fg="yellow")]
        at = end
    return [*found, text[at:]]


def _by(makers: Makers) -> Part:
    names = ", ".join(maker.name or maker.by.value for maker in makers)
    return styled(f"  ({names})", fg="bright_black") if names else ""


def _print(file: Path, sheet: Any) -> None:
    from clipmaker.cues.cutting.sentences import sentences_of
    from clipmaker.cues.judging.agreement import parted_places
    from clipmaker.cues.sheets.merge import mismatched
    from clipmaker.timeline.frames import clock

    probability = f", {sheet.language_probability:.0%} sure" if sheet.engine else ""
    several = len(sheet.tongues) > 1
    say(f"{file}  (language {', '.join(sheet.tongues)}{probability})")
    if not sheet.cues:
        say("  no speech was heard")
    for sentence in sentences_of(sheet.cues, sheet.language, sheet.audience):
        if any(cue.other for cue in sentence.cues):
            say(styled(f"sentence {' '.join(sentence.ids)}", bold=True))
        told: set[str] = set()
        for cue, (text, other) in zip(sentence.cues, parted_places(sentence), strict=True):
            head = f"{cue.id}  {clock(cue.start_ms)} to {clock(cue.end_ms)}  {cue.status.value}"
            head += f"  {sentence.language}" if several else ""
            say(styled(head, bold=True))
            say(f"    {cue.source}")
            say("    ", *_marked(cue.text, text), _by(cue.text_by if cue.other else ()))
            if cue.other:
                say("    ", *_marked(cue.other, other), _by(cue.other_by))
            for flag in cue.flags:
                # What the readings part in is told once for the sentence.
                if flag.code == "readings-differ" and flag.message in told:
                    continue
                told.add(flag.message)
                colour = {"serious": "red", "warning": "yellow"}.get(flag.severity.value)
                say("    ", styled(f"{flag.severity.value}: {flag.message}", fg=colour))
    if lost := mismatched(sheet):
        say(
            styled("what people wrote and what is heard now differ: ", fg="red"),
            ", ".join(f"{cue.id} at {clock(cue.start_ms)}" for cue in lost),
        )


for part in (review, approve, take, export):
    command.add_command(part)
