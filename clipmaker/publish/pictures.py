"""The cover and the storyboard of a clip, from its segments or from single frames."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.cards.registry import specs
from clipmaker.cues.model import CueSheet, Status
from clipmaker.paint.page import Page
from clipmaker.plan.model import Look
from clipmaker.publish.manifest import MadeClip
from clipmaker.story.model import Card, Story
from clipmaker.timeline.model import Shot, Timeline
from clipmaker.timeline.opening import opens
from clipmaker.timeline.order import is_warning
from clipmaker.timeline.telling import Moment, telling_moments

if TYPE_CHECKING:
    from PIL import Image

    from clipmaker.paint.blend import Pixels
    from clipmaker.publish.stills import Stills

STORYBOARD_QUALITY = 88


def write_pictures(made: MadeClip, stills: Stills, folder: Path) -> None:
    """Write ``cover.jpg`` and ``storyboard.jpg`` of a rendered clip."""
    cover, thumbs = stills.cover_and_thumbs(
        made.timeline.cover_frame, telling_frames(made.timeline, made.plan.look)
    )
    (folder / "cover.jpg").write_bytes(cover)
    picture = storyboard_picture(made.story, made.timeline, made.plan.look, made.sheets, thumbs)
    picture.save(folder / "storyboard.jpg", quality=STORYBOARD_QUALITY, subsampling=0)


def storyboard_picture(
    story: Story,
    timeline: Timeline,
    look: Look,
    sheets: Mapping[int, CueSheet],
    frames: Mapping[int, Pixels],
) -> Image.Image:
    """Paint a clip's storyboard.

    Args:
        story: for its headline.
        timeline: the shots.
        look: brand, profile, language.
        sheets: cue sheets by the footage's place in the story.
        frames: what :func:`telling_frames` names, by number, height x width x 3, of any size.
    """
    from clipmaker.paint.storyboard import StoryboardCue, StoryboardShot, storyboard

    page = Page(brand=look.brand, profile=look.profile, language=look.language)
    shots = []
    for shot in timeline.shots:
        sheet = sheets.get(shot.index)
        by_id = {cue.id: cue for cue in sheet.cues} if sheet else {}
        moments = _moments(shot, look)
        number = "" if is_warning(shot.item) or opens(shot) else str(shot.index + 1)
        shots += [
            StoryboardShot(
                image=frames[moment.frame],
                kind=shot.item.kind if isinstance(shot.item, Card) else "footage",
                start_frame=moment.start_frame,
                end_frame=moment.end_frame,
                number=f"{number}.{beat}" if len(moments) > 1 else number,
                cues=tuple(
                    StoryboardCue(
                        source=by_id[cue.id].source,
                        text=by_id[cue.id].text,
                        language=shot.spoken_in(cue.start_frame),
                        approved=by_id[cue.id].status is Status.APPROVED,
                    )
                    for cue in shot.cues
                ),
            )
            for beat, moment in enumerate(moments, 1)
        ]
    return storyboard(shots, page, story.headline)


def telling_frames(timeline: Timeline, look: Look) -> list[int]:
    """Return the frames that tell every shot, in order; a text told in beats has one for each."""
    return [moment.frame for shot in timeline.shots for moment in _moments(shot, look)]


def _moments(shot: Shot, look: Look) -> tuple[Moment, ...]:
    return telling_moments(shot, specs(), look.language, look.profile)
