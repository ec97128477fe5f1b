"""A rendered segment, and what is known of one before it is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker.canvas.placement import FootageLayout, layout_of_footage
from clipmaker.languages import reads_from_right
from clipmaker.media.motion import PictureMotion
from clipmaker.paint.page import Page, TextBox
from clipmaker.plan.model import Look, Segment
from clipmaker.render.store import StoreEntry
from clipmaker.story.model import Footage

if TYPE_CHECKING:
    from clipmaker.media.light import Light

PICTURE = "picture.mp4"


class StaleEntryError(Exception):
    """An entry of the store is whole, but does not hold what this version of the program reads."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished segment and what its checks found.

    Attributes:
        segment: what was rendered.
        file: its MP4.
        digest: hex sha256 of that file.
        texts: texts painted on it.
        light: how light each of its frames is.
        motion: what the footage does as it was made and in its source; None for a card.
        strayed: how far, at most, encoded pictures are from what was composed, as a mean
            difference of 0 to 255; 0 for a card.
        reused: whether it was in the store already.
        reason: why it was rendered, or was not.
    """

    segment: Segment
    file: Path
    digest: str
    texts: tuple[TextBox, ...]
    light: Light
    motion: tuple[PictureMotion, PictureMotion] | None
    strayed: float
    reused: bool
    reason: str


def page_of(segment: Segment, look: Look) -> Page:
    """Return the page that a segment's words are painted for."""
    return Page(
        brand=look.brand,
        profile=look.profile,
        language=look.language,
        position=segment.shot.index,
        shots=look.shots,
        topic=look.topic,
    )


def layout_of(segment: Segment, footage: Footage, look: Look) -> FootageLayout:
    """Return where footage and its words stand."""
    assert segment.media is not None
    assert segment.media.video is not None
    right = reads_from_right(look.language)
    named = bool(segment.shot.plates)
    return layout_of_footage(
        footage, segment.media.video, look.profile, named=named, right_to_left=right
    )


def rendered_segment(segment: Segment, entry: StoreEntry, reused: bool, reason: str) -> Rendered:
    """Return a rendered segment as it lies in the store.

    Args:
        segment: what was to be rendered.
        entry: its entry in the store.
        reused: whether it was there already.
        reason: why it was rendered, or was not.

    Raises:
        StaleEntryError: another version of the program wrote the entry, with other facts.
    """
    try:
        return _rendered(segment, entry, reused, reason)
    except (KeyError, TypeError, ValueError) as error:
        raise StaleEntryError(segment.key) from error


def _rendered(segment: Segment, entry: StoreEntry, reused: bool, reason: str) -> Rendered:
    from clipmaker.media.light import unpacked

    facts = entry.facts
    motion = facts.get("motion")
    return Rendered(
        segment=segment,
        file=entry.file(PICTURE),
        digest=entry.files[PICTURE],
        texts=tuple(_text_box(stored) for stored in facts["texts"]),
        light=unpacked(facts["light"]),
        motion=(_motion(motion[0]), _motion(motion[1])) if motion else None,
        strayed=float(facts["strayed"]) if motion else 0.0,
        reused=reused,
        reason=reason,
    )


def _text_box(stored: Mapping[str, Any]) -> TextBox:
    lines = tuple(tuple(edges) for edges in stored["lines"])
    return TextBox(**{**stored, "colours": tuple(stored["colours"]), "lines": lines})


def _motion(stored: Mapping[str, Any]) -> PictureMotion:
    return PictureMotion(luma=tuple(stored["luma"]), change=tuple(stored["change"]))


def span_s(segment: Segment, footage: Footage, rate: Fraction) -> tuple[Fraction, Fraction]:
    """Return the span of the file that a segment of footage shows, seconds."""
    start_s = Fraction(footage.in_ms, 1000) + segment.first / rate
    return start_s, start_s + segment.frames / rate
