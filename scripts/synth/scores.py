"""Every brand's music: what makes its bed and its two stings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from synth import bed, meridian, stings
from synth.waves import Signal


@dataclass(frozen=True, kw_only=True)
class Score:
    """A brand's sounds, not yet at their level."""

    bed: Callable[[], Signal]
    sting_in: Callable[[], Signal]
    sting_out: Callable[[], Signal]


SCORES = {
    "news-60": Score(
        bed=bed.make_bed, sting_in=stings.make_sting_in, sting_out=stings.make_sting_out
    ),
    "meridian": Score(
        bed=meridian.make_bed,
        sting_in=meridian.make_sting_in,
        sting_out=meridian.make_sting_out,
    ),
}
"""By the name of the brand's folder."""
