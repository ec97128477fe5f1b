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
    pulse: Callable[[], Signal]
    figure: Callable[[], Signal]
    join: Callable[[], Signal]
    number: Callable[[], Signal]
    riser: Callable[[], Signal]
    sting_in: Callable[[], Signal]
    sting_out: Callable[[], Signal]


SCORES = {
    "news-60": Score(
        bed=bed.make_bed,
        pulse=bed.make_pulse,
        figure=bed.make_figure,
        join=stings.make_join,
        number=stings.make_number,
        riser=stings.make_riser,
        sting_in=stings.make_sting_in,
        sting_out=stings.make_sting_out,
    ),
    "meridian": Score(
        bed=meridian.make_bed,
        pulse=meridian.make_pulse,
        figure=meridian.make_figure,
        join=meridian.make_join,
        number=meridian.make_number,
        riser=meridian.make_riser,
        sting_in=meridian.make_sting_in,
        sting_out=meridian.make_sting_out,
    ),
}
"""By the name of the brand's folder."""
