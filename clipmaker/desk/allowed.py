"""Which address takes which role, and what a guest with a link to one clip may ask for."""

from __future__ import annotations

import re

from starlette.requests import Request

from clipmaker.desk.known import Key
from clipmaker.desk.staff import Role

GUESTS_AT = "/guest/"
"""Addresses of links to one clip begin so."""
_OPEN = ("/static/", "/fonts/inter", "/sign-in", "/api/sign-in", GUESTS_AT)
_CLIP = r"/api/clips/[^/]+/[^/]+"
_ROLES = (
    (re.compile(r"/api/sign-out"), None),
    (re.compile(rf"{_CLIP}/(comments|texts/try|cues/(look|frame|played))"), None),
    # What is done to a subtitle is said by what is sent: operations.py knows.
    (re.compile(rf"{_CLIP}/cues"), None),
    # Likewise of facts and faces: api_review.py knows.
    (re.compile(rf"{_CLIP}/review"), None),
    (re.compile(rf"{_CLIP}/(sign-off|links)"), Role.PUBLISH),
    (re.compile(r"/api/bulletins"), Role.PUBLISH),
)
_GUESTS_POST = re.compile(r"/(comments|review|cues|cues/(look|frame|played))")


def is_open(request: Request) -> bool:
    """Whether an address answers those who have not signed in."""
    return request.url.path.startswith(_OPEN)


def role_for(request: Request) -> Role | None:
    """Return the role that is needed for what is asked; None for none."""
    if request.method in ("GET", "HEAD") or is_open(request):
        return None
    path = request.url.path
    return next((role for what, role in _ROLES if what.fullmatch(path)), Role.WRITE)


def guest_may(request: Request, only: Key) -> bool:
    """Whether a guest may ask for this: the page of their clip, and what that page needs."""
    path, clip = request.url.path, f"/clips/{only[0]}/{only[1]}"
    if path.startswith(_OPEN) or path in ("/api/sign-out", "/api/here"):
        return True
    if request.method not in ("GET", "HEAD"):
        own = path.removeprefix(f"/api{clip}")
        return own != path and _GUESTS_POST.fullmatch(own) is not None
    if path in ("/api/events", clip, f"{clip}/compare", f"/api{clip}"):
        return True
    if path == f"/api{clip}/links":
        return False
    # What lies beside the story is not here: faces are uncovered in it, and voices are true.
    folders = (f"/api{clip}/", f"/files/{only[0]}/{only[1]}/")
    return path.startswith((*folders, f"/fonts/{only[0]}/{only[1]}/", "/fonts/"))
