"""Cuts of editing programs come back into a story: what export wrote, and other programs' files."""

import json
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from stories import Clipmaker

TINY = ("--profile", "tiny", "--subtitle-profile", "tiny")


def time(value: float, rate: float) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "value": value, "rate": rate}


def span(start: float, length: float, rate: float) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": time(start, rate),
        "duration": time(length, rate),
    }


def other_program(*clips: tuple[str, float, float], **more: Any) -> str:
    """A timeline in older schemas at 25 frames a second, of files that begin at ten o'clock."""
    ten = 10 * 3600 * 25
    children = [
        {
            "OTIO_SCHEMA": "Clip.1",
            "name": "A001_C002",
            "source_range": span(ten + start * 25, length * 25, 25.0),
            "media_reference": {
                "OTIO_SCHEMA": "ExternalReference.1",
                "target_url": url,
                "available_range": span(ten, 1.52 * 25, 25.0),
            },
            **more,
        }
        for url, start, length in clips
    ]
    track = {"OTIO_SCHEMA": "Track.1", "kind": "Video", "name": "V1", "children": children}
    sound = {**track, "kind": "Audio", "name": "A1"}
    stack = {"OTIO_SCHEMA": "Stack.1", "children": [sound, track]}
    return json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "Sequence 1", "tracks": stack})


def test_what_was_exported_comes_back_as_it_was(clipmaker: Clipmaker, story: Path) -> None:
    assert clipmaker("export", story, *TINY).code == 0
    before, file = story.read_text("utf-8"), story.parent / "tiny-story.otio"
    done = clipmaker("import-timeline", story, file)
    assert (done.code, done.out, done.err) == (0, "nothing changes\n", "")
    assert story.read_text("utf-8") == before
    # Trimmed in a program that keeps the rest.
    timeline = otio.adapters.read_from_file(str(file))
    footage = timeline.tracks[0][1]
    footage.source_range = otio.opentime.TimeRange(
        otio.opentime.RationalTime(6, 30), otio.opentime.RationalTime(21, 30)
    )
    otio.adapters.write_to_file(timeline, str(file))
    shown = clipmaker("import-timeline", story, file, "--dry-run")
    told = "interview.mp4 (line 7), 0:00 to 0:01: in 0:00.200, out 0:00.900\n"
    assert shown.out == f"{told}nothing was written\n"
    assert story.read_text("utf-8") == before
    done = clipmaker("import-timeline", story, file)
    assert (done.code, done.out, done.err) == (0, told, "")
    assert story.read_text("utf-8") == before.replace(
        '    out: "0:01"\n', '    out: "0:00.900"\n    in: 0:00.200\n'
    )
    assert clipmaker("import-timeline", story, file).out == "nothing changes\n"


@pytest.mark.parametrize(
    "url",
    ["file:///D:/Rushes/interview.mp4", "file://localhost/C%3A/r/interview.mp4", "interview.mp4",
     "D:\\Rushes\\interview.mp4"],
)  # fmt: skip
def test_another_program_s_cuts_are_taken(clipmaker: Clipmaker, story: Path, url: str) -> None:
    Path("cut.otio").write_text(other_program((url, 0.4, 0.8)), "utf-8")
    done = clipmaker("import-timeline", story, "cut.otio")
    assert (done.code, done.err) == (0, "")
    assert "in 0:00.400, out 0:01.200" in done.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (other_program(("interview.mp4", 0, 0.5), ("interview.mp4", 0.8, 0.4)),
         "the story shows it once, the timeline twice"),
        (other_program(("rain.mp4", 0, 0.5)), "rain.mp4: it is no footage of the story"),
        (other_program(("interview.mp4", -2, 1)), "it begins before its file does"),
        (other_program(("interview.mp4", 0, 0.5), effects=[
            {"OTIO_SCHEMA": "LinearTimeWarp.1", "name": "", "metadata": {},
             "effect_name": "LinearTimeWarp", "time_scalar": 2.0}]), "its speed was changed"),
    ],
)  # fmt: skip
def test_what_does_not_map_is_said(clipmaker: Clipmaker, story: Path, text: str, said: str) -> None:
    before = story.read_bytes()
    Path("cut.otio").write_text(text, "utf-8")
    done = clipmaker("import-timeline", story, "cut.otio")
    assert (done.code, done.out) == (0, "nothing changes\n")
    assert said in done.err
    assert story.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b"<xmeml/>", b"\xff\xfe\x00", b'{"OTIO_SCHEMA": "Clip.1"}']
)
def test_what_is_no_timeline_is_refused(clipmaker: Clipmaker, story: Path, content: bytes) -> None:
    Path("cut.otio").write_bytes(content)
    done = clipmaker("import-timeline", story, "cut.otio")
    assert (done.code, done.out) == (3, "")
    assert "cut.otio" in done.err


def test_what_is_not_there_is_said(clipmaker: Clipmaker, story: Path) -> None:
    Path("cut.otio").write_text(other_program(("interview.mp4", 0.4, 0.8)), "utf-8")
    for arguments in (("nowhere.yaml", "cut.otio"), (story, "nowhere.otio"), (".", "cut.otio")):
        done = clipmaker("import-timeline", *arguments)
        assert (done.code, done.out) == (3, "")
