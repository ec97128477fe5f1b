"""Any server that speaks LibreTranslate's API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clipmaker.errors import TranslationError
from clipmaker.languages import two_letters
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

_BATCH = 20
_TIMEOUT_S = 60.0
_SETTINGS = {"address", "key_env", "timeout_s", "version"}


def translator(name: str, settings: Mapping[str, object]) -> LibreTranslator:
    """Return a translator that asks one server."""
    given = Settings(name, settings, _SETTINGS)
    return LibreTranslator(server(given, _TIMEOUT_S), given.text("version", ""))


class LibreTranslator:
    """Sends sentences to one server, each by itself.

    Args:
        asked: the server.
        version: what the newsroom calls the server's models; another one is asked anew.
    """

    def __init__(self, asked: Server, version: str = "") -> None:
        self._server, self._version = asked, version
        self._known: Mapping[tuple[str, str], tuple[str, str]] | None = None
        self.local, self.address = asked.local, asked.host

    def can(self, source: str, target: str) -> bool:
        """Whether the server says that it knows the pair; it is asked once."""
        return (source, target) in self._pairs()

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        """Return the server."""
        del source, target
        return TranslatorIdentity(
            name=reached("libretranslate", self.address),
            version=f"{self._server.address} {self._version}",
        )

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        """Translate sentences, several in one question.

        Raises:
            TranslationError: the server does not translate between these languages.
        """
        pair = self._pairs().get((task.source, task.target))
        if pair is None:
            raise TranslationError(
                f"the server at {self.address} does not translate {task.source} to {task.target}"
            )
        found: list[Given] = []
        for begin in range(0, len(sentences), _BATCH):
            texts = [one.text for one in sentences[begin : begin + _BATCH]]
            try:
                found += self._batch(texts, pair)
            except TranslationError as error:
                return given_up(found, len(sentences), error)
            on_progress(len(found) / len(sentences))
        return found

    def _batch(self, texts: Sequence[str], pair: tuple[str, str]) -> Sequence[Given]:
        """Return the texts of several sentences; servers limit how many and how long."""
        try:
            given = self._asked(list(texts), pair)
        except RefusedError as error:
            if error.status not in (400, 413) or len(texts) == 1:
                if len(texts) == 1 and error.status in (400, 413):
                    return [Untranslated(reason=error.message)]
                raise
            return [one for text in texts for one in self._batch([text], pair)]
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise TranslationError(f"the server at {self.address} answered without texts")
        if len(given) != len(texts):
            if len(texts) == 1:
                return [Untranslated(reason="it gave several texts for one sentence")]
            return [one for text in texts for one in self._batch([text], pair)]
        return [Translated(text=one) for one in given]

    def _asked(self, texts: list[str], pair: tuple[str, str]) -> object:
        question = {"q": texts, "source": pair[0], "target": pair[1], "format": "text"}
        if self._server.key:
            question["api_key"] = self._server.key
        answer = self._server.post("/translate", question)
        return answer.get("translatedText") if isinstance(answer, dict) else None

    def _pairs(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Return the server's own codes of every pair that it translates."""
        if self._known is None:
            told = self._server.get("/languages")
            found: dict[tuple[str, str], tuple[str, str]] = {}
            for one in told if isinstance(told, list) else ():
                if not isinstance(one, dict) or not isinstance(one.get("code"), str):
                    continue
                for target in one.get("targets") or ():
                    ours = _code(one["code"]), _code(str(target))
                    found.setdefault(ours, (one["code"], str(target)))
            if not found:
                raise TranslationError(
                    f"the server at {self.address} does not say which languages it knows",
                    remedy="Look whether its address in clipmaker.toml is that of LibreTranslate.",
                )
            self._known = found
        return self._known


def _code(theirs: str) -> str:
    """Return our code of a language: theirs may have a script or a region."""
    code = two_letters(theirs)
    return {"nb": "no", "pb": "pt", "zt": "zh"}.get(code, code)
