"""Changes what has changed in a cue sheet file and leaves every other character as it is.

Comments, order, blank lines and the way somebody wrote a value stay, because lines that need not
change are not touched.
Imports ruamel.yaml: import this module only where a sheet is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clipmaker.cues.model import CueSheet
from clipmaker.cues.sheets.audiences import seen_by_audience
from clipmaker.cues.sheets.layout import Block, KeyPart, Layout, read_layout, trailing_air
from clipmaker.cues.sheets.plain import (
    cue_lines,
    cue_values,
    cues_elsewhere,
    key_lines,
    names_of,
    sheet_values,
)
from clipmaker.cues.sheets.upgrade import upgraded
from clipmaker.door.clock import parse_clock
from clipmaker.door.inline import Value

_Changes = dict[str, Value | None]
"""New values by key; None removes a key."""


def patched(sheet: CueSheet, text: str) -> str:
    """Return a sheet's file with what has changed in it.

    Args:
        sheet: what the file is to hold.
        text: what it holds, its lines ended by line feeds.
    """
    text = upgraded(text)
    layout = read_layout(text)
    if layout is None:
        comments = [line for line in text.split("\n") if line.startswith("#")]
        return "\n".join([*comments, *all_lines(sheet)]) + "\n"
    sheet = _as_in_file(sheet, layout)
    wanted = sheet_values(sheet)
    there = {part.key: part for part in (*layout.before, *layout.after)}
    changes = _changes(there, wanted)
    late: _Changes = {
        part.key: changes.pop(part.key) for part in layout.after if part.key in changes
    }
    lines = [
        *layout.head,
        *_mapping(layout.before, changes, list(wanted)),
        *_cues(sheet, layout),
        *layout.behind,
        *_mapping(layout.after, late, list(wanted)),
    ]
    return "\n".join(lines) + "\n"


def all_lines(sheet: CueSheet) -> list[str]:
    """Return the lines of a sheet that was never in a file."""
    top = [line for key, value in sheet_values(sheet).items() for line in key_lines(key, value)]
    if not sheet.cues:
        return [*top, "cues: []"]
    beside = cues_elsewhere(sheet)
    blocks = [["", *cue_lines(cue_values(cue, sheet, beside))] for cue in sheet.cues]
    return [*top, "cues:", *(line for block in blocks for line in block)]


def _as_in_file(sheet: CueSheet, layout: Layout) -> CueSheet:
    """Return a sheet as the audience reads it whose texts stand first in the file."""
    parts = {part.key: part for part in (*layout.before, *layout.after)}
    written = parts["audience"].value if "audience" in parts else ""
    first = written if isinstance(written, str) and written else CueSheet.audience
    there = {one.audience for one in sheet.elsewhere}
    return seen_by_audience(sheet, first) if first in there else sheet


def _cues(sheet: CueSheet, layout: Layout) -> list[str]:
    """Return the lines of all cues, in the file's order; comments of lost ones stay."""
    names = names_of([block.name for block in layout.blocks])
    wanted = {cue.id: cue for cue in sheet.cues}
    fresh = [cue for cue in sheet.cues if cue.id not in names]
    beside = cues_elsewhere(sheet)
    result: list[str] = []
    for name, block in zip(names, layout.blocks, strict=True):
        cue = wanted.get(name)
        if cue is None:
            result += block.comments
            continue
        while fresh and fresh[0].start_ms < cue.start_ms:
            result += ["", *cue_lines(cue_values(fresh.pop(0), sheet, beside))]
        result += [*block.lead, *_cue(cue_values(cue, sheet, beside), block)]
    for cue in fresh:
        result += ["", *cue_lines(cue_values(cue, sheet, beside))]
    if not wanted:
        return [*result, "cues: []"]
    title = [layout.title[0].replace("[]", "").rstrip(), *layout.title[1:]]
    return [*title, *result]


def _cue(wanted: Mapping[str, Value], block: Block) -> list[str]:
    """Return the lines of one cue, only what has changed rewritten."""
    if not block.parts:
        inner = [line.strip() for line in block.lines if line.strip().startswith("#")]
        return [*inner, *cue_lines(wanted)]
    changes = _changes({part.key: part for part in block.parts}, wanted)
    if not changes:
        return list(block.lines)
    # The dash stands in the first key's line, or in one of its own.
    own = len(block.lines) - sum(len(part.lines) for part in block.parts)
    return [*block.lines[:own], *_mapping(block.parts, changes, list(wanted))]


def _changes(there: Mapping[str, KeyPart], wanted: Mapping[str, Value]) -> _Changes:
    """Return what must change so that the keys that are there become what is wanted."""
    changes: _Changes = {
        key: value
        for key, value in wanted.items()
        if (not _means(there[key], value) if key in there else value != "")
    }
    return changes | {key: None for key in there if key not in wanted}


def _means(part: KeyPart, value: Value) -> bool:
    """Whether a file's value means what is wanted, however it is written."""
    found = part.value
    if isinstance(found, str) and isinstance(value, str):
        if part.key in ("start", "end"):
            return parse_clock(found) == parse_clock(value)
        return " ".join(found.split()) == value
    return found == _as_texts(value)


def _as_texts(value: Value) -> object:
    if isinstance(value, Mapping):
        return {key: _as_texts(inner) for key, inner in value.items()}
    if isinstance(value, str):
        return value
    return [_as_texts(inner) for inner in value] if isinstance(value, Sequence) else repr(value)


def _mapping(parts: Sequence[KeyPart], changes: _Changes, order: Sequence[str]) -> list[str]:
    """Return the lines of a mapping with some keys changed, removed or added."""
    indent = " " * parts[0].column if parts else ""
    present = {part.key for part in parts}
    new = {key: value for key, value in changes.items() if value is not None and key not in present}
    result: list[str] = []
    for part in parts:
        own, air = (
            part.lines[: len(part.lines) - part.air],
            part.lines[len(part.lines) - part.air :],
        )
        value = changes.get(part.key)
        if isinstance(value, Mapping) and (inner := part.inner):
            # What did not change inside it stays, too.
            under = _changes({one.key: one for one in inner}, value)
            head = part.lines[: inner[0].first - part.first]
            result += [*head, *_mapping(inner, under, list(value))]
        elif value is not None:
            lead = own[0][: part.column]
            first, *rest = key_lines(part.key, value, indent)
            result += [lead + first[part.column :] + part.comment, *rest]
        elif part.key not in changes:
            result += own
        elif own[0][: part.column].strip():
            result.append(own[0][: part.column].rstrip())
        for key in _next_new(part.key, new, present, order):
            result += key_lines(key, new.pop(key), indent)
        result += air
    air_at = len(result) - trailing_air(result)
    added = [line for key, value in new.items() for line in key_lines(key, value, indent)]
    return [*result[:air_at], *added, *result[air_at:]]


def _next_new(
    key: str, new: Mapping[str, Value], present: set[str], order: Sequence[str]
) -> list[str]:
    """Return the new keys that belong right behind a key that is there."""
    found: list[str] = []
    for name in order[order.index(key) + 1 :] if key in order else []:
        if name in present:
            break
        if name in new:
            found.append(name)
    return found
