"""Models in openai-whisper's cache: one file each, under its name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from clipmaker.errors import SpeechError
from clipmaker.speech.checkpoint import checkpoint_dimensions
from clipmaker.speech.engine import Abilities
from clipmaker.speech.models import ENGLISH_ONLY_WORDS
from clipmaker.speech.openai_version import version
from clipmaker.speech.shelf import Installed

CHECKSUMS: Mapping[str, str] = {
    "tiny.en": "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03",
    "tiny": "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9",
    "base.en": "25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead",
    "base": "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e",
    "small.en": "f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872",
    "small": "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794",
    "medium.en": "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f",
    "medium": "345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1",
    "large-v1": "e4b87e7e0bf463eb8e6956e646f1e277e901512310def2c24bf0e11bd3c28e9a",
    "large-v2": "81f7c96c852ee8fc832187b0132e569d6c3065a3252ed18e56effd0b6a73e524",
    "large-v3": "e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb",
    "large": "e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb",
    "large-v3-turbo": "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a",
    "turbo": "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a",
}
"""Hex sha256 of every published checkpoint by its name, as openai-whisper states them."""

_ENGINE = "openai-whisper"


def cache_folder() -> Path:
    """Return the folder in which openai-whisper keeps its models."""
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "whisper"
    return Path("~/.cache/whisper").expanduser()


def cached(name: str) -> Path | None:
    """Return the file of a model in openai-whisper's cache, None when it isn't there.

    Its library writes “large” and “turbo” under the names of what they stand for.
    """
    if "/" in name:
        return None
    checksum = CHECKSUMS.get(name)
    same = [other for other, known in CHECKSUMS.items() if checksum and known == checksum]
    files = (cache_folder() / f"{one}.pt" for one in (name, *same))
    return next((file for file in files if file.is_file()), None)


def abilities(file: Path) -> Abilities:
    """Read what a checkpoint can do from its dimensions.

    Raises:
        SpeechError: the file is not what it should be.
    """
    dims = checkpoint_dimensions(file)
    multilingual = dims["n_vocab"] > ENGLISH_ONLY_WORDS
    whole = dims["n_text_layer"] >= dims["n_audio_layer"]
    return Abilities(multilingual=multilingual, translates=multilingual and whole)


def installed() -> Iterator[Installed]:
    """Yield the checkpoints in openai-whisper's cache.

    ``base`` means the built-in weights for this engine, too, so a ``base`` there is named by its
    file.
    """
    for file in sorted(cache_folder().glob("*.pt")):
        try:
            can = abilities(file)
        except SpeechError:
            can = None
        yield Installed(
            name=str(file) if file.stem == "base" else file.stem,
            engine=_ENGINE,
            place="openai-whisper's cache",
            file=file,
            checksum=CHECKSUMS.get(file.stem, ""),
            can=can,
        )


def known() -> tuple[str, ...]:
    """Return the names that can be fetched."""
    return tuple(CHECKSUMS)


def fetch(name: str) -> None:
    """Download a checkpoint into openai-whisper's cache; its library verifies it.

    Raises:
        OSError, RuntimeError: it cannot be had.
        SpeechError: openai-whisper is not installed.
    """
    version()
    import whisper

    whisper._download(whisper._MODELS[name], str(cache_folder()), in_memory=False)
