"""The door for stories: story.yaml becomes a Story, or every mistake in it is named at once.

Imports pydantic and ruamel.yaml: import this module only where a story is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clipmaker.door.checked import Written, check
from clipmaker.door.document import Document, refuse
from clipmaker.door.yaml import read_yaml
from clipmaker.errors import InputError, Problem
from clipmaker.story.field_values import Choice, Event, FieldValue, MapPlace, Number, Table
from clipmaker.story.glossary import terms_of
from clipmaker.story.lending import with_lent_pictures
from clipmaker.story.model import Card, ContentWarning, Footage, FootageSound, Story
from clipmaker.story.opening import cold_open
from clipmaker.story.people import people_of, people_problems
from clipmaker.story.photo import Box, Photo
from clipmaker.story.pictures import FOUND
from clipmaker.story.protection import protection_of, with_protection_everywhere
from clipmaker.story.slug import make_slug
from clipmaker.story.spec import CardSpec, FieldKind
from clipmaker.story.surroundings import Surroundings
from clipmaker.story.values import VERSION
from clipmaker.story.whole_clip import Cover, OwnMusic, VoiceOver
from clipmaker.story.written import NoMusic, WrittenMusic, WrittenVoiceOver, story_model
from clipmaker.story.written_card import (
    WrittenClip,
    WrittenEvent,
    WrittenMapPlace,
    WrittenNumber,
    WrittenPhoto,
    attribute,
)
from clipmaker.story.written_footage import WrittenFootage, WrittenWarning
from clipmaker.text.markup import plain_text


def load_story(
    file: Path,
    *,
    specs: Mapping[str, CardSpec],
    media_roots: Sequence[Path] = (),
    brand_names: Sequence[str] | None = None,
) -> Story:
    """Read a story and check everything that can be known without opening its media.

    Args:
        file: the story file.
        specs: the card kinds that exist, by name.
        media_roots: folders outside the story's own in which its media may lie.
        brand_names: the brands that exist; None when the brand is checked elsewhere.

    Raises:
        InputError: the file cannot be read or holds mistakes; all of them are listed, by line.
    """
    document = _read(file)
    _refuse_other_versions(document)
    surroundings = Surroundings(
        folders=(file.resolve().parent, *media_roots),
        brands=None if brand_names is None else tuple(brand_names),
    )
    written, problems = check(document, story_model(specs), context=surroundings)
    problems += _arrangement(document, specs) + _name(document, specs)
    if written is not None:
        problems += _cover_problems(document, written.cover, len(written.shots))
        problems += people_problems(document, written.people)
    if written is None or problems:
        raise refuse(problems)
    own = [
        _shot(shot, specs, document.line_of(("shots", index)))
        for index, shot in enumerate(written.shots)
    ]
    if problems := _contradictions(document, own, specs, written.language):
        raise refuse(problems)
    if unwarned := _unwarned(document, own):
        raise refuse(unwarned)
    opened = cold_open(written.open, own, document)
    if isinstance(opened, Problem):
        raise refuse([opened])
    music = _own_music(written.music, document)
    if music and not _credits(own):
        message = "its credit is shown on the end card: let a card of kind end close the story"
        raise refuse([document.problem(("music",), message)])
    shots = with_protection_everywhere(with_lent_pictures(_crediting(own, music), specs))
    headline = _headline(
        ((shot.kind, shot.fields) for shot in shots if isinstance(shot, Card)), specs
    )
    slug = written.slug or make_slug(headline)
    return Story(
        file=file.resolve(),
        date=written.date,
        slug=slug,
        named=bool(written.slug),
        headline=headline or slug.replace("-", " ").capitalize(),
        brand=written.brand,
        language=written.language,
        link=written.link,
        hashtags=tuple(dict.fromkeys(written.hashtags)),
        post=written.post,
        music=not isinstance(written.music, NoMusic),
        own_music=music,
        voice_over=_voice_over(written.voice_over),
        glossary=terms_of(written.glossary),
        people=people_of(written.people, document),
        cover=written.cover and replace(written.cover, line=document.line_of(("cover",))),
        open=opened,
        topic=written.topic,
        formats=tuple(dict.fromkeys(written.formats)),
        platforms=tuple(written.platforms),
        source=written.source,
        gate=written.gate,
        shots=shots,
    )


_ARTICLES = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".rtf")
_SUBTITLES = (".srt", ".vtt", ".ass", ".ssa", ".ttml", ".dfxp", ".itt")


def _read(file: Path) -> Document:
    """Read a story's file; what is an article or subtitles is called that, with its command."""
    kind = file.suffix.lower()
    if kind not in (*_ARTICLES, *_SUBTITLES):
        return read_yaml(file)
    try:
        document = read_yaml(file)
    except InputError:
        if not file.is_file():
            raise
    else:
        if isinstance(document.data, dict) and "shots" in document.data:
            return document
    if kind in _ARTICLES:
        message = f"this is a text, not a story: “clipmaker new {file.name}” begins a story from it"
    else:
        message = (
            "these are subtitles, not a story: “clipmaker subtitles import STORY.YAML "
            f"{file.name}” takes them in"
        )
    raise InputError([Problem(file=file, message=message)])


def _refuse_other_versions(document: Document) -> None:
    """Refuse a file of another version at once: its other problems would mean nothing."""
    assert isinstance(document.data, dict)
    version = document.data.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version != VERSION:
        remedy = ": upgrade Clipmaker" if version > VERSION else ""
        message = f"this story is version {version}; this Clipmaker reads version {VERSION}{remedy}"
        raise InputError([document.problem(("version",), message)])


def _arrangement(document: Document, specs: Mapping[str, CardSpec]) -> list[Problem]:
    """Return what is wrong with the order of the shots, however wrong their fields are."""
    assert isinstance(document.data, dict)
    shots = document.data.get("shots")
    if not isinstance(shots, list):
        return []
    kinds = [str(shot.get("kind")) if isinstance(shot, dict) else "" for shot in shots]
    problems = [
        document.problem(("shots", index), f"a card of kind {kind} may only stand last")
        for index, kind in enumerate(kinds[:-1])
        if kind in specs and specs[kind].only_last
    ]
    problems += [
        document.problem(("shots", index, "clip"), "a card has a photo or a clip, not both")
        for index, shot in enumerate(shots)
        if isinstance(shot, dict) and {"photo", "clip"} <= shot.keys()
    ]
    if all(kind == "footage" for kind in kinds):
        problems.append(document.problem(("shots",), "needs at least one card"))
    return problems


def _contradictions(
    document: Document,
    shots: Sequence[Card | Footage],
    specs: Mapping[str, CardSpec],
    language: str,
) -> list[Problem]:
    """Return what is wrong with cards each of whose fields is right."""
    return [
        document.problem(("shots", index, *fault.place), fault.message)
        for index, shot in enumerate(shots)
        if isinstance(shot, Card) and (wrong := specs[shot.kind].wrong)
        for fault in wrong(shot, language)
    ]


def _unwarned(document: Document, shots: Sequence[Card | Footage]) -> list[Problem]:
    """Return which clips behind cards show what is warned of, or covered, where it is footage."""
    kept = {
        shot.file: "has a content warning" if shot.warning else "has its faces covered"
        for shot in shots
        if isinstance(shot, Footage) and (shot.warning or (shot.protect and shot.protect.faces))
    }
    return [
        document.problem(
            ("shots", index, "clip", "file"),
            f"{clip.file.name} {kept[clip.file]} where it is footage: behind a card it would be "
            "seen without that",
        )
        for index, shot in enumerate(shots)
        if isinstance(shot, Card) and (clip := shot.picture) and clip.file in kept
    ]


def _shot(written: Written, specs: Mapping[str, CardSpec], line: int) -> Card | Footage:
    """Return a shot as the program keeps it."""
    if isinstance(written, WrittenFootage):
        return Footage(
            file=written.file,
            credit=written.credit,
            in_ms=written.in_,
            out_ms=written.out,
            language=written.language[0] if len(written.language) == 1 else "",
            languages=written.language if len(written.language) > 1 else (),
            label=written.label,
            focus=written.focus,
            focus_box=written.focus_box if isinstance(written.focus_box, Box) else None,
            find_face=written.focus_box == FOUND,
            fit=written.fit,
            bars=written.bars,
            subtitles=not written.mute if written.subtitles is None else written.subtitles,
            translation_credit=written.translation_credit,
            sound=FootageSound(
                volume_db=written.volume,
                mute=written.mute,
                fade_in_ms=written.fade_in,
                fade_out_ms=written.fade_out,
                bleeps=written.bleep,
                tracks=written.audio_track or (),
                track_language=written.audio_language,
            ),
            warning=_warning(written.warning),
            protect=protection_of(written.protect),
            line=line,
        )
    kind: str = getattr(written, "kind")  # noqa: B009  (declared only on the built models)
    values = {spec.name: getattr(written, attribute(spec.name)) for spec in specs[kind].fields}
    fields = {name: _value(value) for name, value in values.items() if value is not None}
    return Card(kind=kind, fields=fields, line=line)


def _warning(written: WrittenWarning | None) -> ContentWarning | None:
    """Return a content warning as the program keeps it."""
    if written is None:
        return None
    return ContentWarning(text=written.text, length_ms=written.seconds)


def _cover_problems(document: Document, cover: Cover | None, shots: int) -> list[Problem]:
    """Return what is wrong with a cover that names a shot."""
    if cover is None or cover.shot is None or cover.shot < shots:
        return []
    message = f"there is no shot {cover.shot + 1}: the story has {shots}"
    return [document.problem(("cover",), message)]


def _own_music(written: WrittenMusic | None, document: Document) -> OwnMusic | None:
    """Return a story's own music as the program keeps it."""
    if written is None or isinstance(written, NoMusic):
        return None
    return OwnMusic(
        file=written.file,
        in_ms=written.in_,
        credit=written.credit,
        volume_db=written.volume,
        line=document.line_of(("music",)),
    )


def _credits(shots: Sequence[Card | Footage]) -> bool:
    """Whether a story ends with a card that shows the credit of its music."""
    last = shots[-1]
    return isinstance(last, Card) and last.kind == "end"


def _crediting(shots: Sequence[Card | Footage], music: OwnMusic | None) -> Sequence[Card | Footage]:
    """Return a story's shots; the last one shows the credit of its own music."""
    last = shots[-1]
    if music is None or not isinstance(last, Card):
        return shots
    return [*shots[:-1], replace(last, music=music.credit)]


def _voice_over(written: WrittenVoiceOver | None) -> VoiceOver | None:
    """Return the voice-over as the program keeps it."""
    if written is None:
        return None
    return VoiceOver(
        file=written.file,
        credit=written.credit,
        volume_db=written.volume,
        tracks=written.audio_track or (),
        words=written.words,
        captions=written.captions,
    )


def _value(
    written: str
    | list[str]
    | list[WrittenNumber]
    | list[WrittenEvent]
    | list[WrittenMapPlace]
    | WrittenPhoto
    | WrittenClip
    | Choice
    | Table,
) -> FieldValue:
    """Return a card's value as the program keeps it."""
    if isinstance(written, Choice | Table):
        return written
    if isinstance(written, WrittenClip):
        return Photo(
            file=written.file,
            credit=written.credit,
            focus=written.focus,
            focus_box=written.focus_box,
            alt=written.alt,
            in_ms=written.in_,
        )
    if isinstance(written, WrittenPhoto):
        return Photo(
            file=written.file,
            credit=written.credit,
            focus=written.focus,
            focus_box=written.focus_box,
            people=written.people != "none",
            protect=protection_of(written.protect),
            alt=written.alt,
        )
    if isinstance(written, str):
        return written
    numbers = tuple(
        Number(value=one.value, label=one.label, prefix=one.prefix, suffix=one.suffix)
        for one in written
        if isinstance(one, WrittenNumber)
    )
    events = tuple(
        Event(date=one.date, text=one.text) for one in written if isinstance(one, WrittenEvent)
    )
    places = tuple(
        MapPlace(name=one.name, latitude=one.at[0], longitude=one.at[1])
        for one in written
        if isinstance(one, WrittenMapPlace)
    )
    return numbers or events or places or tuple(one for one in written if isinstance(one, str))


def _headline(
    cards: Iterable[tuple[str, Mapping[str, object]]], specs: Mapping[str, CardSpec]
) -> str:
    """Return the plain text of the first title card, or else of the first card with a text."""
    for kind, fields in sorted(cards, key=lambda card: card[0] != "title"):
        for spec in specs[kind].fields:
            text = fields.get(spec.name)
            if spec.kind is FieldKind.TEXT and spec.required and isinstance(text, str):
                return plain_text(text) if spec.emphasis else text
    return ""


def _name(document: Document, specs: Mapping[str, CardSpec]) -> list[Problem]:
    """Ask for a slug where none is written and none can be made."""
    assert isinstance(document.data, dict)
    shots = document.data.get("shots")
    if "slug" in document.data or not isinstance(shots, list):
        return []
    cards = [
        (shot["kind"], shot)
        for shot in shots
        if isinstance(shot, dict) and isinstance(shot.get("kind"), str) and shot["kind"] in specs
    ]
    headline = _headline(cards, specs).strip()
    expected = any(
        part.kind is FieldKind.TEXT and part.required
        for kind, _ in cards
        for part in specs[kind].fields
    )
    if not cards or make_slug(headline) or (expected and not headline):
        return []
    why = f"no name can be made from “{headline}”" if headline else "no card has a headline"
    message = f"is required, because {why}: write one, as in slug: captured-soldier"
    return [document.problem(("slug",), message)]
