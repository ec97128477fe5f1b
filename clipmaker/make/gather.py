"""The first third of every job: read what people wrote, and gather facts about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.brand.model import Brand
from clipmaker.cards.registry import specs
from clipmaker.cues.judging.glossary import Glossary
from clipmaker.cues.sheets.sheet import sheet_path
from clipmaker.errors import InputError, MediaError, Problem
from clipmaker.languages import language_name
from clipmaker.letters import letters_of
from clipmaker.logs.about import name_clip, name_story
from clipmaker.machine.stamps import FileStamp, Stamps, stamps
from clipmaker.make.enlarged import Size, enlarged
from clipmaker.make.faces import (
    face_sheets,
    refuse_unknown_faces,
    sheets_by_file,
    with_found_boxes,
)
from clipmaker.make.framing import framing_notes
from clipmaker.make.photo_faces import photo_sheets, with_covered_photos
from clipmaker.media.model import MediaInfo
from clipmaker.media.probe import probe
from clipmaker.media.remembered import remembered_size
from clipmaker.paint.wording import words_digest
from clipmaker.plan.compile import Facts, Tools
from clipmaker.profile.model import DeliveryProfile, SubtitleProfile
from clipmaker.progress import OnEvent, ignore
from clipmaker.render.store import sha256
from clipmaker.resources import has_words
from clipmaker.story.field_values import Table
from clipmaker.story.model import Card, Footage, Story, without_music
from clipmaker.story.photo import Photo
from clipmaker.story.spec import CardSpec
from clipmaker.story.texts import texts_in
from clipmaker.timeline.tracks import heard_in_voice_over, heard_tracks
from clipmaker.tools.ffmpeg import ffmpeg_version

if TYPE_CHECKING:
    from clipmaker.facts.article import Article
    from clipmaker.facts.waivers import FactWaiver

PHOTO_VERSION = 1
"""Grows with every change of which photos are refused, or of what is read of them."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What holds for every story of a run: where files may lie, and which named data is used.

    Attributes:
        media_roots: folders besides a story's own that media may lie in; set by the user, never
            by a story.
        profile: name of the delivery profile.
        subtitles: name of the subtitle profile.
        brand: name of a brand that replaces a story's, "" to keep the story's.
        format: shape that is made instead of the profile's own, as in ``4:5``; "" is its own.
        length_s: seconds that the clip lasts instead of the profile's own length; 0 is its own.
        music: ``none`` for a version without music, "" to keep the story's.
    """

    media_roots: tuple[Path, ...] = ()
    profile: str = "news-60"
    subtitles: str = "house"
    brand: str = ""
    format: str = ""
    length_s: int = 0
    music: str = ""

    def of(self, story: Path) -> Sources:
        """Return the sources of a job: a story in these surroundings."""
        own = {one.name: getattr(self, one.name) for one in fields(Surroundings)}
        return Sources(story=story, **own)


@dataclass(frozen=True, kw_only=True)
class Sources(Surroundings):
    """Where a job's files are and which named data it uses.

    Attributes:
        story: the story file.
    """

    story: Path


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Everything that was read and measured before anything is decided.

    ``stamps`` are those of the files just before they were read, ``notes`` what people should know
    of them, a line each; ``own_brand`` is the brand that the story names itself;
    ``silenced`` says whether its music was taken away for this clip; ``article`` is what its facts
    are looked for in, None for a story without one.
    """

    story: Story
    brand: Brand
    profile: DeliveryProfile
    subtitles: SubtitleProfile
    specs: Mapping[str, CardSpec] = field(repr=False)
    facts: Facts
    glossary: Glossary = ()
    stamps: Stamps = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()
    own_brand: str = ""
    silenced: bool = False
    article: Article | None = field(default=None, repr=False)
    waived_facts: tuple[FactWaiver, ...] = ()


def gather(sources: Sources, on_event: OnEvent = ignore, *, search_faces: bool = True) -> Gathered:
    """Read a story, its brand and profiles, and gather facts about its files.

    Args:
        sources: the story and its surroundings.
        on_event: told where that takes time.
        search_faces: whether faces may be looked for in footage, which takes long.

    Raises:
        FacesUnsearchedError: they may not, and nobody has looked for them yet.
        InputError: mistakes in the story or the brand, all at once.
        MediaError: footage that cannot be used.
        MissingToolError: no FFmpeg.
    """
    from clipmaker.brand.load import list_brands, load_brand
    from clipmaker.profile.load import load_delivery, load_subtitles
    from clipmaker.story.glossary import load_glossary
    from clipmaker.story.load import load_story

    name_story(sources.story)
    before = stamps([sources.story.resolve()])
    story = load_story(
        sources.story,
        specs=specs(),
        media_roots=sources.media_roots,
        brand_names=list_brands(sources.story.resolve().parent),
    )
    name_clip(story.date, story.slug)
    own_brand, own_sound = story.brand, story.music
    if sources.music:
        story = without_music(story)
    if sources.brand:
        story = replace(story, brand=sources.brand)
    brand = load_brand(story.brand, story_dir=story.file.parent)
    before |= stamps(_media(story, brand))
    profile = load_delivery(sources.profile, sources.format, sources.length_s)
    facts, photos = _facts(story, brand)
    article, waived_facts = _article(story, before)
    _sheets_apart(story, facts)
    facts = replace(
        facts,
        faces=face_sheets(story, facts.media, profile.rate, on_event, search=search_faces),
        photo_faces=photo_sheets(story, facts.files),
    )
    refuse_unknown_faces(story, sheets_by_file(story, facts.faces, facts.photo_faces))
    story = with_found_boxes(story, facts.media, facts.faces)
    story = with_covered_photos(story, facts.photo_faces)
    soft = enlarged(story.shots, facts.media, photos, profile)
    return Gathered(
        story=story,
        brand=brand,
        profile=profile,
        subtitles=load_subtitles(sources.subtitles),
        specs=specs(),
        facts=facts,
        glossary=load_glossary(story),
        stamps=before,
        notes=(
            *_other_letters(story),
            *_other_words(story),
            *map(str, soft),
            *framing_notes(story.shots, facts.media, profile),
        ),
        own_brand=own_brand,
        silenced=own_sound and not story.music,
        article=article,
        waived_facts=waived_facts,
    )


def _article(
    story: Story, before: dict[Path, FileStamp | None]
) -> tuple[Article | None, tuple[FactWaiver, ...]]:
    """Return the article of a story and what was waived of its facts, stamped before it is read."""
    if story.source is None:
        return None, ()
    from clipmaker.facts.article import read_article
    from clipmaker.facts.waivers import load_waivers, waivers_path

    waived = waivers_path(story.file)
    before |= stamps([story.source, *([waived] if waived.exists() else [])])
    return read_article(story.source, story.language), load_waivers(waived)


def _other_letters(story: Story) -> Iterator[str]:
    """Yield what is told where the cards are written in letters of another language."""
    cards = [shot for shot in story.shots if isinstance(shot, Card)]
    texts = [text for one in cards for name in one.fields for text in texts_in(one, name).values()]
    letters = letters_of("\n".join(texts))
    if letters is None or not letters.another_than(story.language):
        return
    meant = letters.language or "and its code"
    yield (
        f"the cards are written in {letters.name} letters, but the story’s language is "
        f"{language_name(story.language)}: write language: {meant}, or reading times and the "
        "program’s own words are wrong"
    )


def _other_words(story: Story) -> Iterator[str]:
    """Yield what is told where the program has no words of its own in the story's language."""
    if has_words(story.language):
        return
    yield (
        f"the program’s own words on screen, such as “Sources”, are in English: there are none in "
        f"{language_name(story.language)} yet"
    )


def _sheets_apart(story: Story, facts: Facts) -> None:
    """Refuse sounds that would share one cue sheet: an approval could not tell which it is for.

    Raises:
        InputError: naming them.
    """
    sounds: dict[str, tuple[Footage, tuple[int, ...]]] = {}
    problems = []
    for i, shot in enumerate(story.shots):
        if not isinstance(shot, Footage) or not shot.subtitles:
            continue
        media = facts.media[shot.file]
        if media.still or not media.audio:
            continue
        tracks = heard_tracks(shot, media)
        first, heard = sounds.setdefault(shot.file.stem, (shot, tracks))
        if first.file != shot.file:
            what = f"{shot.file.name} and the footage in line {first.line} ({first.file.name})"
            remedy = "give one of the two files another name"
        elif heard != tracks:
            what = f"audio tracks {_and(heard)} or {_and(tracks)} of {shot.file.name}"
            remedy = "use one of them, or a copy of the file under another name"
        else:
            continue
        sheet = sheet_path(story.file.parent, shot.file).name
        message = f"{what} would share one cue sheet, {sheet}: {remedy}"
        problems.append(
            Problem(file=story.file, line=shot.line, field=f"shots[{i}].file", message=message)
        )
    if problems:
        raise InputError(problems)


def _and(tracks: tuple[int, ...]) -> str:
    return " and ".join(map(str, tracks))


def _media(story: Story, brand: Brand) -> list[Path]:
    """Return every file that is seen or heard."""
    return [*_footage(story), *_heard(story, brand), *_pictures(story)]


def _footage(story: Story) -> list[Path]:
    return sorted({s.file for s in story.shots if isinstance(s, Footage)} | {*_clips(story)})


def _clips(story: Story) -> dict[Path, Card]:
    """Return every video that is seen behind a card, and that card."""
    return {
        shot.picture.file: shot
        for shot in story.shots
        if isinstance(shot, Card) and shot.picture and shot.picture.in_ms is not None
    }


def _heard(story: Story, brand: Brand) -> list[Path]:
    own = {story.own_music.file} if story.own_music else set()
    return sorted({*brand.music.files} | own | _voices(story))


def _pictures(story: Story) -> dict[Path, Card]:
    """Return every photo, and the card that shows it."""
    pictures = {
        value.file: shot
        for shot in story.shots
        if isinstance(shot, Card)
        for value in shot.fields.values()
        if isinstance(value, Photo) and value.in_ms is None
    }
    return dict(sorted(pictures.items()))


def _tables(story: Story) -> list[Path]:
    """Return every file that numbers of a card come from."""
    return sorted(
        {
            value.file
            for shot in story.shots
            if isinstance(shot, Card)
            for value in shot.fields.values()
            if isinstance(value, Table)
        }
    )


def _facts(story: Story, brand: Brand) -> tuple[Facts, dict[Path, Size]]:
    """Return the facts of all files, and the sizes of the photos on cards."""
    footage, heard, pictures = _footage(story), _heard(story, brand), _pictures(story)
    with ThreadPoolExecutor() as pool:
        media = dict(zip(footage, pool.map(_probe_footage, footage), strict=True))
        media |= zip(heard, pool.map(_probe_sound, heard), strict=True)
        read = [*pictures, *_tables(story)]
        files = dict(zip(read, pool.map(sha256, read), strict=True))
        digests = [files[file] for file in pictures]
        sizes = pool.map(_check_photo, pictures, pictures.values(), digests)
        photos = dict(zip(pictures, sizes, strict=True))
    for file, card in _clips(story).items():
        photos[file] = _size_of_clip(media[file], card)
    for shot in story.shots:
        if isinstance(shot, Footage):
            # A track that is not there is told before anything is heard.
            heard_tracks(shot, media[shot.file])
    if over := story.voice_over:
        heard_in_voice_over(over, story.language, media[over.file])
    files |= {file: info.digest for file, info in media.items()}
    return Facts(media=media, files=files, tools=_tools(brand, story.language)), photos


def _size_of_clip(info: MediaInfo, card: Card) -> Size:
    """Return the size of a video behind a card, as it is seen.

    Raises:
        MediaError: it is a still picture.
    """
    assert info.video is not None
    if info.still:
        raise MediaError(
            f"line {card.line} of the story: {info.file.name} is a still picture",
            remedy="Write photo instead of clip.",
        )
    return info.video.display_width_px, info.video.display_height_px


def _check_photo(file: Path, card: Card, content: str) -> Size:
    """Open a card's photo once, so that a bad one is told before anything is heard."""
    from clipmaker.paint.versions import painting_versions

    asked = {"photo": PHOTO_VERSION, "libraries": painting_versions()}
    try:
        return remembered_size(file, content, asked, partial(_opened, file))
    except MediaError as error:
        error.at(f"line {card.line} of the story")
        raise


def _opened(file: Path) -> Size:
    from clipmaker.media.pictures import check_photo

    return check_photo(file)


def _voices(story: Story) -> set[Path]:
    return {story.voice_over.file} if story.voice_over else set()


def _probe_footage(file: Path) -> MediaInfo:
    info = probe(file)
    if info.video is None:
        raise MediaError(
            f"{file.name} has no picture: it cannot be used as footage",
            remedy="Use a video file.",
        )
    return info


def _probe_sound(file: Path) -> MediaInfo:
    info = probe(file)
    if not info.audio:
        raise MediaError(f"{file.name} has no sound: it can be neither music nor a voice-over")
    return info


def _tools(brand: Brand, language: str) -> Tools:
    from clipmaker.paint.versions import painting_versions
    from clipmaker.render.encode import encoder_version
    from clipmaker.text.engine import font_digest

    return Tools(
        ffmpeg=ffmpeg_version(),
        encoder=encoder_version(),
        painting=painting_versions(),
        fonts=font_digest(brand.typography.family),
        words=words_digest(language),
    )
