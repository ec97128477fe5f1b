"""Times and spans in a story file: checked, and turned into whole milliseconds.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from clipmaker.door.checked import described, refusal
from clipmaker.door.clock import parse_clock
from clipmaker.story.dates import read_event_day
from clipmaker.story.values import MAX_LIST
from clipmaker.story.whole_clip import Cover

_SHORTEST_S, _LONGEST_S = 2, 10
"""Seconds that a content warning may stay."""
_CLOCK_PATTERN = r"([0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9](\.[0-9]{1,3})?"


def _clock(value: object) -> int:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise refusal(f'expected a time in quotes, as in "0:03", found the number {value}')
    try:
        return parse_clock(value if isinstance(value, str) else "")
    except ValueError:
        raise refusal(
            f'expected a time such as "0:21" or "0:21.500", found {described(value)}'
        ) from None


def _seconds(value: object) -> int:
    """Return a card's length in ms."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not _SHORTEST_S <= value <= _LONGEST_S:  # type: ignore[operator]
        raise refusal(
            f"expected a number of seconds from {_SHORTEST_S} to {_LONGEST_S}, as in 4, "
            f"found {described(value)}"
        )
    return round(float(value) * 1000)  # type: ignore[arg-type]


def _cover(value: object) -> Cover:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return Cover(shot=value - 1)
    try:
        return Cover(at_ms=parse_clock(value if isinstance(value, str) else ""))
    except ValueError:
        raise refusal(
            f'expected the number of a shot, as in 3, or a time in the clip, as in "0:12.5", '
            f"found {described(value)}"
        ) from None


def _event_date(value: object) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or read_event_day(text) is None:
        raise refusal(
            "expected a date that there is, as in 2025-01-11, 2025-01 or 2025, or with its "
            f"weekday, as in Saturday 2025-01-11, found {described(value)}"
        )
    return " ".join(text.split())


def _spans(value: object) -> tuple[tuple[int, int], ...]:
    """Return spans in order; those that touch become one."""
    if not isinstance(value, list) or not 0 < len(value) <= MAX_LIST:
        raise refusal(f'expected a list of 1 to {MAX_LIST} spans, as in ["0:03.2-0:03.9"]')
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_span(one) for one in value):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _span(value: object) -> tuple[int, int]:
    parts = re.split(r"\s*[-–]\s*", value) if isinstance(value, str) else []
    try:
        start, end = (parse_clock(part) for part in parts)
    except ValueError:
        raise refusal(
            f'expected a span of the file such as "0:03.2-0:03.9", found {described(value)}'
        ) from None
    if end <= start:
        raise refusal(f"the span “{value}” must end after it starts")
    return start, end


_CLOCK_SCHEMA = WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK_PATTERN}$"})
Clock: TypeAlias = Annotated[int, PlainValidator(_clock), _CLOCK_SCHEMA]
OptionalClock: TypeAlias = Annotated[int | None, PlainValidator(_clock), _CLOCK_SCHEMA]
Spans: TypeAlias = Annotated[
    tuple[tuple[int, int], ...],
    PlainValidator(_spans),
    WithJsonSchema(
        {
            "type": "array",
            "items": {
                "type": "string",
                "pattern": rf"^{_CLOCK_PATTERN}\s*[-–]\s*{_CLOCK_PATTERN}$",
            },
            "minItems": 1,
            "maxItems": MAX_LIST,
        }
    ),
]
OptionalSpan: TypeAlias = Annotated[
    tuple[int, int] | None,
    PlainValidator(_span),
    WithJsonSchema({"type": "string", "pattern": rf"^{_CLOCK_PATTERN}\s*[-–]\s*{_CLOCK_PATTERN}$"}),
]
OptionalSeconds: TypeAlias = Annotated[
    int | None,
    PlainValidator(_seconds),
    WithJsonSchema({"type": "number", "minimum": _SHORTEST_S, "maximum": _LONGEST_S}),
]
EventDate: TypeAlias = Annotated[
    str,
    PlainValidator(_event_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 2999},
                {"type": "string", "pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
            ]
        }
    ),
]
OptionalCover: TypeAlias = Annotated[
    Cover | None,
    PlainValidator(_cover),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": f"^{_CLOCK_PATTERN}$"},
            ]
        }
    ),
]
