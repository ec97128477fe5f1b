"""Words that the checks of the finished clip would refuse, found before anything is rendered.

What is written on cards and over footage is painted without a single frame: first small, which
takes a tenth of the time, and whatever comes near a bound there once more at its full size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from clipmaker.errors import CheckError
from clipmaker.make.tried import note_passed, passed
from clipmaker.resources import assets_dir
from clipmaker.story.model import Card
from clipmaker.timeline.order import name_of

if TYPE_CHECKING:
    from clipmaker.check.picture import TextFinding
    from clipmaker.make.decide import Decided
    from clipmaker.paint.page import TextBox
    from clipmaker.plan.model import Look, Segment
    from clipmaker.profile.model import DeliveryProfile

_SMALL_PX = 270
_NEAR = 1.03
"""Type that is painted small differs by less than this share in what it stands out."""
_LEGIBLE = "legible"


def refuse_unreadable(decided: Decided) -> None:
    """Refuse a clip whose words do not stand out, or stand where platforms cover them.

    The built-in brands are not tried: tests hold them to the same rules over any picture.

    Raises:
        CheckError: naming the words and where they stand.
    """
    if decided.gathered.brand.file.is_relative_to(assets_dir().resolve()):
        return
    look, broken = decided.plan.look, dict[str, None]()
    for segment in decided.plan.segments:
        if passed(_LEGIBLE, segment):
            continue
        if found := _unreadable(segment, look):
            broken |= dict.fromkeys(f"{_where(segment)}: {_told(one)}" for one in found)
            continue
        note_passed(_LEGIBLE, segment)
    if broken:
        brand = decided.gathered.brand.name
        listed = "\n".join(broken)
        raise CheckError(
            f"the checks would refuse the clip for its words:\n{listed}",
            remedy=f"Change the colours of the brand “{brand}”; “clipmaker brand check {brand}” "
            "measures each.",
        )


def _unreadable(segment: Segment, look: Look) -> list[TextFinding]:
    """Return the words of a segment that its check would refuse."""
    small = replace(look, profile=_small(look))
    for tried, share in ((small, _NEAR), (look, 1.0)):
        found = _judged(segment, tried, share)
        if not found:
            return []
    return found


def _judged(segment: Segment, look: Look, share: float) -> list[TextFinding]:
    from clipmaker.check.picture import judge_texts

    # Pictures are kept by key for the renderer, which must not find these.
    apart = replace(segment, key=f"tried {look.profile.width_px} {segment.key}")
    texts = [replace(box, contrast=box.contrast / share) for box in _texts(apart, look)]
    judged = judge_texts(list(dict.fromkeys(texts)), look.profile, look.language)
    return [one for one in judged if not (one.inside and one.readable)]


def _texts(segment: Segment, look: Look) -> Sequence[TextBox]:
    item = segment.shot.item
    if isinstance(item, Card):
        from clipmaker.render.before import painted_segment

        return painted_segment(segment, item, look)[0].texts
    from clipmaker.render.words import words_over

    written = (one for some in words_over(segment, item, look) for one in some)
    return [box for one in written for box in one.overlay.texts]


def _small(look: Look) -> DeliveryProfile:
    """Return a profile of the same shape, small enough to paint quickly."""
    profile = look.profile
    times = max(1, profile.width_px // _SMALL_PX)
    return replace(
        profile,
        width_px=2 * round(profile.width_px / times / 2),
        height_px=2 * round(profile.height_px / times / 2),
    )


def _where(segment: Segment) -> str:
    item = segment.shot.item
    if isinstance(item, Card):
        return name_of(segment.shot.index, item)
    return f"footage {segment.shot.index + 1}"


def _told(found: TextFinding) -> str:
    if not found.inside:
        return f"“{found.text}” stands where platforms cover it"
    return f"“{found.text}” stands out by {found.contrast:.1f}:1 only"
