"""What is pasted beside a clip when it is posted: the post's text, and alt texts; pure.

Nothing is invented: the words are the story's own, and a photo that nobody described is called
a photo. Which field of a card is told in the post, and how a card is read out, its kind declares.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from clipmaker.brand.model import Brand
from clipmaker.cards.registry import specs
from clipmaker.publish.told import Teller, teller
from clipmaker.scripts import ends_sentence
from clipmaker.story.model import Card, Footage, Story
from clipmaker.summary.cuts import SENTENCE, find_cuts
from clipmaker.text.markup import plain_text
from clipmaker.timeline.frames import frame_to_ms
from clipmaker.timeline.model import Shot, Timeline
from clipmaker.timeline.order import is_warning

_SENTENCES, _CHARACTERS = 2, 260
"""A post has so many sentences at most, and no second one beyond so many characters."""


def post_text(story: Story) -> str:
    """Return the text of a post: headline, one or two sentences, link, music, hashtags."""
    parts = [
        story.headline,
        story.post or " ".join(_sentences(story)),
        story.link,
        f"♪ {story.own_music.credit}" if story.own_music else "",
        " ".join(f"#{tag}" for tag in story.hashtags),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sentences(story: Story) -> list[str]:
    """Return the first whole sentences of the cards that are told in a post."""
    found: list[str] = []
    for item in story.shots:
        spec = specs().get(item.kind) if isinstance(item, Card) else None
        if spec is None or not spec.post or not isinstance(item, Card):
            continue
        text = plain_text(item.text(spec.post))
        places = [cut.at for cut in find_cuts(text, story.language) if cut.cost == SENTENCE]
        bounds = [0, *places, len(text)]
        for start, end in pairwise(bounds):
            sentence = text[start:end].strip()
            if not ends_sentence(sentence, story.language):
                # The next card goes on: what follows has no beginning of its own.
                return found
            longer = sum(map(len, found)) + len(sentence) > _CHARACTERS
            if len(found) == _SENTENCES or (found and longer):
                return found
            found.append(sentence)
    return found


def alt_text(story: Story, timeline: Timeline, brand: Brand) -> str:
    """Return what is seen on the cover and in every shot, for people who do not see it.

    Args:
        story: the story.
        timeline: where its shots are.
        brand: its brand.
    """
    told = teller(story.language)

    def seen(shot: Shot) -> str:
        return " ".join(_seen(shot, told, brand))

    cover = seen(timeline.shot_at(timeline.cover_frame))
    parts = [*([told.note] if told.note else []), f"{told.tell('cover')}\n{cover}"]
    for shot in timeline.shots:
        number = str(shot.index + 1)
        if is_warning(shot.item):
            head = told.tell("warning_before", number=number)
        else:
            head = told.tell(
                "shot",
                number=number,
                kind=told.kind(shot.item),
                start=_time(shot.start_frame, timeline.rate, told),
                end=_time(shot.end_frame, timeline.rate, told),
            )
        parts.append(f"{head}\n{seen(shot)}")
    return "\n\n".join(parts) + "\n"


def _seen(shot: Shot, told: Teller, brand: Brand) -> list[str]:
    """Return what is seen in a shot as sentences."""
    if isinstance(shot.item, Footage):
        foreign = [code for code in shot.tongues if code != told.language]
        return told.footage(
            shot.item.credit, foreign, subtitled=bool(shot.cues), disguised=shot.item.disguised
        )
    return told.card(shot.item, specs().get(shot.item.kind), brand)


def _time(frame: int, rate: Fraction, told: Teller) -> str:
    return told.clock(round(frame_to_ms(frame, rate) / 100))
