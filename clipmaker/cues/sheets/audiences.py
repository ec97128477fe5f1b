"""One sheet, several audiences: each reads the same cues in a text of its own; pure.

A sheet in hand is as one audience reads it, with the others beside it (`CueSheet.elsewhere`).
Times, what was said and who says it are one for all. Whoever changes them, or cuts cues otherwise,
changes them for all: what people approved for another audience lapses there, and its words are
laid over the new cuts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from clipmaker.cues.cutting.sentences import joined
from clipmaker.cues.maker import together
from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.sheets.seal import unapproved

_FOR_ALL = {
    "id",
    "start_ms",
    "end_ms",
    "source",
    "speaker",
    "language",
    "language_by",
    "heard",
    "words",
    "source_by",
    "note",
}
_OF_TEXT = tuple(part.name for part in fields(Cue) if part.name not in _FOR_ALL)
"""What of a cue is each audience's own; everything else is one for all."""


def seen_by_audience(sheet: CueSheet, audience: str) -> CueSheet:
    """Return a sheet as an audience reads it; without any text where there is none for it yet.

    A sheet that shows nothing yet, or only what is spoken to those who speak so, becomes theirs.
    """
    if sheet.audience == audience:
        return sheet
    told = [cue for cue in sheet.cues if cue.text]
    own = sheet.tongues == (audience,) and all(cue.text == cue.source for cue in told)
    if not sheet.elsewhere and (own or not told):
        return replace(sheet, audience=audience)
    there = next((one for one in sheet.elsewhere if one.audience == audience), None)
    seen = there or replace(
        sheet,
        audience=audience,
        cues=tuple(_unsaid(cue, sheet.spoken(cue) == audience) for cue in sheet.cues),
    )
    rest = [one for one in sheet.elsewhere if one.audience != audience]
    beside = [*rest, replace(sheet, elsewhere=(), read_from="", bleeps=())]
    return replace(
        seen,
        elsewhere=tuple(sorted(beside, key=lambda one: one.audience)),
        read_from=sheet.read_from,
        bleeps=sheet.bleeps,
    )


def in_step(sheet: CueSheet) -> CueSheet:
    """Return a sheet whose other audiences have its cues: its times, its words, its cuts.

    Approvals and waivers of theirs lapse where an approval's ground has changed.
    """
    if not sheet.elsewhere:
        return sheet
    return replace(sheet, elsewhere=tuple(_following(one, sheet) for one in sheet.elsewhere))


def lead(sheet: CueSheet) -> CueSheet:
    """Return, of a sheet read from its file, the same with all audiences in step.

    Where the text of those who speak the language was changed by hand, it is what was said.
    """
    audience = sheet.audience
    for one in sheet.elsewhere:
        if one.audience in sheet.tongues:
            sheet = in_step(seen_by_audience(sheet, one.audience))
    return in_step(seen_by_audience(sheet, audience))


def worked_on_elsewhere(sheet: CueSheet) -> frozenset[str]:
    """Return the names of cues that somebody has worked on for another audience."""
    return frozenset(
        cue.id
        for one in sheet.elsewhere
        for cue in one.cues
        if cue.status is not Status.MACHINE or cue.edited_by or cue.waiver or cue.comment
    )


def over_cues(sheet: CueSheet, heard: CueSheet) -> CueSheet:
    """Return a sheet whose cues without a text get one that was heard, at the same time.

    Args:
        sheet: a sheet whose cuts stand.
        heard: the same sound, cut otherwise.
    """
    meant: dict[str, list[Cue]] = {}
    for cue in heard.cues:
        nearest = max(sheet.cues, key=lambda one: _both_ms(one, cue), default=None)
        if nearest is not None and _both_ms(nearest, cue) > 0:
            meant.setdefault(nearest.id, []).append(cue)
    cues = []
    for cue in sheet.cues:
        found = meant.get(cue.id, [])
        if not cue.text and cue.status is Status.MACHINE and found:
            cue = replace(
                cue,
                text=joined([one.text for one in found], sheet.audience),
                text_by=together(one.text_by for one in found),
                translated=found[0].translated,
            )
        cues.append(cue)
    return replace(sheet, cues=tuple(cues))


def _both_ms(one: Cue, other: Cue) -> int:
    return min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)


def _unsaid(cue: Cue, own: bool) -> Cue:
    """Return a cue as it is before anything is told to an audience."""
    bare = Cue(id=cue.id, start_ms=0, end_ms=0, source="", text="")
    empty = replace(cue, **{name: getattr(bare, name) for name in _OF_TEXT})
    return replace(empty, text=cue.source, text_by=cue.source_by) if own else empty


def _following(other: CueSheet, sheet: CueSheet) -> CueSheet:
    """Return another audience's sheet with the cues of one that was changed."""
    moved = bool(other.digest) and (other.digest, other.audio_tracks) != (
        sheet.digest,
        sheet.audio_tracks,
    )
    cues: dict[str, Cue] = {}
    for old, new in _groups(other.cues, sheet.cues):
        own = any(sheet.spoken(cue) == other.audience for cue in new)
        for cue in _retold(old, new, other.audience, own=own):
            cues[cue.id] = _lapsed(cue) if moved else cue
    ordered = tuple(cues[cue.id] for cue in sheet.cues)
    # Everything else tells of the recording, which is one for all.
    return replace(
        sheet, cues=ordered, audience=other.audience, elsewhere=(), read_from="", bleeps=()
    )


def _retold(old: Sequence[Cue], new: Sequence[Cue], audience: str, *, own: bool) -> list[Cue]:
    """Return new cues with the text that the old ones in their time had."""
    if len(old) == len(new) == 1:
        return [_with_text(new[0], old[0], old[0].text, old[0].other, own=own)]
    if not old:
        return [_unsaid(cue, own) for cue in new]
    same = _letters(old) == _letters(new)
    by_person = any(cue.status is not Status.MACHINE for cue in old)
    if not (same or by_person):
        # A machine's words for what was not said are nobody's loss.
        return [_unsaid(cue, own) for cue in new]
    # Imported when cuts changed: it loads the rules of line breaks.
    from clipmaker.cues.cutting.over import laid_over

    first = replace(
        unapproved(old[0]),
        id="",
        text_by=together(cue.text_by for cue in old if cue.text),
        other_by=together(cue.other_by for cue in old if cue.other),
        status=Status.EDITED if by_person else Status.MACHINE,
        comment=" ".join(cue.comment for cue in old if cue.comment),
    )
    shares = [len(cue.source) for cue in new]
    texts = laid_over(joined([cue.text for cue in old], audience), shares, audience)
    others = laid_over(joined([cue.other for cue in old], audience), shares, audience)
    return [
        _with_text(cue, first, text, other, own=own)
        for cue, text, other in zip(new, texts, others, strict=True)
    ]


def _with_text(new: Cue, old: Cue, text: str, other: str, *, own: bool) -> Cue:
    """Return a new cue with an old one's text; what was signed holds only for the very same."""
    kept = {name: getattr(old, name) for name in _OF_TEXT}
    cue = replace(new, **{**kept, "text": text, "other": other})
    if own:
        cue = replace(cue, text=new.source, text_by=new.source_by)
    names = ("id", "start_ms", "end_ms", "source", "speaker", "language", "source_by")
    signed, now = ([getattr(cue, name) for name in names] for cue in (old, new))
    return cue if signed == now and cue.text == old.text else _lapsed(cue)


def _lapsed(cue: Cue) -> Cue:
    cue = replace(cue, waived_by="", waiver="")
    return unapproved(cue) if cue.status is Status.APPROVED else cue


def _letters(cues: Sequence[Cue]) -> str:
    return "".join("".join(cue.source.split()) for cue in cues)


def _groups(
    old: Sequence[Cue], new: Sequence[Cue]
) -> Iterator[tuple[Sequence[Cue], Sequence[Cue]]]:
    """Yield which old cues became which new ones; every new cue comes once."""
    by_name = {cue.id: cue for cue in old}
    pairs = {
        cue.id: by_name[cue.id]
        for cue in new
        if cue.id in by_name and _same_place(by_name[cue.id], cue)
    }
    for cue in new:
        if cue.id in pairs:
            yield [pairs[cue.id]], [cue]
    yield from _cut_otherwise(
        [cue for cue in old if cue.id not in pairs], [cue for cue in new if cue.id not in pairs]
    )


def _same_place(one: Cue, other: Cue) -> bool:
    times = (one.start_ms, one.end_ms) == (other.start_ms, other.end_ms)
    return times or (bool(one.source) and one.source == other.source)


def _cut_otherwise(
    old: Sequence[Cue], new: Sequence[Cue]
) -> Iterator[tuple[Sequence[Cue], Sequence[Cue]]]:
    """Yield cues that share time, gathered; both are in time order."""
    left = list(old)
    group: tuple[list[Cue], list[Cue]] = ([], [])
    for cue in new:
        met = [one for one in left if one.id == cue.id or _both_ms(one, cue) > 0]
        shared = any(_both_ms(one, cue) > 0 for one in group[0])
        if group[1] and not shared:
            yield group
            group = ([], [])
        group[0].extend(met)
        group[1].append(cue)
        left = [one for one in left if one not in met]
    if group[1]:
        yield group
