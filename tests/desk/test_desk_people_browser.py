"""Signing in, giving a link away, and what a guest does on a telephone, in a real browser."""

import re
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from desk_help import tiny_desk, tiny_story
from deskrun.browser import NoBrowserError, browser
from deskrun.server import desk
from playwright.sync_api import expect

from clipmaker.cues.sheets.sheet import load
from clipmaker.desk.staff import Role, StaffMember, change_staff, digest_of

pytestmark = pytest.mark.slow

CLIP = "/clips/2025-01-13/day"
PASSWORD = "lantern orchard nine"


def test_a_guest_comments_and_approves_on_a_telephone_and_the_desk_sees_it(tmp_path: Path) -> None:
    sheet = tiny_story(tmp_path / "stories" / "day", "day").parent / "interview.cues.yaml"
    member = StaffMember(name="Mara Lind", roles=frozenset(Role), password=digest_of(PASSWORD))
    change_staff(tmp_path / "staff.yaml", member.name, member)
    args, env = tiny_desk(tmp_path)
    try:
        opened = browser()
        with opened as found, desk(*args, "--staff", tmp_path / "staff.yaml", env=env) as running:
            page = found.new_page()
            page.goto(running.address + CLIP)
            page.locator("#name").fill("mara lind")
            page.get_by_label("Password").fill("nothing like it")
            page.keyboard.press("Enter")
            expect(page.get_by_role("alert").last).to_contain_text("do not belong together")
            page.get_by_label("Password").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(re.compile(CLIP))
            page.wait_for_selector("[data-ready]")
            expect(page.locator("#who")).to_have_text("Mara Lind")
            page.get_by_role("button", name="Share…").click()
            page.get_by_label("For whom?").fill("Ana Reporter")
            page.get_by_label("may approve").check()
            page.get_by_role("button", name="Make the link").click()
            link = page.get_by_label("The link of Ana Reporter").input_value()
            page.get_by_role("button", name="Close").click()
            page.get_by_role("tab", name="Comments").click()

            phone = found.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
            guest = phone.new_page()
            guest.goto(link)
            guest.wait_for_selector("[data-ready]")
            for name in ("Render", "Find and replace…", "Shift times…"):
                assert guest.get_by_role("button", name=name, exact=True).is_hidden()
            assert guest.get_by_role("button", name=re.compile("^Approve all")).is_visible()
            assert guest.evaluate("document.documentElement.scrollWidth") <= 390
            guest.get_by_role("tab", name="Comments").tap()
            guest.get_by_label("What is to be said").fill("He said “list”, not “visa”.")
            guest.get_by_role("button", name="Comment", exact=True).tap()
            expect(guest.locator(".talk")).to_contain_text("not “visa”")
            # The desk's page hears of it by itself.
            expect(page.locator(".talk")).to_contain_text("Ana Reporter")
            expect(page.get_by_role("tab", name="Comments")).to_contain_text("1")
            guest.get_by_role("tab", name="Subtitles").tap()
            guest.get_by_role("button", name=re.compile("^Approve c1")).tap()
            expect(guest.locator("tr[data-id=c1] .state")).to_have_text("Approved")
            cue = next(one for one in load(sheet).cues if one.id == "c1")
            assert cue.approved_by == "Ana Reporter"
            guest.goto(running.address)
            expect(guest.locator("body")).to_contain_text("opens one clip, and nothing else")
            page.get_by_role("button", name="You are Mara Lind. Sign out").click()
            page.get_by_role("button", name="Sign out", exact=True).click()
            page.wait_for_url(re.compile("/sign-in$"))
    except NoBrowserError:
        pytest.skip("there is no browser on this machine")
