"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# A busy machine is no mistake of the program: nothing here is judged by the clock.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
