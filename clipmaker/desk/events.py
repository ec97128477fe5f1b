"""The stream of what happens at the desk."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import StreamingResponse

from clipmaker.desk.desk import desk_of


async def events(request: Request) -> StreamingResponse:
    """Answer with the stream of events."""
    return StreamingResponse(
        desk_of(request).broker.stream(request),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )
