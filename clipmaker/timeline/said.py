"""Which word of a subtitle is spoken in which frames, and who says which of its lines; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from clipmaker.cues.cutting.turns import turns
from clipmaker.cues.model import Cue
from clipmaker.cues.places import places
from clipmaker.timeline.model import SpokenWord

_HELD_MS = 400
"""A word stays lit through a pause shorter than this, so that nothing flickers."""


def spoken_words(
    cue: Cue, lines: Sequence[str], frame_of: Callable[[int], int], span: tuple[int, int]
) -> tuple[SpokenWord, ...]:
    """Return the words of a cue with the frames in which each is lit, one at a time.

    Args:
        cue: its words have times.
        lines: how it is shown.
        frame_of: the clip's frame at a time of the footage, ms.
        span: the half-open frames in which the cue is shown.
    """
    found = places(lines, cue.words)
    nexts = [place.word.start_ms for place in found[1:]]
    ends = [
        then if then - place.word.end_ms < _HELD_MS else place.word.end_ms
        for place, then in zip(found, nexts, strict=False)
    ]
    ends += [place.word.end_ms for place in found[-1:]]
    result: list[SpokenWord] = []
    for place, end_ms in zip(found, ends, strict=True):
        first = frame_of(place.word.start_ms)
        end = min(max(frame_of(end_ms), first + 1), span[1])
        first = max(first, span[0], result[-1].end_frame if result else span[0])
        if first < end:
            result.append(
                SpokenWord(
                    line=place.line,
                    start=place.start,
                    end=place.end,
                    start_frame=first,
                    end_frame=end,
                )
            )
    assert all(one.end_frame <= other.start_frame for one, other in pairwise(result))
    return tuple(result)


def names_of(speaker: str) -> tuple[str, ...]:
    """Return the names of a cue's speakers, in the order in which they speak: ``Kim / Lee``."""
    return tuple(name.strip() for name in speaker.split(" / "))


def line_speakers(cue: Cue, lines: Sequence[str], colours: Mapping[str, int]) -> tuple[int, ...]:
    """Return the colour index of each line; all the same where one person speaks.

    Args:
        cue: names its speakers.
        lines: how it is shown; every turn begins a line.
        colours: index by name.
    """
    names = names_of(cue.speaker)
    said = turns(cue.text)
    if len(said) < 2:
        return (colours.get(names[0], 0),) * len(lines)
    result, number = [], -1
    rest = ""
    for line in lines:
        if not rest:
            number += 1
            rest = said[min(number, len(said) - 1)]
        result.append(colours.get(names[number % len(names)], 0))
        rest = rest[len(line) :].strip() if rest.startswith(line) else ""
    return tuple(result)
