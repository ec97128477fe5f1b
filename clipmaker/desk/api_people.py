"""Signing in and out, and links that open one clip to a guest."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from clipmaker.desk import pages
from clipmaker.desk.admission import DAY_S, GUEST, LONGEST_LINK_DAYS, SIGNED_IN
from clipmaker.desk.allowed import GUESTS_AT
from clipmaker.desk.desk import desk_of
from clipmaker.desk.request import desk_request, known_clip
from clipmaker.desk.rows import moment
from clipmaker.desk.staff import Role, called
from clipmaker.desk.visitor import visitor_of
from clipmaker.errors import DiskError, ReviewError


async def door(request: Request) -> Response:
    """Answer with the page on which people sign in."""
    if not desk_of(request).admission.asks:
        return RedirectResponse("/", 303)
    return pages.sign_in(request)


async def sign_in(request: Request) -> Response:
    """Let somebody in by name and password.

    Raises:
        ReviewError: nobody signs in here, or name and password do not belong together.
    """
    asked = await desk_request(request)
    admission = desk_of(request).admission
    if not admission.asks:
        raise ReviewError("nobody signs in at this desk: it was started without --staff")
    name, password = asked.text("name"), asked.text("password")
    sealed = await run_in_threadpool(admission.sign_in, name, password)
    answer = JSONResponse({})
    answer.set_cookie(SIGNED_IN, sealed, httponly=True, samesite="strict")
    answer.delete_cookie(GUEST)
    return answer


async def sign_out(_request: Request) -> Response:
    """Forget who is at this browser."""
    answer = JSONResponse({})
    for name in (SIGNED_IN, GUEST):
        answer.delete_cookie(name)
    return answer


async def come(request: Request) -> Response:
    """Let a guest in by a link: to the page of the clip."""
    sealed = request.path_params["sealed"]
    visitor = desk_of(request).admission.guest(sealed)
    if visitor is None or visitor.only is None:
        told, remedy = "This link has ended", "Ask whoever sent it to you for a new one."
        return pages.problem(request, told, remedy, 410)
    answer = RedirectResponse(f"/clips/{visitor.only[0]}/{visitor.only[1]}", 303)
    most = LONGEST_LINK_DAYS * DAY_S
    # Links are followed from mail and messages, which are other sites.
    answer.set_cookie(GUEST, sealed, max_age=most, httponly=True, samesite="lax")
    return answer


async def links(request: Request) -> Response:
    """Answer with the links to a clip that are good now."""
    known, admission = known_clip(request), desk_of(request).admission
    return JSONResponse([
        {
            "number": number,
            "name": facts["name"],
            "by": facts["by"],
            "approves": facts["approves"],
            "until": moment(facts["until"]),
        }
        for number, facts in admission.links(known.key).items()
    ])  # fmt: skip


async def change_links(request: Request) -> Response:
    """Make a link to a clip, or end one.

    Raises:
        ReviewError: the clip has no address, nobody is named, or it would give away too much.
        DiskError: it cannot be kept.
    """
    known, asked = known_clip(request), await desk_request(request)
    admission, visitor = desk_of(request).admission, visitor_of(request)
    if not known.day:
        raise ReviewError("a clip without a date has no link: its story cannot be read")

    def changed() -> dict[str, str]:
        try:
            if asked.text("do") == "end":
                admission.withdraw_link(known.key, asked.text("number"))
                return {}
            name, approves = " ".join(asked.text("name").split())[:80], asked.flag("approves")
            if not name or not name.isprintable():
                raise ReviewError("say for whom the link is: the name is kept with what they do")
            if called(name) in {called(one.name) for one in admission.staff()}:
                raise ReviewError(f"{name} works here and signs in; a link is for somebody else")
            if approves and visitor is not None and Role.APPROVE not in visitor.roles:
                raise ReviewError("nobody gives away what they may not do: you may not approve")
            days = asked.number("days")
            sealed = admission.link(
                known.key, name=name, by=asked.who, approves=approves, days=days
            )
        except OSError as error:
            told = f"the link cannot be kept: {error.strerror or error}"
            raise DiskError(told, remedy="Make room on the disk, then try again.") from error
        return {"address": f"{GUESTS_AT}{sealed}"}

    return JSONResponse(await run_in_threadpool(changed))
