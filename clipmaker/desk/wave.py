"""The sound around a subtitle, as its editor draws it, and the moments that its edges snap to."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.desk.api import story_file
from clipmaker.desk.desk import desk_of
from clipmaker.desk.request import known_clip
from clipmaker.edit.sheets import OpenSheet
from clipmaker.errors import MediaError

STEP_MS = 20
_LONGEST_MS = 60_000


async def wave(request: Request) -> Response:
    """Answer with the loudest sample of every 20 ms, 0 to 100, and with moments to snap to."""
    known, asked = known_clip(request), request.query_params
    try:
        start_ms, end_ms = int(asked["start_ms"]), int(asked["end_ms"])
    except (KeyError, ValueError) as error:
        raise HTTPException(422, "say from when to when, in milliseconds") from error
    if not 0 <= start_ms < end_ms <= start_ms + _LONGEST_MS:
        raise HTTPException(422, "the stretch is empty, or too long")
    desk = desk_of(request)

    def drawn() -> dict[str, Any]:
        one = desk.opened.open(story_file(known)).sheet(asked.get("footage", ""))
        return around(one, start_ms, end_ms)

    return JSONResponse(await desk.drawing.run(drawn))


def around(footage: OpenSheet, start_ms: int, end_ms: int) -> dict[str, Any]:
    """Return the sound of a stretch of footage, and its words, shots and subtitles.

    Args:
        footage: its sheet, opened.
        start_ms: first millisecond of the file, within it or not.
        end_ms: first millisecond no longer wanted.
    """
    from clipmaker.media.shots import shot_changes
    from clipmaker.media.sound import RATE_HZ, decode_mono_16k

    assert footage.sheet is not None
    end_ms = min(end_ms, footage.media.duration_ms)
    if end_ms - start_ms < STEP_MS:
        return {"start_ms": start_ms, "step_ms": STEP_MS, "peaks": [], "snaps": []}
    file = footage.footage.file
    try:
        samples = abs(decode_mono_16k(file, footage.sheet.audio_tracks, start_ms, end_ms))
    except MediaError:
        samples = None
    peaks: list[int] = []
    if samples is not None and len(samples):
        each = RATE_HZ * STEP_MS // 1000
        whole = samples[: len(samples) // each * each].reshape(-1, each).max(axis=1)
        loudest = max(float(whole.max()), 0.02) if len(whole) else 1.0
        peaks = [round(100 * float(value) / loudest) for value in whole]
    edges = {edge for cue in footage.sheet.cues for edge in (cue.start_ms, cue.end_ms)}
    words = (word for cue in footage.sheet.cues for word in cue.words)
    spoken = {edge for word in words for edge in (word.start_ms, word.end_ms)}
    snaps = edges | spoken | set(shot_changes(file, start_ms, end_ms))
    return {
        "start_ms": start_ms,
        "step_ms": STEP_MS,
        "peaks": peaks,
        "snaps": sorted(edge for edge in snaps if start_ms <= edge <= end_ms),
    }
