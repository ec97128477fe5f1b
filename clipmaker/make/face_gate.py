"""Faces before a final: what a person has to look at, who did, and what a manifest says of it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import ClipmakerError, MediaError, ReviewError
from clipmaker.faces.cover import covered
from clipmaker.faces.doubts import look, to_look_at
from clipmaker.faces.model import FaceSheet, ToLookAt
from clipmaker.faces.sheet import face_sheet_path, load_faces, save_faces
from clipmaker.make.faces import protected
from clipmaker.make.photo_faces import PHOTO_SPAN, protected_photos
from clipmaker.story.model import Footage, Story
from clipmaker.story.photo import Photo, Protection
from clipmaker.timeline.build import footage_span_ms
from clipmaker.timeline.frames import clock

if TYPE_CHECKING:
    from clipmaker.make.gather import Gathered

_VULNERABLE = frozenset(("prisoner", "prisoner of war", "minor", "child", "witness", "victim"))
"""Roles of people who are not to be shown without somebody's decision, in small letters."""


@dataclass(frozen=True, kw_only=True)
class FaceSpan:
    """A span of footage in a clip whose covered faces somebody has to look at.

    Attributes:
        number: counted through the story, from 1.
        index: place of the shot in the story that shows it first.
        file: the footage, or a photo.
        protection: what is covered in it.
        sheet: its faces.
        span: what is looked at, and why.
        still: whether it is a photo.
    """

    number: int
    index: int
    file: Path
    protection: Protection
    sheet: FaceSheet
    span: ToLookAt
    still: bool = False

    @property
    def footage(self) -> str:
        """Its file name."""
        return self.file.name

    def __str__(self) -> str:
        """Return it in words: ``interview.mp4 0:03.2 to 0:05.0: face f2 was lost``."""
        times = f" {clock(self.span.start_ms)} to {clock(self.span.end_ms)}"
        why = f": {self.span.why}" if self.span.why else ""
        return f"{self.footage}{'' if self.still else times}{why}"


def face_spans(gathered: Gathered) -> tuple[FaceSpan, ...]:
    """Return what has to be looked at before a clip may be final, in the story's order."""
    story, facts = gathered.story, gathered.facts
    open_: list[FaceSpan] = []

    def add(index: int, file: Path, protection: Protection, sheet: FaceSheet, still: bool) -> None:
        shot = story.shots[index]
        span = PHOTO_SPAN
        if isinstance(shot, Footage):
            span = footage_span_ms(shot, facts.media[file])
        open_.extend(
            FaceSpan(
                number=len(open_) + number,
                index=index,
                file=file,
                protection=protection,
                sheet=sheet,
                span=one,
                still=still,
            )
            for number, one in enumerate(to_look_at(sheet, protection, span), 1)
        )

    for i, (shot, protection) in protected(story).items():
        add(i, shot.file, protection, facts.faces[i], still=False)
    for file, (i, protection) in protected_photos(story).items():
        add(i, file, protection, facts.photo_faces[file], still=True)
    return tuple(open_)


def faces_in_the_way(gathered: Gathered) -> tuple[FaceSpan, ...]:
    """Return the spans that nobody has looked at."""
    return tuple(one for one in face_spans(gathered) if not one.span.who)


def approve_faces(gathered: Gathered, numbers: Sequence[int], who: str) -> tuple[FaceSpan, ...]:
    """Note in the face sheets that somebody looked at spans, and return those.

    Args:
        gathered: the story.
        numbers: which, as `face_spans` counts them.
        who: who looked.

    Raises:
        ReviewError: there is no such span, or nobody is named.
        DiskError: a face sheet cannot be written.
    """
    if not who.strip():
        raise ReviewError(
            "whoever looked at faces answers for them by name", remedy="Add --as NAME."
        )
    spans = {one.number: one for one in face_spans(gathered)}
    if unknown := [number for number in numbers if number not in spans]:
        raise ReviewError(
            f"there is no span {unknown[0]}: there {_are(len(spans))}",
            remedy="“clipmaker faces STORY.YAML” lists them.",
        )
    chosen = tuple(spans[number] for number in dict.fromkeys(numbers))
    for one in chosen:
        file = face_sheet_path(gathered.story.file.parent, one.file)
        sheet = load_faces(file) or one.sheet
        seen = look(one.sheet, one.protection, one.span, who.strip())
        others = [old for old in sheet.looked if old.seal != seen.seal]
        save_faces(file, replace(sheet, looked=(*others, seen)))
    return chosen


def _are(count: int) -> str:
    return {0: "is none", 1: "is one"}.get(count, f"are {count}")


def faces_refusal(spans: Sequence[FaceSpan], story: str) -> ReviewError:
    """Return the error that refuses a final clip for faces that nobody looked at.

    Args:
        spans: the spans, at least one.
        story: the story file as the user named it.
    """
    count = "1 span is" if len(spans) == 1 else f"{len(spans)} spans are"
    lines = [f"a final clip needs somebody to look at every covered face; {count} open:"]
    lines += [f"{one.number}: {one}" for one in spans]
    return ReviewError(
        "\n".join(lines),
        remedy=f"Look at them: clipmaker faces {shlex.quote(story)} --pictures FOLDER; then "
        "--looked NUMBER --as NAME.",
    )


def open_faces(gathered: Gathered) -> tuple[str, ...]:
    """Return what keeps a clip from being final of faces in it, a line each."""
    undecided = [error.message for error in unprotected_people(gathered.story)]
    return (*undecided, *(f"nobody looked at {one}" for one in faces_in_the_way(gathered)))


def face_facts(gathered: Gathered) -> Mapping[str, object]:
    """Return what a manifest says of faces: what is covered, who looked, and what is open."""
    story, facts = gathered.story, gathered.facts
    hidden = [
        *((shot.file, one, facts.faces[i]) for i, (shot, one) in protected(story).items()),
        *(
            (file, one, facts.photo_faces[file])
            for file, (_, one) in protected_photos(story).items()
        ),
    ]
    shown = [
        {"footage": file.name, "because": one.because, "by": one.by}
        for file, _, one in _pictures(story)
        if one is not None and one.by
    ]
    open_ = open_faces(gathered)
    if not (hidden or shown or open_):
        return {}
    return {
        "covered": [
            {
                "footage": file.name,
                "detector": sheet.detector,
                "faces": [face.id for face in covered(sheet, one)],
                "kept": list(one.keep),
                "style": one.style.value,
            }
            for file, one, sheet in hidden
        ],
        "looked": [
            {"span": str(one), "by": one.span.who} for one in face_spans(gathered) if one.span.who
        ],
        "shown": shown,
        "open": list(open_),
    }


def faces_moved(gathered: Gathered) -> tuple[str, ...]:
    """Return what is different in the face sheets since a story was gathered, a line each."""
    facts, folder = gathered.facts, gathered.story.file.parent
    faces, photo_faces = dict(facts.faces), dict(facts.photo_faces)
    told: list[str] = []

    def now(file: Path, was: FaceSheet) -> FaceSheet:
        sheet_file = face_sheet_path(folder, file)
        sheet = load_faces(sheet_file)
        if sheet is None or replace(sheet, looked=()) != replace(was, looked=()):
            told.append(f"{sheet_file.name} was edited")
            return was
        return sheet

    for i, (shot, _) in protected(gathered.story).items():
        faces[i] = now(shot.file, faces[i])
    for file in protected_photos(gathered.story):
        photo_faces[file] = now(file, photo_faces[file])
    if told:
        return tuple(dict.fromkeys(told))
    facts = replace(facts, faces=faces, photo_faces=photo_faces)
    return open_faces(replace(gathered, facts=facts))


def unprotected_people(story: Story) -> Iterator[ClipmakerError]:
    """Yield what keeps a clip from being final where vulnerable people are shown undecided."""
    named = [one for one in story.people if one.role.strip().lower() in _VULNERABLE]
    if not named:
        return
    one = named[0]
    for file, line, protection in _pictures(story):
        if not _decided(protection):
            yield MediaError(
                f"{one.name} ({one.role}) may be seen in {file.name} (line {line}), and nobody "
                "decided whether the face is covered",
                remedy="Write protect: {faces: all}, or protect: {faces: none, because: REASON, "
                "by: NAME}; in a clip behind a card nothing can be covered: take it away.",
            )


def _pictures(story: Story) -> Iterator[tuple[Path, int, Protection | None]]:
    """Yield footage, and photos in which people can be recognised, with what is covered."""
    for shot in story.shots:
        if isinstance(shot, Footage):
            yield shot.file, shot.line, shot.protect
            continue
        for value in shot.fields.values():
            if isinstance(value, Photo) and value.people and not value.lent:
                yield value.file, shot.line, value.protect


def _decided(protection: Protection | None) -> bool:
    return protection is not None and (protection.faces or bool(protection.by))
