"""The desk as a web application."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from clipmaker.desk import (
    api,
    api_bulletins,
    api_comments,
    api_cues,
    api_media,
    api_new,
    api_people,
    api_review,
    api_story,
    events,
    exchange,
    files,
    fonts,
    pages,
    wave,
)
from clipmaker.desk.admission import Admission
from clipmaker.desk.allowed import GUESTS_AT
from clipmaker.desk.broker import Broker
from clipmaker.desk.changes import TextHistory
from clipmaker.desk.comments import Comments
from clipmaker.desk.desk import Desk
from clipmaker.desk.drawing import Drawing
from clipmaker.desk.holding import Holding
from clipmaker.desk.jobs import Jobs
from clipmaker.desk.library import Library
from clipmaker.desk.messenger import Messenger
from clipmaker.desk.opened import OpenStories, Recent
from clipmaker.desk.played import Played
from clipmaker.desk.security import Guard
from clipmaker.desk.settings import DeskSettings
from clipmaker.desk.story_steps import StorySteps
from clipmaker.desk.watch import Watch
from clipmaker.errors import ClipmakerError, DiskError

_log = logging.getLogger(__name__)

_SHOWN = 300
"""So many pictures of cards are kept, some 40 kB each."""
_STATIC = Path(__file__).parent / "static"


def _searched(desk: Desk, story: Path) -> None:
    """Tell the pages of a story that faces were found in it, and make the draft that waited."""
    for key, known in desk.library.clips().items():
        if known.story is None or known.story.file != story:
            continue
        if known.versions and api_story.can_be_made(desk, known):
            with suppress(DiskError):
                desk.jobs.submit(key, story)
        desk.broker.tell("sheet", {"day": key[0], "slug": key[1], "page": ""})


def make_app(settings: DeskSettings) -> Starlette:
    """Return the application; renders that were not finished are taken up when it starts."""
    broker = Broker()
    holding = Holding(settings)
    admission = Admission(settings.output, settings.staff, settings.signed_on_by)
    messenger = Messenger(settings.notify)
    desk = Desk(
        settings=settings,
        admission=admission,
        broker=broker,
        comments=Comments(settings.output),
        messenger=messenger,
        library=Library(settings),
        opened=OpenStories(settings, lambda story: _searched(desk, story)),
        holding=holding,
        jobs=Jobs(settings, broker, holding.refuse, messenger),
        played=Played(settings.output),
        changes=TextHistory(settings.output),
        drawing=Drawing(),
        steps=StorySteps(),
        shown=Recent(_SHOWN),
    )

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        desk.messenger.start()
        desk.jobs.start()
        watch = Watch(desk.library, broker, holding)
        watch.start()
        # Read once before somebody asks: the first page is as quick as the next.
        threading.Thread(target=desk.library.read_all, name="desk-first-look", daemon=True).start()
        yield
        watch.stop()
        desk.library.stop()
        desk.drawing.stop()
        broker.close()
        desk.jobs.stop()
        desk.messenger.stop()

    app = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(Guard, settings=settings, admission=admission),
            Middleware(GZipMiddleware, compresslevel=4),
        ],
        exception_handlers={
            ClipmakerError: _said,
            HTTPException: _refused,
            Exception: _crashed,
        },
        lifespan=life,
    )
    app.state.desk = desk
    return app


def _routes() -> list[BaseRoute]:
    """Return what each address is answered by, the narrower before the wider."""
    clip_at = "/clips/{day}/{slug}"
    made = "/files/{day}/{slug}/{version}"
    return [
        Route("/", pages.clips),
        Route("/sign-in", api_people.door),
        Route("/api/sign-in", api_people.sign_in, methods=["POST"]),
        Route("/api/sign-out", api_people.sign_out, methods=["POST"]),
        Route(f"{GUESTS_AT}{{sealed}}", api_people.come),
        Route("/new", pages.new),
        Route("/api/new", api_new.new, methods=["POST"]),
        Route(clip_at, pages.clip),
        Route(f"{clip_at}/compare", pages.compare),
        Route("/api/events", events.events),
        Route("/api/here", api.here),
        Route("/api/bulletins", api_bulletins.bulletins),
        Route("/api/bulletins", api_bulletins.change, methods=["POST"]),
        Route("/api/bulletins/ready", api_bulletins.ready),
        Route("/api/clips", api.clips),
        Route(f"/api{clip_at}", api.clip),
        Route(f"/api{clip_at}/versions/{{version}}", api.version),
        Route(f"/api{clip_at}/render", api.render, methods=["POST"]),
        Route(f"/api{clip_at}/cancel", api.cancel, methods=["POST"]),
        Route(f"/api{clip_at}/sign-off", api.sign_off, methods=["POST"]),
        Route(f"/api{clip_at}/history", api.history),
        Route(f"/api{clip_at}/comments", api_comments.comments),
        Route(f"/api{clip_at}/comments", api_comments.change, methods=["POST"]),
        Route(f"/api{clip_at}/links", api_people.links),
        Route(f"/api{clip_at}/links", api_people.change_links, methods=["POST"]),
        Route(f"/api{clip_at}/texts", api.texts),
        Route(f"/api{clip_at}/texts", api.change_texts, methods=["POST"]),
        Route(f"/api{clip_at}/texts/try", api.try_texts, methods=["POST"]),
        Route(f"/api{clip_at}/story", api_story.story),
        Route(f"/api{clip_at}/story", api_story.change, methods=["POST"]),
        Route(f"/api{clip_at}/story/crops", api_story.crops),
        Route(f"/api{clip_at}/shots/{{key}}.jpg", api_story.picture),
        Route(f"/api{clip_at}/review", api_review.review),
        Route(f"/api{clip_at}/review", api_review.change, methods=["POST"]),
        Route(f"/api{clip_at}/faces/{{key}}.jpg", api_review.picture),
        Route(f"/api{clip_at}/media/begin", api_media.begin, methods=["POST"]),
        Route(f"/api{clip_at}/media/part", api_media.part, methods=["POST"]),
        Route(f"/api{clip_at}/media/forget", api_media.forget, methods=["POST"]),
        Route(f"/files{clip_at}/media/{{name}}", api_media.give),
        Route(f"/api{clip_at}/cues", api_cues.change, methods=["POST"]),
        Route(f"/api{clip_at}/cues/wave", wave.wave),
        Route(f"/api{clip_at}/cues/played", api_cues.played, methods=["POST"]),
        Route(f"/api{clip_at}/cues/look", api_cues.look, methods=["POST"]),
        Route(f"/api{clip_at}/cues/frame", api_cues.frame, methods=["POST"]),
        Route(f"/api{clip_at}/cues/import", exchange.take, methods=["POST"]),
        Route(f"/api{clip_at}/cues/export", exchange.give),
        Route(f"{made}/thumb.jpg", files.thumb),
        Route(f"{made}/poster.jpg", files.poster),
        Route(f"{made}/strip.jpg", files.strip),
        Route(f"{made}/loudness.json", files.loudness),
        Route(f"{made}/{{name}}", files.file),
        Route("/fonts/{name}", fonts.font),
        Route("/fonts/{day}/{slug}/said.ttf", fonts.letters_font),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


async def _said(request: Request, error: Exception) -> Response:
    """Answer with a failure that has a message for people."""
    assert isinstance(error, ClipmakerError)
    _log.warning("refused: %s", error.message)
    if _wants_page(request):
        return pages.problem(request, error.message, error.remedy, 422)
    return JSONResponse({"error": error.message, "remedy": error.remedy}, 422)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if _wants_page(request):
        if error.status_code == 404 and error.detail == "Not Found":
            # What people type, or an old bookmark; a clip that is not there has words of its own.
            told = "There is no page at this address"
            return pages.problem(request, told, "All clips are one click away.", 404)
        return pages.problem(request, str(error.detail), "", error.status_code)
    return JSONResponse({"error": str(error.detail), "remedy": ""}, error.status_code)


async def _crashed(request: Request, error: Exception) -> Response:
    from clipmaker.machine.crashes import keep_crash

    said = keep_crash(error)
    if _wants_page(request):
        return pages.problem(request, said, "", 500)
    return JSONResponse({"error": said, "remedy": ""}, 500)


def _wants_page(request: Request) -> bool:
    return not request.url.path.startswith(("/api/", "/files/", "/fonts/", "/static/"))
