"""People, spellings and what crops keep, by two editors at once in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from desk_help import TINY_CUES
from desk_pages import faults, ready
from playwright.sync_api import expect
from synth import stories

pytestmark = pytest.mark.slow


def forms(page: Any) -> Any:
    page.get_by_role("tab", name="Story").click()
    page.get_by_role("button", name="People, names…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="One more person")).to_be_visible()
    return dialog


def named(dialog: Any, place: int = 0) -> Any:
    return dialog.get_by_label("Name, as on screen").nth(place)


def box(text: str) -> list[float]:
    found = re.search(r"focus_box: \[(.*)\]", text)
    assert found, text
    return [float(edge) for edge in found[1].split(",")]


def crop_is_drawn(page: Any, story: Path) -> None:
    """Draw what crops keep with the pointer, move it with the keys, and save it."""
    page.get_by_role("button", name=re.compile("^Edit . Footage")).click()
    dialog = page.get_by_role("dialog")
    stage = dialog.get_by_role("application")
    expect(dialog.get_by_label("16:9", exact=True)).to_be_visible()
    stage.scroll_into_view_if_needed()
    edge = stage.bounding_box()
    at = lambda x, y: (edge["x"] + x * edge["width"], edge["y"] + y * edge["height"])  # noqa: E731
    page.mouse.move(*at(0.2, 0.2))
    page.mouse.down()
    page.mouse.move(*at(0.5, 0.6), steps=3)
    page.mouse.up()
    # A click beside it is no box.
    page.mouse.click(*at(0.9, 0.9))
    expect(dialog.get_by_label("Kept in sight")).to_have_value("drawn")
    stage.focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    for shape in ("4:5", "1:1", "16:9", "9:16"):
        dialog.get_by_label(shape, exact=True).check()
        expect(dialog.get_by_text(f"{shape}: it ")).to_be_visible()
    assert faults(page) == []
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    found = box(story.read_text(encoding="utf-8"))
    assert found == pytest.approx([0.21, 0.21, 0.52, 0.61], abs=0.015)
    page.get_by_role("button", name=re.compile("^Edit . Footage")).click()
    expect(dialog.get_by_label("Left %")).to_have_value(f"{found[0] * 100:g}")
    dialog.get_by_label("Kept in sight").select_option("auto")
    dialog.get_by_role("button", name="Cancel").click()
    assert box(story.read_text(encoding="utf-8")) == found


def test_people_and_spellings_are_written_kept_and_never_over_those_of_others(
    pages: Callable[..., Any], folder: Path
) -> None:
    story = folder / "stories" / "names" / "story.yaml"
    story.parent.mkdir()
    (story.parent / "interview.mp4").write_bytes(
        (folder / "stories" / "look" / "interview.mp4").read_bytes()
    )
    cues = TINY_CUES.replace("  status:", "  speaker: Soldier\n  status:", 1)
    (story.parent / "interview.cues.yaml").write_text(cues, encoding="utf-8")
    story.write_text(stories.tiny_story(slug="names", title="Names"), encoding="utf-8")

    first = pages()
    expect(first.get_by_role("link", name="Names").first).to_be_visible()
    page = pages("/clips/2025-01-13/names", bypass_csp=True, reduced_motion="reduce")
    dialog = forms(page)
    named(dialog).fill("Ri Kwang-ho")
    dialog.get_by_label("What they are").fill("Sergeant")
    dialog.get_by_label("Called in the subtitles").fill("Soldier")
    dialog.get_by_label("Spelt on screen").fill("Kursk")
    dialog.get_by_label("In the languages spoken").fill("쿠르스크, Курск")
    assert faults(page) == []
    # A reload in the middle takes nothing away, and a hurried hand clicks twice.
    page.reload()
    ready(page)
    dialog = forms(page)
    expect(named(dialog)).to_have_value("Ri Kwang-ho")
    dialog.get_by_role("button", name="Save").dblclick()
    expect(dialog).to_be_hidden()
    text = story.read_text(encoding="utf-8")
    assert "- {name: Ri Kwang-ho, role: Sergeant, speaker: Soldier}" in text
    assert "- {spelling: Kursk, source: [쿠르스크, Курск]}" in text
    assert text.count("people:") == 1

    crop_is_drawn(page, story)

    other = pages("/clips/2025-01-13/names", who="Tom Ray")
    theirs, mine = forms(other), forms(page)
    named(theirs).fill("Ri Kwang Ho")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs).to_be_hidden()
    mine.get_by_role("button", name="One more person").click()
    page.keyboard.type("A. Kim")
    mine.get_by_role("button", name="Save").dblclick()
    expect(mine.get_by_role("alert")).to_contain_text("Ri Kwang Ho, Sergeant, Soldier")
    assert "A. Kim" not in story.read_text(encoding="utf-8")
    mine.get_by_role("button", name="Take theirs").click()
    expect(named(mine)).to_have_value("Ri Kwang Ho")
    named(mine).press("Escape")
    expect(mine).to_be_hidden()

    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect(page.locator("#toasts .bad")).to_contain_text("changed elsewhere")
