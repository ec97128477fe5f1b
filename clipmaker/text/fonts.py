"""The font catalogue: which files there are, what they cover, and in which order they are asked.

The catalogue is data (assets/fonts/catalogue.toml). Files are found without importing the
packages that carry them; a font whose package is not installed is simply not asked.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from clipmaker.resources import assets_dir
from clipmaker.text.errors import UnknownFamilyError


@dataclass(frozen=True, kw_only=True)
class FontFile:
    """One face of one font file.

    Attributes:
        key: short unique name.
        family: name that brands use.
        package: import name of the package that carries the file.
        file: path inside the package.
        index: face inside a collection.
        extra: optional dependency of Clipmaker that installs the package, "" for none.
        scripts: ISO 15924 codes this font is the answer for.
        languages: BCP 47 codes for which this face goes before others of the same script.
        joined: whether its letters touch, and are drawn together.
    """

    key: str
    family: str
    package: str
    file: str
    index: int = 0
    extra: str = ""
    scripts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    joined: bool = False

    @property
    def path(self) -> Path | None:
        """Where the file is, or None when its package is not installed."""
        if not self.package:
            return Path(self.file)
        return _locate(self.package, self.file)

    @property
    def weights(self) -> tuple[FontFile, ...]:
        """The fonts that a family of one's own is made of, one for each weight; else itself."""
        files = self.key.removeprefix(_OWN).split("\n") if self.key.startswith(_OWN) else []
        return tuple(_own(file) for file in files) if len(files) > 1 else (self,)


_OWN = "own:"
"""What the names of families begin with that are files of one's own, one path a line."""


def own_family(files: Sequence[Path]) -> str:
    """Return the name of the family that these font files are, whatever they are called."""
    return _OWN + "\n".join(str(file) for file in files)


def is_own(key: str) -> bool:
    """Whether a font's key is that of files of one's own, which nobody has tried."""
    return key.startswith(_OWN)


def _own(files: str) -> FontFile:
    """Return a family of one's own, whose first file decides what characters it has."""
    first = files.split("\n")[0]
    return FontFile(key=_OWN + files, family=Path(first).stem, package="", file=first)


@cache
def catalogue() -> tuple[FontFile, ...]:
    """Return every font of the catalogue, installed or not, in the order of fallback."""
    data = tomllib.loads((assets_dir() / "fonts" / "catalogue.toml").read_text("utf-8"))
    return tuple(_font(**row) for row in data["font"])


def _font(
    *,
    key: str,
    family: str,
    package: str,
    file: str,
    index: int = 0,
    extra: str = "",
    scripts: Sequence[str] = (),
    languages: Sequence[str] = (),
    joined: bool = False,
) -> FontFile:
    return FontFile(
        key=key,
        family=family,
        package=package,
        file=file,
        index=index,
        extra=extra,
        scripts=tuple(scripts),
        languages=tuple(languages),
        joined=joined,
    )


@cache
def by_key(key: str) -> FontFile:
    """Return the font of that key; KeyError when there is none."""
    if key.startswith(_OWN):
        return _own(key.removeprefix(_OWN))
    for font in catalogue():
        if font.key == key:
            return font
    raise KeyError(key)


def families() -> tuple[str, ...]:
    """Return the families a brand may name, installed ones only."""
    return tuple(dict.fromkeys(font.family for font in catalogue() if font.path))


@cache
def candidates(family: str, language: str) -> tuple[FontFile, ...]:
    """Return the installed fonts in the order a character asks them.

    The family goes first. Faces that claim the language go before others of the same scripts.

    Raises:
        UnknownFamilyError: the catalogue has no such family, or it is not installed.
    """
    installed = [font for font in catalogue() if font.path]
    if family.startswith(_OWN):
        own = [_own(family.removeprefix(_OWN))]
    else:
        own = [font for font in installed if font.family == family]
    if not own:
        extras = [font.extra for font in catalogue() if font.family == family and font.extra]
        raise UnknownFamilyError(family, installed=families(), extras=tuple(dict.fromkeys(extras)))
    spoken = sorted(
        (font for font in installed if _claims(font, language)),
        key=lambda font: -_claims(font, language),
    )
    return tuple(dict.fromkeys([*own, *_order(installed, spoken)]))


def _order(installed: Sequence[FontFile], spoken: Sequence[FontFile]) -> list[FontFile]:
    """Move the faces that claim the language to where the first of their kind stands."""
    ordered: list[FontFile] = []
    for font in installed:
        if font.languages:
            ordered.extend(spoken)
        ordered.append(font)
    return ordered


def _claims(font: FontFile, language: str) -> int:
    """Return how many letters of the language tag the font's best claim matches, 0 for none."""
    tag = language.lower()
    claims = [claim.lower() for claim in font.languages]
    return max((len(c) for c in claims if tag == c or tag.startswith(c + "-")), default=0)


def extras_for(scripts: Sequence[str]) -> tuple[str, ...]:
    """Return the optional dependencies not installed that would bring fonts for the scripts."""
    wanted = [f for f in catalogue() if f.extra and not f.path and set(f.scripts) & set(scripts)]
    return tuple(dict.fromkeys(font.extra for font in wanted))


@cache
def digest(families: tuple[str, ...]) -> str:
    """Return a hex digest over the files that these families and their fallbacks would use.

    Any installed font can be the fallback of any other.
    """
    state = hashlib.sha256(repr(sorted(families)).encode())
    for path in dict.fromkeys(font.path for font in catalogue() if font.path):
        state.update(path.name.encode())
        with path.open("rb") as file:
            state.update(hashlib.file_digest(file, "sha256").digest())
    return state.hexdigest()


@cache
def _locate(package: str, file: str) -> Path | None:
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / file
        if path.is_file():
            return path
    return None
