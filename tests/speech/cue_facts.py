"""Hearing whole files as the program does, and counting errors in what was heard."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from clipmaker.cues.model import CueSheet
from clipmaker.media.probe import probe
from clipmaker.profile.model import SubtitleProfile
from clipmaker.speech.recognise import cue_sheet
from clipmaker.story.model import Footage

HOUSE = SubtitleProfile(
    name="house", dated="2026-01-01", source="test", lines=2, lines_at_most=3, cps_wished=17.0,
    cps_at_most=20.0, shortest_ms=833, longest_ms=7000, gap_ms=67,
)  # fmt: skip


def hear_footage(file: Path, language: str, *, out_ms: int) -> CueSheet:
    """Hear the beginning of a file for an English audience."""
    return cue_sheet(
        Footage(file=file, credit="x", language=language, out_ms=out_ms),
        probe(file),
        "en",
        profile=HOUSE,
        measure=lambda text: 28.0 * len(text),
        width_px=700.0,
        sheet_file=None,
    )


def character_errors(reference: str, found: str) -> float:
    """Return the character error rate, without regard to case, spaces and punctuation."""
    one, other = _letters(reference), _letters(found)
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        after = [i]
        for j, b in enumerate(other, 1):
            after.append(min(row[j] + 1, after[-1] + 1, row[j - 1] + (a != b)))
        row = after
    return row[-1] / len(one)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFC", text.casefold())
    return "".join(char for char in folded if char.isalnum())
