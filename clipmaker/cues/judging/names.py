"""Names of the glossary in cues: near misses corrected visibly, and doubts about the rest; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.judging.glossary import (
    Glossary,
    has_spelling,
    is_written,
    source_spellings,
    spoken_as,
)
from clipmaker.cues.judging.near import Miss, near_miss, near_source
from clipmaker.cues.model import Cue, Flag, Severity, Status
from clipmaker.cues.places import realigned

CHANGED = "glossary-changed"
"""Code of the flag on a cue in which a name was corrected."""


def corrected(cues: Sequence[Cue], glossary: Glossary, language: str, audience: str) -> list[Cue]:
    """Return cues with near misses of names put right in what a machine wrote, each with a flag.

    Args:
        cues: the cues; those that a person wrote stay as they are.
        glossary: the names.
        language: language code of the speech, where no cue has its own.
        audience: language code of the text that is shown.
    """
    return [
        _corrected(cue, glossary, cue.language or language, audience)
        if cue.status is Status.MACHINE
        else cue
        for cue in cues
    ]


def names_differ(cue: Cue, seen: Doubting) -> Flag | None:
    """A name that is spoken and missing, or spelt otherwise than the glossary has it."""
    if cue.status is Status.APPROVED or not cue.text:
        return None
    near = [other for other in (seen.before, cue, seen.after) if other is not None]
    shown = " ".join(other.text for other in near)
    missing, misspelt = [], []
    for term in seen.glossary:
        said = spoken_as(term, cue.source, seen.language) if seen.translates else ""
        if miss := near_miss(term, cue.text, seen.glossary, spoken=bool(said)):
            misspelt.append(f"“{miss.text}” is spelt “{term.spelling}” in the glossary")
        elif said and not is_written(term, shown):
            missing.append(f"“{said}” ({term.spelling}) is spoken, but not in the text")
    if not missing and not misspelt:
        return None
    return Flag(
        code="names-differ",
        severity=Severity.SERIOUS if missing else Severity.WARNING,
        message="; ".join([*missing, *misspelt]),
    )


def name_added(cue: Cue, seen: Doubting) -> Flag | None:
    """A name of the glossary in a machine's translation that is not in the spoken text."""
    if cue.status is not Status.MACHINE or not seen.translates or not cue.source:
        return None
    near = [other for other in (seen.before, cue, seen.after) if other is not None]
    said = " ".join(other.source for other in near)
    added = [
        term.spelling
        for term in seen.glossary
        if source_spellings(term, seen.language)
        and has_spelling(term, cue.text)
        and not spoken_as(term, said, seen.language)
    ]
    if not added:
        return None
    names = ", ".join(f"“{name}”" for name in added)
    return Flag(
        code="name-added",
        severity=Severity.SERIOUS,
        message=f"{names} is in the text, but was not heard in what is spoken",
    )


def _corrected(cue: Cue, glossary: Glossary, language: str, audience: str) -> Cue:
    told: list[tuple[Severity, str]] = []
    result = cue
    for term in glossary if language != audience else ():
        if not spoken_as(term, result.source, language) and (
            found := near_source(term, result.source, language)
        ):
            result = _with_source(result, *found)
            told.append((Severity.WARNING, f"“{found[0].text}” was taken for “{found[1]}”"))
    for term in glossary:
        spoken = bool(spoken_as(term, result.source, language))
        if miss := near_miss(term, result.text, glossary, spoken=spoken):
            text = f"{result.text[: miss.start]}{term.spelling}{result.text[miss.end :]}"
            result = replace(result, text=text)
            if language == audience:
                words = realigned(result.words, text)
                result = replace(result, source=text, words=words)
            severity = Severity.WARNING if miss.distance else Severity.NOTICE
            told.append((severity, f"“{miss.text}” was changed to “{term.spelling}”"))
    if not told:
        return cue
    severe = Severity.WARNING if any(s is Severity.WARNING for s, _ in told) else Severity.NOTICE
    message = f"By the glossary {'; '.join(text for _, text in told)}"
    flag = Flag(code=CHANGED, severity=severe, message=message)
    return replace(result, flags=(flag, *cue.flags), waived_by="", waiver="")


def _with_source(cue: Cue, miss: Miss, spelling: str) -> Cue:
    """Return a cue with a stretch of its source put right, in its words too."""
    source = f"{cue.source[: miss.start]}{spelling}{cue.source[miss.end :]}"
    words = tuple(
        replace(word, text=spelling + word.text[len(miss.text) :])
        if word.text.startswith(miss.text)
        else word
        for word in cue.words
    )
    return replace(cue, source=source, words=words)
