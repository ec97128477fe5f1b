"""What may not be read or written is named, with the exit code of what it is.

Permissions bind root only without its capabilities, so these run in a process that gives them up.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clipmaker.errors import ExitCode

_DROPPED = "-dac_override,-dac_read_search"


def run(*args: object, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run the program as somebody whom permissions bind."""
    drop = ["setpriv", "--bounding-set", _DROPPED, "--inh-caps", _DROPPED]
    if os.geteuid() != 0:
        drop = []
    elif shutil.which("setpriv") is None:
        pytest.skip("root cannot give its powers up without setpriv")
    return subprocess.run(
        [*drop, sys.executable, "-m", "clipmaker", *map(str, args)],
        env={**os.environ, "CLIPMAKER_CACHE": str(cache)},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("forbidden", "args", "code"),
    [
        ("story.yaml", ("plan", "{folder}/story.yaml"), ExitCode.INPUT),
        ("interview.cues.yaml", ("plan", "{folder}/story.yaml"), ExitCode.INPUT),
        ("interview.mp4", ("plan", "{folder}/story.yaml"), ExitCode.MEDIA),
        ("interview.mp4", ("check", "{folder}/interview.mp4"), ExitCode.MEDIA),
    ],
)
def test_a_file_that_may_not_be_read_is_named(
    forbidden: str, args: tuple[str, ...], code: int, story: Path, tmp_path: Path
) -> None:
    (story.parent / forbidden).chmod(0)
    done = run(
        *(arg.format(folder=story.parent) for arg in args), "--profile=tiny", cache=tmp_path / "c"
    )
    assert done.returncode == code, done.stderr
    assert f"{forbidden}: " in done.stderr
    assert "may not be read: its permissions forbid it" in done.stderr


def test_a_cache_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0)
    try:
        done = run("cache", cache=cache)
    finally:
        cache.chmod(0o700)
    assert done.returncode == ExitCode.DISK
    assert f"{cache}" in done.stderr
    assert "Permission denied" in done.stderr and "bug" not in done.stderr
