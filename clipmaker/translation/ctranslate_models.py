"""Text models in CTranslate2's form: what a folder holds, and how its kind wants to be asked.

The weights of OPUS-MT, Argos, NLLB, M2M-100 and MADLAD-400 look alike, but each kind is told the
languages in its own way. A model that is asked in another's way answers fluently and wrongly, so
the kind is read from its vocabulary.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from clipmaker.errors import TranslationError
from clipmaker.languages import NAMES, two_letters

EOS = "</s>"
_ONE_SPM = (
    *("sentencepiece.model", "sentencepiece.bpe.model", "spiece.model"),
    *("spm.model", "flores200_sacrebleu_tokenizer_spm.model"),
)
_NLLB = re.compile(r"([a-z]{3})_([A-Z][a-z]{3})")
_M2M = re.compile(r"__([a-z]{2,3})__")
_MADLAD = re.compile(r"<2([a-z]{2,3})>")
_OPUS = re.compile(r">>([a-z]{3})(?:_[A-Z][a-z]{3})?<<")
_MACROS = {
    "arb": "ar", "pes": "fa", "khk": "mn", "lvs": "lv", "als": "sq", "azj": "az", "uzn": "uz",
    "pbt": "ps", "plt": "mg", "gaz": "om", "ory": "or", "npi": "ne", "zsm": "ms", "ydd": "yi",
    "ayr": "ay", "swh": "sw", "ekk": "et", "kmr": "ku", "quy": "qu",
}  # fmt: skip
"""Codes of single languages for what two letters call by the name of the whole."""
_HINT = "Name a folder with model.bin, config.json, its vocabulary and its SentencePiece files."


class Scheme(StrEnum):
    """How a model is told its languages."""

    PAIR = "one pair"
    OPUS = "OPUS-MT for several languages"
    NLLB = "NLLB"
    M2M = "M2M-100"
    MADLAD = "MADLAD-400"


@dataclass(frozen=True, kw_only=True)
class TextModel:
    """A text model on this machine.

    Attributes:
        folder: where its weights are.
        name: what people call it: the folder's name.
        scheme: how it is told its languages.
        source_spm: SentencePiece file of what it reads.
        target_spm: SentencePiece file of what it writes.
        reads: its token of each language that it reads, by language code; for one pair and
            OPUS-MT a language without a token.
        writes: its token of each language that it writes, likewise.
        ends_itself: whether it adds the end of a sentence itself.
    """

    folder: Path
    name: str
    scheme: Scheme
    source_spm: Path
    target_spm: Path
    reads: Mapping[str, str]
    writes: Mapping[str, str]
    ends_itself: bool

    @property
    def weights(self) -> Path:
        """Its weights."""
        return self.folder / "model.bin"

    def asked(self, pieces: Sequence[str], source: str) -> list[str]:
        """Return the tokens of a sentence from its pieces."""
        end = [] if self.ends_itself else [EOS]
        own = self.reads.get(source, "")
        before = [own] if self.scheme in (Scheme.NLLB, Scheme.M2M) else []
        return [*before, *pieces, *end]

    def text(self, sentence: str, target: str) -> str:
        """Return a sentence as it is cut into pieces: some kinds are told the language there."""
        if self.scheme is Scheme.MADLAD:
            return f"{self.writes[target]} {sentence}"
        return sentence

    def prefix(self, target: str) -> list[str] | None:
        """Return the tokens that tell a model its answer's language, None for others."""
        if self.scheme in (Scheme.NLLB, Scheme.M2M):
            return [self.writes[target]]
        return None

    def begins(self, target: str) -> list[str]:
        """Return tokens that stand before the pieces of a sentence and are cut from nothing."""
        return [self.writes[target]] if self.scheme is Scheme.OPUS else []


def text_model(folder: Path, pair: str = "") -> TextModel:
    """Return the text model of a folder.

    Args:
        folder: a folder in CTranslate2's form, or of an Argos package.
        pair: what it translates, such as ``ko-en``, where nothing in the folder says so.

    Raises:
        TranslationError: it is no such folder, lacks a file, or nothing says what it translates.
    """
    if not folder.is_dir():
        kind = "a file" if folder.exists() else "not there"
        hint = " Unpack an Argos package first; it is a zip archive." if folder.exists() else ""
        raise TranslationError(
            f"{folder} is no folder of a text model: it is {kind}", remedy=_HINT + hint
        )
    inner = folder / "model" if (folder / "model" / "model.bin").is_file() else folder
    missing = [name for name in ("model.bin", "config.json") if not (inner / name).is_file()]
    words = _vocabulary(inner, "target") if not missing else ()
    if missing or not words:
        lacks = ", ".join(missing) or "its vocabulary"
        raise TranslationError(
            f"{folder} is no text model in CTranslate2's form: it lacks {lacks}",
            remedy=f"{_HINT} Models in other forms are converted by ct2-transformers-converter.",
        )
    if any(word.startswith("<|startoftranscript") for word in words):
        raise TranslationError(
            f"{folder} is a speech model, and cannot translate text", remedy=_HINT
        )
    source_spm, target_spm = _pieces(folder, inner)
    scheme, reads, writes = _languages(folder, inner, words, pair)
    return TextModel(
        folder=inner,
        name=folder.resolve().name,
        scheme=scheme,
        source_spm=source_spm,
        target_spm=target_spm,
        reads=reads,
        writes=writes,
        ends_itself=bool(_json(inner / "config.json").get("add_source_eos"))
        or EOS not in _vocabulary(inner, "source"),
    )


def _languages(
    folder: Path, inner: Path, words: Sequence[str], pair: str
) -> tuple[Scheme, Mapping[str, str], Mapping[str, str]]:
    for scheme, pattern in ((Scheme.NLLB, _NLLB), (Scheme.M2M, _M2M), (Scheme.MADLAD, _MADLAD)):
        if len(tokens := _tokens(words, pattern)) > 1:
            return scheme, tokens, tokens
    several = _tokens(_vocabulary(inner, "source"), _OPUS)
    named = tuple(pair.split("-")) if pair else _named(folder, inner)
    if several:
        first = named[0] if named else ""
        reads = {first: ""} if first in NAMES else dict.fromkeys(NAMES, "")
        return Scheme.OPUS, reads, several
    if len(named) != 2:
        raise TranslationError(
            f"nothing in {folder} says what it translates",
            remedy='Say so beside its folder in clipmaker.toml, as in pair = "ko-en".',
        )
    return Scheme.PAIR, {named[0]: ""}, {named[1]: ""}


def _named(folder: Path, inner: Path) -> tuple[str, ...]:
    """Return the pair that the files of a model, or the name of its folder, tell."""
    for name, keys in (
        ("metadata.json", ("from_code", "to_code")),
        ("tokenizer_config.json", ("source_lang", "target_lang")),
    ):
        for place in (folder, inner):
            told = _json(place / name)
            said = tuple(_code(str(told.get(key, ""))) for key in keys)
            if all(code in NAMES for code in said):
                return said
    # From the end: in opus-mt-ko-en “mt” is no Maltese.
    codes = [_code(part) for part in re.split(r"[-_.]", folder.resolve().name.lower())]
    for both in reversed(list(pairwise(codes))):
        if all(code in NAMES for code in both):
            return both
    return ()


def _tokens(words: Sequence[str], pattern: re.Pattern[str]) -> dict[str, str]:
    """Return the token of each language; of several scripts the one that comes first."""
    found: dict[str, str] = {}
    for word in words:
        if match := pattern.fullmatch(word.lstrip("▁")):
            found.setdefault(_code(match[1]), match[0])
    return {code: token for code, token in found.items() if code in NAMES}


def _code(written: str) -> str:
    return _MACROS.get(written.lower(), "") or two_letters(written)


def _pieces(folder: Path, inner: Path) -> tuple[Path, Path]:
    for place in dict.fromkeys((inner, folder)):
        both = (place / "source.spm", place / "target.spm")
        if all(file.is_file() for file in both):
            return both
        for name in _ONE_SPM:
            if (place / name).is_file():
                return place / name, place / name
    bpe = (folder / "bpe.model").is_file()
    lacks = "it cuts words by BPE" if bpe else "it lacks source.spm and target.spm"
    raise TranslationError(
        f"the text model in {folder} cannot be used: {lacks}",
        remedy="Copy the model's SentencePiece files into the folder, under the names they had.",
    )


def _vocabulary(folder: Path, side: str) -> tuple[str, ...]:
    for stem in ("shared_vocabulary", f"{side}_vocabulary"):
        for file in (folder / f"{stem}.json", folder / f"{stem}.txt"):
            if file.is_file():
                try:
                    text = file.read_text("utf-8")
                    return tuple(json.loads(text) if file.suffix == ".json" else text.split("\n"))
                except (OSError, ValueError):
                    return ()
    return ()


def _json(file: Path) -> Mapping[str, object]:
    try:
        told = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
