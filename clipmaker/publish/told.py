"""What is told about a clip in the files beside it, in the audience's language; pure.

The words are data: the tables ``told`` and ``kinds`` of assets/words. Audiences without words of
their own read English ones, and are told so. A card kind says in its declaration how it is read
out; one that does not is read out in full.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clipmaker.brand.model import Brand
from clipmaker.languages import NAMES
from clipmaker.paint.numerals import decimal_sign, numeral
from clipmaker.paint.wording import Wording, wording
from clipmaker.quotes import quoted, without_quotes
from clipmaker.resources import words_file
from clipmaker.scripts import ends_sentence, with_stop
from clipmaker.story.dates import shown_date
from clipmaker.story.field_values import Event, MapPlace, Number, Table
from clipmaker.story.model import Card, Footage
from clipmaker.story.parts import with_units
from clipmaker.story.photo import Photo
from clipmaker.story.spec import CardSpec, Seen
from clipmaker.text.markup import plain_text

_NAMES_ITSELF = re.compile(r"[^\W\d_]+\s?[:：]")


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Tells what is seen and heard, for one audience.

    Attributes:
        language: language code of the story.
        said: the words that stand on screen.
        sentences: sentences with places for what is told, by name.
        kinds: what kinds of shots are called.
    """

    language: str
    said: Wording
    sentences: Mapping[str, str]
    kinds: Mapping[str, str]

    @property
    def note(self) -> str:
        """Say that the words are English though the audience reads another language; or ""."""
        own = self.language.split("-")[0].lower()
        if own == self.said.language:
            return ""
        return f"(Clipmaker has no words in {NAMES.get(own, own)}: its own are in English.)"

    def tell(self, words: str, **places: str) -> str:
        """Return a sentence with its places filled."""
        text = self.sentences[words]
        return re.sub(r"\{(\w+)\}", lambda match: places.get(match[1], match[0]), text)

    def stopped(self, text: str) -> str:
        """Return a text that ends as a sentence of these words does."""
        return text if ends_sentence(text, self.language) else with_stop(text, self.said.language)

    def kind(self, item: Card | Footage) -> str:
        """Return what a kind of shot is called."""
        name = item.kind if isinstance(item, Card) else "footage"
        return self.kinds.get(name, self.kinds["card"])

    def clock(self, tenths: int) -> str:
        """Return a time as ``m:ss``, with tenths where it is no whole second."""
        sign = decimal_sign(self.said.language)
        part = f"{sign}{tenths % 10}" if tenths % 10 else ""
        return f"{tenths // 600}:{tenths // 10 % 60:02d}{part}"

    def number(self, number: Number) -> str:
        """Return a number as the audience writes it, with what it counts."""
        return f"{numeral(number, self.language).text} {plain_text(number.label)}".strip()

    def texts(self, value: object) -> list[str]:
        """Return what is written in a field, as a viewer reads it; a photo's credit."""
        if isinstance(value, Photo):
            return [value.credit] if value.credit else []
        if isinstance(value, str):
            return [plain_text(value)] if value else []
        if isinstance(value, Table):
            value = value.numbers
        if isinstance(value, Sequence):
            return [self._part(part) for part in value]
        return []

    def _part(self, part: object) -> str:
        """Return an item of a list, as a viewer reads it."""
        if isinstance(part, Number):
            return self.number(part)
        if isinstance(part, Event):
            return f"{shown_date(part.date, self.language)}: {plain_text(part.text)}"
        return plain_text(part.name if isinstance(part, MapPlace) else str(part))

    def card(self, card: Card, spec: CardSpec | None, brand: Brand) -> list[str]:
        """Return what is seen on a card, as sentences."""
        card = with_units(card)
        if spec is None or not spec.seen:
            return self._read_out(card)
        found = [self._sentence(card, seen, brand) for seen in spec.seen]
        return [sentence for sentence in found if sentence]

    def footage(
        self, credit: str, spoken: Sequence[str], *, subtitled: bool, disguised: bool = False
    ) -> list[str]:
        """Return what is seen and heard in footage, as sentences.

        Args:
            credit: whose it is.
            spoken: language codes of what is said, but for the audience's own; "" where that
                is not known.
            subtitled: whether subtitles are shown.
            disguised: whether its speech is heard in another voice.
        """
        name = self.languages(spoken)
        words = "footage_in" if name else "footage"
        found = [self.stopped(self.tell(words, credit=credit, language=name))]
        if subtitled:
            own = self.said.language_name(self.language.split("-")[0]) or self.language
            found.append(self.stopped(self.tell("subtitles", language=own)))
        if disguised:
            found.append(self.tell("voice_changed"))
        return found

    def languages(self, codes: Sequence[str]) -> str:
        """Return languages as the audience calls them, "" for what has no name."""
        names = map(self.said.language_name, codes)
        return self.said.separator.join(filter(None, names))

    def _sentence(self, card: Card, seen: Seen, brand: Brand) -> str:
        """Return one sentence about a card, "" when there is nothing to say."""
        value = card.fields.get(seen.text) if seen.text else None
        if not seen.words:
            return " ".join(map(self.stopped, self.texts(value)))
        text = self.said.separator.join(self.texts(value))
        if seen.text and not text:
            return ""
        if seen.quoted:
            text = without_quotes(text)
            whole = self.stopped(text) if seen.stopped_inside else text
            text = quoted(whole, self.said.language)
        elif _NAMES_ITSELF.match(text):
            return self.stopped(text)
        who = [plain_text(card.text(name)) for name in seen.who]
        told = self.tell(
            seen.words,
            text=text,
            who=self.said.separator.join(part for part in who if part),
            ground=self._ground(card, seen),
            brand=brand.title,
            name=" ".join(brand.end.title),
        )
        return told if seen.quoted and not seen.who else self.stopped(told)

    def _ground(self, card: Card, seen: Seen) -> str:
        """Return what a card's words stand on, in the middle of a sentence."""
        photo = card.picture if seen.ground else None
        if photo is None:
            return self.tell("ground_plain")
        alt = photo.alt.rstrip(".。")
        return self.tell("ground_described", alt=alt) if alt else self.tell("ground_photo")

    def _read_out(self, card: Card) -> list[str]:
        """Return everything that is written on a card."""
        found = []
        for value in card.fields.values():
            if isinstance(value, Photo):
                if value.lent:
                    continue
                alt = value.alt.rstrip(".。")
                shown = self.tell("photo_described", alt=alt) if alt else self.tell("photo")
                found.append(self.stopped(shown))
                credit = value.credit
                if credit and not _NAMES_ITSELF.match(credit):
                    credit = self.tell("photo_by", text=credit)
                found += [self.stopped(credit)] if credit else []
            else:
                found += [self.stopped(text) for text in self.texts(value)]
        return found


def teller(language: str) -> Teller:
    """Return who tells about a clip to an audience."""
    data = _read(words_file(language))
    return Teller(
        language=language,
        said=wording(language),
        sentences=data["told"],
        kinds=data["kinds"],
    )


@cache
def _read(file: Path) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
