"""The desk as strangers would use it: a served desk on loopback, and requests that are mutated."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fuzzing.mutate import NUMBERS, TEXTS, mutated

DESK = "desk!"
"""Instead of a command's name: serve a desk, and send it the requests of a seed."""
REQUESTS = 16
_WAIT_S = 60
_CLIP = "/clips/2025-01-13/fuzzed"
_ODD = [*NUMBERS, *TEXTS]
_GET = (
    "/", _CLIP, f"{_CLIP}/compare", "/api/clips", f"/api{_CLIP}", f"/api{_CLIP}/versions/draft",
    f"/api{_CLIP}/texts", f"/api{_CLIP}/cues/export?footage=interview.mp4&format=srt",
    "/files/2025-01-13/fuzzed/draft/fuzzed.mp4", "/files/2025-01-13/fuzzed/draft/thumb.jpg",
    "/files/2025-01-13/fuzzed/draft/strip.jpg", "/files/2025-01-13/fuzzed/draft/loudness.json",
    "/fonts/2025-01-13/fuzzed/said.ttf", "/static/clip.js", "/new", "/sign-in", "/guests/abc.def",
    "/api/here", "/api/bulletins", "/api/bulletins/ready?file=bulletin.yaml",
    f"/api{_CLIP}/history",
    f"/api{_CLIP}/comments", f"/api{_CLIP}/links", f"/api{_CLIP}/story", f"/api{_CLIP}/review",
    f"/api{_CLIP}/shots/0123456789abcdef.jpg", f"/api{_CLIP}/faces/1-0123456789.jpg",
    f"/files{_CLIP}/media/interview.mp4",
    f"/api{_CLIP}/cues/wave?footage=interview.mp4&from=0&to=900",
)  # fmt: skip
_CUES: tuple[dict[str, Any], ...] = (
    {"do": "edit", "id": "c1", "text": "They said so", "start_ms": 320, "speaker": "Ri"},
    {"do": "approve", "ids": ["c1"]},
    {"do": "split", "id": "c1", "at": 9, "at_ms": 450},
    {"do": "merge", "ids": ["c1", "c2"]},
    {"do": "shift", "by_ms": 20, "ids": ["c1"]},
    {"do": "replace", "find": "training", "put": "a drill", "match_case": True},
    {"do": "add", "start_ms": 920, "end_ms": 990, "text": "More"},
    {"do": "delete", "ids": ["c2"]},
    {"do": "waive", "id": "c1", "reason": "as it was said"},
    {"do": "reject", "ids": ["c1"], "note": "again"},
    {"do": "undo"},
    {"do": "redo"},
)
_POSTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("texts", {"texts": [{"shot": 0, "name": "text", "text": "Another"}], "page": "one"}),
    ("texts/try", {"texts": [{"shot": 0, "name": "text", "text": "Another"}]}),
    ("cues/look", {"footage": "interview.mp4", "id": "c1", "text": "Another"}),
    ("cues/frame", {"footage": "interview.mp4", "id": "c1", "text": "Another", "at_ms": 400}),
    ("sign-off", {"who": "Kim", "watched": "0" * 64, "note": ""}),
    ("cancel", {}),
    ("render", {}),
    (
        "story",
        {"do": "fields", "values": {"topic": "A flood", "hashtags": ["One"]}, "gone": ["link"]},
    ),
    ("story", {"do": "set", "at": 1, "shot": {"text": "Another", "photo": {"file": "photo.jpg"}}}),
    ("story", {"do": "add", "at": 2, "shot": {"kind": "caption", "text": "One more card"}}),
    ("story", {"do": "move", "at": 1, "to": 3}),
    ("story", {"do": "copy", "at": 1}),
    ("story", {"do": "remove", "at": 3}),
    ("story", {"do": "undo"}),
    ("review", {"do": "look", "number": 1, "key": "abc"}),
    ("review", {"do": "waive", "fact": "1.1", "text": "2,700", "reason": "as told"}),
    (
        "review",
        {
            "do": "draw",
            "footage": "interview.mp4",
            "left": 100,
            "top": 100,
            "right": 4000,
            "bottom": 4000,
            "start_ms": 0,
            "end_ms": 900,
        },
    ),
    ("review", {"do": "rub-out", "footage": "interview.mp4", "id": "f1"}),
    ("comments", {"do": "add", "text": "Look here", "at_ms": 400, "version": "draft"}),
    ("comments", {"do": "reply", "number": "1", "text": "Yes"}),
    ("comments", {"do": "settle", "number": "1"}),
    ("links", {"do": "make", "name": "A. Guest", "approves": True, "days": 3}),
    ("links", {"do": "end", "number": "1"}),
    ("cues/played", {"footage": "interview.mp4", "spans": [[0, 900]], "version": "draft"}),
)
_ELSEWHERE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/api/bulletins", {"do": "move", "file": "bulletin.yaml", "place": 0, "to": 1}),
    ("/api/bulletins", {"do": "hold", "file": "bulletin.yaml", "place": 0, "reason": "legal"}),
    (
        "/api/bulletins",
        {"do": "time", "file": "bulletin.yaml", "place": 0, "key": "deadline", "at": "06:30"},
    ),
    ("/api/sign-in", {"name": "A. Kim", "password": "a password"}),
    ("/api/sign-out", {}),
)


@dataclass
class Sent:
    """A request."""

    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def requests(chance: random.Random, base: str, texts_base: str) -> Iterator[Sent]:
    """Yield the requests of a seed.

    Args:
        chance: what decides.
        base: what a change of the cue sheet begins with, as the desk told it.
        texts_base: the same for the texts of cards.
    """
    for _ in range(REQUESTS):
        kind = chance.randrange(10)
        if kind < 2:
            yield Sent("GET", _spoiled(chance.choice(_GET), chance))
        elif kind < 5:
            content = {"footage": "interview.mp4", "base": base, "page": "one", "who": "Kim"}
            yield _post("cues", {**content, **chance.choice(_CUES)}, chance)
        elif kind < 7:
            place, content = chance.choice(_POSTS)
            yield _post(place, {"base": texts_base, "page": "one", "who": "Kim", **content}, chance)
        elif kind == 7:
            address, content = chance.choice(_ELSEWHERE)
            yield _post("", {"base": base, "who": "Kim", **content}, chance, address)
        elif kind == 8:
            yield _sent_file(chance)
        else:
            name = chance.choice(
                ("a.srt", "a.vtt", "a.csv", "a.json", "a.exe", chance.choice(TEXTS))
            )
            text = b"1\n00:00:00,300 --> 00:00:00,600\nOne\n"
            query = f"footage=interview.mp4&page=one&who=Kim&name={quote(name)}"
            yield Sent(
                "POST",
                f"/api{_CLIP}/cues/import?{query}",
                mutated(text, chance, text=True),
                {"content-type": "application/octet-stream"},
            )


def _post_as_it_is(place: str, content: dict[str, Any]) -> Sent:
    kind = {"content-type": "application/json"}
    return Sent("POST", f"/api{_CLIP}/{place}", json.dumps(content).encode(), kind)


def _sent_file(chance: random.Random) -> Sent:
    """Return an article for a new story, or a file to lie beside the one that is there."""
    name = quote(
        chance.choice(("a.txt", "a.html", "a.docx", "a.jpg", "a.mp4", chance.choice(TEXTS)))
    )
    size = chance.choice(("", "0", "12", "-1", "9" * 14, chance.choice(NUMBERS)))
    more = (
        f"name={name}&who=Kim&page=one&do={chance.choice(('try', 'begin', ''))}&size={quote(size)}"
    )
    more += f"&mark=1&sum=&offset={quote(chance.choice(('0', '0', '12', chance.choice(NUMBERS))))}"
    doors = (f"/api{_CLIP}/media/{what}" for what in ("begin", "part", "forget"))
    address = chance.choice(("/api/new", *doors))
    text = b"A headline\n\nTwo people were found on 9 January 2025, Kyiv said.\n"
    kind = {"content-type": "application/octet-stream"}
    return Sent("POST", f"{address}?{more}", mutated(text, chance, text=True), kind)


def _post(place: str, content: dict[str, Any], chance: random.Random, address: str = "") -> Sent:
    address = address or f"/api{_CLIP}/{place}"
    changed = dict(content)
    for _ in range(chance.choice((0, 1, 1, 2))):
        name = chance.choice([*changed, "who", "more"])
        changed[name] = _value(chance)
    body = json.dumps(changed).encode()
    if chance.random() < 0.3:
        body = mutated(body, chance, text=True)
    kind = "application/json" if chance.random() < 0.95 else chance.choice(("text/plain", ""))
    path = _spoiled(address, chance) if chance.random() < 0.1 else address
    return Sent("POST", path, body, {"content-type": kind})


def _value(chance: random.Random) -> Any:
    """Return something that JSON can hold and no page sends."""
    return chance.choice(
        (
            chance.choice(_ODD), chance.choice(TEXTS), None, True, [], {}, [[]], [None], [1, "c1"],
            ["c1"] * 500, {"a": {"b": 1}}, 0, -1, 10**18, 1e308, float("nan"), 1.5, "\ud800",
            [{"shot": chance.choice((0, -1, 99, "0", None)), "name": "text", "text": "x"}],
        )
    )  # fmt: skip


def _spoiled(path: str, chance: random.Random) -> str:
    """Return an address with a part of it, or its query, replaced by something odd."""
    if chance.random() < 0.3:
        return path
    bare, _, query = path.partition("?")
    parts = bare.split("/")
    odd = chance.choice((*TEXTS, "..", "../../outside/canary", ".", "%2e%2e", "v1", "latest"))
    parts[chance.randrange(len(parts))] = quote(odd[:2000], safe=chance.choice(("", "/%")))
    more = f"?{query}" if query else chance.choice(("", "?a=b", "?width=-1&at=nan"))
    return "/" + "/".join(parts).lstrip("/") + more


def serve_and_ask(story: Path, seed: str) -> int:
    """Serve a desk over a story, send it the requests of a seed, and tell what fails.

    Returns:
        1 where something ended in a status of 500 or more, or got no answer; else 0.
    """
    from clipmaker.desk import server
    from clipmaker.desk.settings import DeskSettings
    from clipmaker.logs.keep import hush
    from clipmaker.make.gather import Surroundings

    # As the command does: what libraries say of odd requests goes to no terminal.
    hush()
    told: list[str] = []
    ready = threading.Event()

    def on_ready(address: str) -> None:
        told.append(address)
        ready.set()

    settings = DeskSettings(
        output=story.parent / "output",
        stories=(story.parent, story) if seed.endswith("7") else (story,),
        surroundings=Surroundings(profile=str(story.parent / "short.toml")),
        port=0,
    )
    threading.Thread(target=server.serve, args=(settings, on_ready), daemon=True).start()
    if not ready.wait(_WAIT_S):
        print("the desk never listened")
        return 1
    host = told[0].split("/")[2]
    chance = random.Random(seed)
    first = _asked(host, Sent("GET", f"/api{_CLIP}"))
    sheets = json.loads(first[1])["sheets"]
    texts = json.loads(_asked(host, Sent("GET", f"/api{_CLIP}/texts"))[1])
    sent = list(requests(chance, sheets[0]["base"], texts["base"]))
    failed = [what for one in sent if (what := _failure(host, one))]
    # A desk that is killed leaves its renders to end by themselves.
    _asked(host, _post_as_it_is("cancel", {}))
    print("\n".join(failed) or f"{len(sent)} requests were answered")
    return 1 if failed else 0


def _failure(host: str, sent: Sent) -> str:
    what = f"{sent.method} {sent.path[:200]!r} {sent.body[:300]!r}"
    try:
        status, body = _asked(host, sent)
    except (OSError, HTTPException, ValueError) as error:
        return f"{what}: {error!r}"
    return f"{what}: {status} {body[:300]!r}" if status >= 500 else ""


def _asked(host: str, sent: Sent) -> tuple[int, bytes]:
    """Send a request as it is, however odd its address."""
    headers = {"origin": f"http://{host}", "connection": "close", **sent.headers}
    with closing(HTTPConnection(host, timeout=_WAIT_S)) as connection:
        connection.putrequest(sent.method, "/", skip_accept_encoding=True)
        line = f"{sent.method} {sent.path} HTTP/1.1".encode("latin-1", "replace")
        connection._buffer[0] = line.replace(b"\r", b"").replace(b"\n", b"")  # type: ignore[attr-defined]
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("content-length", str(len(sent.body)))
        connection.endheaders(sent.body or None)
        answer: HTTPResponse = connection.getresponse()
        return answer.status, answer.read(100_000)
