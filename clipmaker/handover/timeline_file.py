"""A decided clip as OpenTimelineIO, for editing programs: cuts, sounds, subtitles, markers.

Imports opentimelineio: import this module only where a timeline is handed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from clipmaker.make.decide import Decided
from clipmaker.story.kept import PROTECTED, protected_files
from clipmaker.story.model import Card, Footage
from clipmaker.story.texts import called, texts_in
from clipmaker.text.markup import plain_text
from clipmaker.timeline.build import footage_span_ms
from clipmaker.timeline.model import Shot, Sound

_NAMESPACE = "clipmaker"


def as_otio(decided: Decided, master: Path | None = None) -> str:
    """Return a clip as the text of an ``.otio`` file.

    Footage and sounds refer to their files. Cards are painted, so they refer to a finished clip
    where there is one, and to nothing otherwise; their texts stand beside them. So does footage in
    which somebody is protected, and its sound: neither its name nor its place is told. Subtitles
    and the beginnings of shots are markers.

    Args:
        decided: the clip.
        master: the finished MP4 of it, None for a clip that was not made yet.
    """
    return _Writer(decided, master).written()


class _Writer:
    """Builds the timeline of one clip."""

    def __init__(self, decided: Decided, master: Path | None) -> None:
        self._decided, self._master = decided, master
        self._timeline = decided.timeline
        self._rate = float(decided.timeline.rate)
        self._kept = protected_files(decided.gathered.story)

    def written(self) -> str:
        story = self._decided.gathered.story
        found = otio.schema.Timeline(name=story.slug or plain_text(story.headline))
        found.global_start_time = otio.opentime.RationalTime(0, self._rate)
        found.metadata[_NAMESPACE] = {
            "headline": plain_text(story.headline),
            "date": story.date.isoformat(),
            "language": story.language,
            "draft": self._timeline.draft,
        }
        found.tracks.append(self._pictures())
        for number, sounds in enumerate(_layers(self._timeline.sounds), start=1):
            found.tracks.append(self._sounds(sounds, number))
        found.tracks.markers.extend(self._markers())
        return str(otio.adapters.write_to_string(found, "otio_json"))

    def _pictures(self) -> Any:
        track = otio.schema.Track(name="Pictures", kind=otio.schema.TrackKind.Video)
        at = 0
        for shot in self._timeline.shots:
            if shot.start_frame > at:
                track.append(self._gap(shot.start_frame - at))
            track.append(self._shot(shot))
            at = shot.end_frame
        return track

    def _shot(self, shot: Shot) -> Any:
        item = shot.item
        metadata: dict[str, Any] = {"number": shot.index + 1}
        if isinstance(item, Footage) and item.file in self._kept:
            start, reference = self._finished(shot.start_frame)
            metadata |= {"kind": "footage", "credit": item.credit, "protected": True}
            name = PROTECTED
        elif isinstance(item, Footage):
            media = self._decided.gathered.facts.media[item.file]
            start_ms, _ = footage_span_ms(item, media)
            start = Fraction(start_ms, 1000) * self._timeline.rate
            reference = self._file(item.file, media.duration_ms)
            metadata |= {"kind": "footage", "credit": item.credit}
            name = item.file.name
        else:
            start, reference = self._finished(shot.start_frame)
            metadata |= {"kind": item.kind, "texts": _texts(item)}
            name = f"{item.kind} {shot.index + 1}"
        return otio.schema.Clip(
            name=name,
            media_reference=reference,
            source_range=self._range(start, shot.frames),
            metadata={_NAMESPACE: metadata},
        )

    def _finished(self, start_frame: int) -> tuple[Fraction, Any]:
        """Return where something begins in the finished clip, and that clip."""
        if self._master is None:
            return Fraction(0), otio.schema.MissingReference()
        length_ms = int(self._timeline.frames / self._timeline.rate * 1000)
        return Fraction(start_frame), self._file(self._master, length_ms)

    def _sounds(self, sounds: Sequence[Sound], number: int) -> Any:
        track = otio.schema.Track(name=f"Sound {number}", kind=otio.schema.TrackKind.Audio)
        at = 0
        for sound in sounds:
            if sound.start_frame > at:
                track.append(self._gap(sound.start_frame - at))
            start = Fraction(sound.in_ms, 1000) * self._timeline.rate
            name, reference = sound.file.name, self._file(sound.file, None)
            if sound.file in self._kept:
                name, (start, reference) = PROTECTED, self._finished(sound.start_frame)
            metadata = {"role": sound.role.value, "gain_db": sound.gain_db, "loops": sound.loops}
            track.append(
                otio.schema.Clip(
                    name=f"{sound.role.value}: {name}",
                    media_reference=reference,
                    source_range=self._range(start, sound.frames),
                    metadata={_NAMESPACE: metadata},
                )
            )
            at = sound.start_frame + sound.frames
        return track

    def _markers(self) -> Iterator[Any]:
        hidden = {file.name for file in self._kept}
        for shot in self._timeline.shots:
            kind = "footage" if isinstance(shot.item, Footage) else shot.item.kind
            yield self._marker(f"{shot.index + 1}. {kind}", shot.start_frame, 1, "GREEN", {})
            for cue in shot.cues:
                footage = PROTECTED if cue.footage in hidden else cue.footage
                yield self._marker(
                    "\n".join(cue.lines),
                    cue.start_frame,
                    cue.end_frame - cue.start_frame,
                    "YELLOW" if cue.approved else "RED",
                    {"subtitle": cue.id, "footage": footage, "approved": cue.approved},
                )

    def _marker(self, name: str, start: int, frames: int, colour: str, told: dict[str, Any]) -> Any:
        return otio.schema.Marker(
            name=name,
            marked_range=self._range(Fraction(start), frames),
            color=getattr(otio.schema.MarkerColor, colour),
            metadata={_NAMESPACE: told},
        )

    def _file(self, file: Path, duration_ms: int | None) -> Any:
        reference = otio.schema.ExternalReference(target_url=file.resolve().as_uri())
        if duration_ms is not None:
            frames = round(Fraction(duration_ms, 1000) * self._timeline.rate)
            reference.available_range = self._range(Fraction(0), frames)
        return reference

    def _gap(self, frames: int) -> Any:
        return otio.schema.Gap(source_range=self._range(Fraction(0), frames))

    def _range(self, start: Fraction, frames: int) -> Any:
        return otio.opentime.TimeRange(
            otio.opentime.RationalTime(float(start), self._rate),
            otio.opentime.RationalTime(frames, self._rate),
        )


def _layers(sounds: Sequence[Sound]) -> list[list[Sound]]:
    """Return sounds on as few tracks as hold them without one over another."""
    layers: list[list[Sound]] = []
    for sound in sorted(sounds, key=lambda one: one.start_frame):
        free = next(
            (
                layer
                for layer in layers
                if layer[-1].start_frame + layer[-1].frames <= sound.start_frame
            ),
            None,
        )
        if free is None:
            layers.append([sound])
        else:
            free.append(sound)
    return layers


def _texts(card: Card) -> dict[str, str]:
    return {
        called(place): plain_text(text)
        for name in card.fields
        for place, text in texts_in(card, name).items()
    }
