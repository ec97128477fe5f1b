"""Models in Hugging Face's cache, where faster-whisper and other programs keep theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from clipmaker.errors import SpeechError
from clipmaker.speech import packaged
from clipmaker.speech.models import REPOSITORIES, SHA256, abilities, in_cache
from clipmaker.speech.shelf import Installed

_ENGINE = "faster-whisper"


def installed() -> Iterator[Installed]:
    """Yield the built-in model, then those in Hugging Face's cache that hold Whisper's weights."""
    yield _found(
        packaged.NAME, packaged.packaged_model() / "model.bin", "built in", packaged.DIGEST
    )
    names: dict[str, str] = {}
    for name, repository in REPOSITORIES.items():
        names.setdefault(repository, name)
    for repository in _repositories():
        folder = in_cache(repository)
        if folder is None:
            continue
        weights = folder / "model.bin"
        real = weights.resolve().name
        found = _found(
            names.get(repository, repository),
            weights,
            "Hugging Face's cache",
            real if SHA256.fullmatch(real) else "",
        )
        if found.can or repository in names:
            yield found


def known() -> tuple[str, ...]:
    """Return the names that can be fetched."""
    return tuple(REPOSITORIES)


def fetch(name: str) -> None:
    """Download a model into Hugging Face's cache; what is damaged there is fetched anew.

    Raises:
        OSError, ValueError, RuntimeError: it cannot be had.
    """
    from faster_whisper.utils import download_model

    if folder := in_cache(REPOSITORIES[name]):
        weights = folder / "model.bin"
        weights.resolve().unlink(missing_ok=True)
        weights.unlink(missing_ok=True)
    download_model(name)


def _repositories() -> list[str]:
    """Return the repositories in the cache, sorted."""
    from huggingface_hub import constants

    cache = Path(constants.HF_HUB_CACHE)
    matches = (
        re.fullmatch(r"models--(.+?)--(.+)", f.name) for f in sorted(cache.glob("models--*"))
    )
    return [f"{match[1]}/{match[2]}" for match in matches if match]


def _found(name: str, weights: Path, place: str, checksum: str) -> Installed:
    try:
        can = abilities(weights)
    except SpeechError:
        can = None
    return Installed(
        name=name, engine=_ENGINE, place=place, file=weights, checksum=checksum, can=can
    )
