"""The bleeps of a file that a story uses, wherever in the story they are asked for."""

from __future__ import annotations

from pathlib import Path

from clipmaker.cues.model import Span
from clipmaker.story.model import Footage, Story


def bleeps_of(story: Story, file: Path) -> tuple[Span, ...]:
    """Return every span of a file that a tone replaces, in order.

    A file may be used several times and has one cue sheet: what is hidden once is hidden.
    """
    spans = {
        span
        for shot in story.shots
        if isinstance(shot, Footage) and shot.file == file
        for span in shot.sound.bleeps
    }
    return tuple(Span(start_ms=start, end_ms=end) for start, end in sorted(spans))
