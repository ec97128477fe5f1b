"""Beginning a story from a text: looked at as a draft first, then begun in a folder of its own."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.desk.changes import TextChange
from clipmaker.desk.desk import Desk, desk_of
from clipmaker.desk.fact_view import fact_rows
from clipmaker.desk.request import DeskRequest, asked_of, body
from clipmaker.edit.begin import Begun, NewStory
from clipmaker.edit.begin_in import begin_story_in, try_story
from clipmaker.errors import ClipmakerError, ReviewError
from clipmaker.languages import language_name
from clipmaker.machine.moment import now
from clipmaker.summary.arrive import MAX_BYTES

_SENT_AS = "application/octet-stream"
_ENDINGS = (".txt", ".md", ".html", ".htm", ".docx", ".rtf", ".xml", ".rss", ".json")
_MOST_ROOM_S = 3600


async def new(request: Request) -> Response:
    """Answer with the draft of a text, or begin its story and answer where it is."""
    if request.headers.get("content-type") != _SENT_AS:
        raise HTTPException(415, f"send the text as {_SENT_AS}")
    content = await body(request, MAX_BYTES)
    return JSONResponse(await run_in_threadpool(_new, desk_of(request), request, content))


def _new(desk: Desk, request: Request, content: bytes) -> dict[str, Any]:
    asked = asked_of(request)
    place = _place(desk, asked.text("place"))
    name = article_name(asked.text("name"))
    if not content.strip():
        raise ReviewError("there is no text yet: paste one, or choose a file")
    wanted = _wanted(desk, asked, Path(name), content)
    try:
        if asked.text("do") == "begin":
            who = asked.who
            begun = begin_story_in(place, wanted)
            return {"address": _begun(desk, begun.file, who), "folder": begun.file.parent.name}
        drafted = try_story(wanted, desk.settings.surroundings, place)
        return _draft_facts(drafted.begun) | {"facts": fact_rows(drafted.facts)}
    except ClipmakerError as error:
        error.message = _in_words(error.message, name)
        error.remedy = _in_words(error.remedy, name)
        raise


def article_name(given: str) -> str:
    """Return a safe name for the text that a story was made from; a pasted one has none."""
    last = re.split(r"[/\\]", given)[-1]
    stem, dot, ending = last.rpartition(".")
    if not dot or f".{ending.lower()}" not in _ENDINGS:
        stem, ending = last, "txt"
    clean = "".join(letter if letter.isalnum() or letter in " -_" else "-" for letter in stem)
    return f"{re.sub(r'[ -]+', '-', clean).strip('-_')[:60] or 'article'}.{ending.lower()}"


def _place(desk: Desk, asked: str) -> Path:
    """Return the folder of stories that a new one goes into."""
    places = story_places(desk)
    if not places:
        raise ReviewError(
            "the desk was started with single stories, not with a folder for new ones",
            remedy="Start it with the folder of your stories: clipmaker desk FOLDER.",
        )
    found = next((one for one in places if str(one) == asked), None)
    if asked and found is None:
        raise ReviewError("the desk does not look in that folder")
    return found or places[0]


def story_places(desk: Desk) -> tuple[Path, ...]:
    """Return the folders that stories can be begun in."""
    return tuple(place for place in desk.settings.stories if place.is_dir())


def _wanted(desk: Desk, asked: DeskRequest, summary: Path, content: bytes) -> NewStory:
    try:
        day = date.fromisoformat(asked.text("day")) if asked.text("day") else None
    except ValueError as error:
        raise ReviewError("the day is written as in 2025-01-13") from error
    room = asked.text("room").strip() or "0"
    # Bounded before it is made a number: one of "1e9999999" takes minutes.
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,9})?", room, re.ASCII) or float(room) > _MOST_ROOM_S:
        raise ReviewError("the seconds for footage are a number, as in 20")
    item = asked.text("item") or "0"
    if not re.fullmatch(r"\d{1,4}", item, re.ASCII):
        raise ReviewError("the item of a feed is its number, as in 2")
    return NewStory(
        summary=summary,
        content=content,
        item=int(item),
        day=day,
        language=asked.text("language"),
        brand=asked.text("brand"),
        footage_s=Fraction(room),
        profile=desk.settings.surroundings.profile,
        as_written=asked.text("as_written") == "yes",
    )


def _begun(desk: Desk, file: Path, who: str) -> str:
    """Note who has just begun a story; returns its page."""
    desk.library.look_again()
    desk.library.read_all()
    real = file.resolve()
    for known in desk.library.clips().values():
        if known.story and known.story.file == real:
            noted = TextChange(of="story", what="cards", old="", new="begun", who=who, at=now())
            desk.changes.add(known.key, [noted])
            return f"/clips/{known.day or '-'}/{known.slug}"
    return "/"


def _draft_facts(begun: Begun) -> dict[str, Any]:
    draft = begun.draft
    return {
        "language": begun.language,
        "language_name": language_name(begun.language),
        "guessed": begun.guessed,
        "cards": [
            {"kind": one.card.kind, "text": one.told or one.text, "line": one.line}
            for one in draft.cards
        ],
        "left_out": [
            {
                "why": f"There is no room for it in {float(draft.length_s):g} s",
                "texts": [one.told for one in draft.left_out],
            },
            {
                "why": "Taken for the page around the article",
                "texts": [one.text for one in begun.furniture],
            },
            {
                "why": "Set apart in the text: tables, pictures, menus, lower headings",
                "texts": [one.text for one in begun.set_apart],
            },
            {
                "why": "Pictures that cannot be used",
                "texts": [f"{one.name}: {one.reason}" for one in begun.pictures_left_out],
            },
            {
                "why": "Sources without room on the end card",
                "texts": list(draft.sources_left_out),
            },
        ],
        "garbled": [f"line {one.line}: {one.garbled}" for one in begun.garbled],
        "byline": begun.byline,
        "pictures": [one.name for one in begun.pictures],
        "notes": list(begun.notes),
        "missing_s": float(draft.missing_s),
        "words_missing": draft.words_missing if draft.missing_s else 0,
        "free_s": float(draft.free_s),
        "length_s": float(draft.length_s),
    }


def _in_words(message: str, name: str) -> str:
    """Return a message of the command line in the words of the page."""
    for written, shown in (
        (rf"{re.escape(name)}:(\d+)", r"line \1"),
        (rf"{re.escape(name)}: ?", ""),
        (r"\S*/\.new-\w+\S*", "the story’s folder"),
        (r"--language (\w\w)", r"\1"),
        (r"--language", "the language"),
        (r"--item", "“Item of a feed”"),
        (r"--as-written", "“Take every paragraph”"),
    ):
        message = re.sub(written, shown, message)
    return "Give the day of the story." if "--date" in message else message
