"""What two versions of a clip differ in: subtitles, pictures, sound, the look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from clipmaker.cues.sheets.plain import clock
from clipmaker.desk.known import ClipVersion, KnownClip
from clipmaker.desk.measures import measures


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing in which two versions differ.

    Attributes:
        what: what it is of, for people: ``Subtitle c3``, ``Pictures, 0:04.0 to 0:09.5``.
        left: what the left one has, "" where that cannot be said in words.
        right: what the right one has.
        at_s: where it is to be seen in both, seconds; None for the whole clip.
    """

    what: str
    left: str = ""
    right: str = ""
    at_s: float | None = None


def compared(known: KnownClip, left: str, right: str) -> tuple[ClipVersion, ClipVersion]:
    """Return the two versions to compare: those named, or the newest and the final before it.

    A final is not held against the draft that it was made of, unless somebody asks for it.

    Args:
        known: a clip of two versions or more.
        left: name of the left version, "" for the program's choice.
        right: name of the right one, likewise.
    """
    by_age = sorted(known.versions, key=lambda one: -one.made_s)
    chosen = known.version(right) or next(one for one in by_age if one.name != left)
    others = [one for one in by_age if one is not chosen]
    final = next((one for one in others if one.name != "draft"), others[0])
    return known.version(left) or final, chosen


def differences(left: ClipVersion, right: ClipVersion) -> tuple[Difference, ...]:
    """Return what two versions differ in: words first, then pictures, sound, and the look."""
    return (*_words(left, right), *_pictures(left, right), *_whole(left, right))


def _words(left: ClipVersion, right: ClipVersion) -> Iterator[Difference]:
    was, is_now = _cues(left), _cues(right)
    for name in dict.fromkeys([*was, *is_now]):
        one, other = was.get(name, {}), is_now.get(name, {})
        if one.get("text", "") != other.get("text", ""):
            yield Difference(
                what=f"Subtitle {name[1]}", left=one.get("text", ""), right=other.get("text", "")
            )
        times = [_times(cue) for cue in (one, other)]
        if one and other and times[0] != times[1]:
            yield Difference(what=f"Times of {name[1]}", left=times[0], right=times[1])


def _cues(made: ClipVersion) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {
        (str(sheet.get("footage")), str(cue["id"])): cue
        for sheet in made.manifest["speech"]
        for cue in sheet["cues"]
    }


def _times(cue: Mapping[str, Any]) -> str:
    if "start_ms" not in cue or "end_ms" not in cue:
        return ""
    return f"{clock(int(cue['start_ms']))} to {clock(int(cue['end_ms']))}"


def _pictures(left: ClipVersion, right: ClipVersion) -> Iterator[Difference]:
    """Yield stretches of the right version whose pictures the left one does not have there."""
    there = {_placed(one) for one in left.manifest["segments"]}
    new = [one for one in right.manifest["segments"] if _placed(one) not in there]
    starts = sorted((int(one["start_frame"]), int(one["frames"])) for one in new)
    spans: list[list[int]] = []
    for start, frames in starts:
        end = start + frames
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([start, end])
    rate = measures(right).rate if spans else Fraction(1)
    for start, end in spans:
        told = [clock(round(1000 * frame / rate)) for frame in (start, end)]
        yield Difference(what=f"Pictures, {told[0]} to {told[1]}", at_s=float(start / rate))


def _placed(segment: Mapping[str, Any]) -> tuple[object, object]:
    return segment.get("start_frame"), segment.get("key")


def _whole(left: ClipVersion, right: ClipVersion) -> Iterator[Difference]:
    if left.manifest["sound"] != right.manifest["sound"]:
        yield Difference(what="Sound")
    for what, name in (("Brand", "brand"), ("Profile", "profile")):
        one, other = ((made.manifest.get(name) or {}).get("name", "") for made in (left, right))
        if one != other:
            yield Difference(what=what, left=str(one), right=str(other))
    one, other = (str(made.manifest["story"].get("headline", "")) for made in (left, right))
    if one != other:
        yield Difference(what="Headline", left=one, right=other)
