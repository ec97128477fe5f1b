"""Cues are cut for the reading that is shown first, and never under a person's hands."""

from __future__ import annotations

from dataclasses import replace

from cue_values import ROOM, machine_cue, sheet

from clipmaker.cues.cutting.sentences import joined, said_digest, sentences_of
from clipmaker.cues.maker import machine
from clipmaker.cues.model import CueSheet, Flag, Severity, Span, Word
from clipmaker.cues.reviewing.cut_anew import cut_anew
from clipmaker.cues.reviewing.second import SecondReading, spoken_of, unread, with_reading

LIMIT = Span(start_ms=0, end_ms=20_000)
LONG = (
    "When the first week had passed, I went to the consulate once more, "
    "and there I was told to wait."
)


def words(said: str, start_ms: int, each_ms: int = 400) -> tuple[Word, ...]:
    return tuple(
        Word(text=word, start_ms=start_ms + i * each_ms, end_ms=start_ms + (i + 1) * each_ms,
             probability=0.9)
        for i, word in enumerate(said.split())
    )  # fmt: skip


def heard() -> CueSheet:
    """Eight seconds that an engine's short text was cut for: one cue, and another sentence."""
    said = (
        "Depois da primeira semana voltei ao consulado mais uma vez "
        "e lá me disseram para esperar muito."
    )
    flag = Flag(code="words-missing", severity=Severity.SERIOUS, message="Left out")
    return sheet(
        machine_cue("c1", 0, 7000, source=said, text="I waited.", words=words(said, 0),
                    flags=(flag,)),
        machine_cue("c2", 9000, 10_000, source="Três semanas.", text="Three weeks.",
                    words=words("Três semanas.", 9000), flags=()),
        language="pt", engine="faster-whisper 1", model="base 0",
    )  # fmt: skip


def read(there: CueSheet) -> CueSheet:
    for text in (LONG, "Three weeks."):
        one = next(s for s in sentences_of(there.cues, "pt") if not s.cues[0].reading_of)
        reading = SecondReading(ids=one.ids, of=said_digest(one), spoken=spoken_of(one),
                                texts=(text,), by=(machine("firefox pt-en"),))  # fmt: skip
        there = with_reading(there, reading, first=True)
    return there


def test_a_reading_that_is_shown_first_is_cut_as_it_reads() -> None:
    there = read(heard())
    cut = cut_anew(there, ROOM, LIMIT)
    assert len(cut.cues) > len(there.cues)
    assert joined([cue.text for cue in cut.cues], "en") == f"{LONG} Three weeks."
    assert joined([cue.source for cue in cut.cues], "pt") == joined(
        [cue.source for cue in there.cues], "pt"
    )
    assert joined([cue.other for cue in cut.cues], "en") == "I waited. Three weeks."
    assert {str(maker) for cue in cut.cues for maker in cue.text_by} == {"machine firefox pt-en"}
    assert [flag.code for flag in cut.cues[0].flags] == ["words-missing"]
    assert not cut.cues[-1].flags
    assert not unread(cut)
    assert all(cue.reading_shown for cue in cut.cues)


def test_words_keep_their_times_and_cutting_twice_is_cutting_once() -> None:
    there = read(heard())
    cut = cut_anew(there, ROOM, LIMIT)
    assert [w for cue in cut.cues for w in cue.words] == [w for c in there.cues for w in c.words]
    assert cut_anew(cut, ROOM, LIMIT) == cut


def test_what_somebody_worked_on_or_wrote_keeps_its_cuts() -> None:
    there = read(heard())
    first, *rest = there.cues
    for changed in (
        replace(first, edited_by="Kim"),
        replace(first, speaker="Officer"),
        replace(first, note="check"),
        replace(first, waived_by="Kim", waiver="late"),
    ):
        touched = replace(there, cues=(changed, *rest))
        assert cut_anew(touched, ROOM, LIMIT) == touched
    own = replace(there, engine="", model="")
    assert cut_anew(own, ROOM, LIMIT) == own


def test_an_engines_own_text_keeps_its_cuts() -> None:
    assert cut_anew(heard(), ROOM, LIMIT) == heard()
