"""Profiles come from assets/profiles: delivery, subtitles, and the safe areas of platforms.

Imports pydantic: import this module only where a profile is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, ClassVar, TypeVar

from pydantic import Field, PlainValidator, field_validator

from clipmaker.door.checked import Written, check, found, refusal
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

Positive = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(ge=0)]


def _rate(value: object) -> Fraction:
    try:
        rate = Fraction(value if isinstance(value, str) else "")
        if not 1 <= rate <= 240:
            raise ValueError
    except (ValueError, ZeroDivisionError):
        raise refusal(
            f'expected frames a second in quotes, as in "30" or "30000/1001", found {found(value)}'
        ) from None
    return rate


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
    base_s: Share
    per_word_s: Share
    step_s: float = Field(gt=0)
    card_scale: float = Field(gt=0)
    linger: float = Field(ge=1)


class _Encoder(Written):
    called: ClassVar[str] = "encoder"
    preset: str
    crf: int = Field(ge=0, le=51)
    threads: Positive
    max_kbit_s: Positive
    buffer_kbit: Positive
    buffer_start: float = Field(gt=0, le=1)
    gop_frames: Positive
    b_frames: int = Field(ge=0, le=16)
    audio_kbit_s: Positive


class _Loudness(Written):
    called: ClassVar[str] = "loudness"
    integrated_lufs: float = Field(ge=-70, le=0)
    tolerance_lu: float = Field(gt=0)
    true_peak_dbtp: float = Field(le=0)


class _Delivery(Written):
    called: ClassVar[str] = "a delivery profile"
    dated: date
    width_px: Positive
    height_px: Positive
    rate: Annotated[Fraction, PlainValidator(_rate)]
    frames: Positive
    segment_frames: Positive
    max_bytes: Positive
    safe_area: str
    reading: _Reading
    encoder: _Encoder
    loudness: _Loudness

    @field_validator("width_px", "height_px")
    @classmethod
    def _even(cls, value: int) -> int:
        if value % 2:
            raise refusal(f"{value} is odd, but 4:2:0 video has even sizes")
        return value


class _Subtitles(Written):
    called: ClassVar[str] = "a subtitle profile"
    dated: date
    source: str
    lines: Positive
    lines_at_most: Positive
    cps_wished: float = Field(gt=0)
    cps_at_most: float = Field(gt=0)
    shortest_ms: Positive
    longest_ms: Positive
    gap_ms: int = Field(ge=0)
    touching: bool = False
    characters: int = Field(default=0, ge=0)


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
