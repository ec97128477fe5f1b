"""Doubts from two readings of one sentence: what they part in, and when they speak for each other.

Two machines went different ways: Whisper from the sound, a translator from the transcript. What
both say is seldom invented; where they part, one of them is wrong, and nothing tells which.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from clipmaker.cues.cutting.sentences import SpokenSentence, joined, said_digest
from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.judging.parting import Parting, Place, parting
from clipmaker.cues.model import Cue, Flag, Severity, Status
from clipmaker.languages import NAMES
from clipmaker.resources import assets_dir

_FAR, _NEAR = 0.5, 0.8
"""Shares of words in common: below the first they tell two stories, above the second one."""
_FEW = 3
"""Fewer words of sense than this agree by chance."""
_FEW_IN_ALL = 4
"""Unless so many words of any kind are the very same: “We are very happy.”"""
_TOLD = 3
"""More findings than this nobody reads."""


def readings_part(sentence: SpokenSentence | None) -> Parting | None:
    """Return where the two readings of a sentence part, None where there are no two."""
    if sentence is None or not any(cue.other for cue in sentence.cues):
        return None
    other = joined([cue.other for cue in sentence.cues], sentence.audience)
    return parting(sentence.text, other, sentence.audience)


def parted_places(sentence: SpokenSentence) -> list[tuple[list[Place], list[Place]]]:
    """Return by cue the places in its text, and in its other reading, of the words that part."""
    found = readings_part(sentence)
    if found is None:
        return [([], []) for _ in sentence.cues]
    language = sentence.audience
    mine = _by_part([cue.text for cue in sentence.cues], found.one, language)
    theirs = _by_part([cue.other for cue in sentence.cues], found.other, language)
    return list(zip(mine, theirs, strict=True))


def _by_part(parts: Sequence[str], places: Sequence[Place], language: str) -> list[list[Place]]:
    """Return places in a joined text as places in each of its parts."""
    result: list[list[Place]] = []
    for i, part in enumerate(parts):
        end = len(joined(parts[: i + 1], language))
        start = end - len(" ".join(part.split()))
        result.append(
            [
                (max(a, start) - start, min(b, end) - start)
                for a, b in places
                if a < end and start < b
            ]
        )
    return result


def machine_translation(cue: Cue, seen: Doubting) -> Flag | None:
    """A translation that no person has looked at; less of a doubt where two machines agree."""
    if cue.status is not Status.MACHINE or not seen.translates or not cue.text:
        return None
    name = NAMES.get(seen.language, "the spoken language")
    if agreed(seen):
        found = readings_part(seen.sentence)
        same = "the same" if found is not None and not found.findings else "nearly the same"
        return Flag(
            code="machine-translation",
            severity=Severity.WARNING,
            message=f"Translated from {name} by two machines that say {same}, though both may "
            f"have misheard. Somebody who speaks {name} should compare it",
        )
    size = _size(seen.model)
    whispers = not cue.reading_shown
    useful = whispers and seen.language in _useful()[size]
    small = whispers and size in ("tiny", "base", "small")
    kind = "a small model" if small else "a machine"
    trust = (
        "it often gets the sense, and sometimes inverts it"
        if useful or not whispers
        else "it writes fluent English that nobody said"
    )
    return Flag(
        code="machine-translation",
        severity=Severity.WARNING if useful else Severity.SERIOUS,
        message=f"Translated from {name} by {kind}, which cannot be trusted: {trust}. "
        f"Somebody who speaks {name} must compare it",
    )


def readings_differ(cue: Cue, seen: Doubting) -> Flag | None:
    """Two readings of the sentence that part."""
    if cue.status is not Status.MACHINE or not seen.translates:
        return None
    found = readings_part(seen.sentence)
    if found is None or not found.findings:
        return None
    told = "; ".join(finding.message for finding in found.findings[:_TOLD])
    more = len(found.findings) - _TOLD
    if more > 0:
        told += f"; and {more} more"
    return Flag(code="readings-differ", severity=_severity(found), message=told)


def reading_outdated(cue: Cue, seen: Doubting) -> Flag | None:
    """A reading of what was said before somebody corrected it."""
    if cue.status is Status.APPROVED or not cue.reading_of or seen.sentence is None:
        return None
    if cue.reading_of == said_digest(seen.sentence):
        return None
    return Flag(
        code="reading-outdated",
        severity=Severity.WARNING,
        message="What was said has been corrected since the translator read it: "
        "“clipmaker subtitles” reads it again",
    )


def agreed(seen: Doubting) -> bool:
    """Whether two readings say nearly the same: most words of sense, every fact and person.

    A line with few words of sense counts where every word of it is the same, so that it is judged
    alike by itself and beside another line.
    """
    found = readings_part(seen.sentence)
    return (
        (
            found is not None
            and _much_alike(found)
            and not found.facts
            and not found.persons
            and all(cue.text_by != cue.other_by for cue in seen.sentence.cues)
            and all(cue.reading_of == said_digest(seen.sentence) for cue in seen.sentence.cues)
        )
        if seen.sentence
        else False
    )


def _much_alike(found: Parting) -> bool:
    """Whether readings have more in common than chance gives two short lines."""
    if found.count < _FEW:
        return found.same and found.count > 0 and found.words >= _FEW_IN_ALL
    return found.alike >= _NEAR


def _severity(found: Parting) -> Severity:
    if found.facts or found.alike < _FAR:
        return Severity.SERIOUS
    near = found.alike >= _NEAR and not found.persons
    return Severity.NOTICE if near else Severity.WARNING


@cache
def _useful() -> Mapping[str, frozenset[str]]:
    """Return by a model's size the languages that it translates usefully."""
    data = tomllib.loads((assets_dir() / "cues" / "translation.toml").read_text("utf-8"))
    return {size: frozenset(languages) for size, languages in data["useful"].items()}


def _size(model: str) -> str:
    """Return the size in a model's name; one that tells none counts as small."""
    return next((size for size in _useful() if size in model.lower()), "base")
