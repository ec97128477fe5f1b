"""Makes the values that cue tests start from importable."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def wait_for() -> Callable[[subprocess.Popen[str], int], int]:
    """Read so many lines of a child's output; return the last number among them."""

    def wait(child: subprocess.Popen[str], lines: int) -> int:
        assert child.stdout is not None
        said = [child.stdout.readline().strip() for _ in range(lines)]
        return int(said[-1]) if said[-1].isdigit() else 0

    return wait
