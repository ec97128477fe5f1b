"""Approving cues of a story's sheets, one by one or together, and what is told of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from clipmaker.cues.judging.flags import doubtful, serious
from clipmaker.cues.model import Cue, Severity, Status
from clipmaker.cues.reviewing.review import approve, approve_wholesale, open_cues, waiting
from clipmaker.cues.sheets.plain import clock
from clipmaker.edit.sheets import OpenSheet
from clipmaker.errors import ReviewError


@dataclass(frozen=True, kw_only=True)
class Approved:
    """What became of cues that were to be approved.

    Attributes:
        told: what was done, in lines for people.
        left: cues that are open still because of a doubt, each with its footage's name.
    """

    told: tuple[str, ...]
    left: tuple[tuple[str, Cue], ...] = ()


def approve_named(one: OpenSheet, names: Collection[str], who: str, when: str) -> Approved:
    """Approve cues by name, and save.

    Raises:
        ReviewError: a name is unknown, or somebody else changed the same cues meanwhile.
    """
    assert one.sheet is not None
    saved = one.save(approve(one.sheet, names, who, when))
    flagged = [cue for cue in one.sheet.cues if cue.id in names and serious(cue)]
    doubt = f"; {len(flagged)} of them with a serious flag" if flagged else ""
    told = f"{one.name}: approved {len(set(names))}{doubt}"
    return Approved(told=(told, *_too_fast(saved, names)))


def approve_together(
    opened: OpenSheet, who: str, when: str, *, also: Collection[str] = ()
) -> Approved:
    """Approve the open cues that the story shows together, and save; recorded as wholesale.

    Args:
        opened: the sheet.
        who: who stands for them.
        when: ISO 8601 time.
        also: names of doubtful cues that are approved, too; others are left open.

    Raises:
        ReviewError: a name is unknown, or somebody else changed the same cues meanwhile.
    """
    assert opened.sheet is not None
    before = {cue.id for cue in opened.sheet.cues if cue.status is Status.APPROVED}
    saved = opened.save(approve_wholesale(opened.sheet, who, when, opened.spans, also=also))
    assert saved.sheet is not None
    new = [c.id for c in saved.sheet.cues if c.status is Status.APPROVED and c.id not in before]
    flagged = [cue for cue in opened.sheet.cues if cue.id in new and doubtful(cue)]
    doubt = f"; {len(flagged)} of them with a doubt" if flagged else ""
    return Approved(
        told=(
            f"{opened.name}: approved {len(new)}, recorded as wholesale{doubt}",
            *_too_fast(saved, new),
        ),
        left=tuple(
            (opened.name, cue)
            for cue in open_cues(saved.sheet, opened.spans)
            if cue.text.strip() and not cue.waiver
        ),
    )


def unapproved_left(left: Sequence[tuple[str, Cue]]) -> ReviewError:
    """Return the error that names cues which only a person who looked at each may approve."""
    lines = []
    for footage, cue in left:
        doubts = (flag.message for flag in cue.flags if flag.severity is not Severity.NOTICE)
        doubt = next(doubts, "another part of its sentence is doubted")
        lines.append(f"{footage} {cue.id} at {clock(cue.start_ms)}: “{cue.text}”: {doubt}")
    one = len(left) == 1
    stay = "1 subtitle with a doubt stays" if one else (f"{len(left)} subtitles with doubts stay")
    return ReviewError(
        "\n".join([f"{stay} open:", *lines]),
        remedy="Look at each, then approve it by its name: --cue "
        + " --cue ".join(cue.id for _, cue in left),
    )


def _too_fast(one: OpenSheet, names: Collection[str]) -> list[str]:
    """Return what is told of approved cues that a final refuses all the same."""
    assert one.sheet is not None
    fast = [cue for cue in waiting(one.sheet, one.spans, one.profile) if cue.id in names]
    if not fast:
        return []
    which = ", ".join(f"{cue.id} at {clock(cue.start_ms)}" for cue in fast)
    return [
        f"{one.name}: a final will refuse {which}: more than {one.profile.cps_at_most:g} "
        "characters a second cannot be read; shorten or waive"
    ]
