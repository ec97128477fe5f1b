"""Following faces from picture to picture, forwards and backwards; pure.

A detector misses a face now and then, and one slipped frame gives a person away. So a face is held
where it was while it is lost, before it was first seen and after it was last seen, never across a
cut; whatever is held so is told as a doubt.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from clipmaker.faces.model import Face, Sighting
from clipmaker.story.photo import Box

HELD_MS = 500
"""So long a face is covered before it was first seen and after it was last seen."""
LOST_MS = 1500
"""So long a face may be lost and still count as the same one."""
_OVERLAP = 0.2
"""Least share of two boxes' common area that makes them one face's."""
_NEAR = 0.75
"""How far a face's middle may move between two pictures, in widths of it; half more when lost."""


@dataclass
class _Track:
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def last(self) -> Sighting:
        return self.sightings[-1]


def follow(
    sightings: Iterable[Sequence[Sighting]], span_ms: tuple[int, int], cuts: Sequence[int] = ()
) -> tuple[Face, ...]:
    """Return the faces that sightings make.

    Args:
        sightings: what was seen in each picture that was looked at, in order of time.
        span_ms: half-open span of the file that was looked at, ms.
        cuts: where a new shot begins, ms of the file, in order.
    """
    tracks: list[_Track] = []
    for seen in sightings:
        free = list(seen)
        at_ms = free[0].at_ms if free else 0
        open_ = [one for one in tracks if _goes_on(one, at_ms, cuts)]
        for track, sighting in _pairs(open_, free):
            track.sightings.append(sighting)
            free.remove(sighting)
        tracks += [_Track([one]) for one in free]
    tracks.sort(key=lambda one: one.sightings[0].at_ms)
    return tuple(_face(i, one, span_ms, cuts) for i, one in enumerate(tracks, 1))


def _goes_on(track: _Track, at_ms: int, cuts: Sequence[int]) -> bool:
    return at_ms - track.last.at_ms <= LOST_MS and not _cut_between(track.last.at_ms, at_ms, cuts)


def _cut_between(start_ms: int, end_ms: int, cuts: Sequence[int]) -> bool:
    """Whether a new shot begins after a time, up to another."""
    return bisect_right(cuts, end_ms) > bisect_right(cuts, start_ms)


def _pairs(
    tracks: Sequence[_Track], sightings: Sequence[Sighting]
) -> list[tuple[_Track, Sighting]]:
    """Return which face each sighting belongs to, the likest first; each stands once."""
    near = sorted(
        (
            (_likeness(track.last, one), i, k)
            for i, track in enumerate(tracks)
            for k, one in enumerate(sightings)
            if _alike(track.last, one)
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    taken: list[tuple[int, int]] = []
    for _, i, k in near:
        if all(i != other and k != seen for other, seen in taken):
            taken.append((i, k))
    return [(tracks[i], sightings[k]) for i, k in taken]


def _alike(before: Sighting, after: Sighting) -> bool:
    if overlap(before.box, after.box) >= _OVERLAP:
        return True
    width = max(_width(before.box), _width(after.box))
    height = max(_height(before.box), _height(after.box))
    across, down = _middle(before.box), _middle(after.box)
    far = max(abs(across[0] - down[0]) / width, abs(across[1] - down[1]) / height)
    return far <= _NEAR and 0.5 <= _width(before.box) / _width(after.box) <= 2


def _likeness(before: Sighting, after: Sighting) -> float:
    one, other = _middle(before.box), _middle(after.box)
    far = abs(one[0] - other[0]) + abs(one[1] - other[1])
    return overlap(before.box, after.box) - far


def overlap(one: Box, other: Box) -> float:
    """Return the common area of two boxes as a share of what both cover."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    common = max(0.0, width) * max(0.0, height)
    return common / (_width(one) * _height(one) + _width(other) * _height(other) - common)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _width(box: Box) -> float:
    return max(box.right - box.left, 1e-6)


def _height(box: Box) -> float:
    return max(box.bottom - box.top, 1e-6)


def _face(number: int, track: _Track, span_ms: tuple[int, int], cuts: Sequence[int]) -> Face:
    first, last = track.sightings[0].at_ms, track.sightings[-1].at_ms
    shot_start, shot_end = shot_around(first, span_ms, cuts)
    return Face(
        id=f"f{number}",
        start_ms=max(shot_start, first - HELD_MS),
        end_ms=min(shot_end, last + HELD_MS),
        sightings=tuple(track.sightings),
    )


def shot_around(at_ms: int, span_ms: tuple[int, int], cuts: Sequence[int]) -> tuple[int, int]:
    """Return the half-open stretch between two cuts that a time lies in, ms."""
    before = [cut for cut in cuts if cut <= at_ms]
    after = [cut for cut in cuts if cut > at_ms]
    return max([span_ms[0], *before[-1:]]), min([span_ms[1], *after[:1]])
