"""A sentence on a terminal: its cues, what was said, and both readings with the words that part.

Imports rich: import this module only when something is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from clipmaker.cues.judging.agreement import parted_places
from clipmaker.languages import NAMES

if TYPE_CHECKING:
    from clipmaker.cues.cutting.sentences import SpokenSentence
    from clipmaker.cues.judging.parting import Place
    from clipmaker.cues.maker import Makers
    from clipmaker.cues.model import Cue

_PARTS = "bold yellow underline"
_NARROW = 90


def sentence_table(sentence: SpokenSentence, cue: Cue, width: int) -> Table:
    """Return a sentence as a table, a row for each cue, the one that is looked at in front.

    Args:
        sentence: the sentence.
        cue: the cue of it that is looked at.
        width: letters that fit into a line of the terminal.
    """
    two = any(one.other for one in sentence.cues)
    table = Table(box=None, pad_edge=False, expand=True, header_style="dim", padding=(0, 2, 0, 0))
    many = len(sentence.cues) > 1
    if many:
        table.add_column("")
    table.add_column(NAMES.get(sentence.language, sentence.language), ratio=1)
    shown = NAMES.get(sentence.audience, sentence.audience)
    narrow = two and width < _NARROW
    by = _made([one.text_by for one in sentence.cues])
    table.add_column(f"{shown}, {by}" if two and by else shown, ratio=1)
    if two and not narrow:
        table.add_column(_other_title(sentence), ratio=1)
    texts = marked_readings(sentence)
    for one, (text, other) in zip(sentence.cues, texts, strict=True):
        here = one.id == cue.id
        text.style = "bold" if here else ""
        row = [Text(_said(one, one.source), style="" if here or not many else "dim"), text]
        if two and not narrow:
            row.append(other)
        table.add_row(*([Text(f"{'>' if here else ' '} {one.id}")] if many else []), *row)
    if narrow:
        # Beneath, since three columns are no longer read.
        blank = [Text("")] * (1 + many)
        table.add_row(*blank, Text(_other_title(sentence), style="dim"))
        for _, other in texts:
            table.add_row(*blank, other)
    return table


def marked_readings(sentence: SpokenSentence) -> list[tuple[Text, Text]]:
    """Return both readings by cue, the words that part marked."""
    return [
        (_marked(one.text, here, "(no text)"), _marked(one.other, there, ""))
        for one, (here, there) in zip(sentence.cues, parted_places(sentence), strict=True)
    ]


def _marked(text: str, places: Sequence[Place], empty: str) -> Text:
    shown = Text(text or empty)
    for start, end in places:
        shown.stylize(_PARTS, start, end)
    return shown


def _other_title(sentence: SpokenSentence) -> str:
    by = _made([one.other_by for one in sentence.cues])
    return f"other reading{f', {by}' if by else ''}"


def _made(makers: Sequence[Makers]) -> str:
    """Return who made a reading, in short."""
    return " / ".join(dict.fromkeys(maker.name for one in makers for maker in one if maker.name))


def _said(cue: Cue, text: str) -> str:
    return f"{cue.speaker}: {text}" if cue.speaker else text
