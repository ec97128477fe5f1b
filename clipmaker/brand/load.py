"""Brands come from brand.toml: beside the story, in the user's configuration, in the package.

Imports pydantic: import this module only where a brand is read.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    model_validator,
)

from clipmaker.brand.model import (
    SECONDS,
    USUAL_SECONDS,
    Brand,
    BrandNames,
    Bug,
    CardStyle,
    Colours,
    EndCard,
    MapStyle,
    Music,
    SubtitleStyle,
    Typography,
)
from clipmaker.door.checked import Written, check, described, refusal
from clipmaker.door.document import nearest, refuse
from clipmaker.door.files import find_file
from clipmaker.door.toml import read_toml
from clipmaker.door.words import tidy
from clipmaker.errors import UnknownNameError
from clipmaker.profile.written_platforms import Platforms
from clipmaker.resources import assets_dir, config_dir

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 200
"""What a brand's folder may be called."""

_BRAND = "brand.toml"
_PLATFORMS = re.compile(rb"^[ \t]*platforms[ \t]*=[ \t]*\[[^\]]*\][^\n]*(?:\n|\Z)", re.MULTILINE)

MAX_FONTS = 9
"""Font files of one brand: one for each weight."""
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true")

MAX_FOLLOW, MAX_CORRECTIONS = 32, 48
"""Characters of the end card's button, and of the address for corrections."""
MAX_WORDMARK = 16
"""Characters in one line of the wordmark: more would run into the platform's buttons."""


def _colour(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise refusal(f'expected a colour such as "#E0271C", found {described(value)}')
    return value.upper()


def _file(value: object, info: ValidationInfo) -> Path:
    if not isinstance(value, str):
        raise refusal(f"expected the name of a file, found {described(value)}")
    assert isinstance(info.context, Path)
    return find_file(value, folders=(info.context,), allowed="the brand's folder")


def _logo(value: object, info: ValidationInfo) -> Path:
    file = _file(value, info)
    with file.open("rb") as stream:
        if stream.read(8) != b"\x89PNG\r\n\x1a\n":
            raise refusal(f"“{value}” is not a PNG picture")
    return file


def _font(value: object, info: ValidationInfo) -> Path:
    file = _file(value, info)
    with file.open("rb") as stream:
        if stream.read(4) not in _FONTS:
            raise refusal(f"“{value}” is not a TrueType or OpenType font (.ttf or .otf)")
    return file


def _few_files(value: list[Path]) -> list[Path]:
    if not 0 < len(value) <= MAX_FONTS:
        raise refusal(f"expected 1 to {MAX_FONTS} font files, found {len(value)}")
    return value


def _lasting(line: str) -> str:
    """Return a line with the length of a clip in it."""
    return line.replace(SECONDS, str(USUAL_SECONDS))


def _few(least: int, most: int, characters: int) -> BeforeValidator:
    """Return the check of a list of short lines."""

    def validate(value: object) -> object:
        if isinstance(value, list) and not least <= len(value) <= most:
            raise refusal(f"expected {least} to {most} lines, found {len(value)}")
        for line in value if isinstance(value, list) else []:
            if isinstance(line, str) and len(_lasting(line)) > characters:
                raise refusal(f"“{line}” has more than {characters} characters")
        return value

    return BeforeValidator(validate)


def _short(characters: int) -> AfterValidator:
    """Return the check of one short line."""

    def validate(value: str) -> str:
        if len(value) > characters:
            raise refusal(f"“{value}” has more than {characters} characters")
        return value

    return AfterValidator(validate)


Colour = Annotated[str, PlainValidator(_colour)]
Weight = Annotated[int, Field(ge=100, le=900)]
Level = Annotated[float, Field(ge=-60, le=12)]
File = Annotated[Path, PlainValidator(_file)]
Text = Annotated[str, AfterValidator(tidy)]


FontFiles = Annotated[list[Annotated[Path, PlainValidator(_font)]], AfterValidator(_few_files)]


class _Colours(Written):
    called: ClassVar[str] = "colours"
    ground: Colour
    lift: Colour
    accent: Colour
    on_accent: Colour
    highlight: Colour
    text: Colour
    secondary: Colour
    subtitle_ground: Colour
    subtitle_text: Colour
    shade: Colour = ""
    on_shade: Colour = ""


class _Typography(Written):
    called: ClassVar[str] = "typography"
    family: Text
    files: FontFiles = Field(default_factory=list)
    optical_size: int = Field(default=Typography.optical_size, ge=6, le=144)
    headline: Weight = Typography.headline
    body: Weight = Typography.body
    quote: Weight = Typography.quote
    label: Weight = Typography.label
    small: Weight = Typography.small
    subtitle: Weight = Typography.subtitle


class _Bug(Written):
    called: ClassVar[str] = "a bug"
    wordmark: Annotated[list[Text], _few(1, 2, MAX_WORDMARK)] = Field(default_factory=list)
    logo: Annotated[Path, PlainValidator(_logo)] | None = None

    @model_validator(mode="after")
    def _marked(self) -> _Bug:
        if not self.wordmark and self.logo is None:
            raise refusal('needs a wordmark, as in ["EVENING", "WIRE"], or a logo in its place')
        return self


class _End(Written):
    called: ClassVar[str] = "an end card"
    title: Annotated[list[Text], _few(1, 3, 24)]
    sources_label: Text = EndCard.sources_label
    follow: Annotated[Text, _short(MAX_FOLLOW)] = EndCard.follow
    corrections: Annotated[Text, _short(MAX_CORRECTIONS)] = EndCard.corrections


class _Music(Written):
    called: ClassVar[str] = "music"
    bed: File | None = None
    pulse: File | None = None
    figure: File | None = None
    join: File | None = None
    number: File | None = None
    riser: File | None = None
    sting_in: File | None = None
    sting_out: File | None = None
    bed_gain_db: Level = Music.bed_gain_db
    sting_gain_db: Level = Music.sting_gain_db
    accent_gain_db: Level = Music.accent_gain_db
    duck_db: float = Field(default=Music.duck_db, ge=-60, le=0)


class _Subtitles(Written):
    called: ClassVar[str] = "subtitles"
    light_words: bool = SubtitleStyle.light_words


class _Cards(Written):
    called: ClassVar[str] = "cards"
    words: Literal["plate", "shadow", "none"] = "plate"
    motion: Literal["full", "calm"] = "full"


class _Map(Written):
    called: ClassVar[str] = "a map"
    borders: Literal["deu", "none"] = "deu"


class _Brand(Written):
    called: ClassVar[str] = "a brand"
    title: Text
    colours: _Colours
    typography: _Typography
    bug: _Bug
    end: _End
    music: _Music = Field(default_factory=_Music)
    subtitles: _Subtitles = Field(default_factory=_Subtitles)
    cards: _Cards = Field(default_factory=_Cards)
    map: _Map = Field(default_factory=_Map)
    platforms: Platforms = Field(default_factory=list)


def load_brand(name: str, *, story_dir: Path | None = None) -> Brand:
    """Return a brand.

    Args:
        name: name of its folder.
        story_dir: folder of the story; ``brands`` in it is searched first.

    Raises:
        UnknownNameError: there is no such brand.
        InputError: its brand.toml holds mistakes; all are listed.
    """
    file = _find(name, story_dir)
    written, problems = check(read_toml(file), _Brand, context=file.parent)
    if written is None:
        raise refuse(problems)
    bug, end, music = written.bug, written.end, Music(**written.music.model_dump())
    fonts = tuple(written.typography.files)
    files = (bug.logo, *music.files, *fonts)
    brand = Brand(
        name=name,
        title=written.title,
        file=file,
        digest=_digest([file, *(named for named in files if named is not None)]),
        colours=Colours(**written.colours.model_dump()),
        typography=Typography(**{**written.typography.model_dump(), "files": fonts}),
        bug=Bug(wordmark=tuple(bug.wordmark), logo=bug.logo),
        end=EndCard(**{**end.model_dump(), "title": tuple(end.title)}),
        music=music,
        subtitles=SubtitleStyle(light_words=written.subtitles.light_words),
        cards=CardStyle(words=written.cards.words, calm=written.cards.motion == "calm"),
        map=MapStyle(borders=written.map.borders),
        platforms=tuple(written.platforms),
        names=BrandNames(title=written.title, wordmark=tuple(bug.wordmark), end=tuple(end.title)),
    )
    return brand.lasting(USUAL_SECONDS)


def list_brands(story_dir: Path | None = None) -> tuple[str, ...]:
    """Return the names of all brands that a story in that folder can use, sorted."""
    return tuple(
        sorted(
            {
                file.parent.name
                for folder in _folders(story_dir)
                for file in folder.glob("*/brand.toml")
                if NAME.fullmatch(file.parent.name)
            }
        )
    )


def may_name_platforms(story_dir: Path) -> bool:
    """Whether some brand that a story in that folder can use may say where clips are published."""
    files = (file for folder in _folders(story_dir) for file in folder.glob(f"*/{_BRAND}"))
    return any(b"platforms" in file.read_bytes() for file in files if file.is_file())


def _folders(story_dir: Path | None) -> list[Path]:
    """Return the folders of brands, first choice first."""
    homes = [story_dir, config_dir(), assets_dir()]
    return [home.resolve() / "brands" for home in homes if home is not None]


def _can_be(name: str) -> bool:
    """Whether there can be a folder of that name."""
    return len(name) <= _LONGEST_NAME and NAME.fullmatch(name) is not None


def _find(name: str, story_dir: Path | None) -> Path:
    """Return the brand.toml of that name."""
    folders = _folders(story_dir)
    files = [folder / name / "brand.toml" for folder in folders] if _can_be(name) else []
    for file in files:
        if file.is_file():
            return file
    known = list_brands(story_dir)
    likely = nearest(name, known)
    wanted = f"{name}/brand.toml" if files else "a folder with brand.toml"
    raise UnknownNameError(
        f"unknown brand “{name}”: known are {', '.join(known)}"
        + (f" (did you mean “{likely}”?)" if likely else ""),
        remedy=f"Looked for {wanted} in {' and '.join(map(str, folders[:-1]))}, and "
        "among the built-in brands.",
    )


def _without_platforms(content: bytes) -> bytes:
    """Return a brand.toml without the line that says where clips go: no clip looks otherwise."""
    without = _PLATFORMS.sub(b"", content, count=1)
    if without == content:
        return content
    try:
        whole = tomllib.loads(content.decode("utf-8-sig"))
        rest = tomllib.loads(without.decode("utf-8-sig"))
    except ValueError:
        return content
    whole.pop("platforms", None)
    return without if whole == rest else content


def _digest(files: Sequence[Path]) -> str:
    """Return a digest over the names and contents of files."""
    total = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        if file.name == _BRAND:
            content = _without_platforms(content)
        total.update(f"{file.name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
