"""The operations on cues that a page can ask for, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clipmaker.cues.model import CueSheet
from clipmaker.cues.reviewing import edit as cues
from clipmaker.desk.opened import Change
from clipmaker.desk.request import DeskRequest
from clipmaker.desk.staff import Role
from clipmaker.edit.sheets import OpenSheet
from clipmaker.errors import ReviewError
from clipmaker.machine.moment import now

Operation = Callable[[DeskRequest], Change]


def _edit(asked: DeskRequest) -> Change:
    def change(one: OpenSheet, sheet: CueSheet) -> CueSheet:
        return cues.edit(
            sheet,
            asked.text("id"),
            who=asked.who,
            text=asked.maybe_text("text"),
            source=asked.maybe_text("source"),
            start_ms=asked.maybe_number("start_ms"),
            end_ms=asked.maybe_number("end_ms"),
            speaker=asked.maybe_text("speaker"),
            note=asked.maybe_text("note"),
            limit_ms=one.media.duration_ms,
            one_text=one.one_text,
        )

    return change


def _split(asked: DeskRequest) -> Change:
    return lambda _, sheet: cues.split_cue(
        sheet,
        asked.text("id"),
        who=asked.who,
        at=asked.number("at"),
        source_at=asked.maybe_number("source_at"),
        at_ms=asked.maybe_number("at_ms"),
    )


def _merge(asked: DeskRequest) -> Change:
    return lambda _, sheet: cues.merge_cues(sheet, asked.names("ids"), who=asked.who)


def _shift(asked: DeskRequest) -> Change:
    return lambda one, sheet: cues.shift(
        sheet,
        asked.number("by_ms"),
        who=asked.who,
        ids=asked.names("ids") or None,
        limit_ms=one.media.duration_ms,
    )


def _replace(asked: DeskRequest) -> Change:
    return lambda one, sheet: cues.replace_text(
        sheet,
        asked.text("find"),
        asked.text("put"),
        who=asked.who,
        in_source=asked.flag("in_source"),
        match_case=asked.flag("match_case"),
        whole_words=asked.flag("whole_words"),
        one_text=one.one_text,
    )


def _add(asked: DeskRequest) -> Change:
    return lambda one, sheet: cues.add_cue(
        sheet,
        asked.number("start_ms"),
        asked.number("end_ms"),
        who=asked.who,
        text=asked.text("text"),
        source=asked.text("source"),
        limit_ms=one.media.duration_ms,
    )


def _delete(asked: DeskRequest) -> Change:
    return lambda _, sheet: cues.delete_cue(sheet, asked.text("id"))


def _approve(asked: DeskRequest) -> Change:
    return lambda _, sheet: cues.approve(sheet, asked.names("ids"), asked.who, now())


def _approve_wholesale(asked: DeskRequest) -> Change:
    def change(_one: OpenSheet, sheet: CueSheet) -> CueSheet:
        wanted, may = set(asked.names("ids")), cues.undoubted(sheet)
        if not wanted <= may:
            raise ReviewError(
                f"{', '.join(sorted(wanted - may))}: there is a doubt about it now, or somebody "
                "has decided it; nothing was approved",
                remedy="Look at the lines again, then approve.",
            )
        return cues.approve(sheet, wanted, asked.who, now(), wholesale=True)

    return change


def _take_other(asked: DeskRequest) -> Change:
    return lambda _, sheet: cues.take_other(sheet, asked.text("id"), who=asked.who)


def _send_back(asked: DeskRequest) -> Change:
    return lambda _, sheet: cues.send_back(
        sheet, asked.text("id"), who=asked.who, comment=asked.text("comment")
    )


def _waive(asked: DeskRequest) -> Change:
    return lambda _, sheet: cues.waive(
        sheet, asked.text("id"), who=asked.who, reason=asked.text("reason")
    )


OPERATIONS: Mapping[str, tuple[str, Operation]] = {
    "edit": ("the change of a subtitle", _edit),
    "split": ("the split", _split),
    "merge": ("the merging", _merge),
    "shift": ("the new times", _shift),
    "replace": ("the replacing", _replace),
    "add": ("the new subtitle", _add),
    "delete": ("the deletion", _delete),
    "approve": ("the approval", _approve),
    "approve-wholesale": ("the approval of all without doubts", _approve_wholesale),
    "take-other": ("the taking of the other reading", _take_other),
    "send-back": ("the sending back", _send_back),
    "waive": ("the waiver", _waive),
}
"""Every operation by the name that pages use, with what it is called when it is taken back."""

_DECISIONS = ("approve", "approve-wholesale", "send-back", "waive")
_BOTH = ("undo", "redo")


def roles_for(name: str) -> tuple[Role, ...]:
    """Return the roles of which one is needed for an operation; undoing takes either."""
    if name in _BOTH:
        return (Role.WRITE, Role.APPROVE)
    return (Role.APPROVE,) if name in _DECISIONS else (Role.WRITE,)
