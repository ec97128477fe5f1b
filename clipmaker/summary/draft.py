"""From a summary to the cards of a story: cut to fit, quotations attributed, the rest said; pure.

Whether a card's texts fit its painting is asked of a function that is handed in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from clipmaker.errors import BudgetError
from clipmaker.profile.model import DeliveryProfile
from clipmaker.scripts import ends_sentence
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo
from clipmaker.story.spec import CardSpec
from clipmaker.story.values import MAX_LIST
from clipmaker.summary.cuts import cut_to_fit
from clipmaker.summary.read import Summary, SummaryParagraph
from clipmaker.text.markup import plain_text
from clipmaker.timeline.budget import Need, card_need
from clipmaker.timeline.reading import amount, count_words, words_in


@dataclass(frozen=True, kw_only=True)
class DraftBounds:
    """What a story must fit into.

    Attributes:
        specs: declarations of the card kinds.
        profile: length and reading speed.
        fits: whether a card's texts can be painted in their places.
        footage_s: seconds to keep free for footage.
    """

    specs: Mapping[str, CardSpec]
    profile: DeliveryProfile
    fits: Callable[[Card], bool]
    footage_s: Fraction = Fraction(0)

    def need(self, card: Card) -> Need:
        """Return the seconds a card needs."""
        return card_need(0, card, self.specs[card.kind], self.profile.reading)

    def holds(self, card: Card) -> bool:
        """Whether a card can be read in its longest time and painted."""
        need = self.need(card)
        return need.least <= need.most and self.fits(card)


@dataclass(frozen=True, kw_only=True)
class DraftCard:
    """A card of the draft.

    Attributes:
        card: the card.
        line: the summary's line that it comes from, 0 for the end card.
        goes_on: whether the next card continues its sentence or its quotation.
        original: the article's own sentence where words of it are not on the card, else "".
        remark: what whoever reads the draft is asked, "" for nothing.
    """

    card: Card
    line: int = 0
    goes_on: bool = False
    original: str = ""
    remark: str = ""

    @property
    def text(self) -> str:
        """The words that tell it from others, without marks of emphasis."""
        if self.card.kind == "figure" and not self.card.text("text"):
            return "; ".join(map(str, self.card.numbers("numbers")))
        if self.card.kind == "list":
            points = "; ".join(self.card.texts("points"))
            return f"{plain_text(self.card.text('text'))}: {points}"
        text = plain_text(self.card.text("text"))
        if self.card.kind == "chart":
            apart = [one for one in self.card.numbers("values") if one.label not in text]
            return f"{text}: {'; '.join(map(str, apart))}" if apart else text
        return text

    @property
    def told(self) -> str:
        """Its words as they are told outside the clip, a quotation with who said it."""
        if self.card.kind != "quote":
            return self.text
        who = ", ".join(t for t in (self.card.text("speaker"), self.card.text("role")) if t)
        return f"“{self.text}” — {who}"

    @property
    def words(self) -> int:
        """Number of those words."""
        return count_words(self.text)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The cards of a story, and what became of the rest.

    Attributes:
        cards: in order, with the title first and the end card last.
        left_out: cards that did not fit the clip's length.
        sources_left_out: sources that did not fit the end card.
        least_s: seconds that the cards need.
        most_s: seconds that they can fill.
        length_s: length of the clip.
        word_s: seconds that a word needs.
        chosen: whether its sentences were chosen from a longer article; what is left out is listed
            by its weight then.
        pictures_left_out: files of pictures that no card speaks of and that have no caption, or no
            time, for a card of their own.
    """

    cards: tuple[DraftCard, ...]
    left_out: tuple[DraftCard, ...]
    sources_left_out: tuple[str, ...]
    least_s: Fraction
    most_s: Fraction
    length_s: Fraction
    word_s: Fraction
    chosen: bool = False
    pictures_left_out: tuple[str, ...] = ()

    @property
    def missing_s(self) -> Fraction:
        """Seconds that no card can fill: the least footage that the story wants."""
        return max(Fraction(0), self.length_s - self.most_s)

    @property
    def words_missing(self) -> int:
        """About how many words would fill what is missing."""
        return math.ceil(self.missing_s / self.word_s)

    @property
    def free_s(self) -> Fraction:
        """Seconds that the cards can spare: the most footage that the story takes."""
        return self.length_s - self.least_s

    @property
    def words_left_out(self) -> int:
        """Number of words in the cards that were left out."""
        return sum(card.words for card in self.left_out)


def draft_story(summary: Summary, room: DraftBounds, photos: Sequence[Photo] = ()) -> Draft:
    """Return the cards that a summary becomes.

    Paragraphs that are too long for a card are cut between sentences, else clauses. What does not
    fit the clip is left out from the end in whole cards, never in the middle of a sentence.

    Args:
        summary: the summary.
        room: what the story must fit into.
        photos: pictures that came along; the first stands behind the headline.

    Raises:
        BudgetError: the headline does not fit its card, or a word fits none.
    """
    title, (end, sources_left_out) = title_card(summary, room, photos), end_card(summary, room)
    length = room.profile.duration_s
    wanted = length - room.footage_s
    body: list[DraftCard] = []
    around_s = taken_s = _least([title, end], room)
    for paragraph in summary.paragraphs:
        # What is left out anyway need not be painted.
        part = replace(room, fits=lambda _: True) if taken_s > wanted else room
        more = _cards(paragraph, summary, part)
        taken_s += _least(more, room)
        body += more
    kept = _kept(body, wanted - around_s, room)
    cards = (title, *kept, end)
    return Draft(
        cards=cards,
        left_out=tuple(body[len(kept) :]),
        sources_left_out=sources_left_out,
        least_s=_least(cards, room),
        most_s=sum((room.need(item.card).most for item in cards), Fraction(0)),
        length_s=length,
        word_s=Fraction(str(room.profile.reading.per_word_s)),
    )


def _kept(body: Sequence[DraftCard], wanted: Fraction, room: DraftBounds) -> list[DraftCard]:
    """Return the cards from the first on that can be read in so many seconds."""
    left_s, kept = wanted, 0
    for card in body:
        left_s -= room.need(card.card).least
        if left_s < 0:
            break
        kept += 1
    if kept < len(body):
        # Half a sentence is worse than none.
        while kept and body[kept - 1].goes_on:
            kept -= 1
    return list(body[:kept])


def _least(cards: Sequence[DraftCard], room: DraftBounds) -> Fraction:
    return sum((room.need(item.card).least for item in cards), Fraction(0))


def title_card(summary: Summary, room: DraftBounds, photos: Sequence[Photo]) -> DraftCard:
    """Return the opening card.

    Args:
        summary: the article.
        room: what the story must fit into.
        photos: pictures that came along; the first stands behind the headline.

    Raises:
        BudgetError: the headline is too long, with the words to cut.
    """
    above = {"kicker": summary.kicker} if summary.kicker else {}
    below = {"dateline": summary.dateline} if summary.dateline else {}
    card = Card(kind="title", fields={**above, "text": summary.headline, **below})
    need = room.need(card)
    if need.least > need.most:
        words = words_in(need.most, room.profile.reading)
        raise BudgetError(
            f"the headline is too long for a title card: {amount(need.words, need.letters)}, where "
            f"{words * (need.letters or 1)} can be read in {float(need.most):g} s",
            remedy="Begin the summary with a shorter line; it becomes the headline.",
        )
    if not room.fits(card):
        raise BudgetError(
            "the headline does not fit a title card",
            remedy="Begin the summary with a shorter line; it becomes the headline.",
        )
    for photo in photos[:1]:
        on_photo = replace(card, fields={**card.fields, "photo": photo})
        if room.fits(on_photo):
            card = on_photo
    return DraftCard(card=card)


def end_card(summary: Summary, room: DraftBounds) -> tuple[DraftCard, tuple[str, ...]]:
    """Return the closing card, and the sources that it has no room for.

    Raises:
        BudgetError: the brand's end card does not fit, even without a source.
    """
    for count in range(min(len(summary.sources), MAX_LIST), -1, -1):
        fields = {"sources": summary.sources[:count]} if count else {}
        card = Card(kind="end", fields=fields)
        if room.holds(card):
            return DraftCard(card=card), summary.sources[count:]
    raise BudgetError("the brand's end card does not fit this delivery profile")


def _cards(paragraph: SummaryParagraph, summary: Summary, room: DraftBounds) -> list[DraftCard]:
    """Return the cards of a paragraph."""
    if paragraph.quotation:
        quoted = paragraph.quotation
        role = {"role": quoted.role} if quoted.role else {}
        blank = Card(kind="quote", fields={"text": "", "speaker": quoted.speaker, **role})
        if parts := _parts(quoted.text, blank, summary, room):
            last = len(parts) - 1
            return [
                DraftCard(card=part, line=paragraph.line, goes_on=i < last)
                for i, part in enumerate(parts)
            ]
    source = {"source": paragraph.source} if paragraph.source else {}
    parts = _parts(
        paragraph.text, Card(kind="caption", fields={"text": "", **source}), summary, room
    )
    if parts is None:
        raise BudgetError(
            f"line {paragraph.line} of the summary holds a word that fits no card: "
            f"“{paragraph.text[:40]}…”"
        )
    return [
        DraftCard(card=part, line=paragraph.line, goes_on=not _whole(part, summary))
        for part in parts[:-1]
    ] + [DraftCard(card=parts[-1], line=paragraph.line)]


def _parts(text: str, blank: Card, summary: Summary, room: DraftBounds) -> list[Card] | None:
    """Return a text on as few cards of a kind as hold it; None when it cannot be cut so."""

    def filled(part: str) -> Card:
        return replace(blank, fields={**blank.fields, "text": part})

    parts = cut_to_fit(text, lambda part: room.holds(filled(part)), summary.language or "en")
    return None if parts is None else [filled(part) for part in parts]


def _whole(card: Card, summary: Summary) -> bool:
    return ends_sentence(plain_text(card.text("text")), summary.language or "en")
