"""The cue sheet of a film whose every word is known, because this project spoke it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.sheets.sheet import save, sheet_path
from clipmaker.media.digest import digest
from synth import dialogue
from synth.films import FILMS

APPROVED_BY = "Clipmaker example desk"
APPROVED_AT = "2025-01-13T09:00:00+00:00"
HANG_MS = 450
"""How long a cue stays after its last sound."""

GAP_MS = 80
"""What is left free before the next one."""


def write_cues(name: str, folder: Path) -> Path:
    """Write the approved cue sheet of a Korean film beside its story; return the file."""
    film = FILMS[name]
    spoken = [one for take in dialogue.perform(film.takes) for one in take]
    limits = [round(after.start_s * 1000) - GAP_MS for _, after in pairwise(spoken)]
    limits.append(round(film.length_s * 1000))
    cues = [
        Cue(
            id=f"c{number}",
            start_ms=round(one.start_s * 1000),
            end_ms=min(round(one.end_s * 1000) + HANG_MS, limit),
            source=one.line.text,
            text=one.line.english,
            speaker=one.line.speaker.name,
            status=Status.APPROVED,
            approved_by=APPROVED_BY,
            approved_at=APPROVED_AT,
        )
        for number, (one, limit) in enumerate(zip(spoken, limits, strict=True), start=1)
    ]
    footage = Path(f"{name}.mp4")
    file = sheet_path(folder, footage)
    file.unlink(missing_ok=True)
    # Bound to its film, so that a first render has nothing to write into a checkout.
    film_digest = digest(folder / footage)
    save(CueSheet(footage=footage.name, digest=film_digest, language="ko", cues=tuple(cues)), file)
    return file
