"""Checks of where the program works: room on the disk, cores, a desktop."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from clipmaker.render.workers import usable_cores
from clipmaker.resources import cache_dir
from clipmaker.tools.player import opener
from clipmaker.upkeep.findings import FindingPlace, Found, Health, check, ok

_GB = 1000**3
_LITTLE_GB, _ENOUGH_GB = 0.5, 5.0
"""A clip needs about 200 MB while it is made; the store of finished pieces grows to 10 GB."""


@check
def cache(place: FindingPlace) -> Found:
    """There is room for finished pieces and the speech model."""
    del place
    return _room(cache_dir(), "CLIPMAKER_CACHE names another folder for the cache.")


@check
def output(place: FindingPlace) -> Found:
    """There is room for clips where they are to be published."""
    return _room(place.output.resolve(), "Choose another --output folder.")


@check
def temporary(place: FindingPlace) -> Found:
    """There is room for temporary files."""
    del place
    return _room(Path(tempfile.gettempdir()), "TMPDIR names another folder.")


def _room(folder: Path, elsewhere: str) -> Found:
    """Check that a folder, or the one it would be made in, can be written and has space."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))
    if not there.is_dir():
        return Health.FAIL, f"{there} is a file where a folder should be", elsewhere
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return Health.FAIL, f"{there} cannot be written: {error.strerror}", elsewhere
    free_gb = shutil.disk_usage(there).free / _GB
    message = f"{folder}: {free_gb:.1f} GB free"
    if free_gb < _LITTLE_GB:
        return Health.FAIL, message, f"Free some space. {elsewhere}"
    if free_gb < _ENOUGH_GB:
        return Health.NOTE, message, f"Little space is left. {elsewhere}"
    return ok(message)


@check
def cores(place: FindingPlace) -> Found:
    """How many segments are rendered beside each other."""
    del place
    count = usable_cores()
    return ok("1 core" if count == 1 else f"{count} cores")


@check
def player(place: FindingPlace) -> Found:
    """The desktop can open a finished clip; only “render --open” asks for it."""
    del place
    if found := opener():
        return ok(found)
    return Health.NOTE, "no desktop to open clips with", "Install xdg-utils to use render --open."
