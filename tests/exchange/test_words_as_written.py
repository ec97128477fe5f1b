"""Words stay words, what is hidden stays hidden, and a language is the one that is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clipmaker.errors import InputError
from clipmaker.exchange.model import SubtitleFile
from clipmaker.exchange.read import read_subtitles
from clipmaker.exchange.write import TimedText, to_srt

SRT_TIMES = "1\n00:00:01,000 --> 00:00:03,000\n"
VTT_TIMES = "WEBVTT\n\n00:01.000 --> 00:03.000\n"
ASS = "[Events]\nDialogue: 0,0:00:01.00,0:00:03.00,D,,0,0,0,,"


def read(tmp_path: Path, name: str, content: str) -> SubtitleFile:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    return read_subtitles(file)


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.vtt", f"{VTT_TIMES}a < b and c > d\n", ("a < b and c > d",)),
        ("a.srt", f"{SRT_TIMES}x < s or t > y\n", ("x < s or t > y",)),
        ("a.srt", f"{SRT_TIMES}< i >One< / i > two\n", ("One two",)),
        ("a.srt", f"{SRT_TIMES}One\\Ntwo\\hthree\n", ("One", "two three")),
    ],
)
def test_only_tags_are_taken_for_tags(
    tmp_path: Path, name: str, content: str, lines: tuple[str, ...]
) -> None:
    assert [event.lines for event in read(tmp_path, name, content).events] == [lines]


def test_a_backslash_of_ours_comes_back_as_one(tmp_path: Path) -> None:
    told = TimedText(start_ms=1000, end_ms=3000, lines=(r"C:\New\home",))
    assert read(tmp_path, "a.srt", to_srt([told])).events[0].lines == told.lines


@pytest.mark.parametrize(
    ("text", "left", "hidden"),
    [
        (r"{\alpha&HFF&}never {\alpha&H00&}seen", "seen", "never"),
        (r"Shown {\1a&HFF&}not shown{\r} again", "Shown again", "not shown"),
        (r"{\alpha&H80&}half clear", "half clear", ""),
    ],
)
def test_words_that_are_clear_as_glass_are_left_out_and_said(
    tmp_path: Path, text: str, left: str, hidden: str
) -> None:
    found = read(tmp_path, "a.ass", f"{ASS}{text}\n")
    assert [event.text for event in found.events] == [left]
    assert [note for note in found.notes if f"“{hidden}”" in note] == list(found.notes)
    assert bool(found.notes) == bool(hidden)


SEGMENT = {"start": 1.0, "end": 3.0, "text": " It was training."}


@pytest.mark.parametrize(
    "whole",
    [
        {"params": {"translate": True}, "result": {"language": "ko"}, "transcription": [SEGMENT]},
        {"task": "translate", "language": "korean", "segments": [SEGMENT]},
    ],
)
def test_what_an_engine_translated_is_english(tmp_path: Path, whole: dict[str, object]) -> None:
    assert read(tmp_path, "a.json", json.dumps(whole)).language == "en"
    heard = {**whole, "task": "transcribe", "params": {"translate": False}}
    assert read(tmp_path, "b.json", json.dumps(heard)).language == "ko"


@pytest.mark.parametrize(
    "times",
    [
        {"start": "1.0", "end": "3"},
        {"start": "00:00:01.000", "end": "0:03"},
        {"timestamps": {"from": "00:00:01,000", "to": "00:00:03,000"}},
    ],
)
def test_times_that_are_texts(tmp_path: Path, times: dict[str, object]) -> None:
    data = json.dumps({"segments": [{"text": "One.", **times}]})
    assert [(e.start_ms, e.end_ms) for e in read(tmp_path, "a.json", data).events] == [(1000, 3000)]


def test_an_engine_that_heard_nothing_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are no subtitles in it"):
        read(tmp_path, "a.json", '{"text": "", "segments": []}')


def _divisions(*languages: str) -> str:
    parts = [f'<div xml:lang="{code}"><p begin="1s" end="3s">words</p></div>' for code in languages]
    return f'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body>{"".join(parts)}</body></tt>'


def test_subtitles_in_two_languages_are_never_mixed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"several languages \(en, ko\)"):
        read(tmp_path, "a.ttml", _divisions("ko", "en"))
    assert read(tmp_path, "b.ttml", _divisions("ko", "ko")).language == "ko"
    assert read(tmp_path, "c.ttml", _divisions("en-GB", "")).language == "en"
