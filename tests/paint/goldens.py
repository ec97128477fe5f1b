"""Comparing a picture with its golden one; CLIPMAKER_REGENERATE_GOLDENS=1 writes them anew."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

GOLDEN = Path(__file__).parent / "golden"
MEAN_AT_MOST = 0.6
FAR_OFF, FAR_SHARE = 40, 0.002


def check_golden(name: str, picture: np.ndarray, folder: Path) -> None:
    """Compare with tolerance: rasterisers and processors may differ by a shade at edges."""
    file = GOLDEN / f"{name}.png"
    if os.environ.get("CLIPMAKER_REGENERATE_GOLDENS") == "1":
        GOLDEN.mkdir(exist_ok=True)
        Image.fromarray(picture).save(file, optimize=True)
        return
    with Image.open(file) as found:
        wanted = np.asarray(found.convert("RGB"))
    assert picture.shape == wanted.shape, f"{name}: {picture.shape} instead of {wanted.shape}"
    difference = np.abs(picture.astype(int) - wanted.astype(int))
    far = (difference.max(axis=-1) > FAR_OFF).mean()
    if difference.mean() > MEAN_AT_MOST or far > FAR_SHARE:
        seen = folder / f"{name}-difference.png"
        shown = np.hstack([wanted, picture, np.minimum(difference * 4, 255).astype(np.uint8)])
        Image.fromarray(shown.astype(np.uint8)).save(seen)
        pytest.fail(
            f"{name} differs (mean {difference.mean():.2f}, {far:.2%} far off): "
            f"golden, now and difference side by side are in {seen}"
        )
