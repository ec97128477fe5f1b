"""What is too large, too deep or too many is refused in one line before it costs anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from clipmaker.errors import InputError
from clipmaker.exchange.read import read_subtitles
from clipmaker.exchange.table import read_table
from clipmaker.exchange.text import read_any_text

SRT = "1\n00:00:01,000 --> 00:00:02,000\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
TT = "<tt><body><div>"
P = '<p begin="1s" end="2s">'
NINES = "9" * 5000


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.srt", "x" * 5_000_000, "more than the 4.2 MB allowed"),
        ("a.srt", SRT + "<" * 4_000_000, r"a\.srt:3: this line has 4000000 characters"),
        ("a.srt", SRT + "a\n" * 200_000, "more than the 100000 allowed"),
        ("a.srt", (SRT + "a\n\n") * 10_001, "it holds 10001 subtitles"),
        ("a.vtt", VTT + "00:01.000 --> 00:02.000\n" * 10_001, "it holds 10002 subtitles"),
        ("a.vtt", VTT + f"&#{NINES};" + "<v " * 2000, r"a\.vtt:4: this line has 11003 characters"),
        ("a.ass", "[Events]" + "\nDialogue: a" * 10_001, "it holds 10001 subtitles"),
        ("a.json", "[" * 4_000_000, "it is nested too deep"),
        ("a.json", f'[{{"start":{NINES},"end":1,"text":"a"}}]', "thousands of digits"),
        ("a.json", f"[{'1,' * 10_000}1]", "it holds 10001 subtitles"),
        ("a.ttml", TT + "<div>" * 3000, r"a\.ttml:1: elements are nested too deep"),
        ("a.ttml", TT + P + "<span>" * 3000, r"a\.ttml:1: elements are nested too deep"),
        ("a.ttml", TT + "<br/>" * 60_001, "it has more than 60000 elements"),
        ("a.ttml", f'{TT}<p begin="{NINES}s" end="1s">a</p></div></body></tt>', "expected a time"),
        ("a.csv", "id,start,end,text\n" + "c1,0:01,0:02,a\n" * 50_000, "it holds 12500 subtitles"),
        ("a.csv", f"id,start,end,text\nc1,{NINES},0:02,a\n", r"a\.csv:2: “9+…” is not a time"),
    ],
)
def test_it_is_refused_in_one_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_table(file, read_any_text(file)) if name == "a.csv" else read_subtitles(file)
    assert len(caught.value.problems) == 1
    assert len(str(caught.value)) < 400


def test_styles_that_refer_to_styles_in_a_circle_end(tmp_path: Path) -> None:
    names = [f"s{i}" for i in range(40)]
    styles = "".join(f'<style xml:id="{name}" style="{" ".join(names)}"/>' for name in names)
    body = '<body><div><p style="s0" begin="1s" end="2s">a</p></div></body>'
    text = f"<tt><head>{styles}</head>{body}</tt>"
    file = tmp_path / "a.ttml"
    file.write_text(text, encoding="utf-8")
    assert [event.text for event in read_subtitles(file).events] == ["a"]


@pytest.mark.parametrize("rate", ["frameRate", "tickRate", "frameRateMultiplier"])
def test_rates_of_thousands_of_digits_count_as_none(tmp_path: Path, rate: str) -> None:
    body = f"{TT}{P}a</p></div></body></tt>".replace("<tt>", f'<tt {rate}="{NINES}">')
    file = tmp_path / "a.ttml"
    file.write_text(body, encoding="utf-8")
    assert read_subtitles(file).events[0].end_ms == 2000
