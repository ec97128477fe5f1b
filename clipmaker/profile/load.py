"""Profiles come from assets/profiles: delivery, subtitles, and the safe areas of platforms.

Imports pydantic: import this module only where a profile is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, ClassVar, TypeVar

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo, field_validator

from clipmaker.door.checked import Written, check, described, refusal
from clipmaker.door.document import Document, nearest, refuse
from clipmaker.door.toml import read_toml
from clipmaker.errors import UnknownNameError
from clipmaker.profile.formats import FORMATS, check_format
from clipmaker.profile.model import (
    CANVAS_WIDTH,
    DeliveryProfile,
    Encoder,
    Head,
    Loudness,
    Reading,
    Rect,
    SubtitleProfile,
)
from clipmaker.resources import assets_dir

_DELIVERY, _SUBTITLES, _PLATFORMS = "delivery", "subtitles", "platforms"
_ENDING = ".toml"
_BASE = "based_on"
_AREAS = {shape: f"common-{shape.replace(':', 'x')}" for shape in FORMATS} | {"9:16": "common"}
"""Where words may stand, by shape."""
_SHAPED = re.compile(r"(.+)-([0-9]+x[0-9]+)")
_LASTING = re.compile(r"(.+)-([1-9][0-9]{0,3})s")
_SHORTEST_S = 1

Share = Annotated[float, Field(ge=0)]


def _rate(value: object) -> Fraction:
    try:
        # An exponent of seven digits takes minutes.
        plain = isinstance(value, str) and re.fullmatch(r"[0-9./ ]{1,30}", value)
        rate = Fraction(plain[0] if plain else "")
        if not 1 <= rate <= 240:
            raise ValueError
    except (ValueError, ZeroDivisionError):
        raise refusal(
            'expected frames a second in quotes, as in "30" or "30000/1001", found '
            f"{described(value)}"
        ) from None
    return rate


_NARROWEST, _WIDEST, _HIGHEST = 180, 4320, 8192
_SLIMMEST = 2.5
_WIDEST_SHAPE = 2.0
_LEAST_PEAK = 6
"""Decibels from the loudness of speech or music to its peaks, limited as hard as can be."""
_PRESETS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower"),
    *("veryslow", "placebo"),
)


def _one_of(value: str, names: Sequence[str], what: str) -> str:
    if value not in names:
        raise refusal(
            f"expected {what}, one of {', '.join(names)}, found {described(value)}",
            nearest=nearest(value, names),
        )
    return value


def _preset(value: str) -> str:
    return _one_of(value, _PRESETS, "a preset of x264")


def _platform(value: str) -> str:
    return _one_of(value, _names(_PLATFORMS), "a safe area")


class _Rect(Written):
    called: ClassVar[str] = "an area"
    left: Share
    top: Share
    right: Share
    bottom: Share


class _Head(Written):
    called: ClassVar[str] = "head"
    left: Share
    top: Share


class _Platform(Written):
    called: ClassVar[str] = "a platform"
    dated: date
    source: str
    areas: list[_Rect] = Field(min_length=1)
    head: _Head | None = None


class _Reading(Written):
    called: ClassVar[str] = "reading"
    base_s: float = Field(ge=0, le=60)
    per_word_s: float = Field(ge=0, le=10)
    step_s: float = Field(ge=0.01, le=60)
    card_scale: float = Field(ge=0.01, le=100)
    linger: float = Field(ge=1, le=1000)


class _Encoder(Written):
    called: ClassVar[str] = "encoder"
    preset: Annotated[str, AfterValidator(_preset)]
    subme: int | None = Field(default=None, ge=0, le=11)
    crf: int = Field(ge=0, le=51)
    threads: int = Field(ge=1, le=64)
    max_kbit_s: int = Field(ge=100, le=200_000)
    buffer_kbit: int = Field(ge=100, le=400_000)
    buffer_start: float = Field(gt=0, le=1)
    gop_frames: int = Field(ge=1, le=600)
    b_frames: int = Field(ge=0, le=16)
    audio_kbit_s: int = Field(ge=32, le=512)


class _Loudness(Written):
    called: ClassVar[str] = "loudness"
    integrated_lufs: float = Field(ge=-70, le=-5)
    tolerance_lu: float = Field(gt=0, le=20)
    true_peak_dbtp: float = Field(ge=-20, le=0)

    @field_validator("true_peak_dbtp")
    @classmethod
    def _reachable(cls, value: float, info: ValidationInfo) -> float:
        loudness = info.data.get("integrated_lufs")
        if loudness is not None and value < loudness + _LEAST_PEAK:
            raise refusal(
                f"speech at {loudness:g} LUFS peaks {_LEAST_PEAK} dB higher at least: expected "
                f"{min(0, loudness + _LEAST_PEAK):g} dBTP or more"
            )
        return value


class _Delivery(Written):
    called: ClassVar[str] = "a delivery profile"
    dated: date
    width_px: int = Field(ge=_NARROWEST, le=_WIDEST)
    height_px: int = Field(ge=_NARROWEST, le=_HIGHEST)
    rate: Annotated[Fraction, PlainValidator(_rate)]
    frames: int = Field(ge=1, le=54_000)
    segment_frames: int = Field(ge=1, le=600)
    max_bytes: int = Field(ge=1, le=10**12)
    safe_area: Annotated[str, AfterValidator(_platform)]
    reading: _Reading
    encoder: _Encoder
    loudness: _Loudness
    own_length: bool = False

    @field_validator("width_px", "height_px")
    @classmethod
    def _even(cls, value: int) -> int:
        if value % 2:
            raise refusal(f"{value} is odd, but 4:2:0 video has even sizes")
        return value

    @field_validator("encoder")
    @classmethod
    def _fits(cls, value: _Encoder, info: ValidationInfo) -> _Encoder:
        """Refuse bit rates with which a clip of full length may be larger than it is to be."""
        names = ("frames", "rate", "max_bytes")
        frames, rate, most = (info.data.get(name) for name in names)
        if frames is None or rate is None or most is None:
            return value
        size = math.ceil((value.max_kbit_s + value.audio_kbit_s) * 125 * frames / rate)
        if size > most:
            raise refusal(
                f"clips of {float(frames / rate):g} s may take {size:_} bytes with "
                f"max_kbit_s and audio_kbit_s, and max_bytes allows {most:_}: lower the one or "
                "raise the other"
            )
        return value

    @field_validator("height_px")
    @classmethod
    def _ordinary(cls, value: int, info: ValidationInfo) -> int:
        width = info.data.get("width_px")
        if width is not None and value > width * _SLIMMEST:
            raise refusal(
                f"{width}x{value} is too slim: clips are laid out up to {_SLIMMEST:g} times as "
                "high as wide"
            )
        if width is not None and width > value * _WIDEST_SHAPE:
            raise refusal(
                f"{width}x{value} is too wide: clips are laid out up to {_WIDEST_SHAPE:g} times as "
                "wide as high"
            )
        return value


class _Subtitles(Written):
    called: ClassVar[str] = "a subtitle profile"
    dated: date
    source: str
    lines: int = Field(ge=1, le=9)
    lines_at_most: int = Field(ge=1, le=9)
    cps_wished: float = Field(gt=0, le=1000)
    cps_at_most: float = Field(gt=0, le=1000)
    shortest_ms: int = Field(ge=1, le=60_000)
    longest_ms: int = Field(ge=1, le=60_000)
    gap_ms: int = Field(ge=0, le=10_000)
    touching: bool = False
    characters: int = Field(default=0, ge=0, le=1000)


def load_delivery(name: str, shape: str = "", length_s: int = 0) -> DeliveryProfile:
    """Return a delivery profile.

    Args:
        name: a file in assets/profiles/delivery, without its ending; or the path of a file of
            one's own, with its ending ``.toml``.
        shape: one of `FORMATS` to take instead of the profile's own, with as many pixels on its
            shorter side; "" is its own.
        length_s: seconds that clips last instead of the profile's own; 0 is its own.

    Raises:
        InputError: there is no such profile, shape or length, or its file holds mistakes.
    """
    if name not in _names(_DELIVERY):
        if (plain := _SHAPED.fullmatch(name)) and not shape and _is_delivery(plain[1]):
            return load_delivery(plain[1], plain[2], length_s)
        if (plain := _LASTING.fullmatch(name)) and not length_s and _is_delivery(plain[1]):
            return load_delivery(plain[1], shape, int(plain[2]))
    written = _read(_DELIVERY, name, _Delivery)
    area, head = _safe_area(written.safe_area, written.width_px, written.height_px)
    profile = DeliveryProfile(
        name=profile_name(name),
        dated=written.dated.isoformat(),
        width_px=written.width_px,
        height_px=written.height_px,
        rate=written.rate,
        frames=written.frames,
        segment_frames=written.segment_frames,
        max_bytes=written.max_bytes,
        safe_area=area,
        head=head,
        own_length=written.own_length,
        reading=Reading(**written.reading.model_dump()),
        encoder=Encoder(**written.encoder.model_dump()),
        loudness=Loudness(**written.loudness.model_dump()),
    )
    if length_s:
        profile = lasting(profile, length_s)
    return shaped(profile, check_format(shape)) if shape else profile


def _is_delivery(name: str) -> bool:
    """Whether a name is a profile's, with or without a length."""
    plain = _LASTING.fullmatch(name)
    return name in _names(_DELIVERY) or bool(plain and plain[1] in _names(_DELIVERY))


def lasting(profile: DeliveryProfile, seconds: int) -> DeliveryProfile:
    """Return a profile whose clips last so long; its own length changes nothing.

    Args:
        profile: the profile.
        seconds: their length.

    Raises:
        UnknownNameError: it would be too short, or may be larger than is allowed.
    """
    if profile.duration_s == seconds:
        return profile
    bytes_s = (profile.encoder.max_kbit_s + profile.encoder.audio_kbit_s) * 125
    longest = min(profile.max_bytes // bytes_s, int(54_000 / profile.rate))
    if not _SHORTEST_S <= seconds <= longest:
        raise UnknownNameError(
            f"a clip of the profile {profile.name} cannot last {seconds} s",
            remedy=f"It may last {_SHORTEST_S} to {longest} s; a longer one needs a profile of its "
            "own.",
        )
    length = f"{seconds}s"
    frames = round(seconds * profile.rate)
    return replace(profile, name=f"{profile.name}-{length}", frames=frames, length=length)


def shaped(profile: DeliveryProfile, shape: str) -> DeliveryProfile:
    """Return a profile in another shape; its own shape changes nothing.

    Args:
        profile: the profile.
        shape: one of `FORMATS`.
    """
    across, down = map(int, shape.split(":"))
    if profile.width_px * down == profile.height_px * across:
        return profile
    short = min(profile.width_px, profile.height_px)
    width, height = (2 * round(short * side / min(across, down) / 2) for side in (across, down))
    area, head = _area_and_head(_AREAS[shape])
    return replace(
        profile,
        name=f"{profile.name}-{shape.replace(':', 'x')}",
        width_px=width,
        height_px=height,
        safe_area=area,
        head=head,
        format=shape,
    )


def _safe_area(name: str, width_px: int, height_px: int) -> tuple[tuple[Rect, ...], Head]:
    """Return a platform's safe area and head; of a lower or wider canvas that of its shape."""
    area, head = _area_and_head(name)
    lowest = max(r.bottom for r in area) * width_px / CANVAS_WIDTH
    if width_px <= height_px and lowest <= height_px:
        return area, head
    sides = {shape: tuple(map(int, shape.split(":"))) for shape in FORMATS}
    fits = [s for s, (across, down) in sides.items() if width_px * down <= height_px * across]
    return _area_and_head(_AREAS[next(iter(fits), "16:9")])


def _area_and_head(name: str) -> tuple[tuple[Rect, ...], Head]:
    written = _read(_PLATFORMS, name, _Platform)
    head = Head(**written.head.model_dump()) if written.head else Head()
    return tuple(Rect(**area.model_dump()) for area in written.areas), head


def load_subtitles(name: str) -> SubtitleProfile:
    """Return a subtitle profile.

    Args:
        name: a file in assets/profiles/subtitles, without its ending; or the path of a file of
            one's own, with its ending ``.toml``.

    Raises:
        InputError: there is no such profile, or its file holds mistakes.
    """
    written = _read(_SUBTITLES, name, _Subtitles)
    values = written.model_dump(exclude={"dated"})
    return SubtitleProfile(name=profile_name(name), dated=written.dated.isoformat(), **values)


def load_safe_area(platform: str) -> tuple[Rect, ...]:
    """Return the rectangles, in canvas units, whose union is a platform's safe area.

    Args:
        platform: a file in assets/profiles/platforms, without its ending; ``common`` is the
            area that all platforms share.

    Raises:
        InputError: there is no such platform, or its file holds mistakes.
    """
    return _area_and_head(platform)[0]


def list_profiles() -> Mapping[str, tuple[str, ...]]:
    """Return the names of all profiles under ``delivery``, ``subtitles`` and ``platforms``."""
    return {folder: _names(folder) for folder in (_DELIVERY, _SUBTITLES, _PLATFORMS)}


WrittenT = TypeVar("WrittenT", bound=Written)


def _read(folder: str, name: str, model: type[WrittenT]) -> WrittenT:
    """Read and check one profile."""
    own = name.endswith(_ENDING)
    file = Path(name) if own else _folder(folder) / f"{name}{_ENDING}"
    names = _names(folder)
    if not own and name not in names:
        near = nearest(name, names)
        meant = f" (did you mean “{near}”?)" if near else ""
        raise UnknownNameError(
            f"unknown profile “{name}”{meant}",
            remedy=f"Known are {', '.join(names)}; one of your own is a file ending in {_ENDING}.",
        )
    written, problems = check(_completed(read_toml(file), folder), model)
    if written is None:
        raise refuse(problems)
    return written


def _completed(document: Document, folder: str) -> Document:
    """Return a profile with what it does not say itself from the shipped one it is based on."""
    assert isinstance(document.data, dict)
    based_on = document.data.get(_BASE)
    if folder != _DELIVERY or based_on is None:
        return document
    names = _names(folder)
    if based_on not in names:
        message = f"expected a shipped profile, one of {', '.join(names)}, found "
        alike = nearest(str(based_on), names)
        problem = document.problem((_BASE,), message + described(based_on), nearest=alike)
        raise refuse([problem])
    base = _completed(read_toml(_folder(folder) / f"{based_on}{_ENDING}"), folder).data
    own = {key: value for key, value in document.data.items() if key != _BASE}
    assert isinstance(base, dict)
    if "preset" in _table(own, "encoder"):
        # It was tried out for the preset that stands beside it.
        _table(base, "encoder").pop("subme", None)
    for key, value in base.items():
        if isinstance(value, dict) and isinstance(own.get(key, {}), dict):
            own[key] = {**value, **own.get(key, {})}
        else:
            own.setdefault(key, value)
    return replace(document, data=own)


def _table(written: dict[str, object], name: str) -> dict[str, object]:
    value = written.get(name)
    return value if isinstance(value, dict) else {}


def profile_name(name: str) -> str:
    """Return a profile's name; that of a file of one's own is the file's, without its ending."""
    return Path(name).stem if name.endswith(_ENDING) else name


def _folder(folder: str) -> Path:
    return assets_dir() / "profiles" / folder


def _names(folder: str) -> tuple[str, ...]:
    """Return the names of the profiles of one sort."""
    return tuple(sorted(file.stem for file in _folder(folder).glob(f"*{_ENDING}")))
