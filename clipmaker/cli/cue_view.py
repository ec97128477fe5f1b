"""A cue on a terminal: both texts side by side, and what is doubtful about it.

Imports rich: import this module only when something is shown.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from clipmaker.cli.reading_view import sentence_table
from clipmaker.cli.say import Part, Styled, terminal
from clipmaker.cues.credit import told_makers
from clipmaker.cues.judging.reading import reading_speed_cps
from clipmaker.cues.model import Severity, Status
from clipmaker.cues.sheets.plain import clock
from clipmaker.languages import NAMES

if TYPE_CHECKING:
    from clipmaker.cues.model import Cue
    from clipmaker.cues.reviewing.session import Session
    from clipmaker.edit.sheets import OpenSheet

_COLOURS = {Severity.SERIOUS: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "dim"}
_WIDEST = 120


def show_cue(cue: Cue, session: Session, one: OpenSheet, keys: Sequence[Part]) -> None:
    """Show a cue with its flags, and the keys that decide about it."""
    console = _console()
    console.print()
    head = Text(f"{one.name} {cue.id}", style="bold")
    head.append(f"  {session.at + 1} of {session.count}", style="default")
    head.append(
        f"  {clock(cue.start_ms)} to {clock(cue.end_ms)}, "
        f"{(cue.end_ms - cue.start_ms) / 1000:.1f} s, "
        f"{reading_speed_cps(cue):.0f} characters a second",
        style="dim",
    )
    head.append(f"  {_state(cue)}", style="dim")
    if cue.text and (made := told_makers(cue)):
        head.append(f"  {made}", style="dim")
    console.print(head)
    language = session.pile.sheet.spoken(cue)
    if sentence := session.sentence:
        console.print(sentence_table(sentence, cue, console.width))
    else:
        said = Text(f"{cue.speaker}: {cue.text}" if cue.speaker else cue.text, style="bold")
        table = Table(box=None, pad_edge=False, expand=True, header_style="dim")
        table.add_column(NAMES.get(language, language), ratio=1)
        table.add_row(said)
        console.print(table)
    for flag in cue.flags:
        line = Text(f"{flag.severity.value}: ", style=_COLOURS[flag.severity])
        console.print(line.append(flag.message, style="default"))
    if cue.note:
        console.print(Text(f"note: {cue.note}"))
    if keys:
        console.print(Text.assemble(*(_rich(key) for key in keys)))


def show_summary(session: Session, story: Path) -> None:
    """Say what is left to do."""
    if session.cue is None and session.count:
        _console().print(Text("\nevery cue was seen: u takes the last step back, q leaves"))
    left = session.left
    if left.open == 0:
        quoted = shlex.quote(str(story))
        text = f"nothing is left to review; make the clip with: clipmaker render {quoted} --final"
    else:
        cues = "1 cue is" if left.open == 1 else f"{left.open} cues are"
        text = f"{cues} still open, {left.serious} of them with a serious flag"
    # A command that is to be copied must not be broken into lines.
    _console().print(Text(text), soft_wrap=True)


def _console() -> Console:
    console = terminal()
    if console.width > _WIDEST:
        console = terminal(width=_WIDEST)
    return console


def _state(cue: Cue) -> str:
    if cue.status is Status.APPROVED:
        return f"approved by {cue.approved_by}" if cue.approved_by else "approved"
    if cue.status is Status.EDITED:
        return f"edited by {cue.edited_by}" if cue.edited_by else "edited"
    return cue.status.value


def _rich(part: Part) -> tuple[str, str]:
    return (part.text, "bold") if isinstance(part, Styled) else (part, "")
