"""One story in several shapes: each is laid out for itself and a clip of its own.

What was heard, decoded and corrected for one of them lies in cue sheets and cache for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from clipmaker.door.document import MAX_BYTES
from clipmaker.errors import ClipmakerError, together
from clipmaker.make.clip import Clip, Request, make_clip
from clipmaker.make.decide import decide, try_words
from clipmaker.make.gather import Gathered, Sources, gather
from clipmaker.profile.platforms import load_platform, missing_shapes, ratio_of
from clipmaker.progress import OnEvent, ignore
from clipmaker.render.executor import Executor

_KEYS = (b"formats", b"platforms")


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

    Those that its platforms need besides stand last.

    Raises:
        InputError: the story holds mistakes.
    """
    if sources.format:
        return (sources.format,)
    if not _may_name_shapes(sources.story):
        # Most stories: they are read once, and not twice.
        return ("",)
    gathered = gather(sources)
    shapes = gathered.story.formats or ("",)
    width, height = gathered.profile.width_px, gathered.profile.height_px
    made = [ratio_of(shape) if shape else Fraction(width, height) for shape in shapes]
    return (*shapes, *missing_shapes(map(load_platform, _platforms(gathered)), made))


def platforms_of(sources: Sources) -> tuple[str, ...]:
    """Return the platforms that a story goes to, by its own word or its brand's; () for any.

    Raises:
        InputError: the story holds mistakes.
    """
    return _platforms(gather(sources)) if _may_name_shapes(sources.story) else ()


def _platforms(gathered: Gathered) -> tuple[str, ...]:
    return gathered.story.platforms or gathered.brand.platforms


def _may_name_shapes(story: Path) -> bool:
    """Whether a file may be a story with shapes; what it is otherwise is told by who reads it."""
    from clipmaker.brand.load import may_name_platforms

    try:
        if not story.is_file() or story.stat().st_size > MAX_BYTES:
            return False
        written = story.read_bytes()
        return any(key in written for key in _KEYS) or may_name_platforms(story.resolve().parent)
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
