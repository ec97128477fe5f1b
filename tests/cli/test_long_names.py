"""Names as long as a disk allows: everything that is made from them has a bound."""

from pathlib import Path

import pytest
from stories import CUES, STORY, Clipmaker

from clipmaker.cues.sheets.sheet import sheet_path
from clipmaker.machine.names import shortened
from clipmaker.machine.writing import clear_leftovers, write_whole

TINY = ("--profile", "tiny", "--subtitle-profile", "tiny")


@pytest.mark.parametrize("letter", ["x", "é", "훈", "🎥"])
def test_names_are_cut_at_whole_letters_and_stay_apart(letter: str) -> None:
    long = letter * (250 // len(letter.encode()))
    for name in (long, long + letter):
        short = shortened(name, 100)
        assert len(short.encode()) <= 100
        assert short.startswith(letter * 20)
    assert shortened(long, 100) != shortened(long + letter, 100)
    assert shortened(long, 250) == long


def test_a_sheet_is_called_as_ever_where_that_fits() -> None:
    assert sheet_path(Path("s"), Path("m/interview.mp4")) == Path("s/interview.cues.yaml")
    fits = "x" * 235
    assert sheet_path(Path(), Path(f"{fits}.mp4")).name == f"{fits}.cues.yaml"


@pytest.mark.parametrize("length", [245, 251, 255])
def test_any_file_can_be_replaced_whole(tmp_path: Path, length: int) -> None:
    file = tmp_path / ("x" * length)
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]
    clear_leftovers(file)


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["x", "훈"])
def test_a_story_whose_files_have_the_longest_names(
    clipmaker: Clipmaker, story: Path, letter: str
) -> None:
    stem = letter * (251 // len(letter.encode()))
    film = story.with_name(f"{stem}.mp4")
    (story.parent / "interview.mp4").rename(film)
    (story.parent / "interview.cues.yaml").unlink()
    sheet = sheet_path(story.parent, film)
    sheet.write_text(CUES.replace("interview.mp4", film.name), encoding="utf-8")
    long = story.with_name(f"{letter * (250 // len(letter.encode()))}.yaml")
    long.write_text(STORY.replace("interview.mp4", film.name), encoding="utf-8")
    story.unlink()
    done = clipmaker("render", long, *TINY, "--output", story.parent / "out")
    assert done.code == 0, done.err
    assert clipmaker("plan", long, *TINY).code == 0
    done = clipmaker("subtitles", "approve", long, "--cue", "c1", "--as", "A. Kim")
    assert (done.code, "approved" in sheet.read_text("utf-8")) == (0, True), done.err
    bulletin = story.with_name(f"{letter * (249 // len(letter.encode()))}b.yaml")
    bulletin.write_text(
        f"version: 1\ndate: 2025-01-13\nstories:\n  - story: {long.name}\n", encoding="utf-8"
    )
    done = clipmaker("batch", bulletin, *TINY[:2], "--output", story.parent / "out")
    assert done.code in (0, 12), done.err
    assert "too long" not in done.err
