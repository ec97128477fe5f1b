"""The desk in a real browser, over stories that are really rendered."""

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_help import TINY_CUES, copy_example, tiny_desk, tiny_story, warn_in

from clipmaker.cues.sheets.sheet import load

pytest.importorskip("playwright", reason="playwright is not installed")

from desk_pages import clip, faults, first_draft, ready, rendered, until
from deskrun.server import desk, start
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


def test_the_whole_way_from_draft_to_approved(pages: Callable[..., Any], folder: Path) -> None:
    page = pages()
    page.get_by_label("Search clips").fill("way")
    page.get_by_role("link", name=re.compile("Story way")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Story way with emphasis")
    first_draft(page)
    stamp = page.locator("#video").get_attribute("src")
    assert stamp is not None

    until(page, "document.getElementById('video').readyState >= 2")
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "document.getElementById('video').currentTime > 0.2")
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("slider", name="Position in the clip").focus()
    page.keyboard.press("Home")
    for number in (1, 2, 3):
        page.get_by_role("button", name="One frame on").click()
        expect(page.locator("#time")).to_contain_text(f"frame {number}")

    page.get_by_role("button", name=re.compile("^Edit c1")).click()
    text = page.get_by_label("What we say it means")
    text.fill("They told us that it was training")
    expect(page.locator(".as-shown")).to_contain_text("training")
    expect(page.locator(".preview img")).to_be_visible()
    page.evaluate("document.getElementById('video').currentTime = 1.25")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#job")).to_be_visible()
    rendered(page)
    expect(page.locator("#video")).not_to_have_attribute("src", stamp)
    until(page, "Math.abs(document.getElementById('video').currentTime - 1.25) < 0.04")
    sheet = load(folder / "stories" / "way" / "interview.cues.yaml")
    assert (sheet.cues[0].text, sheet.cues[0].edited_by) == (
        "They told us that it was training",
        "Mara Lind",
    )

    page.get_by_role("button", name="Approve…").click()
    expect(page.get_by_role("button", name="Approve and publish")).to_be_disabled()
    page.get_by_role("button", name="Cancel", exact=True).last.click()
    page.get_by_role("button", name="Approve c1").click()
    page.get_by_role("button", name="Approve c2").click()
    expect(page.locator("#tab-open")).to_be_empty()
    rendered(page)
    page.get_by_role("button", name="Approve…").click()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.locator(".toast")).to_contain_text("Published as v1")
    expect(page.locator("#state")).to_have_text("Approved")

    final = folder / "output" / "2025-01-13" / "way" / "v1"
    manifest = json.loads((final / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["state"] == "final"
    assert manifest["sign_off"]["who"] == "Mara Lind"
    assert manifest["sign_off"]["when"].startswith("20")
    assert (final / "way.mp4").stat().st_size > 10_000
    assert [c["status"] for c in manifest["speech"][0]["cues"]] == ["approved", "approved"]

    page.get_by_role("button", name=re.compile("^Edit c2")).click()
    page.get_by_label("What we say it means").fill("No idea")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".editor")).to_have_count(0)
    rendered(page)
    page.get_by_role("button", name="Approve…").click()
    note = page.get_by_label("What has changed since v1?")
    note.fill("The second line was wrong")
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.locator(".toast").last).to_contain_text("Published as v2")
    second = json.loads((final.with_name("v2") / "manifest.json").read_text(encoding="utf-8"))
    assert second["sign_off"]["note"] == "The second line was wrong"
    assert json.loads((final / "manifest.json").read_text(encoding="utf-8")) == manifest

    page.goto(page.url.split("?")[0] + "/compare?left=v1&right=v2")
    expect(page.locator("video")).to_have_count(2)
    expect(page.get_by_text("The second line was wrong")).to_be_visible()
    page.get_by_role("button", name="One frame on").click()
    until(page, "[...document.querySelectorAll('video')].every((v) => v.currentTime > 0.04)")


def test_two_pages_that_change_one_subtitle_see_both_versions(
    pages: Callable[..., Any], folder: Path
) -> None:
    file = folder / "stories" / "conflict" / "interview.cues.yaml"
    one, two = pages(clip("conflict"), "Mara Lind"), pages(clip("conflict"), "Ivo Brandt")
    for page in (one, two):
        page.get_by_role("button", name=re.compile("^Edit c1")).click()
    two.get_by_label("What we say it means").fill("Ivo’s words")
    one.get_by_label("What we say it means").fill("Mara’s words")
    one.keyboard.press("Control+Enter")
    expect(one.locator(".editor")).to_have_count(0)
    expect(two.locator(".editor .kept")).to_contain_text("Mara’s words")
    expect(two.get_by_label("What we say it means")).to_have_value("Ivo’s words")
    two.keyboard.press("Control+Enter")
    dialog = two.get_by_role("dialog", name="Two people changed this subtitle")
    expect(dialog).to_contain_text("Mara’s words")
    expect(dialog).to_contain_text("Ivo’s words")
    assert load(file).cues[0].text == "Mara’s words"
    dialog.get_by_role("button", name="Keep mine").click()
    expect(two.locator(".editor")).to_have_count(0)
    expect(one.get_by_role("button", name=re.compile("^Edit c1"))).to_contain_text("Ivo’s words")
    assert (load(file).cues[0].text, load(file).cues[0].edited_by) == (
        "Ivo’s words",
        "Ivo Brandt",
    )


def test_a_hand_edit_is_shown_while_the_page_is_open(
    pages: Callable[..., Any], folder: Path
) -> None:
    file = folder / "stories" / "conflict" / "interview.cues.yaml"
    page = pages(clip("conflict"))
    expect(page.get_by_role("button", name=re.compile("^Edit c2"))).to_be_visible()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("I don't know", "I have no idea"), encoding="utf-8")
    expect(page.get_by_role("button", name=re.compile("^Edit c2"))).to_contain_text(
        "I have no idea"
    )


def test_the_keyboard_alone_does_everything(pages: Callable[..., Any], folder: Path) -> None:
    page = pages()
    page.keyboard.press("/")
    page.keyboard.type("story keys")
    expect(page.locator("#count")).to_have_text("1 clip")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.clip-link')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/clips/2025-01-13/keys")
    ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Story keys with emphasis")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("approve all without doubts")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#job")).to_be_visible()
    rendered(page)
    page.keyboard.press("j")
    expect(page.locator("tr.selected")).to_have_attribute("data-id", "c2")
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(page.get_by_label("What we say it means")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("They said")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=re.compile("^Edit c1"))).to_be_focused()
    assert load(folder / "stories" / "keys" / "interview.cues.yaml").cues[0].text != "They said"
    page.keyboard.press("e")
    page.keyboard.press("Home")
    for _ in range("They".__len__()):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+s")
    expect(page.locator("tr.cue")).to_have_count(3)
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    ready(page)
    expect(page.locator("tr.cue")).to_have_count(2)
    page.keyboard.press("U")
    expect(page.locator("tr.cue")).to_have_count(3)
    page.keyboard.press("u")
    ready(page)
    expect(page.locator("tr.cue")).to_have_count(2)
    page.keyboard.press("a")
    expect(page.locator("tr[data-id=c1] .state")).to_have_text("Approved")
    expect(page.locator("tr.selected")).to_have_attribute("data-id", "c2")
    page.keyboard.press("b")
    page.keyboard.type("Listen again, please")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-id=c2] .comment")).to_contain_text("Listen again, please")
    page.keyboard.press("5")
    expect(page.get_by_role("tab", name="Checks")).to_have_attribute("aria-selected", "true")


def test_a_story_that_fails_says_why(pages: Callable[..., Any]) -> None:
    page = pages()
    broken = page.locator(".clip", has_text="broken").first
    expect(broken).to_contain_text("Failed")
    expect(broken).to_contain_text("captoin")
    page.goto(page.url.split("/clips")[0].rstrip("/") + "/clips/2025-01-13/damaged")
    expect(page.locator("#notice")).to_contain_text("interview.mp4")
    assert "Traceback" not in page.content()


def test_times_find_and_replace_and_safe_areas(pages: Callable[..., Any], folder: Path) -> None:
    file = folder / "stories" / "times" / "interview.cues.yaml"
    page = pages(clip("times"))
    page.get_by_role("button", name="Find and replace…").click()
    page.get_by_label("Find", exact=True).fill("training")
    page.get_by_label("Replace with").fill("an exercise")
    expect(page.get_by_text("1 place", exact=True)).to_be_visible()
    page.get_by_role("button", name="Replace all").click()
    expect(page.locator("tr[data-id=c1]")).to_contain_text("an exercise")
    page.get_by_role("button", name="Shift times…").click()
    page.get_by_label("Milliseconds").fill("20")
    page.get_by_role("button", name="Shift", exact=True).click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    until(page, "!document.querySelector('dialog[open]')")
    rendered(page)
    assert [(c.start_ms, c.end_ms) for c in load(file).cues] == [(120, 520), (620, 970)]
    for name in ("TikTok", "Reels", "Shorts", "Checked texts"):
        page.get_by_label(name).check()
    expect(page.locator("#overlay path.area")).to_have_count(3)
    page.evaluate("document.getElementById('video').currentTime = 0.5")
    expect(page.locator("#overlay rect.box").first).to_be_attached()


def test_a_headline_is_corrected_and_its_render_cancelled(
    pages: Callable[..., Any], folder: Path
) -> None:
    story = folder / "stories" / "times" / "story.yaml"
    page = pages(clip("times"))
    page.get_by_role("tab", name="Card texts").click()
    field = page.locator("#text-0-text")
    field.fill("word " * 400)
    expect(page.locator(".budget .wrong")).to_be_visible()
    expect(page.get_by_role("button", name="Save and render")).to_be_disabled()
    field.fill("Another *headline* altogether")
    expect(page.locator(".budget .soft")).to_contain_text("Fills the clip")
    page.get_by_role("button", name="Save and render").click()
    expect(page.locator("#job")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#job")).to_be_hidden()
    assert "text: Another *headline* altogether" in story.read_text(encoding="utf-8")
    page.reload()
    ready(page)
    expect(page.locator("#notice, #unrendered").filter(visible=True).first).to_be_visible()
    page.get_by_role("button", name="Render", exact=True).click()
    rendered(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Another headline altogether")


def test_on_a_phone_the_actions_stand_in_one_line(pages: Callable[..., Any]) -> None:
    page = pages(clip("look"))
    page.set_viewport_size({"width": 360, "height": 740})
    boxes = [page.locator(f"#{name}").bounding_box() for name in ("render", "approve-clip")]
    assert boxes[0]["y"] == boxes[1]["y"]
    for box in boxes:
        assert box["x"] + box["width"] <= 360
        assert box["y"] + box["height"] <= 740
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    # What the keyboard reaches is not behind them.
    last = page.locator("#panel-cues button").last
    last.focus()
    seen = last.bounding_box()
    assert seen["y"] + seen["height"] <= boxes[0]["y"]


def test_the_budget_marks_the_card_that_is_written_after_a_warning(
    chromium: Any, tmp_path: Path
) -> None:
    warn_in(copy_example(tmp_path / "stories" / "captured-soldier"))
    _, env = tiny_desk(tmp_path)
    with desk(tmp_path / "stories", "--output", tmp_path / "output", env=env) as running:
        page = chromium.new_page()
        page.goto(running.address + clip("captured-soldier"))
        page.get_by_role("tab", name="Card texts").click()
        page.locator("#text-4-text").fill("There may be some other options")
        expect(page.locator(".budget .part")).to_have_count(8)
        expect(page.locator(".budget .changed")).to_have_count(1)
        expect(page.locator(".budget .changed")).to_have_attribute("title", re.compile("quote"))
        page.close()


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(
    pages: Callable[..., Any], scheme: str, size: tuple[int, int]
) -> None:
    page = pages(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found = {"list": faults(page)}
    page.goto(page.url + clip("look").lstrip("/"))
    ready(page)
    expect(page.locator("tr.cue")).to_have_count(2)
    if page.locator("#unrendered").is_visible():
        first_draft(page)
    page.get_by_role("button", name=re.compile("^Edit c1")).click()
    found["clip"] = faults(page)
    for tab in ("Card texts", "Checks", "Files"):
        page.get_by_role("tab", name=re.compile(tab)).click()
        page.wait_for_timeout(300)
        found[tab] = faults(page)
    page.get_by_role("button", name="Approve…").click()
    found["dialog"] = faults(page)
    assert not any(found.values()), found
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_a_clip_page_is_light_without_its_video(pages: Callable[..., Any]) -> None:
    page = pages()
    sizes: dict[str, int] = {}

    def count(request: Any) -> None:
        if not request.url.split("?")[0].endswith(".mp4") and "/events" not in request.url:
            sizes[request.url] = sum(request.sizes()[k] for k in ("responseBodySize",))

    page.on("requestfinished", count)
    page.goto(page.url + clip("look").lstrip("/"))
    ready(page)
    expect(page.locator("tr.cue")).to_have_count(2)
    page.wait_for_load_state("load")
    page.wait_for_timeout(1500)
    assert sum(sizes.values()) < 300_000, sizes


def test_a_killed_server_loses_nothing(folder: Path, chromium: Any) -> None:
    import shutil

    place = folder / "kill"
    args, env = tiny_desk(folder)
    args = (place, "--output", folder / "kill-output", *args[3:])
    shutil.copytree(folder / "stories" / "killed", place / "killed")
    file = place / "killed" / "interview.cues.yaml"
    context = chromium.new_context()
    context.add_init_script("localStorage.setItem('clipmaker-desk-who', 'Mara Lind')")
    page = context.new_page()
    running = start(*args, env=env)
    try:
        page.goto(running.address + clip("killed"))
        page.get_by_role("button", name=re.compile("^Edit c1")).click()
        page.get_by_label("What we say it means").fill("Written before the power cut")
        page.keyboard.press("Control+Enter")
        until(page, "document.getElementById('job-text').textContent.includes('segments')")
        running.kill()
        assert load(file).cues[0].text == "Written before the power cut"
        published = list((folder / "kill-output").rglob("manifest.json"))
        assert published == []
        page.get_by_role("button", name=re.compile("^Edit c2")).click()
        page.get_by_label("What we say it means").fill("Typed while nobody listened")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".toast")).to_contain_text("does not answer")
        running = start(*args, env=env)
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(running.address + clip("killed"))
        rendered(page)
        draft = folder / "kill-output" / "2025-01-13" / "killed" / "draft"
        manifest = json.loads((draft / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["speech"][0]["cues"][0]["text"] == "Written before the power cut"
        assert [p.name for p in draft.parent.iterdir()] == ["draft"]
    finally:
        context.close()
        running.kill()


@pytest.mark.parametrize("after_ms", [0, 2, 5, 10, 20, 40])
def test_a_sheet_is_whole_whenever_the_server_dies(folder: Path, after_ms: int) -> None:
    import threading
    import time
    import urllib.request

    place = folder / f"save-{after_ms}"
    args, env = tiny_desk(folder)
    tiny_story(place / "stories" / "saved", "saved")
    file = place / "stories" / "saved" / "interview.cues.yaml"
    running = start(place / "stories", "--output", place / "output", *args[3:], env=env)
    try:
        address = f"{running.address}/api/clips/2025-01-13/saved"
        with urllib.request.urlopen(address) as answer:
            base = json.load(answer)["sheets"][0]["base"]
        body = {
            "do": "edit",
            "footage": "interview.mp4",
            "base": base,
            "page": "p",
            "who": "Mara Lind",
            "id": "c1",
            "text": "Saved or not, but never half",
        }
        request = urllib.request.Request(
            f"{address}/cues",
            data=json.dumps(body).encode(),
            headers={"content-type": "application/json", "origin": running.address},
        )

        def ask() -> None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(request).close()

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(after_ms / 1000)
        running.kill()
        asking.join()
    finally:
        running.kill()
    found = load(file).cues[0].text
    assert found in ("They said it was training", "Saved or not, but never half")
    assert file.read_text(encoding="utf-8").count("- id:") == TINY_CUES.count("- id:")


def test_nobody_is_in_conflict_with_their_own_saves(
    pages: Callable[..., Any], folder: Path
) -> None:
    file = folder / "stories" / "own" / "interview.cues.yaml"
    page = pages(clip("own"))
    page.get_by_role("button", name=re.compile("^Edit c1")).click()
    text = page.get_by_label("What we say it means")
    for said in ("They said one thing", "They said another thing"):
        text.fill(said)
        page.keyboard.press("Control+s")
    text.fill("They said the last thing")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name=re.compile("^Edit c2")).click()
    expect(page.get_by_role("group", name="Edit c2")).to_be_visible()
    assert load(file).cues[0].text == "They said the last thing"
    page.wait_for_timeout(2500)
    page.get_by_role("button", name=re.compile("^Edit c1")).click()
    text.fill("They say nothing")
    for _ in range("thing".__len__() + 3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Alt+s")
    expect(page.locator("tr.cue")).to_have_count(3)
    text.fill("They told")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".editor")).to_have_count(0)
    assert load(file).cues[0].text == "They told"
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_text_that_was_left_with_escape_is_there_again(pages: Callable[..., Any]) -> None:
    page = pages(clip("own"))
    page.get_by_role("button", name=re.compile("^Edit c2")).click()
    text = page.get_by_label("What we say it means")
    text.fill("Nobody has told me")
    page.keyboard.press("Escape")
    expect(page.locator(".editor")).to_have_count(0)
    page.reload()
    ready(page)
    page.get_by_role("button", name=re.compile("^Edit c2")).click()
    expect(text).to_have_value("Nobody has told me")


def test_a_click_is_not_lost_when_news_arrive_between_press_and_release(
    pages: Callable[..., Any], folder: Path
) -> None:
    page = pages(clip("look"))
    page.get_by_role("button", name=re.compile("^Edit c2")).hover()
    page.mouse.down()
    news = f"/api{clip('look')}"
    with page.expect_response(lambda answer: answer.url.endswith(news), timeout=60_000):
        sheet = folder / "stories" / "look" / "interview.cues.yaml"
        sheet.write_text(sheet.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    page.evaluate("new Promise((go) => setTimeout(go, 300))")
    page.mouse.up()
    expect(page.get_by_label("What we say it means")).to_be_visible()
