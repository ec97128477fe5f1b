"""Lines such as ``Sources: AFP, Reuters``, in every language that has words of its own; pure."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from clipmaker.resources import assets_dir, words_files

NAMES = (
    "headline",
    "sources",
    "hashtags",
    "date",
    "kicker",
    "dateline",
    "link",
    "language",
)
"""What a labelled line can say."""

_MOST_WORDS, _MOST_STOPPED = 12, 4
"""A source has so many words at most, and so many where the line ends as a sentence does."""
_MARKED = re.compile(
    r"\*(?:(?P<before>[^*]+[:：]\s*)\*(?P<behind>.*)|(?P<whole>[^*]+)\*(?P<rest>|\s*[:：].*))"
)
"""“*Sources:* AFP”, “*Sources*: AFP”, “*Sources: AFP*”."""
_BRACKETS = re.compile(r"\([^)]*\)|（[^）]*）")


@dataclass(frozen=True)
class Label:
    """What a labelled line says, one of `NAMES`, and its value, "" for a list that follows."""

    name: str
    value: str


def label_of(line: str) -> Label | None:
    """Return what a labelled line says; None when it is text, however it begins.

    “Credit: banks tighten lending to builders, and prices fall.” is a sentence.
    """
    marked = _MARKED.fullmatch(line)
    match = _pattern().fullmatch("".join(filter(None, marked.groups())) if marked else line)
    if match is None:
        return None
    name, value = _labels()[match["name"].casefold()], match["value"]
    if name == "sources" and not _names_sources(value):
        return None
    return Label(name, value)


def may_be_headline(label: Label) -> bool:
    """Whether a first line with a label may be a headline: what stands behind is written otherwise.

    “Date: what we know about the trial”, “Link: Moscow and the coup”, “Sources: talks to resume”.
    """
    words = len(label.value.split())
    headlines = {
        "sources": words > 0,
        "language": words > 2,
        "link": words > 1,
        "date": words > 1 and not any(map(str.isdecimal, label.value)),
        "hashtags": words > 1 and not re.search("[#,;，、،；]", label.value),
        "kicker": words > _MOST_STOPPED,
    }
    return headlines.get(label.name, False)


def lists_sources(line: str) -> bool:
    """Whether a list of sources stands below a line: it is nothing but the label of one."""
    label = label_of(line)
    return label is not None and label.name == "sources" and not label.value


def sources_in(text: str) -> list[str]:
    """Split a list of sources at its semicolons, or else at its commas outside brackets."""
    at = "[;；]" if re.search("[;；]", text) else r"[,、،，](?![^(（]*[)）])"
    return [name for part in re.split(at, text) if (name := part.strip().rstrip(".。"))]


def _names_sources(value: str) -> bool:
    """Whether what stands behind “Sources:” is a list of names rather than a sentence."""
    bare = _BRACKETS.sub("", value).strip()
    stopped = bare.endswith((".", "!", "?", "。"))
    most = _MOST_STOPPED if stopped else _MOST_WORDS
    return all(len(name.split()) <= most for name in sources_in(bare))


@cache
def _labels() -> dict[str, str]:
    """Return what every label means, by the label in small letters."""
    found: dict[str, str] = {}
    more = tomllib.loads((assets_dir() / "text" / "labels.toml").read_text("utf-8"))
    own = [tomllib.loads(file.read_text("utf-8")).get("labels", {}) for file in words_files()]
    for data in (*own, *more.values()):
        for name in NAMES:
            found |= {word.casefold(): name for word in data.get(name, ())}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_labels(), key=len, reverse=True))
    return re.compile(rf"(?P<name>{names})\s*[:：](?!//)\s*(?P<value>.*)", re.IGNORECASE)
