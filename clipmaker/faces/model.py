"""What is known of the faces in a file, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from clipmaker.story.photo import Box


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A face in one picture of a file.

    Attributes:
        at_ms: when, ms of the file.
        box: where, as shares of the picture as seen.
        score: how sure the detector is, 0 to 1; 1 for what a person drew.
    """

    at_ms: int
    box: Box
    score: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Face:
    """One face through a stretch of a file.

    Attributes:
        id: its name in the sheet: ``f1``.
        start_ms: first millisecond in which it is covered.
        end_ms: first millisecond in which it no longer is.
        sightings: where it was seen, in order of time, at least one; between two the place in
            between counts, before the first and after the last that one.
        drawn: whether a person drew it.
    """

    id: str
    start_ms: int
    end_ms: int
    sightings: tuple[Sighting, ...]
    drawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A person looked at a span and answers for what is covered in it.

    Attributes:
        start_ms: first millisecond.
        end_ms: first millisecond after it.
        who: the person.
        seal: digest over everything that was covered then, and of what file.
    """

    start_ms: int
    end_ms: int
    who: str
    seal: str


@dataclass(frozen=True, kw_only=True)
class FaceSheet:
    """The faces of one file, and who looked at them.

    Attributes:
        footage: file name, without folder.
        content: hex sha256 of the file.
        detector: name and version of what found them.
        spans: half-open spans of the file that were searched, ms, in order, apart.
        cuts: where a new shot begins, ms of the file, in order.
        faces: in order of time.
        looked: what people looked at.
    """

    footage: str
    content: str
    detector: str
    spans: tuple[tuple[int, int], ...]
    cuts: tuple[int, ...] = ()
    faces: tuple[Face, ...] = ()
    looked: tuple[Looked, ...] = ()

    def searched(self, start_ms: int, end_ms: int) -> bool:
        """Whether all of a span was searched."""
        return any(first <= start_ms and end_ms <= end for first, end in self.spans)


@dataclass(frozen=True, kw_only=True)
class ToLookAt:
    """A span that a person has to look at before a final.

    Attributes:
        start_ms: first millisecond of the file.
        end_ms: first millisecond after it.
        why: what is doubtful, in words; "" where nothing is, and it is looked at all the same.
        who: who looked at it as it is now, "" for nobody yet.
    """

    start_ms: int
    end_ms: int
    why: str
    who: str = ""
