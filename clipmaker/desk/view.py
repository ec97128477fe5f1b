"""One clip as its page shows it: versions, shots, subtitles, what keeps it from going out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clipmaker.bulletin.seen import Wait
from clipmaker.desk.cue_view import sheet_facts
from clipmaker.desk.job import DeskJob
from clipmaker.desk.known import ClipVersion, KnownClip
from clipmaker.desk.opened import OpenStory
from clipmaker.desk.rows import moment, row, row_facts, row_of
from clipmaker.desk.standing import Standing, in_the_way, obstacle_facts
from clipmaker.make.decide import Decided
from clipmaker.make.face_gate import open_faces
from clipmaker.make.stated import told_fact
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.model import Shot


def clip_facts(
    known: KnownClip, opened: OpenStory | None, job: DeskJob | None, waits: Sequence[Wait] = ()
) -> dict[str, Any]:
    """Return everything that a clip's page shows and that may change while it is open."""
    decided, problem = opened.decided_or_problem() if opened is not None else (None, "")
    sheets = [one for one in opened.sheets if one.sheet is not None] if opened else []
    standing = standing_of(known, decided, job, waits, problem)
    return {
        **row_facts(row(known, job, waits) if opened is None else row_of(standing)),
        "problem": standing.problem,
        "versions": [version_facts(made) for made in known.versions],
        "shots": [shot_facts(shot) for shot in decided.timeline.shots] if decided else [],
        "sheets": [sheet_facts(one, decided) for one in sheets],
        "held": held_facts(decided),
        "stale": standing.stale,
        "in_the_way": obstacle_facts(in_the_way(standing)),
        "job": job.facts() if job else None,
        "editable": opened is not None,
    }


def standing_of(
    known: KnownClip,
    decided: Decided | None,
    job: DeskJob | None,
    waits: Sequence[Wait],
    problem: str,
) -> Standing:
    """Return how a clip stands, by its timeline where there is one.

    Args:
        known: the clip as it lies there.
        decided: its timeline as story and sheets say now; None where it cannot be made.
        job: its last render, None before the first.
        waits: what bulletins say against it.
        problem: why its timeline cannot be made, "" when it can; its story may have another.
    """
    return Standing(
        known=known,
        job=job,
        waits=waits,
        open=len(decided.held) if decided else len(known.story.waiting) if known.story else 0,
        disputed=tuple(map(told_fact, decided.disputed)) if decided else None,
        unseen=open_faces(decided.gathered) if decided else None,
        stale=_stale(known, decided),
        problem=problem or (known.story.problem if known.story else ""),
    )


def held_facts(decided: Decided | None) -> list[dict[str, Any]]:
    """Return the cues that keep a clip from being final, and why."""
    return [
        {"footage": one.footage, "id": one.cue.id, "reasons": list(one.reasons)}
        for one in (decided.held if decided else ())
    ]


def _stale(known: KnownClip, decided: Decided | None) -> bool:
    """Whether the newest version shows something else than the story and its sheets say now."""
    newest = known.newest
    if decided is None or newest is None:
        return newest is None
    plan = decided.plan
    made = [segment["key"] for segment in newest.manifest["segments"]]
    return made != [s.key for s in plan.segments] or newest.manifest["sound"] != plan.sound_key


def version_facts(made: ClipVersion) -> dict[str, Any]:
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
