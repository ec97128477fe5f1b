"""What every Whisper engine does with utterances: each is encoded once and decoded twice.

The first decoding writes down what was said, the second says it in English. Both go without
timestamps, which makes fewer loops and takes a quarter less time; times come from aligning both
finished texts with the sound afterwards, which cannot change them. An engine adds a `Backend`:
how its library encodes, decodes and aligns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from clipmaker.cues.judging.glossary import Glossary, source_spellings, written_otherwise
from clipmaker.cues.model import Confidence, Span, Word
from clipmaker.errors import SpeechError
from clipmaker.languages import NAMES
from clipmaker.speech.engine import Recognition, Task, Transcription

if TYPE_CHECKING:
    from clipmaker.media.sound import Samples

OPENING, CLOSING = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"
"""Punctuation that belongs to the word after it, and before it, as the libraries have it."""

PRIMING_TOKENS = 100
"""A model is primed with so many tokens at most: the more, the less it heeds the sound."""
_PRIMING_CHARACTERS = 160

MOST_TOKENS = 224
"""Whisper writes so many tokens at most of what it hears at once."""
_TOKENS, _TOKENS_A_FRAME = 24, 0.24
"""A first decoding of an utterance has room for so many tokens, and so many more for each 10 ms.
Real speech took 6.4 tokens a second at most on 32 recordings of eight languages; a model that
loops goes on to the end of its room, which took 15 s of processor time for two seconds of noise."""

SURE_OF_ONE = 0.8
"""How sure a single utterance's language must be: on 25 of them a wrong one had at most 0.65."""

_Sound = tuple[Mapping[str, float], int]
"""How likely each language of an utterance is, by Whisper's code, and its frames."""

_PER_MS = 16
_DETECTED_OVER = 3
# The reference implementation's rule for "nobody spoke".
_NO_SPEECH = 0.6
_NO_SPEECH_LOGPROB = -1.0
# Whisper's codes that differ from ISO 639-1.
_TO_WHISPER = {"nb": "no", "jv": "jw"}
_FROM_WHISPER = {"jw": "jv", "yue": "zh"}


@dataclass(frozen=True, kw_only=True)
class Encoded:
    """What a library's encoder made of an utterance, and how many frames of 10 ms it covers."""

    features: Any
    frames: int


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be decoded.

    Attributes:
        language: Whisper's code of the speech.
        task: ``transcribe`` or ``translate``.
        beams: width of the beam search; temperature is 0.
        names: what the model is primed with, as if it had been said before; "" for nothing.
        most_tokens: room for the text, 1 to `MOST_TOKENS`; it is cut off there.
    """

    language: str
    task: str
    beams: int
    names: str = ""
    most_tokens: int = MOST_TOKENS


@dataclass(frozen=True, kw_only=True)
class DecodedText:
    """A text that was decoded: its tokens, as the library counts them, and the doubts about it."""

    text: str
    tokens: tuple[int, ...]
    doubts: Confidence


@dataclass(frozen=True, kw_only=True)
class Aligned:
    """A word of a text, with its punctuation; times in s of the utterance, probability 0 to 1."""

    text: str
    start_s: float
    end_s: float
    probability: float


class Backend(Protocol):
    """A model that a library has loaded."""

    @property
    def multilingual(self) -> bool:
        """Whether the model knows languages besides English."""
        ...

    @property
    def codes(self) -> Collection[str]:
        """Whisper's codes of the languages that the model knows."""
        ...

    def encode(self, part: Samples) -> Encoded:
        """Encode an utterance of at most 30 s."""
        ...

    def detect(self, encoded: Encoded) -> Mapping[str, float]:
        """Return the probability of every language by Whisper's code; multilingual models only."""
        ...

    def decode(self, encoded: Encoded, wish: Wish) -> DecodedText:
        """Return the best text, the same every time."""
        ...

    def align(self, encoded: Encoded, wish: Wish, tokens: Sequence[int]) -> Sequence[Aligned]:
        """Return the words of a decoded text with their times, in order."""
        ...


class WhisperEngine:
    """A loaded model; see `clipmaker.speech.engine.Engine`."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def hear(
        self,
        audio: Samples,
        spans: Sequence[Span],
        task: Task,
        on_progress: Callable[[float], None],
    ) -> Recognition:
        """Recognise each span by itself; see `clipmaker.speech.engine.Engine.hear`."""
        for code in (task.language, *task.among):
            self._known(code)
        encoded = {span: self._encode(audio, span) for span in spans[:_DETECTED_OVER]}
        sounds = {span: self._languages(one) for span, one in encoded.items()}
        spoken, detected, probability = _overall(
            [(sounds[span], one.frames) for span, one in encoded.items()], task
        )
        said = []
        total = sum(span.end_ms - span.start_ms for span in spans)
        done = 0
        for span in spans:
            one = encoded.pop(span, None) or self._encode(audio, span)
            sound = sounds.pop(span, None) or self._languages(one)
            language, sureness = own_language(sound, spoken, task)
            if found := self._utterance(one, span, language, task):
                likely = _best([(sound, 1)])
                found = replace(found, language=language, sureness=sureness)
                said.append(replace(found, detected=likely[0], probability=likely[1]))
            done += span.end_ms - span.start_ms
            on_progress(done / total)
        return Recognition(
            language=spoken, detected=detected, probability=probability, said=tuple(said)
        )

    def _known(self, language: str) -> str:
        """Return Whisper's code of a language.

        Raises:
            SpeechError: the model does not know it.
        """
        code = _TO_WHISPER.get(language, language)
        if code and code not in self._backend.codes:
            name = NAMES.get(language, language)
            raise SpeechError(
                f"the speech model does not know {name} ({language})",
                remedy="Write the footage's cue sheet by hand, or leave its subtitles away with "
                "“subtitles: false”.",
            )
        return code

    def _encode(self, audio: Samples, span: Span) -> Encoded:
        return self._backend.encode(audio[span.start_ms * _PER_MS : span.end_ms * _PER_MS])

    def _languages(self, encoded: Encoded) -> Mapping[str, float]:
        """Return the probability of every language by its code."""
        return self._backend.detect(encoded) if self._backend.multilingual else {"en": 1.0}

    def _utterance(
        self, encoded: Encoded, span: Span, language: str, task: Task
    ) -> Transcription | None:
        """Decode one utterance in a language; None when nobody spoke after all."""
        names = said_before(task.glossary, language)
        code = self._known(language)
        wish = Wish(language=code, task="transcribe", beams=task.beams, names=names)
        source = self._decoded(encoded, wish)
        heard = source.doubts
        silent = heard.no_speech_prob > _NO_SPEECH and heard.avg_logprob < _NO_SPEECH_LOGPROB
        if silent or not any(char.isalnum() for char in source.text):
            return None
        words = self._words(encoded, span, wish, source)
        if not task.translates(language):
            return Transcription(span=span, source=source.text, words=words, heard=heard)
        names = said_before(task.glossary, "")
        wish = Wish(language=code, task="translate", beams=task.beams, names=names)
        english = self._decoded(encoded, wish)
        return Transcription(
            span=span,
            source=source.text,
            english=english.text,
            words=words,
            english_words=self._words(encoded, span, wish, english),
            heard=heard,
            translated=english.doubts,
        )

    def _decoded(self, encoded: Encoded, wish: Wish) -> DecodedText:
        """Return the best text; what fills its room and is no loop is given all the room."""
        room = min(MOST_TOKENS, _TOKENS + round(_TOKENS_A_FRAME * encoded.frames))
        decoded = self._backend.decode(encoded, replace(wish, most_tokens=room))
        # Letters of Georgian, Burmese and Khmer are several tokens each.
        if room < MOST_TOKENS and len(decoded.tokens) >= room and not decoded.doubts.loops:
            return self._backend.decode(encoded, wish)
        return decoded

    def _words(
        self, encoded: Encoded, span: Span, wish: Wish, decoded: DecodedText
    ) -> tuple[Word, ...]:
        """Return the words of a text with times of the sound that was given."""
        words = []
        for found in self._backend.align(encoded, wish, decoded.tokens):
            if text := tidy(found.text):
                start, end = (span.start_ms + round(s * 1000) for s in (found.start_s, found.end_s))
                words.append(
                    Word(
                        text=text,
                        start_ms=min(start, span.end_ms),
                        end_ms=min(max(start, end), span.end_ms),
                        probability=round(found.probability, 3),
                    )
                )
        return tuple(words)


def said_before(glossary: Glossary, language: str) -> str:
    """Return names as a text with which a model is primed; "" when there is none.

    The first names of the glossary come last, nearest to what is heard, and are never cut off.

    Args:
        glossary: the names.
        language: Whisper's code of the speech, "" for their spelling in the audience's language.
    """
    names: list[str] = []
    room = _PRIMING_CHARACTERS
    for term in glossary:
        spelt = source_spellings(term, language) if language else (term.spelling,)
        # In the same letters a name without another spelling is written as for the audience.
        own = () if written_otherwise(language) else (term.spelling,)
        name = next(iter((*spelt, *own)), "")
        if not name or name in names:
            continue
        room -= len(name) + 2
        if room < 0:
            break
        names.insert(0, name)
    return ", ".join(names) + "." if names else ""


def own_language(sound: Mapping[str, float], spoken: str, task: Task) -> tuple[str, float]:
    """Return the language that one utterance is to be heard in, and how sure that is.

    Where the story names several, it is the likeliest of them; where it names none, another than
    the others' only where there is hardly a doubt, since a short utterance sounds like many.

    Args:
        sound: the probability of each language by Whisper's code.
        spoken: language code of the recording.
        task: what was asked for.
    """
    if task.language:
        return task.language, 1.0
    if task.among:
        return _best([(sound, 1)], task.among)
    best, probability = _best([(sound, 1)])
    return (best, probability) if probability >= SURE_OF_ONE else (spoken, 1.0)


def _overall(found: Sequence[_Sound], task: Task) -> tuple[str, str, float]:
    """Return the language of a recording, which one it sounds like, and how surely.

    What is in another language tells nothing about that.

    Args:
        found: its first utterances.
        task: what was asked for.
    """
    spoken = task.language or _best(found, task.among)[0]
    own = [one for one in found if own_language(one[0], spoken, task)[0] == spoken] or found
    if task.language or task.among:
        return spoken, *_best(own)
    return spoken, spoken, round(min(1.0, _weights(own)[spoken]), 4)


def _best(found: Sequence[_Sound], among: Collection[str] = ()) -> tuple[str, float]:
    """Return the language that utterances sound like, and how surely; the longer weigh more.

    Args:
        found: the probabilities of languages by Whisper's code, and the frames, of each utterance.
        among: language codes that it can be, none for all; then sure is against each other.
    """
    weights = _weights(found)
    if among:
        known = {code: _TO_WHISPER.get(code, code) for code in among}
        weights = {
            code: weights[_FROM_WHISPER.get(whispers, whispers)] for code, whispers in known.items()
        }
        total = sum(weights.values()) or 1.0
        weights = {code: weight / total for code, weight in weights.items()}
    best = max((code for code in weights if code in NAMES), key=lambda code: weights[code])
    return best, round(min(1.0, weights[best]), 4)


def _weights(found: Sequence[_Sound]) -> dict[str, float]:
    """Return how likely each language is over all utterances, by its code."""
    weights: dict[str, float] = defaultdict(float)
    total = sum(frames for _, frames in found)
    for languages, frames in found:
        for code, probability in languages.items():
            weights[_FROM_WHISPER.get(code, code)] += probability * frames / total
    return weights


def tidy(text: str) -> str:
    """Return a model's text with single spaces and without halves of characters."""
    return " ".join(text.replace("\ufffd", "").split())


def doubts(
    text: str, *, avg_logprob: float, no_speech_prob: float, compression_ratio: float
) -> Confidence:
    """Return the doubts about a text, in as many digits as are kept."""
    return Confidence(
        avg_logprob=round(avg_logprob, 3),
        no_speech_prob=round(no_speech_prob, 3),
        compression_ratio=round(compression_ratio, 2) if text else 0.0,
    )
