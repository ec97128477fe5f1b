"""Translates sentences with the translators that a newsroom has set up, one after the other.

What the first translator cannot do, the next is asked for, sentence by sentence. Every sentence
comes back: with a text and its maker, or with the reasons why there is none. A translator that is
away or mad is one of those reasons, never a failure of the whole.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clipmaker.cues.maker import Maker
from clipmaker.door.invisible import visible
from clipmaker.errors import ClipmakerError
from clipmaker.translation.answer import refusal, repeated, tidied
from clipmaker.translation.configured import Configured
from clipmaker.translation.kept import keep_text, kept_text, sentence_key
from clipmaker.translation.translator import (
    Given,
    Sentence,
    Translated,
    TranslationTask,
    TranslatorIdentity,
    Untranslated,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class SentenceText:
    """What became of one sentence.

    Attributes:
        text: its text in the audience's language, "" when no translator gave one.
        by: the translator that made the text, None while it has no text.
        confidence: how sure it is, 0 to 1; None when it does not say.
        sent_to: host that the sentence was sent to for this text, "" when it stayed here.
        refused: why other translators' answers are not it, in the order in which they were asked;
            plain sentences, each with the translator's name.
    """

    text: str = ""
    by: Maker | None = None
    confidence: float | None = None
    sent_to: str = ""
    refused: tuple[str, ...] = ()


def translate(
    sentences: Sequence[Sentence],
    task: TranslationTask,
    translators: Sequence[Configured],
    on_progress: Callable[[float], None] = lambda _share: None,
) -> tuple[SentenceText, ...]:
    """Translate sentences; one comes back for each, in the same order.

    Args:
        sentences: in the order in which they were said; those without a letter stay empty.
        task: languages, names and story.
        translators: whom to ask, the first choice first (`translators_for`).
        on_progress: told the finished share, 0 to 1.
    """
    found = [SentenceText() for _ in sentences]
    open_places = [i for i, one in enumerate(sentences) if any(map(str.isalnum, one.text))]
    for configured in translators:
        if not open_places:
            break
        given = _asked(configured, [sentences[i] for i in open_places], task, on_progress)
        for i, one in zip(open_places, given, strict=True):
            refused = found[i].refused
            found[i] = replace(one, refused=(*refused, *one.refused))
        open_places = [i for i in open_places if not found[i].text]
    on_progress(1.0)
    return tuple(found)


def _asked(
    configured: Configured,
    sentences: Sequence[Sentence],
    task: TranslationTask,
    on_progress: Callable[[float], None],
) -> Sequence[SentenceText]:
    """Return what one translator makes of sentences; none is lost whatever goes wrong."""
    try:
        who = _identity(configured, task)
        given = _given(configured, who, sentences, task, on_progress)
    except ClipmakerError as error:
        _log.warning("translator %s: %s", configured.name, error.message)
        reason = f"{configured.name}: {error.message}"
        return [SentenceText(refused=(reason,)) for _ in sentences]
    judged = _judged(sentences, given, task)
    return [_result(configured, who, one) for one in judged]


def _identity(configured: Configured, task: TranslationTask) -> TranslatorIdentity:
    translator = configured.translator
    with configured.blamed("cannot say who it is"):
        return translator.identity(task.source, task.target)


def _given(
    configured: Configured,
    who: TranslatorIdentity,
    sentences: Sequence[Sentence],
    task: TranslationTask,
    on_progress: Callable[[float], None],
) -> Sequence[Given]:
    """Return what was kept, and what the translator gives for the rest."""
    keys = [sentence_key(who, one, task) for one in sentences]
    found: list[Given | None] = [kept_text(key) for key in keys]
    missing = [i for i, one in enumerate(found) if one is None]
    if missing:
        asked = [sentences[i] for i in missing]
        with configured.blamed("cannot translate"):
            fresh = list(configured.translator.translate(asked, task, on_progress))
        for i, one in zip(missing, _each(fresh, len(missing)), strict=True):
            found[i] = one
            if isinstance(one, Translated) and not refusal(
                sentences[i], _tidy(one.text, sentences[i]), task
            ):
                keep_text(keys[i], one)
    return [one for one in found if one is not None]


def _each(fresh: Sequence[Given], asked: int) -> Sequence[Given]:
    """Return the answers, or none of them where nobody knows which belongs to which sentence."""
    if len(fresh) == asked:
        return fresh
    return [Untranslated(reason=f"it gave {len(fresh)} lines for {asked} sentences")] * asked


def _judged(
    sentences: Sequence[Sentence], given: Sequence[Given], task: TranslationTask
) -> Sequence[Given]:
    judged = [_checked(one, sentence, task) for one, sentence in zip(given, sentences, strict=True)]
    texts = [one.text if isinstance(one, Translated) else "" for one in judged]
    for i in repeated(sentences, texts):
        judged[i] = Untranslated(reason="it gave the same text for different sentences")
    return judged


def _checked(given: Given, sentence: Sentence, task: TranslationTask) -> Given:
    if isinstance(given, Untranslated):
        return given
    text = _tidy(given.text, sentence)
    if reason := refusal(sentence, text, task):
        return Untranslated(reason=reason)
    return replace(given, text=text)


def _tidy(text: str, sentence: Sentence) -> str:
    return visible(tidied(text, sentence.text))


def _result(configured: Configured, who: TranslatorIdentity, given: Given) -> SentenceText:
    if isinstance(given, Untranslated):
        return SentenceText(refused=(f"{configured.name}: {given.reason}",))
    return SentenceText(
        text=given.text,
        by=who.maker,
        confidence=given.confidence,
        sent_to=configured.translator.address,
    )
