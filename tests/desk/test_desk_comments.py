"""What people say about a clip stays said: at its time, answered, settled."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from desk_help import CLIP, Browser, settings

AT = f"/api{CLIP}/comments"


def say(browser: Browser, do: str = "add", **body: Any) -> Any:
    return browser.post(AT, {"do": do, "who": "Tom Ray", **body})


def test_a_comment_is_answered_settled_and_opened_again_by_an_answer(
    browser: Browser, tmp_path: Path
) -> None:
    say(browser, text="The *date* is wrong.\n\n  Is it?", at_ms=12_400)
    say(browser, text="On the whole, fine")
    whole, (timed) = say(browser, text="Earlier", at_ms=800).json()[:2]
    assert [one["seconds"] for one in browser.get(AT).json()] == [None, 0.8, 12.4]
    number = browser.get(AT).json()[2]["number"]
    say(browser, "reply", number=number, text="It is. Corrected.", who="Mara Lind")
    settled = say(browser, "settle", number=number, who="Mara Lind").json()[2]
    assert settled["settled_by"] == "Mara Lind"
    assert [one["text"] for one in settled["replies"]] == ["It is. Corrected."]
    assert settled["said"]["text"] == "The *date* is wrong.\n\nIs it?"
    say(browser, "reply", number=number, text="Not in the cover")
    assert Browser(settings(tmp_path)).get(AT).json()[2]["settled_by"] == ""
    assert whole["seconds"] is None and timed["seconds"] == 0.8


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": " \n "}, 422),
        ({"text": "x" * 2001}, 422),
        ({"text": "x", "at_ms": -1}, 422),
        ({"text": "x", "at_ms": 10**12}, 422),
        ({"text": "x", "who": ""}, 422),
        ({"do": "reply", "number": "none", "text": "x"}, 422),
        ({"do": "settle", "number": ""}, 422),
        ({"do": "burn"}, 422),
    ],
)
def test_what_is_no_comment_is_refused_and_nothing_is_kept(
    browser: Browser, body: dict[str, Any], status: int
) -> None:
    assert say(browser, **body).status_code == status
    assert browser.get(AT).json() == []


def test_many_at_once_are_all_kept(browser: Browser, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: say(browser, text=f"number {i}"), range(24)))
    texts = {one["said"]["text"] for one in Browser(settings(tmp_path)).get(AT).json()}
    assert texts == {f"number {i}" for i in range(24)}


def test_a_damaged_file_is_begun_anew(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "output" / ".desk" / "comments" / "2025-01-13-captured-soldier.json"
    file.parent.mkdir(parents=True)
    file.write_text('[{"number": 3}, 7, {"said": []}]', encoding="utf-8")
    assert browser.get(AT).json() == []
    assert say(browser, text="Here").status_code == 200
