"""Frozen values of our own as JSON and back, for pipes, notes and caches."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    # Pydantic takes a tenth of a second to start.
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def to_json(value: Any) -> str:
    """Return a value as one line of JSON.

    Args:
        value: a dataclass of plain values, dates, fractions, paths, and dataclasses of such.
    """
    # Not `dump_json`: it refuses what stands in a path for bytes that are no UTF-8.
    return json.dumps(_adapter(cast("Any", type(value))).dump_python(value, mode="json"))


def from_json(kind: type[T], line: str | bytes) -> T:
    """Return the value that `to_json` wrote, also where it has a field more or fewer by now.

    A field that is unknown is passed over; one that is missing has its usual value.

    Raises:
        ValueError: it is no such value: a field without a usual value is missing, or holds
            something of another type.
    """
    value: T = _adapter(cast("Any", kind)).validate_python(json.loads(line))
    return value
