"""Remembers what was checked and published, so that the next run passes over it at once.

A record lies in the cache and may be lost. It counts only while every input has the stamp it had,
the program and its tools are the same, and every published file has the checksum that its
manifest says.
"""

from __future__ import annotations

import hashlib
import json
import sysconfig
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import clipmaker
from clipmaker.bulletin.model import BulletinItem
from clipmaker.door.plain import from_json, to_json
from clipmaker.errors import ClipmakerError
from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.stamps import stamp, tree
from clipmaker.publish.manifest import MANIFEST, unchanged
from clipmaker.publish.place import latest_final
from clipmaker.publish.withdrawals import inputs_of, withdrawn_folders
from clipmaker.resources import assets_dir, cache_dir, config_dir
from clipmaker.tools.ffmpeg import ffmpeg_exe
from clipmaker.workers.outcome import Published
from clipmaker.workers.wire import Checked, ClipMade, TaskSettings


def surroundings() -> str:
    """Return a digest over everything that all clips depend on: program, tools, configuration."""
    package = Path(clipmaker.__file__).parent
    files = {
        **tree(package, (".py",)),
        **tree(assets_dir()),
        **tree(config_dir()),
        Path(ffmpeg_exe()): stamp(Path(ffmpeg_exe())),
    }
    # Installing, upgrading or removing a package changes the folder that it lies in.
    homes = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    files |= {home: stamp(home) for home in sorted(homes)}
    return _digest([[str(file), found] for file, found in files.items()])


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """What a clip was made from, and as what it was published."""

    around: str
    stamps: Mapping[str, Any]
    fingerprint: str
    clip: Published


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What a check found, and from what."""

    around: str
    stamps: Mapping[str, Any]
    checked: Checked


class Records:
    """The records of clips that are published with the same settings."""

    def __init__(self, settings: TaskSettings, folder: Path | None = None) -> None:
        """Open them.

        Args:
            settings: what holds for every story.
            folder: where they are kept; None for their place in the cache.
        """
        # Where the work is done makes no difference.
        self._output = settings.output.resolve()
        self._settings = to_json(replace(settings, width=0, cluster="", shared=None))
        self._around = surroundings()
        self._folder = folder or cache_dir() / "bulletin"

    def standing(self, item: BulletinItem) -> Published | None:
        """Return a story's clip when it is published already and nothing has changed."""
        try:
            record = from_json(_Standing, read_kept(self._file(item)) or "")
            clip = record.clip
            if record.around != self._around or not _same(record.stamps):
                return None
            if not clip.draft and latest_final(clip.folder.parent) != clip.folder:
                return None
            same = unchanged(clip.folder, {"fingerprint": record.fingerprint})
            return clip if same and not self._withdrawn(clip.folder) else None
        except (OSError, ValueError):
            return None

    def _withdrawn(self, folder: Path) -> bool:
        """Whether a clip may not stand any more; the story is asked then, and says why."""
        try:
            found = [(folder, inputs_of(folder))]
            return bool(withdrawn_folders(self._output, found))
        except ClipmakerError:
            return True

    def keep(self, item: BulletinItem, made: ClipMade) -> None:
        """Remember what a clip was made from; a full disk only means a slower run next time."""
        with suppress(OSError, ValueError, KeyError):
            manifest = parsed_json((made.clip.folder / MANIFEST).read_text(encoding="utf-8"))
            record = _Standing(
                around=self._around,
                stamps=made.stamps,
                fingerprint=manifest["fingerprint"],
                clip=made.clip,
            )
            write_kept(self._file(item), to_json(record))

    def checked(self, item: BulletinItem) -> Checked | None:
        """Return what a check found in a story, when nothing has changed since."""
        try:
            record = from_json(_Seen, read_kept(self._file(item, "check")) or "")
            good = record.around == self._around and _same(record.stamps)
            return record.checked if good else None
        except ValueError:
            return None

    def keep_checked(self, item: BulletinItem, found: Checked) -> None:
        """Remember what a check found."""
        seen = {str(file): stamp(file) for file in found.inputs}
        record = _Seen(around=self._around, stamps=seen, checked=found)
        write_kept(self._file(item, "check"), to_json(record))

    def _file(self, item: BulletinItem, what: str = "clip") -> Path:
        name = _digest([self._settings, str(item.story), item.brand])
        return self._folder / f"{name[:32]}.{what}.json"


def _same(stamps: Mapping[str, Any]) -> bool:
    """Whether every file has the stamp that was noted."""
    for name, noted in stamps.items():
        now = stamp(Path(name))
        if (list(now) if now else None) != noted:
            return False
    return bool(stamps)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()
