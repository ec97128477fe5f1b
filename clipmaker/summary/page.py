"""A pasted article, freed from the page around it: menus, notices, bylines, captions; pure.

What tells text from furniture is its shape, not its words: a paragraph is made of sentences, a
headline's words come again below it, and furniture stands alone, repeats itself, or speaks of
other things than the story. A summary that does not look like a page is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from clipmaker.scripts import CALLS, CLOSING, SENTENCE_ENDS, ends_sentence, spaceless
from clipmaker.summary.attribution import find_quotation
from clipmaker.summary.credits import read_caption
from clipmaker.summary.labels import label_of
from clipmaker.summary.lines import Block, joined, reporters
from clipmaker.timeline.reading import count_words

_PARAGRAPHS, _PIECES = 4, 3
"""A page has at least so many paragraphs, and pieces that are none."""
_WIDE = 120
"""Nobody breaks lines so late by hand: where one is longer, each line is a paragraph."""
_HEADLINE_UNITS = range(3, 31)
_PARAGRAPH_UNITS = 12
_NOTICE_UNITS = 30
_ALIKE = 0.6
_MENU = re.compile(r"\s[|/>›»·•]\s|https?://|www\.|[©®]|\b\d{1,2}[:.]\d{2}\b|^[@#]")
_SITE = re.compile(
    r"cookie|newsletter|javascript|copyright|©|クッキー|쿠키|"
    r"\b(?:subscri|abonn|suscr|assin|подпи|подпис|اشترك|구독)",
    re.IGNORECASE,
)
"""What sites speak of when they speak of themselves; it counts only in short paragraphs that
share no word with the story's headline."""

_RIGHTS = re.compile(
    r"^\W*(?:[©ⓒ]|\([cC]\)\s|copyright\W*\d{4}|copyright\W*[©ⓒ]|저작권자)|"
    r"all rights reserved|alle rechte vorbehalten|"
    r"tous droits réservés|(?:todos )?los derechos reservados|todos os direitos reservados|"
    r"tutti i diritti riservati|alle rechten voorbehouden|wszelkie prawa zastrzeżone|"
    r"все права защищены|всі права захищені|جميع الحقوق محفوظة|כל הזכויות שמורות|"
    r"tüm hakları saklıdır|무단\s?전재|無断転載|版权所有|สงวนลิขสิทธิ์",
    re.IGNORECASE,
)
"""How whoever holds the rights says so below an article."""
_LINKS = re.compile(r"[^|]+(?:\s\|\s[^|]+){2,}")
_CREDIT_UNITS = 8

_BEGINS = re.compile(rf"(?:^|[{re.escape(SENTENCE_ENDS)}:]\W*)$")
"""What stands before the first word of a sentence."""


def without_furniture(blocks: Sequence[Block], language: str) -> tuple[list[Block], list[Block]]:
    """Return what belongs to the story, the headline first, and what stood around it.

    Args:
        blocks: the blocks of a summary.
        language: language code of the text.
    """
    whole = _unwrapped(blocks)
    told = [block for block in whole if _is_told(block, language)]
    loose = [block for block in whole if not _is_told(block, language) and not _is_fact(block)]
    long = [block for block in told if _units(joined(block)) >= _PARAGRAPH_UNITS]
    if len(long) < _PARAGRAPHS or len(loose) < _PIECES:
        return list(blocks), []
    head = _headline(whole, language)
    if head is None:
        return list(blocks), []
    kept = {id(block) for block in (head, *_story(whole, head, language))}
    kept |= {id(block) for block in whole if _is_fact(block)}
    first = [block for block in whole if id(block) in kept and block is not head]
    return [head, *first], [block for block in whole if id(block) not in kept]


def stands_below(text: str) -> bool:
    """Whether a paragraph is a picture's credit, a note of rights or a row of links.

    “Photo: Ana Ruiz/AFP”, “© 2026 The Times. All rights reserved.”, “Terms | Privacy | Contact”.
    """
    if ends_sentence(text):
        return bool(_RIGHTS.search(text)) and _units(text) <= _NOTICE_UNITS
    caption = read_caption(text)
    pictured = caption.credit and not caption.text and _units(text) <= _CREDIT_UNITS
    return bool(pictured or _RIGHTS.search(text) or _LINKS.fullmatch(text))


def _unwrapped(blocks: Sequence[Block]) -> list[Block]:
    """Return each line as a block where lines are not wrapped; a source stays below its text."""
    if not any(len(line.text) > _WIDE for block in blocks for line in block):
        return [list(block) for block in blocks]
    found: list[Block] = []
    for block in blocks:
        for i, line in enumerate(block):
            if i and label_of(line.text):
                found[-1].append(line)
            else:
                found.append([line])
    return found


def _headline(blocks: Sequence[Block], language: str) -> Block | None:
    """Return the first block whose words come again below as well as anyone's, or None."""
    stated = next((block for block in blocks if _label(block) == "headline"), None)
    if stated is not None:
        return stated
    scores: list[tuple[float, Block]] = []
    for place, block in enumerate(blocks):
        text = joined(block)
        if _is_fact(block) or _MENU.search(text) or _units(text) not in _HEADLINE_UNITS:
            continue
        if ends_sentence(text) and text.rstrip(CLOSING)[-1:] not in CALLS:
            continue
        below: set[str] = set()
        for other in blocks[place + 1 :]:
            below |= _stems(joined(other)) if _is_told(other, language) else set()
        own = _stems(text)
        shared = len(own & below)
        if shared >= 2:
            scores.append((shared * shared / len(own), block))
    best = max((score for score, _ in scores), default=0.0)
    return next((block for score, block in scores if score >= _ALIKE * best), None)


def _story(blocks: Sequence[Block], head: Block, language: str) -> list[Block]:
    """Return the paragraphs below a headline, without what repeats and what stands after them."""
    often = Counter(joined(block) for block in blocks)
    below = blocks[next(i for i, block in enumerate(blocks) if block is head) + 1 :]
    found: list[Block] = []
    for place, block in enumerate(below):
        told = len(found) * 2 >= sum(_is_told(one, language) for one in below[place:])
        if found and told and reporters(block):
            # Who reported it is the last that an article says.
            break
        if _is_told(block, language) and often[joined(block)] == 1 and not _notice(block, head):
            found.append(block)
    names = [_names(joined(block)) for block in found]
    while len(found) > _PARAGRAPHS and not names[len(found) - 1] & set().union(
        _names(joined(head)), *names[: len(found) - 1]
    ):
        found.pop()
    return found


def _notice(block: Block, head: Block) -> bool:
    """Whether a site speaks of itself, or only numbers are said."""
    text = joined(block)
    digits = sum(character.isdigit() for character in text)
    if digits * 4 >= len(text.replace(" ", "")):
        return True
    return bool(
        _SITE.search(text)
        and _units(text) <= _NOTICE_UNITS
        and not _stems(text) & _stems(joined(head))
    )


def speaks_of_site(text: str) -> bool:
    """Whether a site speaks of itself in a short paragraph: cookies, newsletters, subscriptions."""
    return bool(_SITE.search(text)) and _units(text) <= 2 * _NOTICE_UNITS


def _label(block: Block) -> str:
    found = label_of(block[0].text)
    return found.name if found else ""


def _is_fact(block: Block) -> bool:
    """Whether a block is a labelled line, or says who reported."""
    return bool(_label(block) or reporters(block))


def _is_told(block: Block, language: str) -> bool:
    """Whether a block is made of sentences, or is a quotation."""
    text = joined([line for line in block if not label_of(line.text)])
    return bool(
        text
        and not _is_fact(block)
        and (ends_sentence(text, language) or find_quotation(text, language))
    )


def _units(text: str) -> int:
    """Return about how many words it takes to say a text."""
    return max(count_words(text), len(text.split()))


def _stems(text: str) -> set[str]:
    """Return the beginnings of a text's longer words, which endings do not change."""
    found: set[str] = set()
    for word in re.findall(r"\w+", text.casefold()):
        if any(map(spaceless, word)):
            found |= {word[i : i + 2] for i in range(len(word) - 1)}
        elif "\uac00" <= word[0] <= "\ud7a3":
            found.add(word[:2])
        elif len(word) > 3 or word.isdigit():
            found.add(word[:5])
    return found


def _names(text: str) -> set[str]:
    """Return the words that look like names or numbers; every word in scripts without capitals."""
    if not any(character.isupper() for character in text):
        return _stems(text)
    words = re.finditer(r"\w+", text)
    inside = (word for word in words if not _BEGINS.search(text[: word.start()]))
    return {word[0].casefold()[:5] for word in inside if word[0][0].isupper() or word[0].isdigit()}
