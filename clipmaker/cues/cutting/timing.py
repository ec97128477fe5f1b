"""When cues come and go: in with the voice, long enough to be read, one at a time; pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from clipmaker.cues.cutting.snap import CLOSED_MS
from clipmaker.cues.model import Span
from clipmaker.profile.model import SubtitleProfile

_HANG_MS = 1500
"""A cue hangs on so long after the voice at most (BBC Subtitle Guidelines 1.2.5)."""
_LATE_MS = 700
"""A cue may come so much after the voice when the one before it needs the time (BBC: under 2 s)."""


def lay_out(
    spoken: Sequence[tuple[Span, str]], limit: Span, profile: SubtitleProfile
) -> tuple[Span, ...]:
    """Return when each text is on screen, in order and without overlap.

    Args:
        spoken: when each text is spoken, in order, not overlapping, and the text.
        limit: nothing is shown outside; everything is spoken inside.
        profile: reading speed, shortest, longest, and gap.
    """
    shown: list[Span] = []
    gap_ms = profile.gap_ms if profile.gap_ms < CLOSED_MS else 0
    for number, (span, text) in enumerate(spoken):
        last = number + 1 == len(spoken)
        follows = limit.end_ms if last else spoken[number + 1][0].start_ms
        start = max(span.start_ms, shown[-1].end_ms if shown else limit.start_ms)
        room = max((start + follows) // 2, follows - (0 if last else gap_ms))
        reading_ms = _reading_ms(text, profile)
        wanted = max(span.end_ms, min(start + reading_ms, span.end_ms + _HANG_MS))
        wanted = max(wanted, start + profile.shortest_ms)
        if not last and room - wanted < max(CLOSED_MS, profile.gap_ms):
            wanted = room
        end = min(wanted, room, start + max(profile.longest_ms, profile.shortest_ms))
        shown.append(Span(start_ms=start, end_ms=max(end, start)))
    return _shared([text for _, text in spoken], shown, profile)


def _shared(
    texts: Sequence[str], shown: Sequence[Span], profile: SubtitleProfile
) -> tuple[Span, ...]:
    """Let a cue that is too fast to read take some time of the one that follows at once."""
    result = list(shown)
    for i, text in enumerate(texts[:-1]):
        now, then = result[i], result[i + 1]
        gap_ms = then.start_ms - now.end_ms
        if gap_ms >= CLOSED_MS:
            continue
        lacks_ms = _reading_ms(text, profile) - (now.end_ms - now.start_ms)
        kept_ms = max(_reading_ms(texts[i + 1], profile), profile.shortest_ms)
        spare_ms = then.end_ms - then.start_ms - kept_ms
        room_ms = now.start_ms + profile.longest_ms - now.end_ms
        by_ms = min(lacks_ms, spare_ms, room_ms, _LATE_MS)
        if by_ms > 0:
            result[i] = Span(start_ms=now.start_ms, end_ms=now.end_ms + by_ms)
            result[i + 1] = Span(start_ms=then.start_ms + by_ms, end_ms=then.end_ms)
    return tuple(result)


def _reading_ms(text: str, profile: SubtitleProfile) -> int:
    """Return the time a text wants at the wished speed."""
    return math.ceil(1000 * len(text) / profile.cps_wished)
