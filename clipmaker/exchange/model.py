"""A subtitle as another program's file holds it."""

from __future__ import annotations

from dataclasses import dataclass

from clipmaker.cues.model import Confidence, Word


@dataclass(frozen=True, kw_only=True)
class SubtitleEvent:
    """One subtitle of a file; plain text, whatever styles it had there.

    Attributes:
        start_ms: first millisecond shown.
        end_ms: first millisecond no longer shown.
        lines: its lines from top to bottom, none of them empty.
        speaker: who speaks, "" when the file does not say.
        place: where it stands in the file, for messages: ``line 12``, ``subtitle 3``.
        words: words with times, where the file has them.
        heard: a machine's doubts about the text, None where the file has none.
        row: how far down the picture it stands, 0 at the top to 100; None when not known.
    """

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    speaker: str = ""
    place: str = ""
    words: tuple[Word, ...] = ()
    heard: Confidence | None = None
    row: float | None = None

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return " ".join(self.lines)


@dataclass(frozen=True, kw_only=True)
class SubtitleFile:
    """All subtitles of a file, in the file's order.

    Attributes:
        form: name of the format.
        events: the subtitles.
        language: language code that the file itself states, "" when it states none.
        machine: whether a speech engine wrote it.
        engine: name of that engine, "" when the file tells none.
        notes: what a person has to know: what was left out, and what was not certain.
    """

    form: str
    events: tuple[SubtitleEvent, ...]
    language: str = ""
    machine: bool = False
    engine: str = ""
    notes: tuple[str, ...] = ()
