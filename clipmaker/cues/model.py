"""A Cue keeps both texts: what was said, and what we claim it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from clipmaker.cues.maker import By, Makers


class Status(StrEnum):
    """Review state of a cue."""

    MACHINE = "machine"
    EDITED = "edited"
    APPROVED = "approved"


class Severity(StrEnum):
    """How much a flag matters; serious flags come first in every list."""

    NOTICE = "notice"
    WARNING = "warning"
    SERIOUS = "serious"


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A doubt about a cue: a code for programs, a plain sentence for people."""

    code: str
    severity: Severity
    message: str


@dataclass(frozen=True, kw_only=True)
class Word:
    """A recognised word; times in ms of the source file, probability 0 to 1."""

    text: str
    start_ms: int
    end_ms: int
    probability: float


@dataclass(frozen=True, kw_only=True)
class Confidence:
    """Whisper's own doubts about one text.

    Attributes:
        avg_logprob: mean log probability of the tokens, natural log, 0 is certain.
        no_speech_prob: probability that nobody speaks, 0 to 1.
        compression_ratio: length over gzip length; repetition makes it large.
    """

    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float

    @property
    def loops(self) -> bool:
        """Whether the text compresses so well that the model ran in a loop.

        The limit is the reference implementation's.
        """
        return self.compression_ratio > 2.4


@dataclass(frozen=True, kw_only=True)
class Span:
    """A half-open span of a file, ms."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One subtitle event; times are ms of the footage file, half-open.

    Attributes:
        id: stable name within its sheet, ``c1``, ``c2``, ...
        start_ms: first millisecond shown.
        end_ms: first millisecond no longer shown.
        source: what was said, in its own language.
        text: what we claim it means; for footage in the audience's language, the same text.
        speaker: who speaks, "" when not known.
        language: language code of what was said, "" for that of its sheet (`CueSheet.spoken`).
        language_by: who said which language that is, "" when nobody did.
        status: review state.
        flags: doubts, most serious first.
        heard: Whisper's doubts about the source text, None for a text that a person wrote.
        translated: Whisper's doubts about the English text, None likewise.
        words: source words with times; may be empty.
        edited_by: who changed the text last, "" when nobody did.
        approved_by: who approved it, "" when nobody did.
        approved_at: ISO 8601 time of the approval, "" likewise.
        wholesale: whether it was approved together with others, unseen.
        by_hand: whether the approval was written into the sheet's file, so that nobody but the
            file says who gave it.
        bleeps: bleeps in its time that were in view of who wrote, approved or waived it last.
        source_by: who made the source text; none when nobody knows.
        text_by: who made the text that is shown; a fact of its own, never inferred from the source.
        other: the other reading of its sentence, as it stands over this cue; "" when there is none.
        other_by: who made that.
        other_translated: Whisper's doubts about it, None when it is nobody's or another machine's.
        reading_of: digest of what was said when a translator last read its sentence
            (`clipmaker.cues.cutting.sentences.said_digest`); "" when none did.
        reading_shown: whether that reading is the one that is shown, not the other one.
        waived_by: who lets it go out as it is, "" when nobody does.
        waiver: the reason for that, "" likewise; both hold while texts and times stay the same.
        note: free remark of an editor.
        comment: what somebody who sent it back wants to be done, "" when nobody did.
        comment_by: who sent it back, "" likewise.
    """

    id: str
    start_ms: int
    end_ms: int
    source: str
    text: str
    speaker: str = ""
    language: str = ""
    language_by: str = ""
    status: Status = Status.MACHINE
    flags: tuple[Flag, ...] = ()
    heard: Confidence | None = None
    translated: Confidence | None = None
    words: tuple[Word, ...] = ()
    edited_by: str = ""
    approved_by: str = ""
    approved_at: str = ""
    wholesale: bool = False
    by_hand: bool = False
    bleeps: tuple[Span, ...] = ()
    source_by: Makers = ()
    text_by: Makers = ()
    other: str = ""
    other_by: Makers = ()
    other_translated: Confidence | None = None
    reading_of: str = ""
    reading_shown: bool = False
    waived_by: str = ""
    waiver: str = ""
    note: str = ""
    comment: str = ""
    comment_by: str = ""

    @property
    def credit(self) -> str:
        """Who outside the newsroom made what is shown ("AFP"), "" when nobody did."""
        return " / ".join(maker.name for maker in self.text_by if maker.by is By.CREDIT)


@dataclass(frozen=True, kw_only=True)
class CueSheet:
    """All cues of one footage file with their review state.

    Attributes:
        footage: file name of the footage, without folder.
        digest: hex sha256 of the footage file that was heard; "" when no engine was run.
        audio_tracks: index among the file's audio tracks, 0-based; several were heard together.
        heard: spans that the engine listened to.
        language: language code of the speech; where several are spoken, of what no cue of its own
            language says.
        languages: language codes that the story said are spoken, when it was heard; () where it
            said one, or none.
        audience: language code of the text that is shown, kept in the cues' ``text``.
        language_probability: 0 to 1; 1.0 when the story gave the language.
        engine: engine name and version, "" when a person wrote the sheet.
        model: model name and digest, "" likewise.
        cues: in time order, never overlapping.
        bleeps: spans of the file that a tone replaces in the story that it is opened for; stand in
            no file.
        elsewhere: the same cues as other audiences read them, each a sheet of its own, by language;
            `clipmaker.cues.sheets.audiences` turns from one to another.
        read_from: hex sha256 of the file it was read from, "" when it was read from none; lets
            saving notice that somebody changed the file in the meantime.
    """

    footage: str
    digest: str = ""
    audio_tracks: tuple[int, ...] = (0,)
    heard: tuple[Span, ...] = ()
    language: str
    languages: tuple[str, ...] = ()
    audience: str = "en"
    language_probability: float = 1.0
    engine: str = ""
    model: str = ""
    cues: tuple[Cue, ...] = ()
    elsewhere: tuple[CueSheet, ...] = ()
    bleeps: tuple[Span, ...] = field(default=(), compare=False)
    read_from: str = field(default="", compare=False)

    def spoken(self, cue: Cue) -> str:
        """Return the language code of what is said in one of its cues."""
        return cue.language or self.language

    @property
    def tongues(self) -> tuple[str, ...]:
        """The language codes that are spoken in it, its own one first."""
        return tuple(dict.fromkeys([self.language, *map(self.spoken, self.cues)]))

    @property
    def translates(self) -> bool:
        """Whether any of what is said is in another language than its audience's."""
        return any(code != self.audience for code in self.tongues)

    def one_text(self, cue: Cue) -> bool:
        """Whether what one of its cues says is what it shows: its speech is the audience's own."""
        return self.spoken(cue) == self.audience
