"""A few frames that every worker must make to the last byte before it is given work.

They take the way of real ones: a card with type in two scripts, footage over its own blur with a
subtitle, and a sound mix, all at full size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clipmaker.cluster.kit import own_kit
from clipmaker.machine.writing import whole
from clipmaker.media.model import MediaInfo
from clipmaker.media.probe import probe
from clipmaker.plan.keys import digest
from clipmaker.plan.model import Look, Segment
from clipmaker.render.executor import LocalPool, RenderJob
from clipmaker.render.jobs import SoundJob, StretchJob
from clipmaker.render.store import Store
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.model import PlacedCue, Shot, Sound, SoundRole
from clipmaker.tools.ffmpeg import ffmpeg_exe, run_ffmpeg

_FRAMES = 10
_START = 12
_SECONDS = 1


def ffmpeg_facts() -> tuple[str, int, int]:
    """Return path, size and time of change (ns) of this machine's FFmpeg."""
    exe = Path(ffmpeg_exe())
    facts = exe.stat()
    return str(exe), facts.st_size, facts.st_mtime_ns


def canary_jobs(folder: Path) -> list[RenderJob]:
    """Return the canary's jobs.

    Args:
        folder: where their footage is kept.
    """
    from clipmaker.brand.load import load_brand
    from clipmaker.profile.load import load_delivery

    profile = replace(load_delivery("news-60"), frames=2 * _START)
    look = Look(brand=load_brand("news-60", story_dir=folder), profile=profile, language="en")
    file = _footage(folder)
    info = probe(file)
    footage = Footage(file=info.file, credit="Canary", language="ko")
    cue = PlacedCue(
        footage=file.name,
        id="c1",
        start_frame=_START + 2,
        end_frame=_START + _FRAMES,
        lines=("A canary sings,", "to the last byte"),
    )
    card = Card(kind="title", fields={"kicker": "Canary", "text": "Same *bytes* Ångström Жук 24"})
    shots = (
        Shot(index=0, item=card, start_frame=0, frames=_START),
        Shot(
            index=1,
            item=footage,
            start_frame=_START,
            frames=_FRAMES,
            cues=(cue,),
            spoken="ko",
            draft=True,
        ),
    )
    sound = Sound(role=SoundRole.VOICE, file=info.file, start_frame=0, frames=_START)
    bed = look.brand.music.bed
    heard = [sound]
    media = {info.file: info}
    if bed:
        heard.append(Sound(role=SoundRole.BED, file=bed, start_frame=0, frames=24, loops=True))
        media[bed] = probe(bed)
    jobs = [_segment_job(shot, look, info) for shot in shots]
    return [*jobs, _sound_job(tuple(heard), media, look)]


def make_prints(
    jobs: Sequence[RenderJob], store: Store, folder: Path
) -> dict[str, Mapping[str, str]]:
    """Make the canary here and return its checksums by key and file name."""
    with LocalPool() as pool:
        return {one.key: one.entry.files for one in pool.submit(jobs, store, folder)}


def _segment_job(shot: Shot, look: Look, media: MediaInfo) -> StretchJob:
    info = media if isinstance(shot.item, Footage) else None
    bare = Segment(key="", shot=shot, first=0, frames=shot.frames, media=info)
    segment = replace(bare, key=_key(shot, media, look))
    return StretchJob(segments=(segment,), look=look)


def _sound_job(sounds: tuple[Sound, ...], media: Mapping[Path, MediaInfo], look: Look) -> SoundJob:
    digests = {file: info.digest for file, info in media.items()}
    return SoundJob(
        key=digest(("canary", own_kit(), ffmpeg_facts(), sounds), digests),
        sounds=sounds,
        media=media,
        profile=look.profile,
        duck_db=look.brand.music.duck_db,
    )


def _key(shot: Shot, media: MediaInfo, look: Look) -> str:
    material = ("canary", own_kit(), ffmpeg_facts(), shot, look.brand.digest, look.profile)
    return digest(material, {media.file: media.digest})


def _footage(folder: Path) -> Path:
    """Return moving pictures with a tone, made once."""
    file = folder / "canary.mp4"
    if not file.exists():
        picture = f"testsrc2=s=640x360:r=25:d={_SECONDS}"
        tone = f"sine=frequency=300:sample_rate=48000:duration={_SECONDS}"
        with whole(file) as fresh:
            run_ffmpeg(
                [
                    *("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone),
                    *("-c:v", "libx264", "-pix_fmt", "yuv420p", "-threads", "1", "-c:a", "aac"),
                    *("-f", "mp4", str(fresh)),
                ],
                doing="making the canary's footage",
            )
    return file
