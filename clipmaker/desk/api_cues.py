"""Reading and changing cue sheets: JSON in, JSON out."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.cues.cutting.sentences import joined, sentence_with, sentences_of
from clipmaker.cues.model import CueSheet
from clipmaker.cues.reviewing import edit as cues
from clipmaker.desk.api import story_file
from clipmaker.desk.changes import of_step
from clipmaker.desk.cue_view import cue_facts, cues_facts, sheet_facts
from clipmaker.desk.desk import Desk, desk_of
from clipmaker.desk.known import KnownClip
from clipmaker.desk.opened import StaleSheetError
from clipmaker.desk.operations import OPERATIONS, roles_for
from clipmaker.desk.request import DeskRequest, desk_request, known_clip
from clipmaker.desk.view import held_facts
from clipmaker.desk.visitor import refuse_without
from clipmaker.edit.sheets import OpenSheet
from clipmaker.errors import DiskError
from clipmaker.machine.moment import now
from clipmaker.make.second_readings import with_readings
from clipmaker.render.frame import frame_rgb

_PREVIEW_PX = 540


async def change(request: Request) -> Response:
    """Change cues, save them, and render the clip again in the background."""
    known, body = known_clip(request), await desk_request(request)
    refuse_without(request, *roles_for(body.text("do")))
    return await run_in_threadpool(_change, request, known, body)


def _change(request: Request, known: KnownClip, body: DeskRequest) -> Response:
    desk = desk_of(request)
    story = story_file(known)
    footage, page, name = body.text("footage"), body.text("page"), body.text("do")
    who, before = body.who, desk.opened.history_of(story, footage, page)
    try:
        if name in ("undo", "redo"):
            saved = desk.opened.back(story, footage, page, again=name == "redo")
        elif name in OPERATIONS:
            what, operation = OPERATIONS[name]
            saved = desk.opened.change(
                story, footage, body.text("base"), page, what, operation(body)
            )
        else:
            raise HTTPException(422, f"there is no operation “{name}”")
    except cues.ChangedMeanwhileError as error:
        return _conflict(desk, known, footage, error.ours, error.conflicts)
    except StaleSheetError as error:
        return _conflict(desk, known, footage, None, _ids(body), error.theirs)
    note_step(desk, known, saved, page, before, who)
    if name == "send-back":
        line = f"{who} sends {body.text('id')} of {known.day}/{known.slug} back:"
        desk.messenger.tell(line, body.text("comment"))
    return JSONResponse(changed_sheet(desk, known, saved, page))


def note_step(
    desk: Desk, known: KnownClip, saved: OpenSheet, page: str, before: cues.History, who: str
) -> None:
    """Keep in the clip's history what a page has just done to a sheet.

    Args:
        desk: the desk.
        known: the clip.
        saved: the sheet as it was saved.
        page: name of the page.
        before: what the page had done before.
        who: the person.
    """
    after = desk.opened.history(page, saved.file)
    back = len(after.undone) > len(before.undone)
    step = after.undone[-1] if back else after.done[-1] if after.done else None
    if step is not None and (back or not before.done or step is not before.done[-1]):
        desk.changes.add(known.key, of_step(step, saved.name, who, now(), back=back))


def changed_sheet(desk: Desk, known: KnownClip, saved: OpenSheet, page: str) -> dict[str, Any]:
    """Render a clip again, tell every page, and return the sheet that was saved."""
    desk.jobs.submit(known.key, story_file(known))
    desk.broker.tell("sheet", {"day": known.day, "slug": known.slug, "page": page})
    opened = desk.opened.open(story_file(known))
    decided, problem = opened.decided_or_problem()
    history = desk.opened.history(page, saved.file)
    return {
        "sheet": sheet_facts(opened.sheet(saved.name), decided),
        "problem": problem,
        "undo": history.done[-1].what if history.done else "",
        "redo": history.undone[-1].what if history.undone else "",
        "held": held_facts(decided),
    }


def _conflict(
    desk: Desk,
    known: KnownClip,
    footage: str,
    ours: CueSheet | None,
    ids: tuple[str, ...],
    theirs: OpenSheet | None = None,
) -> Response:
    """Answer with both versions; nothing was saved."""
    opened = desk.opened.open(story_file(known))
    there = theirs or opened.sheet(footage)
    mine = {c.id: cue_facts(c, there) for c in ours.cues if c.id in ids} if ours else {}
    decided, _ = opened.decided_or_problem()
    return JSONResponse(
        {
            "error": "Somebody else changed the same subtitle. Nothing was saved; both versions "
            "are shown.",
            "conflicts": list(ids),
            "ours": mine,
            "sheet": sheet_facts(there, decided),
        },
        409,
    )


def _ids(body: DeskRequest) -> tuple[str, ...]:
    return body.names("ids") or tuple(filter(None, [body.text("id")]))


async def played(request: Request) -> Response:
    """Note which subtitles were played to their end, and tell other pages."""
    known, body = known_clip(request), await desk_request(request)
    desk = desk_of(request)
    who = body.who if body.text("who").strip() else ""

    def noted() -> None:
        new: tuple[str, ...] = ()
        # A full disk keeps nobody from listening.
        with suppress(OSError, DiskError):
            new = desk.played.add(known.key, body.names("marks"), who)
        if new:
            told = {"day": known.day, "slug": known.slug, "marks": list(new)}
            desk.broker.tell("played", told)

    await run_in_threadpool(noted)
    return JSONResponse({})


async def look(request: Request) -> Response:
    """Answer how a text that is not saved would be shown: lines, speed, doubts."""
    known, body = known_clip(request), await desk_request(request)
    return await run_in_threadpool(_look, request, known, body)


def _look(request: Request, known: KnownClip, body: DeskRequest) -> Response:
    one = desk_of(request).opened.open(story_file(known)).sheet(body.text("footage"))
    edited = _edited(one, body)
    read = with_readings(edited, one.asked(edited)) if body.flag("read") else edited
    changed = one.doubted(read)
    name = body.text("id")
    facts = next(c for c in cues_facts(changed.cues, one) if c["id"] == name)
    return JSONResponse(facts | {"reading": _new_reading(edited, read, name)})


def _new_reading(edited: CueSheet, read: CueSheet, name: str) -> str:
    """Return what a translator makes of a sentence whose source is being corrected, "" if nothing.

    It is the whole sentence's, since a cue's part of it alone says little.
    """
    if read == edited:
        return ""
    sentence = sentence_with(sentences_of(read.cues, read.language, read.audience), name)
    was = {cue.id: cue for cue in edited.cues}
    cues = sentence.cues if sentence else ()
    shown = any(cue.text != was[cue.id].text for cue in cues)
    return joined([cue.text if shown else cue.other for cue in cues], read.audience)


async def frame(request: Request) -> Response:
    """Answer with the finished frame that shows a text that is not saved."""
    known, body = known_clip(request), await desk_request(request)
    return await desk_of(request).drawing.run(lambda: _frame(request, known, body))


def _frame(request: Request, known: KnownClip, body: DeskRequest) -> Response:
    from PIL import Image

    opened = desk_of(request).opened.open(story_file(known))
    one = opened.sheet(body.text("footage"))
    sheet = _edited(one, body)
    name = body.text("id")
    decided = opened.decided_around(sheet, name)
    placed = next(
        (p for p in decided.timeline.cues if p.footage == one.name and p.id == name), None
    )
    if placed is None:
        raise HTTPException(404, "this subtitle is not shown in the clip")
    picture = Image.fromarray(frame_rgb(decided.plan, (placed.start_frame + placed.end_frame) // 2))
    picture.thumbnail((_PREVIEW_PX, _PREVIEW_PX * 2), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return Response(out.getvalue(), media_type="image/jpeg")


def _edited(one: OpenSheet, body: DeskRequest) -> CueSheet:
    assert one.sheet is not None
    edited = OPERATIONS["edit"][1](body)(one, one.sheet)
    # What is looked at is no decision: it must not look approved less than it is.
    return replace(edited, read_from=one.sheet.read_from)
