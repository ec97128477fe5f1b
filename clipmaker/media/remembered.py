"""Facts that take time to find, remembered by the content of their file.

What is remembered carries a checksum: a fact that was damaged on the disk is found anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress

from clipmaker.machine.writing import write_whole
from clipmaker.resources import cache_dir

Spans = tuple[tuple[int, int], ...]
"""Half-open spans of a file, ms, in order."""


def remembered_spans(content: str, asked: Mapping[str, object], find: Callable[[], Spans]) -> Spans:
    """Return spans of a file, found only once.

    Args:
        content: hex sha256 of the file.
        asked: what the spans depend on besides, with the version of what finds them.
        find: finds them.
    """
    question = json.dumps(asked, sort_keys=True)
    name = hashlib.sha256(question.encode()).hexdigest()[:16]
    place = cache_dir() / "facts" / f"{content}-{name}.json"
    try:
        kept = json.loads(place.read_text(encoding="utf-8"))
        if kept["sum"] == _sum(question, kept["spans"]):
            return tuple((int(first), int(end)) for first, end in kept["spans"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    spans = find()
    plain = [list(span) for span in spans]
    # A full disk only means that it is looked for again next time.
    with suppress(OSError):
        write_whole(place, json.dumps({"spans": plain, "sum": _sum(question, plain)}).encode())
    return spans


def _sum(question: str, spans: object) -> str:
    return hashlib.sha256(f"{question} {json.dumps(spans)}".encode()).hexdigest()
