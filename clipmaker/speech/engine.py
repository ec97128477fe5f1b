"""The interface of speech engines, and the registry of them.

An engine is given sound that was already found to be voice, and returns what was said with the
English of the same stretch. It knows nothing of files, cues or stories.

To add an engine: one module with the functions of `EngineModule` and
`clipmaker.speech.shelf.Shelf`, one line in `ENGINES`; or a package that brings such a module
through the entry points ``clipmaker.engines``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from clipmaker import plugins
from clipmaker.cues.judging.glossary import Glossary
from clipmaker.cues.model import Confidence, Span, Word
from clipmaker.door.document import nearest
from clipmaker.errors import SpeechError
from clipmaker.plugins import besides

if TYPE_CHECKING:
    from clipmaker.media.sound import Samples

ENGINES = {
    "faster-whisper": "clipmaker.speech.faster_whisper",
    "openai-whisper": "clipmaker.speech.openai_whisper",
}
"""Modules of the engines by name; each is imported when it is asked for."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """What an engine is asked to do.

    Attributes:
        language: language code of the speech, "" to detect that of each utterance.
        among: language codes of which each utterance is in one, () for any; only where
            ``language`` is "".
        audience: language code of the audience. Whisper translates into English only, so
            English is made when this is ``en`` and the speech is not.
        beams: width of the beam search; temperature is always 0.
        glossary: names that may be spoken, the more important ones first; they prime the engine.
    """

    language: str = ""
    among: tuple[str, ...] = ()
    audience: str = "en"
    beams: int = 5
    glossary: Glossary = ()

    def translates(self, spoken: str) -> bool:
        """Whether speech in that language is translated."""
        return self.audience == "en" and spoken != "en"


@dataclass(frozen=True, kw_only=True)
class Transcription:
    """One utterance: what was said and its English; times in ms of the sound that was given.

    Attributes:
        span: what was heard.
        source: the text in its own language.
        english: its English, "" when it was not translated.
        words: source words with times, in order.
        english_words: English words with the times at which their sense is spoken; a guide for
            cutting, their probabilities are those of the translation.
        heard: doubts about the source text.
        translated: doubts about the English, None when it was not translated.
        detected: language code that it sounds like, "" when it isn't known.
        probability: how sure the engine is of that, 0 to 1.
        language: language code that it was heard in, "" for that of the recognition.
        sureness: how sure the engine is of that among those that may be spoken, 0 to 1; 1.0 where
            it was given.
    """

    span: Span
    source: str
    english: str = ""
    words: tuple[Word, ...] = ()
    english_words: tuple[Word, ...] = ()
    heard: Confidence
    translated: Confidence | None = None
    detected: str = ""
    probability: float = 0.0
    language: str = ""
    sureness: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What an engine made of a piece of sound.

    Attributes:
        language: language code of the speech: the one that was given, or the one detected; where
            several are spoken, of whatever utterance has none of its own.
        detected: language code that it sounds like.
        probability: how sure the engine is of ``detected``, 0 to 1.
        said: the utterances in which something was said, in order.
        unsaid: where a voice is, and nothing that it says was made out, in order.
    """

    language: str
    detected: str
    probability: float
    said: tuple[Transcription, ...]
    unsaid: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Abilities:
    """What a model can do.

    Attributes:
        multilingual: whether it knows languages besides English.
        translates: whether it was trained to translate; shortened (turbo, distil) ones were not.
    """

    multilingual: bool
    translates: bool


@dataclass(frozen=True, kw_only=True)
class ModelPath:
    """A model on this machine.

    Attributes:
        name: ``base``, or the name of a folder.
        path: its folder or file.
        digest: hex sha256 of its weights.
        device: where it is to run, one of `clipmaker.speech.device.DEVICES`.
    """

    name: str
    path: Path
    digest: str
    device: str = "cpu"


class Engine(Protocol):
    """A loaded model that hears."""

    def hear(
        self,
        audio: Samples,
        spans: Sequence[Span],
        task: Task,
        on_progress: Callable[[float], None],
    ) -> Recognition:
        """Recognise each span by itself, without carried-over context; the same every time.

        Args:
            audio: mono, 16 kHz, values from -1 to 1.
            spans: stretches of speech, at least one, each at most 30 s.
            task: what is wanted.
            on_progress: told the finished share, 0 to 1.

        Raises:
            SpeechError: the model does not know the language.
        """
        ...


class EngineModule(Protocol):
    """What the module of an engine offers."""

    def version(self) -> str:
        """Return name and versions of the engine, without loading it."""
        ...

    def resolve_model(self, name_or_path: str, *, task: Task) -> ModelPath:
        """Find a model on this machine; nothing is downloaded.

        Raises:
            SpeechError: it is not here, is damaged, or cannot do the task.
        """
        ...

    def load(self, model: ModelPath) -> Engine:
        """Load a model.

        Raises:
            SpeechError: it cannot be loaded.
        """
        ...


def engine_names() -> tuple[str, ...]:
    """Return the names of the engines that exist.

    Raises:
        PluginError: a package brings an engine under a name that is taken.
    """
    return (*ENGINES, *besides(plugins.ENGINES, ENGINES))


def check_engine(name: str) -> None:
    """Go on, unless there is no engine of that name.

    Raises:
        SpeechError: there is none.
    """
    if name not in engine_names():
        alike = nearest(name, engine_names())
        meant = f" (did you mean “{alike}”?)" if alike else ""
        raise SpeechError(
            f"there is no speech engine “{name}”{meant}",
            remedy=f"Engines: {', '.join(sorted(engine_names()))}.",
        )


def engine_module(name: str) -> EngineModule:
    """Return the module of an engine.

    Raises:
        SpeechError: there is no engine of that name.
        PluginError: a package brings it that does not fit.
    """
    check_engine(name)
    if name not in ENGINES:
        return cast(EngineModule, besides(plugins.ENGINES, ENGINES)[name].load())
    return cast(EngineModule, import_module(ENGINES[name]))
