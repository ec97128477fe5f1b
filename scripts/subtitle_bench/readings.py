"""Two readings of what was heard: how good each is, and what their disagreement tells.

Runs in the process of the report: translators are light, and what is measured of memory is theirs.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clipmaker.cues.cutting.sentences import sentence_with, sentences_of
from clipmaker.cues.judging.agreement import readings_part
from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.judging.flags import flagged
from clipmaker.cues.judging.parting import parting
from clipmaker.cues.maker import machine
from clipmaker.cues.model import Cue, CueSheet, Severity
from clipmaker.make.second_readings import second_readings, with_readings
from clipmaker.profile.load import load_subtitles
from subtitle_bench.corpus import Recording
from subtitle_bench.labels import digest, read_labels, read_texts, verdict
from subtitle_bench.report import cues_of
from subtitle_bench.scores import Share, chrf

EAR = machine("faster-whisper base")


class Read:
    """A recording with both readings.

    Attributes:
        recording: what was read.
        engine: the sheet with the engine's reading alone.
        sheet: the sheet with both.
        seconds: wall time of the translator.
    """

    def __init__(self, recording: Recording, heard: Mapping[str, Any]) -> None:
        self.recording = recording
        cues = tuple(
            replace(cue, source_by=(EAR,), text_by=(EAR,), flags=()) for cue in cues_of(heard)
        )
        self.engine = CueSheet(
            footage=recording.name,
            language=recording.language,
            engine="faster-whisper",
            model="base x",
            cues=cues,
        )
        begun = time.perf_counter()
        found = second_readings(self.engine, ())
        self.seconds = time.perf_counter() - begun
        self.sheet = _flagged(with_readings(self.engine, found))
        self.engine = _flagged(self.engine)

    @property
    def read(self) -> bool:
        """Whether anybody could read it."""
        return any(cue.other for cue in self.sheet.cues)

    def text(self, which: str) -> str:
        """Return a whole reading: ``engine``, ``translator`` or ``shown``."""
        cues = self.engine.cues if which == "engine" else self.sheet.cues
        if which == "translator":
            return " ".join(cue.text if cue.reading_shown else cue.other for cue in cues)
        return " ".join(cue.text for cue in cues)


def readings(corpus: Sequence[Recording], heard: Mapping[str, Any]) -> str:
    """Return the report on second readings, for the pairs that a translator here can do."""
    found = [
        Read(recording, heard["recordings"][recording.name])
        for recording in corpus
        if recording.language != "en"
    ]
    read = [one for one in found if one.read]
    parts = (_head(found, read), _texts(read), _flags(read), _lines(read))
    return "\n".join("\n".join(line.rstrip() for line in part) + "\n" for part in parts)


def _flagged(sheet: CueSheet) -> CueSheet:
    seen = Doubting(
        language=sheet.language,
        language_probability=1.0,
        audience="en",
        model=sheet.model,
        profile=load_subtitles("house"),
    )
    return replace(sheet, cues=flagged(sheet.cues, seen))


def _head(found: Sequence[Read], read: Sequence[Read]) -> Iterator[str]:
    makers = sorted(
        {m.name for one in read for c in one.sheet.cues for m in (*c.text_by, *c.other_by)}
    )
    lines = sum(len(one.sheet.cues) for one in read)
    seconds = sum(one.seconds for one in read)
    factor = 1024 * (1024 if sys.platform == "darwin" else 1)
    yield "# Second readings, measured"
    yield ""
    yield "<!-- Made by scripts/bench_subtitles --readings from real recordings; do not edit. -->"
    yield ""
    yield f"{len(read)} of {len(found)} foreign recordings have a translator on this machine:"
    yield f"{lines} lines. Makers: {', '.join(makers)}. **The sample is small**, and one person"
    yield "labelled it; intervals are Wilson's at 95 %."
    yield ""
    if lines:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / factor
        yield f"A line took {seconds / lines:.3f} s, loading the model once included; the process"
        yield f"that translates, with all else it had loaded, came to {peak:.0f} MiB."


def _texts(read: Sequence[Read]) -> Iterator[str]:
    yield "## Each reading against the reference"
    yield ""
    yield "chrF (100 is equal), and in brackets how many numbers, negations and names part from"
    yield "the reference: fewer is better."
    yield ""
    yield "| recording | language | the engine's | the translator's | shown first |"
    yield "|---|---|---|---|---|"
    for one in read:
        told = []
        for which in ("engine", "translator", "shown"):
            text, english = one.text(which), one.recording.english
            told.append(f"{chrf(english, text):.1f} ({len(parting(text, english, 'en').facts)})")
        yield f"| `{one.recording.name}` | {one.recording.language} | {' | '.join(told)} |"


def _flags(read: Sequence[Read]) -> Iterator[str]:
    yield "## What disagreement tells"
    yield ""
    yield "Lines of the engine and lines of the translator, by hand against the reference."
    yield ""
    yield "| | bad lines | good lines |"
    yield "|---|---|---|"
    shown = [(cue, v) for one in read for cue, v in _judged(one, one.sheet.cues)]
    alone = [(cue, v) for one in read for cue, v in _judged(one, one.engine.cues)]
    other = [(cue, v) for one in read for cue, v in _judged(one, _flagged(_turned(one.sheet)).cues)]
    rows = (
        ("the engine's alone: serious", alone, _serious),
        ("shown first, with the other beside it: serious", shown, _serious),
        ("the one that is not shown first, if it were: serious", other, _serious),
        ("both: readings part seriously", [*shown, *other], lambda c: _codes(c, Severity.SERIOUS)),
        ("both: readings part at all", [*shown, *other], lambda c: _codes(c)),
    )
    for name, some, test in rows:
        shares = (
            Share(hits=sum(bool(test(c)) for c, v in some if v == told),
                  of=sum(v == told for _, v in some))
            for told in ("bad", "good")
        )  # fmt: skip
        yield f"| {name} | {' | '.join(map(str, shares))} |"


def _lines(read: Sequence[Read]) -> Iterator[str]:
    yield "## Line by line"
    yield ""
    yield "How much of the sense both readings of a line's sentence have in common, and what a"
    yield "comparison with the reference says of each."
    yield ""
    yield "| recording | at | in common | shown first | the other |"
    yield "|---|---|---|---|---|"
    for one in read:
        sentences = sentences_of(one.sheet.cues, one.sheet.language)
        turned = dict(_judged_by_id(one, _turned(one.sheet).cues))
        for cue, told in _judged(one, one.sheet.cues):
            found = readings_part(sentence_with(sentences, cue.id))
            share = f"{found.alike:.0%}" if found else "–"
            yield (
                f"| `{one.recording.name}` | {cue.start_ms / 1000:.1f} s | {share} | {told or '–'} "
                f"| {turned.get(cue.id) or '–'} |"
            )


def _turned(sheet: CueSheet) -> CueSheet:
    """Return a sheet as if the other reading were shown."""
    return replace(
        sheet,
        cues=tuple(
            replace(
                cue,
                text=cue.other,
                text_by=cue.other_by,
                translated=cue.other_translated,
                other=cue.text,
                other_by=cue.text_by,
                other_translated=cue.translated,
                reading_shown=not cue.reading_shown,
            )
            for cue in sheet.cues
        ),
    )


def _judged(one: Read, cues: Sequence[Cue]) -> list[tuple[Cue, str]]:
    by_start = read_labels().get(one.recording.name, {})
    texts = read_texts().get(one.recording.name, {})
    return [(cue, verdict(cue, by_start) or texts.get(digest(cue.text), "")) for cue in cues]


def _judged_by_id(one: Read, cues: Sequence[Cue]) -> list[tuple[str, str]]:
    return [(cue.id, told) for cue, told in _judged(one, cues)]


def _serious(cue: Cue) -> bool:
    return any(flag.severity is Severity.SERIOUS for flag in cue.flags)


def _codes(cue: Cue, severity: Severity | None = None) -> bool:
    return any(
        flag.code == "readings-differ" and severity in (None, flag.severity) for flag in cue.flags
    )
