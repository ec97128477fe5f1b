"""Fixtures that every test may use."""

import os
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ["quick"]

# Tests run on every core already: threads that wait for others must not spin. Libraries read this
# when they are loaded, in this process and in those that it starts.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A busy machine is no mistake of the program: nothing here is judged by the clock.
# CLIPMAKER_EXAMPLES=1000 tries that many examples of every property, which takes long.
settings.register_profile(
    "suite",
    max_examples=int(os.environ.get("CLIPMAKER_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Real recordings beside the checkout; tests that need them are skipped without them."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("real recordings are not on this machine")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _logs_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Commands that keep a log, in whatever process, keep it in a folder of the tests' own."""
    os.environ["CLIPMAKER_LOGS"] = str(tmp_path_factory.mktemp("logs"))
    os.environ.pop("CLIPMAKER_LOG_FILE", None)


@pytest.fixture(scope="session")
def known_sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds what the brands' sounds are, and nothing else: to be copied."""
    from clipmaker.make.silence import level_of
    from clipmaker.media.probe import probe

    cache = tmp_path_factory.mktemp("known-sounds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPMAKER_CACHE", str(cache))
        for sound in sorted((ROOT / "assets" / "brands").glob("*/*.ogg")):
            info = probe(sound)
            if sound.stem in {"bed", "figure", "pulse"}:
                level_of(info)
    return cache


@pytest.fixture
def installed(tmp_path: Path, root: Path) -> Path:
    """A folder as pip leaves it with the newsroom's package in it."""
    site = tmp_path / "site"
    shutil.copytree(root / "tests/newsroom_cards/newsroom_cards", site / "newsroom_cards")
    info = site / "newsroom_cards-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: newsroom-cards\nVersion: 1.0.0\n")
    project = tomllib.loads((root / "tests/newsroom_cards/pyproject.toml").read_text("utf-8"))
    points = project["project"]["entry-points"]
    lines = [
        line
        for group, brought in points.items()
        for line in (f"[{group}]", *(f"{name} = {module}" for name, module in brought.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return site
