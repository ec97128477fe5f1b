"""From an article to the cards of a story: what carries it, in news order; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from clipmaker.drafting.counted import counted
from clipmaker.drafting.days import weekdays_told, with_dates
from clipmaker.drafting.pictured import DraftPicture, with_pictures
from clipmaker.drafting.series import charted, listed
from clipmaker.drafting.statements import Statement, statements_of
from clipmaker.drafting.weigh import Weights
from clipmaker.drafting.words import words_of
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo
from clipmaker.summary.cuts import cut_to_fit
from clipmaker.summary.draft import Draft, DraftBounds, DraftCard, draft_story, end_card, title_card
from clipmaker.summary.read import Summary
from clipmaker.text.markup import plain_text

_TOGETHER = 24
"""Words of two sentences that may share a card."""
_MARKED = 2
_WAITING = 120
"""So many of the weightiest statements are looked at; a clip of minutes tells fewer than forty."""
_SHORTEST_S = 1
_WORTH = 1.2
"""What weighs less is only told where the clip has nothing better to fill it."""


def draft_article(
    summary: Summary, room: DraftBounds, day: date, pictures: Sequence[DraftPicture] = ()
) -> Draft:
    """Return the cards that an article becomes.

    What fits as it is written is left so. Of a longer article those sentences are chosen that carry
    its story, over all of it, and told in its order; what is left out is listed by its weight.

    Args:
        summary: the article.
        room: what the story must fit into.
        day: the day of the article.
        pictures: those that came along; the first stands behind the headline.

    Raises:
        BudgetError: the headline does not fit its card, or a word fits none.
    """
    photos = [one.photo for one in pictures]
    draft = draft_story(summary, room, photos)
    if draft.left_out:
        draft = _Drafting(summary, room, day).draft(photos)
    return illustrated(draft, pictures, room, summary.language or "en")


def illustrated(
    draft: Draft, pictures: Sequence[DraftPicture], room: DraftBounds, language: str
) -> Draft:
    """Return a draft with the pictures of its article besides that behind its headline.

    Args:
        draft: the draft.
        pictures: those that came along.
        room: what the story must fit into.
        language: language code of the article.
    """
    first = draft.cards[0].card.picture
    rest = [one for one in pictures if one.photo != first]
    cards, left = with_pictures(draft.cards, rest, room, language)
    return replace(
        draft,
        cards=cards,
        least_s=sum((room.need(one.card).least for one in cards), Fraction(0)),
        most_s=sum((room.need(one.card).most for one in cards), Fraction(0)),
        pictures_left_out=tuple(one.photo.file.name for one in left),
    )


class _Drafting:
    """Chooses the statements of one article."""

    def __init__(self, summary: Summary, room: DraftBounds, day: date) -> None:
        self._summary, self._room, self._day = summary, room, day
        self._language = summary.language or "en"
        self._statements = statements_of(summary)
        headline = plain_text(summary.headline)
        self._weights = Weights(self._statements, headline, self._language, day)
        self._made: dict[int, tuple[DraftCard, ...]] = {}
        self._dated: set[str] = set()

    def draft(self, photos: Sequence[Photo]) -> Draft:
        """Return the draft."""
        room, summary = self._room, self._summary
        title, (end, sources_left_out) = title_card(summary, room, photos), end_card(summary, room)
        free = room.profile.duration_s - room.footage_s - self._least([title, end])
        chosen = self._choose(free)
        body = [card for one in self._told(chosen) for card in one]
        cards = (title, *body, end)
        left = [one for one in self._statements if one not in chosen]
        left.sort(key=lambda one: (-self._weights.of(one), one.index))
        length = room.profile.duration_s
        return Draft(
            cards=cards,
            left_out=tuple(_as_left_out(one) for one in left),
            sources_left_out=sources_left_out,
            least_s=self._least(cards),
            most_s=sum((room.need(item.card).most for item in cards), Fraction(0)),
            length_s=length,
            word_s=Fraction(str(room.profile.reading.per_word_s)),
            chosen=True,
        )

    def _choose(self, free: Fraction) -> list[Statement]:
        """Return the statements that carry the story in so many seconds, in order."""
        chosen: list[Statement] = []
        waiting = sorted(self._statements, key=lambda one: -self._weights.of(one))[:_WAITING]
        while waiting and free - self._seconds(chosen) >= _SHORTEST_S:
            best: tuple[float, list[Statement]] | None = None
            for one in waiting:
                more = [part for part in self._with_before(one) if part not in chosen]
                gains = [self._weights.beside(part, chosen) for part in more]
                gain = (2 * gains[-1] + sum(gains[:-1])) / (len(gains) + 1)
                if best is None or gain > best[0]:
                    best = (gain, more)
            if best is None or (best[0] < _WORTH and self._fills(chosen, free)):
                break
            trial = sorted([*chosen, *best[1]], key=lambda one: one.index)
            if self._seconds(trial) <= free:
                chosen = trial
                waiting = [one for one in waiting if one not in chosen]
            else:
                waiting.remove(best[1][-1])
        return chosen

    def _fills(self, chosen: Sequence[Statement], free: Fraction) -> bool:
        """Whether the cards of statements can fill so many seconds."""
        cards = [card for one in self._told(chosen) for card in one]
        return sum((self._room.need(one.card).most for one in cards), Fraction(0)) >= free

    def _with_before(self, statement: Statement) -> list[Statement]:
        """Return a statement with those before it that it cannot be understood without."""
        found = [statement]
        while found[0].leans and found[0].index:
            found.insert(0, self._statements[found[0].index - 1])
        return found

    def _seconds(self, chosen: Sequence[Statement]) -> Fraction:
        return self._least([card for one in self._told(chosen) for card in one])

    def _least(self, cards: Sequence[DraftCard]) -> Fraction:
        return sum((self._room.need(one.card).least for one in cards), Fraction(0))

    def _told(self, chosen: Sequence[Statement]) -> list[tuple[DraftCard, ...]]:
        """Return the cards of statements; a short one shares the card of the one it leans on."""
        groups: list[list[Statement]] = []
        for one in chosen:
            if groups and _share(groups[-1], one):
                groups[-1].append(one)
            else:
                groups.append([one])
        return [self._cards(group) for group in groups]

    def _cards(self, group: Sequence[Statement]) -> tuple[DraftCard, ...]:
        key = hash(tuple(one.index for one in group))
        if key not in self._made:
            self._made[key] = tuple(self._drawn(group))
        return self._made[key]

    def _drawn(self, group: Sequence[Statement]) -> list[DraftCard]:
        """Return the cards of a group of statements."""
        first = group[0]
        original = " ".join(one.original for one in group)
        if len(group) == 1 and (card := self._special(first)):
            return [DraftCard(card=card, line=first.line, original=self._differs(card, original))]
        text = " ".join(one.text for one in group)
        text = with_dates(text, self._language, self._day)
        source = next((one.source for one in group if one.source), "")
        below = {"source": source} if source else {}
        blank = Card(kind="caption", fields={"text": "", **below})
        parts = cut_to_fit(text, lambda part: self._holds(blank, part), self._language) or (text,)
        changed = original if set(words_of(original)) - set(words_of(" ".join(parts))) else ""
        return [
            DraftCard(
                card=replace(blank, fields={**blank.fields, "text": emphasised(part, group)}),
                line=first.line,
                goes_on=number < len(parts),
                original=changed if number == 1 else "",
                remark=weekdays_told(part, self._language, self._day),
            )
            for number, part in enumerate(parts, start=1)
        ]

    def _special(self, statement: Statement) -> Card | None:
        """Return a statement's quotation or figure card where it makes one that fits."""
        if quoted := statement.quotation:
            role = {"role": quoted.role} if quoted.role else {}
            fields = {"text": quoted.text, "speaker": quoted.speaker, **role}
            card = Card(kind="quote", fields=fields)
            return card if self._room.holds(card) else None
        if found := counted(statement, self._language):
            source = found.source or statement.source
            below = {"source": source} if source else {}
            card = Card(kind="figure", fields={"numbers": found.numbers, **below})
            return card if self._room.holds(card) else None
        for made in (charted(statement, self._language), listed(statement, self._language)):
            if made is not None and self._room.holds(made):
                below = {"source": statement.source} if statement.source else {}
                return replace(made, fields={**made.fields, **below})
        return None

    def _holds(self, blank: Card, part: str) -> bool:
        return self._room.holds(replace(blank, fields={**blank.fields, "text": part}))

    @staticmethod
    def _differs(card: Card, original: str) -> str:
        """Return the article's sentence where a card does not hold all of its words."""
        if card.kind == "figure":
            return original
        told = " ".join(card.text(name) for name in ("text", "speaker", "role"))
        told += " ".join(f" {one}" for one in (*card.texts("points"), *card.numbers("values")))
        missing = set(words_of(original)) - set(words_of(told))
        return original if len(missing) > 1 else ""


def _share(group: Sequence[Statement], one: Statement) -> bool:
    """Whether a statement goes on the card of those before it."""
    last = group[-1]
    together = sum(len(part.words) for part in (*group, one))
    return (
        one.leans
        and last.index + 1 == one.index
        and last.paragraph == one.paragraph
        and last.quotation is None
        and together <= _TOGETHER
    )


def emphasised(text: str, group: Sequence[Statement]) -> str:
    """Return a text with up to two of its numbers between asterisks.

    Args:
        text: the text of a card.
        group: the statements that it tells.
    """
    if "*" in text:
        return text
    told = [number for one in group for number in one.numbers if not number.in_words]
    marked = 0
    for number in told:
        words = number.text.strip()
        if marked < _MARKED and text.count(words) == 1:
            text = text.replace(words, f"*{words}*")
            marked += 1
    return text


def _as_left_out(statement: Statement) -> DraftCard:
    quoted = statement.quotation
    if quoted is not None:
        role = {"role": quoted.role} if quoted.role else {}
        fields = {"text": quoted.text, "speaker": quoted.speaker, **role}
        return DraftCard(card=Card(kind="quote", fields=fields), line=statement.line)
    return DraftCard(
        card=Card(kind="caption", fields={"text": statement.original}), line=statement.line
    )
