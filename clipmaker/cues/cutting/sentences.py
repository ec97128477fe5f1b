"""Whole sentences of a sheet: neighbouring cues whose words belong together; pure.

Languages order words differently, so a cue's text and its own source words are seldom each
other's translation: the sentence is what is translated, what is compared and what is approved. It
always holds whole cues, so it may be more than one sentence of grammar where a cue holds an end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clipmaker.cues.model import Cue
from clipmaker.scripts import CALLS, CLOSING, OPENING, ends_sentence, is_sentence_end, spaceless
from clipmaker.scripts import script_of_language as script_of

_PAUSE_MS = 1000
"""So long a silence ends a sentence whose mark was not heard."""
_BREATH_MS = 350
"""In a language without marks so long a silence does."""
_LONGEST_MS, _MOST_CUES = 20_000, 8
"""More than this nobody reviews at once, and no translator keeps in mind."""
_DASHES = "–—―-‐‑‒"
_DIGITS = 10


@dataclass(frozen=True, kw_only=True)
class SpokenSentence:
    """Neighbouring cues whose words are translated together, and approved together.

    Attributes:
        cues: in time order, at least one.
        language: language code of the speech.
        audience: language code of the text that is shown.
    """

    cues: tuple[Cue, ...]
    language: str
    audience: str = "en"

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of its cues."""
        return tuple(cue.id for cue in self.cues)

    @property
    def source(self) -> str:
        """What was said."""
        return joined([cue.source for cue in self.cues], self.language)

    @property
    def text(self) -> str:
        """The reading that is shown."""
        return joined([cue.text for cue in self.cues], self.audience)


def sentences_of(
    cues: Sequence[Cue], language: str, audience: str = "en"
) -> tuple[SpokenSentence, ...]:
    """Return the cues of a sheet gathered into sentences, each cue in exactly one.

    Where nothing that was said has a mark, though its language has some, nobody knows where a
    sentence ends, and each cue counts as one. No sentence is in two languages.

    Args:
        cues: in time order.
        language: language code of the speech, whose marks end sentences, where no cue has its own.
        audience: language code of the text that is shown.
    """
    by_tongue: dict[str, list[Cue]] = {}
    for cue in cues:
        by_tongue.setdefault(cue.language or language, []).append(cue)
    marked = {tongue for tongue, said in by_tongue.items() if _marked(said, tongue)}
    groups: list[list[Cue]] = []
    for cue in cues:
        tongue = cue.language or language
        before = groups[-1][-1] if groups else None
        goes_on = before is not None and (before.language or language) == tongue in marked
        if before is not None and goes_on and not _ends(before, cue, tongue):
            groups[-1].append(cue)
        else:
            groups.append([cue])
    return tuple(
        SpokenSentence(cues=tuple(part), language=part[0].language or language, audience=audience)
        for group in groups
        for part in _short(group)
    )


def sentence_with(sentences: Sequence[SpokenSentence], cue_id: str) -> SpokenSentence | None:
    """Return the sentence that a cue belongs to, None when there is no such cue."""
    return next((one for one in sentences if cue_id in one.ids), None)


def joined(texts: Sequence[str], language: str) -> str:
    """Return pieces of a text as one, with spaces where the language writes them."""
    whole = ""
    for text in (" ".join(text.split()) for text in texts):
        close = bool(whole and text) and spaceless(whole[-1]) and spaceless(text[0])
        marked = bool(script_of(language).letters_a_word) and bool(whole)
        stuck = close or (marked and is_sentence_end(whole[-1]) and not whole[-1].isascii())
        whole += text if stuck or not whole or not text else f" {text}"
    return whole


def said_digest(sentence: SpokenSentence) -> str:
    """Return a short digest of what was said, whatever cues it is cut into."""
    bare = "".join(sentence.source.split())
    return hashlib.sha256(f"{sentence.language}|{bare}".encode()).hexdigest()[:_DIGITS]


def _marked(cues: Sequence[Cue], language: str) -> bool:
    """Whether marks tell where sentences end, or silences do since there are no marks."""
    return not script_of(language).stop or any(
        is_sentence_end(char, language) for cue in cues for char in cue.source
    )


def _ends(one: Cue, other: Cue, language: str) -> bool:
    """Whether a sentence ends between two neighbouring cues."""
    said, following = one.source.strip(), other.source.strip()
    if not said or not following or one.speaker != other.speaker:
        return True
    pause_ms = _first_ms(other) - _last_ms(one)
    if pause_ms > _PAUSE_MS or said[-1] in _DASHES or following[0] in _DASHES:
        return True
    if not script_of(language).stop and spaceless(said.rstrip(CLOSING)[-1:] or " "):
        return pause_ms > _BREATH_MS
    if not ends_sentence(said, language):
        return False
    bare = said.rstrip(CLOSING)
    soft = bare[-1:] not in CALLS and following.lstrip(OPENING)[:1].islower()
    return not soft


def _first_ms(cue: Cue) -> int:
    """Return when a cue is first spoken."""
    return cue.words[0].start_ms if cue.words else cue.start_ms


def _last_ms(cue: Cue) -> int:
    return cue.words[-1].end_ms if cue.words else cue.end_ms


def _short(group: Sequence[Cue]) -> Iterator[Sequence[Cue]]:
    """Cut a run of cues that is too long for one sentence where the silence is longest."""
    lasts_ms = group[-1].end_ms - group[0].start_ms
    if len(group) < 2 or (lasts_ms <= _LONGEST_MS and len(group) <= _MOST_CUES):
        yield group
        return
    middle = len(group) / 2

    def gap(i: int) -> tuple[int, float]:
        return _first_ms(group[i]) - _last_ms(group[i - 1]), -abs(i - middle)

    at = max(range(1, len(group)), key=gap)
    yield from _short(group[:at])
    yield from _short(group[at:])
