"""Card kinds that are added: by the recipe's own code, and by a package of a newsroom's own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from clipmaker.errors import ExitCode
from clipmaker.story.model import Card
from clipmaker.story.spec import CardSpec, Fault, FieldKind, FieldSpec

STORY = """\
version: 1
date: 2026-01-13
shots:
  - kind: title
    text: A new kind
  - {card}
  - kind: end
    sources: [AFP]
"""
POINTS = "kind: points\n    text: What is known\n    points: [{points}]"
THREE = "The men are alive, The talks go on, Nobody would comment on the record so far"


def run(
    command: list[str], story: Path, path: Path, cache: Path
) -> subprocess.CompletedProcess[str]:
    """Run a command of the program with a folder in front of everything that is installed."""
    name, *options = command
    profile = [] if "--profile" in options else ["--profile", "tiny"]
    return subprocess.run(
        [sys.executable, "-m", "clipmaker", name, str(story), *profile, *options],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(path), os.environ.get("PYTHONPATH", "")]),
            "CLIPMAKER_CACHE": str(cache),
        },
        cwd=story.parent,
        capture_output=True,
        text=True,
        timeout=120,
    )


def written(folder: Path, card: str) -> Path:
    folder.mkdir(exist_ok=True)
    story = folder / "story.yaml"
    story.write_text(STORY.replace("{card}", card), "utf-8")
    return story


@pytest.mark.slow
def test_the_recipe_to_the_letter_makes_a_card(tmp_path: Path, root: Path) -> None:
    page = (root / "docs/add-a-card-kind.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    line = re.search(r'Add `("word": "clipmaker\.cards\.word")`', page)
    assert code is not None
    assert line is not None
    copy = tmp_path / "copy"
    shutil.copytree(
        root / "clipmaker", copy / "clipmaker", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(root / "assets", copy / "assets")
    (copy / "clipmaker/cards/word.py").write_text(code[1], "utf-8")
    registry = copy / "clipmaker/cards/registry.py"
    text = registry.read_text("utf-8")
    assert text.count("KINDS = {\n") == 1
    registry.write_text(text.replace("KINDS = {\n", f"KINDS = {{\n    {line[1]},\n"), "utf-8")
    yaml = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    command = re.search(r"`clipmaker frame story\.yaml (.*) -o card\.png`", page)
    assert yaml is not None
    assert command is not None
    story = tmp_path / "story.yaml"
    story.write_text(dedent(yaml[1]), "utf-8")
    target = tmp_path / "frame.png"
    options = ["frame", *command[1].split(), "-o", str(target)]
    done = run(options, story, copy, tmp_path / "cache")
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 2000


@pytest.mark.slow
def test_a_packages_card_is_rendered_and_its_code_is_part_of_its_key(
    tmp_path: Path, installed: Path
) -> None:
    story = written(tmp_path / "story", POINTS.replace("{points}", THREE))
    call = ["render", "--output", str(tmp_path / "output")]
    first = run(call, story, installed, tmp_path / "cache")
    assert first.returncode == 0, first.stderr
    (clip,) = (tmp_path / "output").glob("*/*/latest/*.mp4")
    before = clip.read_bytes()
    module = installed / "newsroom_cards/points.py"
    module.write_text(module.read_text("utf-8").replace("_INDENT = 84.0", "_INDENT = 160.0"))
    second = run([*call, "-v"], story, installed, tmp_path / "cache")
    assert second.returncode == 0, second.stderr
    assert "how its kind is painted" in second.stderr + second.stdout
    (clip,) = (tmp_path / "output").glob("*/*/latest/*.mp4")
    assert clip.read_bytes() != before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("CONTRACT = 1", "CONTRACT = 2", "is made for contract 2; this Clipmaker takes contract 1"),
        ("CONTRACT = 1", "", "is without a CONTRACT"),
        ("CONTRACT = 1", "import nothing_like_it", "cannot be loaded: ModuleNotFoundError"),
        ('kind="points"', 'kind="other"', "SPEC.kind is “other”"),
        ("    kit = Kit(page)", "    1 / 0", "cannot paint its card: ZeroDivisionError"),
        ("    return kit.painting", "    return str(kit) or kit.painting", "not a Painting"),
        ("later_s=later_s", "later_s=9 + later_s", "is still coming in after"),
    ],
)
def test_what_a_package_does_wrong_is_told_by_its_name(
    tmp_path: Path, installed: Path, old: str, new: str, told: str
) -> None:
    module = installed / "newsroom_cards/points.py"
    text = module.read_text("utf-8")
    assert old in text
    module.write_text(text.replace(old, new), "utf-8")
    story = written(tmp_path / "story", POINTS.replace("{points}", THREE))
    done = run(["frame", "--at", "1.5"], story, installed, tmp_path / "cache")
    assert done.returncode == ExitCode.ENVIRONMENT, done.stderr
    assert told in done.stderr
    assert (
        "points” of the package newsroom-cards 1.0.0" in done.stderr
        or "kind “points”" in told
        or ("the card kind “points”" in done.stderr)
    )
    assert "bug in Clipmaker" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_packages_limits_are_told_like_ours_and_names_are_not_taken_over(
    tmp_path: Path, installed: Path
) -> None:
    story = written(tmp_path / "story", POINTS.replace("{points}", f"{THREE}, a, b"))
    done = run(["plan"], story, installed, tmp_path / "cache")
    assert done.returncode == ExitCode.INPUT
    assert "shots[1].points: takes at most 3, found 5" in done.stderr
    info = installed / "newsroom_cards-1.0.0.dist-info/entry_points.txt"
    info.write_text(info.read_text().replace("points =", "title ="))
    done = run(["plan"], story, installed, tmp_path / "cache")
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "has the name of something that Clipmaker has itself" in done.stderr


@pytest.mark.slow
def test_a_package_brings_a_subtitle_format(tmp_path: Path, installed: Path) -> None:
    file = tmp_path / "monday.rundown"
    file.write_text("00:01-00:03 Yes, he said so.\n00:04-00:05 No.\n", "utf-8")
    code = (
        "from pathlib import Path; from clipmaker.exchange.read import read_subtitles as r; "
        f"print([e.text for e in r(Path({str(file)!r})).events])"
    )

    def read() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(installed)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert read().stdout == "['Yes, he said so.', 'No.']\n"
    module = installed / "newsroom_cards/rundown.py"
    module.write_text(module.read_text().replace("    events = []\n", "    events = None\n"))
    assert (
        "“rundown” of the package newsroom-cards 1.0.0 cannot read monday.rundown" in read().stderr
    )


def test_the_recipe_names_all_that_a_kind_can_declare(root: Path) -> None:
    page = (root / "docs/add-a-card-kind.md").read_text("utf-8")
    words = set(re.findall(r"[A-Za-z_]+", page))
    own = {"origin", "placed"}
    declared = {one.name for spec in (CardSpec, FieldSpec) for one in fields(spec)} - own
    assert declared <= words, declared - words
    assert [one for one in FieldKind if f"`FieldKind.{one.name}`" not in page] == []


def test_the_recipes_rule_tells_what_is_wrong(root: Path) -> None:
    page = (root / "docs/add-a-card-kind.md").read_text("utf-8")
    code = next(
        block for block in re.findall(r"```python\n(.*?)```", page, re.S) if "wrong" in block
    )
    names: dict[str, Any] = {"Fault": Fault, "Card": Card}
    exec(code.partition("\n\n\nSPEC")[0], names)
    card = Card(kind="points", fields={"points": ("One", "Two", "One")})
    (fault,) = names["no_repeats"](card, "en")
    assert fault.place == ("points", 2)
    assert not names["no_repeats"](Card(kind="points", fields={"points": ("One", "Two")}), "en")
