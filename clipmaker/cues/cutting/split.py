"""Cuts an utterance into cues that can be read: whole phrases, in time with what is said; pure.

The English of an utterance has no times of its own that could be trusted, only a guide where its
words' sense is spoken. So the text decides where it may be cut, the profile how long a cue may
be, and the source words, whose times are good, when each cue begins and ends. Every cue keeps
both texts of the same span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clipmaker.cues.cutting.lines import Measure, Ruler
from clipmaker.cues.maker import Makers
from clipmaker.cues.model import Confidence, Span, Word
from clipmaker.profile.model import SubtitleProfile
from clipmaker.scripts import is_sentence_end


@dataclass(frozen=True, kw_only=True)
class Speech:
    """One utterance to be cut; times in ms of the footage file.

    Attributes:
        span: where it is spoken.
        source: what was said, in its own language.
        text: what is shown: the English, or the same text as ``source``.
        words: words of ``source`` with times.
        text_words: words of ``text`` with the times at which their sense is spoken; a guide.
        heard: doubts about ``source``.
        translated: doubts about ``text`` where it is a translation.
        whole: whether each text has words for all of it, as far as can be told.
        text_by: who made ``text``, where it was not the engine.
        text_failed: why nobody could translate it, "" where nobody was asked or somebody did.
        language: language code of ``source``, "" for that of its sheet.
    """

    span: Span
    source: str
    text: str
    words: tuple[Word, ...] = ()
    text_words: tuple[Word, ...] = ()
    heard: Confidence | None = None
    translated: Confidence | None = None
    whole: bool = True
    text_by: Makers = ()
    text_failed: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class CuePiece:
    """A part of an utterance for one cue: both texts, and when it is spoken."""

    span: Span
    source: str
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class CueBounds:
    """What a cue must fit into.

    Attributes:
        profile: reading speed, shortest and longest, lines.
        measure: width of a text on one line, pixels.
        width_px: width of a line.
        language: language code of the text that is shown.
    """

    profile: SubtitleProfile
    measure: Measure
    width_px: float
    language: str = "en"


# What a cue costs, in the unit of a break (`clipmaker.text.breaks`; `NEVER` of lines.py is 9); the
# cuts with the smallest sum are taken. These are judgements, set by hand: what the profile forbids
# costs more than all tastes together, and tastes as much as a break in the wrong place or less.
# What hangs on them was found by halving and doubling each over 200 utterances of one to three
# sentences at the speed of speech (873 cues). At the most 30 to 44 % of them are cut otherwise for
# another _PER_CUE, _LONG_MS, _BRIEF_MS, _MID_SENTENCE or _EXTRA_LINE, 11 % for another _BRIEF, and
# 3 % or fewer for each of the others, which speak in rare cases alone.
_PER_CUE = 3.0
_EXTRA_LINE = 4.0
_TOO_SHORT = 20.0
_BRIEF_MS, _BRIEF = 1400, 4.0
_TOO_LONG = 30.0
_LONG_MS, _LONG_PER_S = 5000, 1.0
_TOO_FAST = 10.0
_INNER_SENTENCE = 1.5
_INNER_PAUSE_MS, _INNER_PAUSE_PER_S = 600, 2.0
_MID_SENTENCE = 2.0
# Widths between two places of a long text differ a little from those of a line by itself.
_MARGIN = 0.99
_NO_SOURCE = 8.0
_LEAST_MS = 300
_SNAP_MS = 2000
_SENTENCE_MS = 800
_PAUSE_MS = 1000


def split(speech: Speech, room: CueBounds) -> tuple[CuePiece, ...]:
    """Cut an utterance into pieces, in order; no word is lost and no two pieces overlap.

    Args:
        speech: the utterance; its text is not empty.
        room: what a cue must fit into.
    """
    ruler = Ruler(" ".join(speech.text.split()), room.measure, room.language)
    cuts = _Cuts(speech, ruler)
    ways = _cheapest(ruler, cuts, room)
    parts = list(zip((0, *ways), ways, strict=False))
    spans = _spans(speech, cuts, parts)
    return tuple(
        CuePiece(
            span=span,
            source=speech.source[
                cuts.source_at[cuts.word[begin]] : cuts.source_at[cuts.word[end]]
            ].strip(),
            text=ruler.line(begin, end),
            words=speech.words[cuts.word[begin] : cuts.word[end]],
        )
        for (begin, end), span in zip(parts, spans, strict=True)
    )


def _spans(speech: Speech, cuts: _Cuts, parts: Sequence[tuple[int, int]]) -> list[Span]:
    """Return when each part is spoken: as its source words are, and never for no time at all."""
    first, last = speech.span.start_ms, speech.span.end_ms
    step = min(_LEAST_MS, (last - first) // len(parts))
    starts: list[int] = []
    ends: list[int] = []
    for begin, end in parts:
        words = speech.words[cuts.word[begin] : cuts.word[end]]
        start = words[0].start_ms if words else cuts.time_ms[begin]
        starts.append(max(start, starts[-1] + step if starts else first))
        ends.append(words[-1].end_ms if words else cuts.time_ms[end])
    after = last
    spans = []
    for start, end in zip(reversed(starts), reversed(ends), strict=True):
        start = min(start, after - step)
        spans.append(Span(start_ms=start, end_ms=min(max(end, start + step), after)))
        after = start
    return spans[::-1]


class _Cuts:
    """When each place of a text is spoken, and how many source words come before it.

    Attributes:
        time_ms: by place.
        word: number of source words before the place.
        pause_ms: silence in the source at the place.
        source_at: character index in the source by number of words.
    """

    def __init__(self, speech: Speech, ruler: Ruler) -> None:
        self.source_at = word_starts(speech.words, speech.source)
        ends = [0, *self.source_at[1:]]
        stops = [is_sentence_end(speech.source[:at].rstrip()[-1:]) for at in ends]
        guide = _Guide(speech)
        self.time_ms, self.word, self.pause_ms = [speech.span.start_ms], [0], [0]
        for place in range(1, ruler.last):
            sentence = is_sentence_end(ruler.text[: ruler.starts[place]].rstrip()[-1:])
            guessed = guide.time_ms(ruler, place)
            number = _nearest(speech.words, guessed, stops if sentence else None)
            number = max(number, self.word[-1])
            time = guessed
            pause = 0
            if 0 < number < len(speech.words):
                before, after = speech.words[number - 1], speech.words[number]
                time = (before.end_ms + after.start_ms) // 2
                pause = after.start_ms - before.end_ms
            self.time_ms.append(min(max(time, self.time_ms[-1]), speech.span.end_ms))
            self.word.append(number)
            self.pause_ms.append(pause)
        self.time_ms.append(speech.span.end_ms)
        self.word.append(len(speech.words))
        self.pause_ms.append(0)


class _Guide:
    """Guesses when a place of the text is spoken: from its own words, or by its share."""

    def __init__(self, speech: Speech) -> None:
        self._span = speech.span
        self._words = speech.text_words
        self._starts = word_starts(speech.text_words, " ".join(speech.text.split()))

    def time_ms(self, ruler: Ruler, place: int) -> int:
        at = ruler.starts[place]
        number = sum(1 for start in self._starts[1:-1] if start < at) + 1 if self._words else 0
        if 0 < number < len(self._words):
            before, after = self._words[number - 1], self._words[number]
            return max(self._span.start_ms, (before.end_ms + after.start_ms) // 2)
        length = self._span.end_ms - self._span.start_ms
        return self._span.start_ms + length * at // max(1, len(ruler.text))


def word_starts(words: Sequence[Word], text: str) -> list[int]:
    """Return where each word begins in the text, and the end; a word not found begins nowhere."""
    starts, place = [], 0
    for word in words:
        found = text.find(word.text, place)
        starts.append(found if found >= 0 else place)
        place = found + len(word.text) if found >= 0 else place
    if starts:
        starts[0] = 0
    return [*starts, len(text)]


def _nearest(words: Sequence[Word], time_ms: int, stops: Sequence[bool] | None) -> int:
    """Return the boundary between source words that fits a time best.

    Pauses attract, and so do ends of sentences where the text has one too.
    """
    best, number = float("inf"), 0
    for i in range(1, len(words)):
        before, after = words[i - 1], words[i]
        cost = abs(time_ms - (before.end_ms + after.start_ms) / 2)
        if cost > _SNAP_MS:
            continue
        cost -= min(_PAUSE_MS, after.start_ms - before.end_ms)
        cost -= _SENTENCE_MS if stops is not None and stops[i] else 0
        if cost < best:
            best, number = cost, i
    if best == float("inf"):
        return sum(1 for word in words if (word.start_ms + word.end_ms) / 2 < time_ms)
    return number


def _cheapest(ruler: Ruler, cuts: _Cuts, room: CueBounds) -> tuple[int, ...]:
    """Return the places where cues end, of least cost."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for end in range(1, ruler.last + 1):
        options = []
        for begin in range(end - 1, -1, -1):
            needed = ruler.lines_needed(begin, end, room.width_px * _MARGIN)
            too_many = needed is None or needed > room.profile.lines_at_most
            if too_many and begin < end - 1:
                break
            cost = best[begin][0] + _piece_cost(ruler, cuts, begin, end, needed, room.profile)
            options.append((cost, (*best[begin][1], end)))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _piece_cost(
    ruler: Ruler, cuts: _Cuts, begin: int, end: int, lines: int | None, profile: SubtitleProfile
) -> float:
    """Return what it costs to make one cue of the text between two places."""
    cost = _PER_CUE
    if lines is None or lines > profile.lines:
        cost += _EXTRA_LINE
    if end < ruler.last:
        cost += ruler.costs[end] + (_MID_SENTENCE if ruler.costs[end] >= 0 else 0.0)
    if cuts.word[begin] == cuts.word[end] and cuts.word[-1]:
        cost += _NO_SOURCE
    duration = cuts.time_ms[end] - cuts.time_ms[begin]
    if duration < profile.shortest_ms:
        cost += _TOO_SHORT * (2 - duration / profile.shortest_ms)
    elif duration < _BRIEF_MS:
        cost += _BRIEF * (1 - duration / _BRIEF_MS)
    elif duration > profile.longest_ms:
        cost += _TOO_LONG + (duration - profile.longest_ms) / 1000
    elif duration > _LONG_MS:
        cost += _LONG_PER_S * (duration - _LONG_MS) / 1000
    cps = 1000 * len(ruler.line(begin, end)) / max(1, duration)
    cost += _TOO_FAST * min(4.0, max(0.0, cps / profile.cps_wished - 1))
    for place in range(begin + 1, end):
        stop = is_sentence_end(ruler.text[: ruler.starts[place]].rstrip()[-1:])
        cost += _INNER_SENTENCE if stop else 0.0
        if cuts.pause_ms[place] > _INNER_PAUSE_MS:
            cost += _INNER_PAUSE_PER_S * cuts.pause_ms[place] / 1000
    return cost
