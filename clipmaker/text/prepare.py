"""From what a producer wrote to a text that is ready to be broken into lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from clipmaker.text.breaks import find_breaks
from clipmaker.text.errors import MissingGlyphError
from clipmaker.text.fonts import extras_for
from clipmaker.text.itemize import Analysis, analyse, scripts_wanted
from clipmaker.text.markup import parse_emphasis
from clipmaker.text.shape import FontSource, Setting, advances, shape, tracking_em
from clipmaker.text.wrap import Measured, TextSpan

_NEWLINES = re.compile("\r\n|[\u2028\u2029]")
_HYPHEN = "-"
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Marked:
    """A composed text with what of it is emphasised, character by character."""

    text: str
    emphasised: tuple[bool, ...]

    def until(self, end: int) -> Marked:
        """Return the text before a character."""
        return Marked(self.text[:end], self.emphasised[:end])


def clean(markup: str, *, emphasis: bool) -> Marked:
    """Compose characters (NFC), take out the marks of emphasis, and collapse spaces.

    A line feed stays, without the spaces around it: it ends a line.
    """
    composed = unicodedata.normalize("NFC", _NEWLINES.sub("\n", markup).replace("\t", " "))
    parts = parse_emphasis(composed) if emphasis else ((composed, False),)
    kept: list[tuple[str, bool]] = []
    for text, marked in parts:
        for character in text:
            if character in " \n":
                while kept and kept[-1][0] == " ":
                    kept.pop()
            if character == " " and (not kept or kept[-1][0] == "\n"):
                continue
            kept.append((character, marked))
    while kept and kept[-1][0] in " \n":
        kept.pop()
    return Marked("".join(c for c, _ in kept), tuple(m for _, m in kept))


def checked(text: str, family: str, language: str) -> Analysis:
    """Analyse a text.

    Raises:
        MissingGlyphError: no installed font has some character.
    """
    analysis = analyse(text, family, language)
    if analysis.missing:
        wanted = [script for c in analysis.missing for script in scripts_wanted(c)]
        raise MissingGlyphError(analysis.missing, extras=extras_for(wanted))
    return analysis


def line_source(analysis: Analysis, span: TextSpan) -> tuple[FontSource, tuple[int, ...]]:
    """Return what to shape for a line, and the place in the text of each of its characters.

    Soft hyphens are left out, but for the one at which the line was broken: it shows.
    """
    places = [p for p in range(span.start, span.end) if analysis.text[p] != _SOFT_HYPHEN]
    text = "".join(analysis.text[p] for p in places)
    if span.hyphen and places:
        places.append(places[-1])
        text += _HYPHEN
    source = FontSource(
        text,
        tuple(analysis.fonts[p] for p in places),
        tuple(analysis.scripts[p] for p in places),
        tuple(analysis.levels[p] for p in places),
    )
    return source, tuple(places)


@lru_cache(maxsize=256)
def measured(marked: Marked, analysis: Analysis, setting: Setting) -> Measured:
    """Measure a text for wrapping."""
    steps: list[float] = []
    start = 0
    for part in analysis.text.splitlines(keepends=True):
        end = start + len(part)
        source, places = line_source(analysis, TextSpan(start, end, hyphen=False))
        given = dict(zip(places, advances(source, setting), strict=True))
        steps.extend(given.get(place, 0.0) for place in range(start, end))
        start = end
    hyphen = FontSource(_HYPHEN, analysis.fonts[:1], analysis.scripts[:1], (0,))
    return Measured(
        text=analysis.text,
        breaks=find_breaks(analysis.text, setting.language),
        pens=tuple(accumulate(steps, initial=0.0)),
        trackings=tuple(tracking_em(script, setting) for script in analysis.scripts),
        hyphen_em=shape(hyphen, setting).width_em,
        emphasised=marked.emphasised,
    )
