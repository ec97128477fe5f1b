"""The evening before, each story's open tasks are told, and what the run does otherwise."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from clipmaker.bulletin.load import load_bulletin
from clipmaker.bulletin.ready import TaskKind, readiness
from clipmaker.cli import cli
from clipmaker.make.gather import Surroundings
from clipmaker.publish.withdrawals import Withdrawal, change_withdrawals
from clipmaker.render.store import sha256

STORY = """\
version: 1
date: 2025-01-13
slug: {slug}
source: article.txt
music: none
shots:
  - kind: title
    text: A harbour is cleaned
  - kind: caption
    text: 40 crews brought {count} tonnes back
"""
BULLETIN = """\
version: 1
date: 2025-01-13
time_zone: Europe/Dublin
stories:
  - story: good/story.yaml
  - story: wrong/story.yaml
  - story: held/story.yaml
    hold: the lawyer calls back
  - story: broken/story.yaml
"""


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    for slug, count in (("good", "eleven"), ("wrong", "12"), ("held", "11"), ("broken", "11")):
        (tmp_path / slug).mkdir()
        text = "A harbour is cleaned\n\nForty crews brought 11 tonnes back.\n"
        (tmp_path / slug / "article.txt").write_text(text, encoding="utf-8")
        story = STORY.format(slug=slug, count=count)
        if slug == "broken":
            story = story.replace("kind: caption", "kind: captoin")
        (tmp_path / slug / "story.yaml").write_text(story, encoding="utf-8")
    (tmp_path / "bulletin.yaml").write_text(BULLETIN, encoding="utf-8")
    return tmp_path / "bulletin.yaml"


def test_what_is_open_and_what_happens_otherwise(
    bulletin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    around = Surroundings(profile="tiny", subtitles="tiny")
    at = datetime(2025, 1, 13, 6, tzinfo=UTC)
    found = readiness(load_bulletin(bulletin), around, at, final=False)
    kinds = [[task.kind for task in one.tasks] for one in found]
    assert kinds == [[], [TaskKind.FACTS], [TaskKind.HOLD], [TaskKind.STORY]]
    assert [one.otherwise for one in found] == [
        "a final clip",
        "a draft",
        "no final: it is held",
        "nothing: it cannot be made as it is",
    ]
    assert "“12 tonnes”" in found[1].tasks[0].message
    assert found[1].minutes == 3
    strict = readiness(load_bulletin(bulletin), around, at, final=True)
    assert strict[1].otherwise == "nothing: a final is refused"

    # The article is no part of a clip; a photo is, and may be withdrawn.
    photo = bulletin.parent / "good" / "x.png"
    Image.new("RGB", (400, 400), "navy").save(photo)
    story = bulletin.parent / "good" / "story.yaml"
    shown = "text: A harbour is cleaned\n    photo: {file: x.png, credit: AFP}"
    story.write_text(story.read_text().replace("text: A harbour is cleaned", shown))
    output = tmp_path / "output"
    withdraw_it(output, sha256(photo))
    withdrawn = readiness(load_bulletin(bulletin), around, at, final=True, output=output)[0]
    assert [task.kind for task in withdrawn.tasks] == [TaskKind.WITHDRAWN]
    assert withdrawn.otherwise == "nothing: it holds what was withdrawn"


def withdraw_it(output: Path, digest: str) -> None:
    entry = Withdrawal(what="x.jpg", sha256=(digest,), reason="wrong", by="A. Kim", at="2025-01-13")
    change_withdrawals(output, lambda before: [*before, entry])


def test_the_newsroom_is_told_and_a_command_that_fails_is_a_note(
    bulletin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    call = ["ready", str(bulletin), "--profile", "tiny", "--subtitle-profile", "tiny"]
    done = CliRunner().invoke(cli, [*call, "--notify", "sh -c 'cat > told.txt'"])
    assert done.exit_code == 8
    told = (tmp_path / "told.txt").read_text(encoding="utf-8")
    assert told.strip() == done.output.strip()
    assert "1 of 4 stories are ready for their finals" in told
    failed = CliRunner().invoke(cli, [*call, "--notify", "sh -c 'exit 3'"])
    assert (failed.exit_code, "nobody was notified" in failed.output) == (8, True)
