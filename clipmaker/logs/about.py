"""Whose clip is worked on, and how far: every record says so, wherever it is made."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from pathlib import Path

from clipmaker import __version__
from clipmaker.progress import Event, OnEvent

_STORY: ContextVar[str] = ContextVar("story", default="")
_CLIP: ContextVar[str] = ContextVar("clip", default="")
_STEP: ContextVar[str] = ContextVar("step", default="")
_ALL = (_STORY, _CLIP, _STEP)

_log = logging.getLogger("clipmaker.steps")


@contextmanager
def about(story: Path | None = None) -> Iterator[None]:
    """Let records be about one story, or about none, while the block runs."""
    tokens = [var.set("") for var in _ALL]
    if story is not None:
        name_story(story)
    try:
        yield
    finally:
        for var, token in zip(_ALL, tokens, strict=True):
            var.reset(token)


def name_story(story: Path) -> None:
    """Let what follows be about a story that is read now, whose clip has no name yet."""
    _STORY.set(str(story.absolute()))
    _CLIP.set("")


def name_clip(day: date | str, slug: str) -> None:
    """Let what follows be about a clip, by the name of its folder."""
    _CLIP.set(clip_name(day, slug))


def clip_name(day: date | str, slug: str) -> str:
    """Return what a clip is called in records: its folder below that of finished clips."""
    return f"{day}/{slug}"


def on_record(on_event: OnEvent) -> OnEvent:
    """Return a function that writes events down and passes them on."""

    def passed_on(event: Event) -> None:
        _STEP.set(event.stage.value)
        if event.message:
            _log.log(logging.DEBUG if event.detail else logging.INFO, "%s", event.message)
        on_event(event)

    return passed_on


class About(logging.Filter):
    """Gives a record its version, story, clip and step, unless it brings them along."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Complete a record; all are let through."""
        now = {"version": __version__, "story": _STORY.get(), "clip": _CLIP.get()}
        for name, value in {**now, "step": _STEP.get()}.items():
            if not hasattr(record, name):
                setattr(record, name, value)
        return True
