"""What no translator's answer may be: half of it, markup, another language, a loop; pure.

An answer is refused only where it cannot be a translation of the sentence, whoever made it: doubts
about the meaning are for an editor, who sees both readings. A reason is a plain sentence without a
full stop, about what the translator gave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clipmaker.cues.bare import bare_words, loops
from clipmaker.cues.judging.glossary import fold, script_of, scripts_of
from clipmaker.cues.judging.numbers import english_numbers, figures
from clipmaker.door.garbled import LOST
from clipmaker.languages import NAMES
from clipmaker.translation.tongue import spoken_otherwise
from clipmaker.translation.translator import Sentence, TranslationTask

_MARKUP = re.compile(
    r"</?[A-Za-z][^<>]*>|&(?:[a-z]{2,8}|#\d{1,6});|```|\*\*|__|\[\[|\]\]|<\||\|>|⁇|▁|\{\"|\"\}"
)
_CHATTER = re.compile(
    r"\b(?:as an ai\b|language model|(?:cannot|can['’]t|unable to) (?:translate|assist|comply)|"
    r"here(?:['’]s| is) the translation|the translation (?:is|of)\b|translated text)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:translation|translated|note|output|answer|assistant|user|system)\s*:", re.IGNORECASE
)
_COLON = re.compile("[:：]")
_DENSE = {"HANGUL": 2.2, "CJK": 3.0, "HIRAGANA": 1.8, "KATAKANA": 1.8, "THAI": 1.2}
"""How many Latin letters a letter of these scripts stands for, about."""
_TIMES_LONGER, _LONGER = 3.0, 40.0
_TIMES_SHORTER, _SHORT = 5.0, 40.0
_FOREIGN = 2
"""So many letters of another script are no unit of measure any more."""
_OWN_LETTERS = 0.5
"""Such a share of letters must be the language's own, where it is not written in Latin ones."""
_SAME_WORDS = 4
"""So many words that stayed what they were are not translated; fewer may be a name."""
_SMALL = 20
"""Up to this number a language other than English may well write a word."""
_SAID_OTHERWISE = frozenset({0, 1, 2, 3, 4, 50})
_OTHERWISE = re.compile(r"half|quarter|third|double|twice|both|noon|midnight|no\b|only|an?\b")
_CLOCK = re.compile(
    r"[ap]\.?\s?m\b|o['’]clock|noon|midnight|evening|afternoon|night", re.IGNORECASE
)


def refusal(sentence: Sentence, text: str, task: TranslationTask) -> str:
    """Return why an answer cannot be the translation of a sentence, "" when it may be.

    Args:
        sentence: what was to be translated.
        text: the answer, its spaces in order.
        task: languages and glossary.
    """
    for judge in (_nothing, _marked, _chatty, _unchanged, _foreign, _looped, _length, _numbers):
        if reason := judge(sentence.text, text, task):
            return reason
    return ""


def repeated(sentences: Sequence[Sentence], texts: Sequence[str]) -> frozenset[int]:
    """Return the places of answers that are the same for sentences that are not.

    Args:
        sentences: what was to be translated.
        texts: the answers, "" where there is none.
    """
    bare = [bare_words(text) for text in texts]
    said = [bare_words(one.text) for one in sentences]
    return frozenset(
        i
        for i, text in enumerate(bare)
        if len(text.split()) >= _SAME_WORDS
        and any(other == text and said[j] != said[i] for j, other in enumerate(bare) if j != i)
    )


def tidied(text: str, source: str) -> str:
    """Return an answer with its spaces in order, without quotation marks put around it."""
    tidy = " ".join(text.split())
    for opens, closes in (('""', '"'), ("“", "”"), ("«", "»"), ("「", "」")):
        around = len(tidy) > 2 and tidy[0] in opens and tidy[-1] in closes
        if around and not any(mark in source[:1] for mark in "\"“”«»„「'‘"):
            inner = tidy[1:-1]
            return inner.strip() if not any(mark in inner for mark in opens + closes) else tidy
    return tidy


def _nothing(_source: str, text: str, _task: TranslationTask) -> str:
    if not any(char.isalnum() for char in text):
        return "it gave no words"
    return "it gave characters that were lost on their way" if LOST in text else ""


def _marked(source: str, text: str, _task: TranslationTask) -> str:
    found = _MARKUP.search(text)
    if found and found[0] not in source:
        return f"it gave markup (“{found[0][:20]}”)"
    return ""


def _chatty(source: str, text: str, _task: TranslationTask) -> str:
    found = _CHATTER.search(text) or _LABEL.match(text)
    if found and not (_CHATTER.search(source) or (":" in found[0] and _COLON.search(source))):
        return f"it talked about the task (“{found[0]}”) and did not translate"
    return ""


def _foreign(_source: str, text: str, task: TranslationTask) -> str:
    own = scripts_of(task.target)
    letters = [script_of(char) for char in text if char.isalpha()]
    foreign = [one for one in letters if one not in own and one not in ("LATIN", "")]
    if len(foreign) >= _FOREIGN:
        return f"its text is not all in {_language(task.target)}: it holds {foreign[0].title()}"
    if letters and sum(one in own for one in letters) < _OWN_LETTERS * len(letters):
        return f"its text is not in {_language(task.target)}"
    if other := spoken_otherwise(text, task.target):
        return f"its text is in {_language(other)}, not in {_language(task.target)}"
    return ""


def _unchanged(source: str, text: str, task: TranslationTask) -> str:
    words = bare_words(text)
    if task.source != task.target and words == bare_words(source):
        spaced = len(words.split())
        if spaced >= _SAME_WORDS or (spaced == 1 and script_of(words) in _DENSE):
            return "it gave back what was said, untranslated"
    return ""


def _looped(source: str, text: str, _task: TranslationTask) -> str:
    if loops(text) and not loops(source):
        return "the same words come again and again in its text"
    return ""


def _length(source: str, text: str, _task: TranslationTask) -> str:
    said, given = _weight(source), _weight(text)
    if given > _TIMES_LONGER * said + _LONGER:
        return "its text is far longer than what was said"
    if said > _SHORT and given * _TIMES_SHORTER < said:
        return "its text is far shorter than what was said"
    return ""


def _weight(text: str) -> float:
    return sum(_DENSE.get(script_of(char), 1.0) for char in text if char.isalnum())


def _numbers(source: str, text: str, task: TranslationTask) -> str:
    there = english_numbers(text) if task.target == "en" else figures(text)
    for number in sorted(figures(source)):
        if task.target != "en" and number <= _SMALL:
            continue
        if not _holds(there, number, text):
            return f"the number {number} is lost in its text"
    return ""


def _holds(there: frozenset[int], number: int, text: str) -> bool:
    """Whether a number is among others, as such, as an hour of twelve, or as part of a larger one.

    30만 is 300,000; 14 h is 2 p.m.; the '90s are the 1990s; 50 % is a half.
    """
    if number in there or (number in _SAID_OTHERWISE and _OTHERWISE.search(fold(text))):
        return True
    if 12 < number <= 24 and number - 12 in there and _CLOCK.search(text):
        return True
    larger = [str(one) for one in there if one > number]
    digits = str(number).rstrip("0") or "0"
    return any(one.startswith(digits) or one.endswith(str(number)) for one in larger)


def _language(code: str) -> str:
    return NAMES.get(code, code)
