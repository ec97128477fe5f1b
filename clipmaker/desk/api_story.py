"""A story's cards, footage and fields: JSON in, JSON out, and pictures of single cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PIL import Image
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.desk.api import story_file
from clipmaker.desk.changes import TextChange
from clipmaker.desk.crops import box_written
from clipmaker.desk.crops import crops as crops_of
from clipmaker.desk.desk import Desk, desk_of
from clipmaker.desk.drawn_picture import drawn_picture
from clipmaker.desk.known import KnownClip
from clipmaker.desk.request import DeskRequest, asked_of, desk_request, known_clip
from clipmaker.desk.signed_faces import signed_shot
from clipmaker.desk.story_view import story_facts
from clipmaker.edit.media_file import media_beside
from clipmaker.edit.story_file import change_story
from clipmaker.errors import ClipmakerError, InputError, ReviewError
from clipmaker.machine.moment import now
from clipmaker.make.one_shot import shot_look
from clipmaker.media.probe import probe
from clipmaker.story import arrange
from clipmaker.story.arrange import StoryText
from clipmaker.story.model import FootageFit

_PICTURE_PX = 540
_CALLED = {
    "people": "people",
    "glossary": "names and spellings",
    "glossary people": "people and spellings",
}
"""What a change of these fields is called."""


async def story(request: Request) -> Response:
    """Answer with a story as its page changes it."""
    known, page = known_clip(request), request.query_params.get("page", "")
    return JSONResponse(
        await run_in_threadpool(story_facts, desk_of(request), story_file(known), page)
    )


async def change(request: Request) -> Response:
    """Change a story's file, and answer with the story as it is now."""
    known, body = known_clip(request), await desk_request(request)
    return JSONResponse(await run_in_threadpool(_change, desk_of(request), known, body))


def _change(desk: Desk, known: KnownClip, body: DeskRequest) -> dict[str, Any]:
    file, page, who = story_file(known), body.text("page"), body.who
    name = body.text("do")
    if name in ("undo", "redo"):
        what = desk.steps.back(page, file, again=name == "redo")
        what = f"{'again' if name == 'redo' else 'taken back'}: {what}"
    else:
        what, operation = story_operation(name, body)
        try:
            step = change_story(
                file,
                body.text("base"),
                operation,
                media_roots=desk.settings.surroundings.media_roots,
                slug=known.story.of if known.story else "",
            )
        except InputError as error:
            raise _in_words(error) from error
        desk.steps.keep(page, file, what, step)
    noted = TextChange(of="story", what="cards", old="", new=what, who=who, at=now())
    desk.changes.add(known.key, [noted])
    if known.versions and can_be_made(desk, known):
        desk.jobs.submit(known.key, file)
    desk.broker.tell("sheet", {"day": known.day, "slug": known.slug, "page": page})
    return story_facts(desk, file, page)


def _in_words(error: InputError) -> InputError:
    """Return the mistakes of a story by its cards, not by the lines of a file that is not there."""
    lines = []
    for one in error.problems:
        where = re.fullmatch(r"shots\[(\d+)\]\.?(.*)", one.field)
        place = [f"card {int(where[1]) + 1}", where[2]] if where else [one.field]
        nearest = f" (did you mean “{one.nearest}”?)" if one.nearest else ""
        lines.append(f"{', '.join(filter(None, place))}: {one.message}{nearest}".removeprefix(": "))
    error.message = "\n".join(dict.fromkeys(lines)) or error.message
    return error


def can_be_made(desk: Desk, known: KnownClip) -> bool:
    """Whether a story fills its clip as it is; one that is being written rarely does."""
    try:
        return not desk.opened.open(story_file(known)).decided_or_problem()[1]
    except ClipmakerError:
        return False


def story_operation(name: str, body: DeskRequest) -> tuple[str, Callable[[StoryText], StoryText]]:
    """Return what people call a change, and the function that makes it.

    Raises:
        HTTPException: there is none of that name.
        ReviewError: it is not the desk's to make.
    """
    if name == "fields":
        values = body.values("values")
        gone = dict.fromkeys(body.names("gone"))
        if {"shots", "version", "date", "slug"} & {*values, *gone}:
            raise ReviewError("this is changed in the file, with any text editor")
        names = sorted({*values, *gone})
        what = _CALLED.get(" ".join(names), "fields of the story")
        return what, lambda one: arrange.with_top_values(one, {**values, **gone})
    at = body.number("at")
    place = f"shot {at + 1}"
    if name == "add":
        shot = body.values("shot")
        fresh = signed_shot(shot, {}, body)
        return f"added {place}", lambda one: arrange.with_shot(_within(one, at, more=1), at, fresh)
    if name == "remove":
        return f"removed {place}", lambda one: arrange.without_shot(_within(one, at), at)
    if name == "copy":
        return f"copied {place}", lambda one: arrange.with_shot_twice(_within(one, at), at)
    if name == "move":
        to = body.number("to")
        return (
            f"moved {place} to {to + 1}",
            lambda one: arrange.with_shot_moved(_within(_within(one, at), to), at, to),
        )
    if name == "set":
        shot = body.values("shot")

        def changed(one: StoryText) -> StoryText:
            before = _within(one, at).shots[at]
            return arrange.with_shot_values(one, at, signed_shot(shot, before, body))

        return f"changed {place}", changed
    raise HTTPException(422, f"there is no operation “{name}”")


def _within(story: StoryText, at: int, *, more: int = 0) -> StoryText:
    """Return the story, whose shots have that place."""
    if not 0 <= at < len(story.shots) + more:
        raise ReviewError("the story has no such card any more")
    return story


async def crops(request: Request) -> Response:
    """Answer with what is seen of footage in each shape, as a box over it is drawn."""
    known, asked = known_clip(request), asked_of(request)
    name, fit = asked.text("name"), asked.text("fit")
    box = box_written(asked.text("box"))
    if fit and fit not in tuple(FootageFit):
        raise HTTPException(422, f"footage fills the screen in no way “{fit}”")
    desk, file = desk_of(request), story_file(known)

    def placed() -> list[dict[str, Any]]:
        lying = next((one for one in media_beside(file.parent) if one.name == name), None)
        if lying is None or not lying.resolve().is_relative_to(file.parent.resolve()):
            raise HTTPException(404, "there is no such file beside the story")
        video = probe(lying).video
        if video is None:
            return []
        profile, bars = desk.settings.surroundings.profile, bool(asked.text("bars"))
        return crops_of(video, profile, box, FootageFit(fit or FootageFit.AUTO), bars=bars)

    return JSONResponse(await run_in_threadpool(placed))


async def picture(request: Request) -> Response:
    """Answer with a card or footage as it will look, also where nothing was rendered.

    A page asks by the key that it was told; what the story no longer has is answered with nothing.
    """
    known, key = known_clip(request), request.path_params["key"]
    return await drawn_picture(request, key, lambda: _picture(desk_of(request), known, key))


def _picture(desk: Desk, known: KnownClip, key: str) -> Image.Image | None:
    gathered = desk.opened.open(story_file(known)).gathered
    looks = (shot_look(gathered, place) for place in range(len(gathered.story.shots)))
    look = next((one for one in looks if one.key.startswith(key)), None)
    if look is None:
        return None
    shown = Image.fromarray(look.picture())
    shown.thumbnail((_PICTURE_PX, _PICTURE_PX * 2), Image.Resampling.LANCZOS)
    return shown
