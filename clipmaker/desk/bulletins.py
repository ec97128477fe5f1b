"""The day's bulletins: stories in order, what stands in the way, what a run did and will do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clipmaker.bulletin.change import ReadBulletin, held, moved, read_bulletin, timed
from clipmaker.bulletin.clocks import machine_clock
from clipmaker.bulletin.model import Bulletin, BulletinItem
from clipmaker.bulletin.ready import readiness
from clipmaker.bulletin.report import read_report, report_folder
from clipmaker.desk.changes import TextChange
from clipmaker.desk.desk import Desk
from clipmaker.desk.known import KnownClip
from clipmaker.desk.request import DeskRequest
from clipmaker.desk.rows import RowState, row, row_facts
from clipmaker.errors import ClipmakerError, ReviewError
from clipmaker.machine.moment import now


def bulletin_facts(desk: Desk) -> list[dict[str, Any]]:
    """Return every bulletin that the desk sees, the newest day first."""
    clips = {one.story.file: one for one in desk.library.clips().values() if one.story}
    jobs = desk.jobs.all()
    found: list[dict[str, Any]] = []
    for file in desk.holding.files():
        try:
            read = read_bulletin(file)
        except ClipmakerError as error:
            facts = {"file": str(file), "name": file.stem, "date": "", "problem": str(error)}
            found.append({**facts, "base": "", "items": [], "run": None})
            continue
        items = read.bulletin.items
        run = _run(desk.settings.output, read.bulletin)
        there = {str(one.get("file")): one for one in (run or {}).get("stories", ())}
        rows = []
        for place, item in enumerate(items):
            known = clips.get(item.story)
            own = (
                row_facts(row(known, jobs.get(known.key), desk.holding.waits(item.story)))
                if known
                else None
            )
            rows.append(_item(desk, item, place, known, own, there.get(str(item.story))))
        found.append({**_about(read), "problem": "", "items": rows, "run": _told(run)})
    return sorted(found, key=lambda one: (one["date"], one["name"]), reverse=True)


def change_bulletin(desk: Desk, body: DeskRequest) -> None:
    """Move, hold, release or time a story of a bulletin, or make all of them.

    Raises:
        ReviewError: it cannot be, or the file is another one now; nothing was changed.
    """
    file = next((one for one in desk.holding.files() if str(one) == body.text("file")), None)
    if file is None:
        raise ReviewError("the desk does not see this bulletin any more")
    who, do = body.who, body.text("do")
    if do == "make":
        _make(desk, file)
        return
    read = read_bulletin(file)
    place = body.number("place")
    if not 0 <= place < len(read.bulletin.items):
        raise ReviewError(f"{file.name} has no such story any more")
    item = read.bulletin.items[place]
    if do == "move":
        moved(file, body.text("base"), place, body.number("to"))
    elif do == "hold":
        reason = body.text("reason").strip()
        if not reason:
            raise ReviewError("a hold needs a reason: who or what holds this story?")
        held(file, body.text("base"), place, f"{reason} ({who})")
        _note(desk, item, who, item.hold, f"held: {reason}")
    elif do == "release":
        if not item.hold:
            raise ReviewError("this story is not held any more")
        held(file, body.text("base"), place, "")
        _note(desk, item, who, f"held: {item.hold}", "released " + body.text("reason").strip())
    elif do == "time":
        key, at = body.text("key"), body.text("at")
        timed(file, body.text("base"), place, key, at)
        called = "deadline" if key == "deadline" else "embargo"
        _note(desk, item, who, "", f"{called}: {at or 'none'}")
    else:
        raise ReviewError(f"there is no “{do}” for a bulletin")
    desk.holding.look_again()
    desk.broker.tell("bulletin", {"file": str(file)})


def ready_facts(desk: Desk, name: str) -> list[dict[str, Any]]:
    """Return what is open of each story of a bulletin before its final, as `ready` tells it.

    Raises:
        ReviewError: the desk does not see the bulletin.
        ClipmakerError: it cannot be read.
    """
    file = next((one for one in desk.holding.files() if str(one) == name), None)
    if file is None:
        raise ReviewError("the desk does not see this bulletin any more")
    bulletin, around = read_bulletin(file).bulletin, desk.settings.surroundings
    found = readiness(bulletin, around, machine_clock(), final=True, output=desk.settings.output)
    return [
        {
            "name": one.name,
            "otherwise": one.otherwise,
            "tasks": [
                {"message": task.message, "who": task.who, "minutes": task.minutes}
                for task in one.tasks
            ],
        }
        for one in found
    ]


def _about(read: ReadBulletin) -> dict[str, Any]:
    bulletin = read.bulletin
    return {
        "file": str(bulletin.source),
        "name": bulletin.name,
        "date": bulletin.date.isoformat() if bulletin.date else "",
        "base": read.base,
    }


def _item(
    desk: Desk,
    item: BulletinItem,
    place: int,
    known: KnownClip | None,
    own: dict[str, Any] | None,
    done: Mapping[str, Any] | None,
) -> dict[str, Any]:
    return {
        "place": place,
        "name": item.name,
        "clip": own,
        "hold": item.hold,
        "not_before": item.not_before.isoformat() if item.not_before else "",
        "deadline": item.deadline.isoformat() if item.deadline else "",
        "high": item.priority.name.lower() if item.priority.name != "NORMAL" else "",
        "problem": item.problems[0].message if item.problems else "",
        "here": sorted(desk.broker.present(known.key)) if known else [],
        "will": _will(item, own, desk.library.unread),
        "did": _did(done),
        "working": bool(done and done.get("state") == "working"),
    }


def _will(item: BulletinItem, own: Mapping[str, Any] | None, reading: int) -> str:
    """Return what the next run of the bulletin does with a story, as things stand."""
    if item.problems:
        return "passes over it: the bulletin cannot be read here"
    if item.hold:
        return "makes no final: it is held"
    if item.not_before and machine_clock() < item.not_before:
        return "makes no final before the embargo ends"
    if own is None and reading:
        return "is being read"
    if own is None or own["state"] == RowState.FAILED:
        return "cannot make it as it is"
    if own["open"]:
        lines = "1 subtitle waits" if own["open"] == 1 else f"{own['open']} subtitles wait"
        return f"makes a draft: {lines} for a decision"
    if own["state"] == RowState.APPROVED:
        return "leaves it: it is published"
    if own["state"] == RowState.READY:
        return "makes and publishes it"
    # Only a draft of now tells of facts and faces, too.
    return "makes it, and publishes it if nothing else is open"


def _did(done: Mapping[str, Any] | None) -> str:
    """Return what the last run did with a story, in plain words."""
    if not done:
        return ""
    failure, clip, state = done.get("failure"), done.get("clip"), str(done.get("state"))
    if state == "working":
        return "is making it now"
    if failure:
        return f"failed: {failure.get('message', '')}".splitlines()[0]
    if state in ("made", "unchanged") and clip:
        kind = "draft" if clip.get("draft") else "final"
        late = ", after its deadline" if done.get("late") else ""
        took = f" in {done.get('seconds')} s" if state == "made" else ", nothing had changed"
        return f"made the {kind}{took}{late}" if state == "made" else f"left the {kind}{took}"
    return str(done.get("why") or {"waiting": "did not come to it"}.get(state, state))


def _run(output: Path, bulletin: Bulletin) -> Mapping[str, Any] | None:
    report = read_report(report_folder(output, bulletin))
    return report if report.get("stories") else None


def _told(run: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if run is None:
        return None
    counts = run.get("counts") or {}
    said = [f"{count} {state}" for state, count in counts.items() if count]
    return {
        "running": bool(run.get("running")),
        "started": run.get("started") or "",
        "ended": run.get("ended") or "",
        "said": ", ".join(said),
        "notes": [str(note) for note in run.get("notes") or ()],
    }


def _make(desk: Desk, file: Path) -> None:
    """Render every draft of a bulletin that is not there, or not of now."""
    clips = {one.story.file: one for one in desk.library.clips().values() if one.story}
    for item in read_bulletin(file).bulletin.items:
        known = clips.get(item.story)
        job = desk.jobs.of(known.key) if known else None
        if known is None or not known.changed or (job and job.open):
            continue
        if known.story and not known.story.problem:
            desk.jobs.submit(known.key, known.story.file)


def _note(desk: Desk, item: BulletinItem, who: str, old: str, new: str) -> None:
    clips = {one.story.file: one for one in desk.library.clips().values() if one.story}
    known = clips.get(item.story)
    if known:
        change = TextChange(of="bulletin", what="hold", old=old, new=new, who=who, at=now())
        desk.changes.add(known.key, [change])
