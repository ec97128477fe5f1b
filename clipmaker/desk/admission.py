"""Who is let in: people who signed in, and guests with a link to one clip.

What a browser brings along is a text that this desk sealed with its own secret: it holds after the
desk was started anew, and ends with its time, with another password, or when a link is withdrawn.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.requests import Request

from clipmaker.desk.known import Key
from clipmaker.desk.staff import (
    Role,
    StaffMember,
    called,
    digest_of,
    is_password,
    load_staff,
    who_may,
)
from clipmaker.desk.visitor import Visitor
from clipmaker.errors import ClipmakerError, ReviewError
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import write_whole

SIGNED_IN, GUEST = "clipmaker_signed_in", "clipmaker_guest"
"""Names of cookies."""
DAY_S = 24 * 3600
LONGEST_LINK_DAYS = 14
_SHIFT_S = 12 * 3600
"""So long somebody who signed in stays so."""
_TRIES, _WAIT_S = 5, 30.0
_MOST_LINKS, _MOST_NAMES = 200, 1000


class Admission:
    """Knows who asks by what their browser brings along."""

    def __init__(self, output: Path, staff_file: Path | None, signed_on_by: str = "") -> None:
        """Open it.

        Args:
            output: the folder of finished clips; the desk's secret and its links are kept there.
            staff_file: who works here; None where names are taken as they come.
            signed_on_by: header in which a proxy says who has signed in; "" for none.
        """
        self._kept = output / ".desk"
        self._staff_file = staff_file
        self._signed_on_by = signed_on_by
        self._lock = threading.Lock()
        self._staff: tuple[float, tuple[StaffMember, ...]] = (-1.0, ())
        self._wrong: dict[str, tuple[int, float]] = {}
        self._nobody = digest_of(secrets.token_hex(16)) if staff_file else ""
        self._secret = b""
        self._links: dict[str, dict[str, Any]] | None = None

    @property
    def asks(self) -> bool:
        """Whether people sign in here."""
        return self._staff_file is not None

    def staff(self) -> tuple[StaffMember, ...]:
        """Return who works here; read again when the file has changed.

        A file that cannot be read any more lets in whom it let in before.
        """
        if self._staff_file is None:
            return ()
        with suppress(OSError, ClipmakerError):
            changed = self._staff_file.stat().st_mtime
            if changed != self._staff[0]:
                self._staff = (changed, load_staff(self._staff_file))
        return self._staff[1]

    def sign_in(self, name: str, password: str) -> str:
        """Return what a browser keeps of somebody who signed in.

        Raises:
            ReviewError: name and password do not belong together, or it was tried too often.
        """
        known = called(name)
        with self._lock:
            wrong, last = self._wrong.get(known, (0, 0.0))
            if wrong >= _TRIES and time.monotonic() < last + _WAIT_S:
                raise ReviewError(
                    f"that was tried {wrong} times: wait half a minute, then try again"
                )
        member = next((one for one in self.staff() if called(one.name) == known), None)
        # Somebody who isn't there takes as long as one who is.
        right = is_password(password, member.password if member else self._nobody)
        with self._lock:
            if member is None or not right:
                if len(self._wrong) > _MOST_NAMES:
                    self._wrong.clear()
                self._wrong[known] = (wrong + 1, time.monotonic())
                raise ReviewError(
                    "this name and this password do not belong together",
                    remedy="Passwords are set by “clipmaker staff add”.",
                )
            self._wrong.pop(known, None)
        return self._sealed({"name": member.name, "until": time.time() + _SHIFT_S}, member.password)

    def link(self, key: Key, *, name: str, by: str, approves: bool, days: int) -> str:
        """Return what the address of a link to one clip ends in.

        Args:
            key: the clip.
            name: for whom it is: kept with what they decide.
            by: who gives it.
            approves: whether they may approve subtitles, facts and faces of the clip.
            days: it ends after so many days.

        Raises:
            OSError: it cannot be kept.
        """
        number = secrets.token_urlsafe(9)
        until = time.time() + min(max(days, 1), LONGEST_LINK_DAYS) * DAY_S
        facts = {
            "day": key[0], "slug": key[1], "name": name, "by": by, "approves": approves,
            "until": until,
        }  # fmt: skip
        with self._lock:
            links = {**self._known_links(), number: facts}
            self._keep_links(dict(list(links.items())[-_MOST_LINKS:]))
        return self._sealed({"link": number, "until": until}, "link")

    def links(self, key: Key) -> dict[str, dict[str, Any]]:
        """Return the links to a clip that are good now, by number."""
        with self._lock:
            return {
                number: facts
                for number, facts in self._known_links().items()
                if (facts["day"], facts["slug"]) == key and facts["until"] > time.time()
            }

    def withdraw_link(self, key: Key, number: str) -> None:
        """End a link to a clip.

        Raises:
            OSError: that cannot be kept.
        """
        with self._lock:
            links = self._known_links()
            if (facts := links.get(number)) and (facts["day"], facts["slug"]) == key:
                self._keep_links({one: of for one, of in links.items() if one != number})

    def visitor(self, request: Request) -> Visitor | None:
        """Return who asks; None when the desk does not know them."""
        if self._signed_on_by and (name := request.headers.get(self._signed_on_by)):
            # What the newsroom's own sign-on says comes first, and nobody is let in beside it.
            return self._member(_letters(name))
        return self._signed_in(request.cookies.get(SIGNED_IN, "")) or self.guest(
            request.cookies.get(GUEST, "")
        )

    def guest(self, sealed: str) -> Visitor | None:
        """Return the guest whose link this is; None when it has ended, or is none."""
        facts = self._opened(sealed, "link")
        with self._lock:
            link = self._known_links().get(str(facts.get("link", ""))) if facts else None
        if link is None or link["until"] <= time.time():
            return None
        roles = frozenset({Role.APPROVE} if link["approves"] else ())
        return Visitor(name=link["name"], roles=roles, only=(link["day"], link["slug"]))

    def _signed_in(self, sealed: str) -> Visitor | None:
        name = str(_claimed(sealed).get("name", ""))
        password = next((one.password for one in self.staff() if one.name == name), "")
        return self._member(name) if password and self._opened(sealed, password) else None

    def _member(self, name: str) -> Visitor | None:
        staff = self.staff()
        member = next((one for one in staff if called(one.name) == called(name)), None)
        if member is None:
            return None
        askable = tuple((role, who_may(staff, role)) for role in Role)
        return Visitor(name=member.name, roles=member.roles, askable=askable)

    def _sealed(self, facts: Mapping[str, Any], with_: str) -> str:
        text = base64.urlsafe_b64encode(json.dumps(facts).encode()).decode().rstrip("=")
        return f"{text}.{self._seal(text, with_)}"

    def _opened(self, sealed: str, with_: str) -> dict[str, Any] | None:
        text, _, seal = sealed.partition(".")
        if not hmac.compare_digest(seal.encode(), self._seal(text, with_).encode()):
            return None
        facts = _claimed(sealed)
        until = facts.get("until", 0)
        return facts if isinstance(until, int | float) and until > time.time() else None

    def _seal(self, text: str, with_: str) -> str:
        key = hashlib.sha256(self._own_secret() + with_.encode()).digest()
        return hmac.new(key, text.encode(), "sha256").hexdigest()

    def _own_secret(self) -> bytes:
        if not self._secret:
            file = self._kept / "secret"
            try:
                self._secret = file.read_bytes()
            except OSError:
                self._secret = b""
            if len(self._secret) < 32:
                self._secret = secrets.token_bytes(32)
                # Without it everybody signs in again after the next start, which is all.
                with suppress(OSError):
                    write_whole(
                        file, self._secret, durable=True, within=self._kept.parent, mode=0o600
                    )
        return self._secret

    def _known_links(self) -> dict[str, dict[str, Any]]:
        if self._links is None:
            try:
                read = parsed_json((self._kept / "links.json").read_bytes())
            except (OSError, ValueError):
                read = {}
            found = read if isinstance(read, dict) else {}
            self._links = {number: one for number, one in found.items() if _is_link(one)}
        return self._links

    def _keep_links(self, links: dict[str, dict[str, Any]]) -> None:
        content = json.dumps(links, ensure_ascii=False).encode()
        file = self._kept / "links.json"
        write_whole(file, content, durable=True, within=self._kept.parent, mode=0o600)
        self._links = links


def _letters(header: str) -> str:
    """Return a name from a header, whose bytes are those of UTF-8 though HTTP reads Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _claimed(sealed: str) -> dict[str, Any]:
    """Return what a sealed text says, whether or not its seal is right."""
    text = sealed.partition(".")[0]
    try:
        facts = parsed_json(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _is_link(found: object) -> bool:
    kinds = {"day": str, "slug": str, "name": str, "by": str, "approves": bool}
    return (
        isinstance(found, dict)
        and all(isinstance(found.get(name), kind) for name, kind in kinds.items())
        and isinstance(found.get("until"), int | float)
    )
