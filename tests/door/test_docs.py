"""Pages made from declarations are as fresh as the declarations, and their examples work."""

import json
import re
import sys
from pathlib import Path

import pytest
from kinds import SPECS

from clipmaker.cards.registry import specs
from clipmaker.machine import process
from clipmaker.story.load import load_story
from clipmaker.story.model import Footage
from clipmaker.story.reference import story_reference
from clipmaker.story.schema import story_schema
from clipmaker.tools.ffmpeg import run_ffmpeg


def test_no_page_is_stale(root: Path) -> None:
    done = process.run([sys.executable, str(root / "scripts" / "generate-docs"), "--check"])
    assert done.code == 0, done.stdout.decode()


def test_stale_pages_are_named(root: Path, tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    script = tmp_path / "scripts" / "generate-docs"
    script.write_text((root / "scripts" / "generate-docs").read_text())
    (tmp_path / "clipmaker").symlink_to(root / "clipmaker")
    check = process.run([sys.executable, str(script), "--check"])
    assert (check.code, b"docs/story.md: stale" in check.stdout) == (1, True)
    assert process.run([sys.executable, str(script)]).code == 0
    assert process.run([sys.executable, str(script), "--check"]).code == 0


def test_the_example_is_a_story(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", story_reference(specs()), re.DOTALL)
    assert example is not None
    (tmp_path / "interview.mp4").write_bytes(b"x")
    file = tmp_path / "story.yaml"
    file.write_text(example[1])
    story = load_story(file, specs=specs())
    assert story.slug == "captured-soldier-says-he-wants-to-stay-in-ukraine"
    assert len(story.shots) == 4
    assert any(isinstance(shot, Footage) for shot in story.shots)


def test_reference_names_every_key() -> None:
    text = story_reference(SPECS)
    for spec in SPECS.values():
        section = text.split(f"## kind: {spec.kind}\n")[1].split("\n## ")[0]
        for field in spec.fields:
            assert f"| `{field.name}` |" in section
            assert field.help in section
        assert ("It may only stand last." in section) == spec.only_last
    for key in ("in", "out", "translation_credit", "focus_box"):
        assert f"| `{key}` |" in text


def test_schema_names_every_kind_and_key() -> None:
    schema = story_schema(SPECS)
    assert schema["required"] == ["version", "date", "shots"]
    assert schema["additionalProperties"] is False
    definitions = schema["$defs"]
    kinds = {
        part["properties"]["kind"]["const"]: part
        for part in definitions.values()
        if "kind" in part["properties"]
    }
    assert set(kinds) == {*SPECS, "footage"}
    for spec in SPECS.values():
        assert set(kinds[spec.kind]["properties"]) == {"kind", *(f.name for f in spec.fields)}
        assert kinds[spec.kind]["additionalProperties"] is False
    assert {"in", "out", "credit"} <= set(kinds["footage"]["properties"])
    assert definitions["WrittenPhoto"]["required"] == ["file", "credit"]
    assert '"default": null' not in json.dumps(schema)


@pytest.mark.slow
def test_the_readmes_story_fills_its_clip(root: Path, tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    (tmp_path / "story.yaml").write_text(example[1], "utf-8")
    picture, sound = "testsrc2=s=480x480:r=25:d=22", "sine=frequency=300:d=22"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound),
            *("-c:v", "mpeg4", "-c:a", "aac", str(tmp_path / "interview.mp4")),
        ],
        doing="making footage",
    )
    plan = [sys.executable, "-m", "clipmaker", "plan", str(tmp_path / "story.yaml")]
    done = process.run(plan)
    assert done.code == 0, done.stderr
    assert b"60.00 s, 1800 frames" in done.stdout
