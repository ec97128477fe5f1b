"""Two readings at the desk, in a real browser: seen, taken, corrected and approved by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_help import tiny_desk, tiny_story

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("fxtranslate", reason="the extra “translate” is not installed")

from axe_playwright_python.sync_playwright import Axe
from deskrun.browser import NoBrowserError, browser
from deskrun.server import desk
from playwright.sync_api import expect

from clipmaker.cues.maker import machine
from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.make.second_readings import second_readings, with_readings

pytestmark = pytest.mark.slow
expect.set_options(timeout=60_000)
EAR = machine("faster-whisper base")
SAID = (
    ("c1", 0, 400, "Depois da primeira semana", "After the first week"),
    ("c2", 450, 900, "eu esperava o visto.", "I waited for the list."),
    ("c3", 950, 1400, "Foram três semanas.", "It took three weeks."),
)


def _sheet(file: Path) -> None:
    """A sheet as hearing leaves it: an engine's English, and a real translator's beside it."""
    cues = tuple(
        Cue(id=name, start_ms=start, end_ms=end, source=said, text=meant,
            source_by=(EAR,), text_by=(EAR,))
        for name, start, end, said, meant in SAID
    )  # fmt: skip
    sheet = CueSheet(footage="interview.mp4", language="pt", cues=cues)
    touched = replace(sheet, cues=(replace(cues[0], edited_by="Ana"), *cues[1:]))
    read = with_readings(touched, second_readings(touched, (), remote=False))
    assert all(cue.other for cue in read.cues)
    file.unlink(missing_ok=True)
    save(read, file)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    """The page of a clip whose sentences have two readings, and its sheet."""
    folder = tmp_path_factory.mktemp("readings")
    story = tiny_story(folder / "stories" / "two", "two")
    story.write_text(story.read_text("utf-8").replace("language: ko", "language: pt"), "utf-8")
    sheet = story.parent / "interview.cues.yaml"
    _sheet(sheet)
    args, env = tiny_desk(folder)
    try:
        with browser() as chromium, desk(*args, env=env) as server:
            context = chromium.new_context(viewport={"width": 1440, "height": 900})
            context.add_init_script("localStorage.setItem('clipmaker-desk-who', 'Mara Lind')")
            opened = context.new_page()
            opened.goto(f"{server.address}/clips/2025-01-13/two")
            expect(opened.locator("body[data-ready=yes]")).to_be_attached()
            yield opened, sheet
    except NoBrowserError as error:
        pytest.skip(f"THERE IS NO BROWSER TO TEST THE DESK IN: {error}")


def test_both_readings_are_seen_taken_followed_and_approved(page: tuple[Any, Path]) -> None:
    shown, sheet = page
    row = shown.locator(".cue[data-id=c2]")
    expect(row.locator(".means")).to_contain_text("list")
    expect(row.locator(".means mark")).to_contain_text(["list"])
    expect(row.locator(".other")).to_contain_text("visa")
    expect(row.locator(".other mark").last).to_contain_text("visa")
    expect(row).to_contain_text("firefox pt-en")
    assert not Axe().run(shown, context=".cues").violations_count

    row.locator(".play-cue").click()
    shown.keyboard.press("t")
    expect(row.locator(".means")).to_contain_text("visa")
    expect(row.locator(".other")).to_contain_text("list")
    taken = load(sheet).cues
    assert {cue.status for cue in taken} == {Status.MACHINE}
    assert taken[1].text_by == (machine("firefox pt-en"),)

    shown.get_by_role("button", name="Edit c2").click()
    shown.get_by_label("What was said (Portuguese)").fill("eu não esperava o visto.")
    expect(shown.locator(".editor .reading")).to_contain_text("visa")
    expect(shown.locator(".editor .reading")).to_contain_text("n")
    before = load(sheet).cues[1].text
    shown.get_by_role("button", name="Save", exact=True).click()
    expect(shown.locator(".editor")).to_have_count(0)
    after = load(sheet).cues
    assert after[1].source == "eu não esperava o visto."
    assert after[1].text != before
    assert after[1].other == "I waited for the list."

    shown.get_by_role("button", name="Approve c1, c2").first.click()
    expect(shown.locator(".cue[data-id=c1] .state")).to_contain_text("Approved")
    expect(shown.locator(".cue[data-id=c2] .state")).to_contain_text("Approved")
    done = load(sheet).cues
    assert [cue.approved_by for cue in done] == ["Mara Lind", "Mara Lind", ""]
    assert not any(cue.wholesale for cue in done)


def test_what_a_person_writes_is_not_replaced_by_a_correction(page: tuple[Any, Path]) -> None:
    shown, sheet = page
    shown.get_by_role("button", name="Edit c3").click()
    shown.get_by_label("What we say it means").fill("It took three whole weeks.")
    shown.get_by_label("What was said (Portuguese)").fill("Foram três meses.")
    expect(shown.locator(".editor .reading")).to_contain_text("months")
    shown.get_by_role("button", name="Save", exact=True).click()
    expect(shown.locator(".cue[data-id=c3] .other")).to_contain_text("months")
    last = load(sheet).cues[2]
    assert last.text == "It took three whole weeks."
    assert last.other_by == (machine("firefox pt-en"),)
