"""The day's bulletins: JSON in, JSON out."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.desk.bulletins import bulletin_facts, change_bulletin, ready_facts
from clipmaker.desk.desk import desk_of
from clipmaker.desk.request import desk_request


async def bulletins(request: Request) -> Response:
    """Answer with the bulletins that the desk sees."""
    desk = desk_of(request)
    await run_in_threadpool(desk.library.read_all)
    return JSONResponse(await run_in_threadpool(bulletin_facts, desk))


async def change(request: Request) -> Response:
    """Change a bulletin, and answer with all of them as they are now."""
    body, desk = await desk_request(request), desk_of(request)

    def changed() -> list[dict[str, Any]]:
        desk.library.read_all()
        change_bulletin(desk, body)
        return bulletin_facts(desk)

    return JSONResponse(await run_in_threadpool(changed))


async def ready(request: Request) -> Response:
    """Answer with what is open of each story of a bulletin before its final."""
    name = request.query_params.get("file", "")
    return JSONResponse(await run_in_threadpool(ready_facts, desk_of(request), name))
