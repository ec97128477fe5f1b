"""What pages send: JSON of a known shape, or one clear refusal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

from clipmaker.desk.desk import desk_of
from clipmaker.desk.known import KnownClip
from clipmaker.desk.security import MAX_BODY_BYTES
from clipmaker.desk.staff import Role
from clipmaker.desk.visitor import Visitor, refuse_visitor, visitor_of
from clipmaker.errors import ReviewError

_Listed = TypeVar("_Listed")

_MAX_TEXT = 20_000
_DEEP, _LONG = 6, 1000


class DeskRequest:
    """The body of a request, with values that are checked when they are taken."""

    def __init__(self, values: Mapping[str, Any], visitor: Visitor | None = None) -> None:
        self._values = values
        self._visitor = visitor

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self._values.get(name, default)
        if not isinstance(value, str) or len(value) > _MAX_TEXT:
            raise HTTPException(422, f"“{name}” is to be a text")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise HTTPException(422, f"“{name}” holds half a letter, which no file can keep")
        return value

    def maybe_text(self, name: str) -> str | None:
        """Return a text, None when it was not sent."""
        return None if self._values.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """Return a whole number."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 10**9:
            raise HTTPException(422, f"“{name}” is to be a whole number")
        return value

    def maybe_number(self, name: str) -> int | None:
        """Return a whole number, None when it was not sent."""
        return None if self._values.get(name) is None else self.number(name)

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        value = self._values.get(name, False)
        if not isinstance(value, bool):
            raise HTTPException(422, f"“{name}” is to be true or false")
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(DeskRequest({name: one}).text(name) for one in self._list(name, str, "texts"))

    def items(self, name: str) -> tuple[DeskRequest, ...]:
        """Return a list of objects."""
        return tuple(DeskRequest(one) for one in self._list(name, dict, "objects"))

    def _list(self, name: str, kind: type[_Listed], what: str) -> list[_Listed]:
        value = self._values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, kind) for one in value):
            raise HTTPException(422, f"“{name}” is to be a list of {what}")
        return value

    def values(self, name: str) -> dict[str, Any]:
        """Return keys with plain values, as a story's file holds them; what is null is left out."""
        value = _plain(self._values.get(name), name)
        if not isinstance(value, dict):
            raise HTTPException(422, f"“{name}” is to be an object")
        return value

    def refuse_without(self, role: Role) -> None:
        """Refuse what takes a role that whoever asks does not have.

        Raises:
            ReviewError: the person does not have it.
        """
        refuse_visitor(self._visitor, role)

    @property
    def who(self) -> str:
        """Return the person who asks: whoever signed in, whatever else is said.

        Raises:
            ReviewError: nobody is named.
        """
        if self._visitor is not None:
            return self._visitor.name
        if not (who := self.text("who").strip()):
            raise ReviewError("say who you are first: it is kept with what you decide")
        if not who.isprintable():
            raise ReviewError("your name holds a character that cannot be shown: write it again")
        return who[:80]


def _plain(value: Any, name: str, depth: int = 0) -> Any:
    """Return a value whose texts can be kept in a file, and that is not too deep."""
    if isinstance(value, str):
        return DeskRequest({name: value}).text(name)
    if isinstance(value, dict) and depth < _DEEP:
        kept = {key: one for key, one in value.items() if one is not None}
        if all(re.fullmatch(r"[a-z_]{1,40}", key) for key in kept):
            return {key: _plain(one, name, depth + 1) for key, one in kept.items()}
    if isinstance(value, list) and depth < _DEEP and len(value) <= _LONG:
        return [_plain(one, name, depth + 1) for one in value]
    if isinstance(value, bool | int | float) and abs(value) < 10**9:
        return value
    raise HTTPException(422, f"“{name}” holds what no story holds")


async def desk_request(request: Request) -> DeskRequest:
    """Return the body of a request.

    Raises:
        HTTPException: it is no JSON object.
    """
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, "send JSON")
    try:
        values = json.loads(await body(request))
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "this is not JSON") from error
    if not isinstance(values, dict):
        raise HTTPException(400, "send an object")
    return DeskRequest(values, visitor_of(request))


def asked_of(request: Request) -> DeskRequest:
    """Return what the address of a request says, for those that send a file."""
    return DeskRequest(request.query_params, visitor_of(request))


async def body(request: Request, most: int = MAX_BODY_BYTES) -> bytes:
    """Return what was sent, counted as it comes, since its length need not be told before.

    Args:
        request: the request.
        most: more bytes are refused.

    Raises:
        HTTPException: it is too large.
    """
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise HTTPException(413, "this is more than can be sent")
    return bytes(content)


def known_clip(request: Request) -> KnownClip:
    """Return the clip that an address names.

    Raises:
        HTTPException: there is none.
    """
    day, slug = request.path_params["day"], request.path_params["slug"]
    known = desk_of(request).library.find(("" if day == "-" else day, slug))
    if known is None:
        raise HTTPException(404, "there is no such clip")
    return known


def readable_now(request: Request) -> str:
    """Return where the clip is that had no day while its story could not be read; "" for none."""
    day, folder = request.path_params["day"], request.path_params["slug"]
    if day != "-":
        return ""
    for known in desk_of(request).library.clips().values():
        if known.day and known.story and known.story.file.parent.name == folder:
            return f"/clips/{known.day}/{known.slug}"
    return ""
