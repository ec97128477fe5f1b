"""A CueSheet as plain values in the order in which they stand in its file, and as lines of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from clipmaker.cues.maker import UNKNOWN, Makers
from clipmaker.cues.model import Confidence, Cue, CueSheet, Flag, Span, Status, Word
from clipmaker.cues.sheets.seal import bound, make_reading_seal, make_seal
from clipmaker.door.clock import format_clock
from clipmaker.door.inline import Value, inline

VERSION = 1
WHOLESALE = "wholesale"
BY_HAND = "by hand"
"""What stands behind ``approved_as`` in a cue that was approved together with every other."""

_COUNTED = re.compile(r"c(\d+)")


def sheet_values(sheet: CueSheet) -> dict[str, Value]:
    """Return everything of a sheet but its cues, without what is empty."""
    values: dict[str, Value] = {
        "version": VERSION,
        "footage": sheet.footage,
        "language": sheet.language,
    }
    if sheet.languages:
        values["languages"] = list(sheet.languages)
    if sheet.audience != CueSheet.audience:
        values["audience"] = sheet.audience
    if sheet.engine:
        values["language_probability"] = round(sheet.language_probability, 4)
    optional: dict[str, Value] = {
        "engine": sheet.engine,
        "model": sheet.model,
        "digest": sheet.digest,
        "audio_track": _tracks(sheet.audio_tracks),
        "heard": [_span(span) for span in sheet.heard],
    }
    return values | {key: value for key, value in optional.items() if value}


def cue_values(cue: Cue, sheet: CueSheet, beside: Beside) -> dict[str, Value]:
    """Return a cue of a sheet without what is empty.

    Both texts stay, so that there is a line to write in.

    Args:
        cue: the cue as the sheet's own audience reads it.
        sheet: the sheet.
        beside: how other audiences read its cues (`cues_elsewhere`).
    """
    own = text_values(cue, sheet)
    texts = {
        audience: text_values(other[cue.id], one)
        for audience, (one, other) in beside.items()
        if cue.id in other and not _unwritten(other[cue.id])
    }
    values: dict[str, Value] = {
        "id": cue.id,
        "start": clock(cue.start_ms),
        "end": clock(cue.end_ms),
        "speaker": cue.speaker,
        "language": cue.language,
        "language_by": cue.language_by,
        "source": cue.source,
        **{key: own.pop(key) for key in _FIRST if key in own},
        "source_by": _makers(cue.source_by, cue.source),
        **{key: own.pop(key) for key in _NEXT if key in own},
        "note": cue.note,
        **{key: own.pop(key) for key in _THEN if key in own},
        "heard": _confidence(cue.heard),
        **{key: own.pop(key) for key in _LAST if key in own},
        "words": [_word(word) for word in cue.words],
        **own,
        "texts": texts,
    }
    return {key: value for key, value in values.items() if value or key in ("source", "text")}


_FIRST = ("text", "status", "approved_by", "approved_at", "approved_as", "edited_by")
_NEXT = ("text_by", "other", "other_by", "bleeps", "waived_by", "waiver")
_THEN = ("comment", "comment_by", "flags")
_LAST = ("translated", "other_translated", "other_seal")

Beside = Mapping[str, tuple[CueSheet, Mapping[str, Cue]]]
"""By audience how it reads a sheet, and its cues by name."""


def cues_elsewhere(sheet: CueSheet) -> Beside:
    """Return how other audiences than its own read a sheet."""
    return {one.audience: (one, {cue.id: cue for cue in one.cues}) for one in sheet.elsewhere}


def text_values(cue: Cue, sheet: CueSheet) -> dict[str, Value]:
    """Return what an audience reads in a cue and what was decided about it, without what is empty.

    The text itself stays, so that there is a line to write in.
    """
    values: dict[str, Value] = {
        "text": cue.text,
        "status": cue.status.value,
        "approved_by": cue.approved_by,
        "approved_at": cue.approved_at,
        "approved_as": WHOLESALE if cue.wholesale else BY_HAND if cue.by_hand else "",
        "edited_by": cue.edited_by,
        "text_by": _makers(cue.text_by, cue.text),
        "other": cue.other,
        "other_by": _makers(cue.other_by, cue.other),
        "bleeps": [_span(span) for span in cue.bleeps],
        "waived_by": cue.waived_by,
        "waiver": cue.waiver,
        "comment": cue.comment,
        "comment_by": cue.comment_by,
        "flags": [_flag(flag) for flag in cue.flags],
        "translated": _confidence(cue.translated),
        "other_translated": _confidence(cue.other_translated if cue.other else None),
        "other_seal": make_reading_seal(cue),
        "seal": make_seal(cue, bound(sheet.digest, sheet.audio_tracks, sheet.audience)),
    }
    return {key: value for key, value in values.items() if value or key == "text"}


def _unwritten(cue: Cue) -> bool:
    """Whether nothing was told to an audience yet, and nobody decided anything."""
    open_ = cue.status is Status.MACHINE and not (cue.edited_by or cue.waiver or cue.comment)
    return open_ and not (cue.text or cue.other or cue.reading_of or cue.flags)


def clock(ms: int) -> str:
    """Return a time as ``m:ss.mmm``, always with its milliseconds."""
    text = format_clock(ms)
    return text if "." in text else f"{text}.000"


def key_lines(key: str, value: Value, indent: str = "") -> list[str]:
    """Return the lines of one key, ready for a file."""
    if isinstance(value, list) and value and not isinstance(value[0], list):
        return [f"{indent}{key}:", *(f"{indent}- {inline(item)}" for item in value)]
    if isinstance(value, Mapping) and any(one in value for one in ("text", *_texts(value))):
        inner = [line for k, v in value.items() for line in key_lines(k, v, f"{indent}  ")]
        return [f"{indent}{_key(key)}:", *inner]
    return [f"{indent}{key}: {inline(value)}"]


def _texts(value: Mapping[str, Value]) -> list[str]:
    """Return the keys of a mapping under which texts for audiences stand."""
    return [key for key, inner in value.items() if isinstance(inner, Mapping) and "text" in inner]


def _key(key: str) -> str:
    """Return a key as it is read back: “no” is a language, too."""
    return inline(key)


def cue_lines(values: Mapping[str, Value]) -> list[str]:
    """Return the lines of one cue as an item of a list."""
    lines = [line for key, value in values.items() for line in key_lines(key, value, "  ")]
    return [f"- {lines[0].lstrip()}", *lines[1:]]


def names_of(written: Sequence[str]) -> list[str]:
    """Return a name for every cue; those that have none get the next free numbers."""
    taken = set(written)
    number = 0
    names = []
    for name in written:
        while not name:
            number += 1
            if f"c{number}" not in taken:
                name = f"c{number}"
        names.append(name)
    return names


def new_name(names: Iterable[str]) -> str:
    """Return a name that no cue has, numbered behind every other."""
    return f"c{last_number(names) + 1}"


def last_number(names: Iterable[str]) -> int:
    """Return the highest number among names such as ``c12``, 0 when there is none."""
    matches = [_COUNTED.fullmatch(name) for name in names]
    return max((int(match[1]) for match in matches if match), default=0)


def _tracks(tracks: tuple[int, ...]) -> Value:
    """Return the number of a track, or a list of those that are heard together."""
    return tracks[0] if len(tracks) == 1 else list(tracks)


def _span(span: Span) -> str:
    return f"{clock(span.start_ms)} - {clock(span.end_ms)}"


def _makers(makers: Makers, text: str) -> Value:
    """Return who made a text: one as it is, several as a list; nothing for a text that is empty."""
    if not text:
        return ""
    names = [str(maker) for maker in makers] or [UNKNOWN]
    return names if len(names) > 1 else names[0]


def _flag(flag: Flag) -> str:
    return f"{flag.severity.value} {flag.code}: {flag.message}"


def _confidence(doubts: Confidence | None) -> Mapping[str, Value]:
    if doubts is None:
        return {}
    return {
        "avg_logprob": round(doubts.avg_logprob, 3),
        "no_speech_prob": round(doubts.no_speech_prob, 3),
        "compression_ratio": round(doubts.compression_ratio, 2),
    }


def _word(word: Word) -> list[Value]:
    return [word.text, word.start_ms, word.end_ms, round(word.probability, 3)]
