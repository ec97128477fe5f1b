"""What the pages show, as plain values: the list, one clip, its cues."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from clipmaker.cues.flags import serious
from clipmaker.cues.model import Cue, Status
from clipmaker.cues.reading import reading_speed_cps
from clipmaker.desk.job import Job
from clipmaker.desk.job import State as JobState
from clipmaker.desk.library import Known, Made
from clipmaker.desk.opened import OpenStory
from clipmaker.edit.sheets import OpenSheet
from clipmaker.languages import language_name
from clipmaker.make.decide import Decided
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.frames import frame_to_ms
from clipmaker.timeline.model import Shot


class State(StrEnum):
    """What an editor has to do with a clip."""

    RENDERING = "rendering"
    FAILED = "failed"
    SENT_BACK = "sent-back"
    REVIEW = "review"
    READY = "ready"
    APPROVED = "approved"
    NEW = "new"


LABELS: Mapping[State, str] = {
    State.RENDERING: "Rendering",
    State.FAILED: "Failed",
    State.SENT_BACK: "Sent back",
    State.REVIEW: "Waiting for review",
    State.READY: "Draft, ready to approve",
    State.APPROVED: "Approved",
    State.NEW: "Not rendered yet",
}
"""What the states are called."""


@dataclass(frozen=True, kw_only=True)
class Row:
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
    """

    known: Known
    state: State
    reason: str = ""
    open: int = 0
    doubted: int = 0
    duration: str = ""
    checks: str = ""
    touched: str = ""
    share: float = 0.0

    @property
    def label(self) -> str:
        """What its state is called."""
        return LABELS[self.state]

    @property
    def headline(self) -> str:
        """Its headline."""
        if self.known.story:
            return self.known.story.headline
        newest = self.known.newest
        return str(newest.manifest["story"]["headline"]) if newest else self.known.slug

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


def row(known: Known, job: Job | None) -> Row:
    """Return a clip as it stands in the list."""
    newest = known.newest
    cues = known.cues
    waiting = [cue for cue in cues if cue["status"] != "approved" and not cue.get("waiver")]
    doubted = [cue for cue in waiting if _serious(cue)]
    state, reason = _state(known, job, waiting)
    passed, duration = _measured(newest)
    return Row(
        known=known,
        state=state,
        reason=reason,
        open=len(waiting),
        doubted=len(doubted),
        duration=duration,
        checks=passed,
        touched=_touched(newest, cues),
        share=job.share if job and job.open else 0.0,
    )


def _serious(cue: Mapping[str, Any]) -> bool:
    return any(flag["severity"] == "serious" for flag in cue["flags"])


def _state(
    known: Known, job: Job | None, waiting: Sequence[Mapping[str, Any]]
) -> tuple[State, str]:
    if job and job.open:
        return State.RENDERING, job.message
    if job and job.state is JobState.FAILED:
        return State.FAILED, job.message
    if known.story and known.story.problem:
        return State.FAILED, known.story.problem
    newest = known.newest
    if newest is None:
        return State.NEW, ""
    if newest.name != "draft" and not known.changed:
        return State.APPROVED, ""
    if any(flag["code"] == "sent-back" for cue in waiting for flag in cue["flags"]):
        return State.SENT_BACK, ""
    reason = "" if known.story else "Its story is not in the desk’s folders: only to be watched."
    return (State.REVIEW if waiting else State.READY), reason


def _measured(made: Made | None) -> tuple[str, str]:
    """Return checks passed of all, and the length."""
    report = report_of(made) if made else None
    if not report:
        return "", ""
    results = report["results"]
    passed = sum(r["verdict"] == "pass" for r in results)
    seconds = next((r["value"] for r in results if r["rule"] == "duration"), None)
    length = f"{int(seconds) // 60}:{int(seconds) % 60:02d}" if seconds is not None else ""
    return f"{passed}/{len(results)}", length


def report_of(made: Made) -> dict[str, Any]:
    """Return the report of a version, empty when it cannot be read."""
    return _report(made.folder, made.stamp)


@lru_cache(maxsize=4096)
def _report(folder: Path, _stamp: str) -> dict[str, Any]:
    try:
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return report if isinstance(report, dict) else {}


def _touched(made: Made | None, cues: Sequence[Mapping[str, Any]]) -> str:
    if made and (sign_off := made.manifest.get("sign_off")):
        return str(sign_off["who"])
    approved = [cue for cue in cues if cue["approved_by"]]
    last = max(approved, key=lambda cue: cue["approved_at"], default=None)
    edited = next((cue["edited_by"] for cue in cues if cue["edited_by"]), "")
    return str(last["approved_by"] if last else edited)


def moment(seconds: float) -> str:
    """Return a time as ISO 8601, to the second."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def row_facts(one: Row) -> dict[str, Any]:
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
        "made": one.made,
        "stamp": one.known.newest.stamp if one.known.newest else "",
        "version": one.known.newest.name if one.known.newest else "",
    }


def version_facts(made: Made) -> dict[str, Any]:
    """Return what a page shows of one version."""
    files = []
    for name in made.files:
        try:
            files.append({"name": name, "bytes": (made.folder / name).stat().st_size})
        except OSError:
            continue
    return {
        "name": made.name,
        "slug": made.slug,
        "made": moment(made.made_s),
        "stamp": made.stamp,
        "folder": str(made.folder),
        "files": files,
        "sign_off": made.manifest.get("sign_off"),
    }


def kind_of(shot: Shot) -> str:
    """Return what a shot is: footage, or the kind of its card."""
    return "footage" if isinstance(shot.item, Footage) else shot.item.kind


def shot_facts(shot: Shot) -> dict[str, Any]:
    """Return a shot as the strip shows it."""
    item = shot.item
    name = item.file.name if isinstance(item, Footage) else item.kind
    return {
        "start": shot.start_frame,
        "frames": shot.frames,
        "kind": kind_of(shot),
        "name": name,
        "text": _text(item),
    }


def _text(item: Card | Footage) -> str:
    if isinstance(item, Footage):
        return item.credit
    return next((v for v in item.fields.values() if isinstance(v, str)), "").replace("*", "")


def sheet_facts(one: OpenSheet, decided: Decided | None) -> dict[str, Any]:
    """Return a cue sheet as a page shows it."""
    assert one.sheet is not None
    stretches = _stretches(one, decided)
    return {
        "footage": one.name,
        "base": one.sheet.read_from,
        "language": one.sheet.language,
        "language_name": language_name(one.sheet.language),
        "one_text": one.sheet.language == one.audience,
        "audience": one.audience,
        "heard_by": one.sheet.engine,
        "stretches": stretches,
        "profile": {
            "cps_wished": one.profile.cps_wished,
            "cps_at_most": one.profile.cps_at_most,
            "lines": one.profile.lines,
            "lines_at_most": one.profile.lines_at_most,
        },
        "cues": [cue_facts(cue, one) for cue in one.sheet.cues],
    }


def _stretches(one: OpenSheet, decided: Decided | None) -> list[dict[str, int]]:
    """Return where the footage's ms lie on the clip's frames."""
    if decided is None:
        return []
    rate = decided.timeline.rate
    over = decided.gathered.story.voice_over
    if over and over.file == one.footage.file:
        return [{"in_ms": 0, "out_ms": one.media.duration_ms, "clip_ms": 0}]
    return [
        {
            "in_ms": shot.item.in_ms,
            "out_ms": shot.item.in_ms + frame_to_ms(shot.frames, rate),
            "clip_ms": frame_to_ms(shot.start_frame, rate),
        }
        for shot in decided.timeline.shots
        if isinstance(shot.item, Footage) and shot.item.file == one.footage.file
    ]


def cue_facts(cue: Cue, one: OpenSheet) -> dict[str, Any]:
    """Return a cue as a page shows it."""
    lines = one.lines(cue.english) if cue.english.strip() else ()
    return {
        "id": cue.id,
        "start_ms": cue.start_ms,
        "end_ms": cue.end_ms,
        "source": cue.source,
        "english": cue.english,
        "speaker": cue.speaker,
        "status": cue.status.value,
        "open": cue.status is not Status.APPROVED and not cue.waiver,
        "serious": serious(cue),
        "flags": [
            {"code": f.code, "severity": f.severity.value, "message": f.message} for f in cue.flags
        ],
        "cps": round(reading_speed_cps(cue), 1),
        "lines": None if lines is None else list(lines),
        "edited_by": cue.edited_by,
        "approved_by": cue.approved_by,
        "approved_at": cue.approved_at,
        "wholesale": cue.wholesale,
        "waived_by": cue.waived_by,
        "waiver": cue.waiver,
        "note": cue.note,
        "comment": cue.comment,
        "comment_by": cue.comment_by,
    }


def clip_facts(known: Known, opened: OpenStory | None, job: Job | None) -> dict[str, Any]:
    """Return everything that a clip's page shows and that may change while it is open."""
    decided, problem = None, known.story.problem if known.story else ""
    if opened is not None:
        decided, problem = opened.decided_or_problem()
    sheets = [one for one in opened.sheets if one.sheet is not None] if opened else []
    return {
        **row_facts(row(known, job)),
        "problem": problem,
        "versions": [version_facts(made) for made in known.versions],
        "shots": [shot_facts(shot) for shot in decided.timeline.shots] if decided else [],
        "sheets": [sheet_facts(one, decided) for one in sheets],
        "held": held_facts(decided),
        "stale": _stale(known, decided),
        "job": job.facts() if job else None,
        "editable": opened is not None,
    }


def held_facts(decided: Decided | None) -> list[dict[str, Any]]:
    """Return the cues that keep a clip from being final, and why."""
    return [
        {"footage": one.footage, "id": one.cue.id, "reasons": list(one.reasons)}
        for one in (decided.held if decided else ())
    ]


def _stale(known: Known, decided: Decided | None) -> bool:
    """Whether the newest version shows something else than the story and its sheets say now."""
    newest = known.newest
    if decided is None or newest is None:
        return newest is None
    plan = decided.plan
    made = [segment["key"] for segment in newest.manifest["segments"]]
    return made != [s.key for s in plan.segments] or newest.manifest["sound"] != plan.sound_key
