"""Hears a piece of sound once: where the voice is, what it says, and the result kept.

Imports NumPy: import this module only where speech is heard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from clipmaker.cues.cutting.split import Speech
from clipmaker.cues.model import Span, Word
from clipmaker.media.sound import Samples, sound_digest
from clipmaker.speech.engine import EngineModule, ModelPath, Recognition, Task, Transcription
from clipmaker.speech.kept import content_key, keep, kept_recognition
from clipmaker.speech.loaded import loaded
from clipmaker.speech.voice import Utterance, VoiceRules, find_utterances, quietest_ms
from clipmaker.speech.whole import LACKING_MS, hear_whole, lacking_ms

_FIRST = 0.9
"""Share of the work that the first hearing is; some utterances are heard a second time."""
_NEAR_MS, _FAR_MS, _PAUSE_MS = 1500, 4000, 300
"""An utterance that reaches further out than the first of these is cut at the quietest point
between the second and the third."""
_WORD_MS = 800
"""A voice that is shorter may be a sigh."""
_BETWEEN_TONGUES_MS = 300
"""So short a pause may stand between two people who speak two languages."""
_EARLY_MS, _LATE_MS = 50, 100
"""Words may begin so much before the voice that was found, and end so much after it."""


@dataclass(frozen=True, kw_only=True)
class Ear:
    """What listens.

    Attributes:
        engine: the module of the engine.
        model: the model it uses.
        rules: how voice becomes utterances.
        again: whether to hear again what was heard before.
    """

    engine: EngineModule
    model: ModelPath
    rules: VoiceRules = field(default_factory=VoiceRules)
    again: bool = False


def listen(
    audio: Samples, wanted: Span, task: Task, ear: Ear, on_progress: Callable[[float], None]
) -> Recognition:
    """Return what is said in a piece of sound; no model is loaded when that is known already.

    Args:
        audio: mono, 16 kHz: the stretch that is wanted and some sound around it.
        wanted: that stretch, ms from the start of ``audio``; utterances outside are not heard.
        task: what is wanted.
        ear: what listens.
        on_progress: told the finished share, 0 to 1.

    Raises:
        SpeechError: the model cannot be loaded or does not know the language.
    """
    key = content_key(_facts(audio, wanted, task, ear))
    if not ear.again and (found := kept_recognition(key)):
        return found
    utterances = [
        _trimmed(utterance, wanted, audio)
        for utterance in find_utterances(audio, rules_for(task, ear.rules))
        if utterance.voice.start_ms < wanted.end_ms and wanted.start_ms < utterance.voice.end_ms
    ]
    if utterances:
        engine = loaded(ear.engine, ear.model)
        spans = [utterance.heard for utterance in utterances]
        heard = engine.hear(audio, spans, task, lambda share: on_progress(_FIRST * share))
        known = task if task.among else replace(task, language=heard.language)
        said = hear_whole(engine, audio, spans, known, heard.said)
        heard = replace(
            heard,
            said=tuple(_within(one, utterances) for one in said),
            unsaid=unsaid_of(utterances, said),
        )
        on_progress(1.0)
    else:
        heard = Recognition(language=task.language, detected="", probability=0.0, said=())
    keep(key, heard)
    return heard


def rules_for(task: Task, rules: VoiceRules) -> VoiceRules:
    """Return how voice becomes utterances: people of several languages answer each other quickly.

    A shorter pause parts them then, since an utterance is heard in one language.
    """
    if not task.among:
        return rules
    return replace(rules, join_ms=min(rules.join_ms, _BETWEEN_TONGUES_MS))


def speeches(heard: Recognition, offset_ms: int, task: Task) -> tuple[Speech, ...]:
    """Return the utterances with times of the footage file, ready to be cut into cues.

    Args:
        heard: what was heard.
        offset_ms: where the sound begins in the file.
        task: what was wanted; decides which text is shown.
    """
    return tuple(
        Speech(
            span=_moved(said.span, offset_ms),
            source=said.source,
            text=said.source if _own(said, heard, task) else said.english,
            words=_moved_words(said.words, offset_ms),
            text_words=_moved_words(
                said.words if _own(said, heard, task) else said.english_words, offset_ms
            ),
            heard=said.heard,
            translated=said.translated,
            whole=lacking_ms(said) < LACKING_MS,
            language="" if said.language == heard.language else said.language,
        )
        for said in heard.said
    )


def _own(said: Transcription, heard: Recognition, task: Task) -> bool:
    """Whether an utterance is in the audience's language."""
    return (said.language or heard.language) == task.audience


def _facts(audio: Samples, wanted: Span, task: Task, ear: Ear) -> Mapping[str, object]:
    return {
        "audio": sound_digest(audio),
        "wanted": asdict(wanted),
        "task": asdict(task),
        "engine": ear.engine.version(),
        "model": ear.model.digest,
        "rules": asdict(ear.rules),
        # Other arithmetic may write another word.
        **({"device": ear.model.device} if ear.model.device != "cpu" else {}),
    }


def _trimmed(utterance: Utterance, wanted: Span, audio: Samples) -> Utterance:
    """Shorten an utterance that reaches far beyond what is wanted, at a pause.

    Whisper stumbles over sound that begins or ends in the middle of a word.
    """
    start, end = utterance.heard.start_ms, utterance.heard.end_ms
    if wanted.start_ms - start > _NEAR_MS:
        start = quietest_ms(
            audio, max(start, wanted.start_ms - _FAR_MS), wanted.start_ms - _PAUSE_MS
        )
    if end - wanted.end_ms > _NEAR_MS:
        end = quietest_ms(audio, wanted.end_ms + _PAUSE_MS, min(end, wanted.end_ms + _FAR_MS))
    voice = Span(
        start_ms=max(utterance.voice.start_ms, start), end_ms=min(utterance.voice.end_ms, end)
    )
    return Utterance(voice=voice, heard=Span(start_ms=start, end_ms=end))


def unsaid_of(utterances: Sequence[Utterance], said: Sequence[Transcription]) -> tuple[Span, ...]:
    """Return where a voice is, long enough for a word, of which nothing was made out."""
    return tuple(
        utterance.voice
        for utterance in utterances
        if utterance.voice.end_ms - utterance.voice.start_ms >= _WORD_MS
        and not any(
            one.span.start_ms < utterance.voice.end_ms
            and utterance.voice.start_ms < one.span.end_ms
            for one in said
        )
    )


def _within(said: Transcription, utterances: Sequence[Utterance]) -> Transcription:
    """Bring an utterance, or a half of one, and its words into the stretch where the voice is."""
    voice = next(
        utterance.voice
        for utterance in utterances
        if utterance.heard.start_ms <= said.span.start_ms < utterance.heard.end_ms
    )
    low = max(said.span.start_ms, voice.start_ms - _EARLY_MS)
    high = min(said.span.end_ms, voice.end_ms + _LATE_MS)

    def bring(words: tuple[Word, ...]) -> tuple[Word, ...]:
        return tuple(
            replace(
                word,
                start_ms=min(max(word.start_ms, low), high),
                end_ms=min(max(word.end_ms, low), high),
            )
            for word in words
        )

    return replace(
        said,
        span=Span(start_ms=low, end_ms=high),
        words=bring(said.words),
        english_words=bring(said.english_words),
    )


def _moved(span: Span, by_ms: int) -> Span:
    return Span(start_ms=span.start_ms + by_ms, end_ms=span.end_ms + by_ms)


def _moved_words(words: tuple[Word, ...], by_ms: int) -> tuple[Word, ...]:
    return tuple(
        replace(word, start_ms=word.start_ms + by_ms, end_ms=word.end_ms + by_ms) for word in words
    )
