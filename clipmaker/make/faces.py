"""Faces that a story covers: searched for, kept in face sheets, and what a final still needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import InputError, MediaError, Problem
from clipmaker.faces.cover import largest_face
from clipmaker.faces.follow import overlap
from clipmaker.faces.model import Face, FaceSheet
from clipmaker.faces.sheet import face_sheet_path, load_faces, save_faces
from clipmaker.make.photo_faces import photo_sheets, protected_photos
from clipmaker.media.model import MediaInfo
from clipmaker.progress import Event, OnEvent, Stage, ignore
from clipmaker.story.model import Footage, Story
from clipmaker.story.photo import Protection
from clipmaker.timeline.build import footage_span_ms

if TYPE_CHECKING:
    from clipmaker.make.gather import Gathered


def protected(story: Story) -> dict[int, tuple[Footage, Protection]]:
    """Return footage in which faces are covered, by its place in the story."""
    return {
        i: (shot, shot.protect)
        for i, shot in enumerate(story.shots)
        if isinstance(shot, Footage) and shot.protect is not None and shot.protect.faces
    }


def _searched(story: Story) -> dict[int, Footage]:
    """Return footage in which faces are looked for, by its place in the story."""
    hidden = {i: shot for i, (shot, _) in protected(story).items()}
    found = {
        i: shot
        for i, shot in enumerate(story.shots)
        if isinstance(shot, Footage) and shot.find_face
    }
    return dict(sorted({**hidden, **found}.items()))


class FacesUnsearchedError(MediaError):
    """Faces are to be covered in footage in which nobody has looked for them yet."""


def face_sheets(
    story: Story,
    media: Mapping[Path, MediaInfo],
    rate: Fraction,
    on_event: OnEvent = ignore,
    *,
    again: bool = False,
    search: bool = True,
) -> Mapping[int, FaceSheet]:
    """Return the face sheets of footage in which a story looks for faces; what is open is searched.

    Args:
        story: the story.
        media: facts of its footage, by path.
        rate: frames a second of the clip.
        on_event: told while faces are looked for.
        again: whether footage that was searched is searched again; what people drew stays.
        search: whether to look for faces at all, which takes about as long as the footage.

    Raises:
        FacesUnsearchedError: footage was not searched, and is not to be.
        MissingToolError: nothing that finds faces is installed.
        InputError: a face sheet holds mistakes, or the story names a face that is not there.
        MediaError: the footage cannot be decoded.
        DiskError: a face sheet cannot be written.
    """
    sheets: dict[Path, FaceSheet] = {}
    fresh: set[Path] = set() if not again else {one.file for one in _searched(story).values()}
    for shot in _searched(story).values():
        file = face_sheet_path(story.file.parent, shot.file)
        info = media[shot.file]
        sheet = sheets.get(shot.file)
        if sheet is None:
            sheet = _of_this_file(load_faces(file), info)
            if sheet is not None and shot.file in fresh:
                sheet = _only_drawn(sheet)
        start_ms, end_ms = footage_span_ms(shot, info)
        if sheet is None or not sheet.searched(start_ms, end_ms):
            if not search:
                raise FacesUnsearchedError(f"faces in {info.file.name} are being looked for")
            for span in _missing(sheet, (start_ms, end_ms)):
                sheet = _joined(sheet, _search(info, span, rate, on_event))
            assert sheet is not None
            save_faces(file, sheet)
        sheets[shot.file] = sheet
    return {i: sheets[shot.file] for i, shot in _searched(story).items()}


def with_found_boxes(
    story: Story, media: Mapping[Path, MediaInfo], sheets: Mapping[int, FaceSheet]
) -> Story:
    """Return a story whose footage keeps to the largest face where it asks for that.

    Args:
        story: the story.
        media: facts of its footage, by path.
        sheets: face sheets by the footage's place in the story.
    """
    shots = []
    for i, shot in enumerate(story.shots):
        if isinstance(shot, Footage) and shot.find_face:
            span = footage_span_ms(shot, media[shot.file])
            shot = replace(shot, focus_box=largest_face(sheets[i], span))
        shots.append(shot)
    return replace(story, shots=tuple(shots))


def _missing(sheet: FaceSheet | None, span_ms: tuple[int, int]) -> list[tuple[int, int]]:
    """Return what of a span was not searched, each with a run-up in which faces are known."""
    start_ms, end_ms = span_ms
    found, at = [], start_ms
    for first, end in sheet.spans if sheet else ():
        if at < first and at < end_ms:
            found.append((max(start_ms, at - _RUN_UP_MS), min(first + _RUN_UP_MS, end_ms)))
        at = max(at, end)
    if at < end_ms:
        found.append((max(start_ms, at - _RUN_UP_MS), end_ms))
    return found


_RUN_UP_MS = 600


def _search(
    info: MediaInfo, span_ms: tuple[int, int], rate: Fraction, on_event: OnEvent
) -> FaceSheet:
    from clipmaker.faces.detect import face_weights
    from clipmaker.render.faces import search_faces

    told = -1

    def tell(share: float) -> None:
        nonlocal told
        message = ""
        if int(share * _TOLD_TIMES) > told:
            told = int(share * _TOLD_TIMES)
            message = f"looking for faces in {info.file.name}: {told / _TOLD_TIMES:.0%}"
        on_event(Event(stage=Stage.READ, share=share, message=message))

    weights = face_weights()
    tell(0.0)
    return search_faces(info, span_ms, rate, weights, tell)


_TOLD_TIMES = 10
"""A search takes a while, and all of reading is a fiftieth of a job: it tells its own share."""


def _of_this_file(sheet: FaceSheet | None, info: MediaInfo) -> FaceSheet | None:
    """Return a sheet that is of the file as it is now; of another recording nothing is kept."""
    return sheet if sheet is not None and sheet.content == info.digest else None


def _only_drawn(sheet: FaceSheet) -> FaceSheet:
    drawn = tuple(one for one in sheet.faces if one.drawn)
    return replace(sheet, spans=(), cuts=(), faces=drawn)


def _joined(sheet: FaceSheet | None, added: FaceSheet) -> FaceSheet:
    """Return a sheet with what another search found; faces that were known keep their names."""
    if sheet is None:
        return added
    faces = list(sheet.faces)
    number = max((int(one.id[1:]) for one in faces), default=0)
    for new in added.faces:
        same = next((i for i, one in enumerate(faces) if _same(one, new)), None)
        if same is None:
            number += 1
            faces.append(replace(new, id=f"f{number}"))
        else:
            faces[same] = _longer(faces[same], new)
    spans: list[tuple[int, int]] = []
    for start, end in sorted({*sheet.spans, *added.spans}):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return replace(
        added,
        spans=tuple(spans),
        cuts=tuple(sorted({*sheet.cuts, *added.cuts})),
        faces=tuple(sorted(faces, key=lambda one: one.start_ms)),
        looked=sheet.looked,
    )


def _same(one: Face, new: Face) -> bool:
    """Whether two searches saw the same face: in the same place at the same time."""
    if one.drawn or one.end_ms <= new.start_ms or new.end_ms <= one.start_ms:
        return False
    return any(
        abs(a.at_ms - b.at_ms) <= _NEAR_MS and overlap(a.box, b.box) > _LIKE
        for a in one.sightings
        for b in new.sightings
    )


_NEAR_MS, _LIKE = 100, 0.4


def _longer(one: Face, new: Face) -> Face:
    by_time = {seen.at_ms: seen for seen in (*new.sightings, *one.sightings)}
    return replace(
        one,
        start_ms=min(one.start_ms, new.start_ms),
        end_ms=max(one.end_ms, new.end_ms),
        sightings=tuple(by_time[time] for time in sorted(by_time)),
    )


def sheets_by_file(
    story: Story, footage: Mapping[int, FaceSheet], photos: Mapping[Path, FaceSheet]
) -> dict[Path, FaceSheet]:
    """Return all face sheets of a story by the path of their file."""
    return {shot.file: footage[i] for i, shot in _searched(story).items()} | dict(photos)


def refuse_unknown_faces(story: Story, sheets: Mapping[Path, FaceSheet]) -> None:
    """Refuse names of faces that no face has: somebody would be shown by mistake.

    Raises:
        InputError: naming them.
    """
    named = [(i, shot.file, one) for i, (shot, one) in protected(story).items()]
    named += [(i, file, one) for file, (i, one) in protected_photos(story).items()]
    problems = [
        Problem(
            file=story.file,
            line=story.shots[i].line,
            field=f"shots[{i}].protect",
            message=f"no face in {file.name} is called {name}; there: "
            + (", ".join(face.id for face in sheets[file].faces) or "none"),
        )
        for i, file, one in named
        if file in sheets
        for name in (*one.only, *one.keep)
        if all(face.id != name for face in sheets[file].faces)
    ]
    if problems:
        raise InputError(problems)


def search_again(gathered: Gathered, on_event: OnEvent = ignore) -> None:
    """Search a story's protected footage again; what people drew stays.

    Raises:
        ClipmakerError: as `face_sheets`.
    """
    rate = gathered.profile.rate
    face_sheets(gathered.story, gathered.facts.media, rate, on_event, again=True)
    photo_sheets(gathered.story, gathered.facts.files, again=True)
