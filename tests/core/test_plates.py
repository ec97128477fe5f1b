"""Who is named on screen, and when."""

from dataclasses import replace

from builders import footage, profile

from clipmaker.story.whole_clip import Person
from clipmaker.timeline.model import NamePlate, PlacedCue, Shot
from clipmaker.timeline.plates import with_plates

SOLDIER = Person(name="Ri Kwang-ho", role="Prisoner of war", speaker="Soldier")
OFFICER = Person(name="Col. Melnyk", speaker="Officer")


def cue(start: int, end: int, *names: str) -> PlacedCue:
    return PlacedCue(
        footage="a.mp4", id="c", start_frame=start, end_frame=end, lines=("x",), names=names
    )


def shot(start: int, frames: int, *cues: PlacedCue) -> Shot:
    return Shot(index=0, item=footage(), start_frame=start, frames=frames, cues=cues)


def named(*shots: Shot, people: tuple[Person, ...] = (SOLDIER, OFFICER)) -> list[NamePlate]:
    return [one for each in with_plates(shots, people, profile()) for one in each.plates]


def times(plates: list[NamePlate]) -> list[tuple[str, int, int]]:
    return [(one.name.split()[0], one.start_frame, one.end_frame) for one in plates]


def test_each_is_named_once_at_the_first_line_for_three_and_a_half_seconds() -> None:
    one = shot(0, 600, cue(30, 90, "Officer"), cue(200, 260, "Soldier"), cue(300, 360, "Soldier"))
    other = shot(600, 300, cue(610, 700, "Soldier"))
    assert times(named(one, other)) == [("Col.", 30, 135), ("Ri", 200, 305)]


def test_a_name_makes_room_for_the_next_and_ends_with_its_shot() -> None:
    one = shot(0, 150, cue(10, 60, "Officer"), cue(60, 140, "Soldier"))
    assert times(named(one)) == [("Col.", 10, 60), ("Ri", 60, 150)]


def test_a_name_that_could_not_be_read_waits_for_the_next_line() -> None:
    late = shot(0, 100, cue(80, 100, "Soldier"))
    later = shot(400, 300, cue(430, 500, "Soldier"))
    assert times(named(late, later)) == [("Ri", 430, 535)]
    quick = shot(0, 300, cue(10, 20, "Officer"), cue(20, 60, "Soldier"), cue(90, 200, "Soldier"))
    assert times(named(quick)) == [("Col.", 10, 90), ("Ri", 90, 195)]


def test_two_in_one_cue_are_named_in_turn() -> None:
    both = shot(0, 300, cue(0, 120, "Officer", "Soldier"))
    assert times(named(both)) == [("Col.", 0, 60), ("Ri", 60, 165)]
    again = shot(0, 300, cue(0, 120, "Soldier", "Officer", "Soldier"))
    assert times(named(again)) == [("Ri", 0, 60), ("Col.", 60, 165)]


def test_nobody_is_named_whom_no_line_names() -> None:
    unknown = shot(0, 300, cue(0, 120, ""), cue(120, 200))
    assert named(unknown) == []
    assert named(shot(0, 300, cue(0, 120, "Soldier")), people=()) == []


def test_only_the_plates_of_a_short_clip_are_shorter() -> None:
    tiny = replace(profile(), frames=90)
    found = with_plates([shot(0, 60, cue(0, 60, "Soldier"))], (SOLDIER,), tiny)
    assert times(list(found[0].plates)) == [("Ri", 0, 5)]
