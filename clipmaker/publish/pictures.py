"""The cover and the storyboard, taken from the finished MP4 itself."""

from __future__ import annotations

from pathlib import Path

from clipmaker.cues.model import Status
from clipmaker.publish.manifest import Made
from clipmaker.story.model import Card
from clipmaker.timeline.model import Shot


def write_pictures(made: Made, video: Path, folder: Path) -> None:
    """Write ``cover.jpg`` and ``storyboard.jpg`` beside a finished MP4."""
    from clipmaker.media.stills import read_frames
    from clipmaker.paint.cover import cover_jpeg
    from clipmaker.paint.page import Page
    from clipmaker.paint.storyboard import StoryboardCue, StoryboardShot, storyboard

    timeline, look = made.timeline, made.plan.look
    moments = [telling_frame(shot) for shot in timeline.shots]
    frames = read_frames(video, moments, timeline.rate)
    (folder / "cover.jpg").write_bytes(cover_jpeg(frames[moments[0]]))
    page = Page(brand=look.brand, profile=look.profile, language=look.language)
    shots = []
    for shot, moment in zip(timeline.shots, moments, strict=True):
        sheet = made.sheets.get(shot.index)
        by_id = {cue.id: cue for cue in sheet.cues} if sheet else {}
        shots.append(
            StoryboardShot(
                image=frames[moment],
                kind=shot.item.kind if isinstance(shot.item, Card) else "footage",
                start_frame=shot.start_frame,
                end_frame=shot.end_frame,
                language=shot.spoken,
                cues=tuple(
                    StoryboardCue(
                        source=by_id[cue.id].source,
                        english=by_id[cue.id].english,
                        approved=by_id[cue.id].status is Status.APPROVED,
                    )
                    for cue in shot.cues
                ),
            )
        )
    picture = storyboard(shots, page, made.story.headline)
    picture.save(folder / "storyboard.jpg", quality=88, subsampling=0)


def telling_frame(shot: Shot) -> int:
    """Return the frame of the clip that shows a shot best: a card standing, a cue in the middle."""
    if shot.cues:
        middle = shot.cues[len(shot.cues) // 2]
        return (middle.start_frame + middle.end_frame) // 2
    return shot.start_frame + shot.frames * 3 // 4
