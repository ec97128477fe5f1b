"""Where the shipped assets and the user's own folders are."""

from __future__ import annotations

import os
from pathlib import Path


def assets_dir() -> Path:
    """Return the folder of brands, profiles and examples: inside the wheel, or the checkout's."""
    package = Path(__file__).resolve().parent
    shipped = package / "assets"
    return shipped if shipped.is_dir() else package.parent / "assets"


def cache_dir() -> Path:
    """Return the folder for things that can be made again; ``CLIPMAKER_CACHE`` overrides it."""
    if override := os.environ.get("CLIPMAKER_CACHE"):
        return Path(override).expanduser().resolve()
    from platformdirs import user_cache_path

    return user_cache_path("clipmaker", appauthor=False)


def config_dir() -> Path:
    """Return the folder of the user's own brands; ``CLIPMAKER_CONFIG`` overrides it."""
    if override := os.environ.get("CLIPMAKER_CONFIG"):
        return Path(override).expanduser().resolve()
    from platformdirs import user_config_path

    return user_config_path("clipmaker", appauthor=False)
