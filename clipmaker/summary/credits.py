"""Whose picture it is, as captions say it; pure.

Understood are a labelled credit (“Photo: Ana Ruiz”, “Foto: dpa”), a sign (“© Ana Ruiz”), brackets
at the end with an agency or a slash (“(AP Photo/Ana Ruiz)”), and an agency alone behind the last
full stop (“… on Monday. REUTERS/Ana Ruiz”).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import NamedTuple

from clipmaker.resources import assets_dir
from clipmaker.scripts import SENTENCE_ENDS

_MOST_WORDS = 14
_MOST_CAPTION = 80
_LABEL = re.compile(r"^[^:：=/]{1,24}[:：=]\s*")


class CaptionRead(NamedTuple):
    """A caption without its credit, and the credit, "" where it names nobody."""

    text: str
    credit: str


def read_caption(caption: str) -> CaptionRead:
    """Part what is said about a picture from whose it is."""
    whole = " ".join(caption.split())
    for pattern in _patterns():
        found = pattern.search(whole)
        if found is None:
            continue
        who = _LABEL.sub("", found["who"]).strip(" .()[]–—-|/")
        if who and len(who.split()) <= _MOST_WORDS:
            return CaptionRead(whole[: found.start()].rstrip(" –—-|/(["), who)
    return CaptionRead(whole, "")


def is_caption(text: str) -> bool:
    """Whether a line directly below a picture is its caption: it names whose picture it is."""
    return len(text.split()) <= _MOST_CAPTION and bool(read_caption(text).credit)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads((assets_dir() / "text" / "credits.toml").read_text("utf-8"))
    labels = "|".join(re.escape(word) for word in sorted(data["labels"], key=len, reverse=True))
    small = "|".join(re.escape(word) for word in data["by"])
    agencies = "|".join(re.escape(word) for word in sorted(data["agencies"], key=len, reverse=True))
    ends = re.escape(SENTENCE_ENDS)
    before = rf"(?:^|(?<=[\s(\[|/–—{ends}]))"
    stopped = rf"(?:^|(?<=[{ends}]\s)|[(\[–—|]\s*)"
    return (
        re.compile(
            rf"[(\[（](?P<who>[^()\[\]（）]*(?:/|\b(?:{agencies})\b)[^()\[\]（）]*)[)\]）]\.?$"
        ),
        re.compile(
            rf"[(\[]?{before}(?:{labels})\s*(?:(?:{small})\s*)?[:：=]\s*(?P<who>[^:]+?)[)\]]?\.?$",
            re.IGNORECASE,
        ),
        re.compile(
            rf"{stopped}(?i:{labels})\s+(?i:{small})\s+(?P<who>(?=[^\Wa-z])[^:.]+?)[)\]]?\.?$"
        ),
        re.compile(r"[(\[]?(?:[©ⓒ]|\([cC]\))\s*(?P<who>[^©ⓒ]+?)[)\]]?\.?$"),
        re.compile(
            rf"(?:^|(?<=[{ends}»”\"]\s)|(?<=[–—|]\s))"
            rf"(?P<who>(?:[^{ends}]*?(?:/| via ))?(?:{agencies})(?:(?:/| via )[^{ends}]*)?)\.?$"
        ),
    )
