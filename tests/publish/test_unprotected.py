"""What was made before something was protected does not stay; finals are told, not taken away."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "catalogue"))

import pytest
from published_clips import publish

from clipmaker.publish.unprotected import remove_unprotected

WITNESS, OTHER = "1" * 64, "2" * 64
ALL = {"faces": True, "voice": True}
NOW = {"protected": {WITNESS: ALL}}


@pytest.fixture
def day(tmp_path: Path) -> Path:
    for slug, of, version in (
        ("a", "a", "draft"),
        ("a", "a", "v1"),
        ("a-1x1", "a", "draft"),
        ("b", "b", "draft"),
    ):
        publish(tmp_path, slug, version, of=of, inputs={"x.mp4": WITNESS})
    publish(tmp_path, "a-30", "draft", of="a", inputs={"y.mp4": OTHER})
    return tmp_path / "2025-01-13"


def left(day: Path) -> list[str]:
    return sorted(str(one.parent.relative_to(day)) for one in day.glob("*/*/manifest.json"))


def test_drafts_of_the_clip_in_every_shape_go_and_finals_are_told(day: Path) -> None:
    told = list(remove_unprotected(day, "a", NOW))
    assert left(day) == ["a-30/draft", "a/v1", "b/draft"]
    assert [one.rpartition(" ")[2] for one in told] == ["removed", "it", "removed"]
    assert "a/v1 was published without this protection: withdraw it" in told[1]


@pytest.mark.parametrize("what", ["faces", "voice"])
def test_more_protection_than_before_counts_and_less_does_not(tmp_path: Path, what: str) -> None:
    folder = publish(tmp_path, "a", "draft", inputs={"x.mp4": WITNESS})
    manifest = folder / "manifest.json"
    for before, stays in (({}, True), ({what: False}, False)):
        said = {**json.loads(manifest.read_text()), "protected": {WITNESS: {**ALL, **before}}}
        manifest.write_text(json.dumps(said))
        list(remove_unprotected(tmp_path / "2025-01-13", "a", NOW))
        assert manifest.exists() == stays


def test_without_protection_nothing_is_touched(day: Path) -> None:
    before = left(day)
    assert not list(remove_unprotected(day, "a", {}))
    (day / "a" / "draft" / "manifest.json").write_text("{")
    list(remove_unprotected(day, "a", NOW))
    assert "a/draft" in left(day)
    assert len(before) == 5
