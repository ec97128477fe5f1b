"""Which language footage sounds like, against what the story says; flags on cues; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.cues.model import Cue, Flag, Severity
from clipmaker.languages import NAMES
from clipmaker.speech.engine import Recognition, Transcription

MISMATCH = "language-mismatch"
"""Code of the flag on cues of footage that sounds like another language than was given."""

CHANGES = "language-changes"
"""Code of the flag on cues of an utterance that sounds like another language than the rest."""

_SURE = 0.6
_SURE_OF_ONE = 0.8
"""A single utterance is short: on 25 of them the wrong language had at most 0.65."""


def mismatched(cues: Sequence[Cue], heard: Recognition, offset_ms: int) -> tuple[Cue, ...]:
    """Flag cues of footage, or of single utterances, that sound like another language.

    Args:
        cues: the cues that were made of what was heard.
        heard: what was heard.
        offset_ms: where the sound that was heard begins in the file.
    """
    if heard.detected not in ("", heard.language) and heard.probability >= _SURE:
        message = f"The story says {_name(heard.language)}, but this sounds like "
        flag = _flag(MISMATCH, message, heard.detected, heard.probability)
        return tuple(replace(cue, flags=(flag, *cue.flags)) for cue in cues)
    return tuple(_changed(cue, heard, offset_ms) for cue in cues)


def _changed(cue: Cue, heard: Recognition, offset_ms: int) -> Cue:
    said = _of(cue, heard.said, offset_ms)
    if said is None or said.detected in ("", heard.language) or said.probability < _SURE_OF_ONE:
        return cue
    message = f"The rest is {_name(heard.language)}, but here somebody seems to speak "
    flag = _flag(CHANGES, message, said.detected, said.probability)
    return replace(cue, flags=(flag, *cue.flags))


def _of(cue: Cue, said: Sequence[Transcription], offset_ms: int) -> Transcription | None:
    """Return the utterance that a cue was made of: the one that it shares most time with."""
    words = cue.words
    start = (words[0].start_ms if words else cue.start_ms) - offset_ms
    end = (words[-1].end_ms if words else cue.end_ms) - offset_ms
    return max(
        said,
        key=lambda one: min(end, one.span.end_ms) - max(start, one.span.start_ms),
        default=None,
    )


def _flag(code: str, message: str, language: str, probability: float) -> Flag:
    return Flag(
        code=code,
        severity=Severity.SERIOUS,
        message=f"{message}{_name(language)} ({probability:.0%}): the text may be nonsense",
    )


def _name(code: str) -> str:
    return NAMES.get(code, code)
