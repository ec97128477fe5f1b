"""Finds published folders on the disk and reads what their manifests say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clipmaker.catalogue.model import ClipState, Stamp
from clipmaker.machine.parsed import parsed_json
from clipmaker.publish.manifest import MANIFEST

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_VERSION = re.compile(r"draft|v([1-9]\d{0,8})")


@dataclass(frozen=True, kw_only=True)
class FoundClip:
    """A published folder: its place below the output folder, and its manifest's stamp."""

    place: str
    stamp: Stamp

    @property
    def version(self) -> int:
        """1 for ``v1`` and so on; 0 for a draft."""
        match = _VERSION.fullmatch(self.place.rpartition("/")[2])
        return int(match[1] or 0) if match else 0


@dataclass(frozen=True, kw_only=True)
class ClipFacts:
    """What a manifest says, and what its folder takes on the disk."""

    day: date
    slug: str
    headline: str
    brand: str
    profile: str
    state: ClipState
    cues: int
    approved: int
    waived: int
    fingerprint: str
    of: str
    differs: str
    origin: str
    size_bytes: int
    inputs: tuple[tuple[str, str], ...]


def published(output: Path) -> Iterator[FoundClip]:
    """Yield every published folder below an output folder, in order."""
    for day in _folders(output):
        if not _DAY.fullmatch(day.name):
            continue
        for clip in _folders(Path(day.path)):
            if clip.name.startswith("."):
                continue
            for version in _folders(Path(clip.path)):
                if not _VERSION.fullmatch(version.name):
                    continue
                if found := stamp(Path(version.path)):
                    place = f"{day.name}/{clip.name}/{version.name}"
                    yield FoundClip(place=place, stamp=found)


def stamp(folder: Path) -> Stamp | None:
    """Return the stamp of a published folder; None for any other folder."""
    try:
        info = (folder / MANIFEST).stat()
    except OSError:
        return None
    return info.st_ino, info.st_mtime_ns, info.st_size


def read_folder(folder: Path) -> ClipFacts:
    """Return what a published folder's manifest says.

    Raises:
        ValueError: it cannot be read, or is no manifest; the message says why.
    """
    try:
        said = parsed_json((folder / MANIFEST).read_text(encoding="utf-8"))
        story, clip = said["story"], said.get("clip") or {}
        # Sheets hold all that was said, a clip a part of it; older manifests do not say which.
        cues = [cue for sheet in _sheets(said) for cue in sheet["cues"] if cue.get("shown", True)]
        open_ = [cue for cue in cues if cue["status"] != "approved"]
        return ClipFacts(
            day=date.fromisoformat(story["date"]),
            slug=_text(story["slug"]),
            headline=_text(story["headline"]),
            brand=_text(said["brand"]["name"]),
            profile=_text(said["profile"]["name"]),
            state=ClipState(said["state"]),
            cues=len(cues),
            approved=len(cues) - len(open_),
            waived=sum(bool(cue.get("waiver")) for cue in open_),
            fingerprint=_text(said["fingerprint"]),
            of=_text(clip.get("of", story["slug"])),
            differs=", ".join(map(_text, dict(clip.get("differs", {})).values())),
            origin=_text(clip.get("origin", "")),
            size_bytes=sum(entry.stat().st_size for entry in os.scandir(folder)),
            inputs=tuple((_text(one["file"]), _text(one["sha256"])) for one in said["inputs"]),
        )
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror or error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not a manifest: {error}") from error
    except ValueError as error:
        raise ValueError(f"it is damaged: {error}") from error


def _sheets(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the facts of every cue sheet; manifests before voice-overs name no narration."""
    narration = said.get("narration")
    return [*said["speech"], *([narration] if narration else [])]


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    """Return the real folders inside a folder, sorted; links such as ``latest`` are none."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value
