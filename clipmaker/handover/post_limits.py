"""How a clip's post stands against a platform's limits, in that platform's own counting."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from clipmaker.errors import CheckError
from clipmaker.handover.package import PostTexts, counted_length, texts_for
from clipmaker.profile.platforms import PlatformProfile


@dataclass(frozen=True, kw_only=True)
class PostParts:
    """What people paste one by one: title, text with its link and credit, and hashtags."""

    headline: str
    text: str
    hashtags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PostFit:
    """How a post stands against a platform's limits.

    Attributes:
        headline: length of its title as the platform counts; 0 where it has no title of its own.
        text: length of all that goes into its text, before anything is left out for length; the
            hashtags stand in it, and the title where the platform has none of its own.
        hashtags: how many there are.
        taken: the texts as a package holds them, None where not even the title fits.
        problem: what is over a limit and why nothing can be left out for it, "" where it fits.
    """

    headline: int
    text: int
    hashtags: int
    taken: PostTexts | None
    problem: str = ""

    @property
    def left_out(self) -> tuple[str, ...]:
        """What a package leaves out, so that the post fits."""
        return self.taken.left_out if self.taken else ()


def post_parts(platform: PlatformProfile, post: str, language: str) -> PostParts:
    """Return the parts of a post that lies beside a clip, nothing left out.

    Args:
        platform: any platform; its limits are not asked.
        post: the post text.
        language: language code of it.
    """
    wide = _without_limits(platform, headline=sys.maxsize, links=True)
    whole = texts_for(wide, post, language)
    bare = texts_for(replace(wide, hashtags=0), post, language)
    # Hashtags stand last.
    tags = whole.text.removeprefix(bare.text).split()
    return PostParts(headline=whole.headline, text=bare.text, hashtags=tuple(tags))


def post_fit(platform: PlatformProfile, post: str, language: str) -> PostFit:
    """Return how a post stands against a platform's limits.

    Args:
        platform: the platform.
        post: the post text that lies beside the clip.
        language: language code of it.
    """
    own = sys.maxsize if platform.headline else 0
    whole = texts_for(_without_limits(platform, headline=own), post, language)
    taken, problem = None, ""
    try:
        taken = texts_for(platform, post, language)
    except CheckError as error:
        problem = error.message
    return PostFit(
        headline=counted_length(whole.headline, platform.counting) if own else 0,
        text=counted_length(whole.text, platform.counting),
        hashtags=len(post_parts(platform, post, language).hashtags),
        taken=taken,
        problem=problem,
    )


def _without_limits(
    platform: PlatformProfile, headline: int, links: bool | None = None
) -> PlatformProfile:
    followed = platform.links if links is None else links
    return replace(platform, headline=headline, text=0, hashtags=-1, links=followed)
