"""Subtitles in and out of a story: a file is read, taken in and saved, or its texts are given.

Nothing is heard and nothing rendered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.cues.judging.bleeps import taken_out
from clipmaker.cues.model import CueSheet
from clipmaker.edit.sheets import OpenSheet
from clipmaker.errors import InputError, Problem, ReviewError
from clipmaker.exchange.model import SubtitleFile
from clipmaker.exchange.read import TABLES, each_once, read_subtitles
from clipmaker.exchange.table import read_table
from clipmaker.exchange.take_in import Giving, Side, Taken, overruled_line, take_in
from clipmaker.exchange.take_rows import take_rows
from clipmaker.exchange.text import read_any_text
from clipmaker.exchange.times import timed
from clipmaker.exchange.write import TimedText
from clipmaker.languages import NAMES, is_language, language_name, nearest_language
from clipmaker.letters import in_latin, letters_of
from clipmaker.timeline.tracks import heard_tracks


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """A file that is taken in.

    Attributes:
        file: the file.
        language: language code of its text, "" to go by the file.
        credit: who translated it, "" when nobody is named.
        own: whether whoever takes it in wrote it.
        offset_ms: added to its times.
        who: who takes it in.
        overrule: whether words that people wrote may go.
        encoding: name of its encoding, "" to go by the file.
    """

    file: Path
    language: str = ""
    credit: str = ""
    own: bool = False
    offset_ms: int = 0
    who: str
    overrule: bool = False
    encoding: str = ""


def take_file(opened: OpenSheet, brought: ImportOptions) -> Taken:
    """Take a file into a cue sheet and save it.

    Args:
        opened: the sheet, which need not be there yet.
        brought: the file, and from whom.

    Raises:
        InputError: the file cannot be read, its times cannot be, or its language is neither of
            the sheet's.
        ReviewError: words that people wrote would go, and that was not asked for.
    """
    taken = _table(opened, brought) if _is_table(brought.file) else _events(opened, brought)
    if taken.overruled and not brought.overrule:
        lines = "\n".join(f"  {overruled_line(cue)}" for cue in taken.overruled)
        raise ReviewError(
            f"{brought.file.name} says something else than people wrote or approved:\n{lines}",
            remedy="Nothing was changed. Correct the file, or overrule them with --replace.",
        )
    if taken.changed:
        opened.save(taken.sheet)
    return taken


def timed_texts(opened: OpenSheet, language: str) -> tuple[str, tuple[TimedText, ...]]:
    """Return the language and the cues of one of a sheet's texts, lines as on screen.

    Args:
        opened: a sheet that is there.
        language: language code of the text, "" for the audience's.

    Raises:
        InputError: it is neither of the sheet's languages.
    """
    assert opened.sheet is not None
    side = _side(opened, opened.sheet, language or opened.audience, opened.file)
    cues = taken_out(opened.sheet, opened.bleeps).cues
    texts = [(cue, cue.source if side is Side.SOURCE else cue.text) for cue in cues]
    shown = tuple(
        TimedText(
            start_ms=cue.start_ms,
            end_ms=cue.end_ms,
            lines=(text,) if side is Side.SOURCE else opened.lines(text) or (text,),
        )
        for cue, text in texts
    )
    return language or opened.audience, shown


def _is_table(file: Path) -> bool:
    return file.suffix.lower() in TABLES


def _table(one: OpenSheet, brought: ImportOptions) -> Taken:
    rows = read_table(brought.file, read_any_text(brought.file, brought.encoding))
    if one.sheet is None:
        message = f"there is no cue sheet {one.file.name} that this table could belong to"
        raise InputError([Problem(file=brought.file, message=message)])
    own = one.one_text
    side = Side.BOTH if own else Side.TEXT
    giving = Giving(side=side, who=brought.who, credit=brought.credit, own=brought.own)
    return take_rows(one.sheet, rows, giving, brought.file)


def _events(opened: OpenSheet, brought: ImportOptions) -> Taken:
    subtitles = each_once(read_subtitles(brought.file, brought.encoding))
    language = brought.language or _stated(subtitles, brought.file) or opened.audience
    sheet = opened.sheet or _new_sheet(opened, language, brought.file)
    side = _side(opened, sheet, language, brought.file)
    if not brought.language:
        _written_in(subtitles, language, opened, brought.file)
    events = timed(
        brought.file,
        subtitles.events,
        offset_ms=brought.offset_ms,
        duration_ms=opened.media.duration_ms,
    )
    credit = "" if subtitles.machine or side is not Side.TEXT else brought.credit
    giving = Giving(
        side=side,
        who=brought.who,
        credit=credit,
        own=brought.own and not subtitles.machine,
        machine=subtitles.machine,
        engine=subtitles.engine,
    )
    taken = take_in(sheet, events, giving)
    return replace(
        taken, sheet=replace(taken.sheet, read_from=sheet.read_from), notes=subtitles.notes
    )


def _stated(found: SubtitleFile, file: Path) -> str:
    """Return the language that a file's name states, as in ``interview.ko.srt``, or it itself."""
    inner = Path(file.stem).suffix.removeprefix(".").lower()
    return inner if is_language(inner) else found.language if is_language(found.language) else ""


_LEAST_LETTERS = 12
"""Fewer letters, such as a name, tell no language."""


def _written_in(found: SubtitleFile, language: str, one: OpenSheet, file: Path) -> None:
    """Refuse words in letters that a language is not written in, unless somebody named it.

    Engines state the language that was spoken, also over a translation.

    Raises:
        InputError: saying what the words may be.
    """
    text = "\n".join(event.text for event in found.events)
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        return
    letters = letters_of(text)
    if letters.another_than(language) if letters else not in_latin(language):
        told = f"{letters.name} letters" if letters else "Latin letters"
        spoken = one.sheet.language if one.sheet else one.footage.language
        other = one.audience if language != one.audience else spoken
        message = (
            f"it is taken to be in {language_name(language)}, and its words are in {told}: "
            f"say what it is, with --language {other or one.audience} or --language {language}"
        )
        raise InputError([Problem(file=file, message=message)])


def _new_sheet(one: OpenSheet, language: str, file: Path) -> CueSheet:
    """Return an empty sheet for footage that nobody heard."""
    spoken = next(iter(one.footage.tongues), language if language != one.audience else "")
    if not spoken:
        message = (
            f"which language is spoken in {one.name}? Write it in the story, as in language: ko"
        )
        raise InputError([Problem(file=file, message=message)])
    return CueSheet(
        footage=one.name,
        digest=one.media.digest,
        audio_tracks=heard_tracks(one.footage, one.media) or (0,),
        language=spoken,
        languages=one.footage.languages,
        audience=one.audience,
    )


def _side(one: OpenSheet, sheet: CueSheet, language: str, file: Path) -> Side:
    """Return which text of the cues a language is.

    Raises:
        InputError: it is neither.
    """
    if language == sheet.language == one.audience:
        return Side.BOTH
    if language == sheet.language:
        return Side.SOURCE
    if language == one.audience:
        return Side.TEXT
    names = [NAMES.get(code, code) for code in (language, sheet.language, one.audience)]
    message = (
        f"this is {names[0]}, but {one.name} is in {names[1]} and its audience reads {names[2]}: "
        f"give --language {sheet.language} or {one.audience}"
    )
    nearest = "" if is_language(language) else nearest_language(language)
    raise InputError([Problem(file=file, message=message, nearest=nearest)])
