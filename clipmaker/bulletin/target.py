"""Where finals are delivered: a folder that somebody watches, or a target that a package brings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from clipmaker.bulletin.deliver import damaged, deliver
from clipmaker.errors import PluginError
from clipmaker.plugins import TARGETS, Plugin, blamed, plugins
from clipmaker.workers.outcome import Published


class TargetModule(Protocol):
    """What the module of a target holds, besides ``CONTRACT``."""

    def deliver(self, clip: Path, place: str) -> str:
        """Bring a final to a place, and say where it lies then, for the report.

        It is called once for each version of a clip, again in the next run where it failed, and
        has to end by itself. A ``ClipmakerError`` is told as it is.

        Args:
            clip: the published folder, which nobody may change.
            place: what stands after the target's name and colon.
        """


@dataclass(frozen=True, kw_only=True)
class WatchedFolder:
    """A folder that finals are copied to, each in one step."""

    folder: Path

    def has(self, clip: Published, there: str) -> bool:
        """Whether a clip that was delivered before need not be delivered again."""
        return Path(there).is_absolute() and not damaged(clip.folder, Path(there))

    def take(self, clip: Published) -> str:
        """Take a final; returns where it lies then.

        Raises:
            DiskError: it cannot be copied.
        """
        return str(deliver(clip, self.folder))


@dataclass(frozen=True, kw_only=True)
class Target:
    """A target that a package brings, and a place that is named to it."""

    plugin: Plugin
    place: str

    def has(self, _clip: Published, there: str) -> bool:
        """Whether a clip was delivered to this target before; only the target knows more."""
        return there.startswith(f"{self.plugin.name}:")

    def take(self, clip: Published) -> str:
        """Hand a final over; returns where it lies then, after the target's name and a colon.

        Raises:
            PluginError: the package does not do what it promises.
            ClipmakerError: the target says why it cannot take the clip.
        """
        module = cast(TargetModule, self.plugin.load())
        with blamed(self.plugin, f"could not take {clip.slug}"):
            there = module.deliver(clip.folder, self.place)
        if not isinstance(there, str):
            raise PluginError(
                f"{self.plugin.label} does not say where {clip.slug} lies: “deliver” returns text",
                remedy="Tell whoever maintains the package, or take it away.",
            )
        return f"{self.plugin.name}:{there}"


def destination(text: str) -> WatchedFolder | Target:
    """Return where finals go: ``NAME:PLACE`` of an installed target, else a folder.

    Raises:
        PluginError: two packages bring the same target.
    """
    name, colon, place = text.partition(":")
    if colon and name in plugins(TARGETS):
        return Target(plugin=plugins(TARGETS)[name], place=place)
    return WatchedFolder(folder=Path(text).resolve())
