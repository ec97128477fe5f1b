"""Subtitle files come in here: the registry of formats.

To add a format: one module with a function from its text to `SubtitleFile`, one line in
`READERS`; or a package that brings such a module through the entry points
``clipmaker.subtitle_formats``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from clipmaker.errors import InputError, Problem
from clipmaker.exchange.bounds import refuse_too_many
from clipmaker.exchange.model import SubtitleFile
from clipmaker.exchange.rolling import ROLLING, rolls, unrolled
from clipmaker.exchange.text import read_any_text
from clipmaker.plugins import FORMATS, Plugin, besides, blamed

Reader = Callable[[Path, str], SubtitleFile]

READERS = {
    ".srt": ("clipmaker.exchange.srt", "read_srt"),
    ".vtt": ("clipmaker.exchange.vtt", "read_vtt"),
    ".ass": ("clipmaker.exchange.ass", "read_ass"),
    ".ssa": ("clipmaker.exchange.ass", "read_ass"),
    ".ttml": ("clipmaker.exchange.ttml", "read_ttml"),
    ".dfxp": ("clipmaker.exchange.ttml", "read_ttml"),
    ".itt": ("clipmaker.exchange.ttml", "read_ttml"),
    ".xml": ("clipmaker.exchange.ttml", "read_ttml"),
    ".json": ("clipmaker.exchange.whisper", "read_whisper"),
}
"""Readers by the ending of a file's name, as module and function; imported when needed."""

TABLES = (".csv", ".tsv")
"""Endings of tables for translators, which `clipmaker.exchange.table` reads."""


OTHERS = (
    ".sbv", ".sub", ".smi", ".sami", ".lrc", ".stl", ".scc", ".mcc", ".cap", ".usf", ".pac",
)  # fmt: skip
"""Endings of subtitles, or of what may be, that nothing here reads."""


def is_subtitles(file: Path) -> bool:
    """Whether a file's name ends as subtitles do, or as a table of them."""
    return file.suffix.lower() in (*endings(), *TABLES, *OTHERS)


def endings() -> tuple[str, ...]:
    """Return the endings of subtitle files that can be read.

    Raises:
        PluginError: a package brings a format whose ending is taken.
    """
    return (*READERS, *_brought())


def _brought() -> Mapping[str, Plugin]:
    """Return the formats that packages bring, by their endings."""
    own = [ending.removeprefix(".") for ending in (*READERS, *TABLES)]
    return {f".{name.lower()}": plugin for name, plugin in besides(FORMATS, own).items()}


def _reader(ending: str) -> Reader:
    """Return the function that reads files of an ending.

    Raises:
        PluginError: a package brings it that does not fit.
    """
    if ending in READERS:
        module, name = READERS[ending]
        return cast(Reader, getattr(import_module(module), name))
    plugin = _brought()[ending]

    def read(file: Path, text: str) -> SubtitleFile:
        with blamed(plugin, f"cannot read {file.name}"):
            found = vars(plugin.load())["read"](file, text)
            if not isinstance(found, SubtitleFile):
                raise TypeError(f"read returned {type(found).__name__}, not Subtitles")
        return found

    return read


def read_subtitles(file: Path, encoding: str = "") -> SubtitleFile:
    """Read a subtitle file of any known format; nothing about its times is judged.

    Args:
        file: the file.
        encoding: name of its encoding, for files that do not say it; "" to go by the file.

    Raises:
        InputError: the format is unknown, or the file is not what its name says.
    """
    suffix = file.suffix.lower()
    if suffix not in endings() and file.is_dir():
        message = "this is a folder: name the file inside it"
        raise InputError([Problem(file=file, message=message)])
    if suffix in TABLES:
        message = "a table of subtitles is taken in with “clipmaker subtitles import STORY FILE”"
        raise InputError([Problem(file=file, message=message)])
    if suffix in OTHERS:
        message = (
            f"subtitles in “{suffix}” files cannot be read: save them as SRT or WebVTT in the "
            "program that made them"
        )
        raise InputError([Problem(file=file, message=message)])
    if suffix not in endings():
        known = ", ".join([*endings(), *TABLES])
        message = f"subtitles in “{suffix or file.name}” files cannot be read: known are {known}"
        raise InputError([Problem(file=file, message=message)])
    text = read_any_text(file, encoding)
    found = _reader(_form(suffix, text))(file, text)
    if not found.events:
        told = f" ({'; '.join(found.notes[:3])})" if found.notes else ""
        message = f"there are no subtitles in it{told}: is it {found.form}?"
        raise InputError([Problem(file=file, message=message)])
    refuse_too_many(file, len(found.events))
    return found


def _form(suffix: str, text: str) -> str:
    """Return the ending that a file ought to have: downloads of WebVTT and ASS are named .srt."""
    first = text.lstrip().partition("\n")[0].strip()
    if suffix == ".srt" and re.fullmatch(r"WEBVTT(?:[ \t].*)?", first):
        return ".vtt"
    return ".ass" if suffix == ".srt" and first.lower() == "[script info]" else suffix


def each_once(found: SubtitleFile) -> SubtitleFile:
    """Return subtitles with every line once where they roll, and a note that says so."""
    events = sorted((e for e in found.events if e.lines), key=lambda e: (e.start_ms, e.end_ms))
    if found.machine or not rolls(events):
        return found
    return replace(found, events=unrolled(events), notes=(*found.notes, ROLLING))
