"""A browser and one desk for all tests that walk its pages, and what they wait for."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_help import tiny_desk, tiny_story
from deskrun.browser import NoBrowserError, browser
from deskrun.server import Running, desk
from playwright.sync_api import expect

expect.set_options(timeout=60_000)
SERIOUS = ("serious", "critical")
STORIES = ("way", "own", "conflict", "keys", "look", "killed", "times", "day")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser; without one these tests are skipped, which is said."""
    try:
        with browser() as found:
            yield found
    except NoBrowserError as error:
        pytest.skip(f"THERE IS NO BROWSER TO TEST THE DESK IN: {error}")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories of the tiny profile, a broken one among them; an output folder, a cache."""
    place = tmp_path_factory.mktemp("desk")
    for name in STORIES:
        tiny_story(place / "stories" / name, name)
    broken = tiny_story(place / "stories" / "broken", "broken")
    broken.write_text(broken.read_text().replace("kind: caption", "kind: captoin"))
    long = tiny_story(place / "stories" / "damaged", "damaged")
    (long.parent / "interview.mp4").write_bytes(b"this is no video")
    return place


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Running]:
    """A desk over these stories."""
    args, env = tiny_desk(folder)
    with desk(*args, env=env) as running:
        yield running


@pytest.fixture
def pages(chromium: Any, server: Running) -> Iterator[Callable[..., Any]]:
    """Open pages, each a person of its own; nothing may go wrong in any of them."""
    contexts = []
    wrong: list[str] = []

    def opened(path: str = "/", who: str = "Mara Lind", **how: Any) -> Any:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, **how)
        contexts.append(context)
        context.add_init_script(f"localStorage.setItem('clipmaker-desk-who', '{who}')")
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda m: m.type == "error" and wrong.append(f"{m.text} {m.location}"))
        page.goto(server.address + path)
        ready(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    # A conflict or a refusal is an answer that the page shows; its browser notes it, too.
    left = [text for text in wrong if not re.search(r"status of (409|422)", text)]
    assert not left, left


def clip(name: str) -> str:
    return f"/clips/2025-01-13/{name}"


def ready(page: Any) -> None:
    """Wait until the page listens to its reader."""
    expect(page.locator("body[data-ready=yes]")).to_be_attached()


def until(page: Any, said: str, arg: object = None) -> None:
    """Wait until a script says so; the desk's policy lets pages evaluate nothing themselves."""
    for _ in range(600):
        if page.evaluate(said, arg):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"never: {said}")


def rendered(page: Any) -> None:
    """Wait until the newest wish is rendered."""
    until(
        page,
        "async (path) => { const clip = await (await fetch(path)).json();"
        " return !clip.stale && (!clip.job || !['queued', 'running'].includes(clip.job.state)); }",
        f"/api{page.url[page.url.index('/clips') :]}",
    )
    expect(page.locator("#job")).to_be_hidden()


def first_draft(page: Any) -> None:
    page.get_by_role("button", name="Render", exact=True).click()
    expect(page.locator("#job")).to_be_visible()
    rendered(page)
    expect(page.locator("#unrendered")).to_be_hidden()


def faults(page: Any) -> list[str]:
    """Return what axe-core finds that keeps people out."""
    import axe_playwright_python

    source = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    page.evaluate(source.read_text(encoding="utf-8"))
    found = page.evaluate(
        "() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
        " 'best-practice']})"
    )
    return [
        f"{one['impact']} {one['id']}: {[node['html'][:160] for node in one['nodes']][:3]}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]
