"""Who may ask the desk for something: the checks before any page is made.

A page of another site can make a browser send requests here. It is kept out by the Host header
(names that resolve to this machine), by Origin and Sec-Fetch-Site (posts and embedded pictures),
and, wherever others than this machine can reach the desk, by a token or because people sign in.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from asyncio import timeout
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clipmaker.desk.admission import Admission
from clipmaker.desk.allowed import GUESTS_AT, guest_may, is_open, role_for
from clipmaker.desk.settings import LOOPBACK, DeskSettings
from clipmaker.desk.visitor import refuse_without
from clipmaker.edit.arriving_media import MOST_PART_BYTES
from clipmaker.errors import ReviewError
from clipmaker.summary.arrive import MAX_BYTES

COOKIE = "clipmaker_desk"
MAX_BODY_BYTES = 1024 * 1024
"""Nothing that a page sends is larger; subtitle files of hours have a tenth of it."""
_LARGER = (
    (re.compile(r"/api/new"), MAX_BYTES),
    (re.compile(r"/api/clips/[^/]+/[^/]+/media/part"), MOST_PART_BYTES),
)
"""Addresses that take more than others; what they take is looked at as it comes."""
_DIGITS = 16
_SAFE = ("GET", "HEAD")
_DRAIN_BYTES, _DRAIN_S = 16 * MAX_BODY_BYTES, 5
_WEEK_S = 7 * 24 * 3600
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob:; media-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Guard:
    """Lets a request through, or answers it with what is wrong."""

    def __init__(self, app: ASGIApp, settings: DeskSettings, admission: Admission) -> None:
        self.app = app
        self.settings = settings
        self.admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        body = _Body(scope, receive)
        fresh = "no-cache" if scope["path"].startswith("/static/") else "no-store"

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", fresh)
                # A connection that is closed over what was not read takes the answer with it.
                await body.drain()
            await send(message)

        refusal = self._refusal(Request(scope))
        if refusal is not None:
            await refusal(scope, body.receive, hardened)
            return
        most = _most(scope["path"])
        if not _length_fits(Headers(scope=scope), most):
            await _too_large(most)(scope, body.receive, hardened)
            return
        await self.app(scope, body.receive, hardened)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if not self._known(host):
            text = f"This desk is not reached as “{host}”. Use the address that it printed."
            return PlainTextResponse(text, 421)
        if not _from_here(request, host):
            return PlainTextResponse("Another site may not ask the desk for this.", 403)
        visitor = self.admission.visitor(request)
        request.state.visitor = visitor
        if visitor is None:
            return self._door(request) if self.admission.asks else self._token_refusal(request)
        if visitor.only is not None and not guest_may(request, visitor.only):
            return PlainTextResponse("Your link opens one clip, and nothing else.", 403)
        if role := role_for(request):
            try:
                refuse_without(request, role)
            except ReviewError as error:
                told = {"error": error.message, "remedy": error.remedy}
                return JSONResponse(told, 403)
        return None

    def _door(self, request: Request) -> Response | None:
        """Return the answer to somebody who has not signed in where people do."""
        if is_open(request):
            return None
        if request.method in _SAFE and not request.url.path.startswith(("/api/", "/files/")):
            there = urlencode({"to": request.url.path})
            return RedirectResponse(f"/sign-in?{there}", 303)
        text = "You are not signed in any more: load the page again, and sign in."
        return PlainTextResponse(text, 401)

    def _known(self, host: str) -> bool:
        name = _name(host)
        if name in self.settings.names:
            return True
        if self.settings.loopback:
            return name in LOOPBACK
        return name in (*LOOPBACK, self.settings.host) or _is_address(name)

    def _token_refusal(self, request: Request) -> Response | None:
        """Return the answer to a browser without the token; one that brings it gets a cookie."""
        token = self.settings.token
        if not token or request.url.path.startswith(GUESTS_AT):
            return None
        secret = hashlib.sha256(f"clipmaker desk {token}".encode()).hexdigest()
        if _equal(request.cookies.get(COOKIE, ""), secret):
            return None
        if request.method in _SAFE and _equal(request.query_params.get("token", ""), token):
            rest = [(k, v) for k, v in parse_qsl(request.url.query) if k != "token"]
            there = request.url.path + (f"?{urlencode(rest)}" if rest else "")
            # Two slashes at the start would name another host.
            answer = RedirectResponse("/" + there.lstrip("/"), 303)
            answer.set_cookie(COOKIE, secret, max_age=_WEEK_S, httponly=True, samesite="strict")
            return answer
        if _equal(request.headers.get("authorization", ""), f"Bearer {token}"):
            return None
        text = "The desk wants its token: open the address that “clipmaker desk” printed."
        return PlainTextResponse(text, 401)


class _Body:
    """What a request sends, of which nothing is left unread when it is answered."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        headers = Headers(scope=scope)
        self._receive = receive
        self._more = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"

    async def receive(self) -> Message:
        """Return the next piece."""
        message = await self._receive()
        self._more = bool(message.get("more_body", False))
        return message

    async def drain(self) -> None:
        """Read what is left; not for ever, and no more than may be sent several times over."""
        read = 0
        with suppress(TimeoutError):
            async with timeout(_DRAIN_S):
                while self._more and read <= _DRAIN_BYTES:
                    read += len((await self.receive()).get("body", b""))


def _from_here(request: Request, host: str) -> bool:
    """Whether a request comes from the desk's own pages, or is a person following a link."""
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin")
    if request.method in _SAFE:
        followed = request.headers.get("sec-fetch-mode") == "navigate"
        return site in ("", "same-origin", "none") or followed
    if site not in ("", "same-origin"):
        return False
    return origin is not None and origin.partition("://")[2] == host


def _most(path: str) -> int:
    """Return how many bytes may be sent to an address."""
    return next((most for what, most in _LARGER if what.fullmatch(path)), MAX_BODY_BYTES)


def _length_fits(headers: Headers, most: int) -> bool:
    length = headers.get("content-length", "0")
    return length.isdecimal() and len(length) < _DIGITS and int(length) <= most


def _too_large(most: int) -> Response:
    return PlainTextResponse(f"More than {most // 1024} kB cannot be sent.", 413)


def _name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower().rstrip(".")


def _is_address(name: str) -> bool:
    """Whether a name is an address; an address cannot be made to resolve elsewhere."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
