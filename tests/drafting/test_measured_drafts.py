"""Drafts of twelve invented articles hold the story, and nothing that is not in it."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def drafts() -> ModuleType:
    import sys

    loader = SourceFileLoader("measure_drafts", str(ROOT / "scripts" / "measure-drafts"))
    module = module_from_spec(spec_from_loader("measure_drafts", loader))
    sys.modules["measure_drafts"] = module
    loader.exec_module(module)
    return module


@pytest.mark.slow
def test_what_is_drafted_is_the_article_s_and_worth_keeping(drafts: ModuleType) -> None:
    found = drafts.measured()
    assert len(found) == 12
    assert not [fact for one in found for fact in one.foreign]
    kept = [flag for one in found for flag in one.kept]
    assert sum(kept) >= 0.7 * len(kept)
    assert sum(all(one.present) for one in found) >= 11
    for one in found:
        assert one.draft.least_s <= one.draft.length_s <= one.draft.most_s
