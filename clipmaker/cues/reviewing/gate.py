"""The gate before a final clip: what keeps a cue from going out, and waivers by name; pure.

A cue goes out when a person approved it and it can be read in its time. Anything else needs a
waiver: somebody's name and a reason, for this one cue.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clipmaker.cues.judging.reading import reading_speed_cps
from clipmaker.cues.model import Cue, CueSheet, Flag, Severity, Status
from clipmaker.cues.reviewing.review import waive
from clipmaker.cues.sheets.plain import clock
from clipmaker.errors import ReviewError
from clipmaker.profile.model import SubtitleProfile

_CUE_AND_REASON = r"\s+(?P<cue>[A-Za-z0-9][A-Za-z0-9_-]{0,39})\s*:\s*(?P<reason>\S.*)"
# A colon in a name with an ending is part of the name.
_WAIVERS = tuple(
    re.compile(rf"(?P<footage>\S.*?{ending}){_CUE_AND_REASON}") for ending in (r"\.\w{1,5}", "")
)


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Somebody lets one cue go out as it is.

    Attributes:
        footage: file name of the footage, without folder.
        cue: name of the cue.
        who: who takes that upon themselves.
        reason: why.
    """

    footage: str
    cue: str
    who: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ShownCue:
    """A cue of the clip.

    Attributes:
        footage: file name of the footage.
        cue: the cue.
        shown_ms: how long it is on screen; 0 when it has no text to show.
    """

    footage: str
    cue: Cue
    shown_ms: int


@dataclass(frozen=True, kw_only=True)
class Held:
    """A cue that may not go out, and why, as short phrases."""

    footage: str
    cue: Cue
    reasons: tuple[str, ...]


def parse_waiver(text: str, who: str) -> Waiver:
    """Return a waiver as it is written on a command line: ``interview.mp4 c3: REASON``.

    Raises:
        ReviewError: it is written otherwise, or nobody is named.
    """
    match = next((found for form in _WAIVERS if (found := form.fullmatch(text.strip()))), None)
    if match is None:
        raise ReviewError(
            f"“{text}” is no waiver: it names the footage, the cue and the reason",
            remedy='Write it as in --waive "interview.mp4 c3: no interpreter before the deadline".',
        )
    if not who.strip():
        raise ReviewError("a waiver needs the name of the person who gives it", remedy="Add --as.")
    return Waiver(
        footage=match["footage"], cue=match["cue"], who=who.strip(), reason=match["reason"]
    )


def apply_waivers(
    sheets: Mapping[int, CueSheet], waivers: Sequence[Waiver]
) -> Mapping[int, CueSheet]:
    """Return cue sheets in which waivers are noted on their cues.

    Args:
        sheets: by the footage's place in the story.
        waivers: what was waived besides what the sheets hold.

    Raises:
        ReviewError: a waiver names footage or a cue that is not there.
    """
    result = dict(sheets)
    for waiver in waivers:
        places = [i for i, sheet in result.items() if sheet.footage == waiver.footage]
        if not places:
            names = ", ".join(dict.fromkeys(sheet.footage for sheet in sheets.values()))
            raise ReviewError(
                f"a waiver names {waiver.footage}, but this story has no such footage with "
                f"subtitles",
                remedy=f"Its footage with subtitles: {names or 'none'}.",
            )
        for i in places:
            result[i] = waive(result[i], waiver.cue, who=waiver.who, reason=waiver.reason)
    return result


def untold(sheet: CueSheet, start_ms: int, end_ms: int) -> tuple[Cue, ...]:
    """Return cues of a span for which there is no text to show, though nobody decided so."""
    return tuple(
        cue
        for cue in sheet.cues
        if cue.status is Status.MACHINE
        and not cue.text.strip()
        and cue.start_ms < end_ms
        and start_ms < cue.end_ms
    )


def unread(narration: CueSheet | None) -> tuple[ShownCue, ...]:
    """Return the captions of a voice-over that a machine wrote and nobody approved.

    They are read beside the clip, not in its time, so no reading speed holds for them.

    Args:
        narration: the cues of the voice-over; None when it shows none.
    """
    if narration is None:
        return ()
    return tuple(
        ShownCue(footage=narration.footage, cue=cue, shown_ms=cue.end_ms - cue.start_ms)
        for cue in narration.cues
        if cue.status is not Status.APPROVED
    )


def held(
    cues: Sequence[ShownCue], profile: SubtitleProfile, *, strict: bool = False
) -> tuple[Held, ...]:
    """Return the cues that keep a clip from being final.

    Args:
        cues: every cue of the clip.
        profile: its limit of reading speed holds for approved cues, too.
        strict: whether what was approved with others, unseen, counts as not approved.
    """
    found = [
        Held(footage=one.footage, cue=one.cue, reasons=reasons)
        for one in cues
        if not one.cue.waiver and (reasons := _reasons(one, profile, strict=strict))
    ]
    return tuple(found)


def waivers(
    cues: Sequence[ShownCue], profile: SubtitleProfile, *, strict: bool = False
) -> tuple[Waiver, ...]:
    """Return the waivers without which the clip could not be final; see `held` for what counts."""
    return tuple(
        Waiver(footage=one.footage, cue=one.cue.id, who=one.cue.waived_by, reason=one.cue.waiver)
        for one in cues
        if one.cue.waiver and _reasons(one, profile, strict=strict)
    )


def refusal(cues: Sequence[Held], story: str) -> ReviewError:
    """Return the error that refuses a final clip, with every cue and its flags.

    Args:
        cues: the cues that may not go out, at least one.
        story: the story file as the user named it.
    """
    count = "1 is" if len(cues) == 1 else f"{len(cues)} are"
    lines = [f"a final clip needs every subtitle approved and readable; {count} not:"]
    for one in cues:
        cue = one.cue
        told = cue.text or cue.source
        lines.append(f"{one.footage} {cue.id} at {clock(cue.start_ms)}: “{told}”")
        lines += [f"  {reason}" for reason in one.reasons]
        lines += [f"  {flag.severity.value}: {flag.message}" for flag in _telling(cue)]
    return ReviewError(
        "\n".join(lines),
        remedy=f"Have somebody who speaks the language review them: clipmaker subtitles review "
        f"{shlex.quote(story)}. What must go out as it is needs a name and a reason: "
        f'--waive "{cues[0].footage} {cues[0].cue.id}: REASON" --as NAME.',
    )


def _telling(cue: Cue) -> list[Flag]:
    """Return the flags that a refusal lists: reading speed is among its reasons already."""
    return [
        flag
        for flag in cue.flags
        if flag.code != "too-fast" and flag.severity is not Severity.NOTICE
    ]


def _reasons(one: ShownCue, profile: SubtitleProfile, *, strict: bool) -> tuple[str, ...]:
    """Return why a cue may not go out; none when it may."""
    cue = one.cue
    reasons = []
    if not cue.text.strip():
        reasons.append("has no text to show: write one, or “status: edited” to show nothing")
    elif cue.status is not Status.APPROVED:
        reasons.append(f"not approved ({cue.status.value})")
    elif strict and cue.wholesale:
        reasons.append("approved together with others, unseen, which a strict gate does not count")
    cps = reading_speed_cps(cue, one.shown_ms)
    if cue.text and cps > profile.cps_at_most:
        reasons.append(
            f"too fast: {cps:.1f} characters a second, at most {profile.cps_at_most:g} can be read"
        )
    return tuple(reasons)
