"""Servers on this machine that speak as the real ones do, and go wrong as those do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Mapping[str, str], bytes]
ENGLISH = {
    "Faz um mês que eu cheguei.": "I arrived a month ago.",
    "Eu estava esperando o visto ficar pronto.": "I was waiting for the visa to be ready.",
    "O médico chegou às 14:30 com 3 crianças.": "The doctor came at 2:30 p.m. with 3 children.",
}


def in_english(text: str) -> str:
    return ENGLISH.get(text, f"English of {len(text)} letters")


@dataclass
class Talk:
    """A running server.

    Attributes:
        address: where it is.
        asked: what it was asked: verb, path, headers, body.
        answer: what it answers, one after the other; None for the right thing.
        trickle: whether it sends a letter now and then, for ever.
    """

    address: str = ""
    asked: list[tuple[str, str, Mapping[str, str], Any]] = field(default_factory=list)
    answer: list[Answer | None] = field(default_factory=list)
    trickle: bool = False
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def questions(self) -> list[Any]:
        return [body for verb, _, _, body in self.asked if verb == "POST"]


def told(status: int, value: object, **headers: str) -> Answer:
    return status, {"Content-Type": "application/json", **headers}, json.dumps(value).encode()


def page(status: int = 200) -> Answer:
    return status, {"Content-Type": "text/html"}, b"<!doctype html><title>Welcome</title>"


@contextmanager
def serving(right: Callable[[str, str, Any], Answer]) -> Iterator[Talk]:
    talk = Talk()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            self._do("GET", None)

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            self._do("POST", json.loads(content))

        def _do(self, verb: str, body: Any) -> None:
            talk.asked.append((verb, self.path, dict(self.headers), body))
            if talk.trickle and verb == "POST":
                self.send_response(200)
                self.end_headers()
                while not talk.closing.is_set():
                    try:
                        self.wfile.write(b" ")
                        self.wfile.flush()
                    except OSError:
                        return
                    time.sleep(0.02)
                return
            wrong = talk.answer.pop(0) if verb == "POST" and talk.answer else None
            status, headers, content = wrong or right(verb, self.path, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    talk.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield talk
    finally:
        talk.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def libretranslate(verb: str, path: str, body: Any) -> Answer:
    """Answer as LibreTranslate does: batches, its own codes, its own errors."""
    if (verb, path) == ("GET", "/languages"):
        pairs = [("pt", ["en", "pt"]), ("en", ["pt", "zh-Hans", "en"]), ("pt-BR", ["en"])]
        return told(200, [{"code": a, "name": a, "targets": b} for a, b in pairs])
    if (verb, path) != ("POST", "/translate"):
        return page(404)
    if body["source"] not in ("pt", "en") or body["format"] != "text":
        return told(400, {"error": f"{body['source']} is not supported"})
    texts = body["q"] if isinstance(body["q"], list) else [body["q"]]
    if len(texts) > 10:
        error = f"Invalid request: request ({len(texts)}) exceeds text limit (10)"
        return told(400, {"error": error})
    given = [in_english(text) for text in texts]
    return told(200, {"translatedText": given if isinstance(body["q"], list) else given[0]})


def chat(verb: str, path: str, body: Any) -> Answer:
    """Answer as a chat model does that keeps to what it was told."""
    if (verb, path) != ("POST", "/v1/chat/completions"):
        return told(404, {"error": {"message": "Not Found"}})
    return said({"lines": lines(body)})


def lines(body: Any) -> list[dict[str, Any]]:
    transcript = json.loads(body["messages"][1]["content"])["transcript"]
    return [{"id": one["id"], "text": in_english(one["text"])} for one in transcript if "id" in one]


def said(value: object) -> Answer:
    """Return a chat model's message: a text, or a value as JSON."""
    content = value if isinstance(value, str) else json.dumps(value)
    message = {"role": "assistant", "content": content}
    return told(200, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})
