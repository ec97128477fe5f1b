"""Reads what speech engines write as JSON: openai-whisper and its kin, and whisper.cpp."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from clipmaker.cues.model import Confidence, Word
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.model import Event, Subtitles
from clipmaker.exchange.plaintext import lines_of
from clipmaker.languages import nearest_language

_DOUBTS = ("avg_logprob", "no_speech_prob", "compression_ratio")


class _ShapeError(ValueError):
    """JSON that is not what an engine writes."""


def read_whisper(file: Path, text: str) -> Subtitles:
    """Read a speech engine's JSON.

    Raises:
        InputError: it is not JSON, or not of a form that is known.
    """
    try:
        data = json.loads(text)
        return _subtitles(data)
    except RecursionError as error:
        raise InputError([Problem(file=file, message="it is nested too deep")]) from error
    except json.JSONDecodeError as error:
        message = f"this is not valid JSON: {error.msg}"
        raise InputError([Problem(file=file, line=error.lineno, message=message)]) from error
    except _ShapeError as error:
        raise InputError([Problem(file=file, message=str(error))]) from error


def _subtitles(data: object) -> Subtitles:
    whole: Mapping[str, object] = data if isinstance(data, dict) else {}
    segments = whole.get("segments", whole.get("transcription", data))
    if not isinstance(segments, list):
        raise _ShapeError("expected a list “segments” (Whisper) or “transcription” (whisper.cpp)")
    result = whole.get("result")
    stated = whole.get("language") or (result.get("language") if isinstance(result, dict) else "")
    return Subtitles(
        form="Whisper JSON",
        events=tuple(_event(item, number) for number, item in enumerate(segments, start=1)),
        language=nearest_language(stated) if isinstance(stated, str) and stated else "",
        machine=True,
        engine="Whisper",
    )


def _event(item: object, number: int) -> Event:
    place = f"segment {number}"
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise _ShapeError(f"{place}: expected an object with a text")
    offsets = item.get("offsets")
    if isinstance(offsets, dict):
        start_ms, end_ms = (_ms(offsets.get(key), 1, place) for key in ("from", "to"))
    else:
        start_ms, end_ms = (_ms(item.get(key), 1000, place) for key in ("start", "end"))
    words = item.get("words")
    return Event(
        start_ms=start_ms,
        end_ms=end_ms,
        lines=lines_of(item["text"]),
        place=place,
        words=_words(words, place) if isinstance(words, list) else (),
        heard=_doubts(item),
    )


def _words(items: Sequence[object], place: str) -> tuple[Word, ...]:
    """Return the words that have times; some engines leave figures without."""
    words = []
    for item in items:
        if not isinstance(item, dict) or not {"start", "end"} <= set(item):
            continue
        text = item.get("word", item.get("text"))
        probability = item.get("probability", item.get("score", 1.0))
        if not isinstance(text, str) or not isinstance(probability, int | float):
            raise _ShapeError(f"{place}: expected words with a text and a probability")
        start_ms, end_ms = (_ms(item[key], 1000, place) for key in ("start", "end"))
        if text.strip():
            word = Word(
                text=" ".join(text.split()),
                start_ms=start_ms,
                end_ms=max(start_ms, end_ms),
                probability=round(min(1.0, max(0.0, float(probability))), 3),
            )
            words.append(word)
    return tuple(words)


def _doubts(item: Mapping[str, object]) -> Confidence | None:
    found = [item.get(name) for name in _DOUBTS]
    numbers = [float(value) for value in found if isinstance(value, int | float)]
    if len(numbers) != len(_DOUBTS):
        return None
    logprob, no_speech, ratio = numbers
    return Confidence(
        avg_logprob=round(logprob, 3),
        no_speech_prob=round(no_speech, 3),
        compression_ratio=round(ratio, 2),
    )


def _ms(value: object, scale: int, place: str) -> int:
    good = isinstance(value, int | float) and not isinstance(value, bool)
    if not good or not 0 <= float(str(value)) < 1e7:
        raise _ShapeError(f"{place}: expected a time in seconds, found {value!r}")
    return round(float(str(value)) * scale)
