"""Lists, charts and further pictures in a draft: the article's own, or none."""

from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.drafting.choose import illustrated
from clipmaker.drafting.pictured import DraftPicture
from clipmaker.drafting.series import charted, listed
from clipmaker.drafting.statements import statements_of
from clipmaker.profile.load import load_delivery
from clipmaker.story.load import load_story
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo
from clipmaker.summary.draft import Draft, DraftBounds, draft_story
from clipmaker.summary.draft_file import story_yaml
from tests.drafting.test_draft_article import DAY, read

ROOM = DraftBounds(specs=specs(), profile=load_delivery("news-60"), fits=lambda _: True)


def card_of(make: object, text: str, language: str = "en") -> Card | None:
    (one,) = statements_of(read(f"Headline\n\n{text}", language))
    found = make(one, language)  # type: ignore[operator]
    assert found is None or isinstance(found, Card)
    return found


@pytest.mark.parametrize(
    ("text", "language", "points"),
    [
        ("The town named three reasons: wet roads, a power cut and trees on the line.", "en",
         ("wet roads", "a power cut", "trees on the line")),
        ("They ask for help: water for days, warm clothes, and a torch.", "en",
         ("water for days", "warm clothes", "a torch")),
        ("Zwei Gründe nennt die Stadt: nasse Straßen; der Stromausfall.", "de",
         ("nasse Straßen", "der Stromausfall")),
    ],
)  # fmt: skip
def test_an_enumeration_becomes_a_list(text: str, language: str, points: tuple[str, ...]) -> None:
    found = card_of(listed, text, language)
    assert found is not None
    assert (found.kind, found.texts("points")) == ("list", points)


@pytest.mark.parametrize(
    "text",
    [
        # Not as many as it says.
        "The town named two reasons: wet roads, a power cut and trees on the line.",
        # A clause, and a claim, are no things of a list.
        "They need help: food, which is scarce, and water.",
        "Police gave a warning: the roads are closed, officials said, and trains are late.",
        # Nobody can tell which “and” joins what.
        "They ask for help: bread and butter, water and a torch.",
        "They ask for help: water, bread and salt and oil.",
        "It was closed at 10:30, at noon and at dusk.",
        "He said: “Water, bread and salt.”",
    ],
)
def test_what_is_no_list_stays_a_sentence(text: str) -> None:
    assert [listed(one, "en") for one in statements_of(read(f"Headline\n\n{text}"))] == [None]


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("The Greens won 34 percent, Labour 28 percent and the Liberals 12 percent.", "en",
         "34 percent The Greens; 28 percent Labour; 12 percent the Liberals"),
        ("Die Grünen erhielten 34,5 Prozent, die SPD 28 Prozent und die FDP 9 Prozent.", "de",
         "34.5 Prozent Die Grünen; 28 Prozent die SPD; 9 Prozent die FDP"),
        ("The port handled 120 ships in 2021, 180 in 2022 and 240 in 2023.", "en",
         "120 ships 2021; 180 ships 2022; 240 ships 2023"),
        ("Der Hafen zählte 120 Schiffe im Jahr 2021, 180 im Jahr 2022 und 240 im Jahr 2023.", "de",
         "120 Schiffe 2021; 180 Schiffe 2022; 240 Schiffe 2023"),
        ("Exports were $4.5 billion in 2021, $5.1 billion in 2022 and $6 billion in 2023.", "en",
         "$4.5 billion 2021; $5.1 billion 2022; $6 billion 2023"),
        ("Damage by county: North 45 million euros, East 30 million euros and West 12 million "
         "euros.", "en",
         "45 million euros North; 30 million euros East; 12 million euros West"),
    ],
)  # fmt: skip
def test_a_series_of_numbers_becomes_a_chart(text: str, language: str, values: str) -> None:
    found = card_of(charted, text, language)
    assert found is not None
    assert "; ".join(map(str, found.numbers("values"))) == values


@pytest.mark.parametrize(
    "text",
    [
        # Bars would show a rise and a fall alike.
        "Rents rose 5 percent in 2021, fell 3 percent in 2022 and rose 4 percent in 2023.",
        "Rents in North rose 5 percent, East fell 3 percent and West 4 percent.",
        # Bars would be surer than the sentence.
        "The Greens won about 34 percent, Labour 28 percent and the Liberals 12 percent.",
        "The port handled 120 ships in 2021, nearly 180 in 2022 and 240 in 2023.",
        # No series: other units, no order, no names.
        "The Greens won 34 percent, Labour 28 seats and the Liberals 12 percent.",
        "The port handled 120 ships in 2023, 180 in 2022 and 240 in 2021.",
        "At least 12 people died, 40 were injured and 300 lost their homes.",
    ],
)
def test_numbers_that_are_no_series_make_no_chart(text: str) -> None:
    assert card_of(charted, text) is None


def test_points_below_their_announcement_are_one_list() -> None:
    text = (
        "Headline\n\nThe ministry named its reasons:\n\nroads are wet\n\npower is out\n\nIt rains."
    )
    first, second = statements_of(read(text))
    found = listed(first, "en")
    assert found is not None
    assert found.texts("points") == ("roads are wet", "power is out")
    assert second.text == "It rains."


@pytest.fixture
def drafted() -> Draft:
    text = (
        "Flood cuts off harbour town\n\nThe only bridge of Port Ellery fell into the river.\n\n"
        "Schools stay closed until Friday."
    )
    return draft_story(read(text), ROOM)


def picture(name: str, caption: str, line: int = 9) -> DraftPicture:
    photo = Photo(file=Path("/pictures") / name, credit="Ana Ruiz", alt=caption)
    return DraftPicture(photo=photo, caption=caption, line=line)


def test_pictures_stand_behind_what_they_show_or_alone(drafted: Draft) -> None:
    bridge = picture("a.jpg", "The fallen bridge over the river at Port Ellery")
    mayor = picture("b.jpg", "Mayor Maria Lopez at the town hall", 4)
    bare = picture("c.jpg", "")
    found = illustrated(drafted, [bridge, mayor, bare], ROOM, "en")
    shown = {(one.card.kind, one.card.picture.file.name) for one in found.cards if one.card.picture}
    assert shown == {("caption", "a.jpg"), ("photo", "b.jpg")}
    assert [one.card.kind for one in found.cards] == ["title", "caption", "photo", "caption", "end"]
    assert found.pictures_left_out == ("c.jpg",)
    assert found.least_s > drafted.least_s


def test_a_draft_with_a_chart_and_a_list_is_a_story(tmp_path: Path, drafted: Draft) -> None:
    chart = card_of(charted, "The Greens won 34 percent, Labour 28 percent and the SDP 12 percent.")
    points = card_of(listed, "They ask for help: water for days, warm clothes, and a torch.")
    assert chart and points
    title, *_, end = drafted.cards
    cards = (title, *(type(title)(card=one) for one in (chart, points)), end)
    file = tmp_path / "story.yaml"
    whole = Draft(**{**vars(drafted), "cards": cards})
    text = story_yaml(whole, day=DAY, language="en", summary="a.txt", file="story.yaml")
    file.write_text(text, encoding="utf-8")
    assert "whole: none" in text
    assert list(load_story(file, specs=specs()).shots[1:3]) == [chart, points]
