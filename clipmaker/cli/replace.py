"""``clipmaker replace``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipmaker.cli.ask import asker
from clipmaker.cli.files import short
from clipmaker.cli.options import source_options
from clipmaker.cli.person import named, person_option
from clipmaker.cli.say import say, styled

if TYPE_CHECKING:
    from clipmaker.edit.replace import ReplacedLine, Replacement
    from clipmaker.make.gather import Surroundings

_FEWEST = 3
_YES, _ALL, _STOP = ("y", "Y"), ("a", "A"), ("q", "Q")
_KEYS = {"y": "replace", "n": "leave", "a": "this and all that follow", "q": "stop here"}


@click.command(
    epilog="Example: clipmaker replace Zelensky Zelenskyy stories/soldier/story.yaml",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("words", nargs=-1, required=True, metavar="OLD NEW STORY.YAML...")
@click.option("--yes", is_flag=True, help="Replace everywhere without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what would be replaced.")
@click.option(
    "--undo", is_flag=True, help="Put back the last replacement; give nothing but the stories."
)
@person_option("Who replaces it, noted in cue sheets")
@source_options
def command(
    words: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    undo: bool,
    who: str,
    surroundings: Surroundings,
) -> None:
    """Put a name right wherever stories say it, asked line by line.

    Cards, post text, people, credits, the glossary and the subtitles shown are looked through for
    whole words with these capitals. Everything else in the files stays, comments, too. Approvals
    of subtitles that say something else now lapse. The last replacement in a story's folder can
    be undone as long as nobody changed its files since.
    """
    if undo:
        _undo([Path(one) for one in words])
        return
    if len(words) < _FEWEST:
        raise click.UsageError("Give what is replaced, by what, and one story or several.")
    old, new, *stories = words
    from clipmaker.edit.replace import find_lines

    found = [find_lines(surroundings.of(Path(story)), old, new) for story in stories]
    if not any(one.lines for one in found):
        say(f"nobody says “{old}” there")
        return
    for one in found:
        _go_through(one, named(who), yes=yes, dry_run=dry_run)


def _undo(stories: list[Path]) -> None:
    from clipmaker.edit.replace import undo_replacement

    for story in stories:
        files = undo_replacement(story)
        say(f"put back: {', '.join(str(short(file)) for file in files)}")


def _go_through(wanted: Replacement, who: str, *, yes: bool, dry_run: bool) -> None:
    """Show the lines of a story, ask about each, and replace those that are wanted."""
    from clipmaker.edit.replace import replace_lines

    asking = None if yes or dry_run else asker()
    chosen: list[ReplacedLine] = []
    for line in wanted.lines:
        _show(line)
        if asking is None:
            chosen.append(line)
            continue
        say(*asking.keys_line(_KEYS))
        key = asking.key()
        if key is None or key in _STOP:
            break
        if key in _ALL:
            chosen += wanted.lines[wanted.lines.index(line) :]
            break
        if key in _YES:
            chosen.append(line)
    many = f"{len(chosen)} of {len(wanted.lines)} lines"
    if dry_run or not chosen:
        say(f"{short(wanted.sources.story)}: {'would replace ' if dry_run else 'replaced '}{many}")
        return
    replace_lines(wanted, chosen, who)
    lapsed = sum(line.approved for line in chosen)
    told = f"; {lapsed} approval{'s' if lapsed > 1 else ''} taken away" if lapsed else ""
    say(f"{short(wanted.sources.story)}: replaced {many}{told}")


def _show(line: ReplacedLine) -> None:
    place = f"{short(line.file)}:{line.line}" if line.line else short(line.file)
    say(f"{place}  {line.where}", "  (approved)" if line.approved else "")
    say(styled(f"  - {' '.join(line.before.split())}", fg="red"))
    say(styled(f"  + {' '.join(line.after.split())}", fg="green"))
