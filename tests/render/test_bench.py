"""The benchmark scripts work, from the corpus to the report; what they measure is not judged."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def test_the_quick_benchmark_writes_a_whole_report(tmp_path: Path) -> None:
    report = tmp_path / "BENCHMARKS.md"
    kept = "<!-- reading: kept by scripts/bench -->\nMy reading.\n<!-- end of reading -->"
    report.write_text(kept, encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts/bench"), "--quick", "--into", str(report)]
    done = subprocess.run(
        [*command, "--work", str(tmp_path)], capture_output=True, text=True, timeout=840
    )
    assert done.returncode == 0, done.stdout + done.stderr
    text = report.read_text(encoding="utf-8")
    for row in (
        "the limit",
        "full render, empty cache",
        "one comma in a subtitle",
        "one word in the headline",
        "nothing changed",
        "preview of the whole clip",
        "one frame of a footage",
        "clipmaker --help",
        "MoviePy",
        "2 stories of 6 s",
    ):
        assert row in text, row
    assert "My reading." in text
    assert [path.name for path in tmp_path.iterdir()] == ["BENCHMARKS.md"]
