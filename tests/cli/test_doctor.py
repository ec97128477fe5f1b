"""The doctor: what works, what doesn't, and what is asked of FFmpeg."""

import ast
import json
from pathlib import Path

import pytest
from stories import Clipmaker

import clipmaker
from clipmaker.errors import SpeechError
from clipmaker.extras import install_line
from clipmaker.upkeep import doctor, installed
from clipmaker.upkeep.doctor import examine
from clipmaker.upkeep.findings import CHECKS, Finding, Health
from clipmaker.upkeep.installed import NEEDED_FILTERS

PACKAGE = Path(clipmaker.__file__).parent
FILTER_METHODS = {"split", "overlay"}


def filters_used() -> set[str]:
    """Return every filter that a graph is built with."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            named = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if isinstance(node.func, ast.Attribute) and node.func.attr == "filter":
                found |= {str(name) for name in named[:1]}
            elif isinstance(node.func, ast.Name) and node.func.id == "join_filter":
                found |= {str(name) for name in named}
            elif isinstance(node.func, ast.Attribute) and node.func.attr in FILTER_METHODS:
                found.add(node.func.attr)
    return found


def test_every_filter_that_is_used_is_looked_for() -> None:
    used = filters_used()
    missing = used - NEEDED_FILTERS
    assert len(used) > 20
    assert not missing, f"add {sorted(missing)} to NEEDED_FILTERS in clipmaker/upkeep/installed.py"


@pytest.mark.slow
def test_all_is_well_here(clipmaker: Clipmaker) -> None:
    done = clipmaker("doctor", "--json")
    findings = {row["check"]: row for row in json.loads(done.out)}
    assert set(findings) == set(CHECKS)
    failed = {name: row for name, row in findings.items() if row["state"] == "fail"}
    assert not failed
    assert done.code == 0
    assert "verified" in findings["speech"]["message"]


def only(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(doctor, "CHECKS", {name: CHECKS[name]})


def test_a_lacking_filter_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch, "ffmpeg")
    monkeypatch.setattr(installed, "NEEDED_FILTERS", frozenset({"scale", "nosuchfilter"}))
    (found,) = examine(tmp_path)
    assert found.state is Health.FAIL
    assert "lacks nosuchfilter" in found.message
    assert "CLIPMAKER_FFMPEG" in found.remedy


def test_fonts_of_an_extra_are_a_note_with_their_install_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from clipmaker.text import fonts

    only(monkeypatch, "fonts")
    monkeypatch.setattr(
        fonts, "_locate", lambda package, file: None if "manimgx" in package else Path(file)
    )
    (found,) = examine(tmp_path)
    assert found.state is Health.NOTE
    assert "none for Arab" in found.message
    assert found.remedy == install_line(["fonts"])


def test_a_damaged_model_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from clipmaker.speech import packaged

    (tmp_path / "model.bin").write_bytes(b"damaged")
    only(monkeypatch, "speech")
    monkeypatch.setattr(packaged, "packaged_model", lambda: tmp_path)
    (found,) = examine(tmp_path)
    assert (found.state, found.message) == (Health.FAIL, "the built-in model is damaged")
    assert str(tmp_path) in found.remedy


def test_what_the_program_would_refuse_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from clipmaker.speech import packaged

    def missing() -> Path:
        raise SpeechError("the model is missing\nmore", remedy="Install it.")

    only(monkeypatch, "speech")
    monkeypatch.setattr(packaged, "packaged_model", missing)
    assert examine(tmp_path) == (
        Finding(
            check="speech",
            state=Health.FAIL,
            message="the model is missing",
            remedy="Install it.",
        ),
    )


def test_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "output")
    (found,) = examine(Path("/proc/nowhere"))
    assert found.state is Health.FAIL
    assert "cannot be written" in found.message


def test_a_failure_exits_with_9(
    clipmaker: Clipmaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        doctor, "CHECKS", {"one": lambda _: (Health.FAIL, "it is broken", "Mend it.")}
    )
    done = clipmaker("doctor")
    assert done.code == 9
    assert "fail  one        it is broken" in done.out
    assert "so: Mend it." in done.out
    monkeypatch.setattr(doctor, "CHECKS", {"one": lambda _: (Health.NOTE, "it is odd", "")})
    assert clipmaker("doctor").code == 0
