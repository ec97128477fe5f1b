"""What every character of a text needs before it is shaped: font, script, level, cluster.

Fonts fall back by grapheme cluster, so that a mark stays with its letter. Punctuation between two
stretches of one font is set in that font; where the neighbours differ the text's main font wins,
so that a pair of brackets matches. Digits always come from the brand's family when it has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import uharfbuzz as hb
from uniseg.graphemecluster import grapheme_cluster_boundaries

from clipmaker.text import bidi
from clipmaker.text.faces import coverage, refuse_blank
from clipmaker.text.fonts import FontFile, candidates, is_own

_COMMON = ""
_EMOJI = "Zsye"
_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters of Hangul that are blank in every font."""
_ALONE = re.compile(
    "[\0-\x0c\x0e-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u05ff\u2010-\u2027\u202f-\u205f"
    "\u2070-\u20cf\u3001-\u3029\u3031-\u3098\u309b-\u30ff\u3400-\u9fff가-힣]*"
)
"""Characters each of which is a grapheme cluster, whichever of them stand beside it."""
_IGNORED = frozenset(
    chain(
        (0x0A, 0xAD, 0x034F, 0x061C, 0xFEFF),
        *(range(0x200B, 0x2010), range(0x2028, 0x202F), range(0x2060, 0x2070)),
        *(range(0xFE00, 0xFE10), range(0xE0000, 0xE1000)),
    )
)


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """A text and what was found out about each of its characters (code points).

    Attributes:
        text: the text, in Unicode's composed form (NFC).
        starts: where grapheme clusters begin, and the text's length.
        fonts: catalogue key of the font of each character.
        scripts: ISO 15924 code of each character, its neighbour's for punctuation.
        levels: embedding level of each character.
        base: level of the paragraph: 1 when it reads from the right.
        missing: characters that no installed font has, each once.
    """

    text: str
    starts: tuple[int, ...]
    fonts: tuple[str, ...]
    scripts: tuple[str, ...]
    levels: tuple[int, ...]
    base: int
    missing: tuple[str, ...]


@lru_cache(maxsize=512)
def analyse(text: str, family: str, language: str) -> Analysis:
    """Find out font, script and direction of each character of a composed (NFC) text."""
    starts = cluster_starts(text)
    clusters = [text[start:end] for start, end in pairwise(starts)]
    fonts, missing = _choose_fonts(clusters, candidates(family, _spoken(text, language)))
    base = bidi.base_level(text, language)
    levels: list[int] = []
    for line in text.splitlines(keepends=True):
        levels.extend(bidi.levels(line, base))
    return Analysis(
        text=text,
        starts=starts,
        fonts=tuple(font for font, c in zip(fonts, clusters, strict=True) for _ in c),
        scripts=_scripts(text),
        levels=tuple(levels),
        base=base,
        missing=missing,
    )


@lru_cache(maxsize=512)
def cluster_starts(text: str) -> tuple[int, ...]:
    """Return where grapheme clusters (UAX 29) begin, and the text's length."""
    if _ALONE.fullmatch(text):
        return tuple(range(len(text) + 1))
    return tuple(grapheme_cluster_boundaries(text))


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """Return the ISO 15924 code of a character, "" when many scripts share it."""
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character)])
    buffer.guess_segment_properties()
    return buffer.script or _COMMON


def scripts_wanted(character: str) -> tuple[str, ...]:
    """Return the scripts whose fonts may have a character, to say which extra is missing."""
    if script := script_of(character):
        return (script,)
    if ord(character) >= 0x1F000 or unicodedata.category(character) == "So":
        return (_EMOJI,)
    if unicodedata.east_asian_width(character) in "WF":
        return ("Hani",)
    return ()


def ignorable(character: str) -> bool:
    """Whether a character has no look of its own (joiners, marks of direction, soft hyphens)."""
    return ord(character) in _IGNORED


def _spoken(text: str, language: str) -> str:
    """Return the language, or what the letters say of it where they leave no doubt.

    Chinese characters are drawn as Chinese, Japanese or Korean by the language; an English
    story may quote any of them.
    """
    if language.split("-")[0].lower() in ("ja", "ko", "zh", "yue"):
        return language
    found = {script_of(character) for character in text}
    if found & {"Hira", "Kana"}:
        return "ja"
    if "Hang" in found:
        return "ko"
    return "zh-Hans" if "Hani" in found else language


def _scripts(text: str) -> tuple[str, ...]:
    """Give shared characters the script before them, and those at the start the one after."""
    found: list[str] = []
    for character in text:
        own = script_of(character)
        found.append(own or (found[-1] if found else _COMMON))
    first = next((script for script in found if script), "Latn")
    return tuple(script or first for script in found)


def _choose_fonts(
    clusters: Sequence[str], fonts: Sequence[FontFile]
) -> tuple[list[str], tuple[str, ...]]:
    """Choose the font key of each cluster; the second value is what no font has."""
    chosen: list[str] = []
    missing: dict[str, None] = {}
    for cluster in clusters:
        if _neutral(cluster):
            chosen.append("")
            continue
        font = _first_with(cluster, fonts)
        if font is None:
            missing.update(dict.fromkeys(_lacking(cluster, fonts)))
        chosen.append(font or fonts[0].key)
    lettered = zip(chosen, clusters, strict=True)
    counts = Counter(key for key, cluster in lettered if script_of(cluster[0]))
    main = max(counts, key=lambda key: counts[key]) if counts else fonts[0].key
    # Emoji are set on a square each, their space too.
    symbols = {font.key for font in fonts if _EMOJI in font.scripts}
    place = 0
    while place < len(chosen):
        end = place
        while end < len(chosen) and not chosen[end]:
            end += 1
        before = chosen[place - 1] if place else main
        after = chosen[end] if end < len(chosen) else main
        alike = before == after and before not in symbols
        wished = (before,) if alike else (main, before, after)
        for index in range(place, end):
            font = next((key for key in wished if _has(key, clusters[index])), None)
            font = font or _first_with(clusters[index], fonts)
            if font is None:
                missing.update(dict.fromkeys(_lacking(clusters[index], fonts)))
            chosen[index] = font or main
        place = end + 1
    return chosen, tuple(missing)


def _neutral(cluster: str) -> bool:
    """Whether a cluster is a space or punctuation that any script shares."""
    return not script_of(cluster[0]) and unicodedata.category(cluster[0])[0] in "PZC"


def _first_with(cluster: str, fonts: Sequence[FontFile]) -> str | None:
    if "\ufe0f" in cluster:
        fonts = sorted(fonts, key=lambda font: _EMOJI not in font.scripts)
    return next((font.key for font in fonts if _has(font.key, cluster)), None)


def _has(font_key: str, cluster: str) -> bool:
    """Whether a font has a cluster, composed or taken apart."""
    known = coverage(font_key)
    if unicodedata.category(cluster[0]) == "Zs" and len(cluster) == 1:
        return 0x20 in known  # HarfBuzz makes every other space from this one.
    found = any(
        all(ord(c) in known for c in unicodedata.normalize(form, cluster) if not ignorable(c))
        for form in ("NFC", "NFD")
    )
    letter = cluster[0]
    if found and is_own(font_key) and letter.isalnum() and letter not in _FILLERS:
        refuse_blank(font_key, letter)
    return found


def _lacking(cluster: str, fonts: Sequence[FontFile]) -> list[str]:
    """Return the characters of a cluster that the font with its first character lacks."""
    best = next((font for font in fonts if ord(cluster[0]) in coverage(font.key)), fonts[0])
    return [c for c in cluster if not ignorable(c) and not _has(best.key, c)]
