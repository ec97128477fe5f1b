"""What the desk refuses, before anything is looked up."""

import json
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from desk_help import CLIP, HOST, Browser, publish, settings

from clipmaker.desk.security import MAX_BODY_BYTES

OTHER = "http://evil.example"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8460", "127.0.0.1.evil.example"])
def test_other_host_names_are_refused(browser: Browser, host: str) -> None:
    assert browser.get("/", host=host).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8460", "localhost:8460", "[::1]:8460", "LOCALHOST"])
def test_this_machine_is_known_by_its_names(browser: Browser, host: str) -> None:
    assert browser.get("/", host=host).status_code == 200


def test_posts_of_other_sites_are_refused(browser: Browser) -> None:
    path = f"/api{CLIP}/render"
    for headers in (
        {"origin": OTHER},
        {"origin": "null"},
        {"origin": HOST, "sec-fetch-site": "cross-site"},
        {"origin": HOST, "sec-fetch-site": "same-site"},
    ):
        assert browser.client.post(path, json={}, headers=headers).status_code == 403
    assert browser.client.post(path, json={}).status_code == 403
    assert browser.post(path, {}).status_code == 202


def test_a_form_is_no_json(browser: Browser) -> None:
    done = browser.client.post(f"/api{CLIP}/render", data={"a": "b"}, headers={"origin": HOST})
    assert done.status_code == 415


def test_other_sites_embed_nothing(browser: Browser, tmp_path: Path) -> None:
    publish(tmp_path / "output", "2025-01-13", "captured-soldier")
    path = "/files/2025-01-13/captured-soldier/draft/captured-soldier.mp4"
    embedded = browser.get(path, **{"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"})
    followed = browser.get("/", **{"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    assert (embedded.status_code, followed.status_code) == (403, 200)


def test_pages_carry_a_policy_without_inline_script(browser: Browser) -> None:
    for path in ("/", CLIP, "/nothing", "/static/clip.js"):
        answer = browser.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in policy


def test_pages_hold_no_inline_script_or_style(browser: Browser) -> None:
    import re

    for path in ("/", CLIP):
        text = browser.get(path).text
        scripts = re.findall(r"<script([^>]*)>([^<]*)", text)
        assert scripts
        for attributes, inner in scripts:
            assert 'type="application/json"' in attributes or (
                "src=" in attributes and not inner.strip()
            )
        assert not re.search(r"\son\w+=|\sstyle=|<style", text)
        assert not re.search(r"(src|href)=\"(https?:)?//", text)


@pytest.mark.parametrize("name", ["..%2fstory.yaml", "%2e%2e%2f%2e%2e%2fx", "manifest.json%00"])
def test_names_never_become_paths(browser: Browser, tmp_path: Path, name: str) -> None:
    publish(tmp_path / "output", "2025-01-13", "captured-soldier")
    (tmp_path / "output" / "2025-01-13" / "captured-soldier" / "draft" / "secret").write_text("x")
    base = "/files/2025-01-13/captured-soldier"
    for path in (
        f"{base}/draft/{name}",
        f"{base}/draft/secret",
        f"{base}/{name}/manifest.json",
        f"/files/..%2f..%2f/{name}/draft/manifest.json",
        "/static/..%2fapp.py",
        f"/clips/2025-01-13/{name}",
    ):
        assert browser.get(path).status_code in (404, 405), path


def test_too_much_is_refused_told_or_not(browser: Browser) -> None:
    body = b'{"who": "' + b"x" * MAX_BODY_BYTES + b'"}'
    headers = {"origin": HOST, "content-type": "application/json"}
    told = browser.client.post(f"/api{CLIP}/render", content=body, headers=headers)
    assert told.status_code == 413
    untold = browser.client.post(f"/api{CLIP}/render", content=iter([body]), headers=headers)
    assert untold.status_code == 413


def test_text_is_text(browser: Browser, story: Path) -> None:
    text = story.read_text(encoding="utf-8")
    bad = "</script><img src=x onerror=alert(1)> *wants to live in Ukraine*"
    story.write_text(
        text.replace("Captured North Korean says he *wants to live in Ukraine*", bad),
        encoding="utf-8",
    )
    for path in ("/", CLIP):
        page = browser.get(path)
        assert page.status_code == 200
        assert "<img src=x" not in page.text
        assert "</script><img" not in page.text


def test_others_need_the_token(story: Path, tmp_path: Path) -> None:
    browser = Browser(settings(tmp_path, host="0.0.0.0", token="t0ken-of-this-desk"))
    assert browser.get("/").status_code == 401
    assert browser.get("/?token=wrong").status_code == 401
    first = browser.get("/?token=t0ken-of-this-desk&state=review")
    assert (first.status_code, first.headers["location"]) == (303, "/?state=review")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "t0ken-of-this-desk" not in cookie
    assert browser.get("/").status_code == 200
    assert browser.get("/", host="evil.example").status_code == 421


def test_a_redirect_stays_here(story: Path, tmp_path: Path) -> None:
    browser = Browser(settings(tmp_path, host="0.0.0.0", token="t"))
    there = browser.get("//evil.example/?token=t").headers.get("location", "/")
    assert not there.startswith(("//", "http"))


BAD = ("\ud800", "a\x00b", "a\x1b[2Jb", "a\u2028b\u0085c", "\ufffe", "x" * 30_000)


@pytest.mark.parametrize(
    ("do", "field", "more"),
    [
        ("edit", "who", {"id": "c1", "text": "Where are you?"}),
        ("edit", "text", {"id": "c1"}),
        ("edit", "source", {"id": "c1", "text": "x"}),
        ("edit", "speaker", {"id": "c1", "text": "x"}),
        ("edit", "note", {"id": "c1", "text": "x"}),
        ("send-back", "comment", {"id": "c1"}),
        ("waive", "reason", {"id": "c1"}),
        ("replace", "put", {"find": "know"}),
        ("edit", "id", {"text": "x"}),
        ("edit", "page", {"id": "c1", "text": "Where?"}),
    ],
)
def test_no_text_breaks_a_sheet(
    browser: Browser, story: Path, do: str, field: str, more: dict[str, str]
) -> None:
    from clipmaker.cues.sheets.sheet import load

    sheet = story.parent / "interview.cues.yaml"
    before = sheet.read_bytes()
    body = browser_body(browser)
    for bad in BAD:
        answer = browser.client.post(
            f"/api{CLIP}/cues",
            content=json.dumps({**body, "do": do, **more, field: bad}),
            headers={"origin": HOST, "content-type": "application/json"},
        )
        assert answer.status_code in (200, 422), answer.text
        assert "bug" not in answer.text
        assert len(load(sheet).cues) == 8
        if answer.status_code == 200:
            sheet.write_bytes(before)
            body = browser_body(browser)


def browser_body(browser: Browser) -> dict[str, str]:
    base = browser.clip()["sheets"][0]["base"]
    return {"footage": "interview.mp4", "base": base, "page": "one", "who": "Mara Lind"}


def test_an_answer_arrives_though_the_request_was_refused_before_it_was_read(
    tmp_path: Path,
) -> None:
    from clipmaker.desk import server

    told: list[str] = []
    ready = threading.Event()

    def on_ready(address: str) -> None:
        told.append(address)
        ready.set()

    own = replace(settings(tmp_path), port=0)
    threading.Thread(target=server.serve, args=(own, on_ready), daemon=True).start()
    assert ready.wait(60)
    host, _, port = told[0].split("/")[2].partition(":")
    for path, size, status in (
        ("/api/clips/no/such/cues", 3000, b"403"),
        ("/api/clips", 3 * MAX_BODY_BYTES, b"413"),
    ):
        origin = "http://evil.example" if status == b"403" else told[0].rstrip("/")
        head = (
            f"POST {path} HTTP/1.1\r\nhost: {host}:{port}\r\norigin: {origin}\r\n"
            f"connection: close\r\ncontent-type: application/json\r\ncontent-length: {size}\r\n\r\n"
        )
        with socket.create_connection((host, int(port)), 60) as line:
            line.sendall(head.encode())
            # What comes late met a connection that was closed already.
            time.sleep(0.3)
            line.sendall(b" " * size)
            assert line.recv(64).split()[1] == status
