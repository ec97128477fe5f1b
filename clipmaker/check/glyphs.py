"""Which characters a brand's fonts have, script by script."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from clipmaker.brand.model import Typography
from clipmaker.resources import assets_dir
from clipmaker.text.engine import missing_characters
from clipmaker.text.fonts import by_key, extras_for
from clipmaker.text.itemize import analyse, scripts_wanted
from clipmaker.text.model import TextStyle

OWN_SCRIPT = "Latn"
"""The script that a brand's own family must have itself."""


@dataclass(frozen=True, kw_only=True)
class ScriptGlyphs:
    """A script of assets/fonts/scripts.toml.

    Attributes:
        code: ISO 15924 code.
        name: its English name.
        language: BCP 47 code of a language written in it.
        characters: those that news in it needs.
    """

    code: str
    name: str
    language: str
    characters: str


@cache
def scripts() -> tuple[ScriptGlyphs, ...]:
    """Return every script that a brand's fonts are checked for."""
    data = tomllib.loads((assets_dir() / "fonts" / "scripts.toml").read_text("utf-8"))
    return tuple(
        ScriptGlyphs(**{**row, "characters": "".join(row["characters"].split())})
        for row in data["script"]
    )


@dataclass(frozen=True, kw_only=True)
class Covered:
    """How the installed fonts cover a script.

    Attributes:
        script: the script.
        families: families of the fonts that have its characters.
        missing: characters that no font has.
        extras: optional dependencies that would bring them.
    """

    script: ScriptGlyphs
    families: tuple[str, ...]
    missing: tuple[str, ...]
    extras: tuple[str, ...]


def covered_scripts(typography: Typography) -> tuple[Covered, ...]:
    """Return how a brand's fonts, and those they fall back to, cover every script."""
    return tuple(_covered(script, typography) for script in scripts())


def missing_in(text: str, typography: Typography) -> tuple[str, ...]:
    """Return the characters of a text that no installed font has."""
    return missing_characters(text, _style(typography, "en"))


def _covered(script: ScriptGlyphs, typography: Typography) -> Covered:
    # Spaces keep marks and letters from joining into clusters that no text would hold.
    found = analyse(" ".join(script.characters), typography.face, script.language)
    pairs = zip(found.text, found.fonts, strict=True)
    keys = dict.fromkeys(key for char, key in pairs if char != " " and char not in found.missing)
    wanted = [code for char in found.missing for code in scripts_wanted(char)]
    return Covered(
        script=script,
        families=tuple(dict.fromkeys(_called(key, typography) for key in keys)),
        missing=found.missing,
        extras=extras_for(wanted) if found.missing else (),
    )


def _called(key: str, typography: Typography) -> str:
    """Return the name of a font's family; that of a brand's own files is the brand's to say."""
    font = by_key(key)
    return font.family if font.package else typography.family


def _style(typography: Typography, language: str) -> TextStyle:
    return TextStyle(family=typography.face, weight=typography.body, size_px=60, language=language)
