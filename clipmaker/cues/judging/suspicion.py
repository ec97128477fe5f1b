"""Doubts about the texts themselves: loops, stock phrases, letters and numbers out of place."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache

from clipmaker.cues.bare import bare_words, loops
from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.judging.numbers import english_numbers, figures
from clipmaker.cues.model import Cue, Flag, Severity, Status
from clipmaker.door.garbled import Fault, repair
from clipmaker.resources import assets_dir


def repetition(cue: Cue, seen: Doubting) -> Flag | None:
    """A loop: the machine says the same thing over and over."""
    if cue.status is not Status.MACHINE:
        return None
    doubts = [doubt for doubt in (cue.heard, cue.translated) if doubt]
    looped = any(doubt.loops for doubt in doubts)
    repeated = any(loops(text) for text in (cue.source, cue.text))
    copied = any(
        other is not None
        and len(bare_words(cue.text).split()) > 2
        and bare_words(cue.text) == bare_words(other.text)
        and bare_words(cue.source) != bare_words(other.source)
        for other in (seen.before, seen.after)
    )
    if not (looped or repeated or copied):
        return None
    return Flag(
        code="repetition",
        severity=Severity.SERIOUS,
        message="The same words come again and again, as when the program is stuck in a loop",
    )


def source_script(cue: Cue, seen: Doubting) -> Flag | None:
    """English that still holds letters of the source's script."""
    if not seen.translates or seen.audience != "en" or cue.status is Status.APPROVED:
        return None
    foreign = [char for char in cue.text if char.isalpha() and not _latin(char)]
    if not foreign:
        return None
    return Flag(
        code="source-script",
        severity=Severity.SERIOUS,
        message=f"The English still holds foreign letters (“{''.join(foreign[:8])}”): "
        "something was not translated",
    )


def garbled(cue: Cue, _seen: Doubting) -> Flag | None:
    """A text that came through the wrong encoding, or out of a web page."""
    if cue.status is Status.APPROVED:
        return None
    for text in (cue.text, cue.source):
        for found in repair(text)[1]:
            remedy = f"is “{found.now}” meant?" if found.now else "it must be written anew"
            return Flag(
                code="garbled",
                severity=Severity.SERIOUS,
                message=f"“{found.was}” holds {_GARBLED[found.fault]}: {remedy}",
            )
    return None


_GARBLED = {
    Fault.MOJIBAKE: "mojibake, letters read in the wrong encoding",
    Fault.ENTITY: "what is left of a web page",
    Fault.LOST: "signs for letters that were lost",
}


def stock_phrase(cue: Cue, _seen: Doubting) -> Flag | None:
    """Closing words and credits of the videos that Whisper learned from."""
    if cue.status is not Status.MACHINE:
        return None
    for text in (cue.text, cue.source):
        bare = bare_words(text)
        for phrase in _stock():
            spaced = " " in phrase or phrase.isascii()
            if (f" {phrase} " in f" {bare} ") if spaced else (phrase in bare):
                return Flag(
                    code="stock-phrase",
                    severity=Severity.SERIOUS,
                    message=f"“{phrase}” is what Whisper writes when it has not understood",
                )
    return None


def numbers_differ(cue: Cue, seen: Doubting) -> Flag | None:
    """Numbers that only one of the texts has; a neighbour may hold the other."""
    if cue.status is Status.APPROVED or not seen.translates or seen.audience != "en":
        return None
    if not cue.source or not cue.text:
        return None
    near = [other for other in (seen.before, cue, seen.after) if other is not None]
    shown = frozenset[int]().union(*(english_numbers(other.text) for other in near))
    source = frozenset[int]().union(*(figures(other.source) for other in near))
    lost = sorted(figures(cue.source) - shown)
    new = sorted(figures(cue.text) - source)
    if lost:
        message = f"The number {lost[0]} is spoken, but not in the English"
        return Flag(code="numbers-differ", severity=Severity.SERIOUS, message=message)
    if new:
        message = f"The number {new[0]} is in the English, but no such figure in the spoken text"
        return Flag(code="numbers-differ", severity=Severity.WARNING, message=message)
    return None


def _latin(char: str) -> bool:
    return unicodedata.name(char, "LATIN").startswith(
        ("LATIN", "MODIFIER", "FEMININE", "MASCULINE")
    )


@cache
def _stock() -> tuple[str, ...]:
    """Return the stock phrases of all languages, longest first."""
    data = tomllib.loads((assets_dir() / "cues" / "stock_phrases.toml").read_text("utf-8"))
    phrases = {bare_words(phrase) for many in data["phrases"].values() for phrase in many}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
