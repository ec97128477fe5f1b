"""Names in a text by their capitals, and how an article spells them; pure.

In languages that write every noun with a capital, and in scripts without capitals, a name is known
by what is nearly the same in the article, or where the story itself calls it a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clipmaker.cues.judging.near import letters_apart
from clipmaker.facts.lexicon import common_words, known_languages, lexicon
from clipmaker.scripts import CLOSING, OPENING, is_sentence_end

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*[.]?(?=\W|$)|[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$|\.$")
_NOUNS_LARGE = frozenset({"de", "lb"})
_NO_CASE = frozenset(
    {"ar", "he", "fa", "ur", "hi", "th", "ko", "ja", "zh", "ka", "bn", "ta", "te", "my"}
)
_UNSPACED = frozenset({"ja", "zh", "th", "my"})
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc][\u30a1-\u30fa\u30fc・]{2,}")
_OF_LAND = frozenset(
    ["n", "an", "ian", "ns", "ans", "ians", "ese", "ish", "nish", "i", "is", "er", "ers", "ic"]
)
_LONG = 5
"""Where every word of so many letters begins with a capital, a headline's capitals tell no name."""


@dataclass(frozen=True, kw_only=True)
class NameMention:
    """A word that is a name, or may be one.

    Attributes:
        text: as it stands.
        start: index of its first character in the text.
        end: index after its last.
        certain: whether it can be nothing but a name, or is said to be one.
        inside: whether it has its capital though it begins no sentence.
    """

    text: str
    start: int
    end: int
    certain: bool
    inside: bool = True


def name_mentions(
    text: str, language: str, *, all_certain: bool = False
) -> tuple[NameMention, ...]:
    """Return the words of a text that are or may be names.

    Args:
        text: the text.
        language: language code of the text.
        all_certain: whether the text is nothing but a name, as a speaker's.
    """
    own = language.split("-")[0]
    if own in _NO_CASE:
        return tuple(_without_case(text, all_certain=all_certain))
    words = [match for match in _WORD.finditer(text) if any(map(str.isalpha, match[0]))]
    long = [match for match in words if len(match[0]) >= _LONG]
    titled = len(long) > 2 and all(match[0][0].isupper() for match in long)
    shouted = any(map(str.isalpha, text)) and text == text.upper()
    found = []
    for match in words:
        bare = _POSSESSIVE.sub("", match[0])
        if len(bare) < 3 or not bare[0].isupper():
            continue
        inside = not _begins(match, text)
        tells = own not in _NOUNS_LARGE and not titled and not shouted and inside
        found.append(
            NameMention(
                text=bare,
                start=match.start(),
                end=match.start() + len(bare),
                certain=all_certain or tells,
                inside=inside,
            )
        )
    return tuple(found)


def _without_case(text: str, *, all_certain: bool) -> Iterator[NameMention]:
    for match in _KATAKANA.finditer(text):
        yield NameMention(text=match[0], start=match.start(), end=match.end(), certain=True)
    if all_certain and not _KATAKANA.search(text):
        for match in re.finditer(r"\S{2,}", text):
            yield NameMention(text=match[0], start=match.start(), end=match.end(), certain=True)


def _begins(match: re.Match[str], text: str) -> bool:
    """Whether a word begins a sentence, where a capital tells nothing."""
    before = text[: match.start()].rstrip().rstrip(OPENING + CLOSING + "–—-•").rstrip()
    return not before or is_sentence_end(before[-1]) or before[-1] in ":|/"


class KnownNames:
    """The words of an article, and of what a newsroom says besides, by which names are judged.

    Args:
        texts: the article's texts.
        more: names that are right without standing there, as a glossary's.
        language: language code of both.
    """

    def __init__(self, texts: Iterable[str], more: Sequence[str], language: str) -> None:
        self.language, self._lexicon = language.split("-")[0], lexicon(language)
        self._caseless = language.split("-")[0] in _NO_CASE
        self._words: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._folded = ""
        for text in (*texts, *more):
            self._folded += " " + plain(text)
            for match in _WORD.finditer(text):
                bare = _POSSESSIVE.sub("", match[0])
                for part in (bare, *re.split(r"[-’']", bare)):
                    self._words.setdefault(plain(part), part)
            for one in (one for one in name_mentions(text, language) if one.inside):
                self._names.setdefault(plain(one.text), one.text)
        for text in more:
            for one in name_mentions(text, language, all_certain=True):
                self._names.setdefault(plain(one.text), one.text)

    def holds(self, name: str) -> bool:
        """Whether a name stands there as it is spelt, or with an ending of the language."""
        word = plain(name)
        if word in self._words:
            return True
        if self._caseless:
            return self._holds_without_case(word)
        if "-" in word and all(part in self._words for part in word.split("-")):
            return True
        return any(self._same(word, other) for other in self._words)

    def _holds_without_case(self, word: str) -> bool:
        """Whether a word is there where no capital tells where a name begins."""
        if self.language in _UNSPACED:
            return word in self._folded
        ends = self._lexicon.endings
        both = {"", *ends, *(one + other for one in ends for other in ends)}
        forms = {
            word[: -len(end)] for end in ends if word.endswith(end) and len(word) > len(end) + 1
        }
        for form in (word, *forms):
            for other in self._words:
                # Korean puts particles behind a name, Arabic and Hebrew small words before it.
                behind = other.startswith(form) and other[len(form) :] in both
                if behind or (other.endswith(form) and len(other) - len(form) <= 1 and not ends):
                    return True
        return False

    def near(self, mention: NameMention) -> str:
        """Return the name that is nearly spelt so, "" where none is."""
        word = plain(mention.text)
        if not mention.certain and len(word) < _LONG:
            return ""
        most = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        if self._caseless and len(word) == 3:
            most = 1
        best, least = "", most + 1
        for other, written in self._names.items():
            if abs(len(other) - len(word)) > most:
                continue
            apart = letters_apart(word, other)
            if apart < least:
                best, least = written, apart
        return best

    def _same(self, word: str, other: str) -> bool:
        """Whether two words differ only in endings that the language puts to names."""
        if abs(len(word) - len(other)) > 4 or word[:3] != other[:3]:
            return False
        if self.language == "en" or not self._lexicon.endings:
            return self._derived(word, other)
        same = next(
            (i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b),
            min(len(word), len(other)),
        )
        mine, theirs = word[same:], other[same:]
        ends = self._lexicon.endings | {""}
        return (
            same >= 3
            and any(
                word[k:] in ends and other[k:] in ends and len(word[:k]) >= 3
                for k in range(max(3, same - 2), same + 1)
            )
            and (len(mine) <= 4 and len(theirs) <= 4)
        )

    def _derived(self, word: str, other: str) -> bool:
        """Whether one of two words is made from the other: Koreans, Ukrainian."""
        lands = self._lexicon.lands
        return (
            _plural(word, other)
            or _plural(other, word)
            or (other in lands and _of_land(word, other))
            or (word in lands and _of_land(other, word))
        )


def _of_land(word: str, land: str) -> bool:
    """Whether an English word is made from a country's name: Iraqi, Turkish, Germans."""
    if word.removesuffix("s") == land.removesuffix("y"):
        return True
    same = next((i for i, (a, b) in enumerate(zip(word, land, strict=False)) if a != b), len(land))
    return same >= max(3, len(land) - 3) and word[same:] in _OF_LAND


def _plural(word: str, other: str) -> bool:
    return len(word) > 3 and other == f"{word}s" and not word.endswith("s")


def plain(text: str) -> str:
    """Return a text for comparing: no case, composed, plain apostrophes, accents kept."""
    folded = unicodedata.normalize("NFC", text.casefold())
    return folded.replace("’", "'").replace("‑", "-")


def known_language(text: str, likely: str, *, short: bool = False) -> str:
    """Return the language of a text by its commonest words, the likely one where they tell little.

    Args:
        text: the text.
        likely: language code that is assumed.
        short: whether a dozen words are enough, of which more have to tell then.
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())[:3000]
    if len(words) < (12 if short else 20):
        return likely
    scores = {
        code: sum(word in lexicon_words for word in words) / len(words)
        for code in known_languages()
        if (lexicon_words := common_words(code))
    }
    best = max(scores, key=lambda code: scores[code])
    own = scores.get(likely.split("-")[0], 0.0)
    share, times = (0.25, 3) if short and len(words) < 20 else (0.12, 2)
    return best if scores[best] > share and scores[best] > times * own else likely
