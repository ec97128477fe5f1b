"""Reads Advanced SubStation Alpha and its predecessor, through pysubs2.

Imports pysubs2: import this module only where such a file is read.
"""

from __future__ import annotations

from pathlib import Path

from pysubs2 import Pysubs2Error, SSAFile

from clipmaker.errors import InputError, Problem
from clipmaker.exchange.model import Event, Subtitles
from clipmaker.exchange.plaintext import lines_of, single_spaced


def read_ass(file: Path, text: str) -> Subtitles:
    """Read an ASS or SSA file: comments and drawings are left out, override tags stripped.

    Raises:
        InputError: it is written otherwise.
    """
    form = "ssa" if file.suffix.lower() == ".ssa" else "ass"
    try:
        found = SSAFile.from_string(text, format_=form)
        shown = [event for event in found if event.is_text]
    except (Pysubs2Error, ValueError, KeyError, IndexError) as error:
        message = f"this is not valid {form.upper()}: {error}"
        raise InputError([Problem(file=file, message=message)]) from error
    events = tuple(
        Event(
            start_ms=int(event.start),
            end_ms=int(event.end),
            lines=lines_of(event.plaintext),
            speaker=single_spaced(event.name),
            place=f"subtitle {number}",
        )
        for number, event in enumerate(shown, start=1)
    )
    return Subtitles(form=form.upper(), events=events)
