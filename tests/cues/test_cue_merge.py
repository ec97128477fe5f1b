"""What people wrote wins over a re-run, always."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cue_values import cue, machine_cue, seen, sheet
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cues.judging.flags import flagged
from clipmaker.cues.model import Cue, CueSheet, Span, Status
from clipmaker.cues.reviewing.review import approve
from clipmaker.cues.sheets.merge import covers, merge, mismatched, of_file, overlap, united


def span(start: int, end: int) -> Span:
    return Span(start_ms=start, end_ms=end)


def test_edited_and_approved_cues_win() -> None:
    edited = cue("c1", 0, 2000, text="Mine.", status=Status.EDITED)
    approved = cue("c2", 2000, 4000, status=Status.APPROVED, approved_by="Kim")
    old = sheet(edited, approved, machine_cue("c3", 5000, 6000))
    new = sheet(
        machine_cue("c1", 100, 1900),
        machine_cue("c2", 1900, 4100),
        machine_cue("c3", 5100, 6100, text="New."),
    )
    merged = merge(old, new)
    assert merged.cues[:2] == (edited, approved)
    assert [c.text for c in merged.cues[2:]] == ["New."]


def test_a_cue_that_says_the_same_keeps_its_name() -> None:
    old = sheet(machine_cue("c7", 0, 1000), machine_cue("c9", 2000, 3000))
    new = sheet(machine_cue("c1", 0, 1000), machine_cue("c2", 2000, 3000, text="Else."))
    assert [c.id for c in merge(old, new).cues] == ["c7", "c10"]


def test_machine_cues_stay_where_nobody_listened_again() -> None:
    first = sheet(machine_cue("c1", 0, 1000), heard=(span(0, 5000),))
    second = sheet(machine_cue("c1", 30_000, 31_000), heard=(span(29_000, 40_000),))
    merged = merge(first, second)
    assert [c.start_ms for c in merged.cues] == [0, 30_000]
    assert merged.heard == (span(0, 5000), span(29_000, 40_000))
    assert len({c.id for c in merged.cues}) == 2


@pytest.mark.parametrize(
    "other", [{"model": "small x"}, {"language": "ja"}, {"audio_tracks": (1,)}]
)
def test_machine_cues_of_another_hearing_go(other: dict[str, object]) -> None:
    first = sheet(machine_cue("c1", 0, 1000), heard=(span(0, 5000),))
    second = sheet(machine_cue("c1", 30_000, 31_000), heard=(span(29_000, 40_000),), **other)
    assert merge(first, second) == second.__class__(
        **{**vars(second), "cues": (replace(second.cues[0], id="c2"),)}
    )


def test_an_approval_holds_in_changed_footage_where_the_same_is_said() -> None:
    approved = cue("c1", 0, 2000, status=Status.APPROVED, approved_by="Kim")
    old = sheet(approved)
    new = sheet(machine_cue("c1", 100, 2100, source="그는 말했다."), digest="c" * 64)
    assert merge(old, new).cues == (approved,)


def test_an_approval_lapses_in_changed_footage_where_something_else_is_said() -> None:
    approved = cue("c1", 0, 2000, status=Status.APPROVED, approved_by="Kim", approved_at="2026")
    new = sheet(machine_cue("c1", 100, 2100, source="전혀 다른 이야기"), digest="c" * 64)
    (kept,) = merge(sheet(approved), new).cues
    assert (kept.status, kept.approved_by, kept.text) == (Status.EDITED, "", approved.text)
    assert [flag.code for flag in kept.flags] == ["heard-differently"]


@pytest.mark.parametrize(
    "heard",
    [
        sheet(machine_cue("c1", 0, 2000, source="저는 죄가 있습니다"), digest="c" * 64),
        sheet(machine_cue("c1", 0, 2000, source="저는 죄가 있습니다"), audio_tracks=(1,)),
    ],
    ids=["another file", "another track"],
)
def test_one_syllable_withdraws_an_approval_of_another_sound(heard: CueSheet) -> None:
    approved = cue(
        "c1",
        0,
        2000,
        source="저는 죄가 없습니다",
        text="I am not guilty",
        status=Status.APPROVED,
    )
    (kept,) = merge(sheet(approved), heard).cues
    assert (kept.status, kept.text) == (Status.EDITED, "I am not guilty")
    assert "“저는 죄가 있습니다” is heard here now" in kept.flags[0].message


def test_a_sheet_that_was_heard_and_names_no_file_holds_for_none() -> None:
    approved = cue("c1", 0, 2000, status=Status.APPROVED, approved_by="Kim")
    heard = sheet(machine_cue("c1", 0, 2000, source="전혀 다른 이야기"))
    (kept,) = merge(sheet(approved, digest=""), heard).cues
    assert kept.status is Status.EDITED


def test_a_written_sheet_holds_for_one_track_of_its_file() -> None:
    written = sheet(cue("c1", 0, 2000, status=Status.APPROVED), digest="", engine="", model="")
    bound = of_file(written, "a" * 64, (1,))
    assert (bound.digest, bound.audio_tracks) == ("a" * 64, (1,))
    assert of_file(bound, "a" * 64, (1,)) == bound
    other = of_file(bound, "a" * 64, (0,))
    assert (other.audio_tracks, other.cues[0].status) == ((0,), Status.EDITED)


def test_newer_work_of_a_person_wins_over_older() -> None:
    old = sheet(cue("c1", 0, 2000, text="First.", status=Status.EDITED))
    new = sheet(cue("c1", 0, 2000, text="Second.", status=Status.APPROVED))
    assert [c.text for c in merge(old, new).cues] == ["Second."]


CUES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 5), st.sampled_from(list(Status))), max_size=12
)


def apart(items: list[tuple[int, int, Status]], name: str) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for start, length, status in sorted(items, key=lambda item: item[0]):
        begin = max(start * 100, cues[-1].end_ms if cues else 0)
        text = f"{name}{len(cues)}"
        cues.append(cue(f"c{len(cues) + 1}", begin, begin + length * 100, status=status,
                        text=text, source=text))  # fmt: skip
    return tuple(cues)


@given(old=CUES, new=CUES)
def test_no_human_work_is_lost_and_nothing_overlaps(
    old: list[tuple[int, int, Status]], new: list[tuple[int, int, Status]]
) -> None:
    there = sheet(*apart(old, "old"))
    fresh = sheet(*(replace(c, status=Status.MACHINE) for c in apart(new, "new")))
    merged = merge(there, fresh)
    kept = [c for c in there.cues if c.status is not Status.MACHINE]
    assert [c for c in merged.cues if c.status is not Status.MACHINE] == kept
    for cue_ in fresh.cues:
        said = any(c.text == cue_.text for c in merged.cues)
        assert said or any(overlap(cue_, person) for person in kept)
    assert all(a.end_ms <= b.start_ms for a, b in zip(merged.cues, merged.cues[1:], strict=False))
    assert len({c.id for c in merged.cues}) == len(merged.cues)


def test_spans_are_united() -> None:
    spans = [span(5, 9), span(0, 3), span(3, 4), span(6, 7)]
    assert united(spans) == (span(0, 4), span(5, 9))
    assert covers(spans, span(1, 4))
    assert not covers(spans, span(3, 6))


def test_speakers_and_notes_on_machine_cues_survive_another_hearing() -> None:
    old = sheet(
        machine_cue("c1", 0, 2000, speaker="Kim", note="ask Lee"),
        machine_cue("c2", 2000, 4000, waived_by="Kim", waiver="late"),
        machine_cue("c3", 5000, 6000, waived_by="Kim", waiver="late"),
    )
    again = sheet(
        machine_cue("c1", 100, 1900, source="다른 말"),
        machine_cue("c2", 2000, 4000),
        machine_cue("c3", 5000, 6000, text="Otherwise."),
        model="small " + "c" * 64,
    )
    first, second, third = merge(old, again).cues
    assert (first.speaker, first.note) == ("Kim", "ask Lee")
    assert (second.waived_by, second.waiver) == ("Kim", "late")
    assert (third.waived_by, third.waiver) == ("", "")


def test_of_changed_footage_they_survive_only_beside_the_same_words() -> None:
    old = sheet(
        machine_cue("c1", 0, 2000, speaker="Kim"), machine_cue("c2", 2000, 4000, speaker="Lee")
    )
    again = sheet(
        machine_cue("c1", 0, 2000), machine_cue("c2", 2000, 4000, source="다른 말"), digest="f" * 64
    )
    assert [c.speaker for c in merge(old, again).cues] == ["Kim", ""]


def test_another_model_keeps_approvals_and_lists_where_it_hears_other_words() -> None:
    old = sheet(
        machine_cue("c1", 0, 2000, status=Status.APPROVED, approved_by="Kim"),
        machine_cue("c2", 2500, 4000, status=Status.EDITED, source="나는 여기 남고 싶다"),
        machine_cue("c3", 5000, 6000),
    )
    new = sheet(
        machine_cue("c1", 0, 2000, source="그는 말했다네"),
        machine_cue("c2", 2400, 4100, source="오늘은 날씨가 좋네요"),
        model="small " + "c" * 64,
    )
    merged = merge(old, new)
    assert [(c.id, c.status.value) for c in merged.cues] == [("c1", "approved"), ("c2", "edited")]
    assert [c.id for c in mismatched(merged)] == ["c2"]
    (flag,) = [flag for flag in merged.cues[1].flags if flag.code == "heard-otherwise"]
    assert flag.message == "Another model hears other words here: “오늘은 날씨가 좋네요”"
    fresh = replace(merged, cues=flagged(merged.cues, seen()))
    assert [c.id for c in mismatched(fresh)] == ["c2"]
    signed = approve(fresh, ["c2"], "Kim", "2026")
    assert mismatched(replace(signed, cues=flagged(signed.cues, seen()))) == ()


def test_an_approval_of_words_that_another_model_hears_otherwise_is_listed() -> None:
    old = sheet(machine_cue("c1", 0, 2000, status=Status.APPROVED, approved_by="Kim"))
    new = sheet(
        machine_cue("c1", 0, 2000, source="오늘은 날씨가 좋네요"), model="small " + "c" * 64
    )
    (cue_,) = merge(old, new).cues
    assert cue_.status is Status.APPROVED
    assert [c.id for c in mismatched(replace(old, cues=flagged([cue_], seen())))] == ["c1"]


def test_changed_footage_lists_what_no_longer_matches() -> None:
    old = sheet(machine_cue("c1", 0, 2000, status=Status.APPROVED, approved_by="Kim"))
    new = sheet(machine_cue("c1", 0, 2000, source="오늘은 날씨가 좋네요"), digest="f" * 64)
    assert [c.id for c in mismatched(merge(old, new))] == ["c1"]
    same = sheet(machine_cue("c1", 0, 2000), digest="f" * 64)
    assert mismatched(merge(old, same)) == ()
    assert mismatched(merge(merge(old, new), same)) == ()
