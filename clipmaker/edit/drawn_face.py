"""A face that a person draws over footage: covered from one moment to another, wherever it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clipmaker.errors import ReviewError
from clipmaker.faces.model import Face, FaceSheet, Sighting
from clipmaker.faces.sheet import face_sheet_path, load_faces, save_faces
from clipmaker.machine.writing import one_at_a_time
from clipmaker.story.photo import Box

_LEAST_SHARE = 0.005
_LEAST_MS = 40


def draw_face(story: Path, footage: Path, span_ms: tuple[int, int], box: Box) -> Face:
    """Keep a face in the face sheet of a file, drawn by a person.

    Args:
        story: the story's file.
        footage: the file that it is in.
        span_ms: half-open span of that file in which it is covered, ms.
        box: where, as shares of the picture as seen.

    Raises:
        ReviewError: the box or the span is none, or the file was not searched for faces yet.
        DiskError: the face sheet cannot be written.
    """
    edges = (box.left, box.top, box.right, box.bottom)
    wide, high = box.right - box.left, box.bottom - box.top
    if not all(0 <= edge <= 1 for edge in edges) or min(wide, high) < _LEAST_SHARE:
        raise ReviewError("draw the box inside the picture, larger than a point")
    if not 0 <= span_ms[0] <= span_ms[1] - _LEAST_MS:
        raise ReviewError("it is covered from one moment to a later one: set both")
    file = face_sheet_path(story.parent, footage)
    with one_at_a_time(story.parent):
        sheet = _searched(file)
        face = Face(
            id=_free_name(sheet),
            start_ms=span_ms[0],
            end_ms=span_ms[1],
            sightings=(Sighting(at_ms=span_ms[0], box=box),),
            drawn=True,
        )
        save_faces(file, replace(sheet, faces=_in_order((*sheet.faces, face))))
        return face


def remove_drawn_face(story: Path, footage: Path, name: str) -> None:
    """Take away a face that a person drew; what was found stays.

    Raises:
        ReviewError: there is none of that name.
        DiskError: the face sheet cannot be written.
    """
    file = face_sheet_path(story.parent, footage)
    with one_at_a_time(story.parent):
        sheet = _searched(file)
        left = tuple(face for face in sheet.faces if not (face.drawn and face.id == name))
        if len(left) == len(sheet.faces):
            raise ReviewError("there is no drawn box of that name any more")
        save_faces(file, replace(sheet, faces=left))


def _searched(file: Path) -> FaceSheet:
    sheet = load_faces(file)
    if sheet is None:
        raise ReviewError("this file was not searched for faces: write protect in its card first")
    return sheet


def _in_order(faces: tuple[Face, ...]) -> tuple[Face, ...]:
    return tuple(sorted(faces, key=lambda face: face.start_ms))


def _free_name(sheet: FaceSheet) -> str:
    numbers = [int(face.id[1:]) for face in sheet.faces if face.id[1:].isdecimal()]
    return f"f{max(numbers, default=0) + 1}"
