"""Embedding levels of a text (Unicode Standard Annex 9), one for each character.

python-bidi exposes every step of the algorithm; its Python half predates paired brackets
(rule N0), which are resolved here in between. Isolates are treated as embeddings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TypedDict

from bidi import algorithm

from clipmaker.languages import reads_from_right

_STRONG = {"L": 0, "R": 1, "AL": 1}
_EMBEDDING = {"\u2066": "\u202a", "\u2067": "\u202b", "\u2068": "\u202a", "\u2069": "\u202c"}
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_DEEPEST_BRACKETS = 63


class _Char(TypedDict):
    ch: str
    level: int
    type: str
    orig: str
    index: int


def base_level(text: str, language: str) -> int:
    """Return 1 for a text that reads from the right, else 0.

    A text goes the way of its language, even where it begins with a foreign name; one that holds
    no letter of that direction goes the way of the letters it has.
    """
    own = int(reads_from_right(language))
    found = {_STRONG[d] for c in text if (d := unicodedata.bidirectional(c)) in _STRONG}
    return own if own in found or not found else 1 - own


def levels(text: str, base: int) -> tuple[int, ...]:
    """Return the embedding level of each character; odd levels read from the right."""
    if base == 0 and all(unicodedata.bidirectional(c) in _PLAIN for c in text):
        return (0,) * len(text)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "RL"[base == 0]
    algorithm.get_embedding_levels("".join(_EMBEDDING.get(c, c) for c in text), storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
        char["type"] = char["type"] or "L"  # a code point that Unicode has not assigned yet
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    for run in storage["runs"]:
        start = run["start"]
        _resolve_brackets(storage["chars"][start : start + run["length"]], run["sor"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = {char["index"]: char["level"] for char in storage["chars"]}
    result: list[int] = []
    for index in range(len(text)):
        result.append(found.get(index, result[-1] if result else base))
    return tuple(result)


_PLAIN = frozenset({"L", "EN", "ES", "ET", "CS", "WS", "ON", "NSM", "BN", "B", "S"})


def visual_order(run_levels: list[int]) -> list[int]:
    """Return the places of runs from left to right (rule L2), given their levels."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    for level in range(max(run_levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            if run_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def _resolve_brackets(chars: list[_Char], before: str) -> None:
    """Apply rule N0: a pair of brackets takes the direction of what it encloses."""
    for opener, closer in sorted(_bracket_pairs(chars)):
        embedding = "LR"[chars[opener]["level"] % 2]
        inside = {_strong(char["type"]) for char in chars[opener + 1 : closer]} - {""}
        if embedding in inside:
            direction = embedding
        elif inside:
            context = next(
                (s for c in reversed(chars[:opener]) if (s := _strong(c["type"]))), before
            )
            direction = context if context in inside else embedding
        else:
            continue
        for place in (opener, closer):
            chars[place]["type"] = direction
            for char in chars[place + 1 :]:
                if char["orig"] != "NSM":
                    break
                char["type"] = direction


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "AL", "EN", "AN") else kind if kind == "L" else ""


def _bracket_pairs(chars: list[_Char]) -> Iterator[tuple[int, int]]:
    stack: list[tuple[str, int]] = []
    for place, char in enumerate(chars):
        text = _CANONICAL.get(char["ch"], char["ch"])
        if char["type"] != "ON" or not unicodedata.mirrored(text):
            continue
        kind = unicodedata.category(text)
        if kind == "Ps":
            if len(stack) == _DEEPEST_BRACKETS:
                return
            stack.append((algorithm.MIRRORED.get(text, text), place))
        elif kind == "Pe":
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == text:
                    yield stack[depth][1], place
                    del stack[depth:]
                    break
