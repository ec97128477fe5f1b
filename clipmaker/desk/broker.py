"""What happens at the desk, told to every open page as server-sent events."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request

from clipmaker.desk.known import Key
from clipmaker.desk.visitor import visitor_of

_KEPT = 256
_BEAT_S = 15.0
_RETRY_MS = 1000


class Broker:
    """Hands events on from any thread to every page that listens.

    A page that doesn't keep up is cut off; it comes back and reads everything anew.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = {}
        self._watching: dict[asyncio.Queue[str | None], Key] = {}
        self._who: dict[asyncio.Queue[str | None], str] = {}
        self._only: dict[asyncio.Queue[str | None], Key] = {}
        self.closed = False

    def tell(self, kind: str, facts: dict[str, Any]) -> None:
        """Tell every page; a guest's only what is of their clip. Safe from any thread."""
        text = f"event: {kind}\ndata: {json.dumps(facts, ensure_ascii=False)}\n\n"
        key = (facts.get("day"), facts.get("slug"))
        with self._lock:
            listeners = [
                (queue, loop)
                for queue, loop in self._listeners.items()
                if self._only.get(queue, key) == key
            ]
        for queue, loop in listeners:
            try:
                loop.call_soon_threadsafe(_put, queue, text)
            except RuntimeError:
                # Its loop has ended with the server.
                self._forget(queue)

    def close(self) -> None:
        """End every stream."""
        self.closed = True
        with self._lock:
            listeners = list(self._listeners.items())
        for queue, loop in listeners:
            loop.call_soon_threadsafe(_put, queue, None)

    async def stream(self, request: Request) -> AsyncIterator[str]:
        """Yield events as they come, and a beat now and then so that lost pages are noticed."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(maxsize=_KEPT)
        visitor = visitor_of(request)
        with self._lock:
            if visitor and visitor.only:
                self._only[queue] = visitor.only
            self._listeners[queue] = asyncio.get_running_loop()
            day, _, slug = request.query_params.get("watching", "").partition("/")
            if slug:
                self._watching[queue] = (day, slug)
                self._who[queue] = (
                    visitor.name if visitor else request.query_params.get("who", "")[:80]
                )
        if slug:
            self.tell("here", {"day": day, "slug": slug})
        try:
            yield f"retry: {_RETRY_MS}\nevent: hello\ndata: {{}}\n\n"
            while not self.closed and not await request.is_disconnected():
                try:
                    text = await asyncio.wait_for(queue.get(), _BEAT_S)
                except TimeoutError:
                    text = ": beat\n\n"
                if text is None:
                    return
                yield text
        finally:
            self._forget(queue)

    @property
    def watched(self) -> set[Key]:
        """The clips whose pages are open."""
        with self._lock:
            return set(self._watching.values())

    def present(self, key: Key) -> set[str]:
        """Return who has the page of a clip open, as far as they said who they are."""
        with self._lock:
            mine = [queue for queue, watched in self._watching.items() if watched == key]
            return {who for queue in mine if (who := self._who.get(queue, ""))}

    def _forget(self, queue: asyncio.Queue[str | None]) -> None:
        with self._lock:
            self._listeners.pop(queue, None)
            self._who.pop(queue, None)
            self._only.pop(queue, None)
            there = self._watching.pop(queue, None)
        if there and not self.closed:
            self.tell("here", {"day": there[0], "slug": there[1]})


def _put(queue: asyncio.Queue[str | None], text: str | None) -> None:
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        text = None
    queue.put_nowait(text)
