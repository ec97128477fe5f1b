"""What ``clipmaker batch`` shows: its log while it works, and a table at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.cli.say import Part, say, say_json, styled
from clipmaker.errors import MOST_LISTED

if TYPE_CHECKING:
    from clipmaker.bulletin.log import Log, LogLine
    from clipmaker.bulletin.model import Bulletin
    from clipmaker.bulletin.outcome import Outcome, StoryResult


def logger(log_format: str, *, verbose: bool) -> Log:
    """Return what writes the log to the error stream, as lines or as JSON."""
    from clipmaker.bulletin.log import Level, as_json, as_text

    show = as_json if log_format == "json" else as_text

    def log(line: LogLine) -> None:
        if verbose or line.level is not Level.DETAIL:
            say(show(line), err=True)

    return log


def failures(outcome: Outcome) -> bool:
    """Whether any story failed."""
    return any(result.failure for result in outcome.results)


def print_json(made: Bulletin, outcome: Outcome) -> None:
    """Print the report as JSON."""
    from clipmaker.bulletin.report import as_data

    data = as_data(made, outcome, running=False)
    say_json(data)


_COLOURS = {"made": "green", "unchanged": "green", "failed": "red"}


def print_outcome(outcome: Outcome, *, check_only: bool) -> None:
    """Print a table of the stories and what it came to."""
    from clipmaker.bulletin.outcome import StoryState
    from clipmaker.bulletin.report import CONTACT_SHEET, REPORT
    from clipmaker.cli.files import short
    from clipmaker.cli.table import print_table

    broken = [result for result in outcome.results if result.item.problems]
    unlisted = {id(result) for result in broken[MOST_LISTED:]}
    rows = [result for result in outcome.results if id(result) not in unlisted]
    print_table([_row(result, check_only=check_only) for result in rows])
    if unlisted:
        say(f"and {len(unlisted)} more that the bulletin itself gets wrong (--json names them all)")
    counts = [f"{outcome.count(s)} {s.value}" for s in StoryState if outcome.count(s)]
    if check_only:
        bad = sum(bool(result.failure) for result in outcome.results)
        count = len(outcome.results)
        stories = "1 story" if count == 1 else f"{count} stories"
        say(f"{stories} checked, {bad} with mistakes")
        return
    seconds = (outcome.ended - outcome.started).total_seconds()
    say(f"{', '.join(counts)} in {seconds:.1f} s")
    for note in outcome.notes:
        say(f"note: {note}")
    say(f"report: {short(outcome.folder / REPORT)}")
    if (outcome.folder / CONTACT_SHEET).exists():
        say(f"contact sheet: {short(outcome.folder / CONTACT_SHEET)}")


def _row(result: StoryResult, *, check_only: bool) -> tuple[Part, ...]:
    from clipmaker.bulletin.outcome import StoryState
    from clipmaker.cli.files import short

    state = result.state.value
    if check_only and result.state is StoryState.WAITING:
        state = "good"
    seconds = f"{result.seconds:.1f} s" if result.seconds else ""
    about = result.why
    if result.failure:
        first, _, more = result.failure.message.partition("\n")
        count = len(more.splitlines())
        about = f"{result.failure.stage}: {first}" + (f" (and {count} more)" if count else "")
    elif result.clip and not check_only:
        kind = "draft" if result.clip.draft else "final"
        review = f", {result.clip.waiting} to review" if result.clip.waiting else ""
        review += ", damaged footage" if result.clip.damaged else ""
        late = ", late" if result.late else ""
        about = f"{kind}{review}{late}: {short(result.clip.folder)}"
    return (
        result.item.name,
        styled(state, fg=_COLOURS.get(state, "yellow"), bold=True),
        seconds,
        " ".join(part for part in (about, result.note and f"({result.note})") if part),
    )
