"""``clipmaker subtitles``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.exchange import export, take
from clipmaker.cli.group import DefaultGroup
from clipmaker.cli.options import (
    footage_option,
    hearing_options,
    output_options,
    source_options,
    story_argument,
)
from clipmaker.cli.person import named, person_option
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


@command.command(
    "language",
    epilog="Example: clipmaker subtitles language story.yaml --cue c4 --language ko",
    short_help="Hear lines again in the language they are spoken in.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@click.option(
    "--cue", "cues", metavar="ID", multiple=True, required=True, help="A cue; may be repeated."
)
@click.option(
    "--language", metavar="CODE", required=True, help="What is spoken there, as in ko or Korean."
)
@footage_option
@person_option("Who says so")
@source_options
@hearing_options
@output_options
def language_of(
    story: Path,
    cues: tuple[str, ...],
    language: str,
    footage: str,
    who: str,
    surroundings: Surroundings,
    hearing: Hearing,
    as_json: bool,
    verbose: bool,
) -> None:
    """Hear lines again in the language that they are spoken in, and translate them again.

    For a voice that was heard in another language than its own. What a machine made of it goes;
    what people wrote or approved stays, opened again, with what is heard now beside it. Speaker,
    notes and comments stay, and later hearings keep to the language.
    """
    from clipmaker.cli.show import progress
    from clipmaker.cues.reviewing.spoken_as import SpokenAs
    from clipmaker.edit.sheets import heard_sheets, sheet_of, sheets_of_story
    from clipmaker.make.gather import gather
    from clipmaker.make.hearing import hear as hear_footage

    said = SpokenAs(ids=tuple(dict.fromkeys(cues)), language=_code(language), who=named(who))
    with progress(verbose=verbose) as on_event:
        gathered = gather(surroundings.of(story))
        one = sheet_of(heard_sheets(sheets_of_story(gathered), story), footage)
        wanted = replace(hearing, remote=True)
        sheet = hear_footage(gathered, one.footage, one.file, wanted, on_event, said)
    if as_json:
        say_json([_as_data(one.file, sheet)])
    else:
        _print(one.file, sheet)


def _code(written: str) -> str:
    from clipmaker.languages import country_language, language_name, nearest_language

    code = nearest_language(written)
    if code and not (meant := country_language(code)):
        return code
    told = f"“{code}” is {language_name(code)}; did you mean {meant}?" if code else (
        f"expected a language, as in ko or Korean, found “{written}”"
    )  # fmt: skip
    raise click.BadParameter(told, param_hint="--language")


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
