"""Subtitle files and the transcript: text comes out as written."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pysubs2
from cue_values import cue, machine_cue
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cues.model import Status
from clipmaker.exchange.write import TimedText, to_srt, to_vtt
from clipmaker.publish.transcript import transcript
from clipmaker.story.model import Card, Footage, Story
from clipmaker.timeline.model import PlacedCue, Shot, Timeline

NASTY = TimedText(
    start_ms=1500, end_ms=3_723_004, lines=("Tom & <b>Jerry</b> --> {\\an8}", "a\\Nb \\h: 5 < 6%")
)


def test_srt() -> None:
    assert to_srt([NASTY]) == (
        "1\n00:00:01,500 --> 01:02:03,004\n"
        "Tom & <\u2060b>Jerry<\u2060/b> --> {\u2060\\an8}\na\\\u2060Nb \\\u2060h: 5 < 6%\n"
    )


def test_vtt() -> None:
    assert to_vtt([NASTY], language="en") == (
        "WEBVTT\n\nNOTE Language: en\n\n1\n00:00:01.500 --> 01:02:03.004\n"
        "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt; --&gt; {\\an8}\na\\Nb \\h: 5 &lt; 6%\n"
    )


def test_files_without_cues_are_valid() -> None:
    assert to_vtt([]) == "WEBVTT\n"
    assert to_srt([]).strip() == ""


def test_empty_lines_never_end_a_cue_early() -> None:
    text = TimedText(start_ms=0, end_ms=1000, lines=("one", " ", "two\n\nthree"))
    assert to_srt([text]).count("\n\n") == 0
    assert to_vtt([text]).split("\n\n")[1].endswith("one\ntwo three\n")


def test_other_readers_understand_them() -> None:
    cues = [
        TimedText(start_ms=i * 2000, end_ms=i * 2000 + 1500, lines=("Hi.", "你好")) for i in (0, 1)
    ]
    for text, form in ((to_srt(cues), "srt"), (to_vtt(cues, language="en"), "vtt")):
        read = pysubs2.SSAFile.from_string(text, form)
        assert [(e.start, e.end, e.plaintext) for e in read] == [
            (0, 1500, "Hi.\n你好"),
            (2000, 3500, "Hi.\n你好"),
        ]


@given(st.text(alphabet="ab<>&{}\\-> \n1NnhHi/", max_size=30))
def test_webvtt_text_is_escaped(text: str) -> None:
    written = to_vtt([TimedText(start_ms=0, end_ms=1000, lines=(text,))])
    payload = written.split("00:00:01.000\n", 1)[-1] if "-->" in written else ""
    assert "<" not in payload
    assert "-->" not in payload
    unescaped = payload.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert unescaped.strip() == " ".join(text.split())


def test_transcript_holds_both_languages_and_how_far_they_are_checked() -> None:
    footage = Footage(file=Path("/story/interview.mp4"), credit="Border Guard Service")
    story = Story(
        file=Path("/story/story.yaml"),
        date=date(2025, 1, 13),
        slug="x",
        headline="Captured",
        shots=(Card(kind="title", fields={"text": "Two *captured*", "notes": ("a", "b")}), footage),
    )
    placed = [
        PlacedCue(footage="interview.mp4", id=f"c{i}", start_frame=30 * i + 60,
                  end_frame=30 * i + 90, lines=("x",))
        for i in (1, 2)
    ]  # fmt: skip
    timeline = Timeline(
        rate=Fraction(30),
        frames=300,
        shots=(
            Shot(index=0, item=story.shots[0], start_frame=0, frames=60),
            Shot(
                index=1, item=footage, start_frame=60, frames=240, cues=tuple(placed), spoken="ko"
            ),
        ),
        sounds=(),
    )
    cues = (
        cue("c1", text="One.", source="하나", status=Status.APPROVED, speaker="Soldier"),
        machine_cue("c2", text="Two.", source="둘"),
        cue("c3", text="Not shown."),
    )
    assert transcript(story, timeline, {1: cues}) == (
        "Captured\n2025-01-13\n\n[0:00.0]\nTwo captured\na\nb\n\n"
        "[0:02.0]\nBorder Guard Service, in Korean\n\n0:03.0 - 0:04.0\n"
        "Soldier: 하나\nSoldier: One.\n\n"
        "0:04.0 - 0:05.0  [machine translation, not checked]\n둘\nTwo.\n"
    )
