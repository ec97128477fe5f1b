"""Sentences that know what was said around them; pure."""

from __future__ import annotations

from clipmaker.translation.translator import Sentence

_NEAR = 2


def with_neighbours(texts: tuple[str, ...]) -> tuple[Sentence, ...]:
    """Return sentences that know the two before and after them."""
    return tuple(
        Sentence(text=text, before=texts[max(0, i - _NEAR) : i], after=texts[i + 1 : i + 1 + _NEAR])
        for i, text in enumerate(texts)
    )
