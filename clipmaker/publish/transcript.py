"""The transcript beside the clip: everything that is shown and said, as plain text with times.

A text alternative for people who cannot watch the clip (WCAG 2.2, 1.2.1), and both languages of
its footage side by side for people who want to check the translation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from clipmaker.cues.credit import seen_alone
from clipmaker.cues.maker import by_machine
from clipmaker.cues.model import Cue, Status
from clipmaker.languages import NAMES
from clipmaker.story.model import Card, Footage, Story, VoiceOver
from clipmaker.text.markup import plain_text
from clipmaker.timeline.frames import frame_to_ms
from clipmaker.timeline.model import Shot, Timeline
from clipmaker.timeline.order import is_warning


def transcript(
    story: Story,
    timeline: Timeline,
    cues: Mapping[int, Sequence[Cue]],
    narration: Sequence[Cue] = (),
) -> str:
    """Return the transcript of a clip.

    Args:
        story: the story.
        timeline: where its shots and cues are.
        cues: cues of the footage by the shot's place in the story.
        narration: cues of a voice-over, in ms of the clip.
    """
    parts = [f"{story.headline}\n{story.date.isoformat()}"]
    for shot in timeline.shots:
        if isinstance(shot.item, Card):
            lines = _card(shot.item)
        else:
            known = {cue.id: cue for cue in cues.get(shot.index, ())}
            lines = _footage(shot, shot.item, known, story.language, timeline.rate)
        if lines:
            parts.append("\n".join([f"[{_time(shot.start_frame, timeline.rate)}]", *lines]))
    if narration and story.voice_over:
        parts.append(_narrated(story.voice_over, narration))
    return "\n\n".join(parts) + "\n"


def _narrated(voice_over: VoiceOver, cues: Sequence[Cue]) -> str:
    """Return what a voice-over says, with its times."""
    head = f"Voice-over: {voice_over.credit}" if voice_over.credit else "Voice-over"
    lines = []
    for cue in cues:
        state = _state(cue, translated=False)
        span = f"{_clock(cue.start_ms)} - {_clock(cue.end_ms)}"
        lines += ["", f"{span}  [{state}]" if state else span]
        lines.append(f"{cue.speaker}: {cue.text}" if cue.speaker else cue.text)
    return "\n".join([head, *lines])


def _card(card: Card) -> list[str]:
    """Return the texts of a card, as a viewer reads them."""
    if is_warning(card):
        return [f"Content warning: {plain_text(card.text('text'))}"]
    lines: list[str] = []
    for value in card.fields.values():
        if isinstance(value, str):
            lines.append(plain_text(value))
        elif isinstance(value, tuple):
            lines += [plain_text(str(part)) for part in value]
        else:
            lines.append(value.credit)
    return lines


def _footage(
    shot: Shot, footage: Footage, known: Mapping[str, Cue], language: str, rate: Fraction
) -> list[str]:
    """Return what is said over footage, in both languages."""
    translated = shot.spoken != language
    spoken = f", in {NAMES[shot.spoken]}" if translated and shot.spoken in NAMES else ""
    lines = [f"{footage.credit}{spoken}"]
    for placed in shot.cues:
        cue = known[placed.id]
        state = _state(cue, translated=translated)
        span = f"{_time(placed.start_frame, rate)} - {_time(placed.end_frame, rate)}"
        lines += ["", f"{span}  [{state}]" if state else span]
        speaker = f"{cue.speaker}: " if cue.speaker else ""
        texts = [cue.source, cue.text] if translated else [cue.text]
        lines += [f"{speaker}{text}" for text in texts if text]
    return lines


def _state(cue: Cue, *, translated: bool) -> str:
    """Return who made what a cue shows where it was no person of the newsroom, and its review."""
    if by_machine(cue.text_by):
        kind = "machine translation" if translated else "machine transcript"
        return f"{kind}, checked" if seen_alone(cue) else f"{kind}, not checked"
    told = [cue.credit] if cue.credit else []
    if cue.status is not Status.APPROVED:
        told.append("edited, not approved")
    return ", ".join(told)


def _time(frame: int, rate: Fraction) -> str:
    """Return the time of a frame as ``m:ss.t``."""
    return _clock(frame_to_ms(frame, rate))


def _clock(ms: int) -> str:
    """Return a time as ``m:ss.t``."""
    tenths = round(ms / 100)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
