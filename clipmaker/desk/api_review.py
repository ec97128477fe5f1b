"""Facts and faces: what a person has to look at before a final, and that somebody did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.desk.api import story_file
from clipmaker.desk.changes import TextChange
from clipmaker.desk.desk import Desk, desk_of
from clipmaker.desk.drawn_picture import drawn_picture
from clipmaker.desk.fact_view import fact_rows
from clipmaker.desk.known import KnownClip
from clipmaker.desk.request import DeskRequest, desk_request, known_clip
from clipmaker.desk.staff import Role
from clipmaker.desk.visitor import refuse_without
from clipmaker.edit.drawn_face import draw_face, remove_drawn_face
from clipmaker.errors import ReviewError
from clipmaker.faces.cover import covered
from clipmaker.faces.doubts import look
from clipmaker.facts.waivers import waive_facts
from clipmaker.machine.moment import now
from clipmaker.make.face_gate import FaceSpan, approve_faces, face_spans, open_faces
from clipmaker.make.fact_table import FactTable, fact_table
from clipmaker.make.gather import Gathered
from clipmaker.make.one_shot import span_picture
from clipmaker.make.stated import fact_names
from clipmaker.story.photo import Box

_KEY_LETTERS = 24
_SHARES = 10_000
"""Boxes come as whole ten-thousandths of the picture."""

_BOXES = ("draw", "rub-out")


async def review(request: Request) -> Response:
    """Answer with a story's facts and with what is to be looked at of its faces."""
    known = known_clip(request)
    return JSONResponse(await run_in_threadpool(_review_facts, desk_of(request), known))


def _review_facts(desk: Desk, known: KnownClip) -> dict[str, Any]:
    file = story_file(known)
    gathered = desk.opened.open(file).gathered
    spans = face_spans(gathered)
    table = _table(desk, file) if gathered.article else None
    return {
        "facts": fact_rows(table),
        "spans": [_span(one) for one in spans],
        "files": [_file(one) for one in {one.file: one for one in spans}.values()],
        "open": list(open_faces(gathered)),
        "disputed": len(table.disputed) if table else 0,
    }


def _table(desk: Desk, file: Path) -> FactTable:
    return fact_table(desk.settings.surroundings.of(file))


def _span(one: FaceSpan) -> dict[str, Any]:
    return {
        "number": one.number,
        "footage": one.footage,
        "still": one.still,
        "start_ms": one.span.start_ms,
        "end_ms": one.span.end_ms,
        "why": one.span.why,
        "who": one.span.who,
        "key": _key(one),
    }


def _file(one: FaceSpan) -> dict[str, Any]:
    return {
        "name": one.footage,
        "still": one.still,
        "faces": len(covered(one.sheet, one.protection)),
        "drawn": [
            {"id": face.id, "start_ms": face.start_ms, "end_ms": face.end_ms}
            for face in one.sheet.faces
            if face.drawn
        ],
    }


def _key(one: FaceSpan) -> str:
    """Return what changes with everything that is covered in a span, and with its file."""
    return look(one.sheet, one.protection, one.span, "").seal[:_KEY_LETTERS]


async def picture(request: Request) -> Response:
    """Answer with frames of a span as the clip shows them, faces covered."""
    known, key = known_clip(request), request.path_params["key"]
    return await drawn_picture(
        request, f"faces {known.key} {key}", lambda: _picture(desk_of(request), known, key)
    )


def _picture(desk: Desk, known: KnownClip, key: str) -> Image.Image | None:
    number, _, seal = key.partition("-")
    gathered = desk.opened.open(story_file(known)).gathered
    span = next((one for one in face_spans(gathered) if str(one.number) == number), None)
    if span is None or _key(span) != seal:
        return None
    return span_picture(gathered, span)


async def change(request: Request) -> Response:
    """Note that somebody looked, lets a fact stand, or drew a box; answer with all as it is now."""
    known, body = known_clip(request), await desk_request(request)
    # A box is no decision: without it a face is seen.
    refuse_without(request, Role.WRITE if body.text("do") in _BOXES else Role.APPROVE)

    def changed() -> dict[str, Any]:
        desk = desk_of(request)
        what = _changed(desk, known, body)
        noted = TextChange(of="review", what="decision", old="", new=what, who=body.who, at=now())
        desk.changes.add(known.key, [noted])
        desk.broker.tell("sheet", {"day": known.day, "slug": known.slug, "page": body.text("page")})
        return _review_facts(desk, known)

    return JSONResponse(await run_in_threadpool(changed))


def _changed(desk: Desk, known: KnownClip, body: DeskRequest) -> str:
    """Do what is asked for; returns it in words."""
    file, do = story_file(known), body.text("do")
    gathered = desk.opened.open(file).gathered
    if do == "look":
        return _looked(gathered, body)
    if do == "waive":
        return _let_stand(_table(desk, file), body)
    if do not in _BOXES:
        raise HTTPException(422, f"there is no operation “{do}”")
    footage = next(
        (one.file for one in face_spans(gathered) if one.footage == body.text("footage")), None
    )
    if footage is None:
        raise ReviewError("no face is covered in this file: write protect in its card first")
    if do == "rub-out":
        remove_drawn_face(file, footage, body.text("id"))
        return f"took box {body.text('id')} away from {footage.name}"
    left, top, right, bottom = (
        body.number(edge) / _SHARES for edge in ("left", "top", "right", "bottom")
    )
    box = Box(left=left, top=top, right=right, bottom=bottom)
    face = draw_face(file, footage, (body.number("start_ms"), body.number("end_ms")), box)
    if known.versions:
        desk.jobs.submit(known.key, file)
    return f"drew box {face.id} in {footage.name}"


def _looked(gathered: Gathered, body: DeskRequest) -> str:
    number, seen = body.number("number"), body.text("key")
    span = next((one for one in face_spans(gathered) if one.number == number), None)
    if span is None or _key(span) != seen:
        raise ReviewError(
            "what is covered there has changed since you looked; nothing was noted",
            remedy="Look at it as it is now.",
        )
    approve_faces(gathered, [number], body.who)
    return f"looked at {span}"


def _let_stand(table: FactTable, body: DeskRequest) -> str:
    names = {name: table.facts[place] for place, name in fact_names(table.facts).items()}
    fact = names.get(body.text("fact"))
    if fact is None or fact.text != body.text("text"):
        raise ReviewError(
            "this fact is another one by now; nothing was saved", remedy="Look at the table again."
        )
    reason = body.text("reason")
    waive_facts(table.gathered.story.file, [fact], who=body.who, when=now(), reason=reason)
    return f"let stand: {fact.where}, {fact.kind.value} “{fact.text}”: {reason}"
