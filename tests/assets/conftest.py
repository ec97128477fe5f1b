"""The makers' modules, and the folder of the examples."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.fixture(scope="session")
def examples(root: Path) -> Path:
    return root / "assets" / "examples"


@pytest.fixture(scope="session", params=["news-60", "meridian"])
def brand(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def sounds(root: Path, brand: str) -> Path:
    return root / "assets" / "brands" / brand
