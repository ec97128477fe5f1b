"""What works on this machine, and the remedy for what doesn't: one small function a check.

Nothing is changed but the cache: the speech model is put together if that was not done yet.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from clipmaker.errors import ClipmakerError
from clipmaker.machine import process

NEEDED_ENCODERS = frozenset({"libx264", "aac"})
NEEDED_FILTERS = frozenset(
    {
        *("acompressor", "adelay", "aeval", "afade", "aformat", "alimiter", "aloop", "amix"),
        *("anullsrc", "aresample", "asetnsamples", "asetpts", "astats", "atrim", "bwdif"),
        *("crop", "drawbox", "ebur128", "extractplanes", "format", "fps", "gblur", "highpass"),
        *("loop", "lut3d", "lutyuv", "overlay", "pan", "scale", "setparams", "setpts", "setsar"),
        *("settb", "silencedetect", "split", "tpad", "trim", "volume", "vstack"),
    }
)
"""Every filter that a graph of this program uses."""

_GB = 1000**3
_LITTLE_GB, _ENOUGH_GB = 0.5, 5.0
"""A clip needs about 200 MB while it is made; the store of finished pieces grows to 10 GB."""


class State(StrEnum):
    """How a check came out; ``note`` is for what is missing but not needed by every story."""

    OK = "ok"
    NOTE = "note"
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check found.

    Attributes:
        check: its short name.
        state: how it came out.
        message: what was found, one line.
        remedy: what to do about it, "" where all is well.
    """

    check: str
    state: State
    message: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the program is about to work: the folder for finished clips."""

    output: Path


Found = tuple[State, str, str]
Check = Callable[[Place], Found]
CHECKS: dict[str, Check] = {}


def check(function: Check) -> Check:
    """Enter a check into the registry under its function's name."""
    CHECKS[function.__name__] = function
    return function


def examine(output: Path) -> tuple[Finding, ...]:
    """Make every check.

    Args:
        output: folder for finished clips; need not exist.
    """
    return tuple(_made(name, one, Place(output=output)) for name, one in CHECKS.items())


def _made(name: str, one: Check, place: Place) -> Finding:
    try:
        state, message, remedy = one(place)
    except ClipmakerError as error:
        # What the program would refuse to work with is what this check is for.
        head = error.message.partition("\n")[0]
        return Finding(check=name, state=State.FAIL, message=head, remedy=error.remedy)
    return Finding(check=name, state=state, message=message, remedy=remedy)


def _ok(message: str) -> Found:
    return State.OK, message, ""


@check
def python(place: Place) -> Found:
    """Python and the system are ones that the program runs on."""
    del place
    version = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    if sys.platform == "win32":
        return State.FAIL, f"Python {version} on Windows", "Run Clipmaker inside WSL."
    return _ok(f"Python {version} on {sys.platform}")


@check
def packages(place: Place) -> Found:
    """Every Python package that the program needs is installed."""
    del place
    try:
        wanted = metadata.requires("clipmaker") or []
    except metadata.PackageNotFoundError:
        return State.NOTE, "Clipmaker itself is not installed as a package", ""
    names = [_package_name(line) for line in wanted if "extra ==" not in line]
    missing = [name for name in names if not _installed(name)]
    if missing:
        lacking = " ".join(missing)
        return State.FAIL, f"not installed: {lacking}", f"pip install {lacking}"
    return _ok(f"{len(names)} of {len(names)} installed")


def _package_name(requirement: str) -> str:
    end = next((i for i, char in enumerate(requirement) if char in " <>=!~;["), len(requirement))
    return requirement[:end]


def _installed(package: str) -> bool:
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True


@check
def ffmpeg(place: Place) -> Found:
    """FFmpeg starts, and has the encoders and filters that clips are made with."""
    del place
    from clipmaker.tools.ffmpeg import ffmpeg_exe, ffmpeg_version

    version = ffmpeg_version()
    missing = [
        *sorted(NEEDED_ENCODERS - _listed("-encoders")),
        *sorted(NEEDED_FILTERS - _listed("-filters")),
    ]
    if missing:
        return (
            State.FAIL,
            f"{version} at {ffmpeg_exe()} lacks {', '.join(missing)}",
            "Unset CLIPMAKER_FFMPEG to use the FFmpeg that comes with Clipmaker, or point it to a "
            "full build.",
        )
    return _ok(f"{version}, with x264, AAC and every filter needed")


@check
def encoder(place: Place) -> Found:
    """Pictures can be encoded: PyAV was built with x264."""
    del place
    import av

    from clipmaker.render.encode import CODEC, encoder_version

    try:
        av.Codec(CODEC, "w")
    except ValueError:
        return (
            State.FAIL,
            f"{encoder_version()} was built without x264",
            "Install PyAV from its wheel: pip install --force-reinstall --only-binary av av",
        )
    return _ok(f"{encoder_version()}, with x264")


def _listed(what: str) -> frozenset[str]:
    """Return the names in one of FFmpeg's own lists."""
    from clipmaker.tools.ffmpeg import ffmpeg_exe

    done = process.run([ffmpeg_exe(), "-hide_banner", what], timeout_s=30)
    rows = (line.split() for line in done.stdout.decode("utf-8", "replace").splitlines())
    return frozenset(row[1] for row in rows if len(row) > 1)


@check
def fonts(place: Place) -> Found:
    """Fonts for Latin, Cyrillic and Greek are there; those of other scripts are an extra."""
    del place
    from clipmaker.text.errors import install_line
    from clipmaker.text.fonts import catalogue, families

    lacking = [font for font in catalogue() if not font.path]
    base = [font for font in lacking if not font.extra]
    if base:
        names = ", ".join(font.family for font in base)
        packages = " ".join(font.package.replace("_", "-") for font in base)
        return State.FAIL, f"not installed: {names}", f"pip install {packages}"
    if lacking:
        scripts = sorted({script for font in lacking for script in font.scripts})
        extras = sorted({font.extra for font in lacking})
        message = f"{', '.join(families())}; none for {', '.join(scripts)}"
        return State.NOTE, message, install_line(extras)
    return _ok(f"{len(families())} families, for every script of the catalogue")


@check
def speech(place: Place) -> Found:
    """The speech engine is installed and the built-in model whole."""
    del place
    from clipmaker.speech import packaged

    if find_spec("faster_whisper") is None:
        return State.FAIL, "faster-whisper is not installed", "pip install faster-whisper"
    folder = packaged.packaged_model()
    with (folder / "model.bin").open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != packaged.DIGEST:
        remedy = f"Delete {folder} and run this again: it is put together anew."
        return State.FAIL, "the built-in model is damaged", remedy
    return _ok(f"Whisper {packaged.NAME}, verified")


@check
def looks(place: Place) -> Found:
    """The default brand and the profiles can be read."""
    del place
    from clipmaker.brand.load import list_brands, load_brand
    from clipmaker.profile.load import list_profiles, load_delivery, load_subtitles
    from clipmaker.resources import config_dir
    from clipmaker.story.model import Story

    load_brand(Story.brand)
    profiles = list_profiles()
    for name in profiles["delivery"]:
        load_delivery(name)
    for name in profiles["subtitles"]:
        load_subtitles(name)
    count = sum(len(names) for names in profiles.values())
    own = config_dir() / "brands"
    return _ok(f"brands {', '.join(list_brands())} (your own: {own}); {count} profiles")


@check
def cache(place: Place) -> Found:
    """There is room for finished pieces and the speech model."""
    del place
    from clipmaker.resources import cache_dir

    return _room(cache_dir(), "CLIPMAKER_CACHE names another folder for the cache.")


@check
def output(place: Place) -> Found:
    """There is room for clips where they are to be published."""
    return _room(place.output.resolve(), "Choose another --output folder.")


@check
def temporary(place: Place) -> Found:
    """There is room for temporary files."""
    del place
    return _room(Path(tempfile.gettempdir()), "TMPDIR names another folder.")


def _room(folder: Path, elsewhere: str) -> Found:
    """Check that a folder, or the one it would be made in, can be written and has space."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))
    if not there.is_dir():
        return State.FAIL, f"{there} is a file where a folder should be", elsewhere
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return State.FAIL, f"{there} cannot be written: {error.strerror}", elsewhere
    free_gb = shutil.disk_usage(there).free / _GB
    message = f"{folder}: {free_gb:.1f} GB free"
    if free_gb < _LITTLE_GB:
        return State.FAIL, message, f"Free some space. {elsewhere}"
    if free_gb < _ENOUGH_GB:
        return State.NOTE, message, f"Little space is left. {elsewhere}"
    return _ok(message)


@check
def cores(place: Place) -> Found:
    """How many segments are rendered beside each other."""
    del place
    from clipmaker.render.workers import usable_cores

    count = usable_cores()
    return _ok("1 core" if count == 1 else f"{count} cores")


@check
def player(place: Place) -> Found:
    """The desktop can open a finished clip; only “render --open” asks for it."""
    del place
    from clipmaker.tools.player import opener

    if found := opener():
        return _ok(found)
    return State.NOTE, "no desktop to open clips with", "Install xdg-utils to use render --open."
