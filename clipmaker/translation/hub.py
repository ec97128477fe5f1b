"""Text models of Hugging Face's hub, in CTranslate2's form: what one costs, and fetching it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from clipmaker.errors import TranslationError

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_FILES = ("model.bin", "*.json", "*.txt", "*.spm", "*.model", "README.md")


@dataclass(frozen=True, kw_only=True)
class HubModel:
    """A model of the hub.

    Attributes:
        name: its repository: ``owner/name``.
        licence: as its page says, "" when it says none.
        size_bytes: what is to be downloaded.
    """

    name: str
    licence: str
    size_bytes: int


def hub_model(name: str) -> HubModel:
    """Return what the hub says of a model; nothing is downloaded.

    Raises:
        TranslationError: there is no such model, it is in another form, or the hub is away.
    """
    if not _REPOSITORY.fullmatch(name):
        raise TranslationError(
            f"“{name}” is no model of the hub", remedy="Write it as ctranslate2:OWNER/NAME."
        )
    try:
        from huggingface_hub import HfApi

        told = HfApi().model_info(name, files_metadata=True)
    except Exception as error:
        # What the library raises is its HTTP library's, and that is another one by now.
        raise _away(name, error) from error
    sizes = {one.rfilename: one.size or 0 for one in told.siblings or ()}
    if "model.bin" not in sizes:
        raise TranslationError(
            f"{name} is no model in CTranslate2's form: it has no model.bin",
            remedy="Convert it with ct2-transformers-converter, and name its folder in "
            "clipmaker.toml.",
        )
    licence = told.card_data.get("license") if told.card_data else None
    wanted = [size for file, size in sizes.items() if any(fnmatch(file, one) for one in _FILES)]
    return HubModel(name=name, licence=str(licence or ""), size_bytes=sum(wanted))


def fetch_hub(model: HubModel) -> Path:
    """Download a model into Hugging Face's cache, and return its folder.

    Raises:
        TranslationError: it cannot be had.
    """
    try:
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(model.name, allow_patterns=list(_FILES)))
    except Exception as error:
        raise _away(model.name, error) from error


def _away(name: str, error: Exception) -> TranslationError:
    said = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    return TranslationError(
        f"the text model “{name}” could not be had: {said}",
        remedy="It takes a connection to the internet. On a machine without one, copy the "
        "model's folder from another machine and name it in clipmaker.toml.",
    )
