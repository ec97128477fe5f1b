"""A name put right wherever a story says it: cards, post, glossary, subtitles; one undo.

Nothing is heard and nothing rendered. Approvals of lines that say something else now lapse.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clipmaker.cards.registry import specs
from clipmaker.cues.reviewing.replacing import replace_text
from clipmaker.door.document import Place, read_text
from clipmaker.edit.sheets import OpenSheet, open_sheets
from clipmaker.errors import DiskError, InputError, Problem, ReviewError
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import one_at_a_time, write_whole
from clipmaker.make.gather import Sources
from clipmaker.story.glossary import FILE as GLOSSARY
from clipmaker.story.glossary import read_glossary
from clipmaker.story.load import load_story
from clipmaker.story.replaced import pattern_of, text_places, with_replaced

_RECORD = ".replaced.json"
"""What the last replacement in a folder changed, and what stood there."""


@dataclass(frozen=True, kw_only=True)
class ReplacedLine:
    """A line that says what is to be replaced.

    Attributes:
        file: the file that it stands in.
        line: its 1-based line, 0 for a cue.
        where: where it stands, for people: ``shots[2].text``, ``cue c003``.
        before: what it says.
        after: what it is to say.
        approved: whether somebody approved it, which lapses.
        place: where a text stands in a file of YAML, empty for a cue.
        cue_id: name of the cue, "" for a text.
    """

    file: Path
    line: int
    where: str
    before: str
    after: str
    approved: bool = False
    place: Place = ()
    cue_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """What is replaced in a story, by what.

    Attributes:
        sources: the story.
        old: what is looked for, as whole words with their capitals.
        new: what comes in its place.
        lines: every line that says it.
    """

    sources: Sources
    old: str
    new: str
    lines: tuple[ReplacedLine, ...]


def find_lines(sources: Sources, old: str, new: str) -> Replacement:
    """Return the lines of a story that say what is to be replaced.

    Raises:
        InputError: mistakes in the story or in a sheet, or nothing to look for.
    """
    story = sources.story
    try:
        new.encode()
        pattern = pattern_of(old)
    except ValueError as error:
        said = str(error)
        if isinstance(error, UnicodeError):
            said = "what is to stand there holds bytes that are no text: type it again, in UTF-8"
        raise InputError([Problem(file=story, message=said)]) from error
    load_story(story, specs=specs(), media_roots=sources.media_roots)
    lines: list[ReplacedLine] = []
    for file in _yaml_files(story):
        lines += [
            ReplacedLine(
                file=file,
                line=one.line,
                where=one.name,
                before=one.before,
                after=one.after,
                place=one.place,
            )
            for one in text_places(read_text(file), pattern, new)
        ]
    for sheet in open_sheets(sources):
        lines += [
            ReplacedLine(
                file=sheet.file,
                line=0,
                where=f"cue {cue.id}",
                before=cue.text,
                after=pattern.sub(lambda _: new, cue.text),
                approved=bool(cue.approved_by),
                cue_id=cue.id,
            )
            for cue in (sheet.sheet.cues if sheet.sheet else ())
            if pattern.search(cue.text)
        ]
    return Replacement(sources=sources, old=old, new=new, lines=tuple(lines))


def replace_lines(replacement: Replacement, chosen: Collection[ReplacedLine], who: str) -> None:
    """Replace what was looked for in some lines, all of them or none, and note how to undo it.

    Args:
        replacement: what is replaced.
        chosen: the lines.
        who: who does it, for the cue sheets.

    Raises:
        InputError: a text cannot be changed there; nothing was.
        ReviewError: somebody else changed the same cues meanwhile.
        DiskError: a file cannot be written.
    """
    story = replacement.sources.story
    files = list(dict.fromkeys(line.file for line in chosen))
    before = {file: file.read_bytes() for file in files}
    pattern = pattern_of(replacement.old)
    try:
        with one_at_a_time(story.parent):
            for file in files:
                places = {line.place for line in chosen if line.file == file and line.place}
                if places:
                    text = read_text(file)
                    text = with_replaced(text, pattern, replacement.new, places, file)
                    _write(file, text, before[file])
            _read_back(story, replacement.sources)
        for sheet in _sheets(replacement.sources, files):
            ids = {line.cue_id for line in chosen if line.file == sheet.file}
            assert sheet.sheet is not None
            sheet.save(
                replace_text(
                    sheet.sheet,
                    replacement.old,
                    replacement.new,
                    who=who,
                    match_case=True,
                    whole_words=True,
                    ids=ids,
                    one_text=sheet.one_text,
                )
            )
    except BaseException:
        for file, content in before.items():
            write_whole(file, content, mode=file.stat().st_mode & 0o777, durable=True)
        raise
    _note(story, before)


def undo_replacement(story: Path) -> tuple[Path, ...]:
    """Put back what the last replacement in a story's folder changed; returns the files.

    Raises:
        ReviewError: there is nothing to undo, or a file was changed since.
        DiskError: a file cannot be written.
    """
    record = story.parent / _RECORD
    try:
        noted: Mapping[str, Sequence[str]] = parsed_json(record.read_text("utf-8"))
        files = {story.parent / name: entry for name, entry in noted.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise ReviewError(
            f"{story.parent}: nothing was replaced there that can be undone"
        ) from error
    for file, (after, _) in files.items():
        if not file.is_file() or _digest(file.read_bytes()) != after:
            raise ReviewError(f"{file} was changed since; nothing was undone")
    for file, (_, before) in files.items():
        _write_bytes(file, base64.b64decode(before))
    record.unlink()
    return tuple(files)


def _yaml_files(story: Path) -> Iterator[Path]:
    yield story
    glossary = story.parent / GLOSSARY
    if glossary.is_file():
        yield glossary


def _sheets(sources: Sources, files: Sequence[Path]) -> list[OpenSheet]:
    if not any(file.name.endswith(".cues.yaml") for file in files):
        return []
    return [one for one in open_sheets(sources) if one.file in files and one.sheet is not None]


def _read_back(story: Path, sources: Sources) -> None:
    """Refuse what the program could not read any more."""
    load_story(story, specs=specs(), media_roots=sources.media_roots)
    glossary = story.parent / GLOSSARY
    if glossary.is_file():
        read_glossary(glossary)


def _write(file: Path, text: str, before: bytes) -> None:
    """Write a text with the line ends that its file has."""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    _write_bytes(file, text.encode())


def _write_bytes(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content, mode=file.stat().st_mode & 0o777, durable=True)
    except OSError as error:
        raise DiskError(f"{file}: it could not be saved: {error.strerror or error}") from error


def _note(story: Path, before: Mapping[Path, bytes]) -> None:
    noted = {
        str(file.relative_to(story.parent)): (
            _digest(file.read_bytes()),
            base64.b64encode(content).decode(),
        )
        for file, content in before.items()
    }
    record = story.parent / _RECORD
    try:
        write_whole(record, json.dumps(noted).encode(), durable=True)
    except OSError as error:
        raise DiskError(f"{record}: it could not be saved: {error.strerror or error}") from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
