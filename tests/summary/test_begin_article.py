"""A story is begun from an article's bytes, with its pictures and its source beside it."""

from datetime import date
from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.edit.begin import NewStory, begin_story, read_new
from clipmaker.errors import InputError
from clipmaker.facts.article import read_article
from clipmaker.story.load import load_story
from tests.summary.article_files import docx, jpeg

HEADLINE = "Flood cuts off harbour town"


@pytest.fixture(scope="module")
def word() -> bytes:
    return docx(
        [("Title", HEADLINE), ("", "Date: 2025-01-13"), ("", "At least 12 people died on Monday."),
         ("picture", "r1"), ("Caption", "A street in Port Ellery. Photo: Ana Ruiz"),
         ("picture", "r2"), ("", "More than 2,000 homes have no power."),
         ("picture", "r3"), ("Caption", "A tiny map. Photo: Ana Ruiz")],
        {"r1": jpeg(), "r2": jpeg((1, 2, 3)), "r3": jpeg(size=(60, 60))},
    )  # fmt: skip


def test_an_uploaded_document_becomes_a_story_with_its_picture(word: bytes, tmp_path: Path) -> None:
    begun = begin_story(
        NewStory(
            summary=Path("upload.docx"), content=word, folder=tmp_path / "story", profile="tiny"
        )
    )
    story = load_story(begun.file, specs=specs())
    photo = story.shots[0].photo("photo")  # type: ignore[union-attr]
    assert photo is not None
    assert (photo.credit, photo.alt) == ("Ana Ruiz", "A flooded street")
    assert photo.file == (tmp_path / "story" / "pictures" / "picture-1.jpg").resolve()
    assert [(one.name, one.line, one.reason) for one in begun.pictures_left_out] == [
        ("picture-2.jpg", 6, "nobody says whose it is: pictures without a credit stay out"),
        ("picture-3.jpg", 8, "it is too small to fill a card (60x60)"),
    ]
    assert sorted(file.name for file in (tmp_path / "story").rglob("*.*")) == [
        "picture-1.jpg",
        "story.yaml",
        "upload.docx",
    ]
    assert story.source is not None
    article = read_article(story.source, "en")
    assert article.lines[0].text == HEADLINE
    lines = [line.text for line in article.lines]
    assert "More than 2,000 homes have no power." in lines
    # What a card says of its picture is held against what the article says of it.
    assert "A street in Port Ellery." in lines


def test_where_there_is_a_story_already_nothing_is_left_behind(word: bytes, tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="there is a story already"):
        begin_story(NewStory(summary=Path("upload.docx"), content=word, folder=tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["story.yaml"]


def test_pictures_of_a_page_are_taken_from_its_own_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(jpeg())
    site = tmp_path / "site"
    (site / "p_files").mkdir(parents=True)
    (site / "p_files" / "a b.jpg").write_bytes(jpeg())
    figures = "".join(
        f'<figure><img src="{name}"><figcaption>A street. Photo: Ana Ruiz</figcaption></figure>'
        for name in ("p_files/a%20b.jpg", "../secret.jpg", "https://a.org/c.jpg", "p_files/x.jpg")
    )
    page = f"<html><head></head><body><h1>{HEADLINE}</h1>{figures}<p>At least 12 died.</p></body>"
    (site / "p.html").write_text(page, encoding="utf-8")
    begun = begin_story(
        NewStory(
            summary=site / "p.html",
            folder=tmp_path / "story",
            day=date(2025, 1, 13),
            profile="tiny",
        )
    )
    assert [file.name for file in begun.pictures] == ["a-b.jpg"]
    assert [one.name for one in begun.pictures_left_out] == ["secret.jpg", "c.jpg", "x.jpg"]


GERMAN = (
    "Mindestens zwölf Menschen sind bei dem Hochwasser in der Stadt am Meer ums Leben gekommen, "
    "teilte die Polizei am Montag mit, und mehr als 2.000 Häuser sind ohne Strom."
)


def test_text_in_other_languages_is_told() -> None:
    english = "At least 12 people died when the river burst its banks on Monday, the police said."
    korean = "홍수로 12명이 숨졌다고 경찰이 밝혔다."
    text = "\n\n".join((HEADLINE, english, GERMAN, korean, english.replace("12", "13")))
    found = read_new(text.encode(), NewStory(summary=Path("a.txt")))
    assert found.notes == (
        "it holds text in German and Korean, too: take out what is not for this audience",
    )
    assert len(found.paragraphs) == 4


def test_a_plain_text_s_language_is_told_by_its_words() -> None:
    text = f"Hochwasser trennt Hafenstadt ab\n\n{GERMAN}"
    found = read_new(text.encode(), NewStory(summary=Path("a.txt")))
    assert (found.language, found.language_said, found.notes) == ("de", False, ())
