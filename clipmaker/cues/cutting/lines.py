"""Breaks a cue's text into lines at phrase boundaries; pure, with a measuring function handed in.

Lines end where Unicode and the house's phrase rules allow it: never between an article and its
noun, a title and a name, a number and its unit. Among the ways with the fewest lines the most
even one wins, a shorter line above a longer one rather than the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clipmaker.cues.cutting.turns import turns
from clipmaker.profile.model import SUBTITLE_SHARES
from clipmaker.scripts import is_one_word
from clipmaker.text.breaks import find_breaks
from clipmaker.text.syllables import syllable_starts

Measure = Callable[[str], float]
"""Width of a text on one line, in pixels."""

NEVER = 9.0
"""Breaks of this cost part what must stay together (`clipmaker.text.breaks` gives costs)."""

# Less than on cards: in a subtitle the phrase matters more than even lines.
_RAGGED = 40.0
_TOP_HEAVY = 6.0
_ORPHAN = 30.0
_FILLED = 0.6
_LETTERS = 60.0


class Ruler:
    """A text with the places where it may be broken and the widths between them.

    Places are numbered from 0, the start of the text, to ``last``, its end.

    Attributes:
        text: the text.
        starts: character index of each place.
        costs: how much a break at each place hurts; negative where it helps reading.
        last: number of the last place.
    """

    def __init__(self, text: str, measure: Measure, language: str = "en") -> None:
        breaks = [found for found in find_breaks(text, language) if not found.hyphen]
        self._lay(text, measure, [(found.at, found.cost) for found in breaks])

    def _lay(self, text: str, measure: Measure, places: Sequence[tuple[int, float]]) -> None:
        self.text = text
        self._measure = measure
        self.starts = (0, *(at for at, _ in places))
        self.costs = (0.0, *(cost for _, cost in places))
        self.last = len(places)
        space_px = max(0.0, measure("n n") - 2 * measure("n"))
        prefixes = [text[:at] for at in self.starts]
        self._ends = [measure(prefix.rstrip()) if prefix else 0.0 for prefix in prefixes]
        self._begins = [
            end + (space_px if prefix.endswith(" ") else 0.0)
            for prefix, end in zip(prefixes, self._ends, strict=True)
        ]

    def line(self, begin: int, end: int) -> str:
        """Return the text between two places."""
        return self.text[self.starts[begin] : self.starts[end]].strip()

    def width_px(self, begin: int, end: int) -> float:
        """Return the width of the text between two places."""
        return self._ends[end] - self._begins[begin]

    def lines_needed(self, begin: int, end: int, width_px: float) -> int | None:
        """Return how few lines hold the text between two places; None when a word is too wide."""
        count, start = 1, begin
        for place in range(begin + 1, end + 1):
            if self.width_px(start, place) <= width_px:
                continue
            start, count = place - 1, count + 1
            if self.width_px(start, place) > width_px:
                return None
        return count

    def with_letters(self, width_px: float) -> Ruler:
        """Return a ruler that may also break inside what is wider than a line."""
        places: list[tuple[int, float]] = []
        letters = sorted(syllable_starts(self.text))
        for number in range(1, self.last + 1):
            if self.width_px(number - 1, number) > width_px:
                first, after = self.starts[number - 1], self.starts[number]
                places += [(at, _LETTERS) for at in letters if first < at < after]
            places.append((self.starts[number], self.costs[number]))
        ruler = Ruler.__new__(Ruler)
        ruler._lay(self.text, self._measure, places)
        return ruler


def fit_lines(
    text: str,
    *,
    measure: Measure,
    width_px: float,
    lines: int,
    lines_at_most: int,
    language: str = "en",
) -> tuple[str, ...] | None:
    """Break a text into lines as `break_lines` does, in smaller type where it does not fit.

    Args:
        text: what is shown.
        measure: width of a text on one line in the profile's type, pixels.
        width_px: width of a line.
        lines: how many lines are wished.
        lines_at_most: how many there may be.
        language: language code of the text.

    Returns:
        the lines; None when even the smallest type needs more than ``lines_at_most``.
    """
    for share in SUBTITLE_SHARES:
        found = break_lines(
            text,
            measure=measure,
            width_px=width_px / share,
            lines=lines,
            lines_at_most=lines_at_most,
            language=language,
        )
        if found is not None:
            return found
    return None


def break_lines(
    text: str,
    *,
    measure: Measure,
    width_px: float,
    lines: int,
    lines_at_most: int,
    language: str = "en",
) -> tuple[str, ...] | None:
    """Break a text into lines.

    Args:
        text: the text of a cue.
        measure: returns the width of a text on one line, pixels.
        width_px: the room for a line.
        lines: how many lines are wished for at most.
        lines_at_most: how many are possible when that is needed.
        language: language code of the text.

    Returns:
        the lines from top to bottom; None when the text needs more than ``lines_at_most``.
    """
    text = " ".join(text.split())
    if not text:
        return ()
    if len(said := turns(text)) > 1:
        # Every turn has lines of its own, and all of them together are not too many.
        broken = [
            break_lines(
                turn,
                measure=measure,
                width_px=width_px,
                lines=1,
                lines_at_most=lines_at_most,
                language=language,
            )
            for turn in said
        ]
        every = tuple(line for one in broken for line in one or ("",))
        return every if all(broken) and len(every) <= lines_at_most else None
    ruler = Ruler(text, measure, language)
    tries = [(ruler, NEVER, lines), (ruler, NEVER, lines_at_most), (ruler, _LETTERS, lines_at_most)]
    for rule, limit, most in tries:
        if found := _fewest(rule, width_px, most, limit):
            return found
    return _fewest(ruler.with_letters(width_px), width_px, lines_at_most, float("inf"))


def _fewest(ruler: Ruler, width_px: float, most: int, limit: float) -> tuple[str, ...] | None:
    """Return the best way with the fewest lines and no break that costs as much as the limit."""
    for count in range(1, most + 1):
        if way := _best(ruler, width_px, count, limit):
            return tuple(ruler.line(begin, end) for begin, end in zip((0, *way), way, strict=False))
    return None


def _best(ruler: Ruler, width_px: float, count: int, limit: float) -> tuple[int, ...] | None:
    """Return the places where exactly so many lines end, of least cost."""
    average = max(ruler.width_px(0, ruler.last) / count, 1e-6)
    # By place: cost, width of the last line, and the ways' places.
    best: dict[int, tuple[float, float, tuple[int, ...]]] = {0: (0.0, 0.0, ())}
    for number in range(count):
        after: dict[int, tuple[float, float, tuple[int, ...]]] = {}
        for begin, (cost, above, way) in best.items():
            for end in range(begin + 1, ruler.last + 1):
                width = ruler.width_px(begin, end)
                if width > width_px:
                    break
                closes = end == ruler.last
                if closes != (number == count - 1) or (not closes and ruler.costs[end] >= limit):
                    continue
                total = cost + _RAGGED * ((width - average) / average) ** 2
                total += _TOP_HEAVY * max(0.0, (above - width) / average) if number else 0.0
                if closes:
                    orphan = count > 1 and is_one_word(ruler.line(begin, end))
                    total += _ORPHAN if orphan and width < _FILLED * average else 0.0
                else:
                    total += ruler.costs[end]
                if end not in after or total < after[end][0]:
                    after[end] = (total, width, (*way, end))
        best = after
    return best[ruler.last][2] if ruler.last in best else None
