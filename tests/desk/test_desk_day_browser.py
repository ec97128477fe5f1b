"""A day at the desk in a real browser: what one does every hour, quickly."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from desk_pages import clip, first_draft, until
from playwright.sync_api import expect

from clipmaker.cues.sheets.sheet import load

pytestmark = pytest.mark.slow


def test_many_lines_are_approved_after_a_question_that_says_what_nobody_played(
    pages: Callable[..., Any], folder: Path
) -> None:
    file = folder / "stories" / "day" / "interview.cues.yaml"
    page = pages(clip("day"))
    first_draft(page)
    until(page, "document.getElementById('video').readyState >= 2")
    page.get_by_role("button", name=re.compile("^Play c1")).click()
    expect(page.locator("tr[data-id=c1] .heard")).to_have_text("played")
    page.get_by_role("button", name=re.compile("^Approve all without doubts")).dblclick()
    dialog = page.get_by_role("dialog", name="Approve 2 subtitles together?")
    expect(dialog).to_contain_text("Nobody has played 1 of them.")
    dialog.get_by_role("button", name="Cancel").click()
    assert not any(cue.wholesale for cue in load(file).cues)
    page.keyboard.press("A")
    dialog.get_by_role("button", name="Approve 2 subtitles").click()
    expect(page.locator("tr[data-id=c2] .state")).to_have_text("Approved")
    assert all(cue.wholesale for cue in load(file).cues)
