"""What goes to a worker and what comes back, as picklable values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from clipmaker.cluster.shared import SharedInput
from clipmaker.render.executor import RenderJob

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class TravelOrder:
    """A job for another machine.

    Attributes:
        number: name of this attempt, to stop it by.
        job: what to make, with paths as they are on the machine that asks.
        inputs: the files behind those paths.
        shared: the shared folder as the machine that asks sees it.
    """

    number: str
    job: RenderJob
    inputs: Mapping[Path, SharedInput]
    shared: str


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A finished piece on its way back.

    Attributes:
        key: the piece's.
        files: content by name.
        sums: hex sha256 of the content by name, taken where it was made.
        facts: what JSON can hold.
    """

    key: str
    files: Mapping[str, bytes]
    sums: Mapping[str, str]
    facts: Mapping[str, Any]

    @property
    def whole(self) -> bool:
        """Whether the content is what it was where it was made."""
        found = {name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()}
        return found == dict(self.sums)


def relocated(value: T, places: Mapping[Path, Path]) -> T:
    """Return a value with paths exchanged, wherever in it they stand."""
    return cast("T", _relocated(value, places))


def _relocated(value: object, places: Mapping[Path, Path]) -> object:
    if isinstance(value, Path):
        return places.get(value, value)
    if isinstance(value, Mapping):
        return {_relocated(k, places): _relocated(v, places) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(_relocated(v, places) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = (f.name for f in fields(value) if f.init)
        return replace(value, **{name: _relocated(getattr(value, name), places) for name in names})
    return value
