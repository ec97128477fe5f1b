"""Whole clips of the tiny profile, really rendered: what is published, and that it repeats."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from clipmaker.catalogue.index import Catalogue
from clipmaker.check.clip import check_file
from clipmaker.cli.catalogue_shown import review
from clipmaker.cues.maker import By, Maker
from clipmaker.cues.model import Status
from clipmaker.cues.reviewing.gate import Waiver
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import ReviewError
from clipmaker.machine.process import Group, in_group
from clipmaker.make.clip import Clip, Goal, Request, make_clip
from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.media.stills import read_frames
from clipmaker.profile.load import load_delivery
from clipmaker.progress import Event, Stage
from clipmaker.publish.verify import verify_folder

pytestmark = pytest.mark.slow

FILES = [
    "cover.jpg",
    "manifest.json",
    "report.json",
    "review.html",
    "review.json",
    "storyboard.jpg",
    "tiny-story.en.srt",
    "tiny-story.en.vtt",
    "tiny-story.ko.srt",
    "tiny-story.mp4",
    "transcript.txt",
]


def request(story: Path, output: Path, goal: Goal = Goal.AUTO) -> Request:
    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    return Request(sources=sources, output=output, goal=goal)


def unapprove(story: Path) -> None:
    sheet = story.parent / "interview.cues.yaml"
    text = sheet.read_text(encoding="utf-8").replace("status: approved", "status: machine", 1)
    sheet.write_text(text.replace("  approved_by: An editor\n", "", 1), encoding="utf-8")


def test_an_approved_story_becomes_a_final_with_all_its_files(
    tiny_story: Path, tmp_path: Path
) -> None:
    clip = make_clip(request(tiny_story, tmp_path / "out"))
    folder = tmp_path / "out" / "2025-01-13" / "tiny-story"
    assert clip.folder == folder / "v1"
    assert not clip.draft
    assert {p.name for p in clip.folder.iterdir()} >= set(FILES)
    assert sorted(p.name for p in folder.iterdir()) == ["latest", "v1"]
    report = json.loads((clip.folder / "report.json").read_text())
    assert report["passed"]
    assert {r["rule"]: r["verdict"] for r in report["results"]}["safe_area"] == "pass"
    manifest = json.loads((clip.folder / "manifest.json").read_text())
    assert manifest["state"] == "final"
    approvals = [cue["approved_by"] for cue in manifest["speech"][0]["cues"]]
    assert approvals == ["An editor", "An editor"]
    assert verify_folder(clip.folder).broken == ()
    review = json.loads((clip.folder / "review.json").read_text())
    assert review["counted"]["approved"] == 2
    assert check_file(clip.video, load_delivery("tiny")).passed


def test_subtitles_beside_the_clip_are_text_and_nothing_else(
    tiny_story: Path, tmp_path: Path
) -> None:
    clip = make_clip(request(tiny_story, tmp_path / "out"))
    srt = (clip.folder / "tiny-story.en.srt").read_text(encoding="utf-8")
    vtt = (clip.folder / "tiny-story.en.vtt").read_text(encoding="utf-8")
    korean = (clip.folder / "tiny-story.ko.srt").read_text(encoding="utf-8")
    assert "{\\an8}<i>%s</i>" in srt.replace("\u2060", "").replace("\n", " ")
    assert "{\\an8}" not in srt
    assert "&lt;i&gt;" in vtt
    assert "훈련이라고 했습니다" in korean


def test_nothing_changed_is_left_alone(tiny_story: Path, tmp_path: Path) -> None:
    first = make_clip(request(tiny_story, tmp_path / "out"))
    before = {p.name: p.stat().st_mtime_ns for p in first.folder.iterdir()}
    again = make_clip(request(tiny_story, tmp_path / "out"))
    assert again.unchanged
    assert again.folder == first.folder
    assert {p.name: p.stat().st_mtime_ns for p in again.folder.iterdir()} == before


def test_a_damaged_final_is_made_again_as_a_new_version(tiny_story: Path, tmp_path: Path) -> None:
    first = make_clip(request(tiny_story, tmp_path / "out"))
    good = first.video.read_bytes()
    first.video.write_bytes(good[:-1] + b"x")
    again = make_clip(request(tiny_story, tmp_path / "out"))
    assert again.folder.name == "v2"
    assert again.video.read_bytes() == good


def test_an_unapproved_cue_makes_a_draft_and_refuses_a_final(
    tiny_story: Path, tmp_path: Path
) -> None:
    unapprove(tiny_story)
    with pytest.raises(ReviewError, match=r"c1 at 0:00\.100: “They said"):
        make_clip(request(tiny_story, tmp_path / "out", Goal.FINAL))
    assert not (tmp_path / "out").exists()
    clip = make_clip(request(tiny_story, tmp_path / "out"))
    assert clip.draft
    assert clip.folder.name == "draft"
    assert clip.waiting == ("interview.mp4 c1",)


def test_a_waived_cue_goes_out_and_the_manifest_says_by_whose_word(
    tiny_story: Path, tmp_path: Path
) -> None:
    unapprove(tiny_story)
    waiver = Waiver(footage="interview.mp4", cue="c1", who="Kim", reason="On air at nine")
    asked = replace(request(tiny_story, tmp_path / "out", Goal.FINAL), waivers=(waiver,))
    clip = make_clip(asked)
    assert (clip.folder.name, clip.draft, clip.waiting) == ("v1", False, ())
    manifest = json.loads((clip.folder / "manifest.json").read_text())
    assert manifest["waivers"] == [
        {"footage": "interview.mp4", "cue": "c1", "who": "Kim", "reason": "On air at nine"}
    ]
    assert manifest["speech"][0]["cues"][0]["status"] == "machine"
    (entry,) = Catalogue(tmp_path / "out", tmp_path / "index.sqlite").entries()
    assert review(entry) == "2 of 2 cleared: 1 approved, 1 waived"


def test_what_a_clip_does_not_show_is_not_counted_as_unapproved(
    tiny_story: Path, tmp_path: Path
) -> None:
    with (tiny_story.parent / "interview.cues.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write("\n- id: c9\n  start: 0:01.100\n  end: 0:01.400\n  text: Not shown\n")
    clip = make_clip(request(tiny_story, tmp_path / "out", Goal.FINAL))
    manifest = json.loads((clip.folder / "manifest.json").read_text())
    cues = manifest["speech"][0]["cues"]
    assert [(cue["id"], cue["shown"]) for cue in cues] == [
        ("c1", True),
        ("c2", True),
        ("c9", False),
    ]
    (entry,) = Catalogue(tmp_path / "out", tmp_path / "index.sqlite").entries()
    assert review(entry) == "2 of 2 approved"


def test_a_corrected_subtitle_renders_only_what_it_changes(
    tiny_story: Path, tmp_path: Path
) -> None:
    """A person's first word changes the credit of the whole footage; the next change one piece."""
    sheet = tiny_story.parent / "interview.cues.yaml"
    found = load(sheet)
    heard = Maker(by=By.MACHINE, name="faster-whisper base")
    first = replace(
        found.cues[0], text_by=(heard,), status=Status.MACHINE, approved_by="", approved_at=""
    )
    save(replace(found, cues=(first, *found.cues[1:])), sheet)
    make_clip(request(tiny_story, tmp_path / "out"))
    footage = {"footage 2 from frame 0", "footage 2 from frame 15"}
    for before, after, rendered in (
        ("They said it was", "They told us", footage),
        ("They told us", "They told us,", {"footage 2 from frame 0"}),
        ("I don't know", "I don't know,", {"footage 2 from frame 15"}),
    ):
        text = sheet.read_text(encoding="utf-8")
        assert before in text
        sheet.write_text(text.replace(before, after), encoding="utf-8")
        seen: list[Event] = []
        clip = make_clip(request(tiny_story, tmp_path / "out"), seen.append)
        told = [e.message for e in seen if e.stage is Stage.RENDER and e.message]
        made = {m.removeprefix("rendered ").split(",")[0] for m in told if m.startswith("rendered")}
        kept = {m.removeprefix("kept ").split(",")[0] for m in told if m.startswith("kept")}
        assert made == rendered
        assert kept >= footage - rendered
        assert len(made) + len(kept) == 5
        assert clip.report is not None
        assert clip.report.passed


def test_brand_colours_are_exact_on_cards_and_over_footage(
    tiny_story: Path, tmp_path: Path
) -> None:
    clip = make_clip(request(tiny_story, tmp_path / "out"))
    decided = decide(Sources(story=tiny_story, profile="tiny"), None)
    accent = decided.gathered.brand.colours.accent
    wanted = np.array([int(accent[i : i + 2], 16) for i in (1, 3, 5)])
    footage = decided.timeline.shots[1]
    end = decided.timeline.shots[-1]
    moments = (footage.start_frame + 5, end.end_frame - 1)
    frames = read_frames(clip.video, moments, Fraction(30))
    for moment in moments:
        near = np.abs(frames[moment].astype(int) - wanted).max(axis=2) <= 12
        assert near.sum() > 40


def test_cutting_footage_into_segments_shows_the_frames_of_one_long_pass(
    tiny_story: Path, tmp_path: Path
) -> None:
    from clipmaker.render.grid import grid_frames
    from clipmaker.tools.ffmpeg import run_ffmpeg
    from clipmaker.tools.graph import arguments, pipe_output

    decided = decide(Sources(story=tiny_story, profile="tiny"), None)
    media = decided.gathered.facts.media[tiny_story.parent / "interview.mp4"]

    def frames(first: int, count: int, in_ms: int = 350) -> bytes:
        stream = grid_frames(media, in_ms, first, count, Fraction(30)).filter("format", "gray")
        output = pipe_output([stream], format="rawvideo", fps_mode="passthrough")
        return run_ffmpeg(arguments([output]), doing="frames").stdout

    whole = frames(0, 30)
    assert len(whole) == 30 * 320 * 180
    assert b"".join(frames(a, b - a) for a, b in ((0, 7), (7, 8), (8, 21), (21, 30))) == whole


def test_ctrl_c_leaves_nothing_and_exits_with_130(tiny_story: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    child = subprocess.Popen(
        [
            *(sys.executable, "-m", "clipmaker", "render", str(tiny_story), "-v"),
            *("--output", str(output), "--profile", "tiny", "--subtitle-profile", "tiny"),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stderr is not None
    for line in child.stderr:
        if "rendered" in line:
            break
    child.send_signal(signal.SIGINT)
    said = child.stderr.read()
    assert child.wait(timeout=60) == 130, said
    assert "Traceback" not in said
    assert not output.exists() or not [p for p in output.rglob("*") if p.is_file()]


def test_killed_at_any_moment_the_next_run_finishes_and_nothing_half_is_published(
    tiny_story: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    command = [
        *(sys.executable, "-m", "clipmaker", "render", str(tiny_story)),
        *("--output", str(output), "--profile", "tiny", "--subtitle-profile", "tiny"),
    ]
    for delay_s in (0.6, 1.4, 2.2):
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        time.sleep(delay_s)
        child.kill()
        child.wait()
        for folder in output.glob("*/*/v*"):
            assert {p.name for p in folder.iterdir()} >= set(FILES)
    clip = make_clip(request(tiny_story, output))
    assert {p.name for p in clip.folder.iterdir()} >= set(FILES)
    clip_dir = clip.folder.parent
    assert not [p for p in clip_dir.iterdir() if p.name.startswith(".work")]


def test_a_stopped_job_says_so_and_leaves_nothing(tiny_story: Path, tmp_path: Path) -> None:
    from clipmaker.machine.process import StoppedError

    group = Group()
    group.stop()
    with pytest.raises(StoppedError), in_group(group):
        make_clip(request(tiny_story, tmp_path / "out"))
    assert not list((tmp_path / "out").rglob("*"))


def test_correcting_an_approved_subtitle_withdraws_its_approval(
    tiny_story: Path, tmp_path: Path
) -> None:
    make_clip(request(tiny_story, tmp_path / "out"))
    sheet = tiny_story.parent / "interview.cues.yaml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("They said it was", "They told us"), encoding="utf-8")
    clip = make_clip(request(tiny_story, tmp_path / "out"))
    assert clip.draft
    assert clip.waiting == ("interview.mp4 c1",)


def test_changed_footage_bytes_change_the_clip(
    tiny_story: Path, footage_maker: Callable[..., Path]
) -> None:
    one = decide(Sources(story=tiny_story, profile="tiny"), None)
    footage_maker(tiny_story.parent / "interview.mp4", seconds=1.4)
    other = decide(Sources(story=tiny_story, profile="tiny"), None)
    changed = [a.key != b.key for a, b in zip(one.plan.segments, other.plan.segments, strict=True)]
    seen = [bool(s.media or (s.before and s.before.media)) for s in one.plan.segments]
    assert changed == seen == [False, True, True, True, False]


def test_clip_is_a_value() -> None:
    clip = Clip(folder=Path("x"), slug="s", draft=False, unchanged=False, report=None)
    assert replace(clip, slug="t").video == Path("x/t.mp4")
