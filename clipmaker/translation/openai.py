"""Any server that speaks OpenAI's chat completions: llama.cpp's, Ollama, vLLM, a gateway."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from clipmaker.errors import TranslationError
from clipmaker.translation.prompt import SCHEMA, lines_of, messages
from clipmaker.translation.setting import Settings
from clipmaker.translation.translator import (
    Given,
    Sentence,
    Translated,
    TranslationTask,
    TranslatorIdentity,
    Untranslated,
    reached,
)
from clipmaker.translation.web import RefusedError, Server, given_up, server

_TIMEOUT_S = 120.0
_BATCH = 12
_LEFT_OUT = Untranslated(reason="it left this sentence out")
_FORMS: tuple[dict[str, Any] | None, ...] = (
    {
        "type": "json_schema",
        "json_schema": {"name": "translation", "strict": True, "schema": SCHEMA},
    },
    {"type": "json_object"},
    None,
)
"""Ways to ask for JSON; not every server knows the first ones."""
_LIMITS: Mapping[str, object] = {"temperature": 0, "seed": 0}
_MOST_TOKENS = 300
"""Besides those of the question; a model that finds no end would hold up everything."""
_SETTINGS = {"address", "model", "key_env", "timeout_s", "batch", "version"}


def translator(name: str, settings: Mapping[str, object]) -> ChatTranslator:
    """Return a translator that asks one model of one server."""
    given = Settings(name, settings, _SETTINGS)
    return ChatTranslator(
        server(given, _TIMEOUT_S),
        given.text("model"),
        batch=int(given.number("batch", _BATCH, 1, 100)),
        version=given.text("version", ""),
    )


class ChatTranslator:
    """Asks a chat model for sentences, with story, names and neighbours before its eyes.

    Args:
        asked: the server; its address ends before ``/chat/completions``.
        model: the model's name there.
        batch: so many sentences in one question.
        version: what the newsroom calls the model's state; another one is asked anew.
    """

    def __init__(
        self, asked: Server, model: str, *, batch: int = _BATCH, version: str = ""
    ) -> None:
        self._server, self._model = asked, model
        self._batch, self._version = batch, version
        self._form = 0
        self._unknown: set[str] = set()
        self.local, self.address = asked.local, asked.host

    def can(self, source: str, target: str) -> bool:
        """Whether the languages differ: what a chat model knows, only its answers show."""
        return source != target

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        """Return the model, the server, and what the model is told."""
        told = json.dumps(messages([], TranslationTask(source=source, target=target)))
        digest = hashlib.sha256(told.encode()).hexdigest()[:16]
        return TranslatorIdentity(
            name=reached(f"openai {self._model}", self.address),
            version=f"{self._server.address} {self._model} {self._version} {digest}",
            sees=frozenset({"neighbours", "glossary", "headline"}),
        )

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        """Translate sentences, several in one question; those it leaves out are asked for again."""
        found: list[Given] = []
        for begin in range(0, len(sentences), self._batch):
            try:
                found += self._asked(sentences[begin : begin + self._batch], task)
            except TranslationError as error:
                return given_up(found, len(sentences), error)
            on_progress(len(found) / len(sentences))
        return found

    def _asked(self, sentences: Sequence[Sentence], task: TranslationTask) -> list[Given]:
        texts = self._answer(sentences, task)
        found: list[Given] = [
            Translated(text=texts[i + 1]) if i + 1 in texts else _LEFT_OUT
            for i in range(len(sentences))
        ]
        missing = [i for i, one in enumerate(found) if one is _LEFT_OUT]
        if missing and len(sentences) > 1:
            half = (len(missing) + 1) // 2
            for part in (missing[:half], missing[half:]):
                if part:
                    again = self._asked([sentences[i] for i in part], task)
                    for i, one in zip(part, again, strict=True):
                        found[i] = one
        return found

    def _answer(self, sentences: Sequence[Sentence], task: TranslationTask) -> dict[int, str]:
        """Return the texts of one answer by number; none where it is not what was asked for."""
        answer = self._posted(messages(sentences, task))
        try:
            content = answer["choices"][0]["message"]["content"]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            raise TranslationError(
                f"the server at {self.address} answered without a message",
                remedy="Look whether its address in clipmaker.toml ends where "
                "/chat/completions begins.",
            ) from None
        try:
            return lines_of(content if isinstance(content, str) else "")
        except (ValueError, RecursionError):
            return {}

    def _posted(self, said: Sequence[Mapping[str, str]]) -> object:
        """Ask; what a server refuses to be told is left out from then on."""
        headers = {"Authorization": f"Bearer {self._server.key}"} if self._server.key else {}
        while True:
            question: dict[str, object] = {"model": self._model, "messages": said}
            question |= {**_LIMITS, "max_tokens": _MOST_TOKENS + _letters(said)}
            for name in self._unknown:
                question.pop(name, None)
            if form := _FORMS[self._form]:
                question["response_format"] = form
            try:
                return self._server.post("/chat/completions", question, headers)
            except RefusedError as error:
                if error.status not in (400, 422) or not self._plainer(error.message):
                    raise

    def _plainer(self, refused: str) -> bool:
        """Leave out what a server refused; False where it is none of what may be left out."""
        for name in (*_LIMITS, "max_tokens"):
            if name in refused and name not in self._unknown:
                self._unknown.add(name)
                return True
        if _about_form(refused) and self._form + 1 < len(_FORMS):
            self._form += 1
            return True
        return False


def _letters(said: Sequence[Mapping[str, str]]) -> int:
    """Return how many letters stand in the question: no answer needs more tokens."""
    return len(said[-1]["content"])


def _about_form(message: str) -> bool:
    """Whether a server refuses the way in which JSON is asked for."""
    return any(word in message for word in ("response_format", "json_schema", "json", "schema"))
