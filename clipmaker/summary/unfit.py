"""What came in the place of an article: notices, error pages, half pages, recipes; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from clipmaker.errors import InputError, Problem
from clipmaker.scripts import CLOSING
from clipmaker.summary.lines import Block, joined
from clipmaker.summary.page import speaks_of_site

_CLOCK = re.compile(r"\W*(?:[01]?\d|2[0-3])[:.h][0-5]\d\b")
_LIVE = 5
_INGREDIENTS = frozenset(
    (
        *("ingredients", "zutaten", "ingredientes", "ingrédients", "ingredienti", "ingrediënten"),
        *("składniki", "malzemeler", "ингредиенты", "інгредієнти", "재료", "材料", "المكونات"),
    )
)
_ERROR_PAGE = re.compile(
    r"(?=.*[^\W\d_]|[45]\d\d\b)(?:(?:error|http|fehler|erreur)?\s*[45]\d\d\b\W*)?"
    r"(?:(?:the )?(?:page|url|file) (?:was |could )?not (?:be )?found|not found|access denied"
    r"|forbidden|just a moment|attention required|are you a robot|log ?in|sign ?in"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|seite nicht gefunden|zugriff verweigert"
    r"|página no encontrada|página não encontrada|page introuvable|pagina non trovata"
    r"|страница не найдена|сторінку не знайдено)?\W*(?:!.*)?",
    re.IGNORECASE,
)
_FEW_WORDS = 60
_CONSENT = re.compile(
    r"\b(?:accept|reject|allow|agree to) (?:all|cookies|and)|alle (?:akzeptieren|ablehnen)"
    r"|aceptar tod|aceitar tod|tout accepter|accetta tutt|принять все|прийняти всі"
    r"|모두 (?:수락|동의)",
    re.IGNORECASE,
)


def refuse_unfit(
    headline: str, blocks: Sequence[Block], file: Path, *, page: bool, around: bool
) -> None:
    """Refuse a page that holds no article.

    Args:
        headline: what would be the headline, "" for none.
        blocks: what would be its paragraphs.
        file: where it stands, for messages.
        page: whether it says of itself that it is a page.
        around: whether anything stands around those paragraphs.

    Raises:
        InputError: it is nothing but notices, or says that there is no page.
    """
    told = [block for block in blocks if not speaks_of_site(joined(block))]
    asks = any(_CONSENT.search(joined(block)) for block in blocks)
    if (page or around or asks) and not told:
        message = "this page holds no article: nothing but menus, notices and adverts"
        remedy = "Open it in the browser, agree or sign in, and save it again; or paste its words."
        raise InputError([Problem(file=file, message=message)], remedy=remedy)
    few = sum(len(joined(block).split()) for block in told) < _FEW_WORDS
    if headline and few and _ERROR_PAGE.fullmatch(headline.strip()):
        message = f"this page holds no article: it says “{headline.strip()}”"
        remedy = "Open it in the browser until the article is there, and save it again."
        raise InputError([Problem(file=file, message=message)], remedy=remedy)


def doubts(blocks: Sequence[Block], around: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """Yield what a person should know of an article that may be none, one sentence each.

    Args:
        blocks: its paragraphs.
        around: the lines that stand around them.
        known: what is said of it already.
    """
    texts = [joined(block) for block in blocks]
    timed = max(sum(bool(_CLOCK.match(one)) for one in part) for part in (texts, around))
    if timed >= _LIVE and not any("live blog" in note for note in known):
        yield f"it looks like a live blog of {timed} entries: look at the order of its cards"
    firsts = [*around, *(line.text for block in blocks for line in block)]
    recipe = any(one.strip(" :#*").casefold() in _INGREDIENTS for one in firsts)
    if recipe and not any("recipe" in note for note in known):
        yield "it looks like a recipe, no article"
    last = next((one for one in reversed(texts) if not speaks_of_site(one)), "")
    if last.rstrip(CLOSING).endswith(("…", "...")):
        end = " ".join(last.split()[-4:])
        yield f"it breaks off (“{end}”): the page may show the rest to subscribers only"
