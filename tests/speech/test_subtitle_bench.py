"""The bench of subtitles: its figures, its labels, and what it says without recordings."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from pathlib import Path

import pytest
from subtitle_bench import labels, scores, signals
from subtitle_bench.corpus import recordings
from subtitle_bench.scores import Case, Share

from clipmaker.cues.model import Cue, Word


def test_wilsons_interval() -> None:
    share = Share(hits=9, of=10)
    assert (round(share.low, 3), round(share.high, 3)) == (0.596, 0.982)
    assert str(Share(hits=0, of=20)) == "0/20 = 0% (0%–16%)"
    assert str(Share(hits=0, of=0)) == "none"


def test_error_rates() -> None:
    assert scores.errors(scores.letters("Ab, c!"), scores.letters("abc")) == 0
    assert scores.errors(scores.words("one two three"), scores.words("One too three four")) == 2 / 3


def test_how_well_a_number_parts() -> None:
    assert scores.auc([3, 4], [1, 2]) == 1
    assert scores.auc([1, 2], [1, 2]) == 0.5
    assert math.isnan(scores.auc([], [1]))


def test_a_threshold_is_chosen_without_the_recording_that_it_judges() -> None:
    one = [Case(value=v, bad=v > 5, group="a") for v in (1, 2, 8, 9)]
    other = [Case(value=v, bad=v > 50, group="b") for v in (10, 20, 80, 90)]
    bad, good = scores.left_out([*one, *other])
    # Judged by b's threshold (80) nothing of a is caught, by a's (8) everything of b.
    assert (bad.hits, bad.of) == (2, 4)
    assert (good.hits, good.of) == (2, 4)


def test_a_threshold_that_catches_nearly_all_is_chosen_without_what_it_judges() -> None:
    one = [Case(value=v, bad=v > 5, group="a") for v in (1, 2, 8, 9)]
    other = [Case(value=v, bad=v > 3, group="b") for v in (3, 6, 7, 10)]
    bad, good = scores.caught_at([*one, *other], 0.95)
    # b's lowest bad number, 6, judges a; a's, 8, judges b.
    assert (bad.hits, bad.of) == (3, 5)
    assert (good.hits, good.of) == (0, 3)


def cue(source: str = "", text: str = "", words: tuple[Word, ...] = ()) -> Cue:
    return Cue(id="c1", start_ms=0, end_ms=1000, source=source, text=text, words=words)


def test_numbers_of_a_cue() -> None:
    assert signals.unsupported("We go home", ["We go out", "we stay"]) == (1 / 3 + 2 / 3) / 2
    assert signals.length_ratio(cue("안녕하세요", "x" * 12), "ko") == pytest.approx(
        math.log(12.5 / 12)
    )
    assert math.isnan(signals.names_of_one_side(cue("소문자", "In Madrid")))
    assert signals.names_of_one_side(cue("Vamos a casa", "We go to Madrid")) == 1
    assert signals.names_of_one_side(cue("Vamos a Madrid", "We go to Madrid")) == 0
    quick = (Word(text="x", start_ms=0, end_ms=33, probability=0.1),)
    assert round(signals.anomalous(quick), 2) == 2.5


def test_a_label_lapses_with_its_text(tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_text(f'[labels."a.wav"]\n900 = ["bad", "{labels.digest("He went.")}"]\n')
    known = labels.read_labels(file)["a.wav"]
    said = Cue(id="c1", start_ms=1000, end_ms=2000, source="x", text="he went")
    assert labels.verdict(said, known) == "bad"
    assert labels.verdict(Cue(id="c1", start_ms=1000, end_ms=2, source="x", text="I"), known) == ""
    assert (
        labels.verdict(Cue(id="c1", start_ms=9000, end_ms=2, source="x", text="he went"), known)
        == ""
    )


def test_labels_hold_no_text() -> None:
    found = labels.read_labels()
    assert found
    for known in found.values():
        for label in known.values():
            assert label.verdict in ("good", "bad", "unclear")
            assert re.fullmatch(r"[0-9a-f]{10}", label.digest)


def test_recordings_are_read_from_their_lists(tmp_path: Path) -> None:
    (tmp_path / "speech").mkdir()
    (tmp_path / "footage").mkdir()
    row = {"file": "a.wav", "language": "es", "kind": "exact", "source": "Sí.", "english": "Yes."}
    (tmp_path / "speech" / "references.json").write_text(json.dumps([row]))
    (tmp_path / "footage" / "INDEX.md").write_text(
        "| file | language | what | said |\n|---|---|---|---|\n"
        "| `b.mp4` | pt-BR | a man | Não. / No. |\n| `c.mp4` | ko | x | y / z (exact) |\n"
    )
    a, b, c = recordings(tmp_path)
    assert (a.language, a.source, a.english, a.exact) == ("es", "Sí.", "Yes.", True)
    assert (b.name, b.language, b.source, b.english, b.exact) == (
        "b.mp4",
        "pt",
        "Não.",
        "No.",
        False,
    )
    assert (c.english, c.exact) == ("z", True)


@pytest.mark.slow
def test_without_recordings_it_says_so(root: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, root / "scripts" / "bench_subtitles", "--shared", tmp_path / "no"],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 3
    assert "the recordings are not here" in done.stderr
    assert "Traceback" not in done.stderr
