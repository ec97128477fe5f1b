"""Whatever is wrong, a user gets one clear message and the documented exit code."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from stories import CUES, STORY, Clipmaker

COMMANDS = ("plan", "frame", "storyboard", "render")


def call(clipmaker: Clipmaker, command: str, story: Path, *more: str, profile: str = "tiny"):
    own = {"frame": ["--at", "0.5"], "render": ["--output", "out"]}.get(command, [])
    return clipmaker(command, story, "--profile", profile, *own, *more)


Change = Callable[[Path], None]


def text(old: str, new: str) -> Change:
    """Return a change of the story's text."""

    def change(story: Path) -> None:
        before = story.read_text(encoding="utf-8")
        assert old in before
        story.write_text(before.replace(old, new), encoding="utf-8")

    return change


def whole(content: bytes) -> Change:
    """Return a change of the whole story file."""
    return lambda story: story.write_bytes(content) and None


def video(content: Callable[[bytes], bytes]) -> Change:
    """Return a change of the footage file."""

    def change(story: Path) -> None:
        file = story.parent / "interview.mp4"
        file.write_bytes(content(file.read_bytes()))

    return change


def cues(old: str, new: str) -> Change:
    """Return a change of the cue sheet."""

    def change(story: Path) -> None:
        file = story.parent / "interview.cues.yaml"
        assert old in CUES
        file.write_text(CUES.replace(old, new), encoding="utf-8")

    return change


def gone(story: Path) -> None:
    story.unlink()


def folder(story: Path) -> None:
    story.unlink()
    story.mkdir()


PLAYLIST = b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n"
CONCAT = b"ffconcat version 1.0\nfile /etc/passwd\n"
BAD_STORIES: dict[str, tuple[Change, int, str]] = {
    "no file": (gone, 3, "there is no such file"),
    "a folder": (folder, 3, "this is a folder"),
    "an empty file": (whole(b""), 3, "the file is empty"),
    "binary": (whole(b"\x00\x01\x02" * 500), 3, "not a text file"),
    "UTF-16": (whole(STORY.encode("utf-16")), 3, "save it as UTF-8"),
    "latin-1": (whole(STORY.replace("One", "Ünï").encode("latin-1")), 3, "is not UTF-8"),
    "too large": (whole(b"#" * 600_000), 3, "more than the"),
    "tabs": (text("  - kind: end", "\t- kind: end"), 3, "story.yaml:14"),
    "an alias": (text("One caption", "*One* caption"), 3, "quote the line"),
    "a list": (whole(b"- one\n- two\n"), 3, "expected keys"),
    "a bomb": (
        whole(b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
            f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n".encode()
            for i in range(8)
        )),
        3,
        "repeat too much",
    ),
    "deep nesting": (whole(b"a: " + b"[" * 200 + b"]" * 200), 3, "nested too deep"),
    "version 2": (text("version: 1", "version: 2"), 3, "this Clipmaker reads version 1"),
    "no date": (text("date: 2025-01-13\n", ""), 3, "date: is required"),
    "unknown kind": (text("kind: caption", "kind: captoin"), 3, "did you mean “caption”"),
    "unknown key": (text("credit:", "credits:"), 3, "did you mean “credit”"),
    "unknown brand": (text("slug:", "brand: news-06\nslug:"), 3, "unknown brand “news-06”"),
    "odd brand": (text("slug:", "brand: ../../etc\nslug:"), 3, "the name of a brand"),
    "language": (text("language: ko", "language: Korean"), 3, "did you mean “ko”"),
    "missing footage": (text("file: interview.mp4", "file: interviw.mp4"), 3, "interview.mp4”"),
    "outside": (text("file: interview.mp4", "file: ../../../etc/passwd"), 3, "outside"),
    "an address": (text("file: interview.mp4", "file: http://a.b/c.mp4"), 3, "is an address"),
    "out before in": (text('out: "0:01"', 'in: "0:02"\n    out: "0:01"'), 3, "must come after"),
    "a bad link": (text("slug:", "link: javascript:alert(1)\nslug:"), 3, "expected an address"),
    "two end cards": (text("caption\n    text: One caption", "end"), 3, "only stand last"),
    "cues overlap nothing": (cues("end: 0:00.500", "end: 0:00.050"), 3, "must come after"),
    "cues unreadable": (cues("language: ko", "language: [ko"), 3, "interview.cues.yaml"),
    "cues of another version": (cues("version: 1", "version: 7"), 3, "version"),
    "too much text": (text("One caption", "word " * 300), 4, "too much text"),
    "footage too long": (text('    out: "0:01"\n', ""), 4, "s less of the footage"),
    "garbage": (video(lambda _: b"not a video " * 900), 5, "interview.mp4"),
    "nothing": (video(lambda _: b""), 5, "interview.mp4"),
    "half a file": (video(lambda content: content[: len(content) // 3]), 5, "interview.mp4"),
    "a playlist": (video(lambda _: PLAYLIST), 5, "interview.mp4"),
    "a concat script": (video(lambda _: CONCAT), 5, "interview.mp4"),
    "past the end": (text('out: "0:01"', 'out: "0:09"'), 5, "lies past the end"),
}  # fmt: skip


CALLS = [
    # Every command once for each way to fail, every other mistake with one of the commands.
    *((command, name) for command in COMMANDS for name in ("no file", "too much text", "garbage")),
    *((COMMANDS[i % len(COMMANDS)], name) for i, name in enumerate(BAD_STORIES)),
]


@pytest.mark.parametrize(("command", "name"), list(dict.fromkeys(CALLS)))
def test_a_bad_story(clipmaker: Clipmaker, story: Path, name: str, command: str) -> None:
    change, code, said = BAD_STORIES[name]
    change(story)
    done = call(clipmaker, command, story)
    assert (done.code, done.out) == (code, ""), done.err
    assert said in done.err
    assert not Path("out").exists() or not [p for p in Path("out").rglob("*") if p.is_file()]


def test_every_mistake_is_listed_with_its_line(clipmaker: Clipmaker, story: Path) -> None:
    text("credit: Synthetic", "credits: Synthetic")(story)
    text("kind: caption", "kind: captoin")(story)
    done = clipmaker("plan", story)
    assert "story.yaml:9: shots[1].credits: unknown key" in done.err
    assert "story.yaml:12: shots[2].kind: unknown kind" in done.err


def test_too_little_text(clipmaker: Clipmaker, story: Path) -> None:
    done = call(clipmaker, "plan", story, profile="news-60")
    assert done.code == 4
    assert "s are missing" in done.err


PAINTED = {
    "no font": (text("One caption", "One \U000f0000 caption"), 9, "no installed font has"),
    "does not fit": (text("Nobody", "Nobody" * 90), 4, ""),
    "a broken photo": (
        text("    text: A headline", "    photo: {file: p.jpg, credit: X}\n    text: A headline"),
        5,
        "p.jpg",
    ),
}


@pytest.mark.parametrize("command", ["plan", "storyboard", "render"])
@pytest.mark.parametrize("name", PAINTED)
def test_what_only_painting_shows(
    clipmaker: Clipmaker, story: Path, name: str, command: str
) -> None:
    """It is told before anything is heard: no cue sheet is left."""
    change, code, said = PAINTED[name]
    (story.parent / "p.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a photo")
    change(story)
    sheet = story.parent / "interview.cues.yaml"
    if command == "render":
        sheet.unlink()
    done = call(clipmaker, command, story)
    assert done.code == code, done.err
    assert said in done.err
    assert command != "render" or not sheet.exists()


def test_all_cards_that_cannot_be_painted_are_named(clipmaker: Clipmaker, story: Path) -> None:
    text("One caption", "One \U000f0000 caption")(story)
    text("Nobody", "Nobody" * 90)(story)
    done = call(clipmaker, "plan", story)
    assert done.code == 9
    assert "card 3 (caption), line 12 of the story: no installed font has" in done.err
    assert "card 4 (end), line 14 of the story: “Sources: NobodyNobody" in done.err


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ([], 2, "Usage"),
        (["rendr", "story.yaml"], 2, "Did you mean “render”"),
        (["render"], 2, "Missing argument"),
        (["render", "story.yaml", "--fast"], 2, "No such option"),
        (["plan", "{story}", "--profile", "new-60"], 3, "did you mean “news-60”"),
        (["plan", "{story}", "--subtitle-profile", "../house"], 3, "unknown profile"),
        (["plan", "{story}", "--brand", "nobody"], 3, "unknown brand “nobody”"),
        (["plan", "{story}", "--media-root", "nowhere"], 2, "does not exist"),
        (["frame", "{story}", "--profile", "tiny"], 2, "Missing option '--at'"),
        (["frame", "{story}", "--at", "3", "--profile", "tiny"], 2, "lies outside the clip"),
        (["frame", "{story}", "--at", "-1"], 2, "is not a time"),
        (["frame", "{story}", "--at", "1:75"], 2, "is not a time"),
        (["frame", "{story}", "--at", "1", "-o{story}/x.png", "--profile", "tiny"], 11, "x.png"),
        (["frame", "{story}", "--at", "1", "-o", "."], 2, "is a directory"),
        (["storyboard", "{story}", "-o", "{story}/x.jpg", "--profile", "tiny"], 11, "x.jpg"),
        (["render", "{story}", "--final", "--profile", "tiny"], 8, "interview.mp4 c1"),
        (["render", "{story}", "-o{story}", "--draft", "--profile", "tiny"], 11, "a file stands"),
        (["check", "nowhere.mp4"], 5, "nowhere.mp4"),
        (["check", "{story}"], 5, "story.yaml"),
        (["check", "."], 5, ""),
        (["new", "nowhere.txt"], 3, "there is no such file"),
        (["new", "{story}", "--date", "13 January"], 2, "does not match the format"),
        (["new", "{story}", "--room", "-4"], 2, "not in the range"),
        (["brand", "check", "nobody"], 3, "unknown brand"),
        (["brand", "chek", "nobody"], 2, "No such command"),
        (["completion", "powershell"], 2, "bash"),
        (["schema", "-o", "{story}/schema.json"], 11, "schema.json"),
    ],
)  # fmt: skip
def test_a_bad_call(
    clipmaker: Clipmaker, story: Path, args: list[str], code: int, said: str
) -> None:
    done = clipmaker(*(arg.format(story=story) for arg in args))
    assert done.code == code, done.err
    assert said in done.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--engine", "nobody"), "nobody"),
        (("--model", "turbo"), "turbo"),
        (("--model", "x"), "“x”"),
    ],
)
def test_speech_that_cannot_be_recognised(
    clipmaker: Clipmaker, story: Path, more: tuple[str, ...], said: str
) -> None:
    (story.parent / "interview.cues.yaml").unlink()
    done = clipmaker("subtitles", story, *more)
    assert done.code == 6, done.err
    assert said in done.err


@pytest.mark.parametrize(
    ("ffmpeg", "said"),
    [("/nowhere/ffmpeg", "is not a file"), (sys.executable, "is not FFmpeg")],
)
def test_a_missing_tool_in_a_process_of_its_own(
    story: Path, tmp_path: Path, ffmpeg: str, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "clipmaker", "plan", str(story), "--profile", "tiny"],
        env={**os.environ, "CLIPMAKER_FFMPEG": ffmpeg, "CLIPMAKER_CACHE": str(tmp_path / "c")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 9
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("plan", "story.yaml"), ("new", "text.txt"), ("desk",)])
def test_a_folder_deleted_under_the_program_is_told(tmp_path: Path, command: tuple[str]) -> None:
    here = tmp_path / "here"
    here.mkdir()
    shell = f'cd "{here}" && rmdir "{here}" && exec "{sys.executable}" -m clipmaker "$@"'
    done = subprocess.run(
        ["sh", "-c", shell, "sh", *command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode in (2, 3, 11), done.stderr
    assert "bug" not in done.stderr
