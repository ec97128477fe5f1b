"""Sentences that are nothing but counted things, as the numbers of a figure card; pure.

“According to the NIS, approximately 300 soldiers have died and 2,700 have been wounded.” Every word
comes to stand on the card, or the sentence stays a caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clipmaker.drafting.statements import Statement
from clipmaker.drafting.words import DraftWords, draft_words
from clipmaker.facts.figures import Quantity
from clipmaker.story.field_values import Number
from clipmaker.story.values import MAX_AFFIX

_MOST, _MOST_LABEL, _LEAST_LABEL = 3, 7, 1
_PLAIN = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|\d+")


@dataclass(frozen=True)
class Counted:
    """The numbers of a figure card, and who says so."""

    numbers: tuple[Number, ...]
    source: str = ""


def counted(statement: Statement, language: str) -> Counted | None:
    """Return a statement's counted things; None where it holds anything else.

    Args:
        statement: the sentence.
        language: language code of the text.
    """
    words = draft_words(language)
    numbers = [one for one in statement.numbers if not one.in_words]
    if not 1 <= len(numbers) <= _MOST or len(numbers) != len(statement.numbers):
        return None
    text = statement.text.rstrip(" .。")
    source, start = _source(text, words)
    found: list[Number] = []
    at = start
    for place, number in enumerate(numbers):
        about = _about(text[at : number.start], words, opening=place == 0)
        later = numbers[place + 1].start if place + 1 < len(numbers) else len(text)
        label, at = _label(text[number.end : later], number.end, words, last=later == len(text))
        value = _value(number)
        if about is None or not value or label is None:
            return None
        found.append(Number(value=value, label=label, prefix=about))
    return Counted(tuple(found), source) if at >= len(text) else None


def _source(text: str, words: DraftWords) -> tuple[str, int]:
    """Return who says so at the beginning of a sentence, and where what is said begins."""
    for phrase in words.according:
        if text[: len(phrase)].casefold() != phrase or text[len(phrase) : len(phrase) + 1] != " ":
            continue
        comma = text.find(", ", len(phrase))
        if comma > 0 and len(text[len(phrase) : comma].split()) <= _MOST_LABEL:
            name = text[len(phrase) : comma].strip()
            return name[:1].upper() + name[1:], comma + 2
    return "", 0


def _about(before: str, words: DraftWords, *, opening: bool) -> str | None:
    """Return the words before a number that belong to it; None where others stand there."""
    told = before.strip().strip(",").strip()
    for joint in words.joins:
        if not opening and (told == joint or told.startswith(f"{joint} ")):
            told = told.removeprefix(joint).strip()
            break
    if not told:
        return ""
    fits = told.casefold() in words.about and len(told) < MAX_AFFIX
    return f"{told} " if fits else None


def _label(after: str, start: int, words: DraftWords, *, last: bool) -> tuple[str | None, int]:
    """Return what is counted, and where in the text it ends."""
    if last:
        label, end = after, start + len(after)
    else:
        ends = [
            (match.start(), match.start())
            for joint in (*(rf"\s{re.escape(word)}\s" for word in words.joins), r",\s")
            for match in re.finditer(joint, after)
        ]
        if not ends:
            return None, start
        # The last joint leaves what stands before the next number.
        cut = max(place for place, _ in ends)
        comma = after.rfind(", ", 0, cut + 1)
        cut = comma if comma >= 0 and not after[comma + 2 : cut].strip() else cut
        label, end = after[:cut], start + cut
    label = label.strip()
    fits = _LEAST_LABEL <= len(label.split()) <= _MOST_LABEL
    return (label if fits and not re.search(r"[,;:“”\"]", label) else None), end


def _value(number: Quantity) -> str:
    """Return a number as a card writes it, "" for one that has more than figures."""
    if not _PLAIN.fullmatch(number.text.strip()) or number.units or number.scale != 1:
        return ""
    value = number.values[0]
    return str(value) if value.denominator == 1 else ""
