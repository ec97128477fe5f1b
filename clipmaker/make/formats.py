"""One story in several shapes: each is laid out for itself and a clip of its own.

What was heard, decoded and corrected for one of them lies in cue sheets and cache for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from clipmaker.door.document import MAX_BYTES
from clipmaker.errors import ClipmakerError, together
from clipmaker.make.clip import Clip, Request, make_clip
from clipmaker.make.decide import decide, try_words
from clipmaker.make.gather import Sources, gather
from clipmaker.progress import OnEvent, ignore
from clipmaker.render.executor import Executor

_KEY = b"formats"


def make_clips(
    request: Request, on_event: OnEvent = ignore, executor: Executor | None = None
) -> Iterator[Clip]:
    """Make a story's clip in every shape that is asked for, and yield each when it is published.

    Args:
        request: what to make. Its sources name one shape, or none: then the story says.
        on_event: told of each stage.
        executor: where the pieces are made; None for a pool of each call's own.

    Raises:
        ClipmakerError: with a message for people. Texts that do not fit one of several shapes
            are told, by shape, before anything is rendered.
    """
    asked = formats_of(request.sources)
    if len(asked) > 1:
        _refuse_misfits(request.sources, asked)
    for shape in asked:
        sources = replace(request.sources, format=shape)
        yield make_clip(replace(request, sources=sources), on_event, executor=executor)


def formats_of(sources: Sources) -> tuple[str, ...]:
    """Return the shapes to make a story in, "" for the profile's own.

    Raises:
        InputError: the story holds mistakes.
    """
    if sources.format:
        return (sources.format,)
    if not _may_name_shapes(sources.story):
        # Most stories: they are read once, and not twice.
        return ("",)
    return gather(sources).story.formats or ("",)


def _may_name_shapes(story: Path) -> bool:
    """Whether a file may be a story with shapes; what it is otherwise is told by who reads it."""
    try:
        small = story.is_file() and story.stat().st_size <= MAX_BYTES
        return small and _KEY in story.read_bytes()
    except OSError:
        return False


def _refuse_misfits(sources: Sources, asked: tuple[str, ...]) -> None:
    """Refuse a story whose words do not fit one of its shapes.

    Raises:
        ClipmakerError: naming the shapes.
    """
    misfits: dict[str, ClipmakerError] = {}
    for shape in asked:
        try:
            try_words(decide(replace(sources, format=shape), None))
        except ClipmakerError as error:
            misfits[shape] = error
    if len(misfits) == len(asked) and len({error.message for error in misfits.values()}) == 1:
        # Not the shapes are what is wrong.
        raise misfits[asked[0]]
    if misfits:
        raise together([error.at(shape) for shape, error in misfits.items()])
