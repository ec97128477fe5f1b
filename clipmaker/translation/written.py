"""What a newsroom writes about translators in ``clipmaker.toml``.

Imports pydantic: import this module only where the file is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from clipmaker.door.checked import Written, check, described, refusal
from clipmaker.door.toml import read_toml
from clipmaker.errors import InputError
from clipmaker.languages import is_language, nearest_language

_PAIR = re.compile(r"([A-Za-z-]+)-([A-Za-z]+)")


def _pair(value: str) -> str:
    """Check a pair of languages: ``ko-en``."""
    match = _PAIR.fullmatch(value)
    codes = match.groups() if match else ()
    if not match or not all(map(is_language, codes)):
        meant = "-".join(nearest_language(code) or "?" for code in codes)
        raise refusal(
            f"expected two language codes, as in ko-en, found {described(value)}",
            nearest=meant if codes and "?" not in meant else "",
        )
    return value


def _language(value: str) -> str:
    if not is_language(value):
        raise refusal(
            f"expected a language code, as in ko, found {described(value)}",
            nearest=nearest_language(value),
        )
    return value


LanguageCode = Annotated[str, AfterValidator(_language)]
PairName = Annotated[str, AfterValidator(_pair)]


class _Translation(Written):
    called: ClassVar[str] = "translation"
    order: list[str] | None = None
    first: list[LanguageCode] | None = None
    firefox_models: str = ""
    pairs: dict[PairName, list[str]] = Field(default_factory=dict)
    translators: dict[str, dict[str, object]] = Field(default_factory=dict)


class _File(Written):
    called: ClassVar[str] = "the file of settings"
    translation: _Translation = Field(default_factory=_Translation)
    # Read where finals are signed.
    c2pa: dict[str, object] = Field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a newsroom has chosen.

    Attributes:
        order: names of translators, the first choice first; None when nothing is said.
        pairs: the order for a pair such as ``ko-en``, where it has one of its own.
        translators: settings of each translator by its name, in the order of the file.
        first: languages of speech of which a translator's reading is shown first; None when
            nothing is said.
        firefox_models: address of the newsroom's copy of Mozilla's list of models, "" for none.
    """

    order: tuple[str, ...] | None = None
    pairs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    translators: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    first: tuple[str, ...] | None = None
    firefox_models: str = ""


def read_chosen(file: Path) -> Chosen:
    """Return what stands in the file; nothing is chosen where there is none.

    Raises:
        InputError: mistakes in it, with their lines.
    """
    if not file.is_file():
        return Chosen()
    document = read_toml(file)
    value, problems = check(document, _File)
    if value is None:
        raise InputError(problems)
    written = value.translation
    for name, settings in written.translators.items():
        place = ("translation", "translators", name)
        kind, pairs = settings.get("kind", name), settings.get("pairs", [])
        if not isinstance(kind, str):
            problems.append(document.problem((*place, "kind"), "expected a text in quotes"))
        if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
            message = 'expected pairs of language codes, as in ["ko-en"]'
            problems.append(document.problem((*place, "pairs"), message))
    if problems:
        raise InputError(problems)
    return Chosen(
        order=None if written.order is None else tuple(written.order),
        pairs={pair: tuple(names) for pair, names in written.pairs.items()},
        translators=written.translators,
        first=None if written.first is None else tuple(written.first),
        firefox_models=written.firefox_models,
    )


def _is_pair(value: object) -> bool:
    match = _PAIR.fullmatch(value) if isinstance(value, str) else None
    return match is not None and all(map(is_language, match.groups()))
