"""What packages of a newsroom's own bring: found through entry points, told by the package's name.

A package says what it brings in its ``pyproject.toml`` under ``[project.entry-points."GROUP"]``.
Nothing of a package is imported before it is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import ClipmakerError, PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

CARDS = "clipmaker.cards"
"""Group of card kinds: modules with ``CONTRACT``, ``SPEC`` and ``paint``."""

ENGINES = "clipmaker.engines"
"""Group of speech engines: modules with ``CONTRACT`` and the functions of an engine's module."""

FORMATS = "clipmaker.subtitle_formats"
"""Group of subtitle formats, named by their ending without its dot: modules with ``CONTRACT`` and
``read(file, text)``."""

TRANSLATORS = "clipmaker.translators"
"""Group of kinds of translators: modules with ``CONTRACT`` and ``translator(name, settings)``."""

TARGETS = "clipmaker.targets"
"""Group of places that a batch delivers finals to: modules with ``CONTRACT`` and
``deliver(clip, place)``."""

CONTRACT = 1
"""Version of what such modules must hold. It grows when an older module no longer fits."""


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """Something that a package brings.

    Attributes:
        name: what stories and commands call it.
        package: the package's name and version, "newsroom-cards 1.2.0".
        module: the module's dotted name.
    """

    name: str
    package: str
    module: str

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"“{self.name}” of the package {self.package}"

    def load(self) -> object:
        """Return its module.

        Raises:
            PluginError: it cannot be imported, or is made for another version of Clipmaker.
        """
        with blamed(self, "cannot be loaded"):
            found = import_module(self.module)
        contract = getattr(found, "CONTRACT", None)
        if contract != CONTRACT:
            made = f"made for contract {contract}" if contract else "without a CONTRACT"
            raise PluginError(
                f"{self.label} is {made}; this Clipmaker takes contract {CONTRACT}",
                remedy="Install a version of the package that fits, or take it away.",
            )
        return found

    @property
    def digest(self) -> str:
        """Hex SHA-256 over the package's code: whatever of it changes may change pixels."""
        top = import_module(self.module.partition(".")[0])
        places = [Path(place) for place in getattr(top, "__path__", [top.__file__])]
        found = hashlib.sha256()
        for place in places:
            files = sorted(place.rglob("*")) if place.is_dir() else [place]
            for file in files:
                if file.is_file() and "__pycache__" not in file.parts:
                    found.update(f"{file.relative_to(place.parent)}\0".encode())
                    found.update(hashlib.sha256(file.read_bytes()).digest())
        return found.hexdigest()

    @property
    def origin(self) -> str:
        """What stands in the keys of everything that it makes: package, version and digest."""
        return f"{self.package} {self.digest}"


@contextmanager
def blamed(plugin: Plugin, what: str) -> Iterator[None]:
    """Tell what goes wrong inside a plug-in by its name; errors for users pass as they are.

    Raises:
        PluginError: something else was raised inside.
    """
    try:
        yield
    except ClipmakerError:
        raise
    except Exception as error:
        raise PluginError(
            f"{plugin.label} {what}: {type(error).__name__}: {error}{_place_in(plugin, error)}",
            remedy="Tell whoever maintains the package, or take it away.",
        ) from error


@cache
def plugins(group: str) -> Mapping[str, Plugin]:
    """Return what packages bring to a group, by name.

    Raises:
        PluginError: two packages bring the same name.
    """
    from importlib.metadata import entry_points

    found: dict[str, Plugin] = {}
    for point in entry_points(group=group):
        plugin = Plugin(name=point.name, package=_package(point), module=point.value)
        other = found.setdefault(point.name, plugin)
        if other != plugin:
            raise PluginError(
                f"the packages {other.package} and {plugin.package} both bring “{point.name}”",
                remedy="Take one of them away.",
            )
    return found


def besides(group: str, own: Collection[str]) -> Mapping[str, Plugin]:
    """Return what packages bring to a group besides what the program has itself, by name.

    Args:
        group: the group.
        own: the program's own names in it.

    Raises:
        PluginError: a package brings a name that the program has.
    """
    found = plugins(group)
    for name in own:
        if name in found:
            raise PluginError(
                f"{found[name].label} has the name of something that Clipmaker has itself",
                remedy="Its maintainers must give it another name; until then take it away.",
            )
    return found


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _place_in(plugin: Plugin, error: BaseException) -> str:
    """Return file and line of the plug-in where an error arose, "" when it arose elsewhere."""
    import traceback

    top = plugin.module.partition(".")[0]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if top in Path(frame.filename).parts or Path(frame.filename).stem == top:
            return f" ({Path(frame.filename).name}, line {frame.lineno})"
    return ""
