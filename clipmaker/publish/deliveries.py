"""Where finals were delivered: a record that only grows, for corrections and takedowns.

A bulletin's report holds its last run alone; this holds every delivery there was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from clipmaker.machine.parsed import parsed_json

RECORD = "deliveries.jsonl"
_REPORTS = "bulletins/*/*/bulletin.json"
"""Reports of bulletins, which told it before there was a record."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A final that was brought somewhere.

    Attributes:
        clip: its folder, as ``DAY/SLUG/VERSION``.
        to: where it lay then: a folder, or what a target said.
        at: when, ISO 8601; "" where nobody noted it.
    """

    clip: str
    to: str
    at: str = ""


def note_delivery(output: Path, delivery: Delivery) -> None:
    """Add a delivery to the record.

    Raises:
        OSError: it cannot be written.
    """
    line = json.dumps(asdict(delivery), ensure_ascii=False)
    with (output / RECORD).open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")


def deliveries(output: Path) -> dict[str, tuple[Delivery, ...]]:
    """Return every delivery that is known, by clip; lines that cannot be read are left out."""
    found: dict[str, dict[str, Delivery]] = {}
    for delivery in (*_reported(output), *_recorded(output)):
        found.setdefault(delivery.clip, {})[delivery.to] = delivery
    return {clip: tuple(places.values()) for clip, places in found.items()}


def _recorded(output: Path) -> Iterator[Delivery]:
    if not (output / RECORD).is_file():
        return
    try:
        lines = (output / RECORD).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return
    for line in lines:
        try:
            said = parsed_json(line)
            yield Delivery(clip=str(said["clip"]), to=str(said["to"]), at=str(said["at"]))
        except (ValueError, KeyError, TypeError):
            continue


def _reported(output: Path) -> Iterator[Delivery]:
    for file in sorted(output.glob(_REPORTS)):
        try:
            for story in parsed_json(file.read_text(encoding="utf-8"))["stories"]:
                if story["delivered"] and story["clip"]:
                    place = Path(story["clip"]["folder"]).parts[-3:]
                    to, at = str(story["delivered"]), str(story.get("ended") or "")
                    yield Delivery(clip="/".join(place), to=to, at=at)
        except (OSError, ValueError, KeyError, TypeError):
            continue
