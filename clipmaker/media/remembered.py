"""Facts that take time to find, remembered by the content of their file.

A fact that was damaged on the disk is found anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.media.digest import digest
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
    place = _place(content, asked)
    if (text := read_kept(place)) is not None:
        return tuple((first, end) for first, end in json.loads(text))
    spans = find()
    write_kept(place, json.dumps(spans))
    return spans


def remembered_size(
    file: Path, content: str, asked: Mapping[str, object], find: Callable[[], tuple[int, int]]
) -> tuple[int, int]:
    """Return the width and height of a picture, pixels, found only once.

    Args:
        file: the picture.
        content: hex sha256 of the file.
        asked: what the answer depends on besides, with the version of what finds it.
        find: finds it, or raises what is wrong with the picture, which is never remembered.
    """
    place = _place(content, asked)
    if (text := read_kept(place)) is not None:
        width, height = json.loads(text)
        return width, height
    size = find()
    if digest(file) == content:
        write_kept(place, json.dumps(size))
    return size


def _place(content: str, asked: Mapping[str, object]) -> Path:
    question = json.dumps(asked, sort_keys=True)
    name = hashlib.sha256(question.encode()).hexdigest()[:16]
    return cache_dir() / "facts" / f"{content}-{name}.json"
