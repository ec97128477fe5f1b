"""The sentences of an article, each with what it tells; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from clipmaker.drafting.shorten import Shortened, shortened
from clipmaker.drafting.words import DraftWords, draft_words, words_of
from clipmaker.facts.days import DayMention, day_mentions
from clipmaker.facts.figures import Quantity
from clipmaker.facts.numbers import quantities
from clipmaker.facts.quotations import quotations_in
from clipmaker.scripts import CLOSING, OPENING, is_sentence_end
from clipmaker.summary.attribution import Quotation, find_quotation
from clipmaker.summary.read import Summary, SummaryParagraph

_LAST_WORD = re.compile(r"(?P<word>\w+(?:\.\w+)*)\.\s*$")
_SHORT = 2
_MOST_POINTS, _POINT_WORDS = 6, 14
"""Most points that are told with the words above them, and most words of one."""
YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINALS = frozenset(
    ("cs", "da", "de", "fi", "hr", "hu", "nb", "nn", "no", "pl", "sk", "sl", "sr")
)
"""Languages that write “the 12th” as “12.”."""
_ASIDE = 0x36F
"""Behind this stand the scripts whose marks need no space after them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Statement:
    """A sentence of an article, or a paragraph that is one quotation.

    Attributes:
        index: its place among the statements, from 0.
        paragraph: its paragraph's place, from 0.
        line: line of the article where its paragraph begins.
        text: as it goes on a card.
        original: as it stands in the article.
        source: who says so, where a line below its paragraph tells.
        quotation: what it holds when it is nothing but an attributed quotation.
        leans: whether it cannot be understood without the statement before it.
        numbers: what it counts.
        days: what days it tells of.
        words: its words in small letters.
    """

    index: int
    paragraph: int
    line: int
    text: str
    original: str
    source: str
    quotation: Quotation | None
    leans: bool
    numbers: tuple[Quantity, ...]
    days: tuple[DayMention, ...]
    words: tuple[str, ...]


def statements_of(summary: Summary) -> list[Statement]:
    """Return the sentences of an article in order."""
    language = summary.language or "en"
    vocabulary = _spellings(summary)
    found: list[Statement] = []
    for place, paragraph in enumerate(_with_points(summary.paragraphs, language)):
        parts = [paragraph.text] if paragraph.quotation else sentences(paragraph.text, language)
        for number, part in enumerate(parts):
            short = shortened(part, language, vocabulary, first=not found)
            quoted = find_quotation(short.text, language) or paragraph.quotation
            found.append(
                _statement(
                    short,
                    index=len(found),
                    paragraph=place,
                    line=paragraph.line,
                    source=paragraph.source if number == len(parts) - 1 else "",
                    quotation=quoted if number == 0 or not paragraph.quotation else None,
                    language=language,
                )
            )
    return found


def _with_points(paragraphs: Sequence[SummaryParagraph], language: str) -> list[SummaryParagraph]:
    """Return paragraphs; the points of a list stand behind the words that announce them."""
    found: list[SummaryParagraph] = []
    at = 0
    while at < len(paragraphs):
        first = paragraphs[at]
        points = _points(paragraphs[at + 1 :], language) if first.text.endswith(":") else []
        if first.quotation or not 2 <= len(points) <= _MOST_POINTS:
            points = []
        whole = " ".join((first.text, "; ".join(one.text.rstrip(" ;,") for one in points)))
        source = points[-1].source if points else first.source
        found.append(replace(first, text=whole.strip(), source=source))
        at += 1 + len(points)
    return found


def _points(paragraphs: Sequence[SummaryParagraph], language: str) -> list[SummaryParagraph]:
    """Return the paragraphs that are no sentences, up to the first that is one."""

    def is_point(one: SummaryParagraph) -> bool:
        last = one.text.rstrip().rstrip(CLOSING)[-1:]
        short = 0 < len(words_of(one.text)) <= _POINT_WORDS
        return short and not one.quotation and not is_sentence_end(last, language) and last != ":"

    return list(takewhile(is_point, paragraphs))


def _statement(
    short: Shortened,
    *,
    index: int,
    paragraph: int,
    line: int,
    source: str,
    quotation: Quotation | None,
    language: str,
) -> Statement:
    days = day_mentions(short.text, language)
    spans = [(day.start, day.end) for day in days]
    leans = index > 0 and quotation is None and _leans(short.text, draft_words(language))
    return Statement(
        index=index,
        paragraph=paragraph,
        line=line,
        text=short.text,
        original=short.original,
        source=source,
        quotation=quotation,
        leans=leans,
        numbers=tuple(
            one
            for one in quantities(short.text, language, spans)
            if not YEAR.fullmatch(one.text.strip())
        ),
        days=days,
        words=tuple(words_of(short.text)),
    )


def sentences(text: str, language: str) -> list[str]:
    """Return the sentences of a paragraph; a quotation is never cut, nor after an abbreviation."""
    quoted = [(one.start, one.end) for one in quotations_in(text)]
    known = draft_words(language).abbreviations
    cuts = [
        at
        for at in range(1, len(text))
        if _ends_before(text, at, language)
        and not any(start < at < end for start, end in quoted)
        and not _abbreviated(text[:at], known, language)
    ]
    bounds = [0, *cuts, len(text)]
    parts = (text[a:b].strip() for a, b in pairwise(bounds))
    return [part for part in parts if part]


def _ends_before(text: str, at: int, language: str) -> bool:
    """Whether a sentence ends before a character."""
    before, after = text[:at].rstrip(), text[at]
    bare = before.rstrip(CLOSING)[-1:] or before[-1:]
    if not before or after.isspace() or not is_sentence_end(bare, language):
        return False
    if text[at - 1].isspace():
        # “Inc. said”: a full stop before a small letter ends no sentence.
        return not text[at:].lstrip(OPENING)[:1].islower()
    return after not in CLOSING and not is_sentence_end(after) and ord(bare) > _ASIDE


def _abbreviated(before: str, known: frozenset[str], language: str) -> bool:
    """Whether what stands before a cut ends in an abbreviation, an initial, or an ordinal."""
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last["word"]
    if word.isdecimal():
        if last.start() == 0:
            # “11. The ministry says”: the number of an item.
            return True
        return len(word) <= _SHORT and language.split("-")[0] in _ORDINALS
    if "." in word or (len(word) == 1 and word.isupper()):
        return True
    return word.lower() in known or (len(word) == 1 and word.isalpha())


def _leans(text: str, words: DraftWords) -> bool:
    """Whether a sentence needs the one before it to be understood."""
    own = words_of(text.lstrip(OPENING))
    if not own:
        return True
    first = own[0] in words.leans or "-".join(own[:2]) in words.leans
    quoted = quotations_in(text)
    outside = _outside(text, [(one.start, one.end) for one in quoted])
    said = words_of(outside)
    if quoted and not said:
        return True
    pronoun = bool(quoted) and any(word in words.they for word in said[:2])
    return (first and not (quoted and quoted[0].start == 0)) or pronoun


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return what stands outside spans of a text."""
    kept, at = "", 0
    for start, end in spans:
        kept, at = kept + text[at:start] + " ", end
    return kept + text[at:]


def _spellings(summary: Summary) -> dict[str, str]:
    """Return how the article spells its words inside sentences, by the words in small letters."""
    found: dict[str, str] = {}
    for text in _running(summary):
        for match in re.finditer(r"(?<=[\w,] )[^\W\d_]+", text):
            word = match[0]
            if len(word) > 1 and word == word.upper():
                # Capitals in the middle of a sentence are an abbreviation’s.
                found.setdefault(word.casefold(), word)
            else:
                found[word.casefold()] = word if word[0].isupper() else found.get(word, word)
    return found


def _running(summary: Summary) -> Iterator[str]:
    for paragraph in summary.paragraphs:
        # Not the capitals with which an article begins.
        words = paragraph.text.split(" ")
        at = 0
        while at < len(words) and words[at] == words[at].upper():
            at += 1
        yield " ".join(words[at if at > 1 else 0 :])
