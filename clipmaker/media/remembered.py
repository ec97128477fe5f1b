"""Facts that take time to find, remembered by the content of their file.

A fact that was damaged on the disk is found anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping

from clipmaker.machine.keeping import read_kept, write_kept
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
    if (text := read_kept(place)) is not None:
        return tuple((first, end) for first, end in json.loads(text))
    spans = find()
    write_kept(place, json.dumps(spans))
    return spans
