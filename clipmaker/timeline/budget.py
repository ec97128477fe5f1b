"""The sixty seconds as a budget: who needs how much, who gets the spare time, what to cut.

Times are shared in steps and in a fixed order, so that one more word moves its neighbours seldom.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from clipmaker.errors import BudgetError
from clipmaker.profile.model import DeliveryProfile, Reading
from clipmaker.story.model import Card, Footage
from clipmaker.story.spec import CardSpec
from clipmaker.timeline.beats import beat_parts
from clipmaker.timeline.order import WARNING, Ordered, in_order
from clipmaker.timeline.reading import (
    LOOK,
    amount,
    card_words,
    letters_a_word,
    reading_s,
    words_in,
    wordy_fields,
)


@dataclass(frozen=True, kw_only=True)
class Need:
    """What one shot needs of the clip.

    Attributes:
        number: place in the story, 1-based, for messages; a warning has that of its footage.
        kind: card kind, or ``footage``.
        words: words to read; 0 for footage.
        shortest: seconds it stays however few its words are.
        least: seconds that it needs as it is.
        most: seconds it can fill; equal to ``least`` where the length is given.
        fixed: whether its length is given, so that nothing of it can be cut or shared.
        fields: the fields that hold its words, those with the most first.
        letters: how many letters stand for a word where words are not parted by spaces; else 0.
    """

    number: int
    kind: str
    words: float
    shortest: Fraction
    least: Fraction
    most: Fraction
    fixed: bool = False
    fields: tuple[str, ...] = ()
    letters: int = 0

    @property
    def name(self) -> str:
        """What messages call it."""
        if self.kind == WARNING:
            return f"the warning before shot {self.number}"
        return f"card {self.number}"


def card_need(
    number: int, card: Card, spec: CardSpec, reading: Reading, language: str = "en"
) -> Need:
    """Return a card's need; ``least`` is over ``most`` when it holds too many words.

    Args:
        number: place in the story, from 1.
        card: the card.
        spec: what its kind declares.
        reading: how quickly the audience reads.
        language: language code of the cards; decides where a sentence ends.
    """
    scale = Fraction(str(reading.card_scale))
    step = Fraction(str(reading.step_s))
    shortest = math.ceil(Fraction(str(spec.shortest_s)) * scale / step) * step
    told = max(1, len(beat_parts(card, spec, language)))
    longest = max(shortest, math.floor(Fraction(str(spec.longest_s)) * told * scale / step) * step)
    words = card_words(card, spec) + LOOK * (told - 1)
    needed = reading_s(words, reading)
    comfortable = math.floor(Fraction(str(reading.linger)) * needed / step) * step
    least = max(shortest, needed)
    most = min(longest, max(comfortable, shortest + shortest // (2 * step) * step))
    return Need(
        number=number,
        kind=card.kind,
        words=words,
        shortest=shortest,
        least=least,
        most=most,
        fields=wordy_fields(card, spec),
        letters=letters_a_word([v for v in card.fields.values() if isinstance(v, str)]),
    )


def footage_need(number: int, frames: int, profile: DeliveryProfile) -> Need:
    """Return footage's need: its own length, no more and no less."""
    seconds = frames / profile.rate
    return Need(
        number=number,
        kind="footage",
        words=0,
        shortest=seconds,
        least=seconds,
        most=seconds,
        fixed=True,
    )


def warning_need(
    number: int, footage: Footage, card: Card, spec: CardSpec, reading: Reading
) -> Need:
    """Return the need of a content warning: as the story says, or as long as it takes to read.

    Args:
        number: which shot of the story it is, from 1.
        footage: what it warns of.
        card: the warning as a card.
        spec: what its kind declares.
        reading: how quickly the audience reads.

    Raises:
        BudgetError: the story gives it less time than it takes to read.
    """
    need = card_need(number, card, spec, reading)
    if footage.warning is None or footage.warning.length_ms is None:
        return need
    given = Fraction(footage.warning.length_ms, 1000)
    scaled = given * Fraction(str(reading.card_scale))
    needed = reading_s(need.words, reading)
    if needed > scaled:
        many = math.ceil(need.words - words_in(scaled, reading))
        raise BudgetError(
            f"{need.name} takes {_s(needed)} s to read, and is given {_s(scaled)} s",
            remedy=f"Give it more seconds, or cut {amount(many, need.letters)}.",
        )
    return replace(need, shortest=scaled, least=scaled, most=scaled, fixed=True)


def needs(
    shots: Sequence[Card | Footage],
    footage_frames: Mapping[int, int],
    specs: Mapping[str, CardSpec],
    profile: DeliveryProfile,
    language: str = "en",
) -> tuple[Need, ...]:
    """Return the need of everything that is shown, in order, with content warnings.

    Args:
        shots: the story's shots.
        footage_frames: the length of footage by its place among them.
        specs: declarations of the card kinds.
        profile: length and reading speed.
        language: language code of the cards.

    Raises:
        BudgetError: a warning is given less time than it takes to read.
    """
    return tuple(
        _need(one, shots[one.index], footage_frames, specs, profile, language)
        for one in in_order(shots)
    )


def _need(
    one: Ordered,
    shot: Card | Footage,
    footage_frames: Mapping[int, int],
    specs: Mapping[str, CardSpec],
    profile: DeliveryProfile,
    language: str,
) -> Need:
    number = one.index + 1
    if isinstance(one.item, Footage):
        return footage_need(number, footage_frames[one.index], profile)
    spec = specs[one.item.kind]
    if isinstance(shot, Footage):
        return warning_need(number, shot, one.item, spec, profile.reading)
    return card_need(number, one.item, spec, profile.reading, language)


def share(wanted: Sequence[Need], profile: DeliveryProfile) -> tuple[int, ...]:
    """Return each shot's length in frames; together exactly the profile's length.

    Raises:
        BudgetError: the story is too long or too short, with what to cut or what is missing.
    """
    _refuse_overflow(wanted, profile)
    total = profile.duration_s
    spare = total - sum(need.least for need in wanted)
    step = Fraction(str(profile.reading.step_s))
    seconds = [need.least for need in wanted]
    while spare >= step:
        given = False
        for i, need in enumerate(wanted):
            if not need.fixed and spare >= step and seconds[i] + step <= need.most:
                seconds[i] += step
                spare -= step
                given = True
        if not given:
            break
    frames = [round(s * profile.rate) for s in seconds]
    rest = profile.frames - sum(frames)
    cards = [i for i, need in enumerate(wanted) if not need.fixed]
    # Footage rarely lasts whole steps: what is left of the last step goes to the last card.
    if rest < 0 or not cards or rest >= math.ceil(step * profile.rate):
        raise _underflow(wanted, profile)
    frames[cards[-1]] += rest
    return tuple(frames)


def own_frames(wanted: Sequence[Need], profile: DeliveryProfile, least: int = 0) -> int:
    """Return the length that a story takes by itself, frames; the profile's at most.

    Every card stays a step longer than its words need, as far as it may; then whole seconds.

    Args:
        wanted: the needs of everything that is shown.
        profile: longest length, rate and reading speed.
        least: frames that it lasts at least, where the cards can fill them.
    """
    step = Fraction(str(profile.reading.step_s))
    eased = sum((max(n.least, min(n.most, n.least + step)) for n in wanted), Fraction(0))
    most = sum((max(n.least, n.most) for n in wanted), Fraction(0))
    seconds = min(Fraction(math.ceil(max(eased, least / profile.rate))), most)
    return min(profile.frames, math.floor(seconds * profile.rate))


def _crowded(
    total: Fraction, footage: Fraction, bare: Fraction, shortest: Sequence[Fraction]
) -> BudgetError:
    """Return the error of cards that do not fit even at their shortest."""
    over = footage + bare - total
    longest = sorted(shortest, reverse=True)
    few = next((n for n in range(1, len(longest)) if sum(longest[:n]) >= over), len(longest))
    cards = f"{len(shortest)} cards need at least {_s(bare)} s"
    taken = f"the footage alone takes {_s(footage)} s and {cards}" if footage else cards
    leave = "leave a card out" if few == 1 else f"leave at least {few} cards out"
    less = f"Use {_s(over)} s less of the footage, or {leave}."
    return BudgetError(
        f"the clip lasts {_s(total)} s, but {taken}",
        remedy=less if footage > over else f"{leave[0].upper()}{leave[1:]}.",
    )


def _refuse_overflow(wanted: Sequence[Need], profile: DeliveryProfile) -> None:
    cuts = _cuts(wanted, profile)
    footage = sum((n.least for n in wanted if n.kind == "footage"), Fraction(0))
    cards = [n for n in wanted if n.kind != "footage"]
    total = profile.duration_s
    if cuts is None:
        bare = sum((n.shortest for n in cards), Fraction(0))
        raise _crowded(total, footage, bare, [need.shortest for need in cards])
    if cuts:
        asked = sum((n.least for n in wanted), Fraction(0))
        units = {need.letters for need, _ in cuts}
        letters = units.pop() if len(units) == 1 else 0
        parts = ", ".join(
            f"{need.name} has {count * (letters or 1)}" + " too many" * (i == 0)
            for i, (need, count) in enumerate(cuts)
        )
        count = sum(count for _, count in cuts)
        remedy = f"Cut {amount(count, letters)}: {parts}."
        if all(need.least > need.most for need, _ in cuts):
            raise _overlong(cuts, remedy)
        raise BudgetError(
            f"too much text: the story needs {_s(asked)} s and the clip lasts {_s(total)} s",
            remedy=remedy + _dropped(wanted, cuts, asked - total),
        )


def _overlong(cuts: Sequence[tuple[Need, int]], remedy: str) -> BudgetError:
    """Return what is wrong where cards hold more than can be read while they may stand."""
    (need, _), *others = cuts
    more = f", and so with {len(others)} more" if others else ""
    return BudgetError(
        f"too much text: {_text_of(need)} takes {_s(need.least)} s to read, and a {need.kind} card "
        f"stands {_s(need.most)} s at most{more}",
        remedy=remedy,
    )


def _text_of(need: Need) -> str:
    """Return a card with the fields that its words stand in: ``card 1 (kicker and text)``."""
    return f"{need.name} ({' and '.join(need.fields[:2])})" if need.fields else need.name


def _dropped(wanted: Sequence[Need], cuts: Sequence[tuple[Need, int]], over: Fraction) -> str:
    """Return which cards to leave out where cutting would leave too little of them, else ""."""
    if all(count <= need.words * _CUT_AT_MOST for need, count in cuts):
        return ""
    inner = [n for n in wanted if not n.fixed and n.kind not in ("title", "end")]
    enough = [need for need in inner if need.least >= over]
    # What comes first in a story matters most: the last of the shortest, or the last ones.
    drop = [min(reversed(enough), key=lambda need: need.least)] if enough else []
    for need in () if enough else reversed(inner):
        if sum(one.least for one in drop) < over:
            drop.insert(0, need)
    if sum(one.least for one in drop) < over:
        return ""
    names = [f"{need.name} ({amount(math.ceil(need.words), need.letters)})" for need in drop]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f" Or leave out {listed}: {_s(over)} s are too many."


_CUT_AT_MOST = 0.5
"""Of a card's words: where more must go, the card says nothing any more."""


def _cuts(wanted: Sequence[Need], profile: DeliveryProfile) -> list[tuple[Need, int]] | None:
    """Return what words are to be cut from, empty when all fits, None when no cut helps.

    Cuts come first from cards over their own longest time, then one word at a time from the card
    that has the most, so that the fewest words go from texts that can spare them.
    """
    reading = profile.reading
    words = [need.words for need in wanted]
    least = [need.least for need in wanted]
    cut = [0] * len(wanted)

    def take(place: int, count: int) -> None:
        cut[place] += count
        words[place] -= count
        least[place] = max(wanted[place].shortest, reading_s(max(words[place], 0), reading))

    for i, need in enumerate(wanted):
        if need.least > need.most:
            take(i, math.ceil(need.words - words_in(need.most, reading)))
    while sum(least) > profile.duration_s:
        able = [i for i, n in enumerate(wanted) if words[i] > 1 and least[i] > n.shortest]
        if not able:
            return None
        take(max(able, key=lambda i: words[i]), 1)
    return [(need, count) for need, count in zip(wanted, cut, strict=True) if count]


def _underflow(wanted: Sequence[Need], profile: DeliveryProfile) -> BudgetError:
    most = sum((n.most for n in wanted), Fraction(0))
    missing = profile.duration_s - most
    words = math.ceil(missing / Fraction(str(profile.reading.per_word_s)))
    units = Counter(need.letters for need in wanted if need.words)
    letters = units.most_common(1)[0][0] if units else 0
    return BudgetError(
        f"too little text: {_s(missing)} s are missing; with every card at its longest "
        f"the story fills {_s(most)} of {_s(profile.duration_s)} s",
        remedy=f"Add a card or two (about {amount(words, letters)}), or use more of the footage.",
    )


def _s(seconds: Fraction) -> str:
    """Return seconds with one decimal, or none when whole."""
    return f"{float(seconds):.1f}".removesuffix(".0")
