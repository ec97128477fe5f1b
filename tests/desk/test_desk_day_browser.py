"""A day at the desk in a real browser: what one does every hour, quickly."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from desk_pages import clip, faults, first_draft, ready, until
from playwright.sync_api import expect

from clipmaker.bulletin.load import load_bulletin
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


def test_what_is_written_on_cards_is_there_after_a_reload_and_can_be_taken_back(
    pages: Callable[..., Any], folder: Path
) -> None:
    story = folder / "stories" / "day" / "story.yaml"
    page = pages(clip("day"))
    page.get_by_role("tab", name="Card texts").click()
    field = page.locator("#text-0-text")
    was = field.input_value()
    field.fill("Written and *not* saved")
    page.reload()
    ready(page)
    expect(page.get_by_role("tab", name="Card texts")).to_contain_text("not saved")
    page.get_by_role("tab", name="Card texts").click()
    expect(field).to_have_value("Written and *not* saved")
    expect(page.locator(".texts .kept")).to_contain_text("not saved yet")
    expect(page.get_by_role("button", name="Save and render")).to_be_enabled()
    page.get_by_role("button", name="Save and render").dblclick()
    expect(page.get_by_role("button", name="Undo", exact=True).last).to_be_enabled()
    assert "text: Written and *not* saved" in story.read_text(encoding="utf-8")
    page.get_by_role("button", name="Undo", exact=True).last.click()
    expect(field).to_have_value(was)
    page.get_by_role("button", name="Redo", exact=True).last.click()
    expect(field).to_have_value("Written and *not* saved")
    page.locator(".past-box summary").click()
    line = page.locator(".past li").first
    expect(line).to_contain_text("Mara Lind")
    expect(page.locator(".past li")).to_have_count(3)
    line.get_by_role("button", name="Put the old text back").click()
    expect(field).to_have_value(was)
    expect(page.get_by_role("tab", name="Card texts")).to_contain_text("not saved")


def test_the_bulletin_is_ordered_by_keys_and_a_story_is_held_and_released(
    pages: Callable[..., Any], folder: Path
) -> None:
    file = folder / "stories" / "morning.yaml"
    # A page that was opened before there was a bulletin shows it, too.
    page = pages()
    file.write_text(
        "version: 1\ndate: 2025-01-13\nstories:\n- story: look  # first\n- story: day\n",
        encoding="utf-8",
    )
    try:
        rows = page.locator(".running-order li")
        expect(rows).to_have_count(2)
        ready(page)
        other = pages(who="Ivo Brandt")
        page.get_by_role("button", name=re.compile("^Move “Story look.*Alt")).focus()
        page.keyboard.press("Alt+ArrowDown")
        expect(rows.nth(1)).to_contain_text("Story look")
        assert [item.name for item in load_bulletin(file).items] == ["day", "look"]
        rows.nth(1).drag_to(rows.nth(0))
        expect(rows.nth(0)).to_contain_text("Story look")
        page.get_by_role("button", name=re.compile("^Hold “Story look")).dblclick()
        page.get_by_label("Who or what holds it?").fill("legal")
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile("^Hold “Story look")).click()
        expect(page.get_by_label("Who or what holds it?")).to_have_value("legal")
        page.get_by_role("button", name="Hold", exact=True).click()
        expect(other.locator(".running-order li").nth(0)).to_contain_text("legal (Mara Lind)")
        other.get_by_role("button", name=re.compile("^Release “Story look")).click()
        other.get_by_role("button", name="Release", exact=True).click()
        expect(page.get_by_role("button", name=re.compile("^Hold “Story look"))).to_be_visible()
        assert load_bulletin(file).items[0].hold == ""
        assert "# first" in file.read_text(encoding="utf-8")
        safe = pages(bypass_csp=True, reduced_motion="reduce")
        assert faults(safe) == []
    finally:
        file.unlink()


def test_every_line_and_the_button_that_saves_it_are_in_view(pages: Callable[..., Any]) -> None:
    page = pages(clip("day"))
    assert page.locator("tr.cue").nth(1).bounding_box()["height"] < 70
    page.keyboard.press("n")
    expect(page.locator("tr.selected")).to_have_count(1)
    for size in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.get_by_role("button", name=re.compile("^Edit c1")).click()
        box = page.get_by_role("button", name="Save", exact=True).bounding_box()
        assert box["y"] + box["height"] < size[1] - (80 if size[0] < 500 else 0)
        page.get_by_role("button", name="Close", exact=True).click()


def test_the_edge_of_a_subtitle_is_moved_on_its_sound(pages: Callable[..., Any]) -> None:
    page = pages(clip("day"))
    page.get_by_role("button", name=re.compile("^Edit c2")).click()
    expect(page.locator(".wave-sound path")).to_be_attached()
    end = page.get_by_label("To", exact=True)
    expect(end).to_have_value("0:00.950")
    page.get_by_role("slider", name="Ends").press("ArrowLeft")
    expect(end).to_have_value("0:00.910")
    begin, edge = (
        page.get_by_label("From (of the footage)"),
        page.get_by_role("slider", name="Begins"),
    )
    box = edge.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 9)
    page.mouse.down()
    page.mouse.move(box["x"] - 400, box["y"] + 9, steps=4)
    page.mouse.up()
    # It goes as far as the subtitle before it, and no further.
    expect(begin).to_have_value("0:00.500")
    page.get_by_role("button", name="Close", exact=True).click()
