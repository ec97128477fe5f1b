"""What the fast subset leaves out follows from what was measured."""

import json
from pathlib import Path

import pytest
import quick


def test_cases_count_together_and_fixtures_stand_with_their_place() -> None:
    notes = [
        {"test": "tests/a.py::test_many[one]", "cpu_s": 0.06},
        {"test": "tests/a.py::test_many[two]", "cpu_s": 0.06},
        {"test": "tests/a.py::test_short[one]", "cpu_s": 0.06},
        {"fixture": "film", "base": "tests/media", "cpu_s": 0.5},
        {"fixture": "page", "base": "tests/paint", "cpu_s": 0.01},
    ]
    long = quick.too_long(map(json.dumps, notes))
    assert long == ["tests/a.py::test_many", "tests/media @film"]


def test_the_list_is_read_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "measured.txt"
    file.write_text("# Made.\ntests/a.py::test_many\ntests/media @film\n", encoding="utf-8")
    monkeypatch.setattr(quick, "MEASURED", file)
    assert quick.measured() == ({"tests/a.py::test_many"}, {("tests/media", "film")})


def test_what_the_list_names_is_marked(request: pytest.FixtureRequest) -> None:
    tests, _ = quick.measured()
    if request.config.getoption("--measure"):
        tests = frozenset()
    named = [one for one in request.session.items if quick.name_of(one.nodeid) in tests]
    assert all(one.get_closest_marker("slow") for one in named)
    own = next(one for one in request.session.items if one.nodeid == request.node.nodeid)
    assert not own.get_closest_marker("slow")
