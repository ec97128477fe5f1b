"""Judges pictures: footage against its source, painted texts against the safe area.

Black and frozen are judged only in footage and only against its source: a held card is still on
purpose, and a source may be dark or still by nature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clipmaker.canvas.areas import mirrored
from clipmaker.languages import reads_from_right
from clipmaker.media.motion import PictureMotion
from clipmaker.paint.contrast import needed
from clipmaker.paint.page import TextBox
from clipmaker.profile.model import DeliveryProfile, Rect

_BLACK_LUMA = 20.0
_SEEN_LUMA = 30.0
_STILL = 0.02
_MOVING = 0.6
_FROZEN_FRAMES = 15
_STRAYED = 8.0
"""Coarse encoding strays by less than 1 where a picture is made small."""


@dataclass(frozen=True, kw_only=True)
class PictureFinding:
    """A footage segment compared with its source; ``message`` is "" when all is well."""

    segment: str
    frames: int
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class TextFinding:
    """A painted text judged: whether it is inside the safe area and readable."""

    text: str
    inside: bool
    readable: bool
    contrast: float


def compare(
    segment: str, made: PictureMotion, source: PictureMotion, strayed: float
) -> PictureFinding:
    """Say whether a segment is black or frozen where its source is not, or was encoded wrongly.

    Args:
        segment: its name.
        made: what the footage does as it was made.
        source: what it does in the source.
        strayed: how far encoded pictures are from what was made, 0 to 255.
    """
    count = len(made.luma)
    if count != len(source.luma):
        return PictureFinding(
            segment=segment,
            frames=count,
            message=f"{segment}: {count} frames, {len(source.luma)} expected",
        )
    black = sum(
        a < _BLACK_LUMA and b > _SEEN_LUMA for a, b in zip(made.luma, source.luma, strict=True)
    )
    if black:
        message = f"{segment}: {black} frames are black"
        return PictureFinding(segment=segment, frames=count, message=message)
    if strayed > _STRAYED:
        message = f"{segment}: encoded pictures are not what was made ({strayed:.0f} of 255 apart)"
        return PictureFinding(segment=segment, frames=count, message=message)
    run = worst = 0
    for a, b in zip(made.change, source.change, strict=True):
        run = run + 1 if a < _STILL and b > _MOVING else 0
        worst = max(worst, run)
    message = f"{segment}: frozen for {worst} frames" if worst >= _FROZEN_FRAMES else ""
    return PictureFinding(segment=segment, frames=count, message=message)


def judge_texts(
    texts: Sequence[TextBox], profile: DeliveryProfile, language: str = "en"
) -> tuple[TextFinding, ...]:
    """Judge painted texts; those that need not be read may stand outside the safe area.

    Args:
        texts: as they were painted.
        profile: size and safe area.
        language: of the audience; templates are mirrored for those that read from the right.
    """
    if reads_from_right(language):
        profile = replace(profile, safe_area=mirrored(profile.safe_area, profile.canvas_width))
    return tuple(_judge(box, profile) for box in texts)


def _judge(box: TextBox, profile: DeliveryProfile) -> TextFinding:
    wanted = needed(box.size_px, box.weight, profile.scale)
    return TextFinding(
        text=box.text,
        inside=not box.must_read or all(_inside(part, profile) for part in box.parts),
        readable=not box.must_read or box.contrast >= wanted,
        contrast=box.contrast,
    )


def _inside(box: TextBox, profile: DeliveryProfile) -> bool:
    """Whether every row of the box lies inside some rectangle of the safe area."""
    scale = profile.scale
    # Half a pixel of antialiasing at an edge is not a letter outside.
    slack = 1.0
    rows = [box.top_px, *(round(r.bottom * scale) for r in profile.safe_area)]
    rows = sorted({r for r in rows if box.top_px <= r < box.bottom_px - slack})
    for i, top in enumerate(rows):
        bottom = rows[i + 1] if i + 1 < len(rows) else box.bottom_px
        if not any(_covers(r, box, top, bottom, scale, slack) for r in profile.safe_area):
            return False
    return True


def _covers(
    rect: Rect, box: TextBox, top: float, bottom: float, scale: float, slack: float
) -> bool:
    return (
        rect.left * scale - slack <= box.left_px
        and box.right_px <= rect.right * scale + slack
        and round(rect.top * scale) - slack <= top
        and bottom <= round(rect.bottom * scale) + slack
    )
