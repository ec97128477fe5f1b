"""Which recordings of a story somebody is protected in: nothing that goes out names them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clipmaker.story.model import Card, Footage, Story
from clipmaker.story.photo import Photo

PROTECTED = "protected recording"
"""What a recording is called where its name could tell who is protected in it."""


def recordings(shot: Card | Footage) -> Iterator[Footage | Photo]:
    """Yield what is seen in a shot and was recorded by somebody."""
    if isinstance(shot, Footage):
        yield shot
    else:
        yield from (value for value in shot.fields.values() if isinstance(value, Photo))


def protected_files(story: Story) -> frozenset[Path]:
    """Return the recordings about whose faces or voices a story decides something."""
    used = (one for shot in story.shots for one in recordings(shot))
    return frozenset(one.file for one in used if one.protect)
