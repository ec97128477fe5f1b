"""From utterances to cues: cut, timed, and both texts side by side; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.cues.cutting.snap import snap
from clipmaker.cues.cutting.split import CueBounds, CuePiece, Speech, split
from clipmaker.cues.cutting.timing import lay_out
from clipmaker.cues.model import Cue, Flag, Severity, Span

CUT_OFF = "cut-off"
"""Code of the flag on a cue of which a part is spoken outside the footage that is used."""

SKIPPED = "words-missing"
"""Code of the flag on cues of an utterance that was not recognised to its end."""

FAILED = "translator-failed"
"""Code of the flag on cues that no translator gave a text for."""

_CUT_OFF_MS = 250
_HEARD_MS = 150


def build_cues(
    speeches: Sequence[Speech],
    *,
    used: Span,
    limit: Span,
    room: CueBounds,
    changes_ms: Sequence[int] = (),
) -> tuple[Cue, ...]:
    """Return the cues of what is said in a span of footage, in order, without overlap.

    A cue of which only a part is spoken inside the span is kept whole, and flagged: half of a
    translation may say the opposite.

    Args:
        speeches: the utterances in order; where ``text`` is empty, cues get no English.
        used: the span of the footage that is used.
        limit: nothing is shown outside.
        room: what a cue must fit into.
        changes_ms: first moments of new shots, to which cues are moved.
    """
    found = [(piece, speech) for speech in speeches for piece in _pieces(speech, room)]
    shown = lay_out([(piece.span, piece.text) for piece, _ in found], limit, room.profile)
    texts = [piece.text for piece, _ in found]
    shown = snap(list(zip(shown, texts, strict=True)), changes_ms, limit, room.profile)
    cues: list[Cue] = []
    for (piece, speech), span in zip(found, shown, strict=True):
        inside = min(piece.span.end_ms, used.end_ms) - max(piece.span.start_ms, used.start_ms)
        if inside < min(_HEARD_MS, piece.span.end_ms - piece.span.start_ms):
            continue
        cues.append(
            Cue(
                id=f"c{len(cues) + 1}",
                start_ms=span.start_ms,
                end_ms=span.end_ms,
                source=piece.source,
                text=piece.text if speech.text else "",
                flags=(*_skipped(speech), *_cut_off(piece, used), *_failed(speech)),
                heard=speech.heard,
                translated=speech.translated,
                words=piece.words,
                text_by=speech.text_by,
                language=speech.language,
            )
        )
    return tuple(cues)


def _pieces(speech: Speech, room: CueBounds) -> tuple[CuePiece, ...]:
    """Cut an utterance; one without a translation is cut by its own words."""
    if not speech.text:
        speech = replace(speech, text=speech.source, text_words=speech.words)
    return split(speech, room)


def _skipped(speech: Speech) -> tuple[Flag, ...]:
    if speech.whole:
        return ()
    return (
        Flag(
            code=SKIPPED,
            severity=Severity.SERIOUS,
            message="The program left out some of what is said around here, or got stuck: "
            "listen to the whole passage",
        ),
    )


def _failed(speech: Speech) -> tuple[Flag, ...]:
    if not speech.text_failed:
        return ()
    return (
        Flag(
            code=FAILED,
            severity=Severity.SERIOUS,
            message=f"No translator gave a text: {speech.text_failed}",
        ),
    )


def _cut_off(piece: CuePiece, used: Span) -> tuple[Flag, ...]:
    early = used.start_ms - piece.span.start_ms > _CUT_OFF_MS
    late = piece.span.end_ms - used.end_ms > _CUT_OFF_MS
    if not (early or late):
        return ()
    where = "before the in point" if early else "after the out point"
    return (
        Flag(
            code=CUT_OFF,
            severity=Severity.WARNING,
            message=f"A part of this is spoken {where}: the clip cuts into the sentence",
        ),
    )
