"""A story from nothing in a real browser: a text, a photo, cards in order."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from desk_pages import faults
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


def photo() -> dict[str, Any]:
    out = io.BytesIO()
    Image.new("RGB", (600, 900), "navy").save(out, "JPEG")
    return {"name": "ha:rbour.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_a_story_is_begun_from_a_text_and_gets_a_photo_and_cards(
    pages: Callable[..., Any], folder: Path
) -> None:
    page = pages("/new", bypass_csp=True, reduced_motion="reduce")
    page.get_by_label("The article or its summary").fill("Harbour opens\n\nIt is open.\n")
    page.get_by_label("Day").fill("2025-03-04")
    begin = page.get_by_role("button", name="Begin the story")
    expect(begin).to_be_disabled()
    page.get_by_role("button", name="Show the draft").click()
    expect(page.locator(".draft-cards li")).to_have_count(3)
    begin.click()
    rows = page.locator(".shot-row")
    expect(rows).to_have_count(3)
    file = folder / "stories" / "harbour-opens" / "story.yaml"
    assert "source: article.txt" in file.read_text(encoding="utf-8")
    expect(page.locator("#unrendered-picture")).to_be_visible()

    paper = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 "}
    page.get_by_label("Bring footage or photos").set_input_files([photo(), paper])
    expect(page.locator(".arrivals .kept-file")).to_contain_text("kept as ha-rbour.jpg")
    expect(page.locator(".arrivals .refused")).to_contain_text("this is a PDF document")

    page.get_by_label("Kind of card").select_option("photo")
    page.get_by_role("button", name="Add…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("File", exact=True).select_option("ha-rbour.jpg")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("a photo needs a credit")
    dialog.get_by_label("Credit", exact=True).fill("Photo: AFP")
    assert faults(page) == []
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("Photo")

    page.get_by_role("button", name=re.compile("^Move 2 Photo")).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(rows.nth(2)).to_contain_text("Photo")
    page.get_by_role("button", name=re.compile("^Remove 2 Caption")).click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect(rows.nth(1)).to_contain_text("It is open.")
    assert "file: ha-rbour.jpg" in file.read_text(encoding="utf-8")

    # Nothing moves when a render begins.
    tops = (
        "() => ['.work', '.watch', '.tabs'].map("
        "(one) => document.querySelector(one).getBoundingClientRect().top)"
    )
    before = page.evaluate(tops)
    page.evaluate(
        "() => { document.getElementById('job').hidden = false;"
        " document.getElementById('strip').classList.add('rendering'); }"
    )
    assert page.evaluate(tops) == before
