"""``clipmaker subtitles import`` and ``export``: cue sheets and other people's programs."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.listed import say_first
from clipmaker.cli.options import (
    FILE,
    WRITTEN_FILE,
    encoding_option,
    footage_option,
    shapeless_source_options,
    source_options,
    story_argument,
)
from clipmaker.cli.person import named, person_option
from clipmaker.cli.say import say

if TYPE_CHECKING:
    from clipmaker.edit.sheets import OpenSheet
    from clipmaker.make.gather import Surroundings


def _offset(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """Return the milliseconds of ``m:ss`` with or without a sign."""
    from clipmaker.door.clock import parse_clock

    sign = -1 if value.startswith("-") else 1
    try:
        return sign * parse_clock(value.lstrip("+-"))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(
    "import",
    epilog="Example: clipmaker subtitles import story.yaml interview.en.srt --credit AFP",
    short_help="Take another program's subtitles into a cue sheet.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@click.argument("file", type=FILE, metavar="FILE")
@footage_option
@click.option(
    "--language",
    metavar="CODE",
    default="",
    help="Which text it is: the language spoken, or the audience's. Without it, what the file or "
    "its name says, as in interview.ko.srt, or else the audience's.",
)
@click.option("--credit", default="", help="Who translated it, as shown on screen.")
@click.option(
    "--own",
    is_flag=True,
    help="You wrote it. Without this or --credit nobody is named as its maker.",
)
@click.option(
    "--offset",
    "offset_ms",
    callback=_offset,
    metavar="TIME",
    default="0:00",
    show_default=True,
    help="Added to its times, as in 0:03.500 or -10:00:00.",
)
@click.option(
    "--replace", is_flag=True, help="Also overrule what people wrote or approved in the cue sheet."
)
@encoding_option
@person_option("Who takes it in")
@source_options
def take(
    story: Path,
    file: Path,
    footage: str,
    language: str,
    credit: str,
    own: bool,
    offset_ms: int,
    replace: bool,
    encoding: str,
    who: str,
    surroundings: Surroundings,
) -> None:
    """Take subtitles of another program into a cue sheet.

    Reads SRT, WebVTT, ASS, TTML, Whisper's JSON, and the CSV table that “export” writes. Styles
    are stripped. Its cues count as edited until somebody approves them; who made them is not
    known unless --credit or --own says it. Those of a speech engine's JSON stay a machine's.
    """
    from clipmaker.edit.sheets import open_sheets, sheet_of
    from clipmaker.edit.subtitle_files import ImportOptions, take_file

    if own and credit.strip():
        raise click.UsageError("--own says that you wrote it, --credit that somebody else did")
    sources = surroundings.of(story)
    one = sheet_of(open_sheets(sources), footage)
    brought = ImportOptions(
        file=file,
        language=language,
        credit=credit.strip(),
        own=own,
        offset_ms=offset_ms,
        who=named(who),
        overrule=replace,
        encoding=encoding,
    )
    taken = take_file(one, brought)
    count = len(taken.changed)
    same = f", {taken.same} said the same already" if taken.same else ""
    say_first([f"note: {file.name}: {note}" for note in taken.notes], "more notes", err=True)
    say(f"{one.file.name}: {count} cue{'' if count == 1 else 's'} changed{same}")
    if count:
        say(f"next: clipmaker subtitles review {shlex.quote(str(story))}")


@click.command(
    epilog="Example: clipmaker subtitles export story.yaml --format csv -o interview.csv",
    short_help="Write cues as SRT, WebVTT, or a translator's table.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@footage_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["srt", "vtt", "csv"]),
    default="srt",
    show_default=True,
    help="SubRip, WebVTT, or a table of both texts for a translator.",
)
@click.option(
    "--language",
    metavar="CODE",
    default="",
    help="Which text: the language spoken, or the audience's, which it is without this.",
)
@click.option("-o", "--output", type=WRITTEN_FILE, help="The file to write; printed without it.")
@shapeless_source_options
def export(
    story: Path,
    footage: str,
    form: str,
    language: str,
    output: Path | None,
    surroundings: Surroundings,
) -> None:
    """Write the cues of footage for another program, with the times of the footage file.

    The table (CSV) holds one row a cue with both texts side by side. A translator fills it in any
    spreadsheet, and “import” takes it back without loss.
    """
    from clipmaker.cli.files import short, write_file
    from clipmaker.edit.sheets import heard_sheets, open_sheets, sheet_of

    sources = surroundings.of(story)
    one = sheet_of(heard_sheets(open_sheets(sources), story), footage)
    text = WRITERS[form](one, language)
    if form != "csv" and (count := _unapproved(one)):
        say(
            f"note: {count} of {len(one.sheet.cues if one.sheet else ())} subtitles are not "
            "approved: nobody answers for what they say",
            err=True,
        )
    if output is None or str(output) == "-":
        say(text.removeprefix("\ufeff"), nl=False)
    else:
        write_file(output, text.encode())
        say(f"{form}: {short(output)}")


def _unapproved(one: OpenSheet) -> int:
    from clipmaker.cues.reviewing.review import cleared

    return sum(not cleared(cue) for cue in (one.sheet.cues if one.sheet else ()))


def _srt(one: OpenSheet, language: str) -> str:
    from clipmaker.edit.subtitle_files import timed_texts
    from clipmaker.exchange.write import to_srt

    return to_srt(timed_texts(one, language)[1])


def _vtt(one: OpenSheet, language: str) -> str:
    from clipmaker.edit.subtitle_files import timed_texts
    from clipmaker.exchange.write import to_vtt

    code, texts = timed_texts(one, language)
    return to_vtt(texts, language=code)


def _table(one: OpenSheet, language: str) -> str:
    from clipmaker.exchange.table import to_table

    if language:
        raise click.UsageError("A table holds both texts: leave --language away.")
    assert one.sheet is not None
    return to_table(one.sheet.cues)


WRITERS: Mapping[str, Callable[[OpenSheet, str], str]] = {"srt": _srt, "vtt": _vtt, "csv": _table}
