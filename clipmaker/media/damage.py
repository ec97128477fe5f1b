"""Where the picture of a file is damaged: looked for by decoding the part that is shown.

A damaged file still plays: decoders conceal what they cannot read, or show the last good picture.
So what they tell of each picture is counted here, with what they do not tell: pictures that never
came, and stretches of zeros (a download or a copy that left a hole) where a codec writes none.
Imports PyAV: import this module only where footage is decoded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import av
import av.error

from clipmaker.media.facts import is_picture, seconds
from clipmaker.media.length import promised_end
from clipmaker.media.opening import opened
from clipmaker.media.sniff import sniff

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream
    from av.video.stream import VideoStream

Seconds: TypeAlias = tuple[Fraction, Fraction]
"""A half-open span of a file, seconds from its start."""

_EARLIER_S = Fraction(1)
"""Reading begins so much earlier: what begins damaged is not the file's fault but the reader's."""
_LATER_S = Fraction(1)
"""Pictures are stored in another order than they are shown, but never so far apart."""
_MISSING = 2
"""So many pictures in a row that never come are damage; one may be half of an interlaced one."""
_TAIL_S = Fraction(1, 4)
_JOINED = ("mpegts", "mpeg")
"""Recordings that are often joined end to end: there counters jump, and nothing is lost."""
_JOINT = 2
"""The picture that a jump is told of is one of the last two before the joint."""
_UNCOUNTED = "matroska"
"""Containers that do not count their parts."""
_GAP_S = Fraction(1, 5)
_ENOUGH, _EVEN, _UNEVEN_S = 12, Fraction(9, 10), Fraction(1, 500)
"""A film is even whose pictures, so many at least, come at equal steps, but for few."""
_HOLES = {
    # Their syntax breaks up zeros; only between units may there be more than two.
    "h264": re.compile(rb"\0{64,}[^\0\1]"),
    "hevc": re.compile(rb"\0{64,}[^\0\1]"),
    "vp8": re.compile(rb"\0{256}"),
    "vp9": re.compile(rb"\0{256}"),
    "av1": re.compile(rb"\0{256}"),
}


@dataclass
class _Seen:
    """What reading told, in seconds from the start of the file.

    Attributes:
        keys: times of pictures that decoding can start at.
        stored: times of all pictures that are stored, as they are stored, and whether decoding can
            start at them.
        shown: times of pictures that were decoded.
        bad: times of pictures that are damaged, or could not be decoded.
        jumps: places in ``stored`` of pictures at which the container says that something is
            missing.
        heard: times of sound, where that is read, too.
        end_s: when the last one that is stored ends.
        broken_s: when reading the file itself failed, None when it did not.
    """

    keys: list[Fraction] = field(default_factory=list)
    stored: list[tuple[Fraction, bool]] = field(default_factory=list)
    shown: set[Fraction] = field(default_factory=set)
    bad: list[Fraction] = field(default_factory=list)
    jumps: list[int] = field(default_factory=list)
    heard: list[Fraction] = field(default_factory=list)
    end_s: Fraction = Fraction(0)
    broken_s: Fraction | None = None


def picture_damage(file: Path, start_ms: int, end_ms: int) -> tuple[tuple[int, int], ...]:
    """Return the spans in which what is shown of a file is damaged, ms of the file, in order.

    A picture that is damaged spoils those that are made from it, up to the next that decoding can
    start at.

    Args:
        file: the media file, which has a picture.
        start_ms: first millisecond shown.
        end_ms: first millisecond no longer shown.
    """
    start_s, end_s = Fraction(start_ms, 1000), Fraction(end_ms, 1000)
    kind = sniff(file)
    try:
        with opened(file, kind) as container:
            stream = next(filter(is_picture, container.streams.video))
            origin_s = seconds(container.start_time, Fraction(1, av.time_base))
            seen = _look(container, stream, origin_s, start_s, end_s)
            told_s = promised_end(file, container, kind.demuxer, stream)
    except av.error.FFmpegError:
        return ((start_ms, end_ms),)
    promised_s = None if told_s is None else told_s - origin_s
    joined = kind.demuxer in _JOINED
    spans = sorted(
        [*_spoilt(seen, joined=joined), *_lacking(seen, promised_s, end_s), *_holes(seen)]
    )
    return _within(spans, start_ms, end_ms)


def _look(
    container: InputContainer,
    stream: VideoStream,
    origin_s: Fraction,
    start_s: Fraction,
    end_s: Fraction,
) -> _Seen:
    """Decode a part of a file and note what is told of each picture."""
    context = stream.codec_context
    # Whether a picture counts as damaged must not depend on the machine's cores.
    context.thread_count = 1
    # Without this, decoders of HEVC say nothing of what they could not read.
    # What is smoothed afterwards is nobody's concern here, and costs a quarter of the time.
    context.options |= {"err_detect": "explode", "skip_loop_filter": "all"}
    if start_s > _EARLIER_S:
        to_s = origin_s + start_s - _EARLIER_S
        container.seek(int(to_s / (stream.time_base or 1)), stream=stream, backward=True)
    seen, hole = _Seen(), _HOLES.get(context.name)
    # Matroska has no counters: a hole swallows whole clusters, of picture and sound alike.
    sound = container.streams.audio[:1] if container.format.name.startswith(_UNCOUNTED) else ()
    for packet in _packets(container, (stream, *sound), seen):
        at_s = _time(packet)
        at_s = None if at_s is None else at_s - origin_s
        if packet.stream.index != stream.index:
            seen.heard += [] if at_s is None else [at_s]
            continue
        if at_s is not None and packet.size and not packet.is_discard:
            seen.end_s = max(seen.end_s, at_s + (packet.duration or 0) * packet.time_base)
            if packet.is_keyframe:
                seen.keys.append(at_s)
            if packet.pts is not None:
                seen.stored.append((at_s, bool(packet.is_keyframe)))
            if hole and hole.search(bytes(packet)):
                seen.bad.append(at_s)
            if packet.is_corrupt:
                seen.jumps.append(len(seen.stored) - 1)
        _decode(packet, at_s, origin_s, seen)
        if at_s is not None and at_s >= end_s + _LATER_S:
            break
    seen.keys.sort()
    return seen


def _packets(
    container: InputContainer, streams: Sequence[Stream], seen: _Seen
) -> Iterator[Packet[Any]]:
    """Yield packets for as long as the file can be read."""
    try:
        yield from container.demux(streams)
    except av.error.ExitError:
        raise
    except av.error.FFmpegError:
        seen.broken_s = seen.end_s


def _time(packet: Packet[VideoStream]) -> Fraction | None:
    ticks = packet.dts if packet.pts is None else packet.pts
    return None if ticks is None else ticks * packet.time_base


def _decode(
    packet: Packet[VideoStream], at_s: Fraction | None, origin_s: Fraction, seen: _Seen
) -> None:
    """Decode a packet and note when its pictures are shown, and which are damaged."""
    try:
        frames = packet.decode()
    except av.error.FFmpegError:
        if at_s is not None:
            seen.bad.append(at_s)
        return
    for frame in frames:
        if frame.pts is None or frame.time_base is None:
            continue
        shown_s = frame.pts * frame.time_base - origin_s
        seen.shown.add(shown_s)
        if frame.is_corrupt:
            seen.bad.append(shown_s)


def _spoilt(seen: _Seen, *, joined: bool) -> Iterator[Seconds]:
    """Yield what damaged pictures spoil, each up to the next that decoding can start at."""
    bad = [*seen.bad, *_missing(seen), *_torn(seen, joined=joined)]
    for at_s in bad:
        # What comes before the first whole picture of a recording lacks what it is made from.
        if not seen.keys or at_s < seen.keys[0]:
            continue
        after = bisect_right(seen.keys, at_s)
        yield at_s, seen.keys[after] if after < len(seen.keys) else max(seen.end_s, at_s)


def _torn(seen: _Seen, *, joined: bool) -> Iterator[Fraction]:
    """Yield the jumps of a recording that are no joints: no new beginning comes right after."""
    for place in filter(lambda place: place >= 0, seen.jumps):
        following = seen.stored[place + 1 : place + 1 + _JOINT]
        joint = len(following) < _JOINT or any(key for _, key in following)
        if not (joined and joint):
            yield seen.stored[place][0]


def _missing(seen: _Seen) -> Iterator[Fraction]:
    """Yield the times of stored pictures that never came, where several in a row did not."""
    last_s = max(seen.shown, default=None)
    run: list[Fraction] = []
    for at_s, _ in sorted(seen.stored):
        if at_s in seen.shown:
            run = []
            continue
        run.append(at_s)
        # Those behind the last one were not waited for.
        if len(run) >= _MISSING and last_s is not None and at_s < last_s:
            yield run[0]


def _lacking(seen: _Seen, promised_s: Fraction | None, end_s: Fraction) -> Iterator[Seconds]:
    """Yield what the file promises and does not hold."""
    if seen.broken_s is not None:
        yield seen.broken_s, end_s
    elif promised_s is not None and promised_s - seen.end_s > _TAIL_S:
        yield seen.end_s, promised_s


def _holes(seen: _Seen) -> Iterator[Seconds]:
    """Yield where the pictures of an even film and its sound stop both, and go on later."""
    times = sorted(time_s for time_s, _ in seen.stored)
    steps = sorted(after - before for before, after in pairwise(times))
    if len(steps) < _ENOUGH or not seen.heard:
        return
    step = steps[len(steps) // 2]
    if sum(abs(one - step) <= _UNEVEN_S for one in steps) < _EVEN * len(steps):
        return
    silences = [span for span in pairwise(sorted(seen.heard)) if span[1] - span[0] > _GAP_S]
    for before, after in pairwise(times):
        if after - before <= max(4 * step, _GAP_S):
            continue
        both = [min(after, end) - max(before, first) for first, end in silences]
        if max(both, default=Fraction(0)) > (after - before) / 2:
            yield before + step, after


def _within(spans: list[Seconds], start_ms: int, end_ms: int) -> tuple[tuple[int, int], ...]:
    """Return spans in whole ms inside of a part, those joined that meet."""
    found: list[tuple[int, int]] = []
    for one in spans:
        first, end = (round(1000 * time_s) for time_s in one)
        first, end = max(first, start_ms), min(max(end, first + 1), end_ms)
        if first >= end:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return tuple(found)
