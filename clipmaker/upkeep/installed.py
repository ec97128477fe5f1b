"""Checks of what must be installed: Python, packages, FFmpeg, fonts, the speech model."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from importlib.util import find_spec

from clipmaker.extras import install_line
from clipmaker.machine import process
from clipmaker.resources import config_dir
from clipmaker.speech import packaged
from clipmaker.story.model import Story
from clipmaker.text.fonts import catalogue, families
from clipmaker.tools.ffmpeg import ffmpeg_exe, ffmpeg_version
from clipmaker.upkeep.findings import FindingPlace, Found, Health, check, ok

NEEDED_ENCODERS = frozenset({"libx264", "aac"})
NEEDED_FILTERS = frozenset(
    {
        *("acompressor", "adelay", "aeval", "afade", "aformat", "alimiter", "aloop", "alphamerge"),
        *("amix", "framestep", "select"),
        *("anullsrc", "aresample", "asetnsamples", "asetpts", "astats", "atrim", "bwdif"),
        *("crop", "drawbox", "ebur128", "extractplanes", "format", "fps", "gblur", "highpass"),
        *("loop", "lut3d", "lutyuv", "overlay", "pan", "scale", "setparams", "setpts", "setsar"),
        *("settb", "silencedetect", "split", "tpad", "trim", "volume", "vstack"),
    }
)
"""Every filter that a graph of this program uses."""


@check
def python(place: FindingPlace) -> Found:
    """Python and the system are ones that the program runs on."""
    del place
    version = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    if sys.platform == "win32":
        return Health.FAIL, f"Python {version} on Windows", "Run Clipmaker inside WSL."
    return ok(f"Python {version} on {sys.platform}")


@check
def packages(place: FindingPlace) -> Found:
    """Every Python package that the program needs is installed."""
    del place
    try:
        wanted = metadata.requires("clipmaker") or []
    except metadata.PackageNotFoundError:
        return Health.NOTE, "Clipmaker itself is not installed as a package", ""
    names = [_package_name(line) for line in wanted if "extra ==" not in line]
    missing = [name for name in names if not _installed(name)]
    if missing:
        lacking = " ".join(missing)
        return Health.FAIL, f"not installed: {lacking}", f"pip install {lacking}"
    return ok(f"{len(names)} of {len(names)} installed")


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
def ffmpeg(place: FindingPlace) -> Found:
    """FFmpeg starts, and has the encoders and filters that clips are made with."""
    del place
    version = ffmpeg_version()
    missing = [
        *sorted(NEEDED_ENCODERS - _listed("-encoders")),
        *sorted(NEEDED_FILTERS - _listed("-filters")),
    ]
    if missing:
        return (
            Health.FAIL,
            f"{version} at {ffmpeg_exe()} lacks {', '.join(missing)}",
            "Unset CLIPMAKER_FFMPEG to use the FFmpeg that comes with Clipmaker, or point it to a "
            "full build.",
        )
    return ok(f"{version}, with x264, AAC and every filter needed")


@check
def encoder(place: FindingPlace) -> Found:
    """Pictures can be encoded: PyAV was built with x264."""
    del place
    import av

    from clipmaker.render.encode import CODEC, encoder_version

    try:
        av.Codec(CODEC, "w")
    except ValueError:
        return (
            Health.FAIL,
            f"{encoder_version()} was built without x264",
            "Install PyAV from its wheel: pip install --force-reinstall --only-binary av av",
        )
    return ok(f"{encoder_version()}, with x264")


def _listed(what: str) -> frozenset[str]:
    """Return the names in one of FFmpeg's own lists."""
    done = process.run([ffmpeg_exe(), "-hide_banner", what], timeout_s=30)
    rows = (line.split() for line in done.stdout.decode("utf-8", "replace").splitlines())
    return frozenset(row[1] for row in rows if len(row) > 1)


@check
def fonts(place: FindingPlace) -> Found:
    """Fonts for Latin, Cyrillic and Greek are there; those of other scripts are an extra."""
    del place
    lacking = [font for font in catalogue() if not font.path]
    base = [font for font in lacking if not font.extra]
    if base:
        names = ", ".join(font.family for font in base)
        packages = " ".join(font.package.replace("_", "-") for font in base)
        return Health.FAIL, f"not installed: {names}", f"pip install {packages}"
    if lacking:
        scripts = sorted({script for font in lacking for script in font.scripts})
        extras = sorted({font.extra for font in lacking})
        message = f"{', '.join(families())}; none for {', '.join(scripts)}"
        return Health.NOTE, message, install_line(extras)
    return ok(f"{len(families())} families, for every script of the catalogue")


@check
def speech(place: FindingPlace) -> Found:
    """The speech engine is installed and the built-in model whole."""
    del place
    if find_spec("faster_whisper") is None:
        return Health.FAIL, "faster-whisper is not installed", "pip install faster-whisper"
    folder = packaged.packaged_model()
    with (folder / "model.bin").open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != packaged.DIGEST:
        remedy = f"Delete {folder} and run this again: it is put together anew."
        return Health.FAIL, "the built-in model is damaged", remedy
    return ok(f"Whisper {packaged.NAME}, verified")


@check
def texts(place: FindingPlace) -> Found:
    """Translators of text that the newsroom has set up can be used; nothing is sent to any."""
    del place
    from clipmaker.translation.configured import configured
    from clipmaker.translation.shelf import shelved_texts

    models = shelved_texts()
    if faulty := [model for model in models if model.fault]:
        return Health.FAIL, f"{faulty[0].name}: {faulty[0].fault}", "Correct clipmaker.toml."
    names = [one.name for one in configured()]
    if bound := [model for model in models if model.bound]:
        told = ", ".join(f"{model.name} ({model.licence})" for model in bound)
        return Health.NOTE, f"not for commercial use: {told}", "Take another model for the news."
    if not names or (names == ["firefox"] and not models):
        remedy = f"{install_line(['translate'])}, then see docs/translation.md"
        return Health.NOTE, "no translator of text is set up: there is no second reading", remedy
    told = ", ".join(model.name.partition(":")[2] or model.name for model in models)
    away = ", ".join(one.translator.address for one in configured() if one.translator.address)
    sent = f"; sentences are sent to {away}" if away else ""
    return ok(f"translators {', '.join(names)}; text models {told or 'none'}{sent}")


@check
def looks(place: FindingPlace) -> Found:
    """The default brand and the profiles can be read."""
    del place
    from clipmaker.brand.load import list_brands, load_brand
    from clipmaker.profile.load import list_profiles, load_delivery, load_subtitles

    load_brand(Story.brand)
    profiles = list_profiles()
    for name in profiles["delivery"]:
        load_delivery(name)
    for name in profiles["subtitles"]:
        load_subtitles(name)
    count = sum(len(names) for names in profiles.values())
    own = config_dir() / "brands"
    return ok(f"brands {', '.join(list_brands())} (your own: {own}); {count} profiles")
