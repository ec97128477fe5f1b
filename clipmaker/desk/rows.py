"""The list of clips: each as a row that says what is to be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from clipmaker.bulletin.seen import Wait
from clipmaker.desk.job import DeskJob
from clipmaker.desk.job import JobState as JobState
from clipmaker.desk.known import ClipVersion, KnownClip
from clipmaker.desk.standing import Kind, Standing, in_the_way
from clipmaker.machine.parsed import parsed_json


class RowState(StrEnum):
    """What an editor has to do with a clip."""

    RENDERING = "rendering"
    FAILED = "failed"
    SENT_BACK = "sent-back"
    REVIEW = "review"
    CHANGED = "changed"
    HELD = "held"
    READY = "ready"
    APPROVED = "approved"
    NEW = "new"


LABELS: Mapping[RowState, str] = {
    RowState.RENDERING: "Rendering",
    RowState.FAILED: "Failed",
    RowState.SENT_BACK: "Sent back",
    RowState.REVIEW: "Waiting for review",
    RowState.CHANGED: "Changed since the draft",
    RowState.HELD: "Held",
    RowState.READY: "Draft, ready to approve",
    RowState.APPROVED: "Approved",
    RowState.NEW: "Not rendered yet",
}
"""What the states are called."""


@dataclass(frozen=True, kw_only=True)
class ClipRow:
    """A clip in the list.

    Attributes:
        known: the clip.
        state: what has to be done with it.
        reason: why it failed, or what is to be decided, "" for nothing.
        open: subtitles that nobody approved.
        doubted: those of them with a serious flag.
        duration: ``1:00``, "" when it was not rendered.
        checks: rules passed and rules there are, "" likewise.
        touched: who did something last, "" when nobody did.
        share: how much of a render is done, 0 to 1.
        waits: why it may not go out yet, whatever else is done with it.
    """

    known: KnownClip
    state: RowState
    reason: str = ""
    open: int = 0
    doubted: int = 0
    duration: str = ""
    checks: str = ""
    touched: str = ""
    share: float = 0.0
    waits: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What its state is called."""
        return LABELS[self.state]

    @property
    def headline(self) -> str:
        """Its headline; with what differs, where it is a version beside the story's own clip."""
        newest = self.known.newest
        clip = newest.manifest.get("clip") if newest else None
        differs = ", ".join((clip.get("differs") or {}).values()) if clip else ""
        if self.known.story:
            headline = self.known.story.headline
        else:
            headline = str(newest.manifest["story"]["headline"]) if newest else self.known.slug
        return f"{headline} ({differs})" if differs else headline

    @property
    def date(self) -> str:
        """Its day as people write it, "" when it has none."""
        try:
            day = date.fromisoformat(self.known.day)
        except ValueError:
            return ""
        return f"{day.day} {day:%B %Y}"

    @property
    def made(self) -> str:
        """When it was rendered last, ISO 8601, "" when it was not."""
        newest = self.known.newest
        return moment(newest.made_s) if newest else ""


def row(known: KnownClip, job: DeskJob | None, waits: Sequence[Wait] = ()) -> ClipRow:
    """Return a clip as it stands in the list, by what its files say without being measured."""
    problem = known.story.problem if known.story else ""
    standing = Standing(
        known=known,
        job=job,
        waits=waits,
        open=len(_waiting(known)),
        stale=known.changed,
        problem=problem,
    )
    return row_of(standing)


def row_of(standing: Standing) -> ClipRow:
    """Return a clip as it stands."""
    known, job = standing.known, standing.job
    newest = known.newest
    undecided = [cue for cue in known.cues if _waits(cue)]
    state, reason = _state(standing, undecided)
    passed, duration = _measured(newest)
    return ClipRow(
        known=known,
        state=state,
        reason=reason,
        open=standing.open,
        doubted=sum(_serious(cue) for cue in undecided),
        duration=duration,
        checks=passed,
        touched=_touched(newest, known.cues),
        share=job.share if job and job.open else 0.0,
        waits=(*known.withdrawn, *(one.told for one in standing.waits)),
    )


def _waiting(known: KnownClip) -> frozenset[str]:
    """Return the cues that are not decided: as the sheets say now, or a version without them."""
    if known.story and not known.story.problem:
        return known.story.waiting
    return frozenset(str(place) for place, cue in enumerate(known.cues) if _waits(cue))


def _waits(cue: Mapping[str, Any]) -> bool:
    """Whether a cue that the clip shows, as far as is known, is neither approved nor waived."""
    return cue["status"] != "approved" and not cue.get("waiver") and cue.get("shown", True)


def _serious(cue: Mapping[str, Any]) -> bool:
    return any(flag["severity"] == "serious" for flag in cue["flags"])


def _state(standing: Standing, undecided: Sequence[Mapping[str, Any]]) -> tuple[RowState, str]:
    known, job = standing.known, standing.job
    if job and job.open:
        return RowState.RENDERING, job.message
    if job and job.state is JobState.FAILED:
        return RowState.FAILED, job.message
    if standing.problem:
        return RowState.FAILED, standing.problem
    newest = known.newest
    if newest is None:
        return RowState.NEW, ""
    if newest.name != "draft" and not standing.stale:
        return RowState.APPROVED, ""
    if any(flag["code"] == "sent-back" for cue in undecided for flag in cue["flags"]):
        return RowState.SENT_BACK, ""
    reason = "" if known.story else "Only to be watched: its story is not here."
    ways = {one.kind for one in in_the_way(standing)}
    if ways & {Kind.SUBTITLES, Kind.FACTS, Kind.DAMAGE}:
        return RowState.REVIEW, reason
    if ways & {Kind.STALE, Kind.UNMADE}:
        return RowState.CHANGED, reason
    return (RowState.HELD if ways else RowState.READY), reason


def _measured(made: ClipVersion | None) -> tuple[str, str]:
    """Return checks passed of all, and the length."""
    report = report_of(made) if made else None
    if not report:
        return "", ""
    results = report["results"]
    passed = sum(r["verdict"] == "pass" for r in results)
    seconds = next((r["value"] for r in results if r["rule"] == "duration"), None)
    length = f"{int(seconds) // 60}:{int(seconds) % 60:02d}" if seconds is not None else ""
    return f"{passed}/{len(results)}", length


def report_of(made: ClipVersion) -> dict[str, Any]:
    """Return the report of a version, empty when it cannot be read."""
    return _report(made.folder, made.stamp)


@lru_cache(maxsize=4096)
def _report(folder: Path, _stamp: str) -> dict[str, Any]:
    try:
        report = parsed_json((folder / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return report if isinstance(report, dict) else {}


def _touched(made: ClipVersion | None, cues: Sequence[Mapping[str, Any]]) -> str:
    if made and (sign_off := made.manifest.get("sign_off")):
        return str(sign_off["who"])
    approved = [cue for cue in cues if cue["approved_by"]]
    last = max(approved, key=lambda cue: cue["approved_at"], default=None)
    edited = next((cue["edited_by"] for cue in cues if cue["edited_by"]), "")
    return str(last["approved_by"] if last else edited)


def moment(seconds: float) -> str:
    """Return a time as ISO 8601, to the second."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def row_facts(one: ClipRow) -> dict[str, Any]:
    """Return a row of the list as a page takes it in."""
    return {
        "day": one.known.day,
        "slug": one.known.slug,
        "headline": one.headline,
        "state": one.state.value,
        "label": one.label,
        "reason": one.reason,
        "open": one.open,
        "doubted": one.doubted,
        "duration": one.duration,
        "checks": one.checks,
        "touched": one.touched,
        "share": one.share,
        "waits": list(one.waits),
        "made": one.made,
        "stamp": one.known.newest.stamp if one.known.newest else "",
        "version": one.known.newest.name if one.known.newest else "",
    }
