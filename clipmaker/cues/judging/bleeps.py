"""Words under a bleep: what a tone hides must not stand in writing; pure.

Words that have times are taken out by them. A translation's have none, so that nobody but a person
can tell whether it says what is hidden: its cue is a serious doubt, and an approval or a waiver
holds only when it was given with the very same bleeps in view. Languages order words differently,
so what is hidden may stand in the text of any cue of its sentence: all of them are doubted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clipmaker.cues.bare import bare_words
from clipmaker.cues.cutting.sentences import sentences_of
from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.model import Cue, CueSheet, Flag, Severity, Span, Status, Word
from clipmaker.cues.places import places
from clipmaker.cues.sheets.seal import unapproved

TAKEN_OUT = "[…]"
"""Stands where words were taken out, in any language."""

_NEAR_MS = 300
"""Times of words are heard times: a bleep in a pause hides the word beside it."""


def met(cue: Cue, bleeps: Sequence[Span]) -> tuple[Span, ...]:
    """Return the bleeps that are heard while a cue is shown, or while its words are spoken."""
    return tuple(
        bleep
        for bleep in bleeps
        if _share(cue.start_ms, cue.end_ms, bleep)
        or any(_share(word.start_ms, word.end_ms, bleep) for word in cue.words)
    )


def in_view(
    cues: Sequence[Cue], bleeps: Sequence[Span], language: str, audience: str
) -> Mapping[str, tuple[Span, ...]]:
    """Return, by the name of each cue, the bleeps that its text may give away.

    Args:
        cues: all cues of a sheet, in order.
        bleeps: spans of the file that a tone replaces.
        language: language code of the speech.
        audience: language code of the text that is shown.
    """
    own = {cue.id: met(cue, bleeps) for cue in cues}
    if not any(own.values()):
        return own
    found = {
        name: tuple(bleep for bleep in bleeps if any(bleep in own[other] for other in one.ids))
        for one in sentences_of(cues, language, audience)
        for name in one.ids
        if one.language != audience
    }
    return own | found


def seen_by(sheet: CueSheet, cue: Cue) -> tuple[Span, ...]:
    """Return the bleeps that whoever looks at a cue of a sheet has in view."""
    cues = tuple(cue if one.id == cue.id else one for one in sheet.cues)
    return in_view(cues, sheet.bleeps, sheet.language, sheet.audience).get(cue.id, ())


def unheeded(cue: Cue, found: Sequence[Span]) -> bool:
    """Whether a cue shows a text of which nobody has said that it keeps what is bleeped.

    Args:
        cue: the cue.
        found: the bleeps that its text may give away.
    """
    given = tuple(found)
    return bool(given and cue.text.strip()) and not _one_timed_text(cue) and cue.bleeps != given


def heeded(sheet: CueSheet, bleeps: Sequence[Span]) -> CueSheet:
    """Return a sheet that knows the bleeps of its footage.

    Approvals and waivers that were given before a bleep was set, or moved, lapse.

    Args:
        sheet: the sheet.
        bleeps: spans of the file that a tone replaces.
    """
    found = in_view(sheet.cues, bleeps, sheet.language, sheet.audience)
    cues = tuple(_lapsed(cue) if unheeded(cue, found[cue.id]) else cue for cue in sheet.cues)
    return replace(sheet, cues=cues, bleeps=tuple(bleeps))


def under_bleep(cue: Cue, seen: Doubting) -> Flag | None:
    """A text whose sentence a bleep is in: nobody has written or approved it since it was set."""
    own = met(cue, seen.bleeps)
    if not unheeded(cue, own if seen.in_view is None else seen.in_view):
        return None
    return Flag(
        code="under-bleep",
        severity=Severity.SERIOUS,
        message="Words under a bleep: check that the subtitle does not say them"
        if own
        else "Words of this sentence are under a bleep: check that the subtitle does not say them",
    )


def taken_out(sheet: CueSheet, bleeps: Sequence[Span]) -> CueSheet:
    """Return a sheet as it may be published: without the words that a tone hides.

    A text whose words have no times, or other words than it says, is taken out whole, but for one
    that is shown: that one was checked by a person.

    Args:
        sheet: the sheet.
        bleeps: spans of the file that a tone replaces.
    """
    return replace(sheet, cues=tuple(_taken_out(cue, bleeps) for cue in sheet.cues))


def _taken_out(cue: Cue, bleeps: Sequence[Span]) -> Cue:
    found = met(cue, bleeps)
    if not found or not cue.source:
        return cue
    hidden = _hidden(cue.words, found)
    source = _without(cue.source, cue.words, hidden)
    text = source if _one_timed_text(cue) else cue.text
    words = tuple(word for word in cue.words if word not in hidden)
    return replace(cue, source=source, text=text, words=words)


def _hidden(words: Sequence[Word], bleeps: Sequence[Span]) -> tuple[Word, ...]:
    """Return the words that bleeps hide; beside one in a pause, the nearest."""
    hidden: list[Word] = []
    for bleep in bleeps:
        under = [word for word in words if _share(word.start_ms, word.end_ms, bleep)]
        near = min(words, key=lambda word: _away_ms(word, bleep), default=None)
        if not under and near is not None and _away_ms(near, bleep) <= _NEAR_MS:
            under = [near]
        hidden += under
    return tuple(dict.fromkeys(hidden))


def _without(text: str, words: Sequence[Word], hidden: Sequence[Word]) -> str:
    """Return a text without some of its words; nothing of it where its words are not known."""
    if not _timed(text, words):
        return TAKEN_OUT
    result, at = "", 0
    for place in places((text,), words):
        if place.word in hidden:
            between = text[at : place.start]
            joined = result.endswith(TAKEN_OUT) and not between.strip()
            result += "" if joined else between + TAKEN_OUT
        else:
            result += text[at : place.end]
        at = place.end
    return result + text[at:]


def _timed(text: str, words: Sequence[Word]) -> bool:
    """Whether all words of a text have times."""
    if len(places((text,), words)) != len(words):
        return False
    said = bare_words("".join(word.text for word in words)).replace(" ", "")
    return bool(words) and said == bare_words(text).replace(" ", "")


def _one_timed_text(cue: Cue) -> bool:
    """Whether what is shown is what is said, and its words have times."""
    return cue.text == cue.source and _timed(cue.source, cue.words)


def _lapsed(cue: Cue) -> Cue:
    cue = replace(cue, waived_by="", waiver="", bleeps=())
    return unapproved(cue) if cue.status is Status.APPROVED else cue


def _share(start_ms: int, end_ms: int, bleep: Span) -> bool:
    return start_ms < bleep.end_ms and bleep.start_ms < end_ms


def _away_ms(word: Word, bleep: Span) -> int:
    return max(bleep.start_ms - word.end_ms, word.start_ms - bleep.end_ms, 0)
