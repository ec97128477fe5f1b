"""The interface of translators, and the registry of their kinds.

A translator is given whole sentences in order and returns, for each of them, its text in the
audience's language or why there is none. It knows nothing of files, cues or stories.

To add a kind: one module with the function of `TranslatorKind`, one line in `KINDS`; or a package
that brings such a module through the entry points ``clipmaker.translators``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from clipmaker import plugins
from clipmaker.cues.judging.glossary import Glossary
from clipmaker.cues.maker import By, Maker, machine
from clipmaker.door.document import nearest
from clipmaker.errors import TranslationError
from clipmaker.plugins import besides

KINDS = {
    "firefox": "clipmaker.translation.firefox",
    "ctranslate2": "clipmaker.translation.ctranslate",
    "libretranslate": "clipmaker.translation.libretranslate",
    "openai": "clipmaker.translation.openai",
    "command": "clipmaker.translation.command",
}
"""Modules of the kinds of translators by name; each is imported when it is asked for."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What one person said, up to a full stop.

    Attributes:
        text: the sentence, in the language that is spoken.
        before: sentences right before it, in order; may be empty.
        after: sentences right after it, in order; may be empty.
    """

    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TranslationTask:
    """What a translator is asked to do.

    Attributes:
        source: language code of the sentences.
        target: language code of the audience.
        glossary: names that may be spoken, the more important ones first.
        headline: what the story is about, "" when it is not known.
    """

    source: str
    target: str
    glossary: Glossary = ()
    headline: str = ""


@dataclass(frozen=True, kw_only=True)
class Translated:
    """A sentence's text in the audience's language.

    Attributes:
        text: the text.
        confidence: how sure the translator is of it, 0 to 1; None when it does not say.
    """

    text: str
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Untranslated:
    """Why there is no text: ``reason`` is a plain sentence without a full stop."""

    reason: str


Given = Translated | Untranslated
"""What a translator gives for one sentence."""


@dataclass(frozen=True, kw_only=True)
class TranslatorIdentity:
    """Who translates a pair of languages.

    Attributes:
        name: kind and model, and the host where it reaches one: ``firefox pt-en``.
        version: all that a text depends on besides what was asked: digests, versions, settings.
        sees: which parts of what is asked it looks at, besides the sentence and the languages:
            any of ``neighbours``, ``glossary``, ``headline``.
    """

    name: str
    version: str
    sees: frozenset[str] = frozenset()

    @property
    def maker(self) -> Maker:
        """The maker of its texts, as a cue names it."""
        return machine(self.name)


_AT = " at "


def reached(name: str, address: str) -> str:
    """Return a translator's name with where it sends sentences; ``openai gemma at gpu:8080``."""
    return f"{name}{_AT}{address}" if address else name


def sent_to(maker: Maker) -> str:
    """Return where sentences were sent for a maker's text, "" when they stayed on the machine."""
    machine_name = maker.name if maker.by is By.MACHINE else ""
    return machine_name.rpartition(_AT)[2] if _AT in machine_name else ""


class Translator(Protocol):
    """One translator, ready to be asked."""

    @property
    def local(self) -> bool:
        """Whether what it is given stays on this machine, for all that is known."""
        ...

    @property
    def address(self) -> str:
        """Where sentences are sent, for people and the manifest: a host; "" for nowhere."""
        ...

    def can(self, source: str, target: str) -> bool:
        """Whether it translates between two languages; nothing is loaded.

        Raises:
            TranslationError: this cannot be found out: its server is away.
        """
        ...

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        """Return who translates this pair.

        Raises:
            TranslationError: it does not know the pair, or its model is damaged.
        """
        ...

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        """Translate sentences; the same every time, where the translator can.

        Args:
            sentences: at least one, in the order in which they were said.
            task: what is wanted; a pair that it `can`.
            on_progress: told the finished share, 0 to 1.

        Returns:
            One for each sentence, in the same order.

        Raises:
            TranslationError: nothing at all can be had of it: server away, model damaged.
        """
        ...


class TranslatorKind(Protocol):
    """What the module of a kind offers."""

    def translator(self, name: str, settings: Mapping[str, object]) -> Translator:
        """Return a translator; nothing is loaded and nobody is asked yet.

        Args:
            name: what the newsroom calls it.
            settings: what stands under that name in its configuration, but for ``kind`` and
                ``pairs``.

        Raises:
            TranslationError: a setting is missing, unknown or wrong.
        """
        ...


def kind_names() -> tuple[str, ...]:
    """Return the names of the kinds that exist.

    Raises:
        PluginError: a package brings a kind under a name that is taken.
    """
    return (*KINDS, *besides(plugins.TRANSLATORS, KINDS))


def kind_module(name: str) -> TranslatorKind:
    """Return the module of a kind.

    Raises:
        TranslationError: there is no kind of that name.
        PluginError: a package brings it that does not fit.
    """
    if name in KINDS:
        return cast(TranslatorKind, import_module(KINDS[name]))
    if name not in kind_names():
        alike = nearest(name, kind_names())
        meant = f" (did you mean “{alike}”?)" if alike else ""
        raise TranslationError(
            f"there is no kind of translator “{name}”{meant}",
            remedy=f"Kinds: {', '.join(sorted(kind_names()))}.",
        )
    return cast(TranslatorKind, besides(plugins.TRANSLATORS, KINDS)[name].load())
