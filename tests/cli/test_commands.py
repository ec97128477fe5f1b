"""What each command does when all is well."""

import json
import stat
import sys
from pathlib import Path

import pytest
from PIL import Image
from stories import Clipmaker

from clipmaker.cards.registry import specs
from clipmaker.machine import process
from clipmaker.story.load import load_story

SUMMARY = """\
Captured soldier says he wants to *stay*

Date: 2025-01-13

Ukraine says it captured two soldiers in Kursk. Seoul confirmed it a day later.

“There may be other options,” Volodymyr Zelenskyy, president of Ukraine, said on X.

Sources: AFP, Reuters
"""


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    file = tmp_path / "summary.txt"
    file.write_text(SUMMARY, encoding="utf-8")
    return file


def test_new_writes_a_story_that_loads(clipmaker: Clipmaker, summary: Path) -> None:
    done = clipmaker("new", summary)
    folder = Path("captured-soldier-says-he-wants-to-stay")
    assert done.code == 0, done.err
    assert f"{folder}/story.yaml: 4 cards" in done.out
    assert "s are missing: add footage of" in done.out
    story = load_story(folder / "story.yaml", specs=specs())
    assert [shot.kind for shot in story.shots] == ["title", "caption", "quote", "end"]
    # A corrected headline changes no name.
    assert (story.named, story.slug) == (True, str(folder))


def test_new_never_overwrites(clipmaker: Clipmaker, summary: Path) -> None:
    clipmaker("new", summary, "--into", "here")
    before = Path("here/story.yaml").read_bytes()
    again = clipmaker("new", summary, "--into", "here", "--date", "2025-02-02")
    assert again.code == 3
    assert "there is a story already" in again.err
    assert Path("here/story.yaml").read_bytes() == before
    Path("plain").write_text("a file")
    assert clipmaker("new", summary, "--into", "plain/inside").code == 11


def test_new_says_what_it_takes_for_the_page_around_an_article(
    clipmaker: Clipmaker, summary: Path
) -> None:
    told = [
        f"The harbour of Portside stays closed on day {n}, and its ferries wait outside the quay."
        for n in range(4)
    ]
    page = ["Advertisement", "Ferries wait outside Portside harbour", "Share this", *told, "Close"]
    summary.write_text("\n\n".join(page), encoding="utf-8")
    done = clipmaker("new", summary, "--into", "a", "--date", "2025-01-13")
    assert "(or give --as-written):\n  line 1: Advertisement\n  line 5: Share this\n" in done.out
    assert "text: Ferries wait outside Portside harbour\n" in Path("a/story.yaml").read_text(
        "utf-8"
    )
    whole = clipmaker(
        "new", summary, "--into", "b", "--date", "2025-01-13", "--as-written", "--json"
    )
    assert json.loads(whole.out)["cards"][0]["text"] == "Advertisement"
    assert json.loads(whole.out)["furniture"] == []


@pytest.mark.parametrize("option", [[], ["--as-written"]])
@pytest.mark.parametrize(
    "page",
    [
        "# Ferries wait\n\n## What happened\n\nThe quay is shut.\n\n| A |\n|---|\n| 1 |\n",
        "<h1>Ferries wait</h1><h2>What happened</h2><p>The quay is shut.</p><nav>Home</nav>",
    ],
)
def test_what_markup_sets_apart_is_not_said_to_come_with_as_written(
    clipmaker: Clipmaker, summary: Path, page: str, option: list[str]
) -> None:
    summary.write_text(page, encoding="utf-8")
    done = clipmaker("new", summary, "--into", "a", "--date", "2025-01-13", *option)
    assert "What happened" in done.out
    assert "--as-written" not in done.out


def test_new_needs_a_date(clipmaker: Clipmaker, summary: Path) -> None:
    summary.write_text(SUMMARY.replace("Date: 2025-01-13\n", ""), encoding="utf-8")
    done = clipmaker("new", summary, "--into", "here")
    assert done.code == 3
    assert "--date 2025-01-13" in done.err
    assert not Path("here").exists()
    assert clipmaker("new", summary, "--into", "here", "--date", "2025-03-01").code == 0
    assert "date: 2025-03-01\n" in Path("here/story.yaml").read_text(encoding="utf-8")


def test_new_says_what_was_left_out(clipmaker: Clipmaker, summary: Path) -> None:
    sentence = "The ministry says that the road to the harbour will open again on Monday."
    summary.write_text(
        "Headline\n\n" + "\n\n".join(f"{i}. {sentence}" for i in range(12)), encoding="utf-8"
    )
    done = clipmaker("new", summary, "--into", "a", "--date", "2025-01-13", "--json")
    data = json.loads(done.out)
    assert [item["text"] for item in data["left_out"]][-1] == f"11. {sentence}"
    assert data["left_out"][0]["words"] == 15
    assert data["needs_s"] <= 60
    told = clipmaker("new", summary, "--into", "b", "--date", "2025-01-13").out
    count = len(data["left_out"])
    assert f"left out, because it does not fit 60 s: {count} cards, {count * 15} words" in told
    assert "# Left out, because it does not fit 60 s" in Path("b/story.yaml").read_text("utf-8")


def test_new_lists_the_first_of_what_was_left_out_and_counts_the_rest(
    clipmaker: Clipmaker, summary: Path
) -> None:
    text = "\n\n".join(f"Sentence number {i} says what happened." for i in range(400))
    summary.write_text(f"Headline\n\n{text}\n", encoding="utf-8")
    done = clipmaker("new", summary, "--into", "here", "--date", "2025-01-13")
    assert done.code == 0
    assert done.out.count("\n") < 80
    assert "more, at the end of here/story.yaml" in done.out
    assert "Sentence number 399" in Path("here/story.yaml").read_text("utf-8")


def test_new_takes_a_name_where_the_headline_has_none(clipmaker: Clipmaker, tmp_path: Path) -> None:
    file = tmp_path / "포로.txt"
    file.write_text("포로가 말했다\n\n국가정보원이 확인했다.\n", encoding="utf-8")
    done = clipmaker("new", file, "--date", "2025-01-13", "--language", "ko")
    assert done.code == 0, done.err
    story = load_story(Path("story-2025-01-13/story.yaml"), specs=specs())
    assert (story.slug, story.language) == ("story-2025-01-13", "ko")


def test_new_names_the_footage_that_lies_there(clipmaker: Clipmaker, summary: Path) -> None:
    Path("here").mkdir()
    Path("here/raw footage.MOV").write_bytes(b"x")
    clipmaker("new", summary, "--into", "here")
    assert "#   file: raw footage.MOV\n" in Path("here/story.yaml").read_text(encoding="utf-8")


def test_frame(clipmaker: Clipmaker, story: Path) -> None:
    done = clipmaker("frame", story, "--at", "1.5", "--profile", "tiny", "-o", "deep/frame.png")
    assert (done.code, done.out) == (0, "frame 45: deep/frame.png\n")
    with Image.open("deep/frame.png") as picture:
        assert (picture.format, picture.size, picture.mode) == ("PNG", (270, 480), "RGB")
    named = clipmaker("frame", story, "--at", "0:01.500", "--profile", "tiny")
    assert named.out == "frame 45: tiny-story-01.500.png\n"
    assert Path("tiny-story-01.500.png").read_bytes() == Path("deep/frame.png").read_bytes()


def test_footage_that_was_not_heard_is_noted(clipmaker: Clipmaker, story: Path) -> None:
    (story.parent / "interview.cues.yaml").unlink()
    done = clipmaker("frame", story, "--at", "1", "--profile", "tiny")
    assert done.code == 0
    assert "interview.mp4 was not heard yet" in done.err


def test_storyboard(clipmaker: Clipmaker, story: Path) -> None:
    done = clipmaker("storyboard", story, "--profile", "tiny")
    assert (done.code, done.out) == (0, "storyboard: tiny-story-storyboard.jpg\n")
    with Image.open("tiny-story-storyboard.jpg") as picture:
        assert picture.format == "JPEG"
        assert picture.width > 1000


def test_schema(clipmaker: Clipmaker) -> None:
    printed = clipmaker("schema")
    assert json.loads(printed.out)["required"] == ["version", "date", "shots"]
    assert clipmaker("schema", "-o", "s.json").code == 0
    assert Path("s.json").read_text(encoding="utf-8") == printed.out


def test_brands_of_all_three_places(clipmaker: Clipmaker, tmp_path: Path, root: Path) -> None:
    toml = (root / "assets/brands/news-60/brand.toml").read_text(encoding="utf-8")
    silent = toml.partition("[music]")[0]
    own, beside = tmp_path / "config/brands/ours", tmp_path / "s/brands/theirs"
    for folder, text in ((own, silent), (beside, silent.replace("#0B0F19", "red"))):
        folder.mkdir(parents=True)
        (folder / "brand.toml").write_text(text, encoding="utf-8")
    done = clipmaker("brands", "--beside", "s", "--json")
    rows = {row["name"]: row for row in json.loads(done.out)}
    assert set(rows) >= {"news-60", "ours", "theirs"}
    assert rows["ours"]["file"] == str(own / "brand.toml")
    assert "expected a colour" in rows["theirs"]["mistake"]
    assert "ours" in clipmaker("brands").out
    assert "theirs" not in clipmaker("brands").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(clipmaker: Clipmaker, shell: str) -> None:
    done = clipmaker("completion", shell)
    assert done.code == 0
    assert "_CLIPMAKER_COMPLETE" in done.out


def test_completion_knows_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CLIPMAKER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "clipmaker sto")
    monkeypatch.setenv("COMP_CWORD", "1")
    # Click takes the program's name from how it was called.
    program = Path(sys.executable).with_name("clipmaker")
    if not program.exists():
        pytest.skip("the program is not installed")
    assert process.run([str(program)]).stdout == b"plain,storyboard\n"


def fake(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IEXEC)


OPENER = "open" if sys.platform == "darwin" else "xdg-open"


@pytest.mark.slow
def test_render_opens_the_clip_or_says_why_not(
    clipmaker: Clipmaker, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ("render", story, "--profile", "tiny", "--open")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    done = clipmaker(*call)
    assert done.code == 0, done.err
    assert "note: the clip was not opened: there is no desktop" in done.err
    beside = {file.name for file in Path("output/2025-01-13/tiny-story/draft").iterdir()}
    assert beside >= {"post.txt", "alt.txt", "cover.jpg", "storyboard.jpg", "transcript.txt"}
    fake(tmp_path / "bin", OPENER, f'printf %s "$1" > {tmp_path}/opened')
    again = clipmaker(*call)
    assert "nothing had changed" in again.out
    assert "not opened" not in again.err
    assert (tmp_path / "opened").read_text() == str(
        tmp_path / "output/2025-01-13/tiny-story/draft/tiny-story.mp4"
    )
    fake(tmp_path / "bin", OPENER, "exit 3")
    assert f"note: the clip was not opened: {OPENER} ended with code 3" in clipmaker(*call).err


def test_a_player_is_left_running(tmp_path: Path) -> None:
    fake(tmp_path, "player", f"sleep 0.4; echo done > {tmp_path}/played")
    assert process.launch([str(tmp_path / "player")], settle_s=0.05) == 0
    assert not (tmp_path / "played").exists()
    with pytest.raises(process.ProcessNotFoundError):
        process.launch([str(tmp_path / "nothing")])
