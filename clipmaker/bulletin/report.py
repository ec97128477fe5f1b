"""``bulletin.json``: what became of every story, for programs; the next run reads it again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from clipmaker.bulletin.model import Bulletin
from clipmaker.bulletin.outcome import Outcome, StoryResult, StoryState
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import write_whole
from clipmaker.publish.place import writing

REPORT, HEARTBEAT = "bulletin.json", "heartbeat.json"
CONTACT_SHEET = "contact-sheet.jpg"
FOLDER = "bulletins"
"""Name of the folder, inside the output folder, that reports lie in."""


def report_folder(output: Path, bulletin: Bulletin) -> Path:
    """Return the folder of a bulletin's report: by its day and name."""
    name = re.sub(r"[^\w.-]+", "-", bulletin.name).strip("-.") or "bulletin"
    day = bulletin.date.isoformat() if bulletin.date else "undated"
    return output / FOLDER / day / name


def write_report(bulletin: Bulletin, outcome: Outcome, *, running: bool) -> str:
    """Write the report of a run, finished or not; returns its text.

    Raises:
        DiskError: it cannot be written.
    """
    text = json.dumps(as_data(bulletin, outcome, running=running), indent=2, ensure_ascii=False)
    with writing(outcome.folder, "the report was not written"):
        write_whole(
            outcome.folder / REPORT,
            f"{text}\n".encode(),
            durable=not running,
            within=outcome.folder,
        )
    return text


def as_data(bulletin: Bulletin, outcome: Outcome, *, running: bool) -> dict[str, Any]:
    """Return what the report says, as JSON can hold it."""
    return {
        "bulletin": 1,
        "name": bulletin.name,
        "source": str(bulletin.source),
        "date": bulletin.date.isoformat() if bulletin.date else None,
        "running": running,
        "complete": not running and outcome.complete,
        "started": _time(outcome.started),
        "ended": _time(outcome.ended),
        "seconds": round((outcome.ended - outcome.started).total_seconds(), 1),
        "notes": list(outcome.notes),
        "counts": {state.value: outcome.count(state) for state in StoryState},
        "contact_sheet": CONTACT_SHEET if (outcome.folder / CONTACT_SHEET).exists() else None,
        "pictured": outcome.pictured,
        "stories": [_story(result) for result in outcome.results],
    }


def _story(result: StoryResult) -> dict[str, Any]:
    item, clip, failure = result.item, result.clip, result.failure
    return {
        "story": item.name,
        "file": str(item.story),
        "line": item.line,
        "state": result.state.value,
        "why": result.why,
        "failure": {
            "stage": failure.stage,
            "message": failure.message,
            "remedy": failure.remedy,
            "exit_code": failure.exit_code,
        }
        if failure
        else None,
        "clip": {
            "day": clip.day.isoformat(),
            "slug": clip.slug,
            "folder": str(clip.folder),
            "video": str(clip.video),
            "draft": clip.draft,
            "cues_to_review": clip.waiting,
            "damaged": list(clip.damaged),
            "disputed": list(clip.disputed),
            "checks": dict(clip.checks),
        }
        if clip
        else None,
        "brand": item.brand,
        "hold": item.hold,
        "not_before": _time(item.not_before),
        "deadline": _time(item.deadline),
        "priority": item.priority.name.lower(),
        "attempts": result.attempts,
        "seconds": round(result.seconds, 1),
        "ended": _time(result.ended),
        "late": result.late,
        "delivered": result.delivered or None,
        "note": result.note,
    }


def read_report(folder: Path) -> Mapping[str, Any]:
    """Return what the report of the run before says; nothing when there is none to read."""
    try:
        data = parsed_json((folder / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def ended_before(report: Mapping[str, Any]) -> datetime | None:
    """Return when the run before ended, by its own clock."""
    try:
        return datetime.fromisoformat(report["ended"])
    except (KeyError, TypeError, ValueError):
        return None


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
