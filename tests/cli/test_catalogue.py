"""The catalogue at the command line."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "catalogue"))

from published_clips import publish

from clipmaker.errors import ExitCode
from clipmaker.render.store import sha256


@pytest.fixture
def output(tmp_path: Path) -> Path:
    footage = tmp_path / "film.mp4"
    footage.write_bytes(b"film")
    folder = tmp_path / "output"
    publish(folder, "a", age_days=99, inputs={"other-name.mp4": sha256(footage)})
    publish(folder, "b", "v1", age_days=99)
    publish(folder, "b", "v2", age_days=99)
    return folder


def test_list_is_what_it_does_without_a_word(clipmaker, output: Path) -> None:
    plain = clipmaker("catalogue")
    assert plain.code == 0
    assert plain.out == clipmaker("catalogue", "list").out
    rows = plain.out.splitlines()
    assert [row.split()[:3] for row in rows] == [
        ["2025-01-13", "a", "draft"],
        ["2025-01-13", "b", "v1"],
        ["2025-01-13", "b", "v2"],
    ]
    assert "corrected since" in rows[1]
    assert "correction" in rows[2]
    assert clipmaker("catalogue", "--day", "2025-01-14").out == "no clip\n"


def test_json_has_every_fact(clipmaker, output: Path) -> None:
    rows = json.loads(clipmaker("catalogue", "--json", "--state", "draft").out)
    assert [(row["slug"], row["state"], row["cues"]) for row in rows] == [("a", "draft", 2)]


def test_a_path_finds_the_same_content_under_another_name(clipmaker, output: Path) -> None:
    assert " a " in clipmaker("catalogue", "--uses", "film.mp4").out
    assert " a " in clipmaker("catalogue", "--uses", "other-name.mp4").out
    assert clipmaker("catalogue", "--uses", "else.mp4").out == "no clip\n"


def test_disk_adds_up(clipmaker, output: Path) -> None:
    days = json.loads(clipmaker("catalogue", "disk", "--json").out)
    (day,) = days
    taken = sum(p.stat().st_size for p in output.rglob("*") if p.is_file())
    assert day["draft_bytes"] + day["final_bytes"] == taken
    assert "2 finals" in clipmaker("catalogue", "disk").out.splitlines()[-1]


def test_prune_says_first_and_then_does(clipmaker, output: Path) -> None:
    dry = clipmaker("catalogue", "prune", "--older-than", "30", "--dry-run")
    assert "would remove output/2025-01-13/a/draft" in dry.out
    assert (output / "2025-01-13" / "a" / "draft").is_dir()
    done = clipmaker("catalogue", "prune", "--older-than", "30")
    assert "1 draft, " in done.out
    assert not (output / "2025-01-13" / "a").exists()
    assert len(list(output.rglob("b.mp4"))) == 2


def test_rebuild_and_damaged_manifests(clipmaker, output: Path) -> None:
    (output / "2025-01-13" / "a" / "draft" / "manifest.json").write_text("{")
    done = clipmaker("catalogue", "rebuild")
    assert done.out.startswith("2 clips in ")
    assert "a/draft is left out" in done.err


def test_calls_that_mean_nothing_are_refused(clipmaker) -> None:
    assert clipmaker("catalogue", "--day", "yesterday").code == ExitCode.USAGE
    assert clipmaker("catalogue", "prune", "--older-than", "0").code == ExitCode.USAGE


def test_a_version_beside_a_clip_is_no_correction_of_it(clipmaker, output: Path) -> None:
    publish(output, "b-news-59", "v1", of="b", differs={"profile": "news-59"})
    rows = json.loads(clipmaker("catalogue", "--json", "--state", "final").out)
    found = {(row["slug"], row["version"]): row for row in rows}
    beside = found["b-news-59", 1]
    assert (beside["of"], beside["differs"], beside["story"]) == ("b", "news-59", "../s.yaml")
    assert (beside["correction"], beside["corrected"], beside["newest"]) == (False, False, True)
    assert found["b", 2]["newest"]
    assert "b in news-59" in clipmaker("catalogue").out
