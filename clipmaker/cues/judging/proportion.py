"""Doubts about proportion: text against text, and text against the time in which it is said.

Measured on 62 translated cues of 15 recordings, 47 of them bad: a length more than twice or less
than half of what is usual was found on 5 bad cues and no good one, more than 17 letters of English
for a second of speech on 8 bad cues and no good one (docs/subtitles-measured.md).
That no good cue has them does not hold elsewhere: on recordings kept aside too much was said in
28 % of bad cues and in 22 % of good ones. So both are warnings, and no more.
"""

from __future__ import annotations

import math

from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.model import Cue, Flag, Severity, Status

_LETTERS = {"zh": 3.0, "ko": 2.3, "ja": 2.0, "th": 1.2, "ar": 1.3, "fa": 1.3, "he": 1.3, "ur": 1.3}
"""Letters of English that usually stand for one of these languages'; one for all others. Korean is
measured, the others are what translators reckon with."""
_TIMES = 2.0
_FEW = 6
"""Shorter texts differ by chance."""
_PER_SECOND = 17.0
"""Letters that nobody speaks in a second: about 220 words a minute."""


def lengths_differ(cue: Cue, seen: Doubting) -> Flag | None:
    """A translation far longer or shorter than the text it is of."""
    if not _translated(cue, seen):
        return None
    usual = letters(cue.source) * _LETTERS.get(seen.language, 1.0)
    shown = letters(cue.text)
    if min(usual, shown) < _FEW or abs(math.log(shown / usual)) <= math.log(_TIMES):
        return None
    far = "longer than what was said: something may be invented"
    if shown < usual:
        far = "shorter than what was said: something may be missing"
    return Flag(
        code="lengths-differ", severity=Severity.WARNING, message=f"The English is far {far}"
    )


def too_much_said(cue: Cue, seen: Doubting) -> Flag | None:
    """More English than anybody says in the time that was spoken."""
    if not _translated(cue, seen) or not cue.words:
        return None
    spoken_ms = cue.words[-1].end_ms - cue.words[0].start_ms
    shown = letters(cue.text)
    if shown < _FEW or 1000 * shown <= _PER_SECOND * max(1, spoken_ms):
        return None
    return Flag(
        code="too-much-said",
        severity=Severity.WARNING,
        message=f"Nobody says so much in {spoken_ms / 1000:.1f} s: some of it may be invented, or "
        "belong to the cue beside it",
    )


def letters(text: str) -> int:
    """Return the number of letters and digits in a text."""
    return sum(char.isalnum() for char in text)


def _translated(cue: Cue, seen: Doubting) -> bool:
    """Whether a machine's English stands beside another language."""
    return cue.status is Status.MACHINE and seen.translates and seen.audience == "en"
