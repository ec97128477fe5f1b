"""What other programs write: words are words, numbers are none, and nothing is lost in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clipmaker.errors import InputError
from clipmaker.exchange.model import SubtitleFile
from clipmaker.exchange.read import each_once, is_subtitles, read_subtitles
from clipmaker.exchange.times import timed

Told = list[tuple[int, int, tuple[str, ...]]]


def read(tmp_path: Path, name: str, content: str | bytes) -> SubtitleFile:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_subtitles(file)


def texts(tmp_path: Path, name: str, content: str | bytes) -> list[str]:
    return [event.text for event in read(tmp_path, name, content).events]


def taken(tmp_path: Path, name: str, content: str | bytes) -> Told:
    """Return subtitles as a sheet takes them in."""
    found = each_once(read(tmp_path, name, content))
    fitted = timed(tmp_path / name, found.events, offset_ms=0, duration_ms=None)
    return [(event.start_ms, event.end_ms, event.lines) for event in fitted]


def srt(*parts: str) -> str:
    """Return two subtitles, each part in place of a line between them."""
    return "\n".join(["1", "00:00:01,000 --> 00:00:02,000", "One.", *parts])


TWO = "00:00:03,000 --> 00:00:04,000\nTwo."


@pytest.mark.parametrize(
    "content",
    [
        "0\n00:00:01,000 --> 00:00:02,000\nOne.\n1\n" + TWO,
        "417\n00:00:01,000 --> 00:00:02,000\nOne.\n419\n" + TWO,
        "#1\n00:00:01,000 --> 00:00:02,000\nOne.\n#2\n" + TWO,
        "1.\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2.\n" + TWO,
        "1\n\n00:00:01,000 --> 00:00:02,000\n\nOne.\n\n2\n\n" + TWO,
        "\u202b1\u202c\n00:00:01,000 --> 00:00:02,000\nOne.\n\u200f2\n" + TWO,
        "١\n٠٠:٠٠:٠١,٠٠٠ --> ٠٠:٠٠:٠٢,٠٠٠\nOne.\n٢\n" + TWO,
        "00:00:01,000 --> 00:00:02,000\nOne.\n\n" + TWO,
        "1\n00:01,000 --> 00:02.000\nOne.\n\n2\n" + TWO,
        "1\r\r\n00:00:01,000 --> 00:00:02,000\r\r\nOne.\r\r\n\r\r\n2\r\r\n"
        + TWO.replace("\n", "\r\r\n"),
        "\ufeff1\n00:00:01,000-->00:00:02,000 X1:10 X2:20 Y1:1 Y2:2\nOne.\n\n\n2\n"
        + TWO
        + "\n\x1a",
    ],
)
def test_numbers_of_subrip_never_become_words(tmp_path: Path, content: str) -> None:
    assert taken(tmp_path, "a.srt", content) == [(1000, 2000, ("One.",)), (3000, 4000, ("Two.",))]


def test_digits_that_are_words_stay(tmp_path: Path) -> None:
    unnumbered = "00:00:01,000 --> 00:00:02,000\nOne.\n1945\n" + TWO
    assert texts(tmp_path, "a.srt", unnumbered) == ["One. 1945", "Two."]
    assert texts(tmp_path, "a.srt", srt("", "1945", "", "2", TWO)) == ["One. 1945", "Two."]
    assert texts(tmp_path, "a.srt", srt("2", "2", TWO, "17")) == ["One. 2", "Two. 17"]


@pytest.mark.parametrize(
    ("line", "times"),
    [
        (6, "-00:00:03,000 --> 00:00:04,000"),
        (6, "00:00:03,000 --> -00:00:04,000"),
        (6, "00:00:03,000 -> 00:00:04,000"),
        (6, "00:00:03,000 –> 00:00:04,000"),
        (6, "00:00:03,000 — 00:00:04,000"),
        (6, "00:00:03,000 → 00:00:04,000"),
        (6, "00:00:03,000 --&gt; 00:00:04,000"),
        (6, "00:00:03,000 à 00:00:04,000"),
        (6, "00:00:04,000 <-- 00:00:03,000"),
        (6, "00：00：03,000 -> 00：00：04,000"),
        (6, "00: 00: 03, 000 --> 00: 00: 04, 000"),
        (6, "00.00.03,000 --> 00.00.04,000"),
        (6, "00:00:03,000 -->"),
        (6, "00:00:03,000"),
        (6, "--> 00:00:04,000"),
        (6, "00:00:63,000 --> 00:00:64,000"),
        (6, "00:00:03 --> 00:00:04"),
        (6, "00:00:03:12 --> 00:00:04:00"),
        (6, "[00:00:03,000 --> 00:00:04,000]"),
        (6, "2 00:00:03,000 --> 00:00:04,000"),
        (6, "00:00:03,000 --> 00:00:04,000 Two."),
        (6, f"{'9' * 5000}:00:03,000 --> 00:00:04,000"),
        (5, ""),
        (5, "Two"),
    ],
)
def test_a_broken_line_of_times_is_named(tmp_path: Path, line: int, times: str) -> None:
    content = srt("", "2", times, "Two.", "", "3", "00:00:05,000 --> 00:00:06,000", "Three.")
    with pytest.raises(InputError) as caught:
        read(tmp_path, "a.srt", content)
    assert [problem.line for problem in caught.value.problems] == [line]
    assert len(str(caught.value)) < 300 + len(str(tmp_path))
    if line == 6:
        with pytest.raises(InputError, match=r"a\.srt:2: expected times"):
            read(tmp_path, "a.srt", f"1\n{times}\nOne.\n\n2\n{TWO}")


def test_a_file_that_is_cut_off_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.srt:5: after the number 2 its times are missing"):
        read(tmp_path, "a.srt", srt("", "2"))


def test_words_before_the_first_subtitle_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.srt:1: “A film by Kim” stands before the first"):
        read(tmp_path, "a.srt", "A film by Kim\n\n1\n" + TWO)


def test_a_name_may_lie_about_the_format(tmp_path: Path) -> None:
    assert read(tmp_path, "a.srt", "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.").form == "WebVTT"
    ass = "[Script Info]\n\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,One."
    assert read(tmp_path, "a.srt", ass).form == "ASS"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("It&#39;s &quot;over&quot; &amp; out", 'It\'s "over" & out'),
        ("&#x2019;n AT&T &c; &lt;laughs&gt;", "’n AT&T &c; <laughs>"),
        (f"&#{'9' * 5000};"[:1800], f"&#{'9' * 5000};"[:1800]),
        ("<ruby>捕虜<rt>ほりょ</rt></ruby>です", "捕虜です"),
        ("<ruby>捕<rp>(</rp><rt>ほ</rt><rp>)</rp>虜<rt>りょ</ruby>です", "捕虜です"),
        ("<ruby>捕虜<rt>ほりょ", "捕虜"),
        ("<00:00:01.500><c.yellow>One</c> <3 & <laughs>", "One <3 & <laughs>"),
    ],
)
@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_entities_and_readings(tmp_path: Path, name: str, written: str, read_as: str) -> None:
    head = "WEBVTT\n\n00:01.000" if name == "a.vtt" else "1\n00:00:01.000"
    assert texts(tmp_path, name, f"{head} --> 00:00:02.000\n{written}\n") == [read_as]


def vtt(body: str) -> str:
    return f"WEBVTT\n\n00:01.000 --> 00:02.000\n{body}"


def test_only_an_empty_line_ends_a_cue(tmp_path: Path) -> None:
    for space in (" ", "\t", "\u3000"):
        content = vtt(f"{space}\nOne.\n\n00:03.000 --> 00:04.000\nTwo.\n{space}\nThree.")
        assert texts(tmp_path, "a.vtt", content) == ["One.", "Two. Three."]


def test_an_arrow_ends_a_cue(tmp_path: Path) -> None:
    two = "00:03.000 --> 00:04.000\nTwo."
    assert texts(tmp_path, "a.vtt", vtt(f"One.\n{two}")) == ["One.", "Two."]
    named = f"WEBVTT\n1\n00:01.000 --> 00:02.000\nOne.\n2\n{two}"
    assert texts(tmp_path, "a.vtt", named) == ["One.", "Two."]
    assert texts(tmp_path, "a.vtt", vtt(f"One.\n7\n{two}")) == ["One. 7", "Two."]


@pytest.mark.parametrize("time", ["0:00:01.000", "00:01.000", "000:00:01.000", "0:01,000"])
def test_times_of_webvtt(tmp_path: Path, time: str) -> None:
    content = f"WEBVTT\n\n{time} --> 1:00:02.000 position:10%,start line:79.29%\nOne."
    assert taken(tmp_path, "a.vtt", content) == [(1000, 3_602_000, ("One.",))]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (vtt("One.\n\nLost words."), 6),
        (vtt("One.\n\nNOTE fine\n\nLost\nwords.\n00:03.000 --> 00:04.000\nTwo."), 8),
        (vtt("One.\n\n00:03.000 -> 00:04.000\nTwo."), 6),
        (vtt("One.\n00:03.000 -> 00:04.000\nTwo."), 5),
        (vtt("One.\n-00:00:03.000 --> 00:04.000\nTwo."), 5),
        (vtt("One.\n\n00:03.000 --> 00:04.000 Two.\nThree."), 6),
        (vtt("One.\n\n00:03.000 -->\nTwo."), 6),
        (f"WEBVTT\n\n{'9' * 5000}:00:01.000 --> 00:02.000\nOne.", 3),
        (vtt("One.\n\nWEBVTT\n\n00:00.500 --> 00:01.000\nTwo."), 8),
        (vtt("One.\n\nWEBVTT\nX-TIMESTAMP-MAP=LOCAL:soon\n\n00:03.000 --> 00:04.000\nTwo."), 0),
    ],
)
def test_what_webvtt_would_drop_is_named(tmp_path: Path, content: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "a.vtt", content)
    assert [problem.line for problem in caught.value.problems] == [line]


def segment(stream: int, start: str, end: str, text: str, local: str = "00:00:00.000") -> str:
    clock = f"X-TIMESTAMP-MAP=MPEGTS:{stream},LOCAL:{local}"
    return f"WEBVTT\n{clock}\n\n{start} --> {end}\n{text}\n"


def test_segments_of_a_stream_are_put_on_the_first_ones_clock(tmp_path: Path) -> None:
    one = segment(900_000, "00:01.000", "00:02.000", "One.")
    two = segment(900_000 + 6 * 90_000, "00:01.000", "00:02.000", "Two.")
    right = [(1000, 2000, ("One.",)), (7000, 8000, ("Two.",))]
    for joined in (f"{one}\n{two}", f"{one}{two}", f"{one.rstrip()}{two}", f"{one}\ufeff{two}"):
        assert taken(tmp_path, "a.vtt", joined) == right
    notes = read(tmp_path, "a.vtt", one + two).notes
    assert any("X-TIMESTAMP-MAP" in note for note in notes)
    wrapped = segment(2**33 - 90_000, "00:01.000", "00:02.000", "One.")
    after = segment(0, "00:01.000", "00:02.000", "Two.")
    assert taken(tmp_path, "a.vtt", wrapped + after)[1][:2] == (2000, 3000)


def test_a_cue_that_two_segments_hold_comes_once(tmp_path: Path) -> None:
    one = segment(900_000, "00:01.000", "00:06.000", "One.")
    two = segment(900_000, "00:01.000", "00:06.000", "One.")
    three = segment(900_000, "00:06.000", "00:07.000", "One.")
    assert taken(tmp_path, "a.vtt", one + two + three) == [(1000, 7000, ("One.",))]


DIALOGUE = [
    ("-Your name?\n-Ri.", ("– Your name?", "– Ri.")),
    ("- Your name?\n- Ri.", ("– Your name?", "– Ri.")),
    ("—¿Su nombre?\n—Ri.", ("– ¿Su nombre?", "– Ri.")),
    ("-Your name? -Ri.", ("– Your name?", "– Ri.")),
    ("-Your\nname?\n-Ri.", ("– Your", "name?", "– Ri.")),
    (">> Your name? >> Ri.", ("– Your name?", "– Ri.")),
    (">>Your name?\n>>> Ri.", ("– Your name?", "– Ri.")),
    ("&gt;&gt; Your name?\n&gt;&gt; Ri.", ("– Your name?", "– Ri.")),
    (">> Ri.", ("Ri.",)),
    ("-5 at noon\n-10 at night", ("-5 at noon", "-10 at night")),
    ("A well-known man.\n- Ri.", ("A well-known man.", "- Ri.")),
    ("2 >> 1", ("2 >> 1",)),
]


@pytest.mark.parametrize(("written", "lines"), DIALOGUE)
def test_turns(tmp_path: Path, written: str, lines: tuple[str, ...]) -> None:
    content = f"1\n00:00:01,000 --> 00:00:03,000\n{written}\n"
    assert taken(tmp_path, "a.srt", content) == [(1000, 3000, lines)]


def test_one_sentence_at_two_places_is_two_lines(tmp_path: Path) -> None:
    times = "00:01.000 --> 00:03.000"
    low, high = f"{times} line:84%\nfor guidance?", f"{times} line:79%\nSo you've come"
    right = [(1000, 3000, ("So you've come", "for guidance?"))]
    assert taken(tmp_path, "a.vtt", f"WEBVTT\n\n{high}\n\n{low}") == right
    assert taken(tmp_path, "a.vtt", f"WEBVTT\n\n{low}\n\n{high}") == right
    parts = (
        '<p begin="1s" end="3s">So you\'ve come</p>',
        '<p begin="1s" end="3s">for guidance?</p>',
    )
    assert taken(tmp_path, "a.ttml", ttml("".join(parts))) == right
    line = "Dialogue: 0,0:00:01.00,0:00:03.{},D,,0,0,0,,{}\n"
    events = line.format("00", "So you've come") + line.format("02", "for guidance?")
    ((_, end_ms, lines),) = taken(tmp_path, "a.ass", f"[Events]\n{events}")
    assert (end_ms, lines) == (3020, right[0][2])


def test_two_named_people_at_once_are_two_turns(tmp_path: Path) -> None:
    line = "Dialogue: 0,0:00:01.00,0:00:03.00,D,{},0,0,0,,{}\n"
    events = line.format("Kim", "Your name?") + line.format("Ri", "Ri.")
    assert taken(tmp_path, "a.ass", f"[Events]\n{events}")[0][2] == ("– Your name?", "– Ri.")


def test_a_short_format_line_is_followed(tmp_path: Path) -> None:
    content = (
        "[Script Info]\n[V4+ Styles]\nFormat: Name\nStyle: D\n[Events]\n"
        "Format: Start, End, Actor, Text\n"
        "Dialogue: 0:00:01.00,0:00:03.00,Kim,{\\an8}Here, not there\\Nnow{comment}.\n"
        "Comment: 0:00:01.00,0:00:03.00,Kim,not shown\n"
    )
    found = read(tmp_path, "a.ass", content)
    assert [(e.start_ms, e.lines, e.speaker) for e in found.events] == [
        (1000, ("Here, not there", "now."), "Kim")
    ]


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ("Format: \nDialogue: ", r"a\.ass:2: this Format names no start, end, text"),
        ("Format: Start, Text, End\n", r"a\.ass:2: the last field of a Format must be Text"),
        ("Dialogue: 0,0:00:01.00,0:00:02.00,One.", r"a\.ass:2: expected 10 fields"),
        ("Dialogue: 0,-0:00:01.00,0:00:02.00,D,,0,0,0,,One.", r"a\.ass:2: expected a time"),
        ("Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,One\nof two.", r"a\.ass:3: “of two\.” bel"),
        (f"Dialogue: 0,{'9' * 5000}:00:01.00,0:00:02.00,D,,0,0,0,,O", r"a\.ass:2: expected a time"),
    ],
)
def test_a_broken_line_of_ass_is_named(
    tmp_path: Path, events: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, "a.ass", f"[Events]\n{events}\n")
    assert capfd.readouterr() == ("", "")


NAMESPACES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
)


def ttml(body: str, head: str = "", declared: str = "", more: str = "") -> str:
    root = f"<tt {NAMESPACES} {more}><head>{head}</head><body><div>{body}</div></body></tt>"
    return f'<?xml version="1.0" encoding="{declared}"?>\n{root}' if declared else root


HIDING = "<styling><style xml:id='a' style='b'/><style xml:id='b' tts:display='none'/></styling>"
REGION = "<layout><region xml:id='r'><style tts:visibility='hidden'/></region></layout>"


@pytest.mark.parametrize(
    ("attributes", "head"),
    [
        ('tts:display="none"', ""),
        ('tts:visibility="hidden"', ""),
        ('tts:opacity="0"', ""),
        ('style="a"', HIDING),
        ('region="r"', REGION),
    ],
)
def test_hidden_text_is_left_out_and_said(tmp_path: Path, attributes: str, head: str) -> None:
    hidden = f'<p begin="1s" end="2s" {attributes}>hidden words</p>'
    part = f'<p begin="3s" end="4s">Shown <span {attributes}>unseen</span></p>'
    found = read(tmp_path, "a.ttml", ttml(hidden + part, head))
    assert found.events[0].text.startswith("Shown")
    assert "hidden text is left out: “hidden words”" in found.notes[0]
    with pytest.raises(InputError, match=r"no subtitles in it \(hidden text is left out"):
        read(tmp_path, "b.ttml", ttml(hidden, head))


def test_readings_of_ttml_are_left_out_and_said(tmp_path: Path) -> None:
    styles = "<styling><style xml:id='t' tts:ruby='text'/></styling>"
    body = (
        '<p begin="1s" end="2s"><span tts:ruby="container"><span tts:ruby="base">捕虜</span>'
        '<span style="t">ほりょ</span></span>です</p>'
    )
    found = read(tmp_path, "a.xml", ttml(body, styles))
    assert [event.text for event in found.events] == ["捕虜です"]
    assert "ruby" in found.notes[0]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", ""),
        ("utf-8", "UTF-16"),
        ("utf-8-sig", "utf-8"),
        ("euc-kr", "EUC-KR"),
        ("cp949", "ks_c_5601-1987"),
    ],
)
def test_encodings_of_xml(tmp_path: Path, encoding: str, declared: str) -> None:
    content = ttml('<p begin="1s" end="2s">우리는 여기</p>', declared=declared)
    assert texts(tmp_path, "a.ttml", content.encode(encoding)) == ["우리는 여기"]


@pytest.mark.parametrize("declared", ["foo", "utf-7", "unicode_escape", "idna", "x" * 60])
def test_an_unknown_encoding_of_xml_is_named(tmp_path: Path, declared: str) -> None:
    with pytest.raises(InputError, match=r"a\.ttml:1: its XML is declared to be in"):
        read(tmp_path, "a.ttml", ttml('<p begin="1s" end="2s">a</p>', declared=declared))


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1251", "Мы пленные."), ("cp949", "우리는 여기")]
)
def test_an_encoding_that_is_not_told_is_asked_for(
    tmp_path: Path, encoding: str, text: str
) -> None:
    file = tmp_path / "a.srt"
    file.write_bytes(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode(encoding))
    with pytest.raises(InputError, match=rf"a\.srt:3: byte .* reads “{text}”.*--encoding"):
        read_subtitles(file)
    assert [event.text for event in read_subtitles(file, encoding).events] == [text]
    with pytest.raises(InputError, match="there is no encoding “nonsense”"):
        read_subtitles(file, "nonsense")


SEGMENT = {"start": 1.0, "end": 3.0, "text": " We live."}


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), float("-inf"), None, "x", True])
def test_figures_that_are_no_numbers_are_unknown(tmp_path: Path, figure: object) -> None:
    segment = {**SEGMENT, "avg_logprob": figure, "no_speech_prob": 0.9}
    words = [
        {"word": "We", "start": 1, "end": 2, "probability": figure},
        {"word": "a", "start": figure},
    ]
    found = read(tmp_path, "a.json", json.dumps({"segments": [{**segment, "words": words}]}))
    (event,) = found.events
    assert event.heard is not None
    assert (event.heard.avg_logprob, event.heard.no_speech_prob) == (0.0, 0.9)
    assert [(word.text, word.probability) for word in event.words] == [("We", 1.0)]
    assert found.notes == ("1 of 1 segments have figures that are unknown (NaN)",)


def test_a_segment_that_lasts_no_time_is_left_out_and_said(tmp_path: Path) -> None:
    for end in (1.0, 0.5):
        zero = {"start": 1.0, "end": end, "text": "Thanks for watching."}
        found = read(tmp_path, "a.json", json.dumps({"segments": [zero, SEGMENT]}))
        assert [event.text for event in found.events] == ["We live."]
        assert "left out: “Thanks for watching.”" in found.notes[0]
    with pytest.raises(InputError, match=r"no subtitles in it.*Thanks for watching"):
        read(tmp_path, "a.json", json.dumps([zero]))


def test_what_transformers_writes(tmp_path: Path) -> None:
    chunks = [
        {"timestamp": [0.0, 1.5], "text": " One."},
        {"timestamp": [1.5, None], "text": " Two."},
        {"timestamp": [2.5, None], "text": " Three."},
    ]
    found = read(tmp_path, "a.json", json.dumps({"speakers": [], "chunks": chunks, "text": "…"}))
    assert [(event.start_ms, event.end_ms) for event in found.events] == [
        (0, 1500),
        (1500, 2500),
        (2500, 4500),
    ]
    assert "segment 3 has no end" in found.notes[1]
    assert found.machine


def test_what_whisperx_writes(tmp_path: Path) -> None:
    words = [
        {"word": "2"},
        {"word": "live.", "start": 1.1, "end": 2.9, "score": 0.5, "speaker": "S"},
    ]
    data = {"segments": [{**SEGMENT, "words": words, "speaker": "S"}], "word_segments": words}
    (event,) = read(tmp_path, "a.json", json.dumps({**data, "language": "en"})).events
    assert (event.heard, [word.probability for word in event.words]) == (None, [0.5])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Я не знал"),
        ("cp1251", "Двое пленных солдат сказали, что им говорили об учениях."),
        ("cp1252", "Er weiß es nicht, sagte der Präsident."),
        ("cp1252", "“It was training,” he said"),
        ("cp1250", "Powiedzieli, że to ćwiczenia. Żołnierze są w niewoli"),
        ("cp1253", "Δεν ήξερα"),
        ("cp1254", "Bunun eğitim olduğunu söylediler"),
        ("cp1255", "לא ידעתי"),
        ("cp1256", "لم أكن أعرف"),
        ("cp949", "훈련이라고 했습니다"),
        ("cp932", "訓練だと言われました"),
        ("gb18030", "他们说是训练"),
        ("big5", "他們說是訓練"),
    ],
)
def test_the_encoding_of_a_line_is_among_those_that_are_told(
    tmp_path: Path, encoding: str, text: str
) -> None:
    content = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode(encoding)
    with pytest.raises(InputError) as refused:
        read(tmp_path, "a.srt", content)
    assert f"in {encoding} the line reads “{text}”" in refused.value.message
    assert "--encoding" in refused.value.message


@pytest.mark.parametrize("name", ["a.sbv", "a.SUB", "a.smi", "a.lrc", "a.stl", "a.scc", "a.usf"])
def test_subtitles_that_cannot_be_read_are_called_subtitles(tmp_path: Path, name: str) -> None:
    assert is_subtitles(Path(name))
    with pytest.raises(InputError, match="save them as SRT or WebVTT in the program"):
        read(tmp_path, name, "0:00:01.000,0:00:02.000\nHello\n")


def test_a_table_is_told_how_it_is_taken_in(tmp_path: Path) -> None:
    assert is_subtitles(Path("a.csv"))
    with pytest.raises(InputError, match="clipmaker subtitles import"):
        read(tmp_path, "a.csv", "Speaker Name,Start Time,End Time,Text\n")
