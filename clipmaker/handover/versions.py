"""Versions of a published clip that platforms need: another shape or length, or without music.

Each is a clip of its own beside the one that was approved, made from the same story by the same
recipe, and only while the story still says what was approved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from clipmaker.cues.reviewing.gate import Waiver
from clipmaker.errors import CheckError
from clipmaker.handover.package import Package, make_package, refuse_unpublished
from clipmaker.make.clip import Goal, Request, facts_now, make_clip
from clipmaker.make.formats import platforms_of
from clipmaker.make.gather import Surroundings
from clipmaker.profile.formats import format_named
from clipmaker.profile.platforms import (
    PlatformProfile,
    load_platform,
    platform_names,
    ratio_of,
    shape_for,
)
from clipmaker.progress import OnEvent, ignore
from clipmaker.publish.sign_off import SignOff
from clipmaker.publish.written import read_manifest
from clipmaker.render.executor import Executor

_OF_THE_PROGRAM = (
    *("manifest", "clipmaker", "state", "tools", "segments", "sound"),
    *("fingerprint", "clip", "sign_off", "files", "seal", "sheets", "signed"),
)
"""What a manifest says of how a clip was made, and not of what it shows."""
_NAMES = {
    "story": "its cards or footage",
    "post": "its post text",
    "cover_frame": "its cover",
    "brand": "its brand",
    "profile": "its delivery profile",
    "inputs": "files that it shows",
    "speech": "its subtitles",
    "narration": "the subtitles of its voice-over",
}
_LASTING = re.compile(r"([1-9][0-9]*)s")


@dataclass(frozen=True, kw_only=True)
class VersionNeeded:
    """How a version differs from the clip that was approved; nothing where it does not.

    Attributes:
        format: its shape, "" for the clip's own.
        length_s: its length, seconds; 0 for the clip's own.
        silent: whether it is without music.
    """

    format: str = ""
    length_s: int = 0
    silent: bool = False


@dataclass(frozen=True, kw_only=True)
class Remaking:
    """How versions are made.

    Attributes:
        surroundings: where media lie and which subtitle profile holds; the profile and brand are
            the clip's own.
        refuse: given the story's file and the folder of finished clips, raises what keeps it
            from going out now.
        sign_off: who signs versions off; None when nobody says so.
        on_event: told of each stage.
        executor: where the pieces are made; None for a pool of each call's own.
    """

    surroundings: Surroundings
    refuse: Callable[[Path, Path], None]
    sign_off: SignOff | None = None
    on_event: OnEvent = ignore
    executor: Executor | None = None


def published_final(story: Path, output: Path, remaking: Remaking) -> Path:
    """Make a story's final, and return its folder; the one that is there where nothing changed.

    Raises:
        ClipmakerError: it cannot be made, or may not go out.
    """

    def refuse() -> None:
        remaking.refuse(story, output)

    refuse()
    request = Request(
        sources=remaking.surroundings.of(story),
        output=output,
        goal=Goal.FINAL,
        sign_off=remaking.sign_off,
        refuse=refuse,
    )
    return make_clip(request, remaking.on_event, executor=remaking.executor).folder


def platforms_for(
    folder: Path, story: Path | None, remaking: Remaking
) -> tuple[PlatformProfile, ...]:
    """Return the platforms that a clip goes to: those of its story or brand, or else all.

    Args:
        folder: the published clip's folder.
        story: the story that it was made from; None to look for it, and do without.
        remaking: how it is made.

    Raises:
        InputError: the story holds mistakes.
    """
    if story is None:
        with suppress(CheckError, OSError, ValueError):
            story = story_of(folder)
    names = platforms_of(remaking.surroundings.of(story)) if story else ()
    return tuple(map(load_platform, names or platform_names()))


def version_for(platform: PlatformProfile, facts: Mapping[str, Any]) -> VersionNeeded:
    """Return the version that a platform needs of a clip.

    Args:
        platform: the platform.
        facts: the clip's manifest.
    """
    profile = facts["profile"]
    shape = Fraction(profile["width_px"], profile["height_px"])
    seconds = float(profile["frames"] / Fraction(str(profile["rate"])))
    fits = shape in map(ratio_of, platform.shapes)
    short = not platform.longest_s or seconds <= platform.longest_s
    return VersionNeeded(
        format="" if fits else shape_for(platform),
        length_s=0 if short else int(platform.longest_s),
        silent=not platform.music and "music" not in _differs(facts),
    )


def package_for(folder: Path, platform: PlatformProfile, remaking: Remaking) -> Package:
    """Lay out what a platform takes of a published clip, of a version of it where it needs one.

    Args:
        folder: the published clip's folder.
        platform: the platform.
        remaking: how a version is made.

    Raises:
        ClipmakerError: it is a draft, was changed since, is not what the platform takes, or a
            version cannot be made, or may not go out.
    """
    refuse_unpublished(folder, platform)
    needed = version_for(platform, read_manifest(folder))
    if needed != VersionNeeded():
        folder = _version(folder, needed, remaking)
    return make_package(folder, platform)


def story_of(folder: Path) -> Path:
    """Return the story that a published clip was made from.

    Raises:
        CheckError: its manifest does not tell, or it is not there any more.
    """
    clip = read_manifest(folder).get("clip")
    origin = str(clip.get("origin") or "") if isinstance(clip, dict) else ""
    story = (_output(folder) / origin).resolve()
    if not origin or not story.is_file():
        where = f"its story is not at {story} any more" if origin else "its story is not known"
        raise CheckError(
            f"{folder}: {where}, so no version of it can be made",
            remedy="Make that version with clipmaker render, and name its folder here.",
        )
    return story


def _version(folder: Path, needed: VersionNeeded, remaking: Remaking) -> Path:
    """Make a version of a clip, and return its folder."""
    facts, story = read_manifest(folder), story_of(folder)
    own = Request(
        sources=_surroundings(facts, remaking.surroundings).of(story),
        output=_output(folder),
        goal=Goal.FINAL,
        waivers=tuple(Waiver(**one) for one in facts.get("waivers") or ()),
        sign_off=remaking.sign_off,
    )

    def refuse() -> None:
        remaking.refuse(story, own.output)
        _refuse_changed(folder, facts, own)

    refuse()
    sources = replace(
        own.sources,
        format=needed.format or own.sources.format,
        length_s=needed.length_s or own.sources.length_s,
        music="none" if needed.silent else own.sources.music,
    )
    request = replace(own, sources=sources, refuse=refuse)
    return make_clip(request, remaking.on_event, executor=remaking.executor).folder


def _surroundings(facts: Mapping[str, Any], given: Surroundings) -> Surroundings:
    """Return what a clip was made with."""
    differs, name = _differs(facts), str(facts["profile"]["name"])
    for what in ("format", "length"):
        name = name.removesuffix(f"-{differs[what]}") if what in differs else name
    lasting = _LASTING.fullmatch(differs.get("length", ""))
    usual = given.profile == Surroundings.profile
    return replace(
        given,
        profile=name if usual else given.profile,
        brand=str(facts["brand"]["name"]),
        format=format_named(differs.get("format", "")),
        length_s=int(lasting[1]) if lasting else 0,
        music="none" if "music" in differs else "",
    )


def _refuse_changed(folder: Path, facts: Mapping[str, Any], own: Request) -> None:
    """Refuse a story that would not make what was approved any more.

    Raises:
        CheckError: naming what is another.
    """
    now = facts_now(own)
    names = [*facts, *(name for name in now if name not in facts)]
    others = [
        name for name in names if name not in _OF_THE_PROGRAM and facts.get(name) != now.get(name)
    ]
    if others:
        what = ", ".join(dict.fromkeys(_NAMES.get(name, name) for name in others))
        raise CheckError(
            f"{own.sources.story} was changed since {folder} was published ({what}): a version "
            "of it would show what nobody approved there",
            remedy=f"Make the clip again first: clipmaker render {own.sources.story} --final.",
        )


def _differs(facts: Mapping[str, Any]) -> Mapping[str, str]:
    clip = facts.get("clip")
    differs = clip.get("differs") if isinstance(clip, dict) else None
    return differs if isinstance(differs, dict) else {}


def _output(folder: Path) -> Path:
    """Return the folder of finished clips that a version lies in, as in DATE/SLUG/v1."""
    above = folder.resolve().parents
    return above[min(2, len(above) - 1)]
