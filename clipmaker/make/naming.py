"""Naming the clip that a gathered story makes, by what is published already."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clipmaker.make.gather import Gathered
from clipmaker.publish.identity import Identity, IdentityQuestion, day_of, identify, redated
from clipmaker.publish.withdrawals import refuse_withdrawn


def named(gathered: Gathered, output: Path) -> tuple[Gathered, Identity]:
    """Return a story under the name of its clip, and which clip that is.

    Args:
        gathered: the story.
        output: folder of finished clips.

    Raises:
        InputError: its name is another clip's, or not the one that it was published under.
        ReviewError: it holds something that was withdrawn.
    """
    story = gathered.story
    refuse_withdrawn(output, gathered.facts.files)
    asked = IdentityQuestion(
        story=story,
        own_brand=gathered.own_brand,
        brand=gathered.brand.name,
        profile=gathered.profile.plain_name,
        format=gathered.profile.format,
        length=gathered.profile.length,
        silenced=gathered.silenced,
    )
    found = identify(asked, day_of(output.resolve(), story.date.isoformat()))
    if told := redated(story, found, output.resolve()):
        found = replace(found, note=". ".join(filter(None, (found.note, told))))
    return replace(gathered, story=replace(story, slug=found.name)), found
