"""Asks a server that the newsroom has named: JSON there and back, with limits of time and size.

Nothing goes anywhere but to the address that stands in the newsroom's settings: redirections are
not followed, and no proxy is asked.
"""

from __future__ import annotations

import http.client
import json
import os
import time
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from clipmaker.errors import TranslationError
from clipmaker.translation.setting import Settings
from clipmaker.translation.translator import Given, Untranslated

MOST_BYTES = 8_000_000
_RETRIES = 2
_PATIENCE_S = 10.0
"""Longer than this nobody waits because a server says so."""
_FIRST_PAUSE_S = 0.25
_SHOWN = 200


class RefusedError(TranslationError):
    """A server took the question for wrong; ``status`` is its HTTP status."""

    status = 0


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server by its address.

    Attributes:
        address: such as ``https://translate.example/v1``, without a slash at its end.
        key: secret that it wants, "" for none.
        timeout_s: seconds that one question may take.
    """

    address: str
    key: str = ""
    timeout_s: float = 60.0

    @property
    def host(self) -> str:
        """Host and port, for people."""
        return urlsplit(self.address).netloc

    @property
    def local(self) -> bool:
        """Whether it runs on this machine."""
        name = urlsplit(self.address).hostname or ""
        try:
            return ip_address(name).is_loopback
        except ValueError:
            return name == "localhost"

    def get(self, path: str) -> object:
        """Return what a path of the server holds.

        Raises:
            RefusedError: it does not know the path, or wants a key.
            TranslationError: it is away, slow, or answers with something else than JSON.
        """
        return self._asked("GET", path, None, {})

    def post(self, path: str, question: object, headers: dict[str, str] | None = None) -> object:
        """Return the server's answer to a question.

        Raises:
            RefusedError: it takes the question for wrong, or wants a key.
            TranslationError: it is away, slow, busy, or answers with something else than JSON.
        """
        body = json.dumps(question, ensure_ascii=False).encode("utf-8", "replace")
        return self._asked("POST", path, body, headers or {})

    def _asked(self, verb: str, path: str, body: bytes | None, headers: dict[str, str]) -> object:
        pause_s = _FIRST_PAUSE_S
        for left in range(_RETRIES, -1, -1):
            status, wait_s, content = self._once(verb, path, body, headers)
            busy = status == 429 or status >= 500
            if not busy or not left or (wait_s or 0) > _PATIENCE_S:
                break
            time.sleep(pause_s if wait_s is None else wait_s)
            pause_s *= 2
        if status == 429:
            raise TranslationError(f"the server at {self.host} is too busy: {_said(content)}")
        if 300 <= status < 400:
            raise TranslationError(
                f"the server at {self.host} sends questions elsewhere, and they are not sent there",
                remedy="Write the right address into clipmaker.toml.",
            )
        if status >= 500:
            raise TranslationError(f"the server at {self.host} failed: {_said(content)}")
        if status >= 400:
            refused = RefusedError(f"the server at {self.host} refused: {_said(content)}")
            refused.status = status
            raise refused
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            page = content.lstrip()[:1] == b"<"
            what = "a web page" if page else "something else than JSON"
            raise TranslationError(
                f"the server at {self.host} answered with {what}",
                remedy="Look whether its address in clipmaker.toml is that of its API.",
            ) from error

    def _once(
        self, verb: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, float | None, bytes]:
        """Return status, seconds to wait, and content of one answer."""
        parts = urlsplit(self.address)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        deadline = time.monotonic() + self.timeout_s
        connection = kind(parts.hostname or "", parts.port, timeout=self.timeout_s)
        try:
            connection.request(
                verb,
                f"{parts.path}{path}",
                body,
                {"Content-Type": "application/json", "Accept": "application/json", **headers},
            )
            answer = connection.getresponse()
            return answer.status, _wait_s(answer), self._read(connection, answer, deadline)
        except TimeoutError as error:
            raise self._late() from error
        except (OSError, http.client.HTTPException) as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise TranslationError(
                f"the server at {self.host} cannot be reached: {why}",
                remedy="Start it, or correct its address in clipmaker.toml.",
            ) from error
        finally:
            connection.close()

    def _read(
        self,
        connection: http.client.HTTPConnection,
        answer: http.client.HTTPResponse,
        deadline: float,
    ) -> bytes:
        """Read an answer; a server that sends a letter now and then is slow all the same."""
        found = bytearray()
        while True:
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise self._late()
            if connection.sock is not None:
                connection.sock.settimeout(left_s)
            part = answer.read1(65_536)
            found += part
            if not part:
                return bytes(found)
            if len(found) > MOST_BYTES:
                raise TranslationError(
                    f"the server at {self.host} answered with more than "
                    f"{MOST_BYTES // 1_000_000} MB"
                )

    def _late(self) -> TranslationError:
        return TranslationError(
            f"the server at {self.host} took longer than {self.timeout_s:g} s",
            remedy="timeout_s in clipmaker.toml gives it more time.",
        )


def given_up(found: list[Given], asked: int, error: TranslationError) -> list[Given]:
    """Return what a server gave before it failed, and for the rest why there is nothing.

    Args:
        found: what it gave.
        asked: how many sentences it was asked for.
        error: its failure.

    Raises:
        TranslationError: it gave nothing at all.
    """
    if not found:
        raise error
    return found + [Untranslated(reason=error.message)] * (asked - len(found))


def server(given: Settings, timeout_s: float) -> Server:
    """Return the server that a translator's settings name.

    Args:
        given: with ``address``, and perhaps ``key_env`` and ``timeout_s``.
        timeout_s: how long a question may take where they do not say.

    Raises:
        TranslationError: a setting is missing or wrong, or the variable with the key is not set.
    """
    address = given.text("address").rstrip("/")
    parts = urlsplit(address)
    try:
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine or parts.query or parts.fragment:
        raise given.refused("address", "an address as in http://127.0.0.1:8080/v1", address)
    if parts.username or parts.password:
        raise TranslationError(
            "a translator's address holds a name or a password",
            remedy="Put the key into a variable, and name that with key_env in clipmaker.toml.",
        )
    variable = given.text("key_env", "")
    key = os.environ.get(variable, "").strip() if variable else ""
    if variable and not key:
        raise TranslationError(
            f"the variable {variable}, which key_env names, is not set",
            remedy=f"Set {variable} to the key of {parts.netloc}.",
        )
    if key and not key.isprintable():
        raise TranslationError(f"the variable {variable} holds more than a key")
    return Server(
        address=address, key=key, timeout_s=given.number("timeout_s", timeout_s, 0.1, 3600)
    )


def _wait_s(answer: http.client.HTTPResponse) -> float | None:
    """Return for how long a server wants to be left alone; dates count as not said."""
    try:
        return max(0.0, float(answer.getheader("Retry-After") or "x"))
    except ValueError:
        return None


def _said(content: bytes) -> str:
    """Return what a server says of its error, in one line."""
    text = content.decode("utf-8", "replace")
    try:
        told = json.loads(text)
        told = told.get("error", told) if isinstance(told, dict) else told
        told = told.get("message", told) if isinstance(told, dict) else told
    except ValueError:
        told = "a web page" if text.lstrip().startswith("<") else text
    line = " ".join(str(told).split())
    return line[:_SHOWN] or "it said nothing"
