"""The jobs that a clip is made of: its segments, some together, and its sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from clipmaker.media.model import MediaInfo
from clipmaker.plan.model import Look, RenderPlan, Segment
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.card import render_card
from clipmaker.render.executor import Product
from clipmaker.render.master import SoundMix
from clipmaker.render.sound import mix_sound
from clipmaker.render.store import StoreEntry
from clipmaker.render.stretch import render_stretch
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo
from clipmaker.timeline.model import Sound
from clipmaker.tools.loudness import LoudnessReading

SOUND = "sound.aac"


@dataclass(frozen=True, kw_only=True)
class StretchJob:
    """Renders a card, or neighbouring segments of a shot of footage.

    Attributes:
        segments: what to render, without a gap.
        look: brand, profile, language.
    """

    segments: tuple[Segment, ...]
    look: Look

    @property
    def keys(self) -> tuple[str, ...]:
        """The segments' keys."""
        return tuple(segment.key for segment in self.segments)

    @property
    def name(self) -> str:
        """The first segment's name."""
        return self.segments[0].name

    @property
    def files(self) -> dict[Path, str]:
        """Its footage, or its card's photos, those of the card before it, the brand's logo."""
        first = self.segments[0]
        logo = self.look.brand.bug.logo
        found = {logo: ""} if logo else {}
        for item in (first.before.shot.item if first.before else None, first.shot.item):
            if isinstance(item, Card):
                found |= {v.file: "" for v in item.fields.values() if isinstance(v, Photo)}
        for media in (first.media, first.before.media if first.before else None):
            if media:
                found[media.file] = media.digest
        return found

    def make(self, folder: Path) -> Iterator[Product]:
        """Render the segments, one after another."""
        item = self.segments[0].shot.item
        if isinstance(item, Card):
            for segment in self.segments:
                yield render_card(segment, item, self.look, folder)
        else:
            yield from render_stretch(self.segments, item, self.look, folder)


@dataclass(frozen=True, kw_only=True)
class SoundJob:
    """Mixes the sound of a clip.

    Attributes:
        key: hex digest over everything that can change its bytes.
        sounds: everything that is heard.
        media: facts of the files that are heard.
        profile: length, bit rate and loudness.
        duck_db: how far the bed goes down under voices, dB.
    """

    key: str
    sounds: tuple[Sound, ...]
    media: Mapping[Path, MediaInfo]
    profile: DeliveryProfile
    duck_db: float

    @property
    def keys(self) -> tuple[str, ...]:
        """Its key."""
        return (self.key,)

    @property
    def name(self) -> str:
        """Its name in messages."""
        return "sound mix"

    @property
    def files(self) -> dict[Path, str]:
        """The files that are heard."""
        return {sound.file: self.media[sound.file].digest for sound in self.sounds}

    def make(self, folder: Path) -> Iterator[Product]:
        """Mix and encode the sound."""
        mixed = mix_sound(self.sounds, self.profile, self.duck_db, folder)
        yield Product(key=self.key, files={SOUND: mixed.file}, facts=asdict(mixed.reading))


def sound_job(plan: RenderPlan, media: Mapping[Path, MediaInfo]) -> SoundJob:
    """Return the job that makes a plan's sound."""
    heard = {sound.file for sound in plan.sounds}
    return SoundJob(
        key=plan.sound_key,
        sounds=plan.sounds,
        media={file: info for file, info in media.items() if file in heard},
        profile=plan.look.profile,
        duck_db=plan.look.brand.music.duck_db,
    )


def sound_of(entry: StoreEntry) -> SoundMix:
    """Return the sound that a ``SoundJob`` made."""
    facts = dict(entry.facts)
    facts["silences_s"] = tuple((a, b) for a, b in facts["silences_s"])
    return SoundMix(file=entry.file(SOUND), reading=LoudnessReading(**facts))
