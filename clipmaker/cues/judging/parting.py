"""Where two readings of one sentence part: in numbers, negations, names, persons, and words; pure.

Two machines that went different ways from sound to text seldom invent the same: what they agree
on is mostly right, and where they part one of them is wrong. What is found is told in plain
words, with the places in both texts, so that they can be marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from clipmaker.cues.judging.near import letters_apart
from clipmaker.cues.judging.words import (
    ReadingWord,
    WordKind,
    negates,
    opposite,
    reading_words,
    whole_words,
)

Place = tuple[int, int]
"""Index of the first character and index after the last."""

_SENSE = frozenset({WordKind.CONTENT, WordKind.NAME, WordKind.NUMBER})
_LONG_STEM = 5
_MOST_WORDS = 4
"""More words than this in one quotation are no longer read."""


class PartingKind(StrEnum):
    """What two readings part in, the most telling first."""

    NUMBER = "number"
    NEGATION = "negation"
    NAME = "name"
    ROLES = "roles"
    PERSON = "person"
    WORDS = "words"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that two readings part in: its kind, and a plain sentence without a full stop."""

    kind: PartingKind
    message: str


@dataclass(frozen=True, kw_only=True)
class Parting:
    """How two readings of one sentence differ.

    Attributes:
        findings: what they part in, the most telling first.
        one: places in the first reading of the words that part.
        other: likewise in the second.
        alike: share of the words of sense that both have, 0 to 1; 1 where neither has any.
        count: how many words of sense the longer reading has.
        words: how many words of any kind the shorter reading has.
        same: whether both are the same word for word, short forms (we're) written out.
    """

    findings: tuple[Finding, ...]
    one: tuple[Place, ...]
    other: tuple[Place, ...]
    alike: float
    count: int
    words: int = 0
    same: bool = False

    @property
    def facts(self) -> tuple[Finding, ...]:
        """What they part in that is no mere choice of words."""
        soft = (PartingKind.WORDS, PartingKind.PERSON)
        return tuple(found for found in self.findings if found.kind not in soft)

    @property
    def persons(self) -> tuple[Finding, ...]:
        """Where they tell of other persons: I in one, you in the other."""
        return tuple(found for found in self.findings if found.kind is PartingKind.PERSON)


@lru_cache(maxsize=512)
def parting(one: str, other: str, language: str) -> Parting:
    """Return where two readings part.

    Args:
        one: the reading that is shown.
        other: the other one.
        language: language code of both.
    """
    mine, theirs = reading_words(one, language), reading_words(other, language)
    left, right = _unmatched(mine, theirs)
    numbers = list(_numbers(mine, theirs))
    told = _told_units(mine, numbers), _told_units(theirs, numbers)
    findings = [
        *numbers,
        *_negations(mine, theirs, left, right, language),
        *_names(left, right),
        *_roles(mine, theirs),
        *_persons(mine, theirs),
        *_words(mine, theirs, _content(left) - told[0], _content(right) - told[1], (one, other)),
    ]
    parted = _parted(mine, theirs, left, right)
    whole = whole_words(one, language), whole_words(other, language)
    return Parting(
        findings=tuple(dict.fromkeys(findings)),
        one=_places(mine, parted[0], one),
        other=_places(theirs, parted[1], other),
        alike=_alike(mine, theirs, left, right),
        count=max(_sense(mine), _sense(theirs)),
        words=min(map(len, whole)),
        same=whole[0] == whole[1],
    )


def _sense(words: Iterable[ReadingWord]) -> int:
    return sum(word.kind in _SENSE for word in words)


def _alike(
    mine: Sequence[ReadingWord],
    theirs: Sequence[ReadingWord],
    left: Sequence[ReadingWord],
    right: Sequence[ReadingWord],
) -> float:
    whole = _sense(mine) + _sense(theirs)
    if not whole:
        return float([w.stem for w in mine] == [w.stem for w in theirs] or not (mine and theirs))
    return 1 - (len(left) + len(right)) / whole


def _unmatched(
    mine: Sequence[ReadingWord], theirs: Sequence[ReadingWord]
) -> tuple[list[ReadingWord], list[ReadingWord]]:
    """Return the words of sense of each reading that the other one lacks."""
    rest = [word for word in theirs if word.kind in _SENSE]
    small = {word.stem for word in (*mine, *theirs) if word.kind is WordKind.SMALL}
    left = []
    for word in (word for word in mine if word.kind in _SENSE):
        match = next((w for w in rest if w.stem == word.stem), None) or next(
            (w for w in rest if _same(word, w)), None
        )
        if match is not None:
            rest.remove(match)
        else:
            left.append(word)
    # Said twice in one reading and once in the other is no difference of sense.
    said = [word for word in mine if word.kind in _SENSE]
    told = [word for word in theirs if word.kind in _SENSE]
    left = [w for w in left if w.stem not in small and not any(_same(w, o) for o in told)]
    rest = [w for w in rest if w.stem not in small and not any(_same(w, o) for o in said)]
    return left, rest


def _same(one: ReadingWord, other: ReadingWord) -> bool:
    """Whether two words are one: the same stem, or one long stem that begins as the other."""
    if one.stem == other.stem:
        return True
    if WordKind.NUMBER in (one.kind, other.kind):
        return False
    short, long = sorted((one.stem, other.stem), key=len)
    if len(short) >= _LONG_STEM and long.startswith(short[:-1]):
        return True
    if WordKind.NAME in (one.kind, other.kind):
        most = 1 if len(short) < 6 else 2
        return len(short) > 3 and letters_apart(short, long) <= most
    return False


def _numbers(mine: Sequence[ReadingWord], theirs: Sequence[ReadingWord]) -> Iterator[Finding]:
    """Numbers that only one reading has, and numbers of different things."""
    here, there = _counted(mine), _counted(theirs)
    lost = _without(here, there)
    extra = _without(there, here)
    for (_, a), (_, b) in zip(lost, extra, strict=False):
        yield _between(PartingKind.NUMBER, a, b)
    for _, told in lost[len(extra) :]:
        yield _only(PartingKind.NUMBER, told, shown=True)
    for _, told in extra[len(lost) :]:
        yield _only(PartingKind.NUMBER, told, shown=False)
    stems = {w.stem for w in mine}, {w.stem for w in theirs}
    units = {value: (unit, told) for (value, unit), told in there if unit is not None}
    for (value, unit), told in here:
        other = units.get(value)
        if unit is None or other is None or other[0] is None or _same(unit, other[0]):
            continue
        if unit.stem not in stems[1] and other[0].stem not in stems[0]:
            yield _between(PartingKind.NUMBER, told, other[1])


_Counted = tuple[tuple[str, ReadingWord | None], str]
"""A number and what it counts, and how both stand in the text."""


def _counted(words: Sequence[ReadingWord]) -> list[_Counted]:
    found: list[_Counted] = []
    for i, word in enumerate(words):
        if word.kind is not WordKind.NUMBER:
            continue
        near = [w for w in words[i + 1 : i + 3] if w.kind is not WordKind.SMALL]
        unit = near[0] if near and near[0].kind is WordKind.CONTENT else None
        found.append(((word.stem, unit), f"{word.text} {unit.text}" if unit else word.text))
    return found


def _without(some: Sequence[_Counted], others: Sequence[_Counted]) -> list[_Counted]:
    """Return the numbers of some that the others lack."""
    there = {value for (value, _), _ in others}
    return [one for one in some if one[0][0] not in there]


def _told_units(words: Sequence[ReadingWord], findings: Sequence[Finding]) -> set[ReadingWord]:
    """Return what was told already as what a number counts."""
    return {
        unit
        for (_, unit), told in _counted(words)
        if unit is not None and any(f"“{told}”" in found.message for found in findings)
    }


def _negations(
    mine: Sequence[ReadingWord],
    theirs: Sequence[ReadingWord],
    left: Sequence[ReadingWord],
    right: Sequence[ReadingWord],
    language: str,
) -> Iterator[Finding]:
    """A negation that only one reading has."""
    here = [word for word in mine if word.kind is WordKind.NEGATION]
    there = [word for word in theirs if word.kind is WordKind.NEGATION]
    if bool(here) == bool(there):
        if not here and (pair := _opposites(left, right)):
            yield _between(PartingKind.NEGATION, *pair)
        return
    around = theirs if here else mine
    if any(negates(word, language) for word in around) or _opposites(left, right):
        return
    yield _only(PartingKind.NEGATION, (here or there)[0].text, shown=bool(here))


def _opposites(left: Sequence[ReadingWord], right: Sequence[ReadingWord]) -> tuple[str, str] | None:
    return next(((a.text, b.text) for a in left for b in right if opposite(a.text, b.text)), None)


def _names(left: Sequence[ReadingWord], right: Sequence[ReadingWord]) -> Iterator[Finding]:
    """Names that only one reading has."""
    here = [word.text for word in left if word.kind is WordKind.NAME]
    there = [word.text for word in right if word.kind is WordKind.NAME]
    for a, b in zip(here, there, strict=False):
        yield _between(PartingKind.NAME, a, b)
    for told in here[len(there) :]:
        yield _only(PartingKind.NAME, told, shown=True)
    for told in there[len(here) :]:
        yield _only(PartingKind.NAME, told, shown=False)


def _roles(mine: Sequence[ReadingWord], theirs: Sequence[ReadingWord]) -> Iterator[Finding]:
    """Two words that have changed places around a third: the dog bites the man."""
    here = [w for w in mine if w.kind in (*_SENSE, WordKind.PERSON)]
    place = {w.stem: i for i, w in enumerate(w for w in theirs if w.kind is not WordKind.SMALL)}
    passive = {"by", "von", "vom"} & ({w.stem for w in theirs} ^ {w.stem for w in mine})
    if passive or len({w.stem for w in here}) != len(here):
        return
    for a, middle, b in zip(here, here[1:], here[2:], strict=False):
        if middle.kind is not WordKind.CONTENT or WordKind.NUMBER in (a.kind, b.kind):
            continue
        at = [place.get(w.stem) for w in (a, middle, b)]
        if None in at:
            continue
        first, between, second = (int(i or 0) for i in at)
        if second == between - 1 and first == between + 1:
            yield Finding(
                kind=PartingKind.ROLES,
                message=f"“{a.text}” and “{b.text}” stand the other way round beside "
                f"“{middle.text}” in the other reading",
            )
            return


def _persons(mine: Sequence[ReadingWord], theirs: Sequence[ReadingWord]) -> Iterator[Finding]:
    """Who it is about: “I” in one reading, “you” in the other."""
    here, there = (
        dict.fromkeys(word.stem for word in words if word.kind is WordKind.PERSON)
        for words in (mine, theirs)
    )
    lost = [who for who in here if who not in there]
    extra = [who for who in there if who not in here]
    for a, b in zip(lost, extra, strict=False):
        # By what stands there first: “my” and “your” are told as they are.
        told = (next(w.text for w in words if w.stem == who and w.kind is WordKind.PERSON)
                for words, who in ((mine, a), (theirs, b)))  # fmt: skip
        yield _between(PartingKind.PERSON, *told)


def _words(
    mine: Sequence[ReadingWord],
    theirs: Sequence[ReadingWord],
    gone: set[ReadingWord],
    added: set[ReadingWord],
    texts: tuple[str, str],
) -> Iterator[Finding]:
    """Words of sense that only one reading has, beside what the other has in their place."""
    matcher = SequenceMatcher(None, [w.stem for w in mine], [w.stem for w in theirs], False)
    told: set[ReadingWord] = set()
    for code, a, b, c, d in matcher.get_opcodes():
        here = [w for w in mine[a:b] if w in gone]
        there = [w for w in theirs[c:d] if w in added]
        if code != "equal" and here and there:
            told.update((*here, *there))
            yield _between(PartingKind.WORDS, _quoted(here, texts[0]), _quoted(there, texts[1]))
    rest = [w for w in mine if w in gone - told], [w for w in theirs if w in added - told]
    if rest[0] and rest[1]:
        yield _between(PartingKind.WORDS, _quoted(rest[0], texts[0]), _quoted(rest[1], texts[1]))
    elif rest[0] or rest[1]:
        shown = bool(rest[0])
        words, text = (rest[0], texts[0]) if shown else (rest[1], texts[1])
        yield _only(PartingKind.WORDS, _quoted(words, text), shown=shown)


def _content(words: Iterable[ReadingWord]) -> set[ReadingWord]:
    return {word for word in words if word.kind is WordKind.CONTENT}


def _quoted(words: Sequence[ReadingWord], text: str) -> str:
    """Return words as they stand; those that are no neighbours with dots between them."""
    first = {word.text.casefold(): word for word in reversed(words)}
    words = sorted(first.values(), key=lambda word: word.start)
    told = ""
    for before, word in zip((None, *words), words[:_MOST_WORDS], strict=False):
        near = before is not None and not any(c.isalnum() for c in text[before.end : word.start])
        told += ("" if before is None else text[before.end : word.start] if near else " … ") + (
            word.text
        )
    return told + (" …" if len(words) > _MOST_WORDS else "")


def _between(kind: PartingKind, one: str, other: str) -> Finding:
    return Finding(kind=kind, message=f"One reading says “{one}”, the other “{other}”")


def _only(kind: PartingKind, told: str, *, shown: bool) -> Finding:
    which = "what is shown" if shown else "the other reading"
    return Finding(kind=kind, message=f"Only {which} says “{told}”")


def _parted(
    mine: Sequence[ReadingWord],
    theirs: Sequence[ReadingWord],
    left: Sequence[ReadingWord],
    right: Sequence[ReadingWord],
) -> tuple[set[ReadingWord], set[ReadingWord]]:
    """Return the words of each reading that are to be marked."""
    marked = set(left), set(right)
    for kind in (WordKind.PERSON, WordKind.NEGATION):
        stems = [{w.stem for w in words if w.kind is kind} for words in (mine, theirs)]
        if kind is WordKind.PERSON and not (stems[0] - stems[1] and stems[1] - stems[0]):
            continue
        for words, own, others, out in zip(
            (mine, theirs), stems, reversed(stems), marked, strict=True
        ):
            out |= {w for w in words if w.kind is kind and w.stem in own - others}
    return marked


def _places(words: Sequence[ReadingWord], marked: set[ReadingWord], text: str) -> tuple[Place, ...]:
    """Return where marked words stand, neighbours as one place."""
    found: list[Place] = []
    for word in words:
        if word not in marked:
            continue
        if found and not any(c.isalnum() for c in text[found[-1][1] : word.start]):
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
    return tuple(found)
