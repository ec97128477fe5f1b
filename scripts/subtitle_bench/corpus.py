"""The recordings that are measured, and what is said in them.

They lie in a folder beside the repository, which is no part of it: ``speech/references.json`` names
sounds, the table in ``footage/INDEX.md`` names footage.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

_SAME_SOUND = {"ko_human_poem_landscape_23s.mp4": "ssifi_korean.wav"}
"""Footage whose voice is one of the sounds; both are left out together."""
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A recording with its reference.

    Attributes:
        name: file name.
        file: where it is.
        language: language code of the speech.
        source: what is said.
        english: what it means.
        exact: whether the source is what was really read; others began as a model's output and
            were corrected, so they favour it.
        group: recordings of one group hold the same voice and words.
    """

    name: str
    file: Path
    language: str
    source: str
    english: str
    exact: bool
    group: str


def recordings(shared: Path) -> tuple[Recording, ...]:
    """Return every recording that has a reference.

    Raises:
        OSError: the folder or one of its lists is not there.
    """
    listed = json.loads((shared / "speech" / "references.json").read_text("utf-8"))
    found = [
        Recording(
            name=item["file"],
            file=shared / "speech" / item["file"],
            language=item["language"],
            source=item["source"],
            english=item["english"],
            exact=item["kind"] == "exact",
            group=item["file"],
        )
        for item in listed
    ]
    for line in (shared / "footage" / "INDEX.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 4 or not cells[0].startswith("`"):
            continue
        name, language = cells[0].strip("`"), _LANGUAGE.match(cells[1])
        said, _, meant = cells[3].partition(" / ")
        if language and meant:
            found.append(
                Recording(
                    name=name,
                    file=shared / "footage" / name,
                    language=language[0],
                    source=said,
                    english=meant.removesuffix("(exact)").strip(),
                    exact=meant.endswith("(exact)"),
                    group=_SAME_SOUND.get(name, name),
                )
            )
    return tuple(found)
