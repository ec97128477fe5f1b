"""Which translators a newsroom has, and whom to ask for which pair of languages.

It stands in ``clipmaker.toml`` in the user's configuration, never in a story: what reaches
another machine is the newsroom's decision. Without such a file the models on this machine are
used.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache

from clipmaker import plugins
from clipmaker.door.document import nearest
from clipmaker.errors import InputError, PluginError, Problem, TranslationError
from clipmaker.plugins import Plugin, besides, blamed
from clipmaker.resources import assets_dir, settings_file
from clipmaker.translation.translator import (
    KINDS,
    Given,
    Sentence,
    TranslationTask,
    Translator,
    TranslatorIdentity,
    kind_module,
)
from clipmaker.translation.written import Chosen, read_chosen

VARIABLE = "CLIPMAKER_TRANSLATORS"
"""Names of translators in the order in which they are asked; ``none`` for none of them."""
_NONE = "none"
_USUAL = "firefox"
"""What there is without any configuration: the models on this machine."""


@dataclass(frozen=True, kw_only=True)
class Configured:
    """A translator that a newsroom has set up.

    Attributes:
        name: what the newsroom calls it.
        translator: the translator.
        plugin: the package that brings its kind, None for one of the program's own.
        pairs: pairs such as ``ko-en`` that it is wanted for; none for all that it can.
    """

    name: str
    translator: Translator
    plugin: Plugin | None = None
    pairs: tuple[str, ...] = ()

    def blamed(self, what: str) -> AbstractContextManager[None]:
        """Tell what goes wrong inside a package's translator by the package's name."""
        return blamed(self.plugin, what) if self.plugin else nullcontext()

    @property
    def usable(self) -> bool:
        """Whether it could be set up."""
        return not isinstance(self.translator, _Unusable)

    def wanted(self, source: str, target: str) -> bool:
        """Whether it is to be asked for a pair: one whose server is away is, and says so."""
        if self.pairs and f"{source}-{target}" not in self.pairs:
            return False
        try:
            with self.blamed("cannot say what it translates"):
                return self.translator.can(source, target)
        except TranslationError:
            return True


def translators_for(
    source: str, target: str, *, local_only: bool = False
) -> tuple[Configured, ...]:
    """Return whom to ask for a pair of languages, the first choice first; none when nobody can.

    One that cannot be set up (its key is not set, its package does not fit) is among them and
    fails when it is asked, so that the next is asked and nobody wonders where it went.

    Args:
        source: language code of what is said.
        target: language code of the audience.
        local_only: whether to leave out those that reach another machine.

    Raises:
        InputError: mistakes in ``clipmaker.toml``, or in the variable.
    """
    if source == target:
        return ()
    ready = (_ready(*one) for one in _chosen(f"{source}-{target}"))
    return tuple(
        one
        for one in ready
        if (one.translator.local or not local_only) and one.wanted(source, target)
    )


def shown_first(source: str) -> bool:
    """Whether of speech in a language a translator's reading is shown, and the engine's beside it.

    By measurement (``assets/cues/translation.toml``), unless the newsroom has chosen otherwise.

    Raises:
        InputError: mistakes in ``clipmaker.toml``.
    """
    chosen = read_chosen(settings_file()).first
    if chosen is not None:
        return source in chosen
    data = tomllib.loads((assets_dir() / "cues" / "translation.toml").read_text("utf-8"))
    return source in data["first"]["languages"]


def configured(pair: str = "") -> tuple[Configured, ...]:
    """Return the translators that are set up, in their order.

    Args:
        pair: such as ``ko-en``, for the order that it has of its own; "" for the usual one.

    Raises:
        InputError: mistakes in ``clipmaker.toml``, or in the variable.
        TranslationError: a translator's settings are wrong, or its key is not set.
        PluginError: a package brings a kind that does not fit.
    """
    return tuple(_one(*one) for one in _chosen(pair))


def _chosen(pair: str) -> Sequence[tuple[str, str]]:
    """Return names and settings of those who are asked for a pair, in their order."""
    chosen = read_chosen(settings_file())
    known = {**({_USUAL: {}} if _USUAL not in chosen.translators else {}), **chosen.translators}
    names = _order(chosen, pair)
    for name in names:
        if name not in known:
            alike = nearest(name, sorted(known))
            problem = Problem(
                file=settings_file(),
                field=VARIABLE if VARIABLE in os.environ else "translation",
                message=f"there is no translator “{name}”: it needs "
                f"[translation.translators.{name}]",
                nearest=alike,
            )
            raise InputError([problem])
    return [(name, json.dumps(known[name], default=str)) for name in names]


def _order(chosen: Chosen, pair: str) -> Sequence[str]:
    if written := os.environ.get(VARIABLE, "").strip():
        names = re.split(r"[\s,]+", written)
        return () if names == [_NONE] else names
    if pair in chosen.pairs:
        return chosen.pairs[pair]
    if chosen.order is not None:
        return chosen.order
    own = [name for name in chosen.translators if name != _USUAL]
    return (*own, _USUAL)


def _ready(name: str, settings: str) -> Configured:
    try:
        return _one(name, settings)
    except (TranslationError, PluginError) as error:
        return Configured(name=name, translator=_Unusable(error))


@lru_cache(maxsize=16)
def _one(name: str, settings: str) -> Configured:
    """Return a translator; the same one as long as its settings stay, with what it has loaded."""
    given = json.loads(settings)
    kind, pairs = given.pop("kind", name), given.pop("pairs", ())
    plugin = None if kind in KINDS else besides(plugins.TRANSLATORS, KINDS).get(kind)
    module = kind_module(kind)
    with blamed(plugin, "cannot be set up") if plugin else nullcontext():
        translator = module.translator(name, given)
    return Configured(name=name, translator=translator, plugin=plugin, pairs=tuple(pairs))


class _Unusable:
    """A translator that could not be set up: whatever it is asked, it says why."""

    local = False
    address = ""

    def __init__(self, error: TranslationError | PluginError) -> None:
        self._error = error

    def can(self, source: str, target: str) -> bool:
        raise TranslationError(f"{source} to {target}: {self._error.message}")

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        del source, target
        raise self._error

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        del sentences, task, on_progress
        raise self._error
