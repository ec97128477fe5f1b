"""Which language is spoken in which part of footage, for the label and the credit over it; pure."""

from __future__ import annotations

from collections.abc import Sequence

from clipmaker.cues.credit import translation_of
from clipmaker.cues.model import Cue, CueSheet
from clipmaker.story.model import Footage
from clipmaker.timeline.model import PlacedCue, Shot, SpokenPart


def spoken_parts(
    shot: Shot, sheet: CueSheet, shown: Sequence[tuple[PlacedCue, Cue]]
) -> tuple[SpokenPart, ...]:
    """Return the parts of footage by language: each lasts until a cue in another one comes in.

    Args:
        shot: the footage on the clip's frames.
        sheet: its cues.
        shown: those that are shown in it, in order.

    Returns:
        Nothing where all that is shown is spoken in one language.
    """
    assert isinstance(shot.item, Footage)
    by_tongue: dict[str, list[Cue]] = {}
    begins: list[tuple[int, str]] = []
    for placed, cue in shown:
        spoken = sheet.spoken(cue)
        by_tongue.setdefault(spoken, []).append(cue)
        if not begins or begins[-1][1] != spoken:
            begins.append((placed.start_frame if begins else shot.start_frame, spoken))
    if len(begins) < 2:
        return ()
    ends = [*(start for start, _ in begins[1:]), shot.end_frame]
    return tuple(
        SpokenPart(
            start_frame=start,
            end_frame=end,
            language=spoken,
            translation=translation_of(by_tongue[spoken], shot.item.translation_credit),
        )
        for (start, spoken), end in zip(begins, ends, strict=True)
    )
