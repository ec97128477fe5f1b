"""Turns a Timeline into a RenderPlan; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.cards.spec import CardSpec
from clipmaker.media.model import MediaInfo
from clipmaker.plan.cut import cut
from clipmaker.plan.keys import Digests, digest
from clipmaker.plan.model import Look, RenderPlan, Segment
from clipmaker.story.model import Card, Footage, FootageSound
from clipmaker.timeline.model import Timeline

RENDER_VERSION = 3
"""Raised whenever the renderer makes other bytes from the same plan."""


@dataclass(frozen=True, kw_only=True)
class Tools:
    """Versions of everything that makes bytes; part of every key.

    Attributes:
        ffmpeg: version line of the FFmpeg that encodes.
        painting: versions of the libraries that paint.
        fonts: digest over the font files.
        words: digest over the words that the program itself puts on screen.
    """

    ffmpeg: str
    painting: str
    fonts: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What was gathered before anything was decided.

    Attributes:
        media: facts of every file that is seen or heard, by path.
        files: digest of every file that the story or the brand names, by path.
        tools: versions.
    """

    media: Mapping[Path, MediaInfo]
    files: Digests
    tools: Tools


def compile_plan(
    timeline: Timeline, look: Look, specs: Mapping[str, CardSpec], facts: Facts
) -> RenderPlan:
    """Return the segments and the sound that make a timeline."""
    segments: list[Segment] = []
    for shot in timeline.shots:
        media = facts.media[shot.item.file] if isinstance(shot.item, Footage) else None
        spans = cut(shot, look.profile.segment_frames) if media else ((0, shot.frames),)
        for first, end in spans:
            bare = Segment(key="", shot=shot, first=first, frames=end - first, media=media)
            segments.append(replace(bare, key=_segment_key(bare, look, specs, facts)))
    return RenderPlan(
        look=look,
        segments=tuple(segments),
        sounds=timeline.sounds,
        sound_key=_sound_key(timeline, look, facts),
        draft=timeline.draft,
    )


def _segment_key(segment: Segment, look: Look, specs: Mapping[str, CardSpec], facts: Facts) -> str:
    profile = look.profile
    item = segment.shot.item
    material: dict[str, object] = {
        "version": RENDER_VERSION,
        "tools": facts.tools,
        "brand": look.brand.digest,
        "picture": (profile.width_px, profile.height_px, profile.rate, profile.safe_area),
        "encoder": profile.encoder,
        # Decides shaping, line breaks, fixed words and the side that everything stands on.
        "language": look.language,
        # Ring and bar are painted into the segment, so its place in the clip belongs to the key.
        "place": (segment.start_frame, segment.first, segment.frames, profile.frames),
    }
    if isinstance(item, Card):
        material["card"] = (item, segment.shot.index)
        material["painter"] = specs[item.kind].painter_version
    else:
        # Where the footage ends changes which segments there are, not what is in one of them;
        # what is heard of it, or said before it, is another key's business.
        material["footage"] = replace(item, out_ms=None, sound=FootageSound(), warning=None)
        material["cues"] = [
            (cue.lines, cue.speaker, cue.start_frame, cue.end_frame) for cue in segment.cues
        ]
        shot = segment.shot
        material["spoken"] = (shot.spoken, shot.draft, shot.translation)
    return digest(material, facts.files)


def _sound_key(timeline: Timeline, look: Look, facts: Facts) -> str:
    return digest(
        {
            "version": RENDER_VERSION,
            "ffmpeg": facts.tools.ffmpeg,
            "sounds": timeline.sounds,
            "music": look.brand.music,
            "length": (timeline.frames, timeline.rate),
            "audio_kbit_s": look.profile.encoder.audio_kbit_s,
            "loudness": look.profile.loudness,
        },
        facts.files,
    )
