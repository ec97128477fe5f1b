"""A review at the terminal: one cue after the other, and what each key does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.cli.say import say, styled
from clipmaker.errors import ReviewError
from clipmaker.machine.moment import now

if TYPE_CHECKING:
    from clipmaker.cli.ask import Asker
    from clipmaker.cues.model import Cue, CueSheet
    from clipmaker.cues.reviewing.session import Session
    from clipmaker.edit.sheets import OpenSheet

KEYS = {
    "a": "approve",
    "A": "approve all without doubts",
    "t": "take the other reading",
    "e": "edit text",
    "s": "edit source",
    "w": "waive",
    "c": "send back with a comment",
    "h": "hear",
    "space": "next",
    "u": "undo",
    "q": "quit",
}
"""Every key, and what it does."""


@dataclass(kw_only=True)
class ReviewTerminal:
    """A review at the terminal.

    Attributes:
        sheets: the sheets under review.
        asker: reads keys and lines.
        signed: whether the person has given a name, rather than a login.
        played: what was played here: footage, and the cue's first and last moment in ms.
    """

    sheets: list[OpenSheet]
    asker: Asker
    signed: bool
    leaving: bool = False
    played: set[tuple[str, int, int]] = field(default_factory=set)

    def saver(self, i: int) -> Callable[[CueSheet], CueSheet]:
        """Return the function that writes the i-th sheet."""

        def write(sheet: CueSheet) -> CueSheet:
            self.sheets[i] = self.sheets[i].save(sheet)
            # Saved first: a translator that is slow or away costs nobody their words.
            self.sheets[i] = self.sheets[i].followed(self.sheets[i].asked())
            saved = self.sheets[i].sheet
            assert saved is not None
            return saved

        return write

    def run(self, session: Session, story: Path) -> None:
        """Show one cue after the other until all were seen or the person leaves."""
        from clipmaker.cli.cue_view import show_cue, show_summary

        shown: tuple[int, Cue | None] = (-1, None)
        while not self.leaving and session.count:
            cue = session.cue
            if cue is None:
                show_summary(session, story)
            elif (session.at, cue) != shown:
                show_cue(
                    cue, session, self.open_sheet(session), self.asker.keys_line(_keys(session))
                )
            shown = (session.at, cue)
            self.act(session, self.asker.key())
        if session.cue or not session.count:
            show_summary(session, story)

    def act(self, session: Session, key: str | None) -> None:
        """Do what a key asks for; no more keys end the review, and any but undo after its end."""
        if key is None or (session.cue is None and key != "u"):
            self.leaving = True
            return
        act = ACTIONS.get(key)
        if act is None:
            say(*self.asker.keys_line(_keys(session)))
            return
        try:
            act(self, session)
        except ReviewError as error:
            say(styled("not saved: ", fg="red"), error.message)
            self.read_again(session)

    def open_sheet(self, session: Session) -> OpenSheet:
        """Return the sheet of the cue that is looked at."""
        name = session.pile.sheet.footage
        return next(one for one in self.sheets if one.name == name)

    def read_again(self, session: Session) -> None:
        """Take over what somebody else has changed meanwhile."""
        self.sheets = [one.read() for one in self.sheets]
        found = [one.sheet for one in self.sheets if one.sheet is not None]
        session.reread(found)


def _keys(session: Session) -> Mapping[str, str]:
    """Return the keys that do something here."""
    from clipmaker.cues.reviewing.second import can_take_other

    sentence = session.sentence
    takes = sentence is not None and can_take_other(sentence)
    return {key: does for key, does in KEYS.items() if takes or key != "t"}


def _approve(_desk: ReviewTerminal, session: Session) -> None:
    if session.approve(now()):
        say(styled("approved", fg="green"))
    else:
        say(
            styled("approved, but too fast to read for a final: ", fg="yellow"),
            "u takes you back, e shortens it, w waives it",
        )


def _approve_all(desk: ReviewTerminal, session: Session) -> None:
    found = session.undoubted
    if not found:
        say("every open line is doubted: each needs a look of its own")
        return
    say(_told_together(found, desk.played))
    say("A again approves them; any other key leaves them open")
    if desk.asker.key() != "A":
        say("nothing changed")
        return
    if not desk.signed:
        who = desk.asker.text("Whose name stands for all of them?", "")
        if not who:
            say("nothing changed")
            return
        session.who, desk.signed = who, True
    done = session.approve_wholesale(now())
    say(f"approved {done.approved} without doubts, recorded as wholesale")
    if done.too_fast:
        fast = "one of them is" if done.too_fast == 1 else f"{done.too_fast} of them are"
        say(f"{fast} too fast to read for a final, and stay open")


def _told_together(
    found: Sequence[tuple[str, Cue]], played: Collection[tuple[str, int, int]]
) -> str:
    """Return how many lines are about to be approved together, and how many nobody played here."""
    count = len(found)
    silent = sum((name, cue.start_ms, cue.end_ms) not in played for name, cue in found)
    if not silent:
        heard = "each was played here"
    elif count == 1:
        heard = "it was not played here"
    else:
        heard = f"{'none' if silent == count else count - silent} of them " + (
            "was played here" if count - silent < 2 else "were played here"
        )
    lines = "1 line without doubts is" if count == 1 else f"{count} lines without doubts are"
    return f"{lines} about to be approved together; {heard}"


def _take_other(_desk: ReviewTerminal, session: Session) -> None:
    session.take_other()
    say("the other reading is shown now, as a machine's until somebody approves it")


def _edit_text(desk: ReviewTerminal, session: Session) -> None:
    cue = session.cue
    text = desk.asker.text("Text", cue.text if cue else "")
    if text is None or not session.edit(text=text):
        say("nothing changed")


def _edit_source(desk: ReviewTerminal, session: Session) -> None:
    cue = session.cue
    text = desk.asker.text("Source", cue.source if cue else "")
    if text is None or not session.edit(source=text):
        say("nothing changed")


def _waive(desk: ReviewTerminal, session: Session) -> None:
    reason = desk.asker.text("Why may it go out as it is?", "")
    if reason:
        session.waive(reason)
    else:
        say("nothing changed")


def _send_back(desk: ReviewTerminal, session: Session) -> None:
    comment = desk.asker.text("What is to be done about it?", "")
    if comment:
        session.send_back(comment)
        say("sent back: it stays open until somebody approves it")
    else:
        say("nothing changed")


def _hear(desk: ReviewTerminal, session: Session) -> None:
    from clipmaker.tools.hear import play

    one, cue = desk.open_sheet(session), session.cue
    if cue is None:
        return
    tracks = session.pile.sheet.audio_tracks
    limit_ms, disguised = one.media.duration_ms, one.footage.disguised
    if reason := play(
        one.footage.file, tracks, cue.start_ms, cue.end_ms, limit_ms, disguised=disguised
    ):
        say(styled("not played: ", fg="yellow"), reason)
    else:
        desk.played.add((one.name, cue.start_ms, cue.end_ms))
        if disguised:
            say("heard with the voice changed, as in the clip")


def _next(_desk: ReviewTerminal, session: Session) -> None:
    session.skip()


def _undo(_desk: ReviewTerminal, session: Session) -> None:
    say("undone" if session.undo() else "there is nothing to undo")


def _quit(desk: ReviewTerminal, _session: Session) -> None:
    desk.leaving = True


ACTIONS: Mapping[str, Callable[[ReviewTerminal, Session], None]] = {
    "a": _approve,
    "A": _approve_all,
    "t": _take_other,
    "e": _edit_text,
    "s": _edit_source,
    "w": _waive,
    "c": _send_back,
    "h": _hear,
    " ": _next,
    "n": _next,
    "u": _undo,
    "q": _quit,
}
