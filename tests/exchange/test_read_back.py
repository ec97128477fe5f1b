"""A cue sheet is read back before it replaces anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cue_values import machine_cue, sheet

from clipmaker.cues.model import Confidence, CueSheet, Word
from clipmaker.cues.sheets.load import load
from clipmaker.cues.sheets.save import save
from clipmaker.errors import InputError

NAN = float("nan")
UNKNOWN = Confidence(avg_logprob=NAN, no_speech_prob=0.9, compression_ratio=1.0)
WORD = Word(text="a", start_ms=0, end_ms=100, probability=float("inf"))


@pytest.mark.parametrize(
    "wrong",
    [
        replace(machine_cue("c1", 0, 2000), heard=UNKNOWN),
        replace(machine_cue("c1", 0, 2000), words=(replace(WORD, start_ms=-5),)),
        replace(machine_cue("c1", 0, 2000), text="a" * 2001),
        replace(machine_cue("c1", 2000, 2000)),
        replace(machine_cue("not a name", 0, 2000)),
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_a_sheet_that_could_not_be_read_is_not_written(
    tmp_path: Path, wrong: object, there: bool
) -> None:
    file = tmp_path / "interview.mp4.cues.yaml"
    good = sheet(machine_cue("c1", 0, 2000))
    saved = save(good, file) if there else None
    before = file.read_bytes() if there else b""
    written: CueSheet = replace(saved or good, cues=(wrong,))
    with pytest.raises(InputError, match=r"was not saved, since it could not be read again"):
        save(written, file, saved)
    assert (file.read_bytes() if file.exists() else b"") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ([file.name] if there else [])
    if there:
        assert load(file).cues[0].text == good.cues[0].text
