"""Music enters and leaves with the shots, and small sounds stand on their joins."""

from dataclasses import replace
from pathlib import Path

from builders import card, footage, profile

from clipmaker.brand.model import Music
from clipmaker.timeline.model import Shot, Sound, SoundRole
from clipmaker.timeline.music import place_music

NAMES = ("bed", "pulse", "figure", "join", "number", "riser", "sting_in", "sting_out")
MUSIC = Music(**{name: Path(f"/b/{name}.ogg") for name in NAMES})
SHOTS = tuple(
    Shot(index=i, item=item, start_frame=start, frames=frames)
    for i, (item, start, frames) in enumerate(
        (
            (card("title", 3), 0, 120),
            (card("caption", 3), 120, 180),
            (footage(), 300, 600),
            (card("quote", 3), 900, 200),
            (card("figure", 3), 1100, 300),
            (card("end", 3), 1400, 400),
        )
    )
)


def music(shots: tuple[Shot, ...] = SHOTS, voiced: tuple[int, ...] = (300,)) -> dict[str, Sound]:
    """Return what is heard by the name of its file; of several the last."""
    return {s.file.stem: s for s in place_music(shots, MUSIC, voiced, profile())}


def test_the_bed_lies_under_everything_and_stems_leave_it_alone_under_a_voice() -> None:
    heard = music()
    assert (heard["bed"].frames, heard["bed"].rests) == (1800, ())
    assert heard["pulse"].rests == ((300, 1100), (1400, 1800))
    assert heard["figure"].rests == ((0, 120), (300, 900), (1400, 1800))
    assert {heard[name].role for name in ("bed", "pulse", "figure")} == {SoundRole.BED}


def test_footage_without_a_voice_has_all_the_music() -> None:
    heard = music(voiced=())
    assert heard["pulse"].rests == ((900, 1100), (1400, 1800))
    assert heard["pulse"].lifts == heard["figure"].lifts == ((300, 900),)


def test_a_small_sound_stands_on_every_join_but_at_start_and_end() -> None:
    placed = list(place_music(SHOTS, MUSIC, (300,), profile()))
    joins = [sound.start_frame for sound in placed if sound.file == MUSIC.join]
    assert joins == [120, 300, 900, 1100]
    assert [s.start_frame for s in placed if s.file == MUSIC.number] == [1100]
    (riser,) = (s for s in placed if s.file == MUSIC.riser)
    assert (riser.start_frame, riser.start_frame + riser.frames) == (276, 300)


def test_cuts_inside_footage_and_warnings_are_left_alone() -> None:
    two = (
        SHOTS[0],
        replace(SHOTS[1], item=card("warning", 3)),
        SHOTS[2],
        replace(SHOTS[3], item=footage("other.mp4")),
        SHOTS[5],
    )
    placed = list(place_music(two, MUSIC, (300, 900), profile()))
    assert not [s for s in placed if s.file in (MUSIC.join, MUSIC.riser)]
