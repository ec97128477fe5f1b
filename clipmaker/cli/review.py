"""``clipmaker subtitles review`` and ``approve``: people decide, one cue after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.options import footage_option, source_options, story_argument
from clipmaker.cli.person import named, person_option
from clipmaker.cli.review_keys import ReviewTerminal
from clipmaker.cli.say import say
from clipmaker.machine.moment import now

if TYPE_CHECKING:
    from clipmaker.cues.model import Cue
    from clipmaker.make.gather import Surroundings


@click.command(
    epilog='Example: clipmaker subtitles review story.yaml --as "Kim Lee"',
    short_help="Go through open cues, serious flags first.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@person_option("Who reviews")
@source_options
def review(
    story: Path,
    who: str,
    surroundings: Surroundings,
) -> None:
    """Go through the cues that nobody approved, those with serious flags first.

    Shows what was said beside what is shown. Keys: a approve, A approve all in which nothing is
    doubted, e edit the text, s edit the source, w waive (let it go out as it is, with a reason),
    c send it back with a comment, h hear it, space or n the next one, u undo, q quit. Every
    decision is saved at once, so it can be left and taken up at any time. Without a terminal,
    keys are read line by line, a text behind its key.
    """
    from clipmaker.cli.ask import asker
    from clipmaker.cues.reviewing.session import Pile, Session
    from clipmaker.edit.sheets import heard_sheets, open_sheets

    sources = surroundings.of(story)
    sheets = heard_sheets(open_sheets(sources), story)
    desk = ReviewTerminal(sheets=list(sheets), asker=asker(), signed=bool(who.strip()))
    piles = []
    for i, one in enumerate(sheets):
        assert one.sheet is not None
        piles.append(
            Pile(
                sheet=one.sheet,
                spans=one.spans,
                profile=one.profile,
                save=desk.saver(i),
                one_text=one.one_text,
            )
        )
    desk.run(Session(piles, named(who)), story)


@click.command(
    epilog='Example: clipmaker subtitles approve story.yaml --cue c1 --cue c2 --as "Kim Lee"',
    short_help="Approve cues by name, or all at once.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@click.option(
    "--cue", "cues", metavar="ID", multiple=True, help="A cue to approve; may be repeated."
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Approve every open cue that the story shows and in which nothing is doubted, under the "
    "name in --as; recorded as wholesale. A doubtful one needs --cue as well.",
)
@footage_option
@person_option("Who approves")
@source_options
def approve(
    story: Path,
    cues: tuple[str, ...],
    everything: bool,
    footage: str,
    who: str,
    surroundings: Surroundings,
) -> None:
    """Approve cues as they are, by name or all together.

    An approval holds while text and times stay the same. With --all, doubtful cues are left
    open unless each is named, and the exit code is 8 while one is.
    """
    from clipmaker.edit.approving import approve_named, approve_together, unapproved_left
    from clipmaker.edit.sheets import heard_sheets, open_sheets, sheet_of

    if not cues and not everything:
        raise click.UsageError("Name cues with --cue, or give --all.")
    if everything and not who.strip():
        raise click.UsageError("Who stands for all of them? Add --as NAME.")
    sources = surroundings.of(story)
    sheets = heard_sheets(open_sheets(sources), story)
    if footage or cues:
        sheets = (sheet_of(sheets, footage),)
    left: list[tuple[str, Cue]] = []
    for one in sheets:
        if everything:
            done = approve_together(one, named(who), now(), also=cues)
        else:
            done = approve_named(one, cues, named(who), now())
        left += done.left
        for line in done.told:
            say(line)
    if left:
        raise unapproved_left(left)
