"""What would fail late, or go wrong in silence, is told when the command is given."""

from pathlib import Path

import pytest
from stories import Clipmaker

from clipmaker.errors import ExitCode

SCHEDULE = ("schedule", "{folder}/day.yaml", "--at", "06:00", "--tz", "Europe/Dublin", "--cron")


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("frame", "{story}", "--at", "1", "-o", "f.jpg"), 2, "does not end in .png"),
        (("frame", "{story}", "--at", "1", "-o", "-"), 2, "does not end in .png"),
        (("storyboard", "{story}", "-o", "b.png"), 2, "does not end in .jpg or .jpeg"),
        (("subtitles", "hear", "{story}", "--engine", "whisper"), 6, "no speech engine “whisper”"),
        (("subtitles", "hear", "{story}", "--model", "nope"), 6, "nope"),
        (("render", "{story}", "--model", "nope", "--engine", "whisper"), 6, "no speech engine"),
        (("batch", "{folder}", "--model", "nope"), 6, "nope"),
        (("plan", "{story}", "--profile", "news"), 3, "clipmaker: unknown profile “news”"),
        (("plan", "{story}", "--profile", "{story}"), 3, "a file ending in .toml"),
        (("batch", "{folder}", "--heartbeat", "{folder}"), 2, "is a directory"),
        (("batch", "{folder}", "--deliver", "{story}"), 2, "is a file"),
        (("batch", "{folder}", "--due-on", "mon"), 2, "--due-on needs --due-at TIME"),
        (("desk", "{folder}/interview.mp4"), 2, "neither a story file nor a folder"),
        (("desk", "{story}", "--profile", "news"), 3, "unknown profile “news”"),
        (("desk", "{story}", "--output", "{story}"), 2, "is a file"),
        (("subtitles", "import", "{story}", "{folder}"), 3, "this is a folder"),
        ((*SCHEDULE, "--finale"), 2, "for clipmaker batch: No such option"),
        ((*SCHEDULE, "--", "--jobs", "0"), 2, "for clipmaker batch: Invalid value for '--jobs'"),
        ((*SCHEDULE, "--", "--due-on", "mon"), 2, "--due-on is set by"),
        (("schedule", "day.yaml", "--at", "25:00", "--tz", "Europe/Dublin"), 2, "--at"),
        (("schedule", "day.yaml", "--at", "06:00", "--tz", "Dublin"), 2, "--tz"),
    ],
)
def test_it_is_told_at_once(
    args: tuple[str, ...], code: int, told: str, clipmaker: Clipmaker, story: Path
) -> None:
    done = clipmaker(*[arg.format(story=story, folder=story.parent) for arg in args])
    assert (done.code, done.out) == (code, ""), done.err
    assert told in " ".join(done.err.split())


def test_a_schedule_of_a_bulletin_that_is_not_there_yet_says_so(
    clipmaker: Clipmaker, tmp_path: Path
) -> None:
    args = [arg.format(folder=tmp_path) for arg in SCHEDULE]
    assert "there is no" in clipmaker(*args).err
    assert clipmaker(*args, "--", "--final").code == ExitCode.OK
    args[1] = f"{tmp_path}/{{date}}.yaml"
    assert clipmaker(*args).err == ""


def test_a_mistyped_output_folder_is_no_empty_one(clipmaker: Clipmaker, tmp_path: Path) -> None:
    for command in (["list"], ["disk"], ["rebuild"], ["prune", "--older-than", "9"]):
        assert "there is no folder outptu" in clipmaker("catalogue", *command, "-o", "outptu").err
    (tmp_path / "output").mkdir()
    assert clipmaker("catalogue").err == ""


def test_a_cache_that_is_a_file_is_found(
    clipmaker: Clipmaker, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(story))
    assert f"{story} is a file where a folder should be" in clipmaker("doctor").out


def test_a_dash_prints(clipmaker: Clipmaker, story: Path, tmp_path: Path) -> None:
    assert clipmaker("schema", "-o", "-").out == clipmaker("schema").out != ""
    export = ("subtitles", "export", story, "--profile", "tiny")
    assert clipmaker(*export, "-o", "-").out == clipmaker(*export).out != ""
    assert not (tmp_path / "-").exists()


def test_two_sounds_that_would_share_a_cue_sheet_are_refused(
    clipmaker: Clipmaker, story: Path
) -> None:
    (story.parent / "interview.mov").write_bytes((story.parent / "interview.mp4").read_bytes())
    again = "  - {kind: footage, file: interview.mov, credit: Synthetic, out: '0:00.5'}\n"
    written = story.read_text("utf-8")
    story.write_text(written.replace("  - kind: caption", again + "  - kind: caption"), "utf-8")
    done = clipmaker("plan", story, "--profile", "tiny")
    told = " ".join(done.err.split())
    assert done.code == ExitCode.INPUT
    assert "interview.mov and the footage in line 7 (interview.mp4) would share" in told
    assert "give one of the two files another name" in told


@pytest.mark.parametrize("place", ["{story}", "{story}/below", "/proc/nowhere"])
def test_an_output_folder_that_cannot_be_is_no_bug_and_told_before_hearing(
    clipmaker: Clipmaker, story: Path, place: str
) -> None:
    if place.startswith("/proc") and not Path("/proc/self").exists():
        pytest.skip("this system has no /proc")
    (story.parent / "interview.cues.yaml").unlink()
    done = clipmaker("render", story, "--profile", "tiny", "-o", place.format(story=story))
    assert done.code == ExitCode.DISK
    assert "nothing was published" in done.err
    if "/proc" not in place:
        assert "hearing" not in done.err


def _summary(folder: Path, text: str) -> Path:
    file = folder / "summary.txt"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("headline", "language"),
    [("ทหารที่ถูกจับ", "th"), ("북한군 포로의 증언", "ko"), ("Ειδήσεις του κόσμου", "el")],
)
def test_letters_say_which_language_a_summary_is_in(
    clipmaker: Clipmaker, tmp_path: Path, headline: str, language: str
) -> None:
    file = _summary(tmp_path, headline + "\n")
    done = clipmaker("new", file, "--date", "2025-01-13", "--into", "here")
    assert (done.code, f"({language}); --language says otherwise" in done.out) == (0, True)
    assert f"\nlanguage: {language}\n" in (tmp_path / "here" / "story.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("headline", "args", "told"),
    [
        ("Війна в Україні", (), "Several are written in Cyrillic letters: give --language, as in"),
        ("Війна в Україні", ("--language", "ua"), "(did you mean “uk”?)"),
        ("أخبار العالم", (), "Several are written in Arabic letters: give --language"),
        ("북한군 포로", ("--language", "kr"), "“kr” is Kanuri, not a country: write kau if that"),
        ("북한군 포로", ("--language", "kr"), "(did you mean “ko”?)"),
        ("Nyheter", ("--language", "se"), "(did you mean “sv”?)"),
        ("북한군 포로", ("--language", "en"), "Korean letters, which are none of English (en)"),
        ("ຂ່າວໂລກ", ("--language", "la"), "(did you mean “lo”?)"),
        ("Language: kr\nNews", (), "(did you mean “ko”?)"),
        ("Language: jp\nNews", (), "(did you mean “ja”?)"),
    ],
)
def test_a_language_that_cannot_be_meant_is_asked_about(
    clipmaker: Clipmaker, tmp_path: Path, headline: str, args: tuple[str, ...], told: str
) -> None:
    file = _summary(tmp_path, headline + "\n")
    done = clipmaker("new", file, "--date", "2025-01-13", "--into", "here", *args)
    assert done.code == ExitCode.INPUT
    assert told in " ".join(done.err.split())
    assert not (tmp_path / "here").exists()


@pytest.mark.parametrize(("written", "code"), [("kr", "ko"), ("tw", "zh"), ("ee", "et")])
@pytest.mark.parametrize("place", ["story", "footage"])
def test_a_countrys_code_is_no_language_of_a_story(
    clipmaker: Clipmaker, story: Path, place: str, written: str, code: str
) -> None:
    text = story.read_text("utf-8").replace("language: ko", "")
    before, after = ("shots:", f"language: {written}\nshots:")
    if place == "footage":
        before, after = ("    credit:", f"    language: {written}\n    credit:")
    story.write_text(text.replace(before, after, 1), "utf-8")
    done = clipmaker("plan", story, "--profile", "tiny")
    assert (done.code, f"(did you mean “{code}”?)" in done.err) == (3, True), done.err


def test_cards_in_letters_of_another_language_are_told(clipmaker: Clipmaker, story: Path) -> None:
    text = story.read_text("utf-8")
    told = "the cards are written in Korean letters, but the story’s language is English"
    assert told not in clipmaker("plan", story, "--profile", "tiny").out
    for latin, korean in (("A headline with *emphasis*", "북한군 포로의 증언"), ("One", "한국어")):
        text = text.replace(latin, korean)
    story.write_text(text.replace("caption\n  - kind: end", "뉴스\n  - kind: end"), "utf-8")
    done = clipmaker("plan", story, "--profile", "tiny")
    assert told in " ".join(done.out.split()), done.out + done.err


@pytest.mark.parametrize(("language", "told"), [("fi", True), ("de", False), ("my", True)])
def test_words_of_the_program_in_another_language_are_told(
    clipmaker: Clipmaker, story: Path, language: str, told: bool
) -> None:
    text = story.read_text("utf-8")
    story.write_text(text.replace("shots:", f"language: {language}\nshots:", 1), "utf-8")
    sheet = story.parent / "interview.cues.yaml"
    cues = sheet.read_text("utf-8")
    sheet.write_text(cues.replace("cues:", f"audience: {language}\ncues:", 1), "utf-8")
    done = clipmaker("plan", story, "--profile", "tiny")
    said = "the program’s own words on screen, such as “Sources”, are in English"
    assert (done.code, said in " ".join(done.out.split())) == (0, told), done.out + done.err
