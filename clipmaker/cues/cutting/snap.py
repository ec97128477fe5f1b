"""Cues that begin and end with the picture: moved to shot changes nearby; pure.

A subtitle that straddles a cut by a moment is read twice. After the Netflix Timed Text Style
Guide (within half a second of a shot change) and the BBC Subtitle Guidelines (do not straddle).
"""

from __future__ import annotations

from collections.abc import Sequence

from clipmaker.cues.model import Span
from clipmaker.profile.model import SubtitleProfile

START_MS = 400
"""A cue that begins so near to a shot change begins with it: the voice may lead or follow by so
much (BBC: never by 2 s)."""
END_MS = 500
"""A cue that ends so near to a shot change ends with it."""
CLOSED_MS = 500
"""Gaps shorter than this flicker (Netflix: up to 11 frames are closed)."""


def snap(
    shown: Sequence[tuple[Span, str]],
    changes_ms: Sequence[int],
    limit: Span,
    profile: SubtitleProfile,
) -> tuple[Span, ...]:
    """Return when cues are on screen, ends moved to shot changes where reading allows it.

    No cue becomes too short or too fast to read by it, none overlaps another, and no gap becomes
    so short that it flickers.

    Args:
        shown: when each text is on screen, in order, not overlapping, and the text.
        changes_ms: first moments of new shots.
        limit: nothing is shown outside.
        profile: shortest, longest, gap and reading speed.
    """
    spans = [span for span, _ in shown]
    texts = [text for _, text in shown]
    changes = [at for at in changes_ms if limit.start_ms <= at <= limit.end_ms]
    for i in range(len(spans) + 1):
        around = spans[max(0, i - 1) : i + 1]
        if not around:
            continue
        boundary = around[-1].start_ms if i < len(spans) else around[-1].end_ms
        for change in sorted(changes, key=lambda at: abs(at - boundary)):
            if moved := _moved(spans, texts, i, change, profile):
                spans = moved
                break
    return tuple(spans)


def _moved(
    spans: list[Span], texts: Sequence[str], i: int, change: int, profile: SubtitleProfile
) -> list[Span] | None:
    """Return spans with the end before place ``i``, the start after it, or both at a change."""
    left, right = i - 1 if i else None, i if i < len(spans) else None
    ends = left is not None and abs(spans[left].end_ms - change) <= END_MS
    starts = right is not None and abs(spans[right].start_ms - change) <= START_MS
    gap_ms = 0 if profile.touching else profile.gap_ms
    if left is not None and right is not None:
        found_ms = spans[right].start_ms - spans[left].end_ms
        chained = found_ms < CLOSED_MS
        if (ends or chained) and starts:
            by = change - (found_ms if chained else gap_ms)
            return _put(spans, texts, {left: (None, by), right: (change, None)}, profile)
        if chained:
            return None
        room_ms = max(CLOSED_MS, profile.gap_ms)
        starts = starts and change - spans[left].end_ms >= room_ms
        ends = ends and spans[right].start_ms - change >= room_ms
    if starts and right is not None:
        return _put(spans, texts, {right: (change, None)}, profile)
    if ends and left is not None:
        return _put(spans, texts, {left: (None, change)}, profile)
    return None


def _put(
    spans: list[Span],
    texts: Sequence[str],
    new: dict[int, tuple[int | None, int | None]],
    profile: SubtitleProfile,
) -> list[Span] | None:
    """Return spans with new starts and ends, None where one could no longer be read."""
    result = list(spans)
    for i, (start, end) in new.items():
        old = spans[i]
        result[i] = Span(
            start_ms=old.start_ms if start is None else start,
            end_ms=old.end_ms if end is None else end,
        )
        if not _reads(result[i], old, texts[i], profile):
            return None
    return result


def _reads(new: Span, old: Span, text: str, profile: SubtitleProfile) -> bool:
    """Whether a cue can be read there, no worse than the profile wishes, or than before."""
    length_ms, old_ms = new.end_ms - new.start_ms, old.end_ms - old.start_ms
    if length_ms >= old_ms:
        return length_ms <= max(profile.longest_ms, old_ms)
    wanted_ms = 1000 * len(text) / profile.cps_wished
    return length_ms >= max(profile.shortest_ms, wanted_ms)
