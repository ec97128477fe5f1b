"""The transcript of a whole clip: every card's words and every cue in both languages, in order."""

from __future__ import annotations

from clipmaker.cues.transcript import Passage, transcript
from clipmaker.publish.manifest import Made
from clipmaker.story.clock import format_clock
from clipmaker.story.model import Card, Footage
from clipmaker.text.markup import plain_text
from clipmaker.timeline.frames import frame_to_ms
from clipmaker.timeline.model import Shot


def clip_transcript(made: Made) -> str:
    """Return the transcript as plain text."""
    parts = [f"{made.story.headline}\n{made.story.date.isoformat()}"]
    for shot in made.timeline.shots:
        start_ms = frame_to_ms(shot.start_frame, made.timeline.rate)
        if isinstance(shot.item, Card):
            parts.append(f"{format_clock(start_ms)}\n{_words(shot.item)}")
        else:
            parts.append(_spoken(shot, shot.item, start_ms, made))
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _words(card: Card) -> str:
    lines = []
    for value in card.fields.values():
        if isinstance(value, str):
            lines.append(plain_text(value))
        elif isinstance(value, tuple):
            lines.append(", ".join(str(one) for one in value))
    return "\n".join(lines)


def _spoken(shot: Shot, footage: Footage, start_ms: int, made: Made) -> str:
    sheet = made.sheets.get(shot.index)
    shown = {cue.id for cue in shot.cues}
    passage = Passage(
        title=f"{format_clock(start_ms)}\nFootage: {footage.credit}",
        language=shot.spoken,
        audience=made.story.language,
        offset_ms=start_ms - footage.in_ms,
        cues=[cue for cue in sheet.cues if cue.id in shown] if sheet else [],
    )
    return transcript([passage])
