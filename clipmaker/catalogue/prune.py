"""Removes old drafts. Finals are masters: nothing here can touch one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from clipmaker.catalogue.folders import stamp
from clipmaker.catalogue.model import CatalogueEntry, ClipState
from clipmaker.publish.place import remove as remove_folder


def old_drafts(
    entries: Iterable[CatalogueEntry], *, age: timedelta, now: datetime
) -> tuple[CatalogueEntry, ...]:
    """Return drafts older than an age, oldest first.

    A draft is as old as the younger of two dates: its story's, and when it was published. So
    neither an old story that was rendered today nor a disk whose clock is wrong loses a draft.

    Args:
        entries: published folders.
        age: how old a draft may become.
        now: the present, with time zone.
    """
    limit = now - age
    found = [
        entry
        for entry in entries
        if _is_draft(entry) and entry.published < limit and entry.day < limit.date()
    ]
    return tuple(sorted(found, key=lambda entry: (entry.published, entry.folder)))


def remove(entry: CatalogueEntry) -> bool:
    """Remove a draft in one step: it is moved away first, so it is never seen half there.

    Returns:
        Whether it was removed; a draft that another one has replaced meanwhile stays.

    Raises:
        ValueError: it is no draft.
        DiskError: it cannot be removed.
    """
    if not _is_draft(entry):
        raise ValueError(f"{entry.folder} is not a draft")
    if stamp(entry.folder) != entry.stamp:
        return False
    remove_folder(entry.folder)
    return True


def _is_draft(entry: CatalogueEntry) -> bool:
    """Whether folder and manifest both say so."""
    return entry.state is ClipState.DRAFT and entry.version == 0 and entry.folder.name == "draft"
