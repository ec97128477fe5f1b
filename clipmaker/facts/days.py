"""Days in a text: dates, months, days of the week, and words such as yesterday; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clipmaker.facts.lexicon import Lexicon, lexicon
from clipmaker.facts.tokens import Token, TokenKind, tokens_of

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DOTTED = re.compile(
    r"(?<![\d.,])(\d{1,2})(?P<sign>[./])\s?(\d{1,2})(?P=sign)\s?(\d{4}|\d{2})(?![\d.,]*\d)"
)
_SHORT = re.compile(r"(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)")
_EASTERN = re.compile(
    r"(?:(\d{2,4})\s?[년年]\s?)?(\d{1,2})\s?[월月](?:\s?(\d{1,2})\s?[일日號号])?|(\d{4})\s?[년年](?![간間])"
)
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-4])[:.hH]([0-5]\d)(?![\d.:]*\d)\s*(?P<half>[ap]\.?m\b\.?)?"
    r"|(?<![\d:.,])(1[0-2]|[1-9])\s?(?P<half2>[ap]\.?m\b\.?)",
    re.IGNORECASE,
)
_FILLS = frozenset(
    [
        "of",
        "de",
        "del",
        "d'",
        "the",
        "le",
        "el",
        "der",
        "den",
        "am",
        "den",
        "im",
        "du",
        "th",
        "st",
        "nd",
        "rd",
        "er",
        "º",
        "г",
        "года",
        "р",
        "року",
    ]
)
_MONTH_LEADS = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "during",
        "through",
        "late",
        "early",
        "mid",
        "last",
        "next",
        "this",
        "before",
        "after",
    ]
)
_YEARS = range(1900, 2100)


@dataclass(frozen=True, kw_only=True)
class DayMention:
    """A day, a month or a time of day as a text tells it; what is not told is None.

    Attributes:
        year: of our era.
        month: 1 to 12.
        day: of the month.
        weekday: 0 for Monday.
        relative: days from the day of the story, as in yesterday.
        clock: minutes after midnight, every reading.
        text: as it stands.
        start: index of its first character in the text.
        end: index after its last.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: int | None = None
    clock: tuple[int, ...] = ()
    text: str = ""
    start: int = 0
    end: int = 0


def day_mentions(text: str, language: str) -> tuple[DayMention, ...]:
    """Return the days that a text tells of, in order.

    Args:
        text: the text.
        language: language code of the text.
    """
    known = lexicon(language)
    eastern = [_with_weekday(one, text, known) for one in _eastern(text)]
    found = [*_in_figures(text, known), *eastern]
    taken = [(one.start, one.end) for one in found]
    found += _named(text, known, taken)
    return tuple(sorted(found, key=lambda one: one.start))


def misfit(mention: DayMention, day: date) -> str:
    """Return why a day of the week does not fit its date, "" where it does or none is told.

    Args:
        mention: the day.
        day: the story's date, which decides the year where none is told.
    """
    if mention.weekday is None or mention.day is None or mention.month is None:
        return ""
    try:
        real = _real(mention, day)
    except ValueError:
        return ""
    if real.weekday() == mention.weekday:
        return ""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"{real.isoformat()} is a {names[real.weekday()]}"


def same_day(said: DayMention, there: DayMention, day: date) -> bool:
    """Whether one mention may mean what another does; what only one of them tells may be anything.

    Args:
        said: what a story says.
        there: what its article says.
        day: the story's date: of weekdays without a date, the nearest are meant.
    """
    if said.clock or there.clock:
        return bool(set(said.clock) & set(there.clock))
    mine, theirs = _days(said, day), _days(there, day)
    if mine and theirs:
        return bool(mine & theirs)
    told = [
        (a, b)
        for a, b in ((said.year, there.year), (said.month, there.month), (said.day, there.day))
    ]
    if any(a is not None and b is not None and a != b for a, b in told):
        return False
    # What the story tells, the article must tell, too; a year may go without saying.
    if any(a is not None and b is None for a, b in told[1:]):
        return False
    if said.year is not None and there.year is None:
        return abs(said.year - day.year) <= 1 and there.month is not None
    return said.weekday is None or there.weekday in (None, said.weekday)


def _real(mention: DayMention, day: date) -> date:
    assert mention.month and mention.day
    if mention.year is not None:
        return date(mention.year, mention.month, mention.day)
    years = [
        date(year, mention.month, mention.day) for year in (day.year - 1, day.year, day.year + 1)
    ]
    return min(years, key=lambda one: abs((one - day).days))


def _days(mention: DayMention, day: date) -> set[date]:
    """Return the days that a mention may be, none where it tells less than a day."""
    try:
        if mention.relative is not None:
            return {day + timedelta(days=mention.relative)}
        if mention.day is not None and mention.month is not None:
            return {_real(mention, day)}
    except (ValueError, OverflowError):
        return set()
    if mention.weekday is not None and mention.month is None:
        back = (day.weekday() - mention.weekday) % 7
        return {
            day - timedelta(days=back),
            day - timedelta(days=back - 7),
            day - timedelta(days=back + 7),
        }
    return set()


def _in_figures(text: str, known: Lexicon) -> Iterator[DayMention]:
    for match in _ISO.finditer(text):
        yield from _valid(match, *map(int, match.groups()))
    for match in _DOTTED.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        month_first = match["sign"] == "/" and known.language == "en" and first <= 12 < second
        day, month = (second, first) if month_first else (first, second)
        yield from _valid(match, year + 2000 if year < 100 else year, month, day)
    if known.language in ("de", "pl", "ru", "uk", "tr", "cs", "sk", "fi", "no", "da"):
        for match in _SHORT.finditer(text):
            yield from _valid(match, None, int(match[2]), int(match[1]))
    for match in _CLOCK.finditer(text):
        if clock := _clock(match, known):
            yield DayMention(
                clock=clock, text=match[0].strip(), start=match.start(), end=match.end()
            )


def _clock(match: re.Match[str], known: Lexicon) -> tuple[int, ...]:
    """Return the minutes that a time of day may mean; none where a point parts a decimal."""
    half = match["half"] or match["half2"]
    if match[1] is None:
        hour, minute = int(match[4]), 0
    else:
        if "." in match[0][: len(match[0].rstrip(". apmAPM"))] and not half:
            return ()
        hour, minute = int(match[1]), int(match[2])
    if half:
        return ((hour % 12 + (12 if half[0].lower() == "p" else 0)) * 60 + minute,)
    later = ((hour + 12) * 60 + minute,) if known.language == "en" and hour < 12 else ()
    return (hour % 24 * 60 + minute, *later)


def _valid(match: re.Match[str], year: int | None, month: int, day: int) -> Iterator[DayMention]:
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield DayMention(
            year=year, month=month, day=day, text=match[0], start=match.start(), end=match.end()
        )


def _eastern(text: str) -> Iterator[DayMention]:
    """Yield days as they are written in Korean, Japanese and Chinese."""
    for match in _EASTERN.finditer(text):
        year = match[1] or match[4]
        month, day = match[2], match[3]
        if month and not 1 <= int(month) <= 12:
            continue
        yield DayMention(
            year=int(year) + (2000 if int(year) < 100 else 0) if year else None,
            month=int(month) if month else None,
            day=int(day) if day else None,
            text=match[0],
            start=match.start(),
            end=match.end(),
        )


def _with_weekday(mention: DayMention, text: str, known: Lexicon) -> DayMention:
    """Return a date with the day of the week that stands behind it: 1월 13일 월요일."""
    rest = text[mention.end :]
    gap = len(rest) - len(rest.lstrip(" ,，、(（"))
    if mention.day is None or gap > 2:
        return mention
    for name, weekday in known.weekdays.items():
        short = f"{name[0]})" if known.language in ("ko", "ja") else name
        for written in (name, short, short.replace(")", "）")):
            if rest[gap:].startswith(written):
                end = mention.end + gap + len(written)
                return replace(mention, weekday=weekday, text=text[mention.start : end], end=end)
    return mention


def _named(text: str, known: Lexicon, taken: Sequence[tuple[int, int]]) -> Iterator[DayMention]:
    """Yield days that are told by names of months and weekdays, or by words such as yesterday."""
    tokens = [
        token
        for token in tokens_of(text, known.language)
        if not any(start <= token.start < end for start, end in taken)
    ]
    used: set[int] = set()
    for i, token in enumerate(tokens):
        if token.kind is TokenKind.WORD and (found := _month(tokens, i, text, known)):
            mention, places = found
            used |= places
            yield mention
    yield from _alone(tokens, used, text, known)


def _alone(
    tokens: Sequence[Token], used: set[int], text: str, known: Lexicon
) -> Iterator[DayMention]:
    for i, token in enumerate(tokens):
        if i in used or token.kind is not TokenKind.WORD:
            continue
        span = {"text": text[token.start : token.end], "start": token.start, "end": token.end}
        if (weekday := _weekday(tokens, i, known)) is not None:
            yield DayMention(weekday=weekday, **span)  # type: ignore[arg-type]
        elif (two := _in_two(tokens, i, known)) and two[1] > i:
            yield DayMention(weekday=two[0], **span)  # type: ignore[arg-type]
        elif token.text in known.days:
            yield DayMention(relative=known.days[token.text], **span)  # type: ignore[arg-type]


def _weekday(tokens: Sequence[Token], i: int, known: Lexicon) -> int | None:
    """Return the day of the week that a word names, with what Arabic and Russian put to it."""
    word = tokens[i].text
    for name in (
        word,
        word.removeprefix("و"),
        word.removesuffix("s"),
        word[:3] if known.language == "ko" else word,
    ):
        if name in known.weekdays and len(name) > 1:
            return known.weekdays[name]
    if known.language in ("ru", "uk", "pl") and len(word) > 4:
        near = [n for name, n in known.weekdays.items() if name[:-1] == word[:-1]]
        return near[0] if near else None
    return None


def _in_two(tokens: Sequence[Token], i: int, known: Lexicon) -> tuple[int, int] | None:
    """Return the day of the week that a word and its neighbour name, and where the neighbour is."""
    for k, words in ((i - 1, "{1}{0}"), (i + 1, "{0}{1}")):
        if 0 <= k < len(tokens):
            for between in "- ":
                pair = words.replace("}{", f"}}{between}{{").format(tokens[i].text, tokens[k].text)
                if pair in known.weekdays:
                    return known.weekdays[pair], k
    return None


def _month(
    tokens: Sequence[Token], i: int, text: str, known: Lexicon
) -> tuple[DayMention, set[int]] | None:
    """Return the date around a name of a month, and the tokens that it is made of."""
    month = known.months.get(tokens[i].text)
    short = month is None
    if month is None:
        month = known.short_months.get(tokens[i].text)
    if month is None:
        return None
    places = {i}
    day, at = _figure(tokens, i, -1, 31)
    if day is None:
        day, at = _figure(tokens, i, 1, 31)
    places |= set(at)
    year, at = _year(tokens, max(places))
    places |= set(at)
    if day is None and year is None and (short or not _leads(tokens, i, text, known)):
        return None
    weekday = None
    first, last = min(places), max(places)
    for k in (first - 1, first - 2, last + 1):
        if 0 <= k < len(tokens) and (weekday := _weekday(tokens, k, known)) is not None:
            between = text[min(tokens[k].end, tokens[first].start) : tokens[first].start]
            if k < first and re.search(r"[.!?;:]", between):
                weekday = None
                continue
            places.add(k)
            break
        if 0 <= k < len(tokens) and (two := _in_two(tokens, k, known)):
            weekday = two[0]
            places |= {k, two[1]}
            break
    start, end = tokens[min(places)].start, tokens[max(places)].end
    mention = DayMention(
        year=year, month=month, day=day, weekday=weekday, text=text[start:end], start=start, end=end
    )
    return mention, places


def _leads(tokens: Sequence[Token], i: int, text: str, known: Lexicon) -> bool:
    """Whether a name of a month without day or year is one: “may” and “march” are words, too."""
    if known.language != "en":
        return True
    before = tokens[i - 1].text if i else ""
    return text[tokens[i].start].isupper() and (
        before in _MONTH_LEADS or tokens[i].text not in ("may", "march")
    )


def _figure(
    tokens: Sequence[Token], i: int, way: int, most: int
) -> tuple[int | None, tuple[int, ...]]:
    """Return the figure beside a month, over words such as “of”, and where it stands."""
    at: list[int] = []
    for k in range(i + way, i + 4 * way, way):
        if not 0 <= k < len(tokens):
            break
        at.append(k)
        token = tokens[k]
        if token.kind is TokenKind.FIGURE and token.text.isdecimal():
            number = int(token.text)
            return (
                (number, tuple(at)) if 1 <= number <= most and len(token.text) <= 2 else (None, ())
            )
        if token.text not in _FILLS:
            break
    return None, ()


def _year(tokens: Sequence[Token], last: int) -> tuple[int | None, tuple[int, ...]]:
    at: list[int] = []
    for k in range(last + 1, min(last + 3, len(tokens))):
        at.append(k)
        token = tokens[k]
        if token.kind is TokenKind.FIGURE and token.text.isdecimal() and int(token.text) in _YEARS:
            return int(token.text), tuple(at)
        if token.text not in _FILLS:
            break
    return None, ()
