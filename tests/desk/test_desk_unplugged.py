"""What goes and comes back: footage, stories that break, subtitles that do not fit, the desk."""

from pathlib import Path
from typing import Any

import pytest
from desk_help import CLIP, Browser, copy_example, settings

LONG = "A sentence that is far too long for any two or three lines of a subtitle " * 6


def shown(browser: Browser) -> dict[str, Any]:
    return browser.clip()


def test_one_subtitle_that_does_not_fit_takes_no_other_with_it(browser: Browser) -> None:
    before = shown(browser)["sheets"][0]["stretches"]
    assert browser.change("edit", id="c2", text=LONG).is_success
    facts = shown(browser)
    assert facts["problem"]
    assert facts["sheets"][0]["stretches"] == before
    assert facts["in_the_way"][0]["kind"] == "story"
    lines = {cue["id"]: cue["lines"] for cue in facts["sheets"][0]["cues"]}
    assert [name for name, told in lines.items() if told is None] == ["c2"]
    cue = facts["sheets"][0]["cues"][0]
    asked = {"footage": "interview.mp4", "who": "Mara Lind", "text": "Where are you?"}
    times = {name: cue[name] for name in ("id", "source", "speaker", "start_ms", "end_ms")}
    answer = browser.post(f"/api{CLIP}/cues/frame", asked | times)
    assert answer.status_code == 200
    own = times | {"id": "c2", **{k: facts["sheets"][0]["cues"][1][k] for k in list(times)[1:]}}
    assert browser.post(f"/api{CLIP}/cues/frame", asked | own | {"text": LONG}).status_code == 422


@pytest.mark.parametrize("broken", ["shots: [", "version: 1\ndate: 2025-01-13\n", "\x00"])
def test_a_story_that_breaks_keeps_its_page_and_comes_back(
    browser: Browser, story: Path, broken: str
) -> None:
    good = story.read_bytes()
    assert shown(browser)["problem"] == ""
    story.write_text(broken, encoding="utf-8")
    facts = shown(browser)
    assert facts["problem"]
    assert (facts["headline"], facts["looked_in"]) == (
        "Captured North Korean says he wants to live in Ukraine",
        [],
    )
    story.write_bytes(good)
    assert shown(browser)["problem"] == ""
    assert len(browser.get("/api/clips").json()) == 1


def test_footage_that_goes_and_comes_back_is_told_to_open_pages(
    browser: Browser, story: Path
) -> None:
    from clipmaker.desk.watch import Watch

    desk = browser.app.state.desk
    told: list[str] = []
    watch = Watch(desk.library, desk.broker, desk.holding)
    key = ("2025-01-13", "captured-soldier")
    desk.broker._watching[None] = key  # type: ignore[index]
    desk.broker.tell = lambda kind, facts: told.append(kind)
    watch.look()
    assert told == ["sheet"]
    film = story.parent / "interview.mp4"
    away = film.rename(film.with_suffix(".away"))
    watch.look()
    assert told == ["sheet", "sheet"]
    facts = shown(browser)
    assert "interview.mp4" in facts["problem"]
    away.rename(film)
    desk.library._again_at = 0.0
    watch.look()
    assert told == ["sheet"] * 3
    assert shown(browser)["problem"] == ""


@pytest.mark.parametrize("path", ["/nowhere", "/clips", "/clips/x/y/z", "/bulletin/%00"])
def test_unknown_addresses_get_a_page(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert 'href="/"' in answer.text
    assert browser.get("/api/nowhere").json() == {"error": "Not Found", "remedy": ""}


def test_a_list_of_many_stories_comes_before_all_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    from clipmaker.desk import library

    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    for i in range(3):
        story = copy_example(tmp_path / "stories" / f"s{i}")
        text = story.read_text(encoding="utf-8")
        story.write_text(text.replace("slug: captured", f"slug: s{i}-captured"))
    monkeypatch.setattr(library, "_READ_S", 0.0)
    browser = Browser(settings(tmp_path))
    page = browser.get("/").text
    assert "being read…" in page
    desk = browser.app.state.desk
    assert desk.library.find(("2025-01-13", "s2-captured-soldier")) is not None
    desk.library.read_all()
    assert desk.library.unread == 0
    assert len(browser.get("/api/clips").json()) == 3
