"""A cue sheet as it is written: models of ``FOOTAGE.cues.yaml``.

Imports pydantic: import this module only where a sheet is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Annotated, ClassVar, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator

from clipmaker.cues.maker import UNKNOWN, Makers, parse_maker
from clipmaker.cues.model import Confidence, CueSheet, Flag, Severity, Span, Status, Word
from clipmaker.cues.sheets.plain import BY_HAND, WHOLESALE
from clipmaker.cues.sheets.seal import READING, SEAL
from clipmaker.door.checked import Written, described, refusal
from clipmaker.door.clock import parse_clock
from clipmaker.door.document import nearest
from clipmaker.door.tracks import read_tracks
from clipmaker.door.words import tidy
from clipmaker.languages import is_language, nearest_language

VERSION = 1

_FLAG = re.compile(r"(\w+) ([a-z][a-z-]*): (.+)", re.DOTALL)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_MOST_MAKERS = 20
_DIGEST = re.compile(r"[0-9a-f]{64}|")


def _version(value: object) -> int:
    if value is True or value != VERSION:
        raise refusal(f"expected version: {VERSION}, found {described(value)}")
    return VERSION


def _clock(value: object) -> int:
    try:
        return parse_clock(value if isinstance(value, str) else "")
    except ValueError:
        raise refusal(f"expected a time such as 0:21.500, found {described(value)}") from None


def _span(value: object) -> Span:
    start, dash, end = value.partition(" - ") if isinstance(value, str) else ("", "", "")
    if not dash:
        raise refusal(f"expected a span such as 0:03.000 - 0:21.500, found {described(value)}")
    return Span(start_ms=_clock(start.strip()), end_ms=_clock(end.strip()))


def _text(value: object) -> object:
    """Let an empty text through as "", and tidy every other."""
    if value is None:
        return ""
    return tidy(value) if isinstance(value, str) and value.strip() else value or ""


def _language(value: object) -> str:
    if value == "":
        return ""
    if not isinstance(value, str) or not is_language(value):
        raise refusal(
            f"expected a language code of ISO 639-1, as in ko, found {described(value)}",
            nearest=nearest_language(value) if isinstance(value, str) else "",
        )
    return value


def _status(value: object) -> Status:
    names = [status.value for status in Status]
    if value not in names:
        raise refusal(
            f"expected one of {', '.join(names)}, found {described(value)}",
            nearest=nearest(value, names) if isinstance(value, str) else "",
        )
    return Status(value)


def _flag(value: object) -> Flag:
    match = _FLAG.fullmatch(value) if isinstance(value, str) else None
    names = [severity.value for severity in Severity]
    if match is None or match[1] not in names:
        raise refusal(
            f"expected a flag such as “serious empty: There is no text”, found {described(value)}",
            nearest=nearest(match[1], names) if match else "",
        )
    return Flag(code=match[2], severity=Severity(match[1]), message=match[3])


def _word(value: object) -> Word:
    if isinstance(value, list) and len(value) == 4:
        text, start, end, probability = value
        times = (start, end)
        whole = all(isinstance(t, int) and not isinstance(t, bool) and t >= 0 for t in times)
        if isinstance(text, str) and whole and isinstance(probability, int | float):
            return Word(text=text, start_ms=start, end_ms=end, probability=float(probability))
    raise refusal(
        f"expected a word as [text, start_ms, end_ms, probability], found {described(value)}"
    )


def _confidence(value: object) -> Confidence:
    names = ("avg_logprob", "no_speech_prob", "compression_ratio")
    if not isinstance(value, dict) or set(value) != set(names):
        raise refusal(f"expected the numbers {', '.join(names)}, found {described(value)}")
    numbers = [value[name] for name in names]
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        raise refusal(f"expected the numbers {', '.join(names)}")
    logprob, no_speech, ratio = (float(number) for number in numbers)
    return Confidence(avg_logprob=logprob, no_speech_prob=no_speech, compression_ratio=ratio)


def _makers(value: object) -> Makers:
    names = value if isinstance(value, list) else [value]
    if names == [UNKNOWN]:
        return ()
    makers = [parse_maker(name) if isinstance(name, str) else None for name in names]
    known = tuple(maker for maker in makers if maker is not None)
    if len(known) != len(names) or not known or len(known) > _MOST_MAKERS:
        raise refusal(
            "expected who made it, as in “machine faster-whisper base”, “person Kim Lee” or "
            f"“credit AFP”, or {UNKNOWN}, found {described(value)}"
        )
    return known


def _approved_as(value: object) -> str:
    if value in (None, "", WHOLESALE, BY_HAND):
        return str(value or "")
    raise refusal(f"expected {WHOLESALE} or {BY_HAND}, or no such line, found {described(value)}")


def _seal(value: object, form: re.Pattern[str] = SEAL, what: str = "seal") -> str:
    if value is None or value == "":
        return ""
    if not isinstance(value, str) or not form.fullmatch(value):
        raise refusal(f"this {what} is broken ({described(value)}): delete the line")
    return value


_reading_seal = partial(_seal, form=READING, what="seal of a reading")


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise refusal(f"expected a short name such as c12, found {described(value)}")
    return value


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise refusal(f"expected a digest of 64 hexadecimal digits, found {described(value)}")
    return value


Clock: TypeAlias = Annotated[int, PlainValidator(_clock)]
Text: TypeAlias = Annotated[str, BeforeValidator(_text)]


class WrittenText(Written):
    """What one audience reads in a cue, and what people decided about it."""

    called: ClassVar[str] = "a text for an audience"

    text: Text = ""
    status: Annotated[Status, PlainValidator(_status)] | None = None
    approved_by: Text = ""
    approved_at: Text = ""
    approved_as: Annotated[str, PlainValidator(_approved_as)] = ""
    edited_by: Text = ""
    credit: Text = ""
    text_by: Annotated[Makers, PlainValidator(_makers)] | None = None
    other: Text = ""
    other_by: Annotated[Makers, PlainValidator(_makers)] | None = None
    bleeps: list[Annotated[Span, PlainValidator(_span)]] = Field(default_factory=list)
    waived_by: Text = ""
    waiver: Text = ""
    comment: Text = ""
    comment_by: Text = ""
    flags: list[Annotated[Flag, PlainValidator(_flag)]] = Field(default_factory=list)
    translated: Annotated[Confidence, PlainValidator(_confidence)] | None = None
    other_translated: Annotated[Confidence, PlainValidator(_confidence)] | None = None
    other_seal: Annotated[str, PlainValidator(_reading_seal)] = ""
    seal: Annotated[str, PlainValidator(_seal)] = ""


class WrittenCue(WrittenText):
    """One subtitle as it is written; its own text is for the audience of the sheet."""

    called: ClassVar[str] = "a cue"
    wanted: ClassVar[Mapping[str, str]] = {
        "start": "a cue needs a start, as in 0:21.500",
        "end": "a cue needs an end, as in 0:23.000",
    }

    id: Annotated[str, PlainValidator(_id)] = ""
    start: Clock
    end: Clock
    speaker: Text = ""
    language: Annotated[str, PlainValidator(_language)] = ""
    language_by: Text = ""
    source: Text = ""
    source_by: Annotated[Makers, PlainValidator(_makers)] | None = None
    note: Text = ""
    heard: Annotated[Confidence, PlainValidator(_confidence)] | None = None
    words: list[Annotated[Word, PlainValidator(_word)]] = Field(default_factory=list)
    texts: dict[Annotated[str, PlainValidator(_language)], WrittenText] = Field(
        default_factory=dict
    )

    def told_to(self, audience: str) -> WrittenCue:
        """Return the cue as it is written for another audience; with no text where none is."""
        own = self.texts.get(audience) or WrittenText(status=Status.MACHINE)
        return self.model_copy(
            update={name: getattr(own, name) for name in WrittenText.model_fields}
        )


class WrittenSheet(Written):
    """A cue sheet file."""

    called: ClassVar[str] = "a cue sheet"
    wanted: ClassVar[Mapping[str, str]] = {
        "version": f"is required: write version: {VERSION}",
        "footage": "is required: the name of the video file",
        "language": "is required: the language that is spoken, as in ko",
        "cues": "is required: the list of cues",
    }

    version: Annotated[int, PlainValidator(_version)]
    footage: Text
    language: Annotated[str, PlainValidator(_language)]
    languages: list[Annotated[str, PlainValidator(_language)]] = Field(default_factory=list)
    audience: Annotated[str, PlainValidator(_language)] = CueSheet.audience
    language_probability: float = Field(default=1.0, ge=0, le=1)
    engine: Text = ""
    model: Text = ""
    digest: Annotated[str, PlainValidator(_digest)] = ""
    audio_track: Annotated[tuple[int, ...], PlainValidator(read_tracks)] = (0,)
    heard: list[Annotated[Span, PlainValidator(_span)]] = Field(default_factory=list)
    cues: list[WrittenCue]
