"""What is pasted beside a clip when it is posted: the post's text, and alt texts; pure.

Nothing is invented: the words are the story's own, and a photo that nobody described is called
a photo.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from clipmaker.brand.model import Brand
from clipmaker.languages import NAMES
from clipmaker.story.model import Card, Footage, Photo, Story
from clipmaker.summary.cuts import SENTENCE, find_cuts
from clipmaker.text.markup import plain_text
from clipmaker.timeline.frames import frame_to_ms
from clipmaker.timeline.model import Shot, Timeline
from clipmaker.timeline.order import WARNING, is_warning

_SENTENCES, _CHARACTERS = 2, 260
"""A post has so many sentences at most, and no second one beyond so many characters."""
_LABEL = re.compile(r"[^\W\d_]+:\s")
_ENDINGS = tuple(".!?…。！？؟।")


def post_text(story: Story) -> str:
    """Return the text of a post: headline, one or two sentences, link, hashtags."""
    parts = [
        story.headline,
        story.post or " ".join(_sentences(story)),
        story.link,
        " ".join(f"#{tag}" for tag in story.hashtags),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sentences(story: Story) -> list[str]:
    """Return the first whole sentences of the captions."""
    found: list[str] = []
    for item in story.shots:
        if not isinstance(item, Card) or item.kind != "caption":
            continue
        text = plain_text(item.text("text"))
        places = [cut.at for cut in find_cuts(text, story.language) if cut.cost == SENTENCE]
        bounds = [0, *places, len(text)]
        for start, end in pairwise(bounds):
            sentence = text[start:end].strip()
            if not sentence.rstrip("\"'”’»)").endswith(_ENDINGS):
                # The next card goes on: what follows has no beginning of its own.
                return found
            longer = sum(map(len, found)) + len(sentence) > _CHARACTERS
            if len(found) == _SENTENCES or (found and longer):
                return found
            found.append(sentence)
    return found


def alt_text(story: Story, timeline: Timeline, brand: Brand) -> str:
    """Return what is seen on the cover and in every shot, for people who do not see it."""
    parts = [f"Cover\n{_seen(timeline.shot_at(timeline.cover_frame), story, brand)}"]
    for shot in timeline.shots:
        if is_warning(shot.item):
            parts.append(f"Warning before {shot.index + 1}\n{_seen(shot, story, brand)}")
            continue
        name = shot.item.kind if isinstance(shot.item, Card) else "footage"
        span = f"{_time(shot.start_frame, timeline.rate)} to {_time(shot.end_frame, timeline.rate)}"
        parts.append(f"{shot.index + 1}. {name}, {span}\n{_seen(shot, story, brand)}")
    return "\n\n".join(parts) + "\n"


def _seen(shot: Shot, story: Story, brand: Brand) -> str:
    """Return what is seen in a shot as sentences."""
    if isinstance(shot.item, Footage):
        return " ".join(_footage(shot, shot.item, story))
    describe = _CARDS.get(shot.item.kind, _any_card)
    return " ".join(describe(shot.item, brand))


def _footage(shot: Shot, footage: Footage, story: Story) -> list[str]:
    spoken = NAMES.get(shot.spoken, "")
    foreign = f", in {spoken}" if spoken and shot.spoken != story.language else ""
    said = f"Video{foreign}, credited to {_stop(footage.credit)}"
    if not shot.cues:
        return [said]
    shown = NAMES.get(story.language, story.language)
    return [said, f"{shown} subtitles say what is spoken; the transcript has them all."]


def _title(card: Card, brand: Brand) -> list[str]:
    photo = card.photo("photo")
    ground = f"on {_photo(photo)}" if photo else "on a plain ground"
    return [
        f"The headline “{plain_text(card.text('text'))}” in large letters {ground}.",
        *_named("Above it", card.text("kicker")),
        *_named("Below it", card.text("dateline")),
        *_credit(photo),
        f"The mark of {_stop(brand.title)}",
    ]


def _caption(card: Card, brand: Brand) -> list[str]:
    del brand
    text = f"Text on a plain ground: “{plain_text(card.text('text'))}”"
    return [text, *_named("Source", card.text("source"))]


def _quote(card: Card, brand: Brand) -> list[str]:
    del brand
    who = ", ".join(part for part in (card.text("speaker"), card.text("role")) if part)
    return [f"A quotation in large letters: “{plain_text(card.text('text'))}” — {_stop(who)}"]


def _end(card: Card, brand: Brand) -> list[str]:
    sources = ", ".join(card.texts("sources"))
    return [
        f"The name {' '.join(brand.end.title)} in large letters.",
        *_named("Sources", sources),
        *_named("Note", card.text("note")),
    ]


def _warning(card: Card, brand: Brand) -> list[str]:
    del brand
    return [f"A content warning: “{_stop(plain_text(card.text('text')))}”"]


def _any_card(card: Card, brand: Brand) -> list[str]:
    """Describe a card of a kind that has no words of its own here: everything written on it."""
    del brand
    found = []
    for value in card.fields.values():
        if isinstance(value, Photo):
            found += [_stop(_photo(value).capitalize()), *_credit(value)]
        elif isinstance(value, str):
            found.append(_stop(plain_text(value)))
        elif isinstance(value, Sequence):
            found += [_stop(plain_text(str(part))) for part in value]
    return found


_CARDS: Mapping[str, Callable[[Card, Brand], list[str]]] = {
    "title": _title,
    "caption": _caption,
    "quote": _quote,
    "end": _end,
    WARNING: _warning,
}


def _photo(photo: Photo) -> str:
    return f"a photo: {photo.alt.rstrip('.')}" if photo.alt else "a photo"


def _credit(photo: Photo | None) -> list[str]:
    return _named("Photo", photo.credit) if photo else []


def _named(name: str, text: str) -> list[str]:
    """Return ``Name: text.``; only the text where it names itself, nothing where there is none."""
    if not text:
        return []
    said = _stop(plain_text(text))
    return [said if _LABEL.match(text) else f"{name}: {said}"]


def _stop(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.rstrip("\"'”’»)").endswith(_ENDINGS) else f"{text}."


def _time(frame: int, rate: Fraction) -> str:
    """Return the time of a frame as ``m:ss``, with tenths where it is no whole second."""
    tenths = round(frame_to_ms(frame, rate) / 100)
    part = f".{tenths % 10}" if tenths % 10 else ""
    return f"{tenths // 600}:{tenths // 10 % 60:02d}{part}"
