"""Looks for faces while a film goes by: seldom where nothing happens, closely where something does.

Detectors cost far more than pictures do. So frames are looked at a few times a second; where two
neighbours disagree, or a glance between them shows more, their middle is looked at, and so on down
to single frames. A picture that stands still is looked at once.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from clipmaker.faces.detect import Detected, Weights, load_detector
from clipmaker.faces.follow import overlap
from clipmaker.media.shots import CHANGED, cuts_among, difference

if TYPE_CHECKING:
    from typing import Self

    from clipmaker.faces.detect import Picture

Cells: TypeAlias = npt.NDArray[np.int16]

_EVERY_MS = {"yunet": 130, "centerface": 300}
"""So long passes at most between two frames that are looked at; CenterFace costs ten times more."""
_CELL_PX = 16
_SAME = 3
"""Two pictures are one where no cell differs by more, 0 to 255: what encoders do to stillness."""
_STAYED = 0.6
"""Boxes with so much in common are a face that hardly moved: between them it moved straight on."""
_SEEN_ALREADY = 0.5
"""Likewise with a glance, whose boxes are coarser."""


class Lookout:
    """Finds faces in frames that are shown to it one after another.

    What is found does not depend on how many detectors work beside each other.
    """

    def __init__(self, weights: Weights, rate: Fraction, workers: int) -> None:
        """Load the first detector.

        Args:
            weights: the detector's.
            rate: frames a second.
            workers: how many detectors work beside each other.

        Raises:
            MissingToolError: the detector cannot be loaded.
        """
        self._weights = weights
        self._step = max(1, math.floor(_EVERY_MS[weights.kind] * rate / 1000))
        self._own = threading.local()
        load_detector(weights)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="faces")
        self._most_waiting = 2 * workers + 2
        self._waiting: deque[Future[dict[int, Detected]]] = deque()
        self._since: list[Picture] = []
        self._cells: list[Cells] = []
        self._last: tuple[int, Cells, Future[Detected]] | None = None
        self._seen: dict[int, Detected] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def show(self, picture: Picture) -> None:
        """Take the next frame, of height x width x 3, blue first; it is kept for a moment."""
        self._cells.append(cells(picture))
        self._since.append(picture)
        number, last = len(self._cells) - 1, self._last
        if last is None or number - last[0] >= self._step or self._sudden():
            self._look(number)
        while len(self._waiting) > self._most_waiting:
            self._seen |= self._waiting.popleft().result()

    def end(self) -> dict[int, Detected]:
        """Return what was found in the frames that were looked at, by number from 0."""
        if self._since:
            self._look(len(self._cells) - 1)
        while self._waiting:
            self._seen |= self._waiting.popleft().result()
        return self._seen

    def cuts(self) -> tuple[int, ...]:
        """Return the numbers of the frames that begin a new shot, in order."""
        return cuts_among(range(len(self._cells)), self._cells)

    def _sudden(self) -> bool:
        return difference(*self._cells[-2:]) > CHANGED

    def _look(self, number: int) -> None:
        """Look at the newest frame, and at those before it as far as they need it."""
        now, last = self._cells[number], self._last
        if last is not None and _same(last[1], now):
            found = last[2]
            now = last[1]
        else:
            found = self._pool.submit(self._detect, self._since[-1])
        before = last[2] if last is not None else found
        between = [] if last is None else self._since[:-1]
        job = self._pool.submit(self._settled, number, between, before, found)
        self._waiting.append(job)
        self._last, self._since = (number, now, found), []

    def _detect(self, picture: Picture) -> Detected:
        if not hasattr(self._own, "detect"):
            self._own.detect = load_detector(self._weights)
        return self._found(self._own.detect, picture)

    def _glance(self, picture: Picture) -> Detected:
        """Look at a picture at half its size, for a quarter of the cost."""
        if not hasattr(self._own, "glance"):
            # A detector that is given one size after another sets itself up anew each time.
            self._own.glance = load_detector(self._weights)
        height, width = (edge // 2 * 2 for edge in picture.shape[:2])
        halves = picture[:height, :width].reshape(height // 2, 2, width // 2, 2, 3)
        return self._found(self._own.glance, halves.mean(axis=(1, 3)).astype(np.uint8))

    @staticmethod
    def _found(detect: Callable[[Picture], Detected], picture: Picture) -> Detected:
        return detect(np.ascontiguousarray(picture))

    def _settled(
        self,
        number: int,
        between: Sequence[Picture],
        before: Future[Detected],
        after: Future[Detected],
    ) -> dict[int, Detected]:
        """Return what is found up to a frame, after the one that was looked at before it.

        Both futures were handed to the pool before this was, so that nothing waits in a circle.
        """
        start, end = before.result(), after.result()
        found = {number: end}
        if between and _agree(start, end):
            middle = between[len(between) // 2]
            known = [box for box, _ in (*start, *end)]
            glanced = self._glance(middle)
            if all(any(overlap(box, one) > _SEEN_ALREADY for one in known) for box, _ in glanced):
                return found
        self._part(number - len(between), between, start, end, found)
        return found

    def _part(
        self,
        first: int,
        pictures: Sequence[Picture],
        start: Detected,
        end: Detected,
        found: dict[int, Detected],
    ) -> None:
        """Look at the middle of pictures whose neighbours are known, and on where they differ."""
        if not pictures:
            return
        half = len(pictures) // 2
        middle = found[first + half] = self._detect(pictures[half])
        if not _agree(start, middle):
            self._part(first, pictures[:half], start, middle, found)
        if not _agree(middle, end):
            self._part(first + half + 1, pictures[half + 1 :], middle, end, found)


def cells(picture: Picture) -> Cells:
    """Return the means of a picture's squares, green alone."""
    height, width = (max(1, edge // _CELL_PX) for edge in picture.shape[:2])
    high, wide = (min(edge, _CELL_PX) for edge in picture.shape[:2])
    whole = picture[: height * high, : width * wide, 1].reshape(height, high, width, wide)
    means: Cells = whole.mean(axis=(1, 3)).astype(np.int16)
    return means


def _same(one: Cells, other: Cells) -> bool:
    return int(np.abs(one - other).max()) <= _SAME


def _agree(one: Detected, other: Detected) -> bool:
    """Whether two looks saw the same faces in about the same places."""
    boxes, others = [box for box, _ in one], [box for box, _ in other]
    return all(any(overlap(a, b) >= _STAYED for b in others) for a in boxes) and all(
        any(overlap(a, b) >= _STAYED for a in boxes) for b in others
    )
