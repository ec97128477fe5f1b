"""The list, one clip, renders, texts of cards and sign-off: JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.bulletin.seen import Wait
from clipmaker.desk.changes import TextChange, facts
from clipmaker.desk.desk import Desk, desk_of
from clipmaker.desk.files import version_of
from clipmaker.desk.known import KnownClip
from clipmaker.desk.overlays import overlays
from clipmaker.desk.played import played_lines
from clipmaker.desk.post_view import post_facts
from clipmaker.desk.request import DeskRequest, desk_request, known_clip
from clipmaker.desk.rows import report_of, row, row_facts
from clipmaker.desk.standing import in_the_way, refuse
from clipmaker.desk.view import clip_facts, kind_of, standing_of
from clipmaker.edit.cards import digest, fits, save_texts, texts_of, with_texts
from clipmaker.errors import ClipmakerError, ReviewError
from clipmaker.machine.moment import now
from clipmaker.make.gather import Gathered
from clipmaker.publish.sign_off import SignOff, picture_digest


async def here(_request: Request) -> Response:
    """Answer that the desk is there, to whoever may ask."""
    return JSONResponse({})


async def clips(request: Request) -> Response:
    """Answer with every clip as it stands in the list."""
    return JSONResponse(await run_in_threadpool(all_rows, desk_of(request)))


def all_rows(desk: Desk) -> list[dict[str, Any]]:
    """Return every clip as it stands in the list."""
    desk.library.read_all()
    jobs = desk.jobs.all()
    return [
        row_facts(row(one, jobs.get(key), waits_of(desk, one)))
        for key, one in desk.library.clips().items()
    ]


def waits_of(desk: Desk, known: KnownClip) -> tuple[Wait, ...]:
    """Return why a bulletin lets a clip wait, nothing when none does."""
    return desk.holding.waits(known.story.file) if known.story else ()


async def clip(request: Request) -> Response:
    """Answer with everything about a clip that may change while its page is open."""
    known = known_clip(request)
    return JSONResponse(await run_in_threadpool(facts_of, desk_of(request), known))


def facts_of(desk: Desk, known: KnownClip) -> dict[str, Any]:
    """Return what a clip's page shows."""
    opened, problem = None, ""
    if known.story and not known.story.problem:
        try:
            opened = desk.opened.open(known.story.file)
        except ClipmakerError as error:
            problem = str(error)
    facts = clip_facts(known, opened, desk.jobs.of(known.key), waits_of(desk, known))
    looked_in = [] if known.story else [str(place) for place in desk.settings.stories]
    played = list(desk.played.of(known.key))
    return {
        **facts,
        "problem": problem or facts["problem"],
        "looked_in": looked_in,
        "played": played,
        "said": sum(not one.settled_by for one in desk.comments.of(known.key)),
    }


async def version(request: Request) -> Response:
    """Answer with what belongs to one version: overlays, report, facts of its manifest."""
    made = version_of(request)
    known = known_clip(request)

    def facts() -> dict[str, Any]:
        story = known.story.language if known.story else "en"
        return {
            "overlays": overlays(made, story),
            "report": report_of(made),
            "manifest": {
                name: made.manifest.get(name)
                for name in ("state", "clipmaker", "brand", "profile", "inputs", "tools")
            },
            "waivers": made.manifest.get("waivers", []),
            "post": post_facts(made),
        }

    return JSONResponse(await run_in_threadpool(facts))


async def render(request: Request) -> Response:
    """Render a draft in the background."""
    known = known_clip(request)
    await desk_request(request)
    job = desk_of(request).jobs.submit(known.key, story_file(known))
    return JSONResponse(job.facts(), 202)


async def cancel(request: Request) -> Response:
    """End the render of a clip."""
    known = known_clip(request)
    await desk_request(request)
    ended = await run_in_threadpool(desk_of(request).jobs.cancel, known.key)
    return JSONResponse({"ended": ended})


async def texts(request: Request) -> Response:
    """Answer with the texts of a story's cards and how they fill the clip."""
    known = known_clip(request)
    return JSONResponse(await run_in_threadpool(_texts, desk_of(request), known))


def _texts(desk: Desk, known: KnownClip) -> dict[str, Any]:
    file = story_file(known)
    read = digest(file)
    gathered = desk.opened.open(file).gathered
    found = [
        {
            "shot": text.shot,
            "kind": text.kind,
            "name": text.name,
            "label": text.label,
            "help": text.help,
            "text": text.text,
            "emphasis": text.emphasis,
        }
        for text in texts_of(gathered)
    ]
    return {"base": read, "texts": found, **_budget(gathered, ())}


async def try_texts(request: Request) -> Response:
    """Answer how changed texts would fill the clip; nothing is saved."""
    known, body = known_clip(request), await desk_request(request)

    def tried() -> dict[str, Any]:
        changes = _changes(body)
        gathered = desk_of(request).opened.open(story_file(known)).gathered
        try:
            changed = with_texts(gathered, changes)
        except ClipmakerError as error:
            return {"problem": error.message, "remedy": error.remedy, "shots": []}
        return _budget(changed, {shot for shot, _ in changes})

    return JSONResponse(await run_in_threadpool(tried))


async def change_texts(request: Request) -> Response:
    """Save changed texts in the story's file, and render the clip again."""
    known, body = known_clip(request), await desk_request(request)

    def changed() -> None:
        desk = desk_of(request)
        assert body.who
        gathered = desk.opened.open(story_file(known)).gathered
        wanted = _changes(body)
        save_texts(gathered, wanted, body.text("base"), known.story.of if known.story else "")
        old = {(one.shot, one.name): one.text for one in texts_of(gathered)}
        changed = [
            TextChange(
                of=f"card {shot + 1}",
                what=name,
                old=old[shot, name],
                new=text,
                who=body.who,
                at=now(),
            )
            for (shot, name), text in wanted.items()
        ]
        desk.changes.add(known.key, changed)
        desk.jobs.submit(known.key, story_file(known))
        desk.broker.tell("sheet", {"day": known.day, "slug": known.slug, "page": body.text("page")})

    await run_in_threadpool(changed)
    return JSONResponse(await run_in_threadpool(_texts, desk_of(request), known))


async def history(request: Request) -> Response:
    """Answer with what became of a subtitle's or a card's texts, the newest change first."""
    known, about = known_clip(request), request.query_params.get("of", "")
    changes = desk_of(request).changes
    found = await run_in_threadpool(lambda: list(facts(changes.of(known.key, about))))
    return JSONResponse(found[:200])


def _changes(body: DeskRequest) -> dict[tuple[int, str], str]:
    return {(one.number("shot"), one.text("name")): one.text("text") for one in body.items("texts")}


def _budget(gathered: Gathered, cards: Collection[int]) -> dict[str, Any]:
    """Return every shot with its seconds, or exactly why the texts do not fit."""
    length = float(gathered.profile.duration_s)
    try:
        shots = fits(gathered, cards)
    except ClipmakerError as error:
        return {
            "problem": error.message,
            "remedy": error.remedy,
            "shots": [],
            "length": length,
        }
    filled = [
        {
            "place": shot.index,
            "kind": kind_of(shot),
            "seconds": float(shot.frames / gathered.profile.rate),
        }
        for shot in shots
    ]
    return {"problem": "", "remedy": "", "shots": filled, "length": length}


async def sign_off(request: Request) -> Response:
    """Sign a clip off: render its final through the gate, with who and when in its manifest."""
    known, body = known_clip(request), await desk_request(request)

    def signed() -> dict[str, Any]:
        desk = desk_of(request)
        file = story_file(known)
        desk.holding.refuse(file)
        opened = desk.opened.open(file)
        decided, problem = opened.decided_or_problem()
        job = desk.jobs.of(known.key)
        refuse(in_the_way(standing_of(known, decided, job, waits_of(desk, known), problem)))
        watched = known.version("draft")
        if watched is None or watched.stamp != body.text("watched"):
            raise ReviewError(
                "this clip has changed since the draft that you watched was made",
                remedy="Wait for the new draft, watch it, then approve.",
            )
        note = body.text("note").strip()
        if known.final is not None and not note:
            raise ReviewError(
                f"{known.final.name} is published already: say what has changed since",
                remedy="The note is kept with the new version.",
            )
        seen = picture_digest(watched.manifest)
        heard = played_lines(desk.played.of(known.key), opened.sheets)
        signature = SignOff(who=body.who, when=now(), note=note, watched=seen, played=heard)
        job = desk.jobs.submit(known.key, file, signature)
        return dict(job.facts())

    return JSONResponse(await run_in_threadpool(signed), 202)


def story_file(known: KnownClip) -> Path:
    """Return the story of a clip.

    Raises:
        HTTPException: the desk does not have it, or it cannot be read.
    """
    if known.story is None:
        raise HTTPException(409, "only to be watched: its story is not in the desk’s folders")
    if known.story.problem:
        raise HTTPException(409, known.story.problem)
    return known.story.file
