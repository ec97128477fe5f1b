"""Values that cue tests start from."""

from __future__ import annotations

from typing import Any

from clipmaker.cues.cutting.split import CueBounds
from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.maker import machine, person
from clipmaker.cues.model import Confidence, Cue, CueSheet, Flag, Severity, Span, Status, Word
from clipmaker.profile.model import SubtitleProfile

HOUSE = SubtitleProfile(
    name="house",
    dated="2026-01-01",
    source="test",
    lines=2,
    lines_at_most=3,
    cps_wished=17.0,
    cps_at_most=20.0,
    shortest_ms=833,
    longest_ms=7000,
    gap_ms=67,
)
SURE = Confidence(avg_logprob=-0.2, no_speech_prob=0.02, compression_ratio=1.2)

WHISPER = machine("faster-whisper base")


def monospaced(text: str) -> float:
    """Measure a text in letters of 10 px."""
    return 10.0 * len(text)


ROOM = CueBounds(profile=HOUSE, measure=monospaced, width_px=260.0)


def cue(name: str = "c1", start: int = 1000, end: int = 4000, **more: Any) -> Cue:
    """A cue that a person wrote."""
    values = {
        "source": "그는 말했다",
        "text": "He said so.",
        "source_by": (person(),),
        "text_by": (person(),),
        **more,
    }
    return Cue(id=name, start_ms=start, end_ms=end, **values)


def machine_cue(name: str = "c1", start: int = 1000, end: int = 4000, **more: Any) -> Cue:
    """A cue with everything that a machine leaves on it."""
    values: dict[str, Any] = {
        "source_by": (WHISPER,),
        "text_by": (WHISPER,),
        "heard": SURE,
        "translated": SURE,
        "words": (
            Word(text="그는", start_ms=start, end_ms=start + 400, probability=0.9),
            Word(text="말했다", start_ms=start + 400, end_ms=end - 100, probability=0.81),
        ),
        "flags": (
            Flag(code="machine-translation", severity=Severity.SERIOUS, message="Beware: a test"),
        ),
        **more,
    }
    return cue(name, start, end, **values)


def sheet(*cues: Cue, **more: Any) -> CueSheet:
    values: dict[str, Any] = {
        "footage": "interview.mp4",
        "digest": "a" * 64,
        "heard": (Span(start_ms=0, end_ms=20_000),),
        "language": "ko",
        "engine": "faster-whisper 1.2.1",
        "model": "base " + "b" * 64,
        **more,
    }
    return CueSheet(cues=cues, **values)


def seen(**more: Any) -> Doubting:
    values: dict[str, Any] = {
        "language": "ko",
        "language_probability": 1.0,
        "audience": "en",
        "model": "base abc",
        "profile": HOUSE,
        **more,
    }
    return Doubting(**values)


__all__ = [
    "HOUSE",
    "ROOM",
    "SURE",
    "WHISPER",
    "Status",
    "cue",
    "machine_cue",
    "monospaced",
    "seen",
    "sheet",
]
