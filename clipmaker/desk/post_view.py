"""The post of a version as its page shows it: what is copied, and each platform's limits."""

from __future__ import annotations

from typing import Any

from clipmaker.desk.known import ClipVersion
from clipmaker.errors import InputError
from clipmaker.handover.post_limits import PostFit, post_fit, post_parts
from clipmaker.profile.platforms import PlatformProfile, load_platform, platform_names

_POST = "post.txt"


def post_facts(made: ClipVersion) -> dict[str, Any] | None:
    """Return a version's post and how it stands on every platform, None where it has no post."""
    try:
        post = (made.folder / _POST).read_text("utf-8") if _POST in made.files else ""
    except (OSError, ValueError):
        return None
    if not post.strip():
        return None
    language = str(made.manifest["story"].get("language", "en"))
    platforms, broken = _platforms()
    rows = [_row(one, post_fit(one, post, language)) for one in platforms]
    parts = post_parts(platforms[0], post, language) if platforms else None
    return {
        "language": language,
        "headline": parts.headline if parts else "",
        "text": parts.text if parts else post.strip(),
        "hashtags": " ".join(parts.hashtags) if parts else "",
        "platforms": rows,
        "broken": broken,
    }


def _platforms() -> tuple[list[PlatformProfile], list[str]]:
    """Return every platform, and why files of a newsroom's own cannot be used."""
    found, broken = [], []
    for name in platform_names():
        try:
            found.append(load_platform(name))
        except InputError as error:
            broken.append(error.message)
    return found, broken


def _row(platform: PlatformProfile, fit: PostFit) -> dict[str, Any]:
    return {
        "title": f"{platform.title[:1].upper()}{platform.title[1:]}",
        "dated": platform.dated,
        "headline": _counted(fit.headline, platform.headline) if platform.headline else "",
        "text": _counted(fit.text, platform.text or None),
        "hashtags": _counted(fit.hashtags, platform.hashtags if platform.hashtags >= 0 else None),
        "told": _told(platform, fit),
        "fits": not fit.problem,
        "taken": fit.taken.text if fit.taken and fit.left_out else "",
    }


def _counted(length: int, most: int | None) -> str:
    """Return a count against a limit in words, None where there is no limit."""
    if most is None:
        return f"{length:,}"
    over = f": {length - most:,} too many" if length > most else ""
    return f"{length:,} of {most:,}{over}"


def _told(platform: PlatformProfile, fit: PostFit) -> str:
    """Return in words what does not fit a platform and what becomes of it."""
    if fit.problem:
        return f"{fit.problem[0].upper()}{fit.problem[1:]}. Shorten it in the story."
    if fit.left_out:
        return f"Its package leaves out {'; '.join(one.rstrip('.') for one in fit.left_out)}."
    return "" if platform.headline else "The title begins the text."
