"""``clipmaker subtitles review`` and ``approve``: people decide, one cue after the other."""

from __future__ import annotations

from pathlib import Path

import click

from clipmaker.cli.options import footage_option, source_options, story_argument
from clipmaker.cli.person import named, person_option
from clipmaker.cli.review_keys import Desk
from clipmaker.machine.moment import now


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
    media_roots: tuple[Path, ...],
    profile: str,
    subtitles: str,
    brand: str,
) -> None:
    """Go through the cues that nobody approved, those with serious flags first.

    Shows what was said beside what is shown. Keys: a approve, A approve all that have no serious
    flag, e edit the text, s edit the source, w waive (let it go out as it is, with a reason),
    c send it back with a comment, h hear it, space or n the next one, u undo, q quit. Every
    decision is saved at once, so it can be left and taken up at any time. Without a terminal,
    keys are read line by line, a text behind its key.
    """
    from clipmaker.cli.ask import asker
    from clipmaker.cues.session import Pile, Session
    from clipmaker.edit.sheets import heard_sheets, open_sheets
    from clipmaker.make.gather import Sources

    sources = Sources(
        story=story, media_roots=media_roots, profile=profile, subtitles=subtitles, brand=brand
    )
    sheets = heard_sheets(open_sheets(sources), story)
    desk = Desk(sheets=list(sheets), asker=asker())
    piles = []
    for i, one in enumerate(sheets):
        assert one.sheet is not None
        piles.append(
            Pile(
                sheet=one.sheet,
                spans=one.spans,
                profile=one.profile,
                save=desk.saver(i),
                one_text=one.sheet.language == one.audience,
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
    help="Approve every open cue that the story shows; recorded as wholesale.",
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
    media_roots: tuple[Path, ...],
    profile: str,
    subtitles: str,
    brand: str,
) -> None:
    """Approve cues as they are, by name or all at once.

    An approval holds while text and times stay the same.
    """
    from clipmaker.cues.flags import serious
    from clipmaker.cues.review import approve as approved
    from clipmaker.cues.review import open_cues
    from clipmaker.edit.sheets import heard_sheets, open_sheets, sheet_of
    from clipmaker.make.gather import Sources

    if bool(cues) == everything:
        raise click.UsageError("Name cues with --cue, or give --all.")
    sources = Sources(
        story=story, media_roots=media_roots, profile=profile, subtitles=subtitles, brand=brand
    )
    sheets = heard_sheets(open_sheets(sources), story)
    if footage or not everything:
        sheets = (sheet_of(sheets, footage),)
    for one in sheets:
        assert one.sheet is not None
        found = [c for c in open_cues(one.sheet, one.spans) if c.text.strip()]
        names = cues or tuple(c.id for c in found)
        flagged = [c for c in one.sheet.cues if c.id in names and serious(c)]
        one.save(approved(one.sheet, names, named(who), now(), wholesale=everything))
        how = ", recorded as wholesale" if everything else ""
        doubt = f"; {len(flagged)} of them with a serious flag" if flagged else ""
        click.echo(f"{one.name}: approved {len(names)}{how}{doubt}")
