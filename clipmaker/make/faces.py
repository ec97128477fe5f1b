"""Faces that a story covers: searched for, kept in face sheets, and what a final still needs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import ClipmakerError, InputError, MediaError, Problem, ReviewError
from clipmaker.faces.cover import covered, largest_face
from clipmaker.faces.doubts import look, to_look_at
from clipmaker.faces.follow import overlap
from clipmaker.faces.model import Face, FaceSheet, ToLookAt
from clipmaker.faces.sheet import face_sheet_path, load_faces, save_faces
from clipmaker.media.model import MediaInfo
from clipmaker.progress import Event, OnEvent, Stage, ignore
from clipmaker.story.model import Footage, Protection, Story
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
        index: place of the footage in the story.
        footage: its file name.
        span: what is looked at, and why.
    """

    number: int
    index: int
    footage: str
    span: ToLookAt

    def __str__(self) -> str:
        """Return it in words: ``interview.mp4 0:03.2 to 0:05.0: face f2 was lost``."""
        times = f"{clock(self.span.start_ms)} to {clock(self.span.end_ms)}"
        return f"{self.footage} {times}" + (f": {self.span.why}" if self.span.why else "")


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


def face_sheets(
    story: Story,
    media: Mapping[Path, MediaInfo],
    rate: Fraction,
    on_event: OnEvent = ignore,
    *,
    again: bool = False,
) -> Mapping[int, FaceSheet]:
    """Return the face sheets of footage in which a story looks for faces; what is open is searched.

    Args:
        story: the story.
        media: facts of its footage, by path.
        rate: frames a second of the clip.
        on_event: told while faces are looked for.
        again: whether footage that was searched is searched again; what people drew stays.

    Raises:
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
            for span in _missing(sheet, (start_ms, end_ms)):
                sheet = _joined(sheet, _search(info, span, rate, on_event))
            assert sheet is not None
            save_faces(file, sheet)
        sheets[shot.file] = sheet
    _refuse_unknown(story, sheets)
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

    def tell(share: float) -> None:
        message = f"looking for faces in {info.file.name}"
        on_event(Event(stage=Stage.READ, share=share, message=message))

    weights = face_weights()
    tell(0.0)
    return search_faces(info, span_ms, rate, weights, tell)


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


def _refuse_unknown(story: Story, sheets: Mapping[Path, FaceSheet]) -> None:
    """Refuse names of faces that no face has: somebody would be shown by mistake.

    Raises:
        InputError: naming them.
    """
    problems = []
    for i, (shot, protection) in protected(story).items():
        known = [one.id for one in sheets[shot.file].faces]
        for name in (*protection.only, *protection.keep):
            if name not in known:
                there = ", ".join(known) or "none"
                message = f"no face in {shot.file.name} is called {name}; there: {there}"
                field = f"shots[{i}].protect"
                problems.append(
                    Problem(file=story.file, line=shot.line, field=field, message=message)
                )
    if problems:
        raise InputError(problems)


def face_spans(gathered: Gathered) -> tuple[FaceSpan, ...]:
    """Return what has to be looked at before a clip may be final, in the story's order."""
    found: list[tuple[int, Footage, ToLookAt]] = []
    for i, (shot, protection) in protected(gathered.story).items():
        span = footage_span_ms(shot, gathered.facts.media[shot.file])
        sheet = gathered.facts.faces[i]
        found += [(i, shot, one) for one in to_look_at(sheet, protection, span)]
    return tuple(
        FaceSpan(number=number, index=i, footage=shot.file.name, span=one)
        for number, (i, shot, one) in enumerate(found, 1)
    )


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
    sheets = dict(gathered.facts.faces)
    for one in chosen:
        shot = gathered.story.shots[one.index]
        assert isinstance(shot, Footage)
        assert shot.protect is not None
        file = face_sheet_path(gathered.story.file.parent, shot.file)
        sheet = load_faces(file) or sheets[one.index]
        seen = look(sheets[one.index], shot.protect, one.span, who.strip())
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


def search_again(gathered: Gathered, on_event: OnEvent = ignore) -> None:
    """Search a story's protected footage again; what people drew stays.

    Raises:
        ClipmakerError: as `face_sheets`.
    """
    rate = gathered.profile.rate
    face_sheets(gathered.story, gathered.facts.media, rate, on_event, again=True)


def open_faces(gathered: Gathered) -> tuple[str, ...]:
    """Return what keeps a clip from being final of faces in it, a line each."""
    undecided = [error.message for error in unprotected_people(gathered.story)]
    return (*undecided, *(f"nobody looked at {one}" for one in faces_in_the_way(gathered)))


def face_facts(gathered: Gathered) -> Mapping[str, object]:
    """Return what a manifest says of faces: what is covered, who looked, and what is open."""
    story = gathered.story
    if not any(isinstance(one, Footage) and one.protect for one in story.shots) and not open_faces(
        gathered
    ):
        return {}
    return {
        "covered": [
            {
                "footage": shot.file.name,
                "detector": gathered.facts.faces[i].detector,
                "faces": [one.id for one in covered(gathered.facts.faces[i], protection)],
                "kept": list(protection.keep),
                "style": protection.style.value,
            }
            for i, (shot, protection) in protected(story).items()
        ],
        "looked": [
            {"span": str(one), "by": one.span.who} for one in face_spans(gathered) if one.span.who
        ],
        "shown": [
            {"footage": shot.file.name, "because": shot.protect.because, "by": shot.protect.by}
            for shot in story.shots
            if isinstance(shot, Footage) and shot.protect and not shot.protect.faces
        ],
        "open": list(open_faces(gathered)),
    }


def faces_moved(gathered: Gathered) -> tuple[str, ...]:
    """Return what is different in the face sheets since a story was gathered, a line each."""
    told = []
    for i, (shot, _) in protected(gathered.story).items():
        file = face_sheet_path(gathered.story.file.parent, shot.file)
        now = load_faces(file)
        if now is None or replace(now, looked=()) != replace(gathered.facts.faces[i], looked=()):
            told.append(f"{file.name} was edited")
            continue
        gathered = replace(
            gathered,
            facts=replace(gathered.facts, faces={**gathered.facts.faces, i: now}),
        )
    return (*dict.fromkeys(told), *(open_faces(gathered) if not told else ()))


def unprotected_people(story: Story) -> Iterator[ClipmakerError]:
    """Yield what keeps a clip from being final where vulnerable people are shown undecided."""
    named = [one for one in story.people if one.role.strip().lower() in _VULNERABLE]
    if not named:
        return
    for shot in story.shots:
        if isinstance(shot, Footage) and not _decided(shot.protect):
            one = named[0]
            yield MediaError(
                f"{one.name} ({one.role}) may be seen in {shot.file.name} (line {shot.line}), and "
                "nobody decided whether the face is covered",
                remedy="Write protect: {faces: all}, or protect: {faces: none, because: REASON, "
                "by: NAME}.",
            )


def _decided(protection: Protection | None) -> bool:
    return protection is not None and (protection.faces or bool(protection.by))
