"""Faces that a story covers in photos: searched for once, kept in face sheets like footage's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from clipmaker.faces.cover import boxes_at, covered
from clipmaker.faces.model import FaceSheet
from clipmaker.faces.sheet import face_sheet_path, load_faces, save_faces
from clipmaker.plan.keys import Digests
from clipmaker.story.field_values import FieldValue
from clipmaker.story.model import Card, Story
from clipmaker.story.photo import Photo, Protection

PHOTO_SPAN = (0, 1000)
"""A photo's face sheet is that of a film of one second in which nothing moves, ms."""


def protected_photos(story: Story) -> dict[Path, tuple[int, Protection]]:
    """Return photos in which faces are covered, each with the first shot that shows it."""
    found: dict[Path, tuple[int, Protection]] = {}
    for i, shot in enumerate(story.shots):
        for value in shot.fields.values() if isinstance(shot, Card) else ():
            if isinstance(value, Photo) and value.protect is not None and value.protect.faces:
                found.setdefault(value.file, (i, value.protect))
    return found


def photo_sheets(story: Story, digests: Digests, *, again: bool = False) -> dict[Path, FaceSheet]:
    """Return the face sheets of a story's protected photos; what was not searched is.

    Args:
        story: the story.
        digests: hex sha256 of its photos, by path.
        again: whether photos that were searched are searched again; what people drew stays.

    Raises:
        MissingToolError: nothing that finds faces is installed.
        InputError: a face sheet holds mistakes.
        MediaError: a photo cannot be used.
        DiskError: a face sheet cannot be written.
    """
    sheets = {}
    for photo in protected_photos(story):
        file = face_sheet_path(story.file.parent, photo)
        sheet = load_faces(file)
        if sheet is not None and sheet.content != digests[photo]:
            sheet = None
        drawn = [one for one in sheet.faces if one.drawn] if sheet else []
        if sheet is None or again:
            found = _search(photo, digests[photo])
            taken = {one.id for one in drawn}
            faces = [one for one in found.faces if one.id not in taken]
            looked = sheet.looked if sheet else ()
            sheet = replace(found, faces=(*faces, *drawn), looked=looked)
            save_faces(file, sheet)
        sheets[photo] = sheet
    return sheets


def _search(photo: Path, digest: str) -> FaceSheet:
    from clipmaker.faces.detect import face_weights
    from clipmaker.media.pictures import read_photo
    from clipmaker.render.faces import search_picture

    return search_picture(read_photo(photo), photo.name, digest, PHOTO_SPAN, face_weights())


def with_covered_photos(story: Story, sheets: Mapping[Path, FaceSheet]) -> Story:
    """Return a story whose photos say what is covered in them, also where they are lent."""

    def hidden(value: FieldValue) -> FieldValue:
        if not isinstance(value, Photo) or value.file not in sheets:
            return value
        _, protection = protected_photos(story)[value.file]
        faces = covered(sheets[value.file], protection)
        return replace(value, covered=boxes_at(faces, 0), cover_style=protection.style)

    shots = tuple(
        replace(shot, fields={name: hidden(value) for name, value in shot.fields.items()})
        if isinstance(shot, Card)
        else shot
        for shot in story.shots
    )
    return replace(story, shots=shots)
