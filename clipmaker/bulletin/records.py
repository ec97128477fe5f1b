"""Remembers what was checked and published, so that the next run passes over it at once.

A record lies in the cache and may be lost. It counts only while every input has the stamp it had,
the program and its tools are the same, and every published file has the checksum that its
manifest says.
"""

from __future__ import annotations

import hashlib
import json
import sysconfig
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import clipmaker
from clipmaker.bulletin.model import Item
from clipmaker.machine.stamps import stamp, tree
from clipmaker.machine.writing import write_whole
from clipmaker.publish.manifest import MANIFEST, unchanged
from clipmaker.publish.place import latest_final
from clipmaker.resources import assets_dir, cache_dir, config_dir
from clipmaker.tools.ffmpeg import ffmpeg_exe
from clipmaker.workers.outcome import Published
from clipmaker.workers.wire import Checked, Made, Settings, checked_of, published_of


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


class Records:
    """The records of clips that are published with the same settings."""

    def __init__(self, settings: Settings, folder: Path | None = None) -> None:
        """Open them.

        Args:
            settings: what holds for every story.
            folder: where they are kept; None for their place in the cache.
        """
        said = {**asdict(settings), "width": 0, "cluster": "", "shared": None}
        self._settings = _digest(json.loads(json.dumps(said, default=str)))
        self._around = surroundings()
        self._folder = folder or cache_dir() / "bulletin"

    def standing(self, item: Item) -> Published | None:
        """Return a story's clip when it is published already and nothing has changed."""
        try:
            record = json.loads(self._file(item).read_text(encoding="utf-8"))
            clip = published_of(record["clip"])
            if record["around"] != self._around or not _same(record["stamps"]):
                return None
            if not clip.draft and latest_final(clip.folder.parent) != clip.folder:
                return None
            return clip if unchanged(clip.folder, record) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, item: Item, made: Made) -> None:
        """Remember what a clip was made from; a full disk only means a slower run next time."""
        with suppress(OSError, ValueError, KeyError):
            manifest = json.loads((made.clip.folder / MANIFEST).read_text(encoding="utf-8"))
            record = {
                "around": self._around,
                "stamps": made.stamps,
                "fingerprint": manifest["fingerprint"],
                "clip": asdict(made.clip),
            }
            write_whole(self._file(item), json.dumps(record, default=str).encode())

    def checked(self, item: Item) -> Checked | None:
        """Return what a check found in a story, when nothing has changed since."""
        try:
            record = json.loads(self._file(item, "check").read_text(encoding="utf-8"))
            if record["around"] != self._around or not _same(record["stamps"]):
                return None
            return checked_of(record["checked"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep_checked(self, item: Item, found: Checked) -> None:
        """Remember what a check found."""
        record = {
            "around": self._around,
            "stamps": {str(file): stamp(file) for file in found.inputs},
            "checked": asdict(found),
        }
        with suppress(OSError):
            write_whole(self._file(item, "check"), json.dumps(record, default=str).encode())

    def _file(self, item: Item, what: str = "clip") -> Path:
        name = _digest([self._settings, str(item.story), item.brand])
        return self._folder / f"{name[:32]}.{what}.json"


def _same(stamps: dict[str, list[int] | None]) -> bool:
    """Whether every file has the stamp that was noted."""
    for name, noted in stamps.items():
        now = stamp(Path(name))
        if (list(now) if now else None) != noted:
            return False
    return bool(stamps)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()
