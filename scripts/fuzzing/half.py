"""Whether what a render left is whole: a clip with all that belongs to it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

BESIDE = ("manifest.json", "report.json", "transcript.txt", "cover.jpg", "storyboard.jpg")
_OK = 0


def half_made(output: Path, code: int) -> Iterator[str]:
    """Yield what is not whole in an output folder after a command that ended with a code."""
    files = [file for file in output.rglob("*") if ".desk" not in file.parts]
    published = [file.parent for file in output.rglob("*.mp4")]
    for file in files:
        inside = file.parent in published and not file.parent.is_symlink()
        if file.is_file() and not file.stat().st_size and not file.name.endswith(".lock"):
            yield f"{file.relative_to(output)} is empty"
        elif file.is_file() and not inside and not file.name.startswith("."):
            yield f"{file.relative_to(output)} lies alone"
    for folder in published:
        yield from (
            f"{folder.relative_to(output)} has no {name}"
            for name in BESIDE
            if not (folder / name).is_file()
        )
        for name in ("manifest.json", "report.json"):
            if (folder / name).is_file():
                json.loads((folder / name).read_text("utf-8"))
    if published and code != _OK:
        yield f"exit code {code}, and a clip is there"
