"""Broken files of every format: one clear refusal or subtitles, never anything else.

Words come back whole or not at all: what is read of a damaged file has no times and no numbers
of the format among its words.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clipmaker.errors import InputError
from clipmaker.exchange.model import SubtitleEvent
from clipmaker.exchange.read import each_once, read_subtitles
from clipmaker.exchange.table import read_table
from clipmaker.exchange.text import read_any_text
from clipmaker.exchange.times import timed

SEEDS = {
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\n<i>One</i> &amp; all\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\n-Two?\n-Yes.\n\n",
    "a.vtt": "WEBVTT\nLanguage: ko\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n"
    "STYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:02.000 line:80%\n<v Kim>One</v>\n\n"
    "2\n00:03.000 --> 00:04.000\n<ruby>Two<rt>2</rt></ruby> <00:03.500><c>more</c>\n",
    "a.ass": "[Script Info]\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,D,Kim,{\\i1}One\\Nmore{\\p1}m 0 0{\\p0}\n"
    "Dialogue: 0,0:00:03.00,0:00:04.00,D,,Two\n",
    "a.ttml": '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" '
    'xmlns:tts="http://www.w3.org/ns/ttml#styling" tickRate="10" frameRate="25"><head><styling>'
    '<style xml:id="s" tts:display="none"/></styling></head><body><div><p begin="1s" end="2s">'
    'One<br/><span style="s">hidden</span></p><p begin="30t" dur="25f">Two</p></div></body></tt>',
    "a.json": json.dumps(
        {
            "language": "ko",
            "segments": [
                {"start": 1.0, "end": 2.5, "text": " One", "avg_logprob": -0.2, "words": []},
                {"start": 3, "end": 4.0, "text": "Two", "words": [{"word": "Two", "start": 3}]},
            ],
        }
    ),
    "a.csv": "\ufeffid,start,end,speaker,source,text\r\nc1,0:01.000,0:02.000,,하나,One\r\n"
    'c2,0:03.000,0:04.000,Kim,둘,"Two, ""more"""\r\n',
}
PIECES = [
    "", "\n", "\n\n", " ", "\r", "9" * 5000, "-->", "<", ">", "&", "&#99999999999;", "{", "}", "\\",
    '"', ",", ":", "NaN", "Infinity", "null", "[" * 3000, "<span>" * 200, "\ufeff", "\x00", "\x85",
    "\u2028", "1e999", "-", "WEBVTT", "\ud7ff", "99", "encoding='foo'", "<!DOCTYPE a>", "\u202e",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, name: str) -> bytes:
    """Return a seed with parts replaced, doubled or cut off, perhaps in another encoding."""
    text = SEEDS[name]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from([0, 0, 1, 2, 10, 100])))
        piece = draw(st.sampled_from(PIECES) | st.just(text[at:end] * 2) | st.text(max_size=4))
        text = text[:at] + piece + text[end:]
    content = text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-16", "cp949"])), "ignore")
    return content[: draw(st.sampled_from([len(content)] * 3 + [len(content) // 2, 2, 1]))]


def read(name: str, content: bytes) -> tuple[SubtitleEvent, ...]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        if name.endswith(".csv"):
            read_table(file, read_any_text(file))
            return ()
        found = each_once(read_subtitles(file))
        return timed(file, found.events, offset_ms=0, duration_ms=None)


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60)
@given(data=st.data())
def test_a_mutated_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = data.draw(mutated(name))
    try:
        found = read(name, content)
    except InputError as error:
        assert str(error).strip()
        assert all(len(str(problem)) < 700 for problem in error.problems)
        return
    for event in found:
        assert 0 <= event.start_ms < event.end_ms
        assert all(event.lines)
        assert not re.search(r"\d:\d\d[.,]\d{3}\s*-->", event.text)


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("content", [b"\xff\xfe", b"\xef\xbb\xbf", b"\n\n", b",,", b"\xfe\xff\x00"])
def test_two_bytes(name: str, content: bytes) -> None:
    with pytest.raises(InputError, match=r"empty|no subtitles|not valid|WEBVTT|no column|UTF-16"):
        read(name, content)


WHOLE = st.lists(
    st.sampled_from(["We", "want 2", "1945", "-no", "to live."]), min_size=1, max_size=4
)


@given(lines=WHOLE, blank=st.booleans(), first=st.integers(0, 500), mark=st.sampled_from(["", "#"]))
@example(lines=["1945"], blank=False, first=1945, mark="")
def test_numbers_are_told_from_words(lines: list[str], blank: bool, first: int, mark: str) -> None:
    """However subtitles are numbered, their words come back and their numbers do not."""
    apart = "\n\n" if blank else "\n"
    parts = [
        f"{mark}{first + i}\n00:00:{2 * i:02},000 --> 00:00:{2 * i + 1:02},000\n{line}"
        for i, line in enumerate(lines)
    ]
    found = read("a.srt", (apart.join(parts) + "\n").encode())
    assert [event.text for event in found] == lines
