"""Which language footage sounds like, against what the story says; flags on cues; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.cues.model import Cue, Flag, Severity
from clipmaker.languages import NAMES
from clipmaker.speech.engine import Recognition, Transcription
from clipmaker.speech.utterance import SURE_OF_ONE

MISMATCH = "language-mismatch"
"""Code of the flag on cues of footage that sounds like another language than was given."""

CHANGES = "language-changes"
"""Code of the flag on cues of an utterance that sounds like another language than the rest."""

UNCLEAR = "language-unclear"
"""Code of the flag on cues of an utterance that might be in another of the story's languages."""

_SURE = 0.6


def mismatched(
    cues: Sequence[Cue], heard: Recognition, offset_ms: int, stated: Sequence[str] = ()
) -> tuple[Cue, ...]:
    """Flag cues of footage, or of single utterances, that sound like another language.

    Args:
        cues: the cues that were made of what was heard.
        heard: what was heard.
        offset_ms: where the sound that was heard begins in the file.
        stated: language codes that the story names, none when it leaves that to the engine.
    """
    if heard.detected not in ("", heard.language, *stated) and heard.probability >= _SURE:
        message = f"The story says {_names(stated or [heard.language])}, but this sounds like "
        flag = _flag(MISMATCH, message, heard.detected, heard.probability)
        return tuple(replace(cue, flags=(flag, *cue.flags)) for cue in cues)
    return tuple(_changed(cue, heard, offset_ms, stated) for cue in cues)


def _changed(cue: Cue, heard: Recognition, offset_ms: int, stated: Sequence[str]) -> Cue:
    said = _of(cue, heard.said, offset_ms)
    flag = _of_one(said, heard, stated) if said else None
    return replace(cue, flags=(flag, *cue.flags)) if flag else cue


def _of_one(said: Transcription, heard: Recognition, stated: Sequence[str]) -> Flag | None:
    """Return what is doubted of the language of one utterance, None for nothing."""
    spoken = said.language or heard.language
    if said.detected not in ("", *(stated or (spoken,))) and said.probability >= SURE_OF_ONE:
        rest = f"The rest is {_name(heard.language)}"
        said_so = f"The story says {_names(stated)}" if len(stated) > 1 else rest
        message = f"{said_so}, but here somebody seems to speak "
        return _flag(CHANGES, message, said.detected, said.probability)
    if len(stated) > 1 and said.sureness < SURE_OF_ONE:
        return Flag(
            code=UNCLEAR,
            severity=Severity.SERIOUS,
            message=f"This was heard as {_name(spoken)} with only {said.sureness:.0%} confidence "
            f"among {_names(stated)}: the text may be nonsense",
        )
    if not stated and spoken != heard.language:
        return Flag(
            code=CHANGES,
            severity=Severity.WARNING,
            message=f"This was heard as {_name(spoken)} ({said.probability:.0%}), the rest as "
            f"{_name(heard.language)}: name both in the story, as in "
            f"language: [{heard.language}, {spoken}]",
        )
    return None


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


def _names(codes: Sequence[str]) -> str:
    return " and ".join(map(_name, codes))
