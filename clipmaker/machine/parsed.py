"""JSON that other programs, disks and people had in their hands."""

from __future__ import annotations

import json
from typing import Any


def parsed_json(text: str | bytes) -> Any:
    """Return what a text says as JSON.

    Raises:
        ValueError: it is none, holds a number of thousands of digits, or is nested too deep.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
