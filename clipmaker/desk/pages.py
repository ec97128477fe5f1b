"""The pages, made from templates that escape every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clipmaker import __version__
from clipmaker.brand.load import list_brands
from clipmaker.desk.api import facts_of, waits_of
from clipmaker.desk.api_new import story_places
from clipmaker.desk.bulletins import bulletin_facts
from clipmaker.desk.desk import desk_of
from clipmaker.desk.differences import compared, differences
from clipmaker.desk.request import known_clip, readable_now
from clipmaker.desk.rows import LABELS, RowState, report_of, row
from clipmaker.desk.staff import Role
from clipmaker.desk.view import version_facts
from clipmaker.desk.visitor import visitor_of
from clipmaker.summary.arrive import MAX_BYTES

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    desk, visitor = desk_of(request), visitor_of(request)
    text = _TEMPLATES.get_template(template).render(
        version=__version__,
        who=visitor.name if visitor else desk.settings.who,
        visitor=visitor,
        may=[role.value for role in Role if visitor is None or role in visitor.roles],
        **values,
    )
    return HTMLResponse(text, status)


def problem(request: Request, message: str, remedy: str, status: int) -> HTMLResponse:
    """Return the page that says what is wrong."""
    return _page(
        request,
        "problem.html",
        status,
        message=message,
        remedy=remedy,
        missing=status == 404,
    )


def sign_in(request: Request) -> HTMLResponse:
    """Return the page on which people sign in."""
    return _page(request, "sign-in.html")


async def clips(request: Request) -> Response:
    """Answer with the list of clips."""
    desk = desk_of(request)
    jobs = desk.jobs.all()
    known = await run_in_threadpool(desk.library.clips)
    rows = await run_in_threadpool(
        lambda: [row(k, jobs.get(key), waits_of(desk, k)) for key, k in known.items()]
    )
    bulletins = await run_in_threadpool(bulletin_facts, desk)
    days = list(dict.fromkeys(one.known.day for one in rows if one.known.day))
    counts = {state: sum(one.state is state for one in rows) for state in RowState}
    return _page(
        request,
        "list.html",
        rows=rows,
        days=days,
        labels=LABELS,
        counts=counts,
        places=desk.settings.stories,
        unread=desk.library.unread,
        bulletins=bulletins,
    )


async def new(request: Request) -> Response:
    """Answer with the page on which a story is begun."""
    places = story_places(desk_of(request))
    brands = await run_in_threadpool(list_brands)
    return _page(request, "new.html", places=places, brands=brands, most=MAX_BYTES)


async def clip(request: Request) -> Response:
    """Answer with the page of one clip."""
    desk = desk_of(request)
    if moved := readable_now(request):
        return RedirectResponse(moved, 303)
    known = known_clip(request)
    facts = await run_in_threadpool(facts_of, desk, known)
    one = row(known, desk.jobs.of(known.key), waits_of(desk, known))
    newest = known.newest
    report = report_of(newest) if newest else {}
    return _page(request, "clip.html", row=one, known=known, facts=facts, report=report)


async def compare(request: Request) -> Response:
    """Answer with two versions side by side."""
    known = known_clip(request)
    names = [made.name for made in known.versions]
    if len(names) < 2:
        raise HTTPException(404, "there is only one version of this clip")
    chosen = [request.query_params.get(side, "") for side in ("left", "right")]
    left, right = compared(known, *chosen)
    one = row(known, None)
    return _page(
        request,
        "compare.html",
        row=one,
        known=known,
        names=names,
        differ=differences(left, right),
        left=version_facts(left),
        right=version_facts(right),
    )
