"""``clipmaker new``."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.listed import say_first
from clipmaker.cli.numbers import Amount
from clipmaker.cli.options import FILE, FOLDER
from clipmaker.cli.say import say, say_json

if TYPE_CHECKING:
    from clipmaker.edit.begin import Begun
    from clipmaker.summary.draft import Draft
    from clipmaker.summary.read import SummaryParagraph


@click.command(
    epilog="Example: clipmaker new summary.txt --into stories/captured-soldier --date 2025-01-13",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("summary", type=FILE, metavar="ARTICLE")
@click.option(
    "--into",
    "folder",
    type=FOLDER,
    help="Folder for story.yaml; one named after the headline without it.",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The story's date; a line “Date: 2025-01-13” in the summary does as well.",
)
@click.option(
    "--language",
    default="",
    help="Language of the text, as in ko; without it what its letters decide, or else English.",
)
@click.option("--brand", default="", help="Brand of the clip.")
@click.option(
    "--room",
    "room_s",
    type=Amount(3600),
    default=0.0,
    help="Seconds to keep free for footage.",
)
@click.option(
    "--profile", default="news-60", show_default=True, help="Delivery profile of the clip."
)
@click.option(
    "--as-written",
    is_flag=True,
    help="Take every paragraph, from the first on: none is the page around an article.",
)
@click.option(
    "--item",
    type=click.IntRange(1, 1000),
    default=None,
    help="Which item to take of an RSS or Atom feed that holds several, from 1.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(
    summary: Path,
    folder: Path | None,
    day: datetime | None,
    language: str,
    brand: str,
    room_s: float,
    profile: str,
    as_written: bool,
    item: int | None,
    as_json: bool,
) -> None:
    """Begin a story from an article, or a summary, as it is.

    A Word document (.docx), a saved web page, Markdown, RTF, plain text, ninjs, NITF, NewsML-G2 and
    an item of an RSS or Atom feed are read. Pictures that come along lie beside the story with
    their credits; those that nobody is credited for stay out, and it is said.

    The first line becomes the headline, each paragraph a caption, an attributed quotation such as
    “…,” said Name, role. a quotation card. Of an article longer than the clip those sentences are
    told that carry its story, and what is left out is listed by its weight; with --as-written it
    is left out from the end. Lines such as “Sources: AFP, Reuters”, “Link: …” and “Hashtags: …”
    are understood. Around an article pasted from a web page, menus, notices, bylines and captions
    are left out, and said. A story that is there already stays as it is.
    """
    from clipmaker.edit.begin import NewStory, begin_story

    begun = begin_story(
        NewStory(
            summary=summary,
            folder=folder,
            day=day.date() if day else None,
            language=language,
            brand=brand,
            footage_s=Fraction(str(room_s)),
            profile=profile,
            as_written=as_written,
            item=item or 0,
        )
    )
    if as_json:
        say_json(_as_data(begun))
    else:
        _tell(begun)


def _as_data(begun: Begun) -> dict[str, Any]:
    draft = begun.draft
    return {
        "story": str(begun.file),
        "language": begun.language,
        "cards": [
            {"kind": item.card.kind, "line": item.line, "text": item.text} for item in draft.cards
        ],
        "left_out": [
            {"line": item.line, "words": item.words, "text": item.told} for item in draft.left_out
        ],
        "furniture": [{"line": one.line, "text": one.text} for one in begun.furniture],
        "set_apart": [{"line": one.line, "text": one.text} for one in begun.set_apart],
        "garbled": [
            {"line": one.line, "fault": one.garbled.fault.value, "message": str(one.garbled)}
            for one in begun.garbled
        ],
        "byline": begun.byline,
        "pictures": [str(file) for file in begun.pictures],
        "pictures_left_out": [
            {"line": one.line, "name": one.name, "reason": one.reason}
            for one in begun.pictures_left_out
        ],
        "notes": list(begun.notes),
        "sources_left_out": list(draft.sources_left_out),
        "needs_s": float(draft.least_s),
        "fills_s": float(draft.most_s),
        "missing_s": float(draft.missing_s),
        "free_s": float(draft.free_s),
    }


def _tell(begun: Begun) -> None:
    from clipmaker.cli.files import short
    from clipmaker.languages import language_name

    draft = begun.draft
    say(f"{short(begun.file)}: {len(draft.cards)} cards")
    if begun.guessed:
        name = language_name(begun.language)
        say(f"taken to be in {name} ({begun.language}); --language says otherwise")
    for note in begun.notes:
        say(note)
    if begun.byline:
        say(f"written by {begun.byline}")
    for picture in begun.pictures:
        say(f"picture: {short(picture)}")
    say_first(
        [f"left out: {one.name} (line {one.line}): {one.reason}" for one in begun.pictures_left_out]
    )
    _tell_lines(
        "taken for the page around the article, and left out (or give --as-written):",
        begun.furniture,
    )
    _tell_lines(
        "left out, since the markup sets it apart (write it as a paragraph to keep it):",
        begun.set_apart,
    )
    say_first([f"line {line.line}: {line.garbled}" for line in begun.garbled])
    for number, item in enumerate(draft.cards, start=1):
        say(f"  {number:>2}  {item.card.kind:<8} {item.told}".rstrip())
    if draft.left_out:
        count, words = len(draft.left_out), draft.words_left_out
        cards = "1 card" if count == 1 else f"{count} cards"
        length = f"{float(draft.length_s):g} s"
        say(f"left out, because it does not fit {length}: {cards}, {words} words")
        lines = [f"  line {one.line}, {one.words} words: {one.told}" for one in draft.left_out]
        say_first(lines, f"more, at the end of {short(begun.file)}")
    if draft.sources_left_out:
        say(f"no room on the end card for: {', '.join(draft.sources_left_out)}")
    say(_balance(draft))
    say(f"next: clipmaker storyboard {short(begun.file)}")


def _tell_lines(what: str, lines: Sequence[SummaryParagraph]) -> None:
    if lines:
        say(what)
    say_first(
        [f"  line {one.line}: {textwrap.shorten(one.text, 80, placeholder=' …')}" for one in lines],
        "more (--json names them all)",
    )


def _balance(draft: Draft) -> str:
    """Return how the cards fill the clip, as one line."""
    free, missing = float(draft.free_s), float(draft.missing_s)
    if draft.missing_s:
        return (
            f"{missing:g} s are missing: add footage of {missing:g} to {free:g} s, or more text "
            f"(about {draft.words_missing} words)"
        )
    if free >= 1:
        return f"the clip is full; up to {free:g} s of footage have room"
    return "the clip is full"
