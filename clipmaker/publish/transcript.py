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
from clipmaker.publish.told import Teller, teller
from clipmaker.story.model import Card, Footage, Story
from clipmaker.story.parts import with_units
from clipmaker.story.whole_clip import VoiceOver
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
    told = teller(story.language)
    parts = [f"{story.headline}\n{story.date.isoformat()}", *([told.note] if told.note else [])]
    for shot in timeline.shots:
        if isinstance(shot.item, Card):
            lines = _card(shot.item, told)
        else:
            known = {cue.id: cue for cue in cues.get(shot.index, ())}
            lines = _footage(shot, shot.item, known, told, timeline.rate)
        if lines:
            parts.append("\n".join([f"[{_time(shot.start_frame, timeline.rate)}]", *lines]))
    if story.own_music:
        parts.append(f"♪ {story.own_music.credit}")
    if narration and story.voice_over:
        parts.append(_narrated(story.voice_over, narration, told))
    return "\n\n".join(parts) + "\n"


def _narrated(voice_over: VoiceOver, cues: Sequence[Cue], told: Teller) -> str:
    """Return what a voice-over says, with its times."""
    credit = voice_over.credit
    head = told.tell("voice_over_by", credit=credit) if credit else told.tell("voice_over")
    lines = []
    for cue in cues:
        state = _state(cue, told, foreign=False)
        span = f"{_clock(cue.start_ms)} - {_clock(cue.end_ms)}"
        lines += ["", f"{span}  [{state}]" if state else span]
        lines.append(f"{cue.speaker}: {cue.text}" if cue.speaker else cue.text)
    return "\n".join([head, *lines])


def _card(card: Card, told: Teller) -> list[str]:
    """Return the texts of a card, as a viewer reads them."""
    lines = [text for value in with_units(card).fields.values() for text in told.texts(value)]
    if is_warning(card):
        return [f"{told.said.warning}: {' '.join(lines)}"]
    return lines


def _footage(
    shot: Shot, footage: Footage, known: Mapping[str, Cue], told: Teller, rate: Fraction
) -> list[str]:
    """Return what is said over footage, in both languages."""
    name = told.languages([code for code in shot.tongues if code != told.language])
    credit = footage.credit
    lines = [told.tell("spoken_by", credit=credit, language=name) if name else credit]
    for placed in shot.cues:
        cue = known[placed.id]
        spoken = shot.spoken_in(placed.start_frame)
        translated = spoken != told.language
        state = _state(cue, told, foreign=translated)
        if shot.parts:
            state = told.said.separator.join(filter(None, [told.languages([spoken]), state]))
        span = f"{_time(placed.start_frame, rate)} - {_time(placed.end_frame, rate)}"
        lines += ["", f"{span}  [{state}]" if state else span]
        speaker = f"{cue.speaker}: " if cue.speaker else ""
        texts = [cue.source, cue.text] if translated else [cue.text]
        lines += [f"{speaker}{text}" for text in texts if text]
    return lines


def _state(cue: Cue, told: Teller, *, foreign: bool) -> str:
    """Return who made what a cue shows where it was no person of the newsroom, and its review."""
    if by_machine(cue.text_by):
        made = "machine_translation" if foreign else "machine_transcript"
        review = "checked" if seen_alone(cue) else "not_checked"
        return told.said.separator.join((told.tell(made), told.tell(review)))
    parts = [cue.credit] if cue.credit else []
    if cue.status is not Status.APPROVED:
        parts.append(told.tell("edited"))
    return told.said.separator.join(parts)


def _time(frame: int, rate: Fraction) -> str:
    """Return the time of a frame as ``m:ss.t``."""
    return _clock(frame_to_ms(frame, rate))


def _clock(ms: int) -> str:
    """Return a time as ``m:ss.t``."""
    tenths = round(ms / 100)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
