"""Segments cover a shot once; keys hold what changes bytes and nothing else."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from builders import SPECS, footage, profile
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_values import BRAND, FILE, MEDIA, TOOLS, cue, keys, plan_of, shots

from clipmaker.faces.model import Face, FaceSheet, Sighting
from clipmaker.plan.compile import Facts, compile_plan
from clipmaker.plan.cut import cut
from clipmaker.plan.keys import digest
from clipmaker.plan.model import Look, RenderPlan
from clipmaker.story.model import Card, ContentWarning, Footage, FootageFit, FootageSound
from clipmaker.story.photo import Box, Protection
from clipmaker.timeline.joins import passing_frames
from clipmaker.timeline.model import NamePlate, Shot, Sound, SoundRole, Timeline


@given(
    st.integers(1, 1500),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 200)), max_size=8),
)
def test_cuts_cover_a_shot_once_in_order_and_never_too_long(
    frames: int, spans: list[tuple[int, int]]
) -> None:
    cues = tuple(cue(f"c{i}", 50 + a, 50 + a + n, "x") for i, (a, n) in enumerate(spans))
    shot = Shot(index=0, item=footage(), start_frame=50, frames=frames, cues=cues)
    pieces = cut(shot, 60)
    assert pieces[0][0] == 0
    assert pieces[-1][1] == frames
    assert all(a[1] == b[0] for a, b in pairwise(pieces))
    assert all(0 < end - start <= 60 for start, end in pieces)


def test_the_segments_together_show_every_cue_for_exactly_its_frames() -> None:
    plan = plan_of(shots())
    shown: dict[str, list[int]] = {"c1": [], "c2": []}
    for segment in plan.segments:
        for one in segment.cues:
            shown[one.id] += range(one.start_frame, one.end_frame)
    assert shown == {"c1": [*range(100, 190)], "c2": [*range(200, 300)]}


def test_a_short_gap_between_cues_makes_no_segment_of_its_own() -> None:
    pieces = cut(shots()[1], 60)
    assert min(end - start for start, end in pieces) >= 15
    assert 200 - 90 in {start for start, _ in pieces}


def test_same_story_same_keys() -> None:
    assert keys(plan_of(shots())) == keys(plan_of(shots()))


def test_a_corrected_subtitle_changes_only_its_own_segments() -> None:
    before, after = plan_of(shots()), plan_of(shots(line="He told us"))
    pairs = zip(before.segments, after.segments, strict=True)
    changed = [b for b, a in pairs if b.key != a.key]
    assert changed
    assert all(cue.id == "c1" for s in changed for cue in s.cues)


def test_a_changed_headline_changes_its_card_and_what_comes_out_of_its_picture() -> None:
    one, other = plan_of(shots()), plan_of(shots(headline="words"))
    before, after = keys(one), keys(other)
    assert [i for i, (b, a) in enumerate(zip(before, after, strict=True)) if b != a] == [0, 1]
    last = len(one.segments) - 1
    assert [i for i, segment in enumerate(one.segments) if segment.before] == [1, last]
    assert one.segments[1].before.shot is one.segments[0].shot
    assert one.segments[last].before.shot is one.segments[1].shot


def left_by(before: dict[str, object], *, name: bool = False, faces: FaceSheet | None = None):
    """Return the last segment of a plan, whose card comes out of footage that was changed."""
    title, film, end = shots()
    plates = (NamePlate(name="Kim", role="", start_frame=100, end_frame=190),) if name else ()
    film = replace(film, item=replace(film.item, **before), plates=plates)
    found = {1: faces} if faces else {}
    return plan_of([title, film, end], faces=found).segments[-1]


def test_a_card_comes_out_of_footage_unless_people_were_warned_of_it() -> None:
    plain = left_by({})
    assert plain.before is not None
    assert dict(plain.parts).keys() >= {"the picture before it"}
    warned = left_by({"warning": ContentWarning(text="Blood")})
    assert warned.before is None
    assert warned.key != plain.key


def test_footage_comes_out_of_footage_with_a_cut() -> None:
    title, film, end = shots()
    halves = [
        replace(film, frames=300, cues=()),
        replace(film, index=2, start_frame=390, frames=300, cues=()),
    ]
    plan = plan_of([title, *halves, replace(end, index=3)])
    before = [segment.before.shot.index for segment in plan.segments if segment.before]
    assert before == [0, 2]


def test_a_card_s_key_holds_what_is_seen_of_the_footage_before_it_and_no_words() -> None:
    seen = Sighting(at_ms=0, box=Box(left=0.3, top=0.2, right=0.6, bottom=0.8))
    face = Face(id="f1", start_ms=0, end_ms=30_000, sightings=(seen,), drawn=True)
    sheet = FaceSheet(
        footage=FILE.name, content="d1", detector="by hand", spans=((0, 30_000),), faces=(face,)
    )
    moved = replace(face, sightings=(replace(seen, box=replace(seen.box, left=0.2)),))
    covered = {"protect": Protection(faces=True)}
    made = [
        left_by({}),
        left_by({"in_ms": 500}),
        left_by({"fit": FootageFit.FILL}),
        left_by({}, name=True),
        left_by(covered, faces=sheet),
        left_by(covered, faces=replace(sheet, faces=(moved,))),
    ]
    assert len({segment.key for segment in made}) == len(made)
    corrected = plan_of(shots(line="He told us")).segments[-1]
    assert corrected.key == made[0].key == left_by({"sound": FootageSound(volume_db=3.0)}).key


def test_a_shot_out_of_a_card_that_only_moved_is_the_same() -> None:
    """Nothing of where a card stands in the clip is seen when it passes over into the next."""
    moved = [replace(shot, start_frame=shot.start_frame + 30) for shot in shots()[:1]]
    one, other = (plan_of([*some, *shots()[1:]]) for some in (shots()[:1], moved))
    assert keys(one)[0] != keys(other)[0]
    parts = [{**dict(plan.segments[1].parts), "where the shots begin": ""} for plan in (one, other)]
    assert parts[0] == parts[1]
    assert "the picture before it" in parts[0]


def test_every_segment_shows_where_all_shots_begin() -> None:
    """Progress has a segment for each of them."""
    one, other = plan_of(shots()), plan_of(shots(frames=630))
    assert one.look.shots == (0, 90, 690)
    assert all(b != a for b, a in zip(keys(one), keys(other), strict=False))


def test_a_shorter_card_leaves_another_picture() -> None:
    shorter = [replace(shots()[0], frames=80), *shots()[1:]]
    assert keys(plan_of(shots()))[1] != keys(plan_of(shorter))[1]


def test_calm_and_full_motion_pass_over_for_another_time() -> None:
    assert [
        passing_frames(item, frames, Fraction(30), calm=calm)
        for item, frames, calm in (
            (shots()[0].item, 90, False),
            (shots()[1].item, 600, False),
            (shots()[1].item, 600, True),
            (shots()[0].item, 12, False),
            (shots()[0].item, 2, False),
        )
    ] == [10, 6, 10, 4, 0]


@pytest.mark.parametrize("what", [{"brand": "b2"}, {"encoder": "av 19"}])
def test_brand_and_encoder_change_every_key(what: dict[str, str]) -> None:
    before, after = keys(plan_of(shots())), keys(plan_of(shots(), **what))
    assert all(b != a for b, a in zip(before, after, strict=True))


def test_ffmpeg_changes_footage_and_sound_and_no_card_that_shows_none() -> None:
    before, after = plan_of(shots()), plan_of(shots(), ffmpeg="ffmpeg 10")
    for one, other in zip(before.segments, after.segments, strict=True):
        assert (one.key != other.key) == bool(one.media or (one.before and one.before.media))
    assert before.segments[0].key == after.segments[0].key
    assert before.segments[-1].key != after.segments[-1].key
    assert before.sound_key != after.sound_key


def test_how_footage_sounds_changes_no_picture() -> None:
    louder = FootageSound(volume_db=3.0, fade_in_ms=500, bleeps=((100, 200),), tracks=(1,))
    items = [
        replace(s, item=replace(s.item, sound=louder)) if isinstance(s.item, Footage) else s
        for s in shots()
    ]
    assert keys(plan_of(items)) == keys(plan_of(shots()))


@pytest.mark.parametrize(
    "changed",
    [
        {"gain_db": -6.0},
        {"fade_in_ms": 500},
        {"fade_out_ms": 500},
        {"bleeps": ((100, 200),)},
        {"lifts": ((0, 30),)},
        {"audio_tracks": (1,)},
    ],
)
def test_how_footage_sounds_changes_the_sound(changed: dict[str, object]) -> None:
    voice = Sound(role=SoundRole.VOICE, file=FILE, start_frame=90, frames=600)

    def sound_key(sound: Sound) -> str:
        timeline = Timeline(rate=Fraction(30), frames=1800, shots=tuple(shots()), sounds=(sound,))
        look = Look(brand=BRAND, profile=profile(), language="en")
        facts = Facts(media={FILE: MEDIA}, files={FILE: "d1"}, tools=TOOLS)
        return compile_plan(timeline, look, SPECS, facts).sound_key

    assert sound_key(voice) != sound_key(replace(voice, **changed))  # type: ignore[arg-type]


def test_other_footage_changes_only_footage_and_what_comes_out_of_it() -> None:
    before, after = plan_of(shots()), plan_of(shots(), file="d2")
    changed = [b.key != a.key for b, a in zip(before.segments, after.segments, strict=True)]
    assert changed == [segment.shot.index > 0 for segment in before.segments]


def test_where_a_file_lies_does_not_count() -> None:
    moved = Path("/elsewhere/interview.mp4")
    assert digest(FILE, {FILE: "d1"}) == digest(moved, {moved: "d1"})


def test_line_numbers_do_not_count() -> None:
    one = Card(kind="title", fields={"text": "x"}, line=4)
    assert digest(one, {}) == digest(replace(one, line=9), {})


def test_values_without_a_canonical_form_are_refused() -> None:
    with pytest.raises(TypeError, match="no canonical form for set"):
        digest({"a": {1, 2}}, {})


@settings(deadline=None)
@given(
    st.lists(st.integers(20, 90), min_size=2, max_size=7),
    st.integers(0, 6),
    st.text(min_size=1, max_size=8),
)
def test_a_changed_word_changes_the_segments_that_show_it_and_no_other(
    lengths: list[int], which: int, word: str
) -> None:
    which %= len(lengths)

    def plan(edited: str) -> RenderPlan:
        cues, start = [], 90
        for i, length in enumerate(lengths):
            text = edited if i == which else f"line {i}"
            cues.append(cue(f"c{i}", start, start + length - 4, text))
            start += length
        title, film, end = shots(frames=650)
        return plan_of([title, replace(film, cues=tuple(cues)), end])

    before, after = plan("before"), plan(f"after {word}")
    for one, other in zip(before.segments, after.segments, strict=True):
        shows = any(c.id == f"c{which}" for c in one.cues)
        assert (one.key != other.key) == shows


@settings(deadline=None)
@given(st.permutations(range(4)))
def test_keys_do_not_depend_on_the_order_in_which_parts_were_written(order: list[int]) -> None:
    fields = [("text", "x"), ("source", "y"), ("kicker", "z"), ("note", "n")]
    title, *rest = shots()

    def with_fields(items: dict[str, str]) -> list[str]:
        card = Card(kind="title", fields=items)
        return keys(plan_of([replace(title, item=card), *rest]))

    assert with_fields(dict(fields)) == with_fields(dict(fields[i] for i in order))
