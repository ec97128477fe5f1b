"""Cuts cues otherwise: splits and merges them, moves them in time, adds and deletes; pure.

The words stay a machine's where a machine wrote them, and so do its doubts: whoever moves a cue
has not checked its translation.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from clipmaker.cues.cutting.over import laid_over
from clipmaker.cues.cutting.sentences import joined
from clipmaker.cues.cutting.split import word_starts
from clipmaker.cues.cutting.turns import as_turns
from clipmaker.cues.maker import person, together
from clipmaker.cues.model import Confidence, Cue, CueSheet, Status
from clipmaker.cues.reviewing.review import by_name, refuse_unknown, tidied
from clipmaker.cues.sheets.plain import clock, new_name
from clipmaker.cues.sheets.seal import unapproved
from clipmaker.cues.sheets.times import timed
from clipmaker.errors import ReviewError
from clipmaker.languages import NAMES

_NO_SPACES = frozenset({"ja", "zh", "th", "lo", "km", "my"})


def split_cue(
    sheet: CueSheet,
    cue_id: str,
    *,
    who: str,
    at: int,
    source_at: int | None = None,
    at_ms: int | None = None,
) -> CueSheet:
    """Return a sheet with one cue cut in two; the second gets a name of its own.

    Args:
        sheet: the sheet.
        cue_id: name of the cue.
        who: who splits it.
        at: index in its English at which the second cue begins.
        source_at: likewise in its source text; None for the word spoken at that time.
        at_ms: when the second cue begins, ms of the footage; None for where its words are spoken.

    Raises:
        ReviewError: the name is unknown, or one of the two would have no text or no time.
    """
    old = by_name(sheet, cue_id)
    texts = old.text[:at].strip(), old.text[at:].strip()
    if at < 0 or not all(texts):
        raise ReviewError(
            f"{cue_id} can only be split inside its text",
            remedy="Put the cursor where the second subtitle is to begin.",
        )
    number = _word_at(old, at, source_at, at_ms)
    if source_at is None:
        source_at = _source_at(old, at, number)
    if at_ms is None:
        at_ms = _time_at(old, at, number)
    if not old.start_ms < at_ms < old.end_ms:
        raise ReviewError(
            f"{cue_id} cannot be split at {clock(max(0, at_ms))}: it is shown from "
            f"{clock(old.start_ms)} to {clock(old.end_ms)}"
        )
    base = _touched(old, who)
    others = laid_over(old.other, [len(text) for text in texts], sheet.audience)
    first = replace(
        base,
        end_ms=at_ms,
        text=texts[0],
        source=old.source[:source_at].strip(),
        words=old.words[:number],
        other=others[0],
    )
    second = replace(
        base,
        id=new_name(cue.id for cue in sheet.cues),
        start_ms=at_ms,
        text=texts[1],
        source=old.source[source_at:].strip(),
        words=old.words[number:],
        other=others[1],
        note="",
        comment="",
        comment_by="",
    )
    cues = [cue for cue in sheet.cues if cue.id != cue_id]
    return timed(sheet, [*cues, first, second], {first.id, second.id})


def merge_cues(sheet: CueSheet, ids: Collection[str], *, who: str) -> CueSheet:
    """Return a sheet with neighbouring cues made one, which keeps the first one's name.

    Where two people speak, each part begins with a dash.

    Args:
        sheet: the sheet.
        ids: names of at least two cues.
        who: who merges them.

    Raises:
        ReviewError: a name is unknown, there is only one, another cue stands between them, or they
            are spoken in different languages.
    """
    refuse_unknown(sheet, ids)
    places = [i for i, cue in enumerate(sheet.cues) if cue.id in ids]
    if len(places) < 2:
        raise ReviewError("merging needs at least two subtitles")
    parts = sheet.cues[places[0] : places[-1] + 1]
    if between := [cue.id for cue in parts if cue.id not in ids]:
        raise ReviewError(f"{', '.join(between)} stands between: only neighbours can be merged")
    if len(tongues := dict.fromkeys(map(sheet.spoken, parts))) > 1:
        names = " and ".join(NAMES.get(code, code) for code in tongues)
        raise ReviewError(
            f"{', '.join(part.id for part in parts)} cannot be merged: they are spoken in {names}, "
            "and the label on screen can name only one"
        )
    one_text = all(part.text == part.source for part in parts)
    source = _joined(parts, [part.source for part in parts], sheet.spoken(parts[0]))
    text = _joined(parts, [part.text for part in parts], "")
    reading_of = {part.reading_of for part in parts}
    merged = replace(
        _touched(parts[0], who),
        end_ms=parts[-1].end_ms,
        source=source,
        text=source if one_text else text,
        speaker=" / ".join(dict.fromkeys(part.speaker for part in parts if part.speaker)),
        flags=tuple({flag.code: flag for part in parts for flag in part.flags}.values()),
        heard=worst_doubts([part.heard for part in parts]),
        translated=worst_doubts([part.translated for part in parts]),
        words=tuple(word for part in parts for word in part.words),
        source_by=together(part.source_by for part in parts if part.source),
        text_by=together(part.text_by for part in parts if part.text),
        other=joined([part.other for part in parts], sheet.audience),
        other_by=together(part.other_by for part in parts if part.other),
        other_translated=worst_doubts([part.other_translated for part in parts]),
        reading_shown=all(part.reading_shown for part in parts),
        reading_of=reading_of.pop() if len(reading_of) == 1 else "",
        note=" ".join(part.note for part in parts if part.note),
        comment=" ".join(part.comment for part in parts if part.comment),
        comment_by=" / ".join(dict.fromkeys(part.comment_by for part in parts if part.comment_by)),
    )
    cues = (*sheet.cues[: places[0]], merged, *sheet.cues[places[-1] + 1 :])
    return timed(sheet, cues, {merged.id})


def shift(
    sheet: CueSheet,
    by_ms: int,
    *,
    who: str,
    ids: Collection[str] | None = None,
    limit_ms: int | None = None,
) -> CueSheet:
    """Return a sheet with cues moved in time.

    Word times move only when everything moves, as for another cut of the footage; else they
    stay where the words were heard.

    Args:
        sheet: the sheet.
        by_ms: so much later; earlier when negative.
        who: who moves them.
        ids: names of the cues; None for all.
        limit_ms: length of the footage; None when it is not known.

    Raises:
        ReviewError: a name is unknown, or a cue would lie outside the footage or over another.
    """
    refuse_unknown(sheet, ids or ())
    if not by_ms:
        return sheet
    cues = []
    for cue in sheet.cues:
        if ids is None or cue.id in ids:
            words = cue.words
            if ids is None:
                words = tuple(
                    replace(
                        word,
                        start_ms=max(0, word.start_ms + by_ms),
                        end_ms=max(0, word.end_ms + by_ms),
                    )
                    for word in words
                )
            start_ms, end_ms = cue.start_ms + by_ms, cue.end_ms + by_ms
            cue = replace(_touched(cue, who), start_ms=start_ms, end_ms=end_ms, words=words)
        cues.append(cue)
    return timed(sheet, cues, {cue.id for cue in cues} if ids is None else ids, limit_ms)


def add_cue(
    sheet: CueSheet,
    start_ms: int,
    end_ms: int,
    *,
    who: str,
    text: str,
    source: str = "",
    speaker: str = "",
    limit_ms: int | None = None,
) -> CueSheet:
    """Return a sheet with one more cue, written by a person, in the language of its neighbour.

    Args:
        sheet: the sheet.
        start_ms: when it comes in, ms of the footage file.
        end_ms: when it goes.
        who: who wrote it.
        text: what is shown.
        source: what is said, in its own language.
        speaker: who says it.
        limit_ms: how long the footage is; without it that is not looked at.

    Raises:
        ReviewError: a text cannot be shown, or the times cannot be.
    """
    near = min(
        sheet.cues, key=lambda c: max(start_ms - c.end_ms, c.start_ms - end_ms), default=None
    )
    cue = Cue(
        id=new_name(cue.id for cue in sheet.cues),
        language=near.language if near else "",
        language_by=near.language_by if near else "",
        start_ms=start_ms,
        end_ms=end_ms,
        source=tidied(source),
        text=tidied(text),
        speaker=tidied(speaker),
        status=Status.EDITED,
        edited_by=who,
        source_by=(person(who),),
        text_by=(person(who),),
    )
    return timed(sheet, [*sheet.cues, cue], {cue.id}, limit_ms)


def delete_cue(sheet: CueSheet, cue_id: str) -> CueSheet:
    """Return a sheet without a cue; one that a machine heard comes back when it hears again.

    Raises:
        ReviewError: the name is unknown.
    """
    refuse_unknown(sheet, [cue_id])
    return replace(sheet, cues=tuple(cue for cue in sheet.cues if cue.id != cue_id))


def _touched(cue: Cue, who: str) -> Cue:
    """Return a cue as it counts after a person has changed its place or its cut."""
    return replace(unapproved(cue), edited_by=who, waived_by="", waiver="")


def _word_at(cue: Cue, at: int, source_at: int | None, at_ms: int | None) -> int:
    """Return how many source words belong to the first of two cues."""
    if len(cue.words) < 2:
        return len(cue.words)
    if source_at is not None:
        return sum(1 for start in word_starts(cue.words, cue.source)[:-1] if start < source_at)
    share = at / max(1, len(cue.text))
    wanted = at_ms if at_ms is not None else cue.start_ms + share * (cue.end_ms - cue.start_ms)
    boundaries = range(1, len(cue.words))
    return min(boundaries, key=lambda i: abs(_between(cue, i) - wanted))


def _between(cue: Cue, number: int) -> int:
    """Return the middle of the pause before a word, ms."""
    return (cue.words[number - 1].end_ms + cue.words[number].start_ms) // 2


def _source_at(cue: Cue, at: int, number: int) -> int:
    """Return where the source of the second cue begins."""
    if cue.text == cue.source:
        return at
    if 0 < number < len(cue.words):
        return word_starts(cue.words, cue.source)[number]
    wanted = len(cue.source) * at / max(1, len(cue.text))
    spaces = [i for i, char in enumerate(cue.source) if char == " "]
    return min(spaces, key=lambda i: abs(i - wanted)) if spaces else round(wanted)


def _time_at(cue: Cue, at: int, number: int) -> int:
    """Return when the second cue begins, ms."""
    if 0 < number < len(cue.words) and cue.start_ms < _between(cue, number) < cue.end_ms:
        return _between(cue, number)
    return cue.start_ms + (cue.end_ms - cue.start_ms) * at // max(1, len(cue.text))


def _joined(parts: Sequence[Cue], texts: Sequence[str], language: str) -> str:
    """Return texts as one, with a dash for each where several people speak."""
    if len({part.speaker for part in parts}) > 1:
        return as_turns([text for text in texts if text])
    return ("" if language in _NO_SPACES else " ").join(text for text in texts if text)


def worst_doubts(all_doubts: Sequence[Confidence | None]) -> Confidence | None:
    """Return the worst of several doubts; None when no text was a machine's."""
    doubts = [one for one in all_doubts if one is not None]
    if not doubts:
        return None
    return Confidence(
        avg_logprob=min(one.avg_logprob for one in doubts),
        no_speech_prob=max(one.no_speech_prob for one in doubts),
        compression_ratio=max(one.compression_ratio for one in doubts),
    )
