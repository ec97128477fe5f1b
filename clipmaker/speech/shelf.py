"""The speech models on this machine, of every engine: listed, verified; fetched only when asked to.

Nothing here runs while a clip is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, cast

from clipmaker.door.document import nearest
from clipmaker.errors import SpeechError
from clipmaker.speech.engine import Abilities, engine_module, engine_names
from clipmaker.speech.packaged import NAME


class ShelfVerdict(StrEnum):
    """What verifying a model found."""

    VERIFIED = "verified"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Installed:
    """A model on this machine.

    Attributes:
        name: what ``--model`` takes.
        engine: name of the engine that reads it.
        place: where it was found, for people.
        file: its weights.
        checksum: hex sha256 that the weights must have, "" when nobody published one.
        can: what it can do, None when its weights cannot be read.
    """

    name: str
    engine: str
    place: str
    file: Path
    checksum: str
    can: Abilities | None

    @property
    def size_bytes(self) -> int:
        """Size of its weights; 0 when the file is gone."""
        try:
            return self.file.stat().st_size
        except OSError:
            return 0


class Shelf(Protocol):
    """What the module of an engine offers besides hearing."""

    def installed(self) -> Iterator[Installed]:
        """Yield the models of this engine on this machine, the built-in one first."""
        ...

    def known(self) -> tuple[str, ...]:
        """Return the names that can be fetched."""
        ...

    def fetch(self, name: str) -> None:
        """Download a model by its name, into the cache that its library uses.

        Raises:
            OSError, ValueError, RuntimeError: it cannot be had.
            SpeechError: the engine is not installed.
        """
        ...


def installed() -> tuple[Installed, ...]:
    """Return every model on this machine, by engine, the built-in one first."""
    return tuple(model for name in engine_names() for model in _shelf(name).installed())


def verify(model: Installed) -> ShelfVerdict:
    """Read a model's weights and compare them with what they must be.

    Weights without a published checksum are at least read to their end of table: what is cut
    off counts as damaged.
    """
    try:
        with model.file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ShelfVerdict.DAMAGED
    if model.checksum:
        return ShelfVerdict.VERIFIED if found == model.checksum else ShelfVerdict.DAMAGED
    return ShelfVerdict.UNKNOWN if model.can else ShelfVerdict.DAMAGED


def fetch(name: str, engine: str) -> Installed:
    """Download a model that is not on this machine, and verify it.

    Args:
        name: a name that the engine's library knows.
        engine: name of the engine that is to read it.

    Raises:
        SpeechError: there is no such model, it cannot be had, or what came is damaged.
    """
    shelf = _shelf(engine)
    here = _here(name, engine)
    if not here and name not in shelf.known():
        alike = nearest(name, shelf.known())
        meant = f" (did you mean “{alike}”?)" if alike else ""
        raise SpeechError(
            f"there is no speech model “{name}” for {engine}{meant}",
            remedy=f"Models: {', '.join(shelf.known())}.",
        )
    if not here or verify(here[0]) is ShelfVerdict.DAMAGED:
        try:
            shelf.fetch(name)
        except SpeechError:
            raise
        except Exception as error:
            # Libraries that download raise what their HTTP libraries do.
            raise SpeechError(
                f"the speech model “{name}” could not be downloaded: {_first_line(error)}",
                remedy="It takes a connection to the internet. On a machine without one, copy "
                "the model's folder from another machine and name it with --model FOLDER.",
            ) from error
        here = _here(name, engine)
    if not here or verify(here[0]) is ShelfVerdict.DAMAGED:
        raise SpeechError(
            f"the speech model “{name}” is damaged", remedy="Delete it and get it again."
        )
    return here[0]


def _here(name: str, engine: str) -> list[Installed]:
    """Return the models of a name; the built-in one serves every engine."""
    return [
        model
        for model in installed()
        if model.name == name and (model.engine == engine or name == NAME)
    ]


def _shelf(engine: str) -> Shelf:
    return cast(Shelf, engine_module(engine))


def _first_line(error: Exception) -> str:
    """Return the first line of what a library said, without a full stop."""
    told = str(error).strip().splitlines()
    return told[0].rstrip(".") if told else type(error).__name__
