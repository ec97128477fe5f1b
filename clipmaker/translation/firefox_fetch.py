"""Fetches Firefox's models, once and only when asked to: from Mozilla, or from a newsroom's copy.

Mozilla's list of models names each file with its checksum. Where the list lies is what
``fxtranslate`` says, unless the newsroom's settings name a copy of it (``firefox_models``).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from clipmaker.errors import TranslationError
from clipmaker.machine.durable import sync_tree
from clipmaker.translation.firefox import INSTALL
from clipmaker.translation.firefox_models import LICENCE, PIVOT, own_folder
from clipmaker.translation.licence import STAMP

_NEEDED = ("model", "vocab", "srcvocab", "trgvocab")
_MOST_BYTES = 400_000_000
_TIMEOUT_S = 60.0
_SIZES = ("base", "base-memory", "tiny")
"""Architectures, the better ones first."""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A model that can be fetched.

    Attributes:
        pair: ``ko-en``.
        size_bytes: what is to be downloaded; 0 when the list does not say.
        records: its files in the list.
    """

    pair: str
    size_bytes: int
    records: tuple[Mapping[str, Any], ...]


def offered(pair: str, source: str = "") -> tuple[Offered, ...]:
    """Return the models that lead from one language to another: one, or two through English.

    Args:
        pair: ``ko-en``.
        source: address of the list; "" for Mozilla's.

    Raises:
        TranslationError: the list cannot be had, or nothing in it leads there.
    """
    discovery = _discovery()
    address = source or discovery.records_url()
    text = _read(address).decode("utf-8", "replace")
    first, _, last = pair.partition("-")
    try:
        pairs = set(discovery.model_pairs(text))
        listed = json.loads(text)["data"]
    except (ValueError, KeyError, TypeError) as error:
        raise TranslationError(f"{address} is no list of Firefox models: {error}") from error
    legs = [(first, last)] if (first, last) in pairs else [(first, PIVOT), (PIVOT, last)]
    if not pairs.issuperset(legs):
        known = sorted({code for both in pairs for code in both} - {PIVOT})
        raise TranslationError(
            f"there is no Firefox model from {first} to {last}",
            remedy=f"Languages to or from English: {', '.join(known)}.",
        )
    return tuple(_best(listed, leg, discovery) for leg in legs)


def fetch_firefox(model: Offered, source: str = "") -> Path:
    """Download a model, compare its files with their checksums, and put it where they are found.

    Args:
        model: what was offered.
        source: address of the list; "" for Mozilla's.

    Raises:
        TranslationError: a file cannot be had, or is damaged.
        OSError: it cannot be written.
    """
    discovery = _discovery()
    address = source or discovery.records_url()
    base = _attachments(address)
    folder = own_folder() / model.pair
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".fetching-") as made:
        building = Path(made) / model.pair
        building.mkdir()
        sums = {}
        for record in model.records:
            name = Path(str(record["name"])).name
            packed = _read(urljoin(base, str(record["attachment"]["location"])))
            try:
                content = discovery.verify_and_decompress(packed, record.get("decompressedHash"))
            except ValueError as error:
                raise TranslationError(
                    f"{name} came damaged: {error}", remedy="Try again later."
                ) from error
            (building / name).write_bytes(content)
            sums[name] = hashlib.sha256(content).hexdigest()
        told = {"source": address, "licence": LICENCE, "files": sums}
        (building / STAMP).write_text(json.dumps(told, indent=2), "utf-8")
        # The stamp vouches for the files: it must not outlive them.
        sync_tree(building)
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    return folder


def _best(listed: Sequence[Mapping[str, Any]], leg: tuple[str, str], discovery: Any) -> Offered:
    """Return the newest model of a pair that the library reads, of the best architecture."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in listed:
        if (one.get("sourceLanguage"), one.get("targetLanguage")) == leg and one.get(
            "fileType"
        ) in _NEEDED:
            key = str(one.get("version")), str(one.get("architecture"))
            groups.setdefault(key, []).append(one)
    fit = {
        key: files
        for key, files in groups.items()
        if discovery.model_pairs(json.dumps({"data": files}))
    }
    version, size = max(fit, key=lambda key: (_numbers(key[0]), -_rank(key[1])))
    files = tuple(fit[version, size])
    return Offered(
        pair="-".join(leg),
        size_bytes=sum(int(one.get("attachment", {}).get("size") or 0) for one in files),
        records=files,
    )


def _rank(architecture: str) -> int:
    return _SIZES.index(architecture) if architecture in _SIZES else len(_SIZES)


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version for comparing; a trial version comes before the one that it became."""
    main = "".join(char if char.isdigit() or char == "." else " " for char in version).split(" ")[0]
    trial = int(not version.replace(".", "").isdigit())
    return (*(int(part) for part in main.split(".") if part), -trial)


def _attachments(address: str) -> str:
    """Return where the files of a list lie: where its server says, or beside the list."""
    root = address.partition("/buckets/")[0] + "/"
    if root != address + "/":
        try:
            told = json.loads(_read(root))
            return str(told["capabilities"]["attachments"]["base_url"])
        except (TranslationError, ValueError, KeyError, TypeError):
            pass
    return address


def _read(address: str) -> bytes:
    """Return the content of an address.

    Raises:
        TranslationError: it cannot be had.
    """
    if urlsplit(address).scheme not in ("https", "http", "file"):
        raise TranslationError(f"{address} is no address of a list of Firefox models")
    try:
        with urlopen(address, timeout=_TIMEOUT_S) as answer:  # noqa: S310
            content: bytes = answer.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = error.reason if isinstance(error, URLError) else error
        raise TranslationError(
            f"{address} could not be downloaded: {why}",
            remedy="It takes a connection to the internet. On a machine without one, copy "
            f"{own_folder()} from another machine, or set firefox_models in clipmaker.toml.",
        ) from error
    if len(content) > _MOST_BYTES:
        raise TranslationError(f"{address} is larger than any model")
    return content


def _discovery() -> Any:
    try:
        from fxtranslate import discovery
    except ImportError as error:
        raise TranslationError("fxtranslate is not installed", remedy=f"Run {INSTALL}.") from error
    return discovery
