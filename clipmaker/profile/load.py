"""Profiles come from assets/profiles: delivery, subtitles, and the safe areas of platforms.

Imports pydantic: import this module only where a profile is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, ClassVar, TypeVar

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo, field_validator

from clipmaker.door.checked import Written, check, described, refusal
from clipmaker.door.document import nearest, refuse
from clipmaker.door.toml import read_toml
from clipmaker.errors import UnknownNameError
from clipmaker.profile.model import (
    CANVAS_WIDTH,
    DeliveryProfile,
    Encoder,
    Loudness,
    Reading,
    Rect,
    SubtitleProfile,
)
from clipmaker.resources import assets_dir

_DELIVERY, _SUBTITLES, _PLATFORMS = "delivery", "subtitles", "platforms"
_ENDING = ".toml"

Share = Annotated[float, Field(ge=0)]


def _rate(value: object) -> Fraction:
    try:
        rate = Fraction(value if isinstance(value, str) else "")
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
    right: Share = Field(le=CANVAS_WIDTH)
    bottom: Share


class _Platform(Written):
    called: ClassVar[str] = "a platform"
    dated: date
    source: str
    areas: list[_Rect] = Field(min_length=1)


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

    @field_validator("width_px", "height_px")
    @classmethod
    def _even(cls, value: int) -> int:
        if value % 2:
            raise refusal(f"{value} is odd, but 4:2:0 video has even sizes")
        return value

    @field_validator("height_px")
    @classmethod
    def _upright(cls, value: int, info: ValidationInfo) -> int:
        width = info.data.get("width_px")
        if width is not None and value < width:
            raise refusal(
                f"{width}x{value} is wider than high: clips are laid out upright or square, so a "
                f"height of {width} or more"
            )
        if width is not None and value > width * _SLIMMEST:
            raise refusal(
                f"{width}x{value} is too slim: clips are laid out up to {_SLIMMEST:g} times as "
                "high as wide"
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


def load_delivery(name: str) -> DeliveryProfile:
    """Return a delivery profile.

    Args:
        name: a file in assets/profiles/delivery, without its ending; or the path of a file of
            one's own, with its ending ``.toml``.

    Raises:
        InputError: there is no such profile, or its file holds mistakes.
    """
    written = _read(_DELIVERY, name, _Delivery)
    return DeliveryProfile(
        name=profile_name(name),
        dated=written.dated.isoformat(),
        width_px=written.width_px,
        height_px=written.height_px,
        rate=written.rate,
        frames=written.frames,
        segment_frames=written.segment_frames,
        max_bytes=written.max_bytes,
        safe_area=load_safe_area(written.safe_area),
        reading=Reading(**written.reading.model_dump()),
        encoder=Encoder(**written.encoder.model_dump()),
        loudness=Loudness(**written.loudness.model_dump()),
    )


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
    written = _read(_PLATFORMS, platform, _Platform)
    return tuple(Rect(**area.model_dump()) for area in written.areas)


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
    written, problems = check(read_toml(file), model)
    if written is None:
        raise refuse(problems)
    return written


def profile_name(name: str) -> str:
    """Return a profile's name; that of a file of one's own is the file's, without its ending."""
    return Path(name).stem if name.endswith(_ENDING) else name


def _folder(folder: str) -> Path:
    return assets_dir() / "profiles" / folder


def _names(folder: str) -> tuple[str, ...]:
    """Return the names of the profiles of one sort."""
    return tuple(sorted(file.stem for file in _folder(folder).glob(f"*{_ENDING}")))
