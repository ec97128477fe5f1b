"""Puts flags on cues: the registry of doubts, applied to a whole sheet; pure.

To add a doubt: one function in a module beside this one, one line in `DOUBTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from clipmaker.cues.cutting.sentences import sentences_of
from clipmaker.cues.judging.agreement import machine_translation, reading_outdated, readings_differ
from clipmaker.cues.judging.bleeps import heeded, in_view, under_bleep
from clipmaker.cues.judging.doubts import (
    Doubt,
    Doubting,
    empty,
    heard_badly,
    language_unsure,
    perhaps_no_speech,
    translated_badly,
    unsure_words,
    untranslated,
)
from clipmaker.cues.judging.glossary import Glossary
from clipmaker.cues.judging.names import name_added, names_differ
from clipmaker.cues.judging.proportion import lengths_differ, too_much_said
from clipmaker.cues.judging.reading import too_fast, too_long
from clipmaker.cues.judging.remarks import sent_back
from clipmaker.cues.judging.suspicion import (
    garbled,
    numbers_differ,
    repetition,
    source_script,
    stock_phrase,
)
from clipmaker.cues.maker import By
from clipmaker.cues.model import Cue, CueSheet, Flag, Severity, Span, Status
from clipmaker.cues.sheets.merge import OTHERWISE
from clipmaker.profile.model import SubtitleProfile

DOUBTS: Mapping[str, Doubt] = {
    "sent-back": sent_back,
    "under-bleep": under_bleep,
    "machine-translation": machine_translation,
    "untranslated": untranslated,
    "empty": empty,
    "language-unsure": language_unsure,
    "garbled": garbled,
    "stock-phrase": stock_phrase,
    "repetition": repetition,
    "source-script": source_script,
    "readings-differ": readings_differ,
    "reading-outdated": reading_outdated,
    "numbers-differ": numbers_differ,
    "lengths-differ": lengths_differ,
    "too-much-said": too_much_said,
    "names-differ": names_differ,
    "name-added": name_added,
    "heard-badly": heard_badly,
    "translated-badly": translated_badly,
    "perhaps-no-speech": perhaps_no_speech,
    "unsure-words": unsure_words,
    "too-fast": too_fast,
    "too-long": too_long,
}
"""Every doubt by the code of its flags; flags of one severity are listed in this order."""

_ORDER = {Severity.SERIOUS: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


def judged(
    sheet: CueSheet,
    *,
    audience: str,
    profile: SubtitleProfile,
    glossary: Glossary,
    bleeps: tuple[Span, ...],
    fits: Callable[[str], bool],
) -> CueSheet:
    """Return a sheet with the flags that its cues deserve now, its bleeps heeded.

    Args:
        sheet: the sheet.
        audience: language code of the text that is shown.
        profile: reading speed and lines.
        glossary: names that the newsroom spells its own way.
        bleeps: spans of the file that a tone replaces.
        fits: whether a text fits into the lines of the profile.
    """
    sheet = heeded(sheet, bleeps)
    seen = Doubting(
        language=sheet.language,
        language_probability=sheet.language_probability,
        audience=audience,
        model=sheet.model,
        profile=profile,
        glossary=glossary,
        bleeps=bleeps,
        fits=fits,
    )
    return replace(sheet, cues=flagged(sheet.cues, seen))


def flagged(cues: Sequence[Cue], seen: Doubting) -> tuple[Cue, ...]:
    """Return cues with every flag that they deserve now, most serious first.

    Flags that no doubt of the registry gives (they tell of an event, such as changed footage)
    stay until the cue is approved; that another model hears other words is told of approved ones,
    too.

    Args:
        cues: all cues of a sheet, in order.
        seen: what they are looked at with; its neighbours are set here.
    """
    result = []
    hidden = in_view(cues, seen.bleeps, seen.language, seen.audience)
    sentences = {
        name: one for one in sentences_of(cues, seen.language, seen.audience) for name in one.ids
    }
    for i, cue in enumerate(cues):
        near = replace(
            seen,
            language=cue.language or seen.language,
            language_probability=1.0
            if cue.language or cue.language_by
            else seen.language_probability,
            sentence=sentences.get(cue.id),
            in_view=hidden[cue.id],
            before=cues[i - 1] if i else None,
            after=cues[i + 1] if i + 1 < len(cues) else None,
        )
        judged = replace(cue, status=Status.MACHINE) if by_machine(cue) else cue
        found = [flag for doubt in DOUBTS.values() if (flag := doubt(judged, near))]
        events = [flag for flag in cue.flags if flag.code not in DOUBTS]
        if cue.status is Status.APPROVED:
            events = [flag for flag in events if flag.code == OTHERWISE]
        found = [*events, *found]
        result.append(replace(cue, flags=in_order(found)))
    return tuple(result)


def by_machine(cue: Cue) -> bool:
    """Whether what an open cue shows is a machine's: whoever moved or cut it checked no word."""
    if cue.status is Status.APPROVED:
        return False
    return any(maker.by is By.MACHINE for maker in cue.text_by)


def in_order(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Return flags with the most serious first, otherwise in the order they came."""
    return tuple(sorted(flags, key=lambda flag: _ORDER[flag.severity]))


def doubtful(cue: Cue) -> bool:
    """Whether something is doubted in a cue, seriously or not; a notice is no doubt."""
    return any(flag.severity is not Severity.NOTICE for flag in cue.flags)


def serious(cue: Cue) -> bool:
    """Whether a cue carries a serious flag."""
    return any(flag.severity is Severity.SERIOUS for flag in cue.flags)


def rank(cue: Cue) -> int:
    """Return how doubtful a cue is, to sort by: the number of its serious flags.

    Nearly every translation by a small model has one; it is the second that tells bad from good.
    """
    return sum(flag.severity is Severity.SERIOUS for flag in cue.flags)
