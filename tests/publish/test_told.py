"""What is told about a clip beside it: in the audience's language, with its numbers and marks."""

import re
import tomllib
from pathlib import Path

import pytest
from test_post import alt, card, story

from clipmaker.cards.registry import specs
from clipmaker.publish.post import post_text
from clipmaker.publish.told import teller
from clipmaker.resources import words_files
from clipmaker.scripts import script_of_language
from clipmaker.story.field_values import Number
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo
from clipmaker.timeline.model import Shot

LANGUAGES = [file.stem for file in words_files()]
ENGLISH = tomllib.loads(next(f for f in words_files() if f.stem == "en").read_text("utf-8"))


def shown(*cards: Card, language: str) -> str:
    shots = tuple(
        Shot(index=i, item=one, start_frame=i * 75, frames=75) for i, one in enumerate(cards)
    )
    return alt(*shots, language=language)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_sentence_with_its_places(code: str) -> None:
    own = next(f for f in words_files() if f.stem == code)
    data = tomllib.loads(own.read_text("utf-8"))
    for table in ("told", "kinds"):
        assert data[table].keys() == ENGLISH[table].keys()
        for name, text in data[table].items():
            assert text.strip(), name
            places = sorted(re.findall(r"\{\w+\}", text))
            assert places == sorted(re.findall(r"\{\w+\}", ENGLISH[table][name])), name
    assert data["labels"]["sources"]
    assert {name for name, spec in specs().items() if not spec.placed} <= data["kinds"].keys()


def test_german_words_numbers_and_marks() -> None:
    numbers = (
        Number(value="50000", label="Menschen"),
        Number(value="12.5", label="Schaden", suffix="Mio. €"),
        Number(value="-3.5", label="Wachstum", suffix="%"),
        Number(value="800", label="je Haushalt", suffix="€"),
    )
    found = shown(
        card("title", text="„Nein“, sagt *sie*", kicker="Urteil"),
        card("figure", numbers=numbers[:3], source="Quelle: dpa"),
        card("figure", numbers=numbers[3:]),
        card("quote", text="„Wir bleiben.“", speaker="A. B.", role="Richterin"),
        card("end", sources=("dpa", "AFP")),
        language="de",
    )
    assert "Titelbild\nDie Schlagzeile „‚Nein‘, sagt sie“ in großer Schrift auf " in found
    assert "1. Titel, 0:00 bis 0:02,5\n" in found
    assert "50.000 Menschen. 12,5 Mio. € Schaden. −3,5 % Wachstum. Quelle: dpa." in found
    assert "800 € je Haushalt." in found
    assert "Ein Zitat in großer Schrift: „Wir bleiben.“ — A. B., Richterin." in found
    assert "Quellen: dpa, AFP." in found
    assert not re.search(r"[“„”\"]{2}", found)


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_english_is_left(code: str) -> None:
    if code == "en":
        return
    photo = Photo(file=Path("/s/p.jpg"), credit="AFP", alt="Α")
    found = shown(
        card("title", text="1", kicker="2", dateline="3", photo=photo),
        card("caption", text="4", source="5"),
        card("quote", text="6", speaker="7"),
        card("end", sources=("8",), note="9"),
        card("photo", text="10", photo=photo),
        language=code,
    )
    found = found.replace("News in 60 seconds", "")
    for word in (
        "Cover",
        "headline",
        "letters",
        "Above",
        "Below",
        "mark of",
        "ground",
        "quotation",
    ):
        assert word not in found
    if script_of_language(code).code != "Latn":
        assert not re.findall(r"[A-Za-z]+", re.sub(r"NEWS IN|60 SECONDS|AFP", "", found))


@pytest.mark.parametrize(
    ("code", "who"), [("ar", "آنا، وزيرة"), ("ja", "岸田、首相"), ("de", "A, B")]
)
def test_who_says_something_is_listed_with_the_commas_of_the_language(code: str, who: str) -> None:
    speaker, role = re.split("[،、,] ?", who)
    assert who in shown(card("quote", text="1", speaker=speaker, role=role), language=code)


def test_a_language_without_words_is_told_in_english_and_says_so() -> None:
    found = shown(card("caption", text="Dwóch żołnierzy."), language="pl")
    assert found.startswith(
        "(Clipmaker has no words in Polish: its own are in English.)\n\nCover\n"
    )
    assert "Text on a plain ground: “Dwóch żołnierzy.”" in found
    assert not teller("de-AT").note


@pytest.mark.parametrize(
    ("code", "caption"),
    [
        ("hy", "Երկու զինվոր գերեվարվել է։"),
        ("my", "စစ်သားနှစ်ဦးကိုဖမ်းဆီးခဲ့သည်။"),
        ("am", "ሁለት ወታደሮች ተይዘዋል።"),
        ("km", "គាត់ចង់ស្នាក់នៅ។"),
        ("ur", "دو فوجی پکڑے گئے۔"),
        ("th", "ทหารที่ถูกจับต้องการอยู่ในยูเครน"),
        ("lo", "ທະຫານບອກວ່າຢາກຢູ່ໃນຢູເຄຣນ"),
        ("el", "Πού είναι οι στρατιώτες;"),
    ],
)
def test_a_post_has_the_captions_of_every_language(code: str, caption: str) -> None:
    found = post_text(story(card("caption", text=caption), language=code))
    assert found == f"The headline\n\n{caption}\n"


def test_a_kind_declares_what_it_gives_to_a_post_and_to_alternative_texts() -> None:
    given = [name for name, spec in specs().items() if spec.post]
    assert given == ["caption"]
    for spec in specs().values():
        names = {field.name for field in spec.fields}
        assert not spec.post or spec.post in names
        for seen in spec.seen:
            assert {seen.text, seen.ground, *seen.who} - {""} <= names
            assert seen.words in ENGLISH["told"] or (not seen.words and seen.text)


def test_values_of_a_chart_are_told_with_their_unit() -> None:
    values = (Number(value="40.5", label="pensions"), Number(value="22", label="health"))
    found = shown(card("chart", text="The money", values=values, unit="%"), language="de")
    assert "40,5 % pensions. 22 % health." in found


def test_a_list_is_told_with_each_point_as_a_sentence() -> None:
    item = card("list", text="What is *known*", points=("Both live", "The talks go on."))
    found = shown(item, language="en")
    assert "1. list, 0:00 to 0:02.5\n" in found
    assert "The headline “What is known” in large letters on a plain ground." in found
    assert "Both live. The talks go on." in found
