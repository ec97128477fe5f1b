"""Who works at a desk: names, what each may do, and passwords that are kept as digests only.

Imports pydantic and ruamel.yaml.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from pydantic import Field, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from clipmaker.door.checked import Written, check, one_word_of, refusal
from clipmaker.door.document import refuse
from clipmaker.door.yaml import read_yaml
from clipmaker.errors import DiskError, ReviewError
from clipmaker.machine.writing import one_at_a_time, write_whole
from clipmaker.story.values import Text, Version

SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200
_COST, _BLOCK, _PARALLEL = 2**14, 8, 1
"""Parameters of scrypt: 16 MiB and some 50 ms for each try, as OWASP's cheat sheet has it."""
_HEAD = """\
Who works at the desk, and what each may do: write (texts, subtitles, renders), approve (subtitles,
facts, faces), publish (sign off, hold, release). Passwords are kept as digests:
“clipmaker staff add FILE NAME” sets one. Whoever has no role may watch and comment.\
"""


class Role(StrEnum):
    """What somebody may do at the desk, beyond watching and commenting."""

    WRITE = "write"
    APPROVE = "approve"
    PUBLISH = "publish"


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """Somebody who works at the desk.

    Attributes:
        name: the name that is kept with what they decide.
        roles: what they may do.
        password: digest of the password: ``scrypt$SALT$KEY``, each in base64.
    """

    name: str
    roles: frozenset[Role]
    password: str


class WrittenStaffMember(Written):
    """Somebody who works at the desk, as it is written."""

    called: ClassVar[str] = "a person"
    wanted: ClassVar[Mapping[str, str]] = {
        "password": "a person needs a password: “clipmaker staff add FILE NAME” sets one",
    }

    name: Text = Field(description="The name that is kept with what they decide.")
    may: list[Role] = Field(default=[], description="write, approve, publish.")
    password: Text = Field(description="Digest of the password.")

    @field_validator("may", mode="before")
    @classmethod
    def _roles(cls, value: object) -> object:
        return [one_word_of(Role, one) for one in value] if isinstance(value, list) else value

    @field_validator("password")
    @classmethod
    def _digest(cls, value: str) -> str:
        if _parts(value) is None:
            raise refusal("this is no digest: “clipmaker staff add FILE NAME” sets a password")
        return value


class WrittenStaff(Written):
    """A file of those who work at a desk."""

    called: ClassVar[str] = "a staff file"

    version: Version = 1
    staff: list[WrittenStaffMember] = Field(description="Those who work at the desk.")

    @field_validator("staff")
    @classmethod
    def _each_once(cls, value: list[WrittenStaffMember]) -> list[WrittenStaffMember]:
        names = [called(one.name) for one in value]
        for one in value:
            if names.count(called(one.name)) > 1:
                raise refusal(f"“{one.name}” stands here more than once")
        return value


def called(name: str) -> str:
    """Return a name as it is compared: without capitals and double spaces."""
    return " ".join(name.split()).casefold()


def load_staff(file: Path) -> tuple[StaffMember, ...]:
    """Read who works at a desk.

    Raises:
        InputError: the file cannot be read or holds mistakes; all of them are listed, by line.
    """
    written, problems = check(read_yaml(file), WrittenStaff)
    if written is None:
        raise refuse(problems)
    return tuple(
        StaffMember(name=one.name, roles=frozenset(one.may), password=one.password)
        for one in written.staff
    )


def change_staff(file: Path, name: str, member: StaffMember | None) -> bool:
    """Write somebody into a staff file, in the place of whoever has that name, or take them out.

    Args:
        file: the file; begun where there is none.
        name: whom.
        member: what is kept of them; None takes them out.

    Returns:
        Whether somebody of that name stood there before.

    Raises:
        InputError: the file there holds mistakes.
        DiskError: it cannot be written.
    """
    try:
        with one_at_a_time(file.parent):
            there = load_staff(file) if file.exists() else ()
            stay = [one for one in there if called(one.name) != called(name)]
            kept = [*stay, member] if member else stay
            write_whole(file, _text(kept).encode(), durable=True, mode=0o600)
    except OSError as error:
        raise DiskError(f"{file}: it cannot be written: {error.strerror or error}") from error
    return len(stay) < len(there)


def digest_of(password: str) -> str:
    """Return what is kept of a password.

    Raises:
        ReviewError: it is too short or too long to be one.
    """
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise ReviewError(
            f"a password has {SHORTEST_PASSWORD} to {_LONGEST_PASSWORD} characters",
            remedy="Three or four words that nobody would guess are easy to remember.",
        )
    salt = secrets.token_bytes(16)
    parts = (base64.b64encode(part).decode() for part in (salt, _key(password, salt)))
    return "$".join(["scrypt", *parts])


def is_password(password: str, digest: str) -> bool:
    """Whether a password is the one that a digest was made of; it takes as long if it isn't."""
    salt, key = _parts(digest) or (b"", b"")
    return hmac.compare_digest(_key(password[:_LONGEST_PASSWORD], salt), key)


def who_may(staff: Iterable[StaffMember], role: Role) -> tuple[str, ...]:
    """Return the names of those who have a role."""
    return tuple(one.name for one in staff if role in one.roles)


def _key(password: str, salt: bytes) -> bytes:
    text = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, dklen=32)


def _parts(digest: str) -> tuple[bytes, bytes] | None:
    method, _, rest = digest.partition("$")
    salt, _, key = rest.partition("$")
    try:
        parts = base64.b64decode(salt, validate=True), base64.b64decode(key, validate=True)
    except ValueError:
        return None
    return parts if method == "scrypt" and len(parts[0]) >= 16 and len(parts[1]) == 32 else None


def _text(staff: Sequence[StaffMember]) -> str:
    yaml = YAML()
    yaml.width, yaml.allow_unicode = 200, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    top = CommentedMap(version=1)
    top["staff"] = CommentedSeq(
        CommentedMap(
            name=Quoted(one.name),
            may=[role.value for role in Role if role in one.roles],
            password=Quoted(one.password),
        )
        for one in staff
    )
    top.yaml_set_start_comment(_HEAD)
    out = io.StringIO()
    yaml.dump(top, out)
    return out.getvalue()
