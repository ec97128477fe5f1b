"""What the catalogue knows of published clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

Stamp = tuple[int, int, int]
"""Inode, modification time in ns and size of a manifest: another file has another one."""


class ClipState(StrEnum):
    """What a published folder is."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """One published folder: a clip's draft, or one of its finals.

    Attributes:
        folder: where it lies, absolute.
        day: the story's date.
        slug: the clip's name.
        headline: the story's headline.
        brand: name of the brand.
        profile: name of the delivery profile.
        state: draft or final.
        version: 1 for ``v1`` and so on; 0 for a draft.
        newest: whether no later final of this clip is there; drafts have none beside them.
        stamp: its manifest's, by which a later look knows whether it is still the same.
        size_bytes: what its files take together.
        cues: subtitles that it shows.
        approved: how many of them a person approved.
        waived: how many of the others go out by somebody's name and reason.
        fingerprint: what it was made from; the same for the same clip.
        of: name of the clip that it is a version of; its own name where it is the story's own.
        differs: what differs from that one, such as a profile or a brand; "" for nothing.
        origin: the story's file, seen from the output folder; "" where its manifest is older.
        withdrawn: by whom it, or something in it, was withdrawn and why; "" where it stands.
    """

    folder: Path
    day: date
    slug: str
    headline: str
    brand: str
    profile: str
    state: ClipState
    version: int
    newest: bool
    stamp: Stamp
    size_bytes: int
    cues: int
    approved: int
    waived: int
    fingerprint: str
    of: str = ""
    differs: str = ""
    origin: str = ""
    withdrawn: str = ""

    @property
    def published(self) -> datetime:
        """When its manifest was written, by the clock of the disk, in UTC."""
        return datetime.fromtimestamp(self.stamp[1] / 1e9, UTC)

    @property
    def correction(self) -> bool:
        """Whether it corrects a final that was published before it."""
        return self.version > 1

    @property
    def corrected(self) -> bool:
        """Whether a later final replaces it."""
        return self.state is ClipState.FINAL and not self.newest

    @property
    def video(self) -> Path:
        """The MP4."""
        return self.folder / f"{self.slug}.mp4"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries are asked for; what is not given does not narrow the answer.

    Attributes:
        day: the story's date.
        brand: name of the brand.
        state: draft or final.
        uses: a file that the clip shows or plays: its name, or the hex sha256 of its content.
        corrected: only finals that a later one replaces, and the ones that replace them.
        slug: the clip's name.
        withdrawn: only clips that are withdrawn.
    """

    day: date | None = None
    brand: str = ""
    state: ClipState | None = None
    uses: Sequence[str] = ()
    corrected: bool = False
    slug: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What one day's clips take on the disk."""

    day: date
    drafts: int
    finals: int
    draft_bytes: int
    final_bytes: int


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """What a look at the disk changed in the index.

    Attributes:
        read: manifests that were new or other ones, and were read.
        gone: entries whose folders are no more.
        unreadable: folders whose manifest says nothing that can be used, with the reason.
        rebuilt: whether the index was missing, damaged or of another form, and made anew.
    """

    read: int = 0
    gone: int = 0
    unreadable: tuple[tuple[Path, str], ...] = field(default=())
    rebuilt: bool = False
