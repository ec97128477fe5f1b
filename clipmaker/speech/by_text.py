"""What an engine does not translate, a translator does: Whisper knows English only, turbo nothing.

Imports no translator before one is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from clipmaker.cues.cutting.grammar import split_sentences
from clipmaker.cues.cutting.split import Speech
from clipmaker.cues.maker import together
from clipmaker.translation.configured import Configured
from clipmaker.translation.sentences import with_neighbours
from clipmaker.translation.translate import SentenceText, translate
from clipmaker.translation.translator import TranslationTask


def with_texts(
    speeches: Sequence[Speech], task: TranslationTask, translators: Sequence[Configured]
) -> tuple[Speech, ...]:
    """Return utterances with texts for the audience where the engine gave none.

    One that no translator can do as a whole stays without a text, and knows why.

    Args:
        speeches: the utterances in order.
        task: languages, names and story.
        translators: whom to ask, the first choice first.
    """
    if task.source == task.target or all(one.text or not one.source for one in speeches):
        return tuple(speeches)
    parts = [split_sentences(one.source, task.source) for one in speeches]
    sentences = with_neighbours(tuple(text for texts in parts for text in texts))
    wanted = [not speech.text for speech, texts in zip(speeches, parts, strict=True) for _ in texts]
    asked = [one for one, missing in zip(sentences, wanted, strict=True) if missing]
    texts = iter(translate(asked, task, translators))
    ends = accumulate((len(one) for one in parts), initial=0)
    found = []
    for speech, (begin, end) in zip(speeches, pairwise(ends), strict=True):
        if speech.text or begin == end:
            found.append(speech)
        else:
            found.append(_told(speech, [next(texts) for _ in range(begin, end)]))
    return tuple(found)


def _told(speech: Speech, given: Sequence[SentenceText]) -> Speech:
    """Return an utterance with the texts of its sentences: with all of them, or with none."""
    lacking = [one for one in given if not one.text]
    if lacking:
        reasons = [reason for one in lacking for reason in one.refused]
        return replace(speech, text_failed=reasons[0] if reasons else "")
    makers = together((one.by,) for one in given if one.by)
    return replace(speech, text=" ".join(one.text for one in given), text_by=makers)
