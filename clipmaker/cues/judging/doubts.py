"""Doubts about what the machine did: its language, its hearing, its translation.

Whisper's own confidence is half a warning: it was much the same for good and bad lines of one
recording, and high on a sentence that it repeated for half a minute. So every translation by a
small model is doubted to begin with. Sentences are for an editor who does not speak the language.
Thresholds come from 15 recordings in 8 languages heard with Whisper base. Of 24 transcripts, 11 of
14 with more than a tenth of their characters wrong had mean log probabilities below -0.25, and 3
of 10 others (docs/subtitles-measured.md); translations that were right lay over -0.55.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clipmaker.cues.bare import bare_words
from clipmaker.cues.cutting.sentences import SpokenSentence
from clipmaker.cues.judging.glossary import Glossary
from clipmaker.cues.model import Cue, Flag, Severity, Span, Status
from clipmaker.languages import NAMES
from clipmaker.profile.model import SubtitleProfile

_ENGLISH_ONLY = ": Whisper translates into English only, and no translator of text gave one"
_UNSURE_LANGUAGE = 0.6
_HEARD_UNSURE, _HEARD_BAD = -0.25, -0.7
_TRANSLATED_UNSURE, _TRANSLATED_BAD = -0.55, -0.75
_NO_SPEECH_UNSURE, _NO_SPEECH_BAD = 0.3, 0.6
_WORD_UNSURE = 0.35
_WORDS_UNSURE = 0.25


@dataclass(frozen=True, kw_only=True)
class Doubting:
    """What a cue is looked at with.

    Attributes:
        language: language code of the speech.
        language_probability: how sure the engine was of it; 1.0 when it was given.
        audience: language code of the text that is shown.
        model: name of the model, which begins with its size; "" when a person wrote the sheet.
        profile: reading speed and lines.
        glossary: names that the newsroom spells its own way.
        fits: whether a text fits into the lines of the profile; None when it isn't known.
        bleeps: spans of the file that a tone replaces.
        in_view: those that the cue's sentence meets; None for those that the cue meets itself.
        before: the cue before, or None.
        after: the cue after, or None.
        sentence: the sentence that the cue belongs to, or None.
    """

    language: str
    language_probability: float
    audience: str
    model: str
    profile: SubtitleProfile
    glossary: Glossary = ()
    fits: Callable[[str], bool] | None = None
    bleeps: tuple[Span, ...] = ()
    in_view: tuple[Span, ...] | None = None
    before: Cue | None = None
    after: Cue | None = None
    sentence: SpokenSentence | None = None

    @property
    def translates(self) -> bool:
        """Whether what is shown is a translation."""
        return self.language != self.audience


Doubt = Callable[[Cue, Doubting], Flag | None]


def untranslated(cue: Cue, seen: Doubting) -> Flag | None:
    """No translation where one is needed, or the same words again."""
    if not seen.translates or not cue.source or cue.status is Status.APPROVED:
        return None
    shown = NAMES.get(seen.audience, seen.audience)
    if not cue.text:
        if cue.status is Status.EDITED:
            return None
        why = "" if seen.audience == "en" else _ENGLISH_ONLY
        message = f"There is no {shown} text{why}. Somebody must write it"
    elif _same_words(cue.text, cue.source):
        message = f"This is the spoken text again, not a translation into {shown}"
    else:
        return None
    return Flag(code="untranslated", severity=Severity.SERIOUS, message=message)


def empty(cue: Cue, _seen: Doubting) -> Flag | None:
    """A text that is missing on one side of a machine's cue."""
    if cue.status is not Status.MACHINE:
        return None
    if not cue.source and cue.text:
        return Flag(
            code="empty",
            severity=Severity.SERIOUS,
            message="There is a translation, but no spoken words that it belongs to",
        )
    if not cue.source and not cue.text:
        return Flag(code="empty", severity=Severity.SERIOUS, message="Both texts are empty")
    return None


def language_unsure(cue: Cue, seen: Doubting) -> Flag | None:
    """A language that was guessed, and not with confidence."""
    if cue.status is not Status.MACHINE or seen.language_probability >= _UNSURE_LANGUAGE:
        return None
    name = NAMES.get(seen.language, seen.language)
    return Flag(
        code="language-unsure",
        severity=Severity.SERIOUS,
        message=f"The language was guessed as {name}, with only "
        f"{seen.language_probability:.0%} confidence: state it in the story",
    )


def heard_badly(cue: Cue, _seen: Doubting) -> Flag | None:
    """A transcript of which the model itself was not sure."""
    if cue.heard is None or cue.status is not Status.MACHINE:
        return None
    if cue.heard.avg_logprob >= _HEARD_UNSURE:
        return None
    bad = cue.heard.avg_logprob < _HEARD_BAD
    return Flag(
        code="heard-badly",
        severity=Severity.SERIOUS if bad else Severity.WARNING,
        message="The program was not sure that it heard the words right"
        + (": they may be wrong altogether" if bad else ""),
    )


def translated_badly(cue: Cue, seen: Doubting) -> Flag | None:
    """A translation of which the model itself was not sure."""
    if cue.translated is None or cue.status is not Status.MACHINE or not seen.translates:
        return None
    if cue.translated.avg_logprob >= _TRANSLATED_UNSURE:
        return None
    bad = cue.translated.avg_logprob < _TRANSLATED_BAD
    return Flag(
        code="translated-badly",
        severity=Severity.SERIOUS if bad else Severity.WARNING,
        message="The program itself had little confidence in this translation"
        if bad
        else "The program was not quite sure of this translation",
    )


def perhaps_no_speech(cue: Cue, _seen: Doubting) -> Flag | None:
    """Sound that may be no speech at all."""
    if cue.heard is None or cue.status is not Status.MACHINE:
        return None
    if cue.heard.no_speech_prob < _NO_SPEECH_UNSURE:
        return None
    return Flag(
        code="perhaps-no-speech",
        severity=Severity.SERIOUS
        if cue.heard.no_speech_prob >= _NO_SPEECH_BAD
        else Severity.WARNING,
        message=f"Perhaps nobody speaks here (probability {cue.heard.no_speech_prob:.0%}): "
        "the words may be invented",
    )


def unsure_words(cue: Cue, _seen: Doubting) -> Flag | None:
    """Words that the model was not sure to have heard."""
    if cue.status is not Status.MACHINE or not cue.words:
        return None
    unsure = [word.text for word in cue.words if word.probability < _WORD_UNSURE]
    if len(unsure) < max(1, _WORDS_UNSURE * len(cue.words)):
        return None
    shown = ", ".join(f"“{text.strip('.,!?')}”" for text in unsure[:3])
    return Flag(
        code="unsure-words",
        severity=Severity.WARNING,
        message=f"The program was not sure to have heard {shown}",
    )


def _same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for punctuation; a name or two may well be."""
    words = bare_words(one).split()
    return len(words) > 2 and words == bare_words(other).split()
