"""The newsroom's own program: a line of JSON in for each sentence, a line of JSON out."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from clipmaker.errors import TranslationError
from clipmaker.machine import process
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

_TIMEOUT_S = 300.0
_NOTHING = Untranslated(reason="it gave no line for this sentence")
_SHOWN = 200
_SETTINGS = {"command", "timeout_s", "local", "version"}


def translator(name: str, settings: Mapping[str, object]) -> CommandTranslator:
    """Return a translator that runs one program."""
    given = Settings(name, settings, _SETTINGS)
    command = given.texts("command")
    if not command:
        raise given.refused(
            "command", 'a program and its arguments, as in ["/opt/translate"]', None
        )
    return CommandTranslator(
        name,
        command,
        timeout_s=given.number("timeout_s", _TIMEOUT_S, 0.1, 3600),
        local=given.flag("local", usual=False),
        version=given.text("version", ""),
    )


class CommandTranslator:
    """Runs a program once for all sentences that are asked for.

    Args:
        name: what the newsroom calls it.
        command: the program and its arguments.
        timeout_s: seconds that it may take.
        local: whether the newsroom vouches that it reaches no other machine.
        version: what the newsroom calls the program's state; another one is asked anew.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        timeout_s: float = _TIMEOUT_S,
        local: bool = False,
        version: str = "",
    ) -> None:
        self._name, self._command = name, tuple(command)
        self._timeout_s, self._version = timeout_s, version
        self.local = local
        self.address = "" if local else "another machine"

    def can(self, source: str, target: str) -> bool:
        """Whether the languages differ; ``pairs`` in its settings say which it is wanted for."""
        return source != target

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        """Return the program, by its content."""
        del source, target
        program = self._program()
        with program.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        return TranslatorIdentity(
            name=reached(f"command {self._name}", self.address),
            version=" ".join((content, *self._command[1:], self._version)),
            sees=frozenset({"neighbours", "glossary", "headline"}),
        )

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        """Hand all sentences to the program, and take what it says."""
        questions = [_head(task), *(_line(i, one) for i, one in enumerate(sentences, start=1))]
        feed = [(json.dumps(one, ensure_ascii=False) + "\n").encode() for one in questions]
        args = [str(self._program()), *self._command[1:]]
        try:
            done = process.run(args, feed=feed, timeout_s=self._timeout_s)
        except process.ProcessNotFoundError as error:
            raise self._failed(f"cannot be started: {error}") from error
        except process.ProcessTimeoutError as error:
            raise self._failed(f"took longer than {self._timeout_s:g} s") from error
        except process.ProcessFloodedError as error:
            raise self._failed("wrote far more than can be meant") from error
        if done.code != 0:
            said = " ".join(done.said.split())[:_SHOWN]
            raise self._failed(f"ended with {done.code}: {said or 'it said nothing'}")
        answers = self._answers(done.stdout)
        on_progress(1.0)
        return [answers.get(i, _NOTHING) for i in range(1, len(sentences) + 1)]

    def _answers(self, written: bytes) -> Mapping[int, Given]:
        found: dict[int, Given] = {}
        for number, line in enumerate(written.decode("utf-8", "replace").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
            except (ValueError, RecursionError):
                told = None
            if not isinstance(told, dict) or not isinstance(told.get("id"), int):
                raise self._failed(
                    f"wrote something else than JSON with an id (line {number}): "
                    f"“{line.strip()[:60]}”"
                )
            given = _given(told)
            known = found.setdefault(told["id"], given)
            if known != given:
                found[told["id"]] = Untranslated(reason="it gave two texts for this sentence")
        return found

    def _program(self) -> Path:
        found = shutil.which(str(Path(self._command[0]).expanduser()))
        if found is None:
            raise self._failed("is not there, or may not be run")
        return Path(found)

    def _failed(self, why: str) -> TranslationError:
        return TranslationError(
            f"the program {self._command[0]} {why}",
            remedy="Its command stands in clipmaker.toml; docs/translation.md says what it is "
            "given and what it must write.",
        )


def _head(task: TranslationTask) -> dict[str, Any]:
    return {
        "clipmaker": 1,
        "source": task.source,
        "target": task.target,
        "headline": task.headline,
        "glossary": [
            {"spelling": term.spelling, "sources": list(term.sources)} for term in task.glossary
        ],
    }


def _line(number: int, one: Sentence) -> dict[str, Any]:
    return {"id": number, "text": one.text, "before": list(one.before), "after": list(one.after)}


def _given(told: Mapping[str, Any]) -> Given:
    text, sure = told.get("text"), told.get("confidence")
    if isinstance(told.get("error"), str):
        return Untranslated(reason=" ".join(told["error"].split())[:_SHOWN] or "it failed")
    if not isinstance(text, str):
        return Untranslated(reason="its line holds no text")
    known = isinstance(sure, int | float) and not isinstance(sure, bool) and 0 <= sure <= 1
    return Translated(text=text, confidence=float(sure) if known and sure is not None else None)
