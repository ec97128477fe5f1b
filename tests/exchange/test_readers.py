"""Subtitle files of other programs: words stay, styles go, times are exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cues.model import Confidence, Word
from clipmaker.door.invisible import visible
from clipmaker.errors import InputError
from clipmaker.exchange.model import SubtitleEvent, SubtitleFile
from clipmaker.exchange.read import is_subtitles, read_subtitles
from clipmaker.exchange.srt import read_srt
from clipmaker.exchange.vtt import read_vtt
from clipmaker.exchange.write import TimedText, to_srt, to_vtt

NOWHERE = Path("x")
ARROW = """\
1
00:00:01,000 --> 00:00:02,000
--> this way
and 5 --> 6
"""


def read(tmp_path: Path, name: str, content: str | bytes) -> SubtitleFile:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_subtitles(file)


def told(found: SubtitleFile) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(event.start_ms, event.end_ms, event.lines) for event in found.events]


SRT = """\
1
00:00:01,000 --> 00:00:02,500
<i>Hello</i> <font color="#ff0000">there</font>, 5 > 3
{\\an8}and <laughs> {sic}

2
00:00:03.5 --> 00:00:04,000  X1:117 X2:602
He was born in

1945

17
01:00:05,000 --> 01:00:06,000
<b>last</b>
1946
"""


def test_subrip(tmp_path: Path) -> None:
    found = read(tmp_path, "a.srt", SRT)
    assert told(found) == [
        (1000, 2500, ("Hello there, 5 > 3", "and <laughs> {sic}")),
        (3500, 4000, ("He was born in", "1945")),
        (3_605_000, 3_606_000, ("last", "1946")),
    ]
    assert [event.place for event in found.events] == ["line 2", "line 7", "line 13"]
    assert not found.machine


def test_an_arrow_in_a_text_is_text(tmp_path: Path) -> None:
    assert told(read(tmp_path, "a.srt", ARROW)) == [(1000, 2000, ("--> this way", "and 5 --> 6"))]


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_line_ends_and_marks_of_any_system(tmp_path: Path, mark: bytes) -> None:
    plain = told(read(tmp_path, "a.srt", SRT))
    for content in (
        SRT.encode(),
        SRT.replace("\n", "\r\n").encode(),
        SRT.replace("\n", "\r").encode(),
    ):
        assert told(read(tmp_path, "b.SRT", mark + content)) == plain
    assert told(read(tmp_path, "c.srt", SRT.replace("\n", "\r\n").encode("utf-16"))) == plain


VTT = """\
WEBVTT Some title
Language: ko

STYLE
::cue { color: lime }

NOTE 00:00.000 is
no subtitle

first
00:01.000 --> 00:02.500 align:start position:10%
<v.loud Kim Il>안녕 <c.yellow>친구</c> &amp; 5 &gt; 3&lrm;</v>

01:00:05.000 --> 01:00:06.000
<00:00:05.500>one <i>two</i>
three
"""


def test_webvtt(tmp_path: Path) -> None:
    found = read(tmp_path, "a.vtt", VTT)
    assert told(found) == [
        (1000, 2500, ("안녕 친구 & 5 > 3",)),
        (3_605_000, 3_606_000, ("one two", "three")),
    ]
    assert [event.speaker for event in found.events] == ["Kim Il", ""]
    assert found.language == "ko"


ASS = """\
[Script Info]
ScriptType: v4.00+

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not shown
Dialogue: 0,0:00:01.00,0:00:02.50,Default,Kim,0,0,0,,{\\i1\\k20}Hello{\\i0}, there\\Nsecond\\hline
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}
"""


def test_two_voices_in_one_cue_of_webvtt_get_a_dash_each(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Kim>Your name?\n<v.loud Lee>Ri.</v>\n\n"
        "00:04.000 --> 00:05.000\n<v Kim>And\nyour age?</v>\n\n"
        "00:06.000 --> 00:07.000\nUnknown\n<v Kim>Known\n"
    )
    file = tmp_path / "a.vtt"
    file.write_text(text, "utf-8")
    found = read_subtitles(file).events
    assert [(e.speaker, e.lines) for e in found] == [
        ("Kim / Lee", ("– Your name?", "– Ri.")),
        ("Kim", ("And", "your age?")),
        ("Kim", ("Unknown", "Known")),
    ]


def test_advanced_substation(tmp_path: Path) -> None:
    found = read(tmp_path, "a.ass", ASS)
    assert told(found) == [(1000, 2500, ("Hello, there", "second line"))]
    assert found.events[0].speaker == "Kim"


TTML = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en-GB"
    ttp:frameRate="25" ttp:tickRate="10000000">
  <head><metadata>
    <ttm:agent xml:id="k" type="person"><ttm:name>Kim</ttm:name></ttm:agent>
  </metadata></head>
  <body><div begin="10s">
    <p begin="00:00:01.000" end="00:00:02:12" ttm:agent="k">Hello
       <span style="x">there</span><br/>second<ttm:desc>a door</ttm:desc> line</p>
    <p begin="30000000t" dur="25f">A &lt;b&gt; &amp; c</p>
    <p><span begin="5s" end="6s">one</span> <span begin="6s" end="7s">two</span></p>
  </div></body>
</tt>
"""


def test_ttml(tmp_path: Path) -> None:
    found = read(tmp_path, "a.ttml", TTML)
    assert told(found) == [
        (11_000, 12_480, ("Hello there", "second line")),
        (13_000, 14_000, ("A <b> & c",)),
        (15_000, 16_000, ("one",)),
        (16_000, 17_000, ("two",)),
    ]
    assert found.events[0].speaker == "Kim"
    assert found.language == "en"


def test_ttml_of_older_namespaces(tmp_path: Path) -> None:
    old = TTML.replace("http://www.w3.org/ns/ttml", "http://www.w3.org/2006/10/ttaf1")
    assert told(read(tmp_path, "a.dfxp", old)) == told(read(tmp_path, "a.xml", TTML))


def test_a_paragraph_with_words_outside_its_timed_parts_stays_whole(tmp_path: Path) -> None:
    part = '<p begin="1s" end="3s">one <span begin="1s" end="2s">two</span> three</p>'
    whole = f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{part}</div></body></tt>'
    assert told(read(tmp_path, "a.ttml", whole)) == [(1000, 3000, ("one two three",))]


BOMB = """\
<!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">&b;&c;</p></div></body></tt>
"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BOMB, "document type or entities"),
        ("<tt", "not valid XML"),
        ("<html/>", "expected a TTML document"),
        (TTML.replace('"30000000t"', '"soon"'), "after subtitle 1: expected a time"),
        (TTML.replace(' dur="25f"', "").replace("</div>", "</div>"), "a text without an end"),
        (TTML.replace('<div begin="10s">', '<div timeContainer="seq">'), "timeContainer=seq"),
        (f"<tt>{'<body><div>' + '<div>' * 60}<p/>{'</div>' * 61}</body></tt>", "nested too deep"),
    ],
)
def test_what_is_no_ttml(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, "a.ttml", content)


WHISPER = {
    "text": "…",
    "language": "Korean",
    "segments": [
        {
            "start": 1.0,
            "end": 2.5,
            "text": " 그는 말했다",
            "avg_logprob": -0.2345,
            "no_speech_prob": 0.01,
            "compression_ratio": 1.2,
            "words": [
                {"word": " 그는", "start": 1.0, "end": 1.4, "probability": 0.91},
                {"word": " 말했다", "start": 1.4, "end": 2.4, "probability": 0.5},
                {"word": " 2"},
            ],
        },
        {"start": 3, "end": 4, "text": "끝"},
    ],
}


def test_whisper_json(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", json.dumps(WHISPER))
    assert (found.machine, found.language) == (True, "ko")
    assert found.events[0] == SubtitleEvent(
        start_ms=1000,
        end_ms=2500,
        lines=("그는 말했다",),
        place="segment 1",
        words=(
            Word(text="그는", start_ms=1000, end_ms=1400, probability=0.91),
            Word(text="말했다", start_ms=1400, end_ms=2400, probability=0.5),
        ),
        heard=Confidence(avg_logprob=-0.234, no_speech_prob=0.01, compression_ratio=1.2),
    )
    assert found.events[1].heard is None
    assert told(read(tmp_path, "b.json", json.dumps(WHISPER["segments"]))) == told(found)


def test_whisper_cpp_json(tmp_path: Path) -> None:
    data = {
        "result": {"language": "ko"},
        "transcription": [{"offsets": {"from": 1000, "to": 2500}, "text": " 그는"}],
    }
    found = read(tmp_path, "a.json", json.dumps(data))
    assert (told(found), found.language) == ([(1000, 2500, ("그는",))], "ko")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "[1", "not valid JSON"),
        ("a.json", "{}", "expected a list"),
        ("a.json", '[{"text": 1}]', "segment 1: expected an object with a text"),
        ("a.json", '[{"text": "a", "start": "soon", "end": 1}]', "segment 1: expected a time"),
        ("a.json", '[{"text": "a", "start": NaN, "end": 1}]', "segment 1: expected a time"),
        ("a.json", "[" * 100_000, "nested too deep|not valid JSON"),
        ("a.srt", "Hello", "there are no subtitles in it"),
        ("a.srt", "1\n00:00:01 --> 00:00:02\nHello", "a.srt:2: expected times such as"),
        ("a.vtt", "1\n00:01.000 --> 00:02.000\nHello", "begins with a line WEBVTT"),
        ("a.vtt", "WEBVTT\n\n0:01 --> 0:02\nHello", "a.vtt:3: expected times such as"),
        ("a.ass", "Hello", "there are no subtitles in it"),
        ("a.sub", "{0}{25}Hello", "save them as SRT or WebVTT"),
        ("a.srt", b"\x00\x01\x02", "not a text file"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n안".encode("cp949"), "is not UTF-8"),
        ("a.srt", b"\xff\xfe\x00", "UTF-16"),
        ("a.srt", "", "the file is empty"),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, name, content)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_subtitles(tmp_path / "a.srt")
    assert is_subtitles(Path("a.VTT"))
    assert not is_subtitles(Path("a.mp4"))


LINE = st.text(
    alphabet=st.characters(
        codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\u2060"
    )
    | st.sampled_from(" <>{}&;\\/-i"),
    min_size=1,
    max_size=20,
)  # fmt: skip


def tidied(line: str) -> str:
    import unicodedata

    return visible(unicodedata.normalize("NFC", " ".join(line.split()))).strip()


@st.composite
def timed_texts(draw: st.DrawFn) -> list[TimedText]:
    at, found = 0, []
    for _ in range(draw(st.integers(1, 4))):
        start = at + draw(st.integers(0, 4000))
        at = start + draw(st.integers(1, 5_000_000))
        lines = [tidied(line) for line in draw(st.lists(LINE, min_size=1, max_size=3))]
        found.append(
            TimedText(start_ms=start, end_ms=at, lines=tuple(filter(None, lines)) or ("a",))
        )
    return found


@given(timed_texts())
def test_what_we_write_as_webvtt_is_read_back_word_for_word(cues: list[TimedText]) -> None:
    found = read_vtt(NOWHERE, to_vtt(cues, language="en"))
    assert told(found) == [(cue.start_ms, cue.end_ms, cue.lines) for cue in cues]
    assert found.language == "en"


def test_an_entity_that_somebody_wrote_stays_one() -> None:
    cues = [TimedText(start_ms=0, end_ms=1000, lines=("&amp; &#39; AT&T", "<b>&lt;"))]
    for read_back in (read_srt(NOWHERE, to_srt(cues)), read_vtt(NOWHERE, to_vtt(cues))):
        assert read_back.events[0].lines == cues[0].lines


@given(timed_texts())
def test_what_we_write_as_subrip_is_read_back_word_for_word(cues: list[TimedText]) -> None:
    found = read_srt(NOWHERE, to_srt(cues))
    assert told(found) == [(cue.start_ms, cue.end_ms, cue.lines) for cue in cues]
