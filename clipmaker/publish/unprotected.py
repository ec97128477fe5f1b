"""Drafts of a clip that were made before something in it was protected do not stay beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clipmaker.errors import DiskError
from clipmaker.publish.identity import lying_of
from clipmaker.publish.place import VERSION, remove
from clipmaker.publish.written import read_manifest


def remove_unprotected(day: Path, name: str, facts: Mapping[str, Any]) -> Iterator[str]:
    """Remove a clip's drafts and previews that show or sound what is protected now.

    Those in other shapes and lengths, too. Finals stay, since nobody may take them away in secret:
    they are told.

    Args:
        day: the folder of the clip's day.
        name: the clip's name without what differs.
        facts: the manifest of the clip that is made now.

    Yields:
        what was removed, what could not be, and which finals are not protected.
    """
    kept: Mapping[str, Any] = facts.get("protected", {})
    for folder in sorted(file.parent for file in day.glob("*/*/manifest.json")) if kept else ():
        try:
            said = read_manifest(folder)
            inputs = {str(one["sha256"]) for one in said["inputs"]}
        except (OSError, ValueError, KeyError, TypeError):
            continue
        before = said.get("protected", {})
        bare = [one for one in kept if one in inputs and _less(before.get(one), kept[one])]
        if not bare or folder.is_symlink() or lying_of(folder, said, 0).of != name:
            continue
        if VERSION.fullmatch(folder.name):
            yield f"{folder} was published without this protection: withdraw it"
            continue
        try:
            remove(folder)
            yield f"{folder} was made without this protection, and was removed"
        except DiskError as error:
            yield f"{folder} was made without this protection, and is still there: {error.message}"


def _less(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> bool:
    """Whether a file was protected less than it is now."""
    return any(now[what] and not (before or {}).get(what) for what in now)
