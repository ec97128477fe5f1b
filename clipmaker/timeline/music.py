"""Places a clip's music: stems that enter and leave with the shots, stings, small sounds; pure.

The bed lies under everything. The pulse drives what is told, and is silent under voices, warnings
and quotations; the figure enters once the story has begun. A small sound stands on every join.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from clipmaker.brand.model import Music
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Footage
from clipmaker.timeline.model import Shot, Sound, SoundRole
from clipmaker.timeline.order import WARNING

_STING_S = 5
_ACCENT_S = 2
_RISER_S = 0.8
"""The brand's riser ends so long after it begins, on footage's first frame."""
_END, _QUOTE, _FIGURE = "end", "quote", "figure"

_Asked = Callable[[Shot], bool]
Spans = tuple[tuple[int, int], ...]


def place_music(
    shots: Sequence[Shot], music: Music, voiced: Collection[int], profile: DeliveryProfile
) -> Iterator[Sound]:
    """Yield the music of a clip.

    Args:
        shots: all its shots.
        music: what is heard.
        voiced: frames at which shots begin that have a voice of their own.
        profile: length and rate.
    """
    if music.bed:
        # Where pictures have no sound of their own, music is all there is.
        wordless = tuple(
            (shot.start_frame, shot.end_frame)
            for shot in shots
            if isinstance(shot.item, Footage) and shot.start_frame not in voiced
        )
        yield _stem(music.bed, music, profile, lifts=wordless)
        pulse = _where(shots, lambda shot: _kind(shot) not in (_END, _QUOTE, WARNING), voiced)
        figure = _where(shots[1:], lambda shot: _kind(shot) not in (_END, WARNING), voiced)
        for file, spans in ((music.pulse, pulse), (music.figure, figure)):
            if file and spans:
                rests = _between(spans, profile.frames)
                yield _stem(file, music, profile, lifts=wordless, rests=rests)
    yield from _stings(shots, music, profile)
    yield from _accents(shots, music, profile)


def _stem(
    file: Path, music: Music, profile: DeliveryProfile, *, lifts: Spans, rests: Spans = ()
) -> Sound:
    """Return a loop under the whole clip, silent over its rests."""
    return Sound(
        role=SoundRole.BED,
        file=file,
        start_frame=0,
        frames=profile.frames,
        in_ms=music.bed_in_ms,
        gain_db=music.bed_gain_db,
        levelled=music.bed_levelled,
        loops=True,
        lifts=lifts,
        rests=rests,
    )


def _stings(shots: Sequence[Shot], music: Music, profile: DeliveryProfile) -> Iterator[Sound]:
    stings = ((music.sting_in, 0), (music.sting_out, shots[-1].start_frame))
    for file, start in stings:
        if file:
            frames = min(profile.frames - start, profile.frames_in(_STING_S))
            yield _small(file, start, frames, music.sting_gain_db)


def _accents(shots: Sequence[Shot], music: Music, profile: DeliveryProfile) -> Iterator[Sound]:
    """Yield what is heard on joins, before footage and under numbers.

    The first and the last shot have the stings; a warning, and cuts inside footage, are left alone.
    """
    longest, lead = profile.frames_in(_ACCENT_S), profile.frames_in(_RISER_S)
    for before, shot in pairwise(shots[:-1]):
        start, frames = shot.start_frame, min(longest, profile.frames - shot.start_frame)
        footage, after = (isinstance(one.item, Footage) for one in (shot, before))
        if WARNING in (_kind(before), _kind(shot)) or (footage and after):
            continue
        if music.join:
            yield _small(music.join, start, frames, music.accent_gain_db)
        if music.riser and footage and before.frames >= lead:
            yield _small(music.riser, start - lead, lead, music.accent_gain_db)
        if music.number and _kind(shot) == _FIGURE:
            yield _small(music.number, start, frames, music.accent_gain_db)


def _small(file: Path, start: int, frames: int, gain_db: float) -> Sound:
    return Sound(role=SoundRole.STING, file=file, start_frame=start, frames=frames, gain_db=gain_db)


def _where(shots: Sequence[Shot], heard: _Asked, voiced: Collection[int]) -> Spans:
    """Return the stretches of shots without a voice over which a stem is heard, joined."""
    spans: list[tuple[int, int]] = []
    for shot in shots:
        if shot.start_frame in voiced or not heard(shot):
            continue
        start = spans.pop()[0] if spans and spans[-1][1] == shot.start_frame else shot.start_frame
        spans.append((start, shot.end_frame))
    return tuple(spans)


def _between(spans: Spans, frames: int) -> Spans:
    """Return the stretches of a clip that lie between others."""
    edges = [0, *(edge for span in spans for edge in span), frames]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def _kind(shot: Shot) -> str:
    return "" if isinstance(shot.item, Footage) else shot.item.kind
