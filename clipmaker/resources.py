"""Where the shipped assets and the user's own folders are."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from clipmaker.errors import SettingError

_MAX_CACHE_GB = 10
"""Some two hundred clips of a minute."""


def assets_dir() -> Path:
    """Return the folder of brands, profiles and examples: inside the wheel, or the checkout's."""
    package = Path(__file__).resolve().parent
    shipped = package / "assets"
    return shipped if shipped.is_dir() else package.parent / "assets"


def words_files() -> list[Path]:
    """Return the files of words in the audiences' languages, one named after each language."""
    return sorted((assets_dir() / "words").glob("*.toml"))


def words_file(language: str) -> Path:
    """Return the words for an audience, those in English where its language has none."""
    folder = assets_dir() / "words"
    own = folder / f"{language.split('-')[0].lower()}.toml"
    return own if own.is_file() else folder / "en.toml"


def word_lists(file: str, language: str, names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield lists of words in a language, as they stand in a file of ``assets/text``.

    Args:
        file: its name without the ending.
        language: language code; a list that its language lacks is the one for all.
        names: of the lists, in order; one that is nowhere is empty.
    """
    data = tomllib.loads((assets_dir() / "text" / f"{file}.toml").read_text("utf-8"))
    data |= data.pop("language").get(language.split("-")[0].lower(), {})
    for name in names:
        yield frozenset(data.get(name, "").split())


def has_words(language: str) -> bool:
    """Whether the program's own words on screen are there in a language."""
    return words_file(language).stem == language.split("-")[0].lower()


def cache_dir() -> Path:
    """Return the folder for things that can be made again; ``CLIPMAKER_CACHE`` overrides it."""
    if override := os.environ.get("CLIPMAKER_CACHE"):
        return Path(override).expanduser().resolve()
    from platformdirs import user_cache_path

    return user_cache_path("clipmaker", appauthor=False)


def segments_dir() -> Path:
    """Return the folder of finished pieces of clips."""
    return cache_dir() / "segments"


def max_cache_bytes() -> int:
    """Return how much finished pieces may take; ``CLIPMAKER_CACHE_GB`` overrides it.

    Raises:
        SettingError: it is not a number of gigabytes.
    """
    written = os.environ.get("CLIPMAKER_CACHE_GB", "")
    if not written:
        return _MAX_CACHE_GB * 1000**3
    try:
        gigabytes = float(written)
    except ValueError:
        gigabytes = -1.0
    if not 0 <= gigabytes < float("inf"):
        raise SettingError(
            f"CLIPMAKER_CACHE_GB is “{written}”, which is not a number of gigabytes",
            remedy="Write a number such as 10 or 2.5, or unset it.",
        )
    return int(gigabytes * 1000**3)


def config_dir() -> Path:
    """Return the folder of the user's own brands; ``CLIPMAKER_CONFIG`` overrides it."""
    if override := os.environ.get("CLIPMAKER_CONFIG"):
        return Path(override).expanduser().resolve()
    from platformdirs import user_config_path

    return user_config_path("clipmaker", appauthor=False)


def settings_file() -> Path:
    """Return the file of a newsroom's settings, ``clipmaker.toml``; it need not be there."""
    return config_dir() / "clipmaker.toml"


def logs_dir() -> Path:
    """Return the folder of logs; ``CLIPMAKER_LOGS`` overrides it."""
    if override := os.environ.get("CLIPMAKER_LOGS"):
        return Path(override).expanduser().resolve()
    from platformdirs import user_log_path

    return user_log_path("clipmaker", appauthor=False)


def shared_dir() -> Path | None:
    """Return the folder that all machines of a cluster see: ``CLIPMAKER_SHARED``, or None."""
    if folder := os.environ.get("CLIPMAKER_SHARED"):
        return Path(folder).expanduser().resolve()
    return None
