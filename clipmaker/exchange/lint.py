"""Lints subtitles by a subtitle profile: one small function a rule, in a registry; pure.

To add a rule: one function that yields what breaks it, one line in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clipmaker.door.garbled import repair
from clipmaker.profile.model import SubtitleProfile

_ROUNDING_MS = 34
"""Times of video are whole frames, so a pause may be so much shorter than the rule."""


@dataclass(frozen=True, kw_only=True)
class Linted:
    """A subtitle that is judged.

    Attributes:
        start_ms: first millisecond shown.
        end_ms: first millisecond no longer shown.
        lines: its lines, "" among them where it has an empty one.
        place: where it stands, for messages.
    """

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    place: str

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return " ".join(line for line in self.lines if line)

    @property
    def length_ms(self) -> int:
        """How long it is shown; negative where it ends before it starts."""
        return self.end_ms - self.start_ms


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A subtitle that breaks a rule: where it stands, and what was found."""

    place: str
    measured: str


@dataclass(frozen=True, kw_only=True)
class LintFinding:
    """One rule's outcome for all subtitles.

    Attributes:
        rule: name of the rule.
        expected: what the profile asks for; "" when it has no such rule.
        broken: every subtitle that breaks it, in the file's order.
    """

    rule: str
    expected: str
    broken: tuple[Broken, ...]


Breaks = Callable[[Sequence[Linted], SubtitleProfile], Iterator[tuple[Linted, str]]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule: what it expects, in words, and a function that yields what breaks it."""

    expected: Callable[[SubtitleProfile], str]
    breaks: Breaks


def lint(cues: Sequence[Linted], profile: SubtitleProfile) -> tuple[LintFinding, ...]:
    """Judge subtitles by every rule that the profile has.

    Args:
        cues: in the order of their file.
        profile: the numbers.
    """
    return tuple(
        LintFinding(
            rule=name,
            expected=expected,
            broken=tuple(
                Broken(place=cue.place, measured=measured)
                for cue, measured in rule.breaks(cues, profile)
            ),
        )
        for name, rule in RULES.items()
        if (expected := rule.expected(profile))
    )


def empty(cues: Sequence[Linted], _profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A subtitle without a text."""
    return ((cue, "no text") for cue in cues if not cue.text)


def garbled(cues: Sequence[Linted], _profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A text with mojibake, or with what is left of a web page."""
    for cue in cues:
        if found := repair(cue.text)[1]:
            yield cue, f"“{found[0].was}”, {found[0].fault.value}"


def span(cues: Sequence[Linted], _profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A subtitle that ends when it starts, or before."""
    return ((cue, f"{cue.length_ms} ms") for cue in cues if cue.length_ms <= 0)


def order(cues: Sequence[Linted], _profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A subtitle that begins before the one above it."""
    for one, other in pairwise(cues):
        if other.start_ms < one.start_ms:
            yield other, f"begins {one.start_ms - other.start_ms} ms before {one.place}"


def overlap(cues: Sequence[Linted], _profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A subtitle that begins before another has ended."""
    latest: Linted | None = None
    for cue in sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms)):
        if latest is not None and cue.start_ms < latest.end_ms:
            yield cue, f"{latest.end_ms - cue.start_ms} ms with {latest.place}"
        if latest is None or cue.end_ms > latest.end_ms:
            latest = cue


def reading_speed(cues: Sequence[Linted], profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """More text than people can read in its time."""
    for cue in cues:
        cps = 1000 * len(cue.text) / max(1, cue.length_ms)
        if cue.length_ms > 0 and cps > profile.cps_at_most:
            yield cue, f"{cps:.1f} characters a second"


def shortest(cues: Sequence[Linted], profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A subtitle that is gone before it is seen."""
    least = profile.shortest_ms - _ROUNDING_MS
    return ((cue, _seconds(cue.length_ms)) for cue in cues if 0 < cue.length_ms < least)


def longest(cues: Sequence[Linted], profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A subtitle that stays so long that people read it twice."""
    most = profile.longest_ms + _ROUNDING_MS
    return ((cue, _seconds(cue.length_ms)) for cue in cues if cue.length_ms > most)


def gap(cues: Sequence[Linted], profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A pause so short that it flickers."""
    ordered = sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))
    for one, other in pairwise(ordered):
        pause_ms = other.start_ms - one.end_ms
        touching = profile.touching and pause_ms == 0
        if 0 <= pause_ms < profile.gap_ms - _ROUNDING_MS and not touching:
            yield other, f"{_seconds(pause_ms)} after {one.place}"


def lines(cues: Sequence[Linted], profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """More lines than may stand at once."""
    for cue in cues:
        count = sum(1 for line in cue.lines if line)
        if count > profile.lines_at_most:
            yield cue, f"{count} lines"


def line_length(cues: Sequence[Linted], profile: SubtitleProfile) -> Iterator[tuple[Linted, str]]:
    """A line with more characters than the profile allows."""
    for cue in cues:
        longest_line = max(map(len, cue.lines), default=0)
        if longest_line > profile.characters:
            yield cue, f"{longest_line} characters"


def _gap_expected(profile: SubtitleProfile) -> str:
    none = " or none" if profile.touching else ""
    return f"at least {_seconds(profile.gap_ms)} between two{none}"


def _seconds(ms: int) -> str:
    return f"{ms / 1000:g} s"


RULES: Mapping[str, Rule] = {
    "empty": Rule(expected=lambda _: "a text in each", breaks=empty),
    "garbled": Rule(expected=lambda _: "letters as they were written", breaks=garbled),
    "times": Rule(expected=lambda _: "an end after the start", breaks=span),
    "order": Rule(expected=lambda _: "in the order of time", breaks=order),
    "overlap": Rule(expected=lambda _: "one at a time", breaks=overlap),
    "reading_speed": Rule(
        expected=lambda p: f"at most {p.cps_at_most:g} characters a second", breaks=reading_speed
    ),
    "shortest": Rule(expected=lambda p: f"at least {_seconds(p.shortest_ms)}", breaks=shortest),
    "longest": Rule(expected=lambda p: f"at most {_seconds(p.longest_ms)}", breaks=longest),
    "gap": Rule(expected=_gap_expected, breaks=gap),
    "lines": Rule(expected=lambda p: f"at most {p.lines_at_most} lines", breaks=lines),
    "line_length": Rule(
        expected=lambda p: f"at most {p.characters} characters a line" if p.characters else "",
        breaks=line_length,
    ),
}
"""Every rule by its name, in the order of the report."""
