"""Sentences that list things, or that count several alike, as list and chart cards; pure.

“The ministry named three reasons: flooded roads, a power cut and trees on the railway.” Every word
comes to stand on the card but for the one that joins, or the sentence stays a caption. A chart's
values are those of one sentence, in one unit, each with its name or its year beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from clipmaker.drafting.statements import YEAR, Statement
from clipmaker.drafting.words import DraftWords, draft_words, words_of
from clipmaker.facts.figures import Quantity
from clipmaker.facts.quotations import quotations_in
from clipmaker.story.field_values import Number
from clipmaker.story.model import Card
from clipmaker.story.parts import MOST_BARS, faults_of

_FEWEST, _MOST_POINTS = 3, 3
_LEAD, _POINT, _LABEL = 12, 14, 4
"""Most words of what stands above, of a point, and of what is measured."""
_VERB = 3
_NUMERAL = re.compile(r"(?P<prefix>[^\w\s]{0,2})\d[\d.,'’\u00a0\u202f]*\s*(?P<unit>.*)", re.DOTALL)


def listed(statement: Statement, language: str) -> Card | None:
    """Return a statement's list card; None where it is no list of as many things as it says.

    Args:
        statement: the sentence.
        language: language code of the text.
    """
    words = draft_words(language)
    lead, items = _enumeration(statement.text, words)
    if not 2 <= len(items) <= _MOST_POINTS or not lead:
        return None
    if any(len(words_of(item)) > _POINT or _says_more(item, words) for item in items):
        return None
    said = [one for one in statement.numbers if one.end <= len(lead)]
    if any(one.values != (Fraction(len(items)),) for one in said):
        return None
    return Card(kind="list", fields={"text": lead, "points": tuple(items)})


def charted(statement: Statement, language: str) -> Card | None:
    """Return a statement's chart card; None where its numbers make no series.

    Args:
        statement: the sentence.
        language: language code of the text.
    """
    numbers, text = statement.numbers, statement.text
    if not _FEWEST <= len(numbers) <= MOST_BARS or quotations_in(text):
        return None
    if any(one.in_words or one.inexact or len(one.values) != 1 for one in numbers):
        return None
    words = draft_words(language)
    about = text
    values = _by_year(text, numbers, words)
    if values is None:
        lead, _ = _lead(text)
        start = len(lead) + 2 if lead else 0
        values = _by_name(text, numbers, start, words)
        about = lead or about
    if values is None or len({one.label.casefold() for one in values}) < len(values):
        return None
    # Whether they are parts of one whole is not said by any rule.
    card = Card(kind="chart", fields={"text": about, "values": values, "whole": ()})
    return None if faults_of(card, language) else card


def _lead(text: str) -> tuple[str, str]:
    """Return what stands before and behind the one colon of a sentence; "" where there is none."""
    lead, colon, rest = text.partition(": ")
    few = 2 <= len(words_of(lead)) <= _LEAD
    if not colon or ":" in rest or not few or quotations_in(text):
        return "", text
    return lead.strip(), rest.strip()


def _enumeration(text: str, words: DraftWords) -> tuple[str, list[str]]:
    """Return what a sentence says of the things that it lists, and those things."""
    lead, rest = _lead(text)
    rest = rest.rstrip(" .。")
    if not lead:
        return "", []
    joins = [f" {join} " for join in words.joins]
    if ";" in rest:
        parts = [part.strip() for part in rest.split(";")]
        return lead, [_without_joint(part, words) for part in parts if part]
    parts = [part.strip() for part in rest.split(", ")]
    last = parts.pop()
    if any(join in f" {part} " for part in parts for join in joins):
        # “Bread and butter, water and a torch”: nobody can tell by rules which of them is one.
        return lead, []
    bare = _without_joint(last, words)
    if bare != last:
        parts.append(bare)
    else:
        ends = [(last.count(join), join) for join in joins if join in last]
        if [many for many, _ in ends] != [1]:
            return lead, []
        parts += last.split(ends[0][1])
    return lead, parts if len(parts) >= _FEWEST else []


def _without_joint(part: str, words: DraftWords) -> str:
    for join in words.joins:
        if part.startswith(f"{join} "):
            return part.removeprefix(f"{join} ")
    return part


def _says_more(item: str, words: DraftWords) -> bool:
    """Whether a part of a sentence is no thing of a list: a clause, or who claims it."""
    own = words_of(item)
    return not own or own[0] in words.trailing or any(word in words.saying for word in own)


def _by_year(
    text: str, numbers: Sequence[Quantity], words: DraftWords
) -> tuple[Number, ...] | None:
    """Return values that each have their year right behind them, in order of time."""
    found: list[Number] = []
    at, unit = 0, ""
    for number in numbers:
        match = _year_behind(text[number.end :], words)
        between = text[at : number.start].strip()
        if match is None or _inexact(text[: number.start], words):
            return None
        if found and _after_joint(between, words, alone=True) is None:
            # “rose 5 per cent in 2021, fell 3 per cent in 2022”: bars would show both upwards.
            return None
        noun = match["noun"].strip()
        value = _value(number, noun or unit)
        if value is None:
            return None
        unit = unit or noun
        found.append(replace(value, label=match["year"]))
        at = number.end + match.end()
    years = [int(one.label) for one in found]
    return tuple(found) if all(a < b for a, b in pairwise(years)) else None


def _year_behind(after: str, words: DraftWords) -> re.Match[str] | None:
    """Return what is counted, and the year behind it: “ships in 2021”, “(2021)”."""
    leads = "|".join(map(re.escape, words.in_year))
    lead = rf"(?:(?:{leads})\s)?" if leads else ""
    noun = r"(?P<noun>(?:\s?[^\W\d]+){0,2}?)"
    return re.match(rf"{noun}\s?\(?{lead}(?P<year>{YEAR.pattern})\)?(?!\w)", after)


def _by_name(
    text: str, numbers: Sequence[Quantity], start: int, words: DraftWords
) -> tuple[Number, ...] | None:
    """Return values that each have the name of what they measure right before them."""
    found: list[Number] = []
    at = start
    for place, number in enumerate(numbers):
        before = text[at : number.start].strip()
        if place:
            before = _after_joint(before, words) or ""
        label = _opening(before) if not place and not start else before
        own = label.split()
        if not own or len(own) > _LABEL or _inexact(before, words) or re.search(r"[,;:()]", label):
            return None
        if not own[-1][:1].isupper():
            return None
        value = _value(number, "")
        if value is None:
            return None
        found.append(replace(value, label=label))
        at = number.end
    rest = text[at:].strip(" .。")
    return tuple(found) if not (start and rest) else None


def _opening(text: str) -> str:
    """Return the name that a sentence begins with, where a verb of a few words follows it."""
    parts = text.split()
    last = max((i for i, word in enumerate(parts) if word[:1].isupper()), default=-1)
    verb = parts[last + 1 :]
    if last < 0 or not 1 <= len(verb) <= _VERB or len(parts[: last + 1]) > _LABEL:
        return ""
    inside = parts[1 : last + 1]
    return " ".join(parts[: last + 1]) if all(word[:1].isupper() for word in inside) else ""


def _after_joint(before: str, words: DraftWords, *, alone: bool = False) -> str | None:
    """Return what stands behind the comma or the word that joins; None where neither does.

    Args:
        before: what stands between two values.
        words: the language's lists.
        alone: whether nothing may stand there.
    """
    bare = before.removeprefix(",").removeprefix(";").strip()
    joined = "" if bare in words.joins else _without_joint(bare, words)
    return None if joined == before or (alone and joined) else joined


def _inexact(before: str, words: DraftWords) -> bool:
    """Whether words before a number make it one that figures only come near."""
    tail = before.rstrip().casefold()
    return any(tail == about or tail.endswith(f" {about}") for about in words.about)


def _value(number: Quantity, unit: str) -> Number | None:
    """Return a number as a chart writes it; None where its unit is none that stays as it is."""
    match = _NUMERAL.fullmatch(number.text.strip())
    if match is None or any(factor != 1 for _, factor in number.units):
        return None
    value = number.values[0] / number.scale
    digits = f"{float(value):.6f}".rstrip("0").rstrip(".")
    suffix = " ".join(filter(None, (match["unit"].strip(), unit)))
    if Fraction(digits) != value or not (suffix or match["prefix"]):
        return None
    return Number(value=digits, label="", prefix=match["prefix"], suffix=suffix)
