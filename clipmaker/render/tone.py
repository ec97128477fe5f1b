"""How pictures in other light become BT.709: tables from HDR, and from wider colours.

A table takes the picture's own RGB to that of an SDR screen. HDR is first turned into the light
it stands for on a display of 1000 cd/m² (ITU-R BT.2100), then brought into the range below diffuse
white (203 cd/m², BT.2408) by the curve of BT.2390: darks, skin and greys keep their light, only
highlights are compressed. Imports NumPy: import this module only where pictures are made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipmaker.media.model import VideoFacts

Values = npt.NDArray[np.float64]

_STEPS = 49
"""Edge of a table; its axes are the stored values, which are perceptually even."""
_PEAK = 1000.0
_WHITE = 203.0
_DISPLAY_GAMMA = 2.4
"""Of an SDR reference display (BT.1886)."""
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593])
_HUE_KEPT = 0.5
"""Share of the compression that keeps the hue; the rest lets highlights pale, as on film."""

_WHITE_POINT = (0.3127, 0.3290)
_PRIMARIES = {
    "bt709": ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),
    "bt2020": ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    "smpte431": ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    "smpte432": ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
"""Chromaticities of colour spaces (ITU-T H.273); P3's own white is taken as D65."""
_WIDE = _PRIMARIES.keys() - {"bt709"}


def needs_tone(video: VideoFacts) -> bool:
    """Whether a picture is in HDR or in wider colours than BT.709."""
    return video.transfer in _LIGHT or video.primaries in _WIDE


def write_tone(video: VideoFacts, file: Path) -> Path | None:
    """Write the table that takes a picture to BT.709; None when it needs none.

    Args:
        video: facts of the picture.
        file: where to write it, in the ``cube`` format that FFmpeg's ``lut3d`` reads.
    """
    if not needs_tone(video):
        return None
    file.write_bytes(_cube(video.transfer, video.primaries))
    return file


@cache
def _cube(transfer: str, primaries: str) -> bytes:
    axis = np.linspace(0.0, 1.0, _STEPS)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    stored = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    shown = tone(stored, transfer, primaries)
    rows = "".join(f"{r:.5f} {g:.5f} {b:.5f}\n" for r, g, b in shown)
    return f"LUT_3D_SIZE {_STEPS}\n{rows}".encode("ascii")


def tone(stored: Values, transfer: str, primaries: str) -> Values:
    """Return stored RGB (shape n x 3, 0 to 1) as the RGB of a BT.709 display, 0 to 1.

    Args:
        stored: red, green and blue as they are in the file.
        transfer: ``arib-std-b67`` (HLG), ``smpte2084`` (PQ); anything else counts as SDR.
        primaries: colour primaries; in HDR, what is not known counts as BT.2020.
    """
    light = _LIGHT.get(transfer)
    if light is None:
        linear = stored**_DISPLAY_GAMMA
    else:
        linear = _compressed(light(stored))
        primaries = primaries if primaries in _PRIMARIES else "bt2020"
    # Cut off at the edge of BT.709, saturated reds and blues stay red and blue.
    inside = np.clip(linear @ _to_709(primaries).T, 0, 1)
    return np.asarray(inside ** (1 / _DISPLAY_GAMMA), np.float64)


def _hlg_light(stored: Values) -> Values:
    """Return the light of HLG on a display of 1000 cd/m² (BT.2100-2, table 5), cd/m²."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(stored <= 0.5, stored**2 / 3, (np.exp((stored - c) / a) + b) / 12)
    luminance = (scene @ _LUMA_2020)[:, None]
    return np.asarray(_PEAK * np.power(luminance, 0.2) * scene, np.float64)


_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32


def _pq_light(stored: Values) -> Values:
    """Return the light of PQ (SMPTE ST 2084), cd/m²."""
    root = np.power(stored, 1 / _M2)
    return np.asarray(
        10_000 * np.power(np.maximum(root - _C1, 0) / (_C2 - _C3 * root), 1 / _M1), np.float64
    )


def _pq(light: Values) -> Values:
    """Return light in cd/m² as PQ values, the inverse of `_pq_light`."""
    power = np.power(np.maximum(light, 0) / 10_000, _M1)
    return np.asarray(np.power((_C1 + _C2 * power) / (1 + _C3 * power), _M2), np.float64)


_LIGHT: dict[str, Callable[[Values], Values]] = {
    "arib-std-b67": _hlg_light,
    "smpte2084": _pq_light,
}


def _compressed(light: Values) -> Values:
    """Bring light in cd/m² into 0 to 1, where 1 is an SDR display's white."""
    strongest = light.max(axis=1, keepdims=True)
    kept = light * (_shoulder(strongest) / np.maximum(strongest, 1e-6))
    mixed = _HUE_KEPT * kept + (1 - _HUE_KEPT) * _shoulder(light)
    return np.asarray(mixed / _WHITE, np.float64)


def _shoulder(light: Values) -> Values:
    """Return light below `_WHITE` for light up to `_PEAK`, cd/m² (BT.2390-11, 5.4.1)."""
    top = _pq(np.array([_PEAK]))
    most = _pq(np.array([_WHITE])) / top
    start = 1.5 * most - 0.5
    value = np.minimum(_pq(light) / top, 1.0)
    t = np.clip((value - start) / (1 - start), 0, 1)
    curve = (
        (2 * t**3 - 3 * t**2 + 1) * start
        + (t**3 - 2 * t**2 + t) * (1 - start)
        + (-2 * t**3 + 3 * t**2) * most
    )
    return _pq_light(np.asarray(np.where(value < start, value, curve) * top, np.float64))


def _to_709(primaries: str) -> Values:
    """Return the matrix from linear RGB of a colour space to that of BT.709."""
    return np.asarray(np.linalg.inv(_to_xyz("bt709")) @ _to_xyz(primaries), np.float64)


def _to_xyz(primaries: str) -> Values:
    def xyz(x: float, y: float) -> list[float]:
        return [x / y, 1.0, (1 - x - y) / y]

    columns = np.array([xyz(x, y) for x, y in _PRIMARIES.get(primaries, _PRIMARIES["bt709"])]).T
    weights = np.linalg.solve(columns, np.array(xyz(*_WHITE_POINT)))
    return np.asarray(columns * weights, np.float64)
