"""What a platform takes of a published clip: its video, cover, texts and subtitles, checked.

Platforms are dated data (assets/packages). Nothing of a text is cut within a sentence; what does
not fit a platform's counting is left out in whole sentences, and told.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from clipmaker.errors import CheckError
from clipmaker.machine.parsed import parsed_json
from clipmaker.profile.platforms import PlatformProfile, ratio_of
from clipmaker.publish.manifest import write_json
from clipmaker.publish.place import publish_over, workspace
from clipmaker.publish.verify import Verified, verify_folder
from clipmaker.publish.written import read_manifest
from clipmaker.render.store import sha256
from clipmaker.scripts import ends_sentence
from clipmaker.summary.cuts import SENTENCE, find_cuts

FOLDER = "packages"
_LIGHT = ((0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""Characters that X counts once; others twice."""
_ADDRESS = re.compile(r"https?://\S+")
_ADDRESS_LENGTH = 23


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package: its folder, the platform, and what was left out of its texts."""

    folder: Path
    platform: PlatformProfile
    left_out: tuple[str, ...]


def counted_length(text: str, counting: str) -> int:
    """Return the length of a text as a platform counts it."""
    text = unicodedata.normalize("NFC", text)
    if counting == "utf16":
        return len(text.encode("utf-16-le")) // 2
    if counting != "x":
        return len(text)
    bare, links = _ADDRESS.subn("", text)
    light = sum(any(a <= ord(c) <= b for a, b in _LIGHT) for c in bare)
    return light + 2 * (len(bare) - light) + links * _ADDRESS_LENGTH


@dataclass(frozen=True, kw_only=True)
class PostTexts:
    """The texts of a post on one platform, and what was left out of them."""

    headline: str
    text: str
    left_out: tuple[str, ...]


def texts_for(platform: PlatformProfile, post: str, language: str) -> PostTexts:
    """Return a clip's post text as a platform takes it.

    Args:
        platform: the platform.
        post: the post text that lies beside the clip.
        language: language code of it.

    Raises:
        CheckError: not even its headline fits.
    """
    headline, *parts = [part for part in post.strip().split("\n\n") if part]
    tags = [tag for part in parts if part.startswith("#") for tag in part.split()]
    links = [part for part in parts if _ADDRESS.fullmatch(part)]
    credit = [part for part in parts if part.startswith("♪")]
    told = [p for p in parts if not p.startswith(("#", "♪")) and p not in links]
    sentences = [one for part in told for one in _sentences(part, language)]
    left: list[str] = []
    if platform.headline and counted_length(headline, platform.counting) > platform.headline:
        raise _too_long(platform, "headline", headline, platform.headline)
    if 0 <= platform.hashtags < len(tags):
        left.append(f"hashtags: {' '.join(tags[platform.hashtags :])}")
        tags = tags[: platform.hashtags]
    if not platform.links and links:
        left.append(f"link: {links[0]}")
        links = []
    first = [] if platform.headline else [headline]

    def whole() -> str:
        blocks = [*first, " ".join(sentences), *links, *credit, " ".join(tags)]
        return "\n\n".join(block for block in blocks if block)

    while platform.text and counted_length(whole(), platform.counting) > platform.text:
        if tags:
            left.append(f"hashtag: {tags.pop()}")
        elif sentences:
            left.append(f"sentence: {sentences.pop()}")
        else:
            raise _too_long(platform, "text", whole(), platform.text)
    return PostTexts(headline=headline, text=whole(), left_out=tuple(left))


def make_package(folder: Path, platform: PlatformProfile) -> Package:
    """Lay out what a platform takes of a published clip, beside the clip's versions, in one step.

    Args:
        folder: the published clip's folder.
        platform: the platform.

    Raises:
        InputError: there is no manifest in it.
        CheckError: it is a draft, was changed since, or is not what the platform takes.
        DiskError: the package cannot be written.
    """
    verified = refuse_unpublished(folder, platform)
    facts = read_manifest(folder)
    slug, language = str(facts["story"]["slug"]), str(facts["story"]["language"])
    video = folder / f"{slug}.mp4"
    _refuse(folder, _faults(facts, folder, video, platform), platform)
    texts = texts_for(platform, (folder / "post.txt").read_text("utf-8"), language)
    name = f"{platform.name}-{folder.name}"
    place = folder.resolve().parent / FOLDER / name
    with workspace(place.parent) as work:
        fresh = work / name
        fresh.mkdir()
        shutil.copyfile(video, fresh / video.name)
        for file in _beside(folder, slug, language, platform):
            shutil.copyfile(file, fresh / file.name)
        if platform.headline:
            (fresh / "title.txt").write_text(f"{texts.headline}\n", encoding="utf-8")
        (fresh / "text.txt").write_text(f"{texts.text}\n", encoding="utf-8")
        write_json(
            fresh / "package.json",
            {
                "platform": platform.name,
                "dated": platform.dated,
                "clip": folder.name,
                "seal": verified.seal,
                "cover_ms": round(Fraction(facts["cover_frame"]) / _rate(facts) * 1000),
                "text_length": counted_length(texts.text, platform.counting),
                "left_out": list(texts.left_out),
                "files": {one.name: sha256(one) for one in sorted(fresh.iterdir())},
            },
        )
        publish_over(fresh, place)
    return Package(folder=place, platform=platform, left_out=texts.left_out)


def refuse_unpublished(folder: Path, platform: PlatformProfile) -> Verified:
    """Refuse what is no final, or not any more what was published.

    Raises:
        InputError: there is no manifest in it.
        CheckError: it is a draft, or was changed since.
    """
    verified = verify_folder(folder)
    draft = () if verified.state == "final" else ("it is a draft: only finals go out",)
    _refuse(folder, [*verified.broken, *draft], platform)
    return verified


def _faults(
    facts: Mapping[str, Any], folder: Path, video: Path, platform: PlatformProfile
) -> list[str]:
    """Return why a platform does not take a clip, in words."""
    profile, found = facts["profile"], []
    shape = Fraction(profile["width_px"], profile["height_px"])
    if shape not in map(ratio_of, platform.shapes):
        shown = " or ".join(platform.shapes)
        found.append(f"its shape is another: make it with --format {shown}")
    seconds = float(profile["frames"] / _rate(facts))
    if platform.longest_s and seconds > platform.longest_s:
        found.append(f"it has {seconds:g} s, and {platform.longest_s:g} are the most")
    size = video.stat().st_size / 1e6 if video.is_file() else 0
    if platform.max_mb and size > platform.max_mb:
        found.append(f"it has {size:.1f} MB, and {platform.max_mb:g} are the most")
    loud = _measured(folder, "loudness")
    if platform.loudness and loud is not None and abs(loud - platform.loudness) > 1:
        found.append(f"it is {loud:.1f} LUFS loud, and {platform.loudness:g} are played")
    return found


def _measured(folder: Path, rule: str) -> float | None:
    """Return what a delivery check measured, None where it measured nothing."""
    try:
        results = parsed_json((folder / "report.json").read_text("utf-8"))["results"]
        values = [one.get("value") for one in results if one.get("rule") == rule]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return float(values[0]) if values and isinstance(values[0], int | float) else None


def _refuse(folder: Path, faults: list[str], platform: PlatformProfile) -> None:
    if faults:
        raise CheckError(f"{folder}: no package for {platform.title}: {'; '.join(faults)}")


def _rate(facts: Mapping[str, Any]) -> Fraction:
    return Fraction(str(facts["profile"]["rate"]))


def _beside(folder: Path, slug: str, language: str, platform: PlatformProfile) -> list[Path]:
    """Return the files beside the video that a platform takes."""
    wanted = [folder / "alt.txt"]
    wanted += [folder / "cover.jpg"] if platform.cover else []
    if platform.subtitles:
        wanted.append(folder / f"{slug}.{language}.{platform.subtitles}")
    return [file for file in wanted if file.is_file() and file.stat().st_size]


def _sentences(text: str, language: str) -> list[str]:
    places = [cut.at for cut in find_cuts(text, language) if cut.cost == SENTENCE]
    bounds = [0, *places, len(text)]
    found: list[str] = []
    for start, end in pairwise(bounds):
        part = text[start:end].strip()
        if found and not ends_sentence(found[-1], language):
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    return found


def _too_long(platform: PlatformProfile, what: str, text: str, most: int) -> CheckError:
    length = counted_length(text, platform.counting)
    return CheckError(
        f"the {what} has {length} characters as {platform.title} counts, and {most} are the most",
        remedy="Shorten the headline of the story, and make the clip again.",
    )
