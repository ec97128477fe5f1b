"""What we write passes the W3C's WebVTT rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strict_webvtt import NotWebVttError, parse

from clipmaker.exchange.write import TimedText, to_vtt

GOOD = "WEBVTT\n\nNOTE x\n\nid\n00:01.000 --> 01:00:02.000\na &lt;b&gt; &amp; c\nd\n"


def test_the_strict_reader_reads() -> None:
    assert parse(GOOD) == [(1000, 3_602_000, "a <b> & c\nd")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("WEBVTT", "WEBVT"),
        ("WEBVTT\n\n", "WEBVTT\n"),
        ("00:01.000 -->", "00:01,000 -->"),
        ("00:01.000 -->", "0:01.000 -->"),
        ("00:01.000 -->", "00:01.000-->"),
        ("01:00:02.000", "00:01.000"),
        ("01:00:02.000", "01:00:62.000"),
        ("&lt;b", "<b"),
        ("&amp;", "&"),
        ("\na &lt;b&gt; &amp; c\nd", ""),
        ("\nd\n", "\nd --> e\n"),
        ("NOTE x", "NOTE x --> y"),
        ("\nd\n", "\r\nd\n"),
        ("\nd\n", "\nd"),
    ],
)
def test_the_strict_reader_is_strict(old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(NotWebVttError):
        parse(GOOD.replace(old, new, 1))


CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co"))
TRAPS = ["a --> b", "<v Kim>a</v>", "&amp;", "NOTE", "STYLE", "1", "{\\an8}", "\\N", "  "]
LINES = st.lists(
    st.text(alphabet=CHARACTERS, max_size=20)
    | st.sampled_from([*TRAPS, "00:01.000 --> 00:02.000"]),
    max_size=3,
)


@st.composite
def cues(draw: st.DrawFn) -> list[TimedText]:
    at, found = 0, []
    for _ in range(draw(st.integers(0, 5))):
        start = at + draw(st.integers(0, 4_000_000))
        at = start + draw(st.integers(0, 4_000_000))
        found.append(TimedText(start_ms=start, end_ms=at, lines=tuple(draw(LINES))))
    return found


@given(cues(), st.sampled_from(["", "en", "ko"]))
def test_whatever_is_said_the_file_is_valid_and_says_it(
    written: list[TimedText], language: str
) -> None:
    expected = []
    for cue in written:
        lines = [" ".join(line.split()) for line in cue.lines]
        text = "\n".join(line for line in lines if line)
        if text and cue.start_ms < cue.end_ms:
            expected.append((cue.start_ms, cue.end_ms, text))
    assert parse(to_vtt(written, language=language)) == expected
