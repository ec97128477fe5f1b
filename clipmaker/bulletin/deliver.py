"""Copies finished clips to a folder that somebody watches, each in one step."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clipmaker.errors import DiskError
from clipmaker.publish.manifest import MANIFEST
from clipmaker.publish.place import publish_over, workspace, writing
from clipmaker.render.store import sha256
from clipmaker.workers.outcome import Published


def deliver(clip: Published, folder: Path) -> Path:
    """Copy a final into a folder as ``DATE-SLUG-VERSION``; returns where it lies then.

    It is copied beside its place, compared, and moved there by one rename: who watches the folder
    sees it whole or not at all. What lies there already and is not damaged is left alone; files
    that whoever watches has taken away do not come back.

    Raises:
        ValueError: it is a draft.
        DiskError: it cannot be copied.
    """
    if clip.draft:
        raise ValueError(f"{clip.folder} is a draft")
    target = folder.resolve() / f"{clip.day.isoformat()}-{clip.slug}-{clip.folder.name}"
    if (target / MANIFEST).is_file() and not damaged(clip.folder, target):
        return target
    if not folder.is_dir():
        raise DiskError(
            f"{folder}: there is no such folder, so nothing was delivered",
            remedy="Mount it, or make it, and run the bulletin again.",
        )
    with (
        writing(folder, f"{clip.slug} was published but not delivered"),
        workspace(folder, stays=True) as work,
    ):
        fresh = work / target.name
        shutil.copytree(clip.folder, fresh)
        for file in clip.folder.iterdir():
            if sha256(fresh / file.name) != sha256(file):
                raise DiskError(f"{fresh / file.name}: the copy is not what was published")
        publish_over(fresh, target)
    return target


def damaged(published: Path, copy: Path) -> bool:
    """Whether a file of a delivered folder is there and not what was published."""
    return any(
        (copy / file.name).is_file() and sha256(copy / file.name) != sha256(file)
        for file in published.iterdir()
        if file.is_file()
    )


def delivered_before(report: Mapping[str, Any]) -> dict[str, str]:
    """Return where finals were delivered by runs before, by their folders.

    Whoever watches the folder may have taken them away: they are not delivered again.
    """
    found = {}
    stories: Iterable[Any] = report.get("stories") or ()
    for story in stories:
        if isinstance(story, dict) and story.get("delivered") and story.get("clip"):
            found[str(story["clip"]["folder"])] = str(story["delivered"])
    return found
