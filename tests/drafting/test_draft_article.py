"""A draft from a longer article: what carries the story, nothing invented, nothing twisted."""

from datetime import date
from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.drafting.choose import draft_article
from clipmaker.drafting.counted import counted
from clipmaker.drafting.days import weekdays_told, with_dates
from clipmaker.drafting.shorten import shortened
from clipmaker.drafting.statements import sentences, statements_of
from clipmaker.drafting.words import words_of
from clipmaker.profile.load import load_delivery
from clipmaker.story.field_values import Number
from clipmaker.summary.draft import Draft, DraftBounds
from clipmaker.summary.draft_file import story_yaml
from clipmaker.summary.read import Summary
from tests.summary.written import read_summary

DAY = date(2025, 1, 13)
ARTICLE = """\
‘We swam out of the window’: flood cuts off harbour town

PORT ELLERY (Reuters) — A flood cut off the harbour town of Port Ellery on Saturday after its only bridge fell, police said.

At least 12 people died and 40 were injured. However, the number may rise, police said.

Mayor Maria Lopez spoke of the worst night of her life. “We have never seen this,” she told reporters.

“The water came at four in the morning,” Tom Okoro, a baker, said. Both of his shops are gone. He swam out of the window with his son, he said.

The town lies on a river that was straightened in 1962. Its harbour was built in 1875 for the coal trade, which ended long ago.

In 1998 a storm flooded the old market. A museum tells of it.

The army sent 300 soldiers and two field kitchens. Schools stay closed until Friday.

Government spokesman Ian Bell said that 4 million euros would be paid to families, which he called a first step.

Bell did not say when the bridge would be built again.

A shop nearby sells postcards. Its owner likes the sea. Many people in the region go fishing on Sundays. The weather is often bad in winter there.
"""  # noqa: E501

BOATS = "Soldiers crossed the river in small boats before dawn and"
BOOTE = "Die Soldaten überquerten früh am Morgen in kleinen Booten den breiten Fluss und"
CHOVNY = "Солдати ще до світанку перетнули річку на трьох маленьких човнах і"


def read(text: str, language: str = "en") -> Summary:
    return read_summary(text, Path("a.txt"), language=language)


@pytest.fixture(scope="module")
def draft() -> Draft:
    room = DraftBounds(specs=specs(), profile=load_delivery("news-45"), fits=lambda _: True)
    return draft_article(read(ARTICLE), room, DAY)


def told(found: Draft) -> str:
    return "\n".join(card.told for card in found.cards)


def test_what_carries_the_story_is_told_in_its_order(draft: Draft) -> None:
    text = told(draft)
    assert draft.least_s <= draft.length_s <= draft.most_s
    assert "A flood cut off the harbour town of Port Ellery on Saturday" in text
    assert "He swam out of the window with his son" in text
    places = [card.line for card in draft.cards[1:-1]]
    assert places == sorted(places)
    for dull in ("1962", "1998", "postcards", "fishing"):
        assert dull not in text


def test_no_sentence_stands_without_the_one_it_leans_on(draft: Draft) -> None:
    cards = [card.text for card in draft.cards]
    swam = next(i for i, text in enumerate(cards) if "He swam" in text)
    assert "Tom Okoro" in "".join(card.told for card in draft.cards[swam - 2 : swam + 1])


def test_no_word_is_the_draft_s_own(draft: Draft) -> None:
    article = set(words_of(ARTICLE))
    for card in draft.cards:
        assert set(words_of(card.told)) <= article


def test_what_is_left_out_is_listed_by_weight_and_nothing_is_lost(draft: Draft) -> None:
    left = [card.text for card in draft.left_out]
    shortened_from = " ".join(card.original for card in draft.cards)
    kept = words_of(" ".join((told(draft), shortened_from, *left)))
    assert set(words_of(ARTICLE)) <= set(kept)
    assert not any("postcards" in text or "museum" in text for text in left[:2])
    written = story_yaml(draft, day=DAY, language="en", summary="a.txt", file="story.yaml")
    assert "the weightiest first:" in written
    assert "# Saturday: January 11 or January 18?" in written
    assert "# In the article: PORT ELLERY (Reuters) — A flood" in written


def test_a_counted_sentence_becomes_figures() -> None:
    (one,) = statements_of(read("Headline\n\nAt least 12 people died and 40 were injured."))
    assert counted(one, "en") == counted_numbers(("At least ", "12", "people died"),
("", "40", "were injured"))  # fmt: skip
    (said,) = statements_of(read("Headline\n\nAccording to police, 12 died, 3 of them at sea."))
    assert counted(said, "en") is None or counted(said, "en").source == "Police"  # type: ignore[union-attr]


def counted_numbers(*parts: tuple[str, str, str]) -> object:
    from clipmaker.drafting.counted import Counted

    return Counted(tuple(Number(prefix=a, value=v, label=label) for a, v, label in parts))


@pytest.mark.parametrize(
    "text",
    [
        "About 12 people died in the harbour and others are missing.",
        "The army sent 300 soldiers to the town.",
        "Police said 12 people died.",
        "4 million euros were paid.",
        "No more than 12 people died.",
    ],
)
def test_a_sentence_that_says_more_stays_a_sentence(text: str) -> None:
    (one,) = statements_of(read(f"Headline\n\n{text}"))
    found = counted(one, "en")
    assert found is None or set(words_of(text)) == {
        word for number in found.numbers for word in words_of(str(number))
    }


@pytest.mark.parametrize(
    ("text", "language", "short"),
    [
        ("However, he has since said he would stay.", "en", "He has since said he would stay."),
        (
            "The National Intelligence Service (NIS) confirmed it.",
            "en",
            "The National Intelligence Service confirmed it.",
        ),
        (
            f"{BOATS} took the old harbour, which was built in 1875.",
            "en",
            f"{BOATS} took the old harbour.",
        ),
    ],
)
def test_a_sentence_is_shortened(text: str, language: str, short: str) -> None:
    found = shortened(text, language, {}, first=False)
    assert (found.text, found.original) == (short, text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{BOATS} took the harbour, which police said was empty.", "en"),
        (f"{BOATS} took the harbour, which nobody had not expected.", "en"),
        (f"{BOATS} took the old harbour, according to police.", "en"),
        (f"{BOATS} will take the old harbour, unless it rains.", "en"),
        (f"{BOOTE} nahmen den einen Mann fest, der schoss.", "de"),
        (f"{CHOVNY} затримали того самого чоловіка, який стріляв.", "uk"),
        ("He said (and nobody denied it) that all was well.", "en"),
    ],
)
def test_what_would_change_the_meaning_stays(text: str, language: str) -> None:
    assert shortened(text, language, {}, first=False).text == text


def test_capitals_at_the_start_become_the_article_s_own_spelling() -> None:
    summary = read(
        "Headline\n\nON SATURDAY, UKRAINE’S President met NATO envoys.\n\nHe is on the way to "
        "Ukraine."
    )
    assert statements_of(summary)[0].text == "On Saturday, Ukraine’s President met NATO envoys."


@pytest.mark.parametrize(
    ("text", "language", "dated"),
    [
        ("It fell yesterday.", "en", "It fell yesterday (January 12)."),
        ("Die Brücke brach gestern.", "de", "Die Brücke brach gestern (12. Januar)."),
        # Nobody knows for sure whether a day of the week is over.
        ("La préfecture ouvre vendredi.", "fr", "La préfecture ouvre vendredi."),
        ("Talks resume on Saturday, he said.", "en", "Talks resume on Saturday, he said."),
        ("It fell on 12 January.", "en", "It fell on 12 January."),
        ("Aconteceu na quinta-feira.", "pt", "Aconteceu na quinta-feira."),
    ],
)
def test_days_get_their_date_where_it_is_certain(text: str, language: str, dated: str) -> None:
    assert with_dates(text, language, DAY) == dated


def test_of_a_day_of_the_week_both_dates_are_told_beside_the_card() -> None:
    assert weekdays_told("It fell on Saturday.", "en", DAY) == "Saturday: January 11 or January 18?"
    assert weekdays_told("It fell on Monday.", "en", DAY) == ""


@pytest.mark.parametrize(
    ("text", "language", "many"),
    [
        ("The U.S. President met Mr. Smith at 5 p.m. on Monday. He left.", "en", 2),
        ("“We go. We stay,” he said. Then rain.", "en", 2),
        ("Am 12. Januar kam z. B. Dr. Kim. „Ja. Nein“, sagte er. Rund 2.000 blieben.", "de", 3),
        ("У м. Київ приїхав п. Коваль. Він пішов. «Так. Ні», — сказав він.", "uk", 3),
        ("O Sr. Silva saiu. A dra. Ana ficou. Morreram 2.000 pessoas.", "pt", 3),
        ("경찰은 12명이 숨졌다고 밝혔다. 그는 떠났다.", "ko", 2),
        ("قالت الشرطة إن 12 شخصا لقوا حتفهم. هل يعود؟ نعم.", "ar", 3),
        ("警察は12人が死亡したと発表した。彼は去った。", "ja", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, language: str, many: int) -> None:
    assert len(sentences(text, language)) == many


def test_what_fits_as_it_is_written_is_left_so() -> None:
    room = DraftBounds(specs=specs(), profile=load_delivery("news-60"), fits=lambda _: True)
    found = draft_article(read("A headline\n\nHowever, all is well on Saturday."), room, DAY)
    assert found.cards[1].text == "However, all is well on Saturday."
    assert not found.chosen


def test_of_a_very_long_article_nothing_is_lost() -> None:
    told = [f"The mayor of town number {i} said that the bridge stays closed." for i in range(250)]
    room = DraftBounds(specs=specs(), profile=load_delivery("news-45"), fits=lambda _: True)
    found = draft_article(read("A headline\n\n" + "\n\n".join(told)), room, DAY)
    assert len(found.left_out) + sum("mayor" in card.text for card in found.cards) >= 250 - 3
    assert found.least_s <= found.length_s <= found.most_s
