"""Large files over a line that breaks: they go on where they stopped, and are never half there."""

import hashlib
import io
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from desk_help import CLIP, HOST, Browser, settings
from PIL import Image

from clipmaker.edit import arriving_media

uvicorn = pytest.importorskip("uvicorn", reason="the extra “desk” is not installed")
BYTES = {"content-type": "application/octet-stream"}


def photo(colour: str = "navy") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), colour).save(out, "JPEG", quality=95)
    return out.getvalue()


PHOTO = photo()
STEP = len(PHOTO) // 3


def address(what: str, content: bytes = PHOTO, **more: str) -> str:
    asked = {"name": "harbour.jpg", "size": str(len(content)), "mark": "7", "who": "Mara", **more}
    return f"/api{CLIP}/media/{what}?{urlencode(asked)}"


def send(browser: Browser, path: str, content: bytes) -> Any:
    return browser.client.post(path, content=content, headers={**BYTES, "origin": HOST})


def begin(browser: Browser, content: bytes = PHOTO) -> Any:
    return send(browser, address("begin", content), content[:2000])


def part(browser: Browser, offset: int, content: bytes, **more: str) -> Any:
    given = {"offset": str(offset), "sum": hashlib.sha256(content).hexdigest(), **more}
    return send(browser, address("part", **given), content)


def names(story: Path) -> set[str]:
    return {one.name for one in story.parent.iterdir() if one.name[:1] != "."}


def unfinished(story: Path) -> list[Path]:
    return list(story.parent.glob(".arriving.*"))


@pytest.fixture
def port(browser: Browser) -> Iterator[int]:
    """A desk on a real socket, whose connections can be cut."""
    quiet = {"host": "127.0.0.1", "port": 0, "lifespan": "off", "log_level": "error"}
    server = uvicorn.Server(uvicorn.Config(browser.app, **quiet))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def cut_off(port: int, path: str, content: bytes, sent: int) -> None:
    """Send the beginning of a request, and cut the line."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\norigin: http://127.0.0.1:{port}\r\n"
        f"content-type: application/octet-stream\r\ncontent-length: {len(content)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(head.encode() + content[:sent])
        line.shutdown(socket.SHUT_WR)
        # The desk has noticed once it closes its side, too.
        while line.recv(4096):
            pass


@pytest.mark.slow
def test_a_cut_connection_goes_on_where_it_stopped_and_leaves_no_half_file(
    browser: Browser, story: Path, port: int, tmp_path: Path
) -> None:
    before = names(story)
    assert begin(browser).json() == {"offset": 0}
    cut_off(port, address("part", offset="0", sum=""), PHOTO[:STEP], STEP // 2)
    assert begin(browser).json() == {"offset": 0}
    assert part(browser, 0, PHOTO[:STEP]).json() == {"offset": STEP}
    cut_off(port, address("part", offset=str(STEP), sum=""), PHOTO[STEP:], STEP)
    assert names(story) == before
    # The desk may be another one by now.
    again = Browser(settings(tmp_path))
    assert begin(again).json() == {"offset": STEP}
    kept = part(again, STEP, PHOTO[STEP:])
    assert (kept.status_code, kept.json()["name"]) == (201, "harbour.jpg")
    assert (story.parent / "harbour.jpg").read_bytes() == PHOTO
    assert not unfinished(story)
    assert names(story) == before | {"harbour.jpg"}
    told = again.get(f"/api{CLIP}/history?of=story").json()
    assert [(one["who"], one["new"]) for one in told] == [("Mara", "harbour.jpg")]


@pytest.mark.slow
def test_a_part_that_is_another_one_is_not_taken(browser: Browser, story: Path) -> None:
    begin(browser)
    assert part(browser, 0, PHOTO[:STEP]).json() == {"offset": STEP}
    for offset, content, more in (
        (0, PHOTO[:STEP], {}),
        (STEP + 1, PHOTO[STEP + 1 :], {}),
        (STEP, PHOTO[STEP:], {"sum": "0" * 64}),
        (STEP, PHOTO[STEP:] + b"more", {}),
        (STEP, b"", {}),
    ):
        answer = part(browser, offset, content, **more)
        assert (answer.status_code, answer.json()["offset"]) == (409, STEP)
    # All of it is there, but the desk was killed before it looked.
    unfinished(story)[0].write_bytes(PHOTO)
    assert begin(browser).json() == {"offset": len(PHOTO)}
    assert part(browser, len(PHOTO), b"").json()["name"] == "harbour.jpg"


@pytest.mark.slow
def test_what_is_of_no_use_is_refused_and_nothing_of_it_stays(
    browser: Browser, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(story)
    for content, said in ((b"%PDF-1.7 " + bytes(90), "PDF"), (b"", "empty")):
        assert said in begin(browser, content).json()["error"]
    large = address("begin", size=str(10**9))
    assert "larger than 100 MB" in send(browser, large, PHOTO[:2000]).json()["error"]
    too_much = bytes(arriving_media.MOST_PART_BYTES + 1)
    assert send(browser, address("part", offset="0", sum=""), too_much).status_code == 413
    for wrong in ("-1", "9" * 20, "x"):
        assert send(browser, address("part", offset=wrong, sum=""), b"x").status_code == 422
    half = PHOTO[:900]
    path = f"/api{CLIP}/media/part?" + urlencode(
        {"name": "half.jpg", "size": "900", "mark": "", "who": "Mara", "offset": "0", "sum": ""}
    )
    assert "half.jpg: " in send(browser, path, half).json()["error"]
    assert not unfinished(story)

    part(browser, 0, PHOTO[:STEP])
    send(browser, address("forget"), b"")
    assert not unfinished(story)
    part(browser, 0, PHOTO[:STEP])
    old = unfinished(story)[0]
    os.utime(old, (1, 1))
    monkeypatch.setattr(arriving_media, "_MOST_AT_ONCE", 1)
    other = address("begin", name="other.jpg")
    assert send(browser, other, PHOTO[:2000]).json() == {"offset": 0}
    assert not unfinished(story), "what nobody went on with for a day is removed"
    part(browser, 0, PHOTO[:STEP])
    assert "on their way" in send(browser, other, PHOTO[:2000]).json()["error"]
    assert names(story) == before
