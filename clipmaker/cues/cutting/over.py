"""Lays the text of a sentence over cues whose boundaries stand already; pure.

Whoever set the boundaries (the splitter, or an editor) keeps them. The text is cut where it reads
well, near the share of it that belongs to each cue, and never inside a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from clipmaker.cues.cutting.lines import Ruler
from clipmaker.text.breaks import TORN

_APART = 30.0
"""What it costs to cut a whole cue's share away from where it belongs."""
_EMPTY = 60.0
_COST = 0.7
_STRANDED = 6.0
"""What it costs to leave a word of one or two letters behind: I, a, to."""


def laid_over(text: str, shares: Sequence[float], language: str) -> tuple[str, ...]:
    """Cut a text into as many parts as there are cues, in order; no word of it is lost.

    Where there are fewer words than cues, the last of those cues get nothing.

    Args:
        text: the sentence in the audience's language.
        shares: how much of it belongs to each cue, relative to each other; not negative.
        language: language code of the text.
    """
    text = " ".join(text.split())
    count = len(shares)
    if count < 2 or not text:
        return (text, *[""] * (count - 1)) if count else ()
    ruler = Ruler(text, len, language)
    whole = sum(shares) or float(count)
    size = [share / whole if sum(shares) else 1 / count for share in shares]
    wanted = [sum(size[: i + 1]) * len(text) for i in range(count)]
    ways = _cheapest(ruler, wanted, len(text) / count)
    return tuple(ruler.line(begin, end) for begin, end in zip((0, *ways[:-1]), ways, strict=True))


def shares_of(
    sources: Sequence[str], spoken: Sequence[str], texts: Sequence[str]
) -> tuple[float, ...]:
    """Return how much of a translation belongs to each cue, in characters of the translation.

    Each sentence of grammar takes its own length: a cue that holds the end of one and the
    beginning of the next gets its part of both.

    Args:
        sources: what is said in each cue.
        spoken: the sentences of grammar that these are together, in order.
        texts: the translation of each of those sentences.
    """
    lengths = [_letters(text) for text in spoken]
    result = []
    number, left = 0, float(lengths[0]) if lengths else 0.0
    for source in sources:
        need, share = float(_letters(source)), 0.0
        while need > 0 and number < len(lengths):
            part = min(need, left)
            share += part / max(1, lengths[number]) * len(texts[number])
            need, left = need - part, left - part
            if left <= 0:
                number += 1
                left = float(lengths[number]) if number < len(lengths) else 0.0
        result.append(share)
    return tuple(result)


def _stranded(before: str) -> bool:
    word = before.rsplit(None, 1)[-1:]
    return bool(word) and word[0].isascii() and word[0].isalpha() and len(word[0]) < 3


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _cheapest(ruler: Ruler, wanted: Sequence[float], average: float) -> tuple[int, ...]:
    """Return the place where each part ends, of least cost."""
    # By place: the cost so far, and the ways' places.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for i, aim in enumerate(wanted):
        last = i == len(wanted) - 1
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, way) in best.items():
            for end in [ruler.last] if last else range(begin, ruler.last + 1):
                torn = 0 < end < ruler.last and ruler.costs[end] >= TORN
                if torn:
                    continue
                at = ruler.starts[end]
                total = cost + (_EMPTY * (1 + (i == 0)) if end == begin else 0.0)
                if not last:
                    total += _APART * ((at - aim) / average) ** 2
                    total += _COST * ruler.costs[end] if end < ruler.last else 0.0
                    total += _STRANDED if _stranded(ruler.text[:at]) else 0.0
                if end not in after or total < after[end][0]:
                    after[end] = (total, (*way, end))
        best = after
    return best[ruler.last][1]
