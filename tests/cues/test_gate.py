"""The gate before a final clip, waivers, and who is credited."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from cue_values import HOUSE, cue, machine_cue, sheet

from clipmaker.cues.credit import Translation, translation_of
from clipmaker.cues.maker import credited, person
from clipmaker.cues.model import Cue, CueSheet, Flag, Severity, Status
from clipmaker.cues.reviewing.gate import (
    Waiver,
    apply_waivers,
    held,
    parse_waiver,
    refusal,
    waivers,
)
from clipmaker.cues.reviewing.review import approve
from clipmaker.errors import ExitCode, ReviewError
from clipmaker.story.model import Footage
from clipmaker.timeline.model import PlacedCue, Shot, Timeline
from clipmaker.timeline.shown import shown

FOOTAGE = Footage(file=Path("/story/interview.mp4"), credit="AFP", language="ko")


def timeline(*cues: Cue, frames: int = 300) -> Timeline:
    """A timeline of one footage at 30 fps that begins with the file."""
    placed = tuple(
        PlacedCue(
            footage="interview.mp4",
            id=one.id,
            start_frame=one.start_ms * 30 // 1000,
            end_frame=min(frames, one.end_ms * 30 // 1000),
            lines=(one.text,),
        )
        for one in cues
        if one.text and one.start_ms * 30 // 1000 < frames
    )
    shot = Shot(index=1, item=FOOTAGE, start_frame=0, frames=frames, cues=placed, spoken="ko")
    return Timeline(rate=Fraction(30), frames=frames, shots=(shot,), sounds=())


def held_of(written: CueSheet, **more: Any) -> list[tuple[str, str]]:
    found = held(shown(timeline(*written.cues, **more), {1: written}), HOUSE)
    return [(one.cue.id, " ".join(one.reasons)) for one in found]


SHEET = sheet(machine_cue("c1", 0, 2000), machine_cue("c2", 3000, 5000))


def test_an_approved_sheet_passes() -> None:
    assert held_of(approve(SHEET, ["c1", "c2"], "Kim", "2026")) == []


def test_what_nobody_approved_is_held_with_its_state() -> None:
    written = approve(
        sheet(*SHEET.cues, cue("c3", 6000, 8000, status=Status.EDITED)), ["c1"], "K", ""
    )
    assert held_of(written) == [("c2", "not approved (machine)"), ("c3", "not approved (edited)")]


def test_an_approved_cue_that_nobody_can_read_is_held() -> None:
    text = "x" * 41
    written = approve(sheet(cue("c1", 0, 2000, text=text)), ["c1"], "Kim", "2026")
    assert held_of(written) == [
        ("c1", "too fast: 20.5 characters a second, at most 20 can be read")
    ]
    readable = approve(sheet(cue("c1", 0, 2000, text=text[1:])), ["c1"], "Kim", "2026")
    assert held_of(readable) == []


def test_a_cue_that_the_out_point_cuts_is_judged_by_what_is_left() -> None:
    written = approve(sheet(cue("c1", 0, 2000, text="x" * 30)), ["c1"], "Kim", "2026")
    assert held_of(written) == []
    assert [name for name, _ in held_of(written, frames=40)] == ["c1"]


def test_whole_frames_make_no_cue_too_fast() -> None:
    written = approve(sheet(cue("c1", 10, 2009, text="x" * 39)), ["c1"], "Kim", "2026")
    assert held_of(written) == []


def test_speech_that_nobody_put_into_words_is_held_until_a_person_decides() -> None:
    silent = machine_cue("c1", 0, 2000, text="")
    assert [name for name, _ in held_of(sheet(silent))] == ["c1"]
    assert held_of(sheet(replace(silent, status=Status.EDITED))) == []
    assert held_of(sheet(replace(silent, start_ms=20_000, end_ms=22_000))) == []


def test_cues_that_are_not_shown_hold_nothing() -> None:
    assert held_of(sheet(machine_cue("c1", 20_000, 22_000))) == []
    assert shown(timeline(), {}) == ()


def test_a_waiver_lets_its_cue_pass_and_is_told() -> None:
    waiver = Waiver(footage="interview.mp4", cue="c2", who="Kim", reason="on air")
    given = apply_waivers({1: approve(SHEET, ["c1"], "K", "")}, [waiver])
    assert held_of(given[1]) == []
    assert waivers(shown(timeline(*SHEET.cues), given), HOUSE) == (waiver,)


def test_a_waiver_that_nothing_needs_is_not_told() -> None:
    approved = approve(SHEET, ["c1", "c2"], "Kim", "2026")
    waiver = Waiver(footage="interview.mp4", cue="c2", who="Kim", reason="on air")
    given = apply_waivers({1: approved}, [waiver])
    assert waivers(shown(timeline(*SHEET.cues), given), HOUSE) == ()


@pytest.mark.parametrize(
    ("waiver", "message"),
    [
        (Waiver(footage="other.mp4", cue="c1", who="Kim", reason="x"), "names other.mp4"),
        (Waiver(footage="interview.mp4", cue="c9", who="Kim", reason="x"), "no cue c9"),
    ],
)
def test_a_waiver_for_what_is_not_there_is_refused(waiver: Waiver, message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        apply_waivers({1: SHEET}, [waiver])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("interview.mp4 c3: on air at 9:30", ("interview.mp4", "c3", "on air at 9:30")),
        ("talk c3: why", ("talk", "c3", "why")),
        (" my file: 2.mp4  c_3-a :why ", ("my file: 2.mp4", "c_3-a", "why")),
    ],
)
def test_how_a_waiver_is_written(text: str, parts: tuple[str, str, str]) -> None:
    waiver = parse_waiver(text, " Kim ")
    assert (waiver.footage, waiver.cue, waiver.reason, waiver.who) == (*parts, "Kim")


@pytest.mark.parametrize("text", ["", "c3: why", "interview.mp4 c3", "interview.mp4 c3: ", "a b"])
def test_what_is_no_waiver(text: str) -> None:
    with pytest.raises(ReviewError, match="is no waiver"):
        parse_waiver(text, "Kim")
    with pytest.raises(ReviewError, match="needs the name"):
        parse_waiver("interview.mp4 c3: why", " ")


def test_a_refusal_names_cues_and_their_flags() -> None:
    flags = (
        Flag(code="a", severity=Severity.SERIOUS, message="Nobody said this"),
        Flag(code="b", severity=Severity.NOTICE, message="A trifle"),
        Flag(code="too-fast", severity=Severity.SERIOUS, message="Too fast"),
    )
    written = sheet(machine_cue("c1", 1500, 4000, flags=flags))
    error = refusal(held(shown(timeline(*written.cues), {1: written}), HOUSE), "a story.yaml")
    assert error.exit_code is ExitCode.REVIEW == 8
    assert error.message.splitlines() == [
        "a final clip needs every subtitle approved and readable; 1 is not:",
        "interview.mp4 c1 at 0:01.500: “He said so.”",
        "  not approved (machine)",
        "  serious: Nobody said this",
    ]
    assert "clipmaker subtitles review 'a story.yaml'." in error.remedy
    assert '--waive "interview.mp4 c1: REASON" --as NAME' in error.remedy


BARE = cue(status=Status.APPROVED)
MACHINE = machine_cue(status=Status.APPROVED)
UNSEEN = replace(MACHINE, wholesale=True)
REWRITTEN = replace(MACHINE, translated=None, edited_by="Kim", text_by=(person("Kim"),))
IMPORTED = replace(REWRITTEN, text_by=(credited("AFP"),))
DPA = replace(REWRITTEN, text_by=(credited("dpa"),))
NOBODYS = replace(REWRITTEN, text_by=())


@pytest.mark.parametrize(
    ("cues", "story", "expected"),
    [
        ([MACHINE], "", Translation(automated=True)),
        ([MACHINE], "AFP", Translation(automated=True)),
        ([REWRITTEN], "", Translation(own=True)),
        ([REWRITTEN], "AFP", Translation(names=("AFP",))),
        ([IMPORTED, IMPORTED], "", Translation(names=("AFP",))),
        ([IMPORTED, DPA], "", Translation(names=("AFP", "dpa"))),
        ([IMPORTED, MACHINE], "", Translation(automated=True, names=("AFP",))),
        ([BARE], "", Translation(own=True)),
        ([BARE], "Kim", Translation(names=("Kim",))),
        ([BARE, IMPORTED], "", Translation(own=True, names=("AFP",))),
        ([MACHINE, machine_cue()], "", Translation(automated=True, checked=False)),
        ([MACHINE, REWRITTEN], "", Translation(automated=True, own=True)),
        ([MACHINE, UNSEEN], "", Translation(automated=True, checked=False)),
        ([UNSEEN, REWRITTEN], "", Translation(automated=True, checked=False, own=True)),
        ([NOBODYS], "", Translation(unknown=True)),
        ([NOBODYS], "AFP", Translation(names=("AFP",))),
        ([replace(REWRITTEN, wholesale=True)], "", Translation(own=True)),
        ([machine_cue(heard=None, words=())], "x", Translation(automated=True, checked=False)),
    ],
)  # fmt: skip
def test_who_translated_follows_from_the_cues(
    cues: list[Cue], story: str, expected: Translation
) -> None:
    assert translation_of(cues, story) == expected
