"""Platforms: what each takes of a clip, as dated data, and the versions that they need of it.

They come from assets/packages; a newsroom's own, in its configuration, go before ours.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction

from clipmaker.errors import InputError, Problem, UnknownNameError
from clipmaker.profile.formats import FORMATS
from clipmaker.resources import assets_dir, config_dir


@dataclass(frozen=True, kw_only=True)
class PlatformProfile:
    """What a platform takes.

    Attributes:
        name: how it is asked for.
        title: what people call it.
        dated: when it was looked up, ISO.
        source: where.
        shapes: shapes that it shows well.
        longest_s: longest clip, seconds; 0 for any.
        max_mb: largest file, millions of bytes; 0 for any.
        headline: longest title of its own, 0 where it has none.
        text: longest text, 0 for any.
        counting: how it counts: ``characters``, ``utf16`` or ``x``.
        hashtags: how many it takes, -1 for any.
        links: whether an address in the text can be followed.
        subtitles: ``srt``, ``vtt``, or "" where it takes none.
        cover: whether it takes a picture, or only a moment of the clip.
        loudness: LUFS that it plays at, 0 where it does not say.
        music: whether it takes a clip's music; a version without is made where it does not.
    """

    name: str
    title: str
    dated: str
    source: str
    shapes: tuple[str, ...]
    longest_s: float = 0
    max_mb: float = 0
    headline: int = 0
    text: int = 0
    counting: str = "characters"
    hashtags: int = -1
    links: bool = True
    subtitles: str = ""
    cover: bool = True
    loudness: float = 0
    music: bool = True


def platform_names() -> tuple[str, ...]:
    """Return the platforms that there are, a newsroom's own among them."""
    places = (assets_dir() / "packages", config_dir() / "packages")
    return tuple(sorted({file.stem for place in places for file in place.glob("*.toml")}))


def load_platform(name: str) -> PlatformProfile:
    """Return a platform; a newsroom's own, in its configuration, goes before ours.

    Raises:
        UnknownNameError: there is none of that name.
        InputError: its file cannot be used.
    """
    if name not in platform_names():
        raise UnknownNameError(
            f"there is no platform “{name}”", remedy=f"There are: {', '.join(platform_names())}."
        )
    own = config_dir() / "packages" / f"{name}.toml"
    file = own if own.is_file() else assets_dir() / "packages" / f"{name}.toml"
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        known = {one.name for one in fields(PlatformProfile)}
        if unknown := sorted(data.keys() - known):
            raise ValueError(f"“{unknown[0]}” is no key of a platform")
        data |= {"name": name, "shapes": tuple(data["shapes"]), "dated": str(data["dated"])}
        return _checked(PlatformProfile(**data))
    except (OSError, ValueError, TypeError, KeyError) as error:
        message = f"this platform cannot be used: {error}"
        raise InputError([Problem(file=file, message=message)]) from error


def _checked(platform: PlatformProfile) -> PlatformProfile:
    """Return a platform whose values are of the kinds that they have in ours.

    Raises:
        ValueError: one is not.
    """
    for one in fields(platform):
        value, kind = getattr(platform, one.name), str(one.type)
        good = {
            "str": isinstance(value, str),
            "bool": isinstance(value, bool),
            "int": isinstance(value, int) and not isinstance(value, bool),
            "float": isinstance(value, int | float) and math.isfinite(value),
        }.get(kind, True)
        if not good:
            raise ValueError(f"{one.name} holds {str(value)[:40]}, which is no {kind}")
    for shape in platform.shapes:
        if not re.fullmatch(r"[1-9][0-9]{0,3}:[1-9][0-9]{0,3}", str(shape)):
            raise ValueError(f"shapes holds {str(shape)[:40]}, and not a shape as in 9:16")
    return platform


def ratio_of(shape: str) -> Fraction:
    """Return the width of a shape as in ``4:5`` for each unit of its height."""
    return Fraction(*map(int, shape.split(":")))


def shape_for(platform: PlatformProfile) -> str:
    """Return the shape that is made for a platform: the first of its own that there is, or ""."""
    return next((one for one in platform.shapes if one in FORMATS), "")


def missing_shapes(
    platforms: Iterable[PlatformProfile], made: Sequence[Fraction]
) -> tuple[str, ...]:
    """Return the shapes that platforms need besides those that are made anyway.

    Args:
        platforms: the platforms that a clip goes to.
        made: the shapes that are made, as `ratio_of` says them.
    """
    found: list[str] = []
    for platform in platforms:
        there = [*made, *map(ratio_of, found)]
        shape = shape_for(platform)
        if shape and not any(ratio_of(one) in there for one in platform.shapes):
            found.append(shape)
    return tuple(found)
