"""The text that a file does not bring: it goes from the old cues to the new cut; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clipmaker.cues.model import Cue, Word
from clipmaker.exchange.model import SubtitleEvent


@dataclass(frozen=True, kw_only=True)
class OtherText:
    """A stretch of a text, with its words where their times are known."""

    text: str
    words: tuple[Word, ...] = ()
    middle_ms: int = 0


def other_texts(
    group: Sequence[SubtitleEvent], cues: Sequence[Cue], *, of_source: bool
) -> list[OtherText]:
    """Return for each subtitle the text of cues that is spoken in its time.

    Args:
        group: subtitles in order.
        cues: the cues that they take the place of, in order.
        of_source: whether the cues' source text is wanted, or else their English.
    """
    texts = [""] * len(group)
    words: list[tuple[Word, ...]] = [()] * len(group)
    for cue in cues:
        parts: dict[int, str] = {}
        for piece in _pieces(cue, of_source):
            i = min(range(len(group)), key=lambda i: _away_ms(piece.middle_ms, group[i]))
            parts[i] = parts.get(i, "") + piece.text
            words[i] += piece.words
        for i, text in parts.items():
            texts[i] = f"{texts[i]} {text.strip()}".strip()
    return [OtherText(text=text, words=of) for text, of in zip(texts, words, strict=True)]


def _pieces(cue: Cue, of_source: bool) -> list[OtherText]:
    """Cut a text of a cue at its words where their times are known."""
    middle_ms = (cue.start_ms + cue.end_ms) // 2
    if not of_source:
        return [OtherText(text=cue.text, middle_ms=middle_ms)]
    starts = [0]
    for word in cue.words:
        at = cue.source.find(word.text, starts[-1])
        if at < 0:
            return [OtherText(text=cue.source, words=cue.words, middle_ms=middle_ms)]
        starts.append(at + len(word.text))
    if not cue.words:
        return [OtherText(text=cue.source, middle_ms=middle_ms)]
    starts[-1] = len(cue.source)
    return [
        OtherText(
            text=cue.source[begin:end],
            words=(word,),
            middle_ms=(word.start_ms + word.end_ms) // 2,
        )
        for word, begin, end in zip(cue.words, starts, starts[1:], strict=False)
    ]


def _away_ms(time_ms: int, event: SubtitleEvent) -> int:
    """Return how far a time lies outside a subtitle."""
    return max(event.start_ms - time_ms, time_ms - event.end_ms, 0)
