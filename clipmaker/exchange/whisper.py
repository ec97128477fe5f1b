"""Reads what speech engines write as JSON.

Known are openai-whisper and its kin (faster-whisper, WhisperX, whisper-timestamped, the API),
whisper.cpp, and what Transformers' pipeline writes (insanely-fast-whisper). A figure that is no
number is unknown; so is an end that is not there.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clipmaker.cues.model import Confidence, Word
from clipmaker.cues.sheets.plain import clock
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.bounds import refuse_too_many
from clipmaker.exchange.model import SubtitleEvent, SubtitleFile
from clipmaker.exchange.plaintext import lines_of, quoted
from clipmaker.languages import nearest_language

_DOUBTS = ("avg_logprob", "no_speech_prob", "compression_ratio")
_LARGEST = 1e8
_OPEN_MS = 2000
"""How long a segment without an end is taken to last, or until the next one begins."""


class _ShapeError(ValueError):
    """JSON that is not what an engine writes."""


def read_whisper(file: Path, text: str) -> SubtitleFile:
    """Read a speech engine's JSON.

    Raises:
        InputError: it is not JSON, or not of a form that is known.
    """
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise InputError([Problem(file=file, message="it is nested too deep")]) from error
    except json.JSONDecodeError as error:
        message = f"this is not valid JSON: {error.msg}"
        raise InputError([Problem(file=file, line=error.lineno, message=message)]) from error
    except ValueError as error:
        # Python refuses to read whole numbers of thousands of digits (CPython issue 95778).
        message = "a number in it has thousands of digits"
        raise InputError([Problem(file=file, message=message)]) from error
    try:
        return _subtitles(file, data)
    except _ShapeError as error:
        raise InputError([Problem(file=file, message=str(error))]) from error


def _subtitles(file: Path, data: object) -> SubtitleFile:
    whole: Mapping[str, object] = data if isinstance(data, dict) else {}
    names = (name for name in ("segments", "transcription", "chunks") if name in whole)
    segments = whole.get(next(names, ""), data)
    if not isinstance(segments, list):
        raise _ShapeError(
            "expected a list “segments” (Whisper), “chunks” (Transformers) or “transcription” "
            "(whisper.cpp)"
        )
    refuse_too_many(file, len(segments))
    notes: list[str] = []
    read = [_event(item, number) for number, item in enumerate(segments, start=1)]
    events = tuple(event for event in _ended(read, notes) if _lasts(event, notes))
    unknown = sum(_unknown(item) for item in segments)
    if unknown:
        notes.append(f"{unknown} of {len(segments)} segments have figures that are unknown (NaN)")
    return SubtitleFile(
        form="Whisper JSON",
        events=events,
        language=_language(whole),
        machine=True,
        engine="Whisper",
        notes=tuple(notes),
    )


def _language(whole: Mapping[str, object]) -> str:
    """Return the language of the words, "" where it is not told.

    Engines state the language that is spoken also where they translate, which is to English.
    """
    result, asked = whole.get("result"), whole.get("params")
    translated = isinstance(asked, dict) and asked.get("translate") is True
    if translated or whole.get("task") == "translate":
        return "en"
    stated = whole.get("language") or (result.get("language") if isinstance(result, dict) else "")
    return nearest_language(stated) if isinstance(stated, str) and stated else ""


def _event(item: object, number: int) -> SubtitleEvent:
    place = f"segment {number}"
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise _ShapeError(f"{place}: expected an object with a text")
    offsets, stamp, shown = (item.get(name) for name in ("offsets", "timestamp", "timestamps"))
    end: object
    if isinstance(offsets, dict):
        start, end, scale = offsets.get("from"), offsets.get("to"), 1
    elif isinstance(stamp, list) and len(stamp) == 2:
        start, end, scale = stamp[0], stamp[1], 1000
    elif isinstance(shown, dict):
        start, end, scale = shown.get("from"), shown.get("to"), 1000
    else:
        start, end, scale = item.get("start"), item.get("end"), 1000
    start_ms = _ms(start, scale, place)
    words = item.get("words")
    return SubtitleEvent(
        start_ms=start_ms,
        end_ms=_OPEN if end is None else _ms(end, scale, place),
        lines=lines_of(item["text"]),
        place=place,
        words=_words(words) if isinstance(words, list) else (),
        heard=_doubts(item),
    )


_OPEN = -1
"""An end that the file does not tell."""


def _ended(events: Sequence[SubtitleEvent], notes: list[str]) -> list[SubtitleEvent]:
    """Return segments with ends: those without one last until the next, 2 seconds at most."""
    result = []
    starts = [*(event.start_ms for event in events), math.inf]
    for event, following in zip(events, starts[1:], strict=True):
        if event.end_ms != _OPEN:
            result.append(event)
            continue
        end_ms = int(min(event.start_ms + _OPEN_MS, following))
        notes.append(f"{event.place} has no end; it is taken to last until {clock(end_ms)}")
        result.append(replace(event, end_ms=end_ms))
    return result


def _lasts(event: SubtitleEvent, notes: list[str]) -> bool:
    """Whether a segment has a length; one that has none is left out, and said."""
    if event.end_ms > event.start_ms:
        return True
    if event.lines:
        notes.append(
            f"{event.place} at {clock(event.start_ms)} lasts no time and is left out: "
            f"{quoted(event.text)}"
        )
    return False


def _words(items: Sequence[object]) -> tuple[Word, ...]:
    """Return the words that have times; some engines leave figures without."""
    words = []
    for item in items:
        if not isinstance(item, dict):
            continue
        text = item.get("word", item.get("text"))
        start, end = _number(item.get("start")), _number(item.get("end"))
        if start is None or end is None or not isinstance(text, str) or not text.strip():
            continue
        given = item.get("probability", item.get("score", item.get("confidence", 1.0)))
        probability = _number(given)
        word = Word(
            text=" ".join(text.split()),
            start_ms=max(0, round(start * 1000)),
            end_ms=max(0, round(start * 1000), round(end * 1000)),
            probability=round(min(1.0, max(0.0, 1.0 if probability is None else probability)), 3),
        )
        words.append(word)
    return tuple(words)


def _number(value: object) -> float | None:
    """Return a number that is one, None for NaN, the infinities and everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= _LARGEST else None


def _unknown(item: Mapping[str, object]) -> bool:
    """Whether a segment has a figure that is no number."""
    return any(name in item and _number(item[name]) is None for name in _DOUBTS)


def _doubts(item: Mapping[str, object]) -> Confidence | None:
    """Return a segment's figures, 0 for each that is unknown; None when all are."""
    logprob, no_speech, ratio = (_number(item.get(name)) for name in _DOUBTS)
    if logprob is None and no_speech is None and ratio is None:
        return None
    return Confidence(
        avg_logprob=round(logprob or 0.0, 3),
        no_speech_prob=round(min(1.0, max(0.0, no_speech or 0.0)), 3),
        compression_ratio=round(ratio or 0.0, 2),
    )


def _ms(value: object, scale: int, place: str) -> int:
    number = _number(value) if not isinstance(value, str) else _seconds(value)
    if number is None or number < 0:
        raise _ShapeError(f"{place}: expected a time in seconds, found {str(value)[:40]}")
    return round(number * scale)


_SECONDS = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,2}):)?(\d{1,8}(?:[.,]\d{1,9})?)")
"""Seconds as a text, also behind hours and minutes."""


def _seconds(written: str) -> float | None:
    match = _SECONDS.fullmatch(written.strip())
    if match is None:
        return None
    hours, minutes = (int(part or 0) for part in match.groups()[:2])
    return (hours * 60 + minutes) * 60 + float(match[3].replace(",", "."))
