"""The words of a reading as they are compared: stems, persons, negations, numbers, names; pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from clipmaker.cues.judging.numbers import english_numbers, figures
from clipmaker.resources import assets_dir
from clipmaker.scripts import CLOSING, OPENING, is_sentence_end, spaceless

_TOKEN = re.compile(r"\d[\d.,\u066c\u00a0\u202f]*\d|\w+(?:['’]\w+)*")
_PARTICIPLE = re.compile(r"^ge(?=\w{3,}(?:t|en)$)")
_TAIL = re.compile(r"['’](?:s|m|re|ve|ll|d)$")
_STEMMERS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_SMALL_LETTERS = 3
"""In a language without lists, words up to this length carry no sense of their own."""
_NOUNS_LARGE = frozenset({"de", "lb"})
"""Languages that write every noun with a capital, so that a capital tells of no name."""


_ONE = "one"
"""“one” and “first” are seldom numbers by themselves."""


class WordKind(StrEnum):
    """What a word is to a comparison."""

    SMALL = "small"
    CONTENT = "content"
    PERSON = "person"
    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, kw_only=True)
class ReadingWord:
    """A word of a reading.

    Attributes:
        text: as it stands.
        start: index of its first character in the reading.
        end: index after its last.
        kind: what it is to a comparison.
        stem: what it is compared by: the stem of its group, a person ("I"), the value of a number.
    """

    text: str
    start: int
    end: int
    kind: WordKind
    stem: str


@dataclass(frozen=True, kw_only=True)
class _Lists:
    """The lists of a language, by stem where they are about sense."""

    stem: Callable[[str], str]
    small: frozenset[str]
    negations: frozenset[str]
    against: frozenset[str]
    persons: Mapping[str, str]
    groups: Mapping[str, str]
    numbers: Mapping[str, int]
    known: bool


@lru_cache(maxsize=256)
def reading_words(text: str, language: str) -> tuple[ReadingWord, ...]:
    """Return the words of a reading in order; a number of several words is one.

    Where words are not parted by spaces, each letter is one.
    """
    lists = _lists(language)
    found: list[ReadingWord] = []
    for match in _TOKEN.finditer(text):
        if spaceless(match[0][0]):
            found += [
                ReadingWord(text=c, start=i, end=i + 1, kind=WordKind.CONTENT, stem=c)
                for i, c in enumerate(match[0], match.start())
            ]
            continue
        found.append(_word(match, text, language, lists))
    return _joined_numbers(text, found)


def whole_words(text: str, language: str) -> tuple[str, ...]:
    """Return every word of a reading, whatever it tells, as what it is compared by.

    Short forms of English are written out, so that “we're” is “we are”.
    """
    if language == "en":
        text = text.replace("’", "'")
        for short, long in _SHORT:
            text = short.sub(long, text)
    return tuple(word.stem for word in reading_words(text, language))


_SHORT = tuple(
    (re.compile(rf"(?i){short}\b"), long)
    for short, long in (
        (r"\bcan't", "can not"), (r"\bcannot", "can not"),
        (r"\bwon't", "will not"), ("n't", " not"),
        (r"\blet's", "let us"), ("'re", " are"), ("'m", " am"), ("'ve", " have"), ("'ll", " will"),
        (r"\b(it|he|she|that|there|what|where|who|how|here)'s", r"\1 is"),
    )
)  # fmt: skip
"""Short forms of English, each once; what “'d” stands for its words do not tell."""


def negates(word: ReadingWord, language: str) -> bool:
    """Whether a word turns the sense around without being a negation: to refuse, to deny."""
    lists = _lists(language)
    return word.stem in lists.against


def opposite(one: str, other: str) -> bool:
    """Whether one of two words is the other with a prefix that negates it (English, German)."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return len(short) > 3 and any(long == f"{prefix}{short}" for prefix in _PREFIXES)


_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "miss")


def _word(match: re.Match[str], text: str, language: str, lists: _Lists) -> ReadingWord:
    raw = match[0]
    bare = raw.casefold().replace("’", "'")
    stem, kind = _looked_up(bare, raw, language, lists)
    if kind is WordKind.CONTENT and _is_name(match, text, language):
        kind = WordKind.NAME
    return ReadingWord(text=raw, start=match.start(), end=match.end(), kind=kind, stem=stem)


def _looked_up(bare: str, raw: str, language: str, lists: _Lists) -> tuple[str, WordKind]:
    """Return what a word is compared by, and its kind."""
    value = _value(bare, language, lists)
    if value is not None:
        small = value in (0, 1) and not raw[0].isdigit()
        return (_ONE, WordKind.SMALL) if small else (str(value), WordKind.NUMBER)
    if bare.endswith("n't") or bare in lists.negations or bare in ("cannot", "cant", "dont"):
        return "not", WordKind.NEGATION
    bare = _TAIL.sub("", bare).replace("'", "")
    if person := lists.persons.get(bare):
        return person, WordKind.PERSON
    if bare in lists.small or (not lists.known and len(bare) <= _SMALL_LETTERS):
        return bare, WordKind.SMALL
    stem = lists.stem(bare)
    return lists.groups.get(bare, lists.groups.get(stem, stem)), WordKind.CONTENT


def _value(bare: str, language: str, lists: _Lists) -> int | None:
    if bare[:1].isdigit():
        return max(figures(bare), default=None)
    if language == "en":
        return next(iter(english_numbers(bare)), None)
    return lists.numbers.get(bare)


def _is_name(match: re.Match[str], text: str, language: str) -> bool:
    """Whether a word is a name by its capital, which the beginning of a sentence does not tell."""
    if not match[0][0].isupper() or language in _NOUNS_LARGE:
        return False
    before = text[: match.start()].rstrip().rstrip(OPENING + CLOSING + "–—-").rstrip()
    return bool(before) and not is_sentence_end(before[-1]) and before[-1] != ":"


def _joined_numbers(text: str, words: Sequence[ReadingWord]) -> tuple[ReadingWord, ...]:
    """Return words with those of one number as one: twenty-one, two hundred thousand."""
    result: list[ReadingWord] = []
    for word in words:
        last = result[-1] if result else None
        if (
            last is not None
            and last.kind is WordKind.NUMBER
            and (word.kind is WordKind.NUMBER or word.stem == _ONE)
            and not text[last.end : word.start].strip(" -\u00a0")
            and (value := _sum(int(last.stem), 1 if word.stem == _ONE else int(word.stem)))
        ):
            told = text[last.start : word.end]
            kind = WordKind.NUMBER
            result[-1] = ReadingWord(
                text=told, start=last.start, end=word.end, kind=kind, stem=str(value)
            )
        else:
            result.append(word)
    return tuple(result)


def _sum(one: int, other: int) -> int | None:
    """Return the number that two numerals in a row are, None where they are two numbers."""
    if other in (100, 1000, 1_000_000, 1_000_000_000) and one < other:
        return one * other
    if one >= 20 and one % 10 == 0 and one < 100 and 0 < other < 10:
        return one + other
    if one >= 100 and one % 100 == 0 and 0 < other < 100:
        return one + other
    return None


@cache
def _lists(language: str) -> _Lists:
    data = tomllib.loads((assets_dir() / "cues" / "comparing.toml").read_text("utf-8"))
    own = data.get(language, {})
    stem = stemmer_of(language)
    groups: dict[str, str] = {}
    for line in f"{own.get('forms', '')}\n{own.get('same', '')}".splitlines():
        names = line.split()
        # A word that stands in two groups makes them one.
        head = next((groups[n] for n in (*names, *map(stem, names)) if n in groups), "")
        head = head or (stem(names[0]) if names else "")
        for name in names:
            groups[name] = groups[stem(name)] = head
    persons = {
        word: who
        for who, *words in map(str.split, own.get("persons", "").strip().splitlines())
        for word in words
    }
    numbers = dict(map(str.split, own.get("numbers", "").strip().splitlines()))
    return _Lists(
        stem=stem,
        small=frozenset(own.get("small", "").split()),
        negations=frozenset(own.get("negations", "").split()),
        against=frozenset(groups.get(w, stem(w)) for w in own.get("against", "").split()),
        persons=persons,
        groups=groups,
        numbers={word: int(value) for word, value in numbers.items()},
        known=bool(own),
    )


def stemmer_of(language: str) -> Callable[[str], str]:
    """Return what takes the endings off a language's words; words stay whole where none is known.

    Args:
        language: language code of two letters.
    """
    name = _STEMMERS.get(language)
    if name is None:
        return str
    # Its languages take a tenth of a second to import, which no start of the program should pay.
    from snowballstemmer import stemmer

    made = stemmer(name)
    if language == "de":
        # gewartet, wartete: the stemmer leaves the front of a participle.
        return lambda word: str(made.stemWord(_PARTICIPLE.sub("", word)))
    return lambda word: str(made.stemWord(word))
