"""Turns a Timeline into a RenderPlan; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from clipmaker.faces.cover import covered
from clipmaker.faces.model import FaceSheet
from clipmaker.media.model import MediaInfo
from clipmaker.plan.cut import cut
from clipmaker.plan.keys import Digests, digest
from clipmaker.plan.model import CoveredFaces, Look, Parts, RenderPlan, Segment
from clipmaker.story.model import Card, Footage
from clipmaker.story.spec import CardSpec
from clipmaker.timeline.joins import passes_over
from clipmaker.timeline.model import Shot, Timeline

RENDER_VERSION = 16
"""Raised whenever the renderer makes other bytes from the same plan."""

NOT_SEEN = frozenset(
    {
        "out_ms",
        "sound",
        "protect",
        "warning",
        "subtitles",
        "language",
        "languages",
        "translation_credit",
    }
)
"""Fields of footage that no segment of it shows. Where it ends changes which segments there are,
not what is in one of them; what is heard of it, or said before it, is another key's business; its
language, its subtitles and the faces in it count as they were found."""

WRITTEN = {"in_ms": "in point", "focus_box": "focus box"}
"""How fields of footage are called to people, where their names do not say it."""


@dataclass(frozen=True, kw_only=True)
class Tools:
    """Versions of everything that makes bytes; part of every key.

    Attributes:
        ffmpeg: version line of the FFmpeg that composes footage and mixes sound.
        encoder: version of the library that encodes pictures.
        painting: versions of the libraries that paint.
        fonts: digest over the font files.
        words: digest over the words that the program itself puts on screen.
    """

    ffmpeg: str
    painting: str
    fonts: str
    words: str = ""
    encoder: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What was gathered before anything was decided.

    Attributes:
        media: facts of every file that is seen or heard, by path.
        files: digest of every file that the story or the brand names, by path.
        tools: versions.
        faces: face sheets of footage that is searched, by its place in the story.
        photo_faces: face sheets of photos that are protected, by path.
    """

    media: Mapping[Path, MediaInfo]
    files: Digests
    tools: Tools
    faces: Mapping[int, FaceSheet] = field(default_factory=dict)
    photo_faces: Mapping[Path, FaceSheet] = field(default_factory=dict)


def compile_plan(
    timeline: Timeline, look: Look, specs: Mapping[str, CardSpec], facts: Facts
) -> RenderPlan:
    """Return the segments and the sound that make a timeline."""
    segments: list[Segment] = []
    look = replace(look, shots=tuple(shot.start_frame for shot in timeline.shots))
    common = _digested(_common_material(look, facts.tools), facts)
    before: Segment | None = None
    for shot in timeline.shots:
        footage = isinstance(shot.item, Footage)
        spans = cut(shot, look.profile.segment_frames) if footage else ((0, shot.frames),)
        passing = look.passing_frames(shot)
        if before and not passes_over(before.shot.item, shot.item):
            before = None
        for first, end in spans:
            bare = Segment(
                key="",
                shot=shot,
                first=first,
                frames=end - first,
                media=_media(shot, facts),
                before=before if first < passing else None,
                covers=_covers(shot, facts),
            )
            parts = tuple(sorted((*common, *_own_parts(bare, look, specs, facts))))
            segments.append(replace(bare, key=digest(dict(parts), {}), parts=parts))
        before = replace(segments[-1], before=None, parts=())
    return RenderPlan(
        look=look,
        segments=tuple(segments),
        sounds=timeline.sounds,
        sound_key=_sound_key(timeline, look, facts),
        draft=timeline.draft,
    )


def _covers(shot: Shot, facts: Facts) -> CoveredFaces | None:
    """Return the faces that are covered in a shot.

    Raises:
        ValueError: they are to be, and were not searched for.
    """
    if not isinstance(shot.item, Footage):
        return None
    protection = shot.item.protect
    if protection is None or not protection.faces:
        return None
    if shot.index not in facts.faces:
        raise ValueError(f"nobody looked for faces in {shot.item.file.name}")
    faces = covered(facts.faces[shot.index], protection)
    return CoveredFaces(faces=faces, style=protection.style)


def _media(shot: Shot, facts: Facts) -> MediaInfo | None:
    """Return the facts of the video that a shot shows, None for a card without one."""
    seen = shot.item if isinstance(shot.item, Footage) else shot.item.picture
    return facts.media[seen.file] if seen and seen.in_ms is not None else None


def _digested(material: Mapping[str, object], facts: Facts) -> Parts:
    return tuple((name, digest(value, facts.files)) for name, value in material.items())


def _common_material(look: Look, tools: Tools) -> dict[str, object]:
    """Return what can change the bytes of every segment, by what people call it."""
    profile = look.profile
    return {
        "the renderer": RENDER_VERSION,
        "the encoder": tools.encoder,
        "the painting libraries": tools.painting,
        "the fonts": tools.fonts,
        "the program's own words": tools.words,
        "the brand": look.brand.digest,
        "the picture's size or rate": (
            profile.width_px,
            profile.height_px,
            profile.rate,
            profile.safe_area,
        ),
        "the encoder's settings": profile.encoder,
        # Decides shaping, line breaks, fixed words and the side that everything stands on.
        "the language of the cards": look.language,
        "the topic": look.topic,
    }


def _own_parts(segment: Segment, look: Look, specs: Mapping[str, CardSpec], facts: Facts) -> Parts:
    """Return what can change a segment's bytes besides, by what people call it."""
    item, shot = segment.shot.item, segment.shot
    material: dict[str, object] = {
        # Ring and progress are painted into the segment, so its place in the clip and that of
        # the other shots belong to the key.
        "its place in the clip": (
            segment.start_frame,
            segment.first,
            segment.frames,
            look.profile.frames,
        ),
        "where the shots begin": look.shots,
    }
    if segment.before:
        material["the picture before it"] = (
            look.passing_frames(shot),
            segment.before.shot.frames,
            _picture_material(segment.before, specs),
            facts.tools.ffmpeg if segment.before.media else "",
        )
    if isinstance(item, Card):
        material |= _card_material(shot, item, specs)
        if segment.media:
            material["FFmpeg"] = facts.tools.ffmpeg
    else:
        material |= _footage_material(item)
        material["FFmpeg"] = facts.tools.ffmpeg
        material["its subtitles"] = [
            (cue.lines, cue.speakers, cue.words, cue.start_frame, cue.end_frame)
            for cue in segment.cues
        ]
        if item.opening:
            # When a line of it comes in is decided by all of its frames.
            material["its large words"] = [
                (cue.lines, cue.words, cue.start_frame, cue.end_frame) for cue in shot.cues
            ]
        material["its name plates"] = (
            # Where a plate may come at all, other words keep out of its way.
            bool(shot.plates),
            [
                (one.name, one.role, one.start_frame, one.end_frame)
                for one in shot.plates
                if one.start_frame < segment.end_frame and segment.start_frame < one.end_frame
            ],
        )
        if segment.covers:
            material["its covered faces"] = segment.covers
        if item.disguised:
            material["its other voice"] = True
        material["its language"] = shot.spoken
        material["its draft mark"] = shot.draft
        material["its translation's credit"] = (shot.translation, bool(shot.cues))
        if shot.parts:
            material["its languages"] = [
                (one.language, one.translation, one.start_frame, one.end_frame)
                for one in shot.parts
                if one.start_frame < segment.end_frame and segment.start_frame < one.end_frame
            ]
    return _digested(material, facts)


def _picture_material(segment: Segment, specs: Mapping[str, CardSpec]) -> dict[str, object]:
    """Return what can change the picture that a shot leaves, by what people call it."""
    item, shot = segment.shot.item, segment.shot
    if isinstance(item, Card):
        return _card_material(shot, item, specs)
    # Of its words only that a plate may come is seen: the picture makes room for it.
    seen = _footage_material(item) | {"its name plates": bool(shot.plates)}
    return seen | ({"its covered faces": segment.covers} if segment.covers else {})


def _footage_material(footage: Footage) -> dict[str, object]:
    """Return what the story says of footage and can change its pictures."""
    return {
        f"its {WRITTEN.get(f.name, f.name)}": getattr(footage, f.name)
        for f in fields(footage)
        if f.compare and f.name not in NOT_SEEN
    }


def _card_material(shot: Shot, card: Card, specs: Mapping[str, CardSpec]) -> dict[str, object]:
    """Return what can change a card's painting, by what people call it."""
    spec = specs[card.kind]
    given = {"the map behind it": card.behind, "its music's credit": card.music}
    given = {name: value for name, value in given.items() if value}
    return (
        given
        | {f"its {name}": value for name, value in card.fields.items()}
        | {
            "its kind": card.kind,
            "its number among the shots": shot.index,
            "how its kind is painted": (spec.painter_version, *filter(None, [spec.origin])),
        }
    )


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
