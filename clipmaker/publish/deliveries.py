"""Where finals were delivered: a record that only grows, for corrections and takedowns.

A bulletin's report holds its last run alone; this holds every delivery there was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import add_line

RECORD = "deliveries.jsonl"
_REPORTS = "bulletins/*/*/bulletin.json"
"""Reports of bulletins, which told it before there was a record."""
_LONGEST_BYTES = 100_000


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
    """Add a delivery to the record; it is on the disk afterwards.

    Raises:
        DiskError: the record is a link that leads out of the output folder.
        OSError: it cannot be written.
    """
    line = json.dumps(asdict(delivery), ensure_ascii=False)
    add_line(output / RECORD, line, within=output)


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
        with (output / RECORD).open("rb") as stream:
            # A line that never ends is read in pieces, none of which is a delivery.
            while line := stream.readline(_LONGEST_BYTES):
                with suppress(ValueError, KeyError, TypeError):
                    said = parsed_json(line.decode("utf-8", "replace"))
                    yield Delivery(clip=str(said["clip"]), to=str(said["to"]), at=str(said["at"]))
    except OSError:
        return


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
