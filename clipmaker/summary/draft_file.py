"""A draft written as story.yaml, with comments that say what to do next.

Imports ruamel.yaml: import this module only where a story is written.
"""

from __future__ import annotations

import io
import json
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from clipmaker.door.clock import format_clock
from clipmaker.story.field_values import Number
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo
from clipmaker.story.values import VERSION
from clipmaker.story.written_card import NO_WHOLE
from clipmaker.summary.draft import Draft

_WIDTH = 92
_FOLDED = 60
"""Texts longer than this stand on lines of their own."""
_FOOTAGE_AFTER = 2
"""Footage belongs behind the headline and the first card."""
_WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
_HEAD = """\
A story for Clipmaker, drafted from {summary}. Change whatever you like.
  clipmaker plan {file}        how its seconds are spent
  clipmaker storyboard {file}  how it will look
  clipmaker render {file}      makes the clip
Put *asterisks* around the words to highlight. A kicker (one to four words above the headline),
a dateline and a source below a caption are worth adding: “kicker:”, “dateline:”, “source:”.\
"""
_FOOTAGE = """\
- kind: footage
  file: {file}
  credit: Whose pictures these are
  in: "0:00"
  out: "{out}"\
"""

_SPOKEN = """\
Which language is spoken is recognised;
a line “language:” with its code says it for certain.\
"""


def story_yaml(
    draft: Draft,
    *,
    day: date,
    language: str,
    brand: str = "",
    slug: str = "",
    link: str = "",
    hashtags: Sequence[str] = (),
    source: str = "",
    summary: str,
    file: str,
    footage: str = "",
    folder: Path | None = None,
) -> str:
    """Return a draft as the text of a story file.

    Args:
        draft: the cards.
        day: the story's date.
        language: language code of its cards.
        brand: name of its brand; "" leaves it out.
        slug: its short name; "" leaves it to the headline.
        link: address of the article; "" leaves it out.
        hashtags: without their number signs.
        source: name of the article's file beside the story; "" leaves it out.
        summary: name of the summary, for a comment.
        file: name of the story file, for a comment.
        footage: name of a video file that lies ready, for a comment.
        folder: the story's folder, absolute, from which its pictures are named.
    """
    top = CommentedMap(version=VERSION, date=day)
    optional = {"slug": slug, "brand": brand, "language": language, "link": link}
    optional["source"] = source
    top.update({key: _scalar(value) for key, value in optional.items() if value})
    if hashtags:
        top["hashtags"] = _list(hashtags)
    shots = CommentedSeq(_card(item.card, folder) for item in draft.cards)
    top["shots"] = shots
    top.yaml_set_start_comment(_HEAD.format(summary=summary, file=file))
    for place, text in sorted(_comments(draft, footage).items()):
        shots.yaml_set_comment_before_after_key(place, before=text, indent=2)
    out = io.StringIO()
    _emitter().dump(top, out)
    return out.getvalue()


def _emitter() -> YAML:
    yaml = YAML()
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _card(card: Card, folder: Path | None) -> CommentedMap:
    written = CommentedMap(kind=card.kind)
    for name, value in card.fields.items():
        if isinstance(value, str):
            written[name] = _scalar(value)
        elif value == () and name == "whole":
            written[name] = NO_WHOLE
        elif isinstance(value, tuple) and value and isinstance(value[0], Number):
            written[name] = CommentedSeq(map(_number, card.numbers(name)))
        elif isinstance(value, tuple):
            written[name] = _list(card.texts(name))
        elif isinstance(value, Photo):
            written[name] = _photo(value, folder)
    return written


def _number(number: Number) -> CommentedMap:
    value = (
        int(number.value) if number.value.isdecimal() else DoubleQuotedScalarString(number.value)
    )
    found = CommentedMap(value=value)
    around = {"prefix": number.prefix, "suffix": number.suffix, "label": number.label}
    found.update({key: _quoted(text) for key, text in around.items() if text})
    return found


def _quoted(text: str) -> object:
    return DoubleQuotedScalarString(text) if text != text.strip() else _scalar(text)


def _photo(photo: Photo, folder: Path | None) -> CommentedMap:
    inside = folder is not None and photo.file.is_relative_to(folder)
    name = photo.file.relative_to(folder).as_posix() if folder and inside else photo.file.name
    said = {"file": name, "credit": photo.credit, "alt": photo.alt}
    return CommentedMap({key: _scalar(text) for key, text in said.items() if text})


def _scalar(text: str) -> object:
    """Return a text as it is best read: long ones folded over lines, odd ones in quotes."""
    if len(text) > _FOLDED and "  " not in text:
        return FoldedScalarString(text)
    return text if _plain(text) else DoubleQuotedScalarString(text)


def _plain(text: str) -> bool:
    """Whether a text may stand without quotes and mean itself to every reader of YAML."""
    return (
        text[:1].isalnum()
        and not any(part in text for part in (": ", " #", '"'))
        and not text.endswith(":")
        and text.lower() not in _WORDS
    )


def _list(texts: Sequence[str]) -> CommentedSeq:
    short = sum(len(text) for text in texts) < _FOLDED
    quoted = [DoubleQuotedScalarString(text) if "," in text else _scalar(text) for text in texts]
    found = CommentedSeq(quoted)
    if short:
        found.fa.set_flow_style()
    return found


def _comments(draft: Draft, footage: str) -> Mapping[int, str]:
    """Return the comments before cards, by the card's place."""
    comments: dict[int, list[str]] = {}
    for place, item in enumerate(draft.cards):
        if item.original:
            comments.setdefault(place, []).append(
                _wrapped(f"In the article: {item.original}", "Change what does not say the same.")
            )
        if item.remark:
            comments.setdefault(place, []).append(_wrapped(item.remark))
    last = len(draft.cards) - 1
    if draft.free_s >= 1:
        # Pictures of what the first card tells come right behind it.
        place = min(_FOOTAGE_AFTER, last) if draft.chosen else last
        comments.setdefault(place, []).insert(0, _footage(draft, footage))
    if draft.left_out:
        order = ", the weightiest first" if draft.chosen else ""
        texts = "\n".join(_wrapped(item.told) for item in draft.left_out)
        comments.setdefault(last, []).append(
            f"Left out, because it does not fit {float(draft.length_s):g} s "
            f"({draft.words_left_out} words){order}:\n{texts}"
        )
    if draft.sources_left_out:
        told = ", ".join(draft.sources_left_out)
        comments.setdefault(last, []).append(f"Sources without room on the end card: {told}")
    if draft.pictures_left_out:
        told = ", ".join(draft.pictures_left_out)
        comments.setdefault(last, []).append(
            _wrapped(f"Pictures that no card speaks of, ready for one of yours: {told}")
        )
    return {place: "\n\n".join(parts) for place, parts in comments.items()}


def _footage(draft: Draft, footage: str) -> str:
    """Return the comment that says where footage belongs, and how it is written."""
    out = format_clock(int(draft.free_s) * 1000)
    name = footage or "interview.mp4"
    shown = name if _plain(name) else json.dumps(name, ensure_ascii=False)
    template = _FOOTAGE.format(file=shown, out=out)
    least = f"{float(draft.missing_s):g} to " if draft.missing_s else "up to "
    return (
        f"There is room for {least}{float(draft.free_s):g} s of footage: put the file beside "
        f"this story,\nmove these lines where it belongs and take the # away. {_SPOKEN}\n"
        f"{template}"
    )


def _wrapped(text: str, more: str = "") -> str:
    whole = f"{text} {more}".strip()
    return textwrap.fill(whole, _WIDTH - 8, break_long_words=False, break_on_hyphens=False)
