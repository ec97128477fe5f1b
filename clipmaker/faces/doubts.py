"""What a person has to look at before a clip with covered faces may be final; pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clipmaker.faces.cover import covered
from clipmaker.faces.follow import shot_around
from clipmaker.faces.model import Face, FaceSheet, Looked, ToLookAt
from clipmaker.story.photo import Box, Protection

_SHORT_MS = 500
_LOST_MS = 400
"""A face that was not seen for so long is lost; it is looked for four times in that time."""
_EDGE = 0.02
_AROUND_MS = 400
_CROWD = 12
_UNSURE = 0.6

Span = tuple[int, int]


def to_look_at(sheet: FaceSheet, protection: Protection, span_ms: Span) -> tuple[ToLookAt, ...]:
    """Return what has to be looked at of a span of a file, in order; never nothing.

    Args:
        sheet: its faces.
        protection: what the story covers.
        span_ms: the half-open span that a clip shows, ms of the file.
    """
    faces = [
        one
        for one in covered(sheet, protection)
        if one.start_ms < span_ms[1] and span_ms[0] < one.end_ms
    ]
    found = [
        (max(start, span_ms[0]), min(end, span_ms[1]), why)
        for start, end, why in _doubts(sheet, faces, span_ms)
        if start < span_ms[1] and span_ms[0] < end
    ]
    spans = _joined(found) or [(*span_ms, "")]
    return tuple(
        ToLookAt(start_ms=start, end_ms=end, why=why, who=_who(sheet, protection, (start, end)))
        for start, end, why in spans
    )


def look(sheet: FaceSheet, protection: Protection, one: ToLookAt, who: str) -> Looked:
    """Return that somebody looked at a span as it is now."""
    return Looked(
        start_ms=one.start_ms,
        end_ms=one.end_ms,
        who=who,
        seal=_seal(sheet, protection, (one.start_ms, one.end_ms)),
    )


def _who(sheet: FaceSheet, protection: Protection, span_ms: Span) -> str:
    seal = _seal(sheet, protection, span_ms)
    return next(
        (
            one.who
            for one in reversed(sheet.looked)
            if (one.start_ms, one.end_ms, one.seal) == (*span_ms, seal) and one.who
        ),
        "",
    )


def _seal(sheet: FaceSheet, protection: Protection, span_ms: Span) -> str:
    """Return the digest over what is covered in a span, and of what file."""
    start_ms, end_ms = span_ms
    shown = [
        [
            max(face.start_ms, start_ms),
            min(face.end_ms, end_ms),
            face.drawn,
            *([one.at_ms, *_plain(one.box)] for one in face.sightings),
        ]
        for face in covered(sheet, protection)
        if face.start_ms < end_ms and start_ms < face.end_ms
    ]
    shown.sort(key=json.dumps)
    text = json.dumps([sheet.content, start_ms, end_ms, shown])
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(box: Box) -> list[str]:
    return [f"{edge:.4f}" for edge in (box.left, box.top, box.right, box.bottom)]


Doubt = tuple[int, int, str]


def _doubts(sheet: FaceSheet, faces: Sequence[Face], span_ms: Span) -> Iterator[Doubt]:
    if not faces:
        yield (*span_ms, "no face was found, and faces are to be covered")
        return
    if len(faces) > _CROWD:
        yield (*span_ms, f"{len(faces)} faces are covered: one more is easily missed")
    for face in faces:
        if not face.drawn:
            yield from _of_face(sheet, face, span_ms)


def _of_face(sheet: FaceSheet, face: Face, span_ms: Span) -> Iterator[Doubt]:
    first, last = face.sightings[0], face.sightings[-1]
    if last.at_ms - first.at_ms < _SHORT_MS:
        yield face.start_ms, face.end_ms, f"face {face.id} is seen for less than half a second"
    else:
        yield from _ends(sheet, face, span_ms)
    for one, other in pairwise(face.sightings):
        if other.at_ms - one.at_ms >= _LOST_MS:
            yield one.at_ms, other.at_ms, f"face {face.id} was lost"
    at_edge = [one for one in face.sightings if _touches(one.box)]
    if at_edge:
        start, end = at_edge[0].at_ms - _AROUND_MS, at_edge[-1].at_ms + _AROUND_MS
        yield start, end, f"face {face.id} is at the edge of the picture"
    unsure = [one for one in face.sightings if one.score < _UNSURE]
    if unsure:
        start, end = unsure[0].at_ms - _AROUND_MS, unsure[-1].at_ms + _AROUND_MS
        yield start, end, f"face {face.id} was hard to make out"


def _ends(sheet: FaceSheet, face: Face, span_ms: Span) -> Iterator[Doubt]:
    """Yield where a face comes or goes in the middle of a shot."""
    searched = next(
        (one for one in sheet.spans if one[0] <= face.sightings[0].at_ms < one[1]), span_ms
    )
    first, last = face.sightings[0].at_ms, face.sightings[-1].at_ms
    start_ms, end_ms = shot_around(first, searched, sheet.cuts)
    # Where a face is not seen in the middle of a shot it may only not have been found.
    if first - start_ms >= _LOST_MS:
        yield start_ms, first + _AROUND_MS, f"face {face.id} comes into sight"
    if end_ms - last >= _LOST_MS:
        yield last - _AROUND_MS, end_ms, f"face {face.id} goes out of sight"


def _touches(box: Box) -> bool:
    return min(box.left, box.top, 1 - box.right, 1 - box.bottom) < _EDGE


def _joined(found: Sequence[Doubt]) -> list[Doubt]:
    """Return doubts as spans that lie apart, each with everything that is doubtful in it."""
    joined: list[tuple[int, int, list[str]]] = []
    # What holds for a whole span is told before what holds for one face.
    for start, end, why in sorted(found, key=lambda one: (one[0], -one[1])):
        if joined and start <= joined[-1][1]:
            before = joined[-1]
            whys = before[2] if why in before[2] else [*before[2], why]
            joined[-1] = (before[0], max(before[1], end), whys)
        else:
            joined.append((start, end, [why]))
    return [(start, end, _told(whys)) for start, end, whys in joined]


def _told(whys: Sequence[str]) -> str:
    more = len(whys) - _MOST_TOLD
    return "; ".join([*whys[:_MOST_TOLD], *([f"and {more} more doubts"] if more > 0 else [])])


_MOST_TOLD = 4
