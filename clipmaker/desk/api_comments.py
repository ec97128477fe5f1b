"""Comments on clips: JSON in, JSON out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.desk.comments import Remark
from clipmaker.desk.desk import Desk, desk_of
from clipmaker.desk.known import Key
from clipmaker.desk.request import desk_request, known_clip
from clipmaker.machine.moment import now

_LONGEST_MS = 24 * 3600 * 1000


async def comments(request: Request) -> Response:
    """Answer with what was said about a clip."""
    known = known_clip(request)
    return JSONResponse(await run_in_threadpool(_facts, desk_of(request), known.key))


async def change(request: Request) -> Response:
    """Add a comment, answer one, settle one or open it again, and tell every page."""
    known, asked = known_clip(request), await desk_request(request)
    desk, do = desk_of(request), asked.text("do")
    who = asked.who

    def changed() -> list[dict[str, Any]]:
        said = Remark(who=who, at=now(), text=asked.text("text"))
        if do == "add":
            at_ms = asked.maybe_number("at_ms")
            if at_ms is not None and not 0 <= at_ms <= _LONGEST_MS:
                raise HTTPException(422, "“at_ms” is no time of a clip")
            seconds = None if at_ms is None else at_ms / 1000
            version = known.version(asked.text("version"))
            name = version.name if version else ""
            desk.comments.add(known.key, said, seconds=seconds, version=name)
        elif do == "reply":
            desk.comments.reply(known.key, asked.text("number"), said)
        elif do in ("settle", "open"):
            settled_by = who if do == "settle" else ""
            desk.comments.settle(known.key, asked.text("number"), settled_by)
        else:
            raise HTTPException(422, f"a comment cannot be “{do}”")
        if do in ("add", "reply"):
            what = "says" if do == "add" else "answers"
            desk.messenger.tell(f"{who} {what}, about {known.day}/{known.slug}:", said.text)
        desk.broker.tell("comments", {"day": known.day, "slug": known.slug})
        return _facts(desk, known.key)

    return JSONResponse(await run_in_threadpool(changed))


def _facts(desk: Desk, key: Key) -> list[dict[str, Any]]:
    return [asdict(one) for one in desk.comments.of(key)]
