"""Finds a text in a cue sheet and puts another in its place; pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from clipmaker.cues.model import CueSheet
from clipmaker.cues.reviewing.review import edit


@dataclass(frozen=True, kw_only=True)
class TextMatch:
    """A place in a cue's text: from ``start`` up to, not including, ``end``, in characters."""

    cue_id: str
    in_source: bool
    start: int
    end: int


def find(
    sheet: CueSheet,
    text: str,
    *,
    in_source: bool = False,
    match_case: bool = False,
    whole_words: bool = False,
) -> tuple[TextMatch, ...]:
    """Return every place where a text stands, in order.

    Args:
        sheet: the sheet.
        text: what is looked for, as it is; an empty one is found nowhere.
        in_source: whether in what was said, or else in the English.
        match_case: whether capitals must be the same.
        whole_words: whether it must not be part of a word.
    """
    pattern = _pattern(text, match_case, whole_words)
    return tuple(
        TextMatch(cue_id=cue.id, in_source=in_source, start=match.start(), end=match.end())
        for cue in sheet.cues
        if pattern is not None
        for match in pattern.finditer(cue.source if in_source else cue.text)
    )


def replace_text(
    sheet: CueSheet,
    text: str,
    by: str,
    *,
    who: str,
    in_source: bool = False,
    match_case: bool = False,
    whole_words: bool = False,
    ids: Collection[str] | None = None,
    one_text: bool = False,
) -> CueSheet:
    """Return a sheet with a text replaced wherever `find` finds it.

    Approvals of the cues that say something else now lapse. Nobody has read them for it, so the
    rest of a machine's text stays a machine's.

    Args:
        sheet: the sheet.
        text: what is looked for.
        by: what comes in its place, as it is.
        who: who replaces it.
        in_source: as for `find`.
        match_case: likewise.
        whole_words: likewise.
        ids: names of the only cues to change; None for all.
        one_text: whether both texts of a cue are one, as in the audience's own language.

    Raises:
        ReviewError: a text could not be shown afterwards; nothing was replaced.
    """
    pattern = _pattern(text, match_case, whole_words)
    if pattern is None:
        return sheet
    several = len(sheet.tongues) > 1
    for cue in sheet.cues:
        if ids is not None and cue.id not in ids:
            continue
        same = one_text or (several and sheet.one_text(cue))
        old = cue.source if in_source and not same else cue.text
        new = pattern.sub(lambda _: by, old)
        if new == old:
            continue
        if same:
            sheet = edit(sheet, cue.id, who=who, text=new, source=new, in_passing=True)
        elif in_source:
            sheet = edit(sheet, cue.id, who=who, source=new, in_passing=True)
        else:
            sheet = edit(sheet, cue.id, who=who, text=new, in_passing=True)
    return sheet


def _pattern(text: str, match_case: bool, whole_words: bool) -> re.Pattern[str] | None:
    """Return what finds a text; any run of spaces in it stands for one."""
    words = text.split()
    if not words:
        return None
    inner = r"\s+".join(map(re.escape, words))
    if whole_words:
        inner = rf"(?<!\w){inner}(?!\w)"
    elif text != text.strip():
        inner = (r"\s" if text[0].isspace() else "") + inner + (r"\s" if text[-1].isspace() else "")
    return re.compile(inner, 0 if match_case else re.IGNORECASE)
