"""The file of a FaceSheet, ``FOOTAGE.faces.yaml`` beside the story: read and saved.

People may edit it: draw a face (boxes of their own), change times, take a face out. Whatever
changes what is covered in a span takes away that somebody looked at it. Imports pydantic when a
sheet is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from pathlib import Path

from clipmaker.door.clock import format_clock
from clipmaker.errors import DiskError
from clipmaker.faces.model import Face, FaceSheet, Looked, Sighting
from clipmaker.machine.names import MOST_BYTES, shortened
from clipmaker.machine.writing import BESIDE_BYTES, write_whole

_ENDING = ".faces.yaml"
_MAX_BYTES = 8 * 1024 * 1024
_MAX_VALUES = 600_000


def face_sheet_path(story_dir: Path, footage_file: Path) -> Path:
    """Return where the face sheet of a footage file lies: beside the story that uses it."""
    name = shortened(footage_file.name, MOST_BYTES - BESIDE_BYTES - len(_ENDING))
    return story_dir / f"{name}{_ENDING}"


def load_faces(file: Path) -> FaceSheet | None:
    """Return a face sheet; None for footage that was not searched.

    Raises:
        InputError: it cannot be read or holds mistakes; all of them are listed, by line.
    """
    if not file.exists():
        return None
    from clipmaker.door.checked import check
    from clipmaker.door.document import refuse
    from clipmaker.door.yaml import read_yaml
    from clipmaker.faces.written import WrittenFaces

    document = read_yaml(file, max_bytes=_MAX_BYTES, max_values=_MAX_VALUES)
    written, problems = check(document, WrittenFaces)
    if written is None:
        raise refuse(problems)
    return written.sheet()


def save_faces(file: Path, sheet: FaceSheet) -> None:
    """Write a face sheet, whole and durably.

    Raises:
        DiskError: it cannot be written; what was there is untouched.
    """
    try:
        write_whole(file, written_faces(sheet).encode(), durable=True, within=file.parent)
    except OSError as error:
        raise DiskError(f"{file}: cannot be written: {error.strerror}") from error


def written_faces(sheet: FaceSheet) -> str:
    """Return a face sheet as it is written."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: FaceSheet) -> Iterator[str]:
    yield "# Faces in this footage, for “clipmaker faces”. Each box is [time in ms, left, top,"
    yield "# right, bottom], in shares of the picture; between two boxes a face moves straight on."
    yield "# Draw one yourself: a face of its own with drawn: true. Who looked at a span is asked"
    yield "# again once anything in it changes."
    yield "version: 1"
    yield f"footage: {dumps(sheet.footage, ensure_ascii=False)}"
    yield f"content: {sheet.content}"
    yield f"detector: {dumps(sheet.detector, ensure_ascii=False)}"
    yield f"searched: [{', '.join(f'[{a}, {b}]' for a, b in sheet.spans)}]"
    yield f"cuts: [{', '.join(map(str, sheet.cuts))}]"
    yield "faces:" if sheet.faces else "faces: []"
    for face in sheet.faces:
        yield f"- id: {face.id}"
        yield f"  from: {format_clock(face.start_ms)}"
        yield f"  to: {format_clock(face.end_ms)}"
        if face.drawn:
            yield "  drawn: true"
        yield "  boxes:"
        yield from (f"  - {_box(one, drawn=face.drawn)}" for one in face.sightings)
    yield "looked:" if sheet.looked else "looked: []"
    for one in sheet.looked:
        yield f"- from: {format_clock(one.start_ms)}"
        yield f"  to: {format_clock(one.end_ms)}"
        yield f"  by: {dumps(one.who, ensure_ascii=False)}"
        yield f"  seal: {one.seal}"


def _box(one: Sighting, *, drawn: bool) -> str:
    edges = (one.box.left, one.box.top, one.box.right, one.box.bottom)
    numbers = [str(one.at_ms), *(f"{edge:.4f}" for edge in edges)]
    return f"[{', '.join(numbers if drawn else [*numbers, f'{one.score:.2f}'])}]"


__all__ = ["Face", "Looked", "face_sheet_path", "load_faces", "save_faces", "written_faces"]
