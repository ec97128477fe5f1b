"""A little of what scripts/fuzz does for hours, with a fixed seed; and that its judge is strict."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fuzzing.areas import AREAS
from fuzzing.desk_door import requests
from fuzzing.half import BESIDE, half_made
from fuzzing.listener import Listener
from fuzzing.mutate import mutated
from fuzzing.run import Case, Ended, faults, make_case
from fuzzing.seeds import make_seeds

ROOT = Path(__file__).parents[2]
GOOD = Ended(code=3, printed="clipmaker: “ü” is no file\n".encode(), cpu_s=1, peak_bytes=10**8)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": 1}, "a bug"),
        ({"code": -11}, "ended with -11"),
        ({"code": -24}, "ended with -24"),
        ({"code": 99}, "ended with 99"),
        ({"printed": b"Traceback (most recent call last):"}, "a traceback"),
        ({"printed": b"a\x1b]52;c;aGk=\x07"}, "reached the terminal"),
        ({"printed": "a\x9b2J".encode()}, "reached the terminal"),
        ({"printed": "a\u202eb".encode()}, "reached the terminal"),
        ({"printed": b"x\n" * 60_000}, "60000 lines"),
        ({"cpu_s": 11}, "processor time"),
        ({"peak_bytes": 3 * 10**9}, "3.0 GB"),
        ({"stray": ("outside/canary",)}, "outside its place"),
        ({"half": ("v1/a.mp4 is empty",)}, "half made: v1/a.mp4 is empty"),
    ],
)
def test_what_ends_badly_is_found(change: dict[str, object], said: str) -> None:
    assert not faults(GOOD)
    assert any(said in fault for fault in faults(Ended(**{**vars(GOOD), **change})))


def _hear(_root: Path, arguments: list[str]) -> int:
    end_s = time.process_time() + float(arguments[0])
    while time.process_time() < end_s:
        pass
    if arguments[1:]:
        os._exit(7)
    return 0


def test_a_case_that_ends_its_process_is_not_charged_with_those_before_it(tmp_path: Path) -> None:
    listener = Listener(_hear)
    first = listener.run(tmp_path, ["0.5"], 600)
    last = listener.run(tmp_path, ["0", "die"], 600)
    assert (first.code, last.code) == (0, 7)
    assert last.cpu_s < first.cpu_s


def _clip(output: Path, *left_out: str) -> None:
    folder = output / "2025-01-13" / "fuzzed" / "draft"
    folder.mkdir(parents=True)
    for name in ("fuzzed.mp4", *BESIDE):
        if name not in left_out:
            (folder / name).write_text("{}")


def test_half_a_clip_is_found(tmp_path: Path) -> None:
    assert list(half_made(tmp_path / "nothing", 3)) == []
    _clip(tmp_path / "whole")
    assert list(half_made(tmp_path / "whole", 0)) == []
    assert list(half_made(tmp_path / "whole", 7)) == ["exit code 7, and a clip is there"]
    _clip(tmp_path / "part", "report.json")
    assert list(half_made(tmp_path / "part", 0)) == ["2025-01-13/fuzzed/draft has no report.json"]
    _clip(tmp_path / "alone", "fuzzed.mp4")
    assert "2025-01-13/fuzzed/draft/cover.jpg lies alone" in half_made(tmp_path / "alone", 0)
    (tmp_path / "whole" / "2025-01-13" / "fuzzed" / "draft" / "fuzzed.mp4").write_bytes(b"")
    assert "2025-01-13/fuzzed/draft/fuzzed.mp4 is empty" in half_made(tmp_path / "whole", 0)


def test_requests_of_a_seed_are_the_same_again() -> None:
    import random

    first, again = (list(requests(random.Random("7"), "base", "texts")) for _ in range(2))
    assert repr(first) == repr(again)
    assert len({request.path for request in first}) > 5


def test_a_seed_makes_the_same_case_again(tmp_path: Path) -> None:
    seeds = make_seeds(tmp_path / "seeds")
    for number, area in enumerate(AREAS):
        made = []
        for name in ("one", "two"):
            folder = tmp_path / f"{area}-{name}"
            arguments = make_case(Case(7, number, area), seeds, folder)
            files = {
                str(file.relative_to(folder)): file.read_bytes()
                for file in sorted(folder.rglob("*"))
                if file.is_file()
            }
            made.append((arguments, files))
        assert made[0] == made[1]


def test_mutations_change_something() -> None:
    import random

    content = (ROOT / "assets" / "brands" / "news-60" / "brand.toml").read_bytes()
    changed = [mutated(content, random.Random(i), text=True) != content for i in range(100)]
    assert sum(changed) > 60


@pytest.mark.slow
def test_nothing_is_found_with_a_fixed_seed(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / "scripts" / "fuzzing" / "search.py"), "--seed", "2026"),
            *("--cases", str(len(AREAS)), "--minutes", "5", "--keep", str(tmp_path / "findings")),
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(AREAS)} cases" in done.stdout
