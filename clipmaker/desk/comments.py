"""What people say about a clip: at a time of it, with replies, until it is settled.

Kept beside the notes of renders, below the output folder.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from clipmaker.desk.known import Key, note_name
from clipmaker.errors import DiskError, ReviewError
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import write_whole

LONGEST = 2000
_MOST, _MOST_REPLIES = 500, 100


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something that somebody said.

    Attributes:
        who: the person.
        at: when, ISO 8601.
        text: what they said.
    """

    who: str
    at: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Comment:
    """Something said about a clip, and what was answered.

    Attributes:
        number: names it within its clip.
        seconds: where in the clip, seconds from its start; None for all of it.
        version: name of the version that was watched, "" for none.
        said: what was said.
        replies: what was answered, in order.
        settled_by: who settled it, "" while it is open.
    """

    number: str
    seconds: float | None
    version: str
    said: Remark
    replies: tuple[Remark, ...] = field(default=())
    settled_by: str = ""


class Comments:
    """The comments on every clip; a damaged file is begun anew."""

    def __init__(self, output: Path) -> None:
        """Open them.

        Args:
            output: the folder of finished clips.
        """
        self._output = output
        self._lock = threading.Lock()
        self._known: dict[Key, tuple[Comment, ...]] = {}

    def of(self, key: Key) -> tuple[Comment, ...]:
        """Return the comments on a clip, in the order of its time; those on all of it first."""
        with self._lock:
            return self._read(key)

    def add(self, key: Key, said: Remark, *, seconds: float | None, version: str) -> None:
        """Add a comment.

        Raises:
            ReviewError: it says nothing, or too much, or there are too many.
            DiskError: it cannot be kept.
        """
        number = secrets.token_hex(4)
        fresh = Comment(number=number, seconds=seconds, version=version, said=_checked(said))
        with self._lock:
            there = self._read(key)
            if len(there) >= _MOST:
                raise ReviewError(f"{len(there)} comments are on this clip: that is all it holds")
            self._keep(key, [*there, fresh])

    def reply(self, key: Key, number: str, said: Remark) -> None:
        """Answer a comment, which opens it again.

        Raises:
            ReviewError: there is no such comment, or the answer says nothing, or too much.
            DiskError: it cannot be kept.
        """
        with self._lock:
            comment = self._one(key, number)
            if len(comment.replies) >= _MOST_REPLIES:
                raise ReviewError("this was answered often enough: begin a new comment")
            replies = (*comment.replies, _checked(said))
            self._put(key, replace(comment, replies=replies, settled_by=""))

    def settle(self, key: Key, number: str, who: str) -> None:
        """Settle a comment; with nobody's name it is open again.

        Raises:
            ReviewError: there is no such comment.
            DiskError: it cannot be kept.
        """
        with self._lock:
            self._put(key, replace(self._one(key, number), settled_by=who))

    def _one(self, key: Key, number: str) -> Comment:
        found = next((one for one in self._read(key) if one.number == number), None)
        if found is None:
            raise ReviewError("there is no such comment any more: load the page again")
        return found

    def _put(self, key: Key, changed: Comment) -> None:
        there = self._read(key)
        self._keep(key, [changed if one.number == changed.number else one for one in there])

    def _read(self, key: Key) -> tuple[Comment, ...]:
        if key not in self._known:
            try:
                found = parsed_json(self._file(key).read_bytes())
            except (OSError, ValueError):
                found = []
            self._known[key] = tuple(_comments(found))
        return self._known[key]

    def _keep(self, key: Key, comments: Sequence[Comment]) -> None:
        ordered = sorted(comments, key=lambda one: -1.0 if one.seconds is None else one.seconds)
        content = json.dumps([asdict(one) for one in ordered], ensure_ascii=False).encode()
        file = self._file(key)
        try:
            write_whole(file, content, durable=True, within=self._output)
        except OSError as error:
            raise DiskError(
                f"{file}: the comment cannot be kept: {error.strerror or error}",
                remedy="Make room on the disk, then send it again.",
            ) from error
        self._known[key] = tuple(ordered)

    def _file(self, key: Key) -> Path:
        return self._output / ".desk" / "comments" / f"{note_name(key)}.json"


def _checked(said: Remark) -> Remark:
    text = "\n".join(" ".join(line.split()) for line in said.text.strip().splitlines())
    if not text:
        raise ReviewError("a comment without words says nothing")
    if len(text) > LONGEST:
        raise ReviewError(f"a comment has at most {LONGEST} characters, this one {len(text)}")
    return replace(said, text=text)


def _comments(found: Any) -> Iterable[Comment]:
    for one in found if isinstance(found, list) else ():
        try:
            yield Comment(
                number=str(one["number"]),
                seconds=None if one["seconds"] is None else float(one["seconds"]),
                version=str(one["version"]),
                said=_remark(one["said"]),
                replies=tuple(_remark(reply) for reply in one["replies"]),
                settled_by=str(one["settled_by"]),
            )
        except (KeyError, TypeError, ValueError):
            continue


def _remark(found: Any) -> Remark:
    return Remark(who=str(found["who"]), at=str(found["at"]), text=str(found["text"]))
