"""Error rates, intervals, and how well a number tells bad cues from good ones; pure."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

_Z = 1.96


@dataclass(frozen=True, kw_only=True)
class Share:
    """So many of so many, with Wilson's interval at 95 %."""

    hits: int
    of: int

    @property
    def low(self) -> float:
        """Lower end of the interval, 0 to 1."""
        return self._end(-1)

    @property
    def high(self) -> float:
        """Upper end of the interval, 0 to 1."""
        return self._end(1)

    def _end(self, sign: int) -> float:
        if not self.of:
            return 0.0 if sign < 0 else 1.0
        p, n, z = self.hits / self.of, self.of, _Z
        middle = p + z * z / (2 * n)
        spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return min(1.0, max(0.0, (middle + sign * spread) / (1 + z * z / n)))

    def __str__(self) -> str:
        if not self.of:
            return "none"
        return f"{self.hits}/{self.of} = {self.hits / self.of:.0%} ({self.low:.0%}–{self.high:.0%})"


def letters(text: str) -> list[str]:
    """Return what counts for character errors: letters and digits, without case."""
    return [c for c in unicodedata.normalize("NFC", text.casefold()) if c.isalnum()]


def words(text: str) -> list[str]:
    """Return what counts for word errors: words without case and punctuation."""
    kept = (c if c.isalnum() or c in "'’" else " " for c in text.casefold())
    return unicodedata.normalize("NFC", "".join(kept)).replace("’", "'").split()


def errors(reference: Sequence[str], found: Sequence[str]) -> float:
    """Return the edit distance by the length of the reference."""
    row = list(range(len(found) + 1))
    for i, one in enumerate(reference, 1):
        after = [i]
        for j, other in enumerate(found, 1):
            after.append(min(row[j] + 1, after[-1] + 1, row[j - 1] + (one != other)))
        row = after
    return row[-1] / max(1, len(reference))


def chrf(reference: str, found: str) -> float:
    """Return chrF, 0 to 100."""
    from sacrebleu.metrics import CHRF

    return float(CHRF().sentence_score(found, [reference]).score)


def auc(bad: Sequence[float], good: Sequence[float]) -> float:
    """Return how often a bad cue has the larger number than a good one; ties count half."""
    pairs = [(a, b) for a in bad for b in good]
    return sum((a > b) + 0.5 * (a == b) for a, b in pairs) / len(pairs) if pairs else math.nan


@dataclass(frozen=True, kw_only=True)
class Case:
    """A labelled cue: its number, whether it is bad, and the group that is left out with it."""

    value: float
    bad: bool
    group: str


def left_out(cases: Sequence[Case]) -> tuple[Share, Share]:
    """Return the shares of bad and of good cues over a threshold that was chosen without them.

    For each group of recordings the threshold is chosen on all others, where it parts bad and
    good best (largest difference of the two shares).
    """
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for group in sorted({case.group for case in cases}):
        threshold = _best([case for case in cases if case.group != group])
        for case in cases:
            if case.group == group:
                hits[case.bad].append(case.value >= threshold)
    return _share(hits[True]), _share(hits[False])


def caught_at(cases: Sequence[Case], sensitivity: float) -> tuple[Share, Share]:
    """Return the shares of bad and of good cues over a threshold that was chosen without them.

    For each group of recordings it is the highest that catches such a share of the bad cues of
    all others, 0 to 1.
    """
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for group in sorted({case.group for case in cases}):
        bad = sorted(case.value for case in cases if case.bad and case.group != group)
        threshold = bad[math.floor(len(bad) * (1 - sensitivity))] if bad else -math.inf
        for case in cases:
            if case.group == group:
                hits[case.bad].append(case.value >= threshold)
    return _share(hits[True]), _share(hits[False])


def share(items: Iterable[Mapping[str, object]], test: Callable[[Mapping], bool]) -> Share:
    """Return the share of items that pass a test."""
    return _share([test(item) for item in items])


def _share(hits: Sequence[bool]) -> Share:
    return Share(hits=sum(hits), of=len(hits))


def _best(cases: Sequence[Case]) -> float:
    bad = [case.value for case in cases if case.bad]
    good = [case.value for case in cases if not case.bad]
    if not bad or not good:
        return math.inf

    def parts(threshold: float) -> float:
        return sum(v >= threshold for v in bad) / len(bad) - sum(
            v >= threshold for v in good
        ) / len(good)

    return max(sorted({case.value for case in cases}), key=parts)
