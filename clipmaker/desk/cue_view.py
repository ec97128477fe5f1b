"""Cue sheets as the table of subtitles shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clipmaker.cues.credit import told_makers
from clipmaker.cues.cutting.sentences import sentences_of
from clipmaker.cues.judging.agreement import parted_places
from clipmaker.cues.judging.flags import serious
from clipmaker.cues.judging.reading import reading_speed_cps
from clipmaker.cues.maker import Makers
from clipmaker.cues.model import Cue
from clipmaker.cues.reviewing.review import cleared, open_cues, undoubted
from clipmaker.cues.reviewing.second import can_take_other
from clipmaker.edit.sheets import OpenSheet
from clipmaker.languages import language_name
from clipmaker.make.decide import Decided
from clipmaker.story.model import Footage
from clipmaker.timeline.frames import frame_to_ms


def sheet_facts(one: OpenSheet, decided: Decided | None) -> dict[str, Any]:
    """Return a cue sheet as a page shows it."""
    assert one.sheet is not None
    stretches = _stretches(one, decided)
    return {
        "footage": one.name,
        "base": one.sheet.read_from,
        "digest": one.sheet.digest[:12],
        "language": one.sheet.language,
        "language_name": ", ".join(map(language_name, one.sheet.tongues)),
        "several": len(one.sheet.tongues) > 1,
        "one_text": one.one_text,
        "audience": one.audience,
        "heard_by": one.sheet.engine,
        "stretches": stretches,
        "profile": {
            "cps_wished": one.profile.cps_wished,
            "cps_at_most": one.profile.cps_at_most,
            "lines": one.profile.lines,
            "lines_at_most": one.profile.lines_at_most,
        },
        "cues": cues_facts(one.sheet.cues, one),
    }


def _names(makers: Makers) -> str:
    return ", ".join(dict.fromkeys(maker.name or maker.by.value for maker in makers))


def _stretches(one: OpenSheet, decided: Decided | None) -> list[dict[str, int]]:
    """Return where the footage's ms lie on the clip's frames."""
    if decided is None:
        return []
    rate = decided.timeline.rate
    over = decided.gathered.story.voice_over
    if over and over.file == one.footage.file:
        return [{"in_ms": 0, "out_ms": one.media.duration_ms, "clip_ms": 0}]
    return [
        {
            "in_ms": shot.item.in_ms,
            "out_ms": shot.item.in_ms + frame_to_ms(shot.frames, rate),
            "clip_ms": frame_to_ms(shot.start_frame, rate),
        }
        for shot in decided.timeline.shots
        if isinstance(shot.item, Footage) and shot.item.file == one.footage.file
    ]


def cues_facts(cues: Sequence[Cue], one: OpenSheet) -> list[dict[str, Any]]:
    """Return all cues of a sheet as a page shows them, each with the sentence it belongs to.

    Args:
        cues: all of them, in time order; saved or not.
        one: the sheet that they are of.
    """
    assert one.sheet is not None
    sheet = replace(one.sheet, cues=tuple(cues))
    together = undoubted(sheet, {cue.id for cue in open_cues(sheet, one.spans)})
    facts = []
    for sentence in sentences_of(cues, one.sheet.language, one.audience):
        ids = sentence.ids
        takes = can_take_other(sentence)
        for cue, (mine, theirs) in zip(sentence.cues, parted_places(sentence), strict=True):
            own = cue_facts(cue, one) | {"parts": mine, "other_parts": theirs, "takes": takes}
            own["undoubted"] = cue.id in together
            if not one.one_text:
                own["sentence"] = list(ids)
            facts.append(own)
    return facts


def cue_facts(cue: Cue, one: OpenSheet) -> dict[str, Any]:
    """Return a cue by itself as a page shows it."""
    lines = one.lines(cue.text) if cue.text.strip() else ()
    spoken = one.sheet.spoken(cue) if one.sheet else cue.language
    return {
        "id": cue.id,
        "start_ms": cue.start_ms,
        "end_ms": cue.end_ms,
        "language": spoken,
        "language_name": language_name(spoken) if spoken else "",
        "source": cue.source,
        "text": cue.text,
        "speaker": cue.speaker,
        "status": cue.status.value,
        "open": not cleared(cue),
        "undoubted": False,
        "serious": serious(cue),
        "flags": [
            {"code": f.code, "severity": f.severity.value, "message": f.message} for f in cue.flags
        ],
        "cps": round(reading_speed_cps(cue), 1),
        "lines": None if lines is None else list(lines),
        "made_by": told_makers(cue),
        "read_by": _names(cue.text_by) if cue.other else "",
        "other": cue.other,
        "other_by": _names(cue.other_by),
        "parts": [],
        "other_parts": [],
        "takes": False,
        "sentence": [cue.id],
        "edited_by": cue.edited_by,
        "approved_by": cue.approved_by,
        "approved_at": cue.approved_at,
        "wholesale": cue.wholesale,
        "waived_by": cue.waived_by,
        "waiver": cue.waiver,
        "note": cue.note,
        "comment": cue.comment,
        "comment_by": cue.comment_by,
    }
