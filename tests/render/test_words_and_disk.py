"""What is said, the exit code and what lies on the disk agree, whatever comes between."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from clipmaker.errors import ChangedError, DiskError, ExitCode
from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.make.unmoved import still_cleared
from clipmaker.progress import Event, Stage
from clipmaker.publish.manifest import MadeClip

pytestmark = pytest.mark.slow

TINY = "--profile tiny --subtitle-profile tiny"


def shell(command: str, story: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which CM is the program; its exit code is that of CM."""
    script = f'cm() {{ {sys.executable} -m clipmaker "$@"; }}\nset -o pipefail\n{command}'
    return subprocess.run(
        ["bash", "-c", script],
        cwd=story.parent,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize("gone", ["2>&1 | head -c1", "2> >(true)"])
def test_a_final_goes_out_whoever_reads_along(tiny_story: Path, gone: str) -> None:
    done = shell(f"cm render story.yaml {TINY} --final {gone}", tiny_story)
    assert done.returncode == ExitCode.OK
    assert (tiny_story.parent / "output/2025-01-13/tiny-story/latest/tiny-story.mp4").is_file()


def test_a_refusal_is_one_whoever_reads_along(tiny_story: Path) -> None:
    sheet = tiny_story.with_name("interview.cues.yaml")
    sheet.write_text(sheet.read_text("utf-8").replace("status: approved", "status: machine"))
    done = shell(f"cm render story.yaml {TINY} --final 2>&1 | head -c1", tiny_story)
    assert done.returncode == ExitCode.REVIEW
    assert not (tiny_story.parent / "output").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_what_cannot_be_printed_is_published_and_said(tiny_story: Path) -> None:
    done = shell(f"cm render story.yaml {TINY} --final > /dev/full", tiny_story)
    assert done.returncode == ExitCode.DISK
    assert "v1 is published, but what was printed could not be" in done.stderr
    assert (tiny_story.parent / "output/2025-01-13/tiny-story/v1/manifest.json").is_file()


def test_a_folder_named_latest_is_told_and_everything_goes_out(tiny_story: Path) -> None:
    own = tiny_story.parent / "output/2025-01-13/tiny-story/latest"
    own.mkdir(parents=True)
    (own / "mine").touch()
    for _ in range(2):
        done = shell(f"cm render story.yaml {TINY} --final --json", tiny_story)
        assert done.returncode == ExitCode.OK
        assert "latest is a folder of its own" in done.stderr
        assert json.loads(done.stdout)["notes"]
    assert sorted(p.name for p in own.parent.iterdir()) == ["latest", "v1"]


def final(story: Path, output: Path, meanwhile: Callable[[], object], goal: Goal) -> Path:
    done: list[Event] = []

    def on_event(event: Event) -> None:
        if event.stage is Stage.RENDER and not done:
            done.append(event)
            meanwhile()

    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    return make_clip(Request(sources=sources, output=output, goal=goal), on_event).folder


CHANGES: dict[str, tuple[str, str, str]] = {
    "an approval is withdrawn": ("approved\\n", "machine\\n", "c1 is not approved any more"),
    "a text changes": ("They said it was training", "They said no", "c1 is "),
    "somebody else approved": ("An editor", "Another", "c1 is another one"),
    "what was said changes": ("모릅니다", "몰라요", "c2 is "),
    "it cannot be read": ("version: 1", "version: [", "interview.cues.yaml was edited"),
}


def edited(sheet: Path, old: str, new: str) -> None:
    text = sheet.read_text("utf-8")
    old, new = old.replace("\\n", "\n"), new.replace("\\n", "\n")
    assert old in text
    sheet.write_text(text.replace(old, new), "utf-8")


def gate(story: Path) -> AbstractContextManager[None]:
    """Return the gate that is asked again, with what a final would be made from now."""
    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    decided = decide(sources, None)
    made = MadeClip(
        story=decided.gathered.story,
        timeline=decided.timeline,
        plan=decided.plan,
        facts=decided.gathered.facts,
        sheets=decided.sheets,
    )
    return still_cleared(decided, sources, (), made)


@pytest.mark.parametrize("change", CHANGES)
def test_the_gate_is_asked_again_before_a_final_goes_out(tiny_story: Path, change: str) -> None:
    old, new, told = CHANGES[change]
    asked = gate(tiny_story)
    edited(tiny_story.with_name("interview.cues.yaml"), old, new)
    with pytest.raises(ChangedError, match="nothing was published") as refused, asked:
        pytest.fail("it went out")
    assert told in refused.value.message


@pytest.mark.parametrize("name", ["interview.cues.yaml", "story.yaml", "interview.mp4"])
def test_what_is_gone_is_asked_for(tiny_story: Path, name: str) -> None:
    asked = gate(tiny_story)
    tiny_story.with_name(name).unlink()
    with pytest.raises(ChangedError, match=name), asked:
        pytest.fail("it went out")


def test_a_comment_in_the_sheet_keeps_nothing_back(tiny_story: Path) -> None:
    asked = gate(tiny_story)
    edited(tiny_story.with_name("interview.cues.yaml"), "version: 1", "# seen\nversion: 1")
    with asked:
        pass


@pytest.mark.parametrize("goal", [Goal.FINAL, Goal.AUTO])
def test_an_approval_that_is_withdrawn_while_it_renders_holds(
    tiny_story: Path, tmp_path: Path, goal: Goal
) -> None:
    sheet = tiny_story.with_name("interview.cues.yaml")

    def withdraw() -> None:
        edited(sheet, "They said it was training\\n  status: approved", "No\\n  status: machine")

    with pytest.raises(ChangedError, match="c1 is not approved any more"):
        final(tiny_story, tmp_path / "out", withdraw, goal)
    assert not list((tmp_path / "out").rglob("*"))


@pytest.mark.parametrize("planted", ["2025-01-13", "2025-01-13/tiny-story"])
def test_a_planted_link_is_named_before_anything_is_made(
    tiny_story: Path, tmp_path: Path, planted: str
) -> None:
    outside, link = tmp_path / "outside", tmp_path / "out" / planted
    outside.mkdir()
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    with pytest.raises(DiskError, match=f"{planted} is a link that leads out of"):
        final(tiny_story, tmp_path / "out", lambda: pytest.fail("it rendered"), Goal.FINAL)
    assert not list(outside.iterdir())


def test_import_writes_nowhere_but_beside_the_story(tiny_story: Path, tmp_path: Path) -> None:
    sheet, outside = tiny_story.with_name("interview.cues.yaml"), tmp_path / "outside.yaml"
    sheet.unlink()
    sheet.symlink_to(outside)
    given = tiny_story.with_name("given.en.srt")
    given.write_text("1\n00:00:00,100 --> 00:00:00,900\nThey said it was training\n")
    done = shell(f"cm subtitles import story.yaml {given.name} --as Kim", tiny_story)
    assert done.returncode == ExitCode.DISK, done.stderr
    assert "interview.cues.yaml is a link that leads out of" in done.stderr
    assert not outside.exists()
