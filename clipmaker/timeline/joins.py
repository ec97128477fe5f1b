"""How long one shot passes over into the next; pure.

A card comes out of what is before it: their pictures dissolve. Footage comes out of a card under
a bar that sweeps across, and out of other footage with a cut, as speech does.
"""

from __future__ import annotations

from fractions import Fraction

from clipmaker.story.model import Card, Footage

_DISSOLVE_S = Fraction(1, 3)
_WIPE_S = Fraction(1, 5)
_LEAVING_S = Fraction(1, 6)
_LEAST_S = 2
"""A card that is shown for less does not leave: there would be nothing between."""
_SHARE = 3
"""A shot is passed over into for no more than this part of it."""


def leaving_frame(frames: int, rate: Fraction) -> int:
    """Return the frame from which the words of a card of so many frames leave.

    It is counted from the card's first; for a card that stands to its end, the one after its last.
    """
    if frames < _LEAST_S * rate:
        return frames
    return frames - max(1, round(_LEAVING_S * rate))


def passes_over(before: Card | Footage, item: Card | Footage) -> bool:
    """Whether the picture of a shot is still seen in the one after it.

    What people were warned of is not: it ends where it was said to end.
    """
    if isinstance(before, Card):
        return True
    return isinstance(item, Card) and before.warning is None


def passing_frames(item: Card | Footage, frames: int, rate: Fraction, *, calm: bool) -> int:
    """Return for how many frames the picture before a shot is still seen in it.

    Args:
        item: the shot.
        frames: its length.
        rate: frames a second.
        calm: whether nothing travels: then footage comes out of a card by a dissolve as well.
    """
    sweeps = isinstance(item, Footage) and not calm
    wanted = max(1, round((_WIPE_S if sweeps else _DISSOLVE_S) * rate))
    return min(wanted, frames // _SHARE)
