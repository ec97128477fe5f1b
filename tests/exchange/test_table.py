"""A translator's table: out, through a spreadsheet, and back without loss."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from cue_values import cue, machine_cue, sheet
from hypothesis import HealthCheck, given, settings
from test_cue_sheet_file import sheets

from clipmaker.cues.model import CueSheet, Status
from clipmaker.errors import InputError
from clipmaker.exchange.table import COLUMNS, read_table, to_table
from clipmaker.exchange.take_in import Giving, Side
from clipmaker.exchange.take_rows import take_rows
from clipmaker.exchange.text import read_any_text

KIM = Giving(side=Side.TEXT, who="Kim", credit="AFP")
SHEET = sheet(
    machine_cue("c1", 0, 2000, text="=1+1"), machine_cue("c2", 2500, 4123, source='a "b", c')
)


def back(file: Path, written: CueSheet, text: str, giving: Giving = KIM):
    file.write_bytes(text.encode())
    return take_rows(written, read_table(file, read_any_text(file)), giving, file)


@given(sheets())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_comes_back_without_loss(tmp_path: Path, written: CueSheet) -> None:
    taken = back(tmp_path / "a.csv", written, to_table(written.cues))
    assert taken.sheet == written
    assert (taken.changed, taken.same) == ((), len(written.cues))


def test_it_opens_in_a_spreadsheet_as_text() -> None:
    text = to_table(SHEET.cues)
    assert text.startswith("\ufeffid,start,end,speaker,source,text\r\n")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["text"] for row in rows] == ["'=1+1", "He said so."]
    assert rows[1]["source"] == 'a "b", c'
    assert [row["start"] for row in rows] == ["0:00.000", "0:02.500"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_spreadsheet_makes_of_it(tmp_path: Path, separator: str, encoding: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(["English ", "ID", "End", "Start", "remarks"])
    writer.writerow(["Zwei; drei,\nvier", "c2", "00:04.1", "00:02,5", "x"])
    writer.writerow(["", "", "", "", ""])
    file = tmp_path / "a.csv"
    file.write_bytes(out.getvalue().encode(encoding))
    taken = take_rows(SHEET, read_table(file, read_any_text(file)), KIM, file)
    assert taken.sheet.cues[0] == SHEET.cues[0]
    second = taken.sheet.cues[1]
    assert (second.text, second.start_ms, second.end_ms) == ("Zwei; drei, vier", 2500, 4123)
    assert (second.status, second.credit, second.edited_by) == (Status.EDITED, "AFP", "Kim")
    assert second.source == SHEET.cues[1].source


def test_a_corrected_source_and_speaker_come_back_too(tmp_path: Path) -> None:
    text = to_table(SHEET.cues).replace('"a ""b"", c"', "다른 말").replace(",,그는", ",Lee,그는")
    taken = back(tmp_path / "a.csv", SHEET, text)
    first, second = taken.sheet.cues
    assert (first.speaker, first.status) == ("Lee", Status.MACHINE)
    assert (second.source, second.words, second.heard) == ("다른 말", (), None)
    assert second.translated is not None
    assert taken.changed == ("c1", "c2")


def test_an_emptied_cell_empties_the_text(tmp_path: Path) -> None:
    taken = back(tmp_path / "a.csv", SHEET, to_table(SHEET.cues).replace("He said so.", ""))
    assert taken.sheet.cues[1].text == ""


def test_one_text_stands_for_both_in_the_audiences_language(tmp_path: Path) -> None:
    written = sheet(machine_cue("c1", 0, 2000, source="Yes.", text="Yes."), language="en")
    text = to_table(written.cues).replace("Yes.,Yes.", "Yes.,No.")
    taken = back(tmp_path / "a.csv", written, text, Giving(side=Side.BOTH, who="Kim"))
    assert (taken.sheet.cues[0].source, taken.sheet.cues[0].text) == ("No.", "No.")


def test_overruling_a_person_is_told(tmp_path: Path) -> None:
    written = sheet(cue("c1", 0, 2000, status=Status.APPROVED), machine_cue("c2", 2500, 4000))
    text = to_table(written.cues).replace("He said so.", "She.")
    assert back(tmp_path / "a.csv", written, text).overruled == written.cues[:1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("c2,", "c22,", r"a.csv:3: interview.mp4 has no cue “c22” \(did you mean “c2”"),
        ("c2,", "c1,", r"a.csv:3: “c1” stands in line 2 already"),
        ("0:02.500", "0:03.100", "c2 is from 0:02.500 to 0:04.123 now"),
        ("0:02.500", "soon", "a.csv:3: “soon” is not a time"),
        ("text", "texto", r"no column text.*did you mean “texto”"),
        ("He said so.", "a\u202eb", r"a.csv:3: text: holds U\+202E"),
        ("He said so.", '"a', r"a.csv:\d+: this line has 200\d+ characters"),
    ],
)
def test_what_does_not_belong_is_named_by_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = to_table(SHEET.cues)
    assert old in text
    if new == '"a':
        text, old = text[: text.rindex("He said")] + '"' + "x" * 200_000, ""
    with pytest.raises(InputError, match=message):
        back(tmp_path / "a.csv", SHEET, text.replace(old, new, 1) if old else text)


def test_columns_are_what_a_translator_needs() -> None:
    assert COLUMNS == ("id", "start", "end", "speaker", "source", "text")
