"""What is pasted beside a clip: the post's text and the alt texts."""

import datetime
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from clipmaker.brand.load import load_brand
from clipmaker.publish.post import alt_text, post_text
from clipmaker.story.field_values import FieldValue
from clipmaker.story.model import Card, Footage, Story
from clipmaker.story.photo import Photo
from clipmaker.timeline.model import PlacedCue, Shot, Timeline


def card(kind: str, **fields: FieldValue) -> Card:
    return Card(kind=kind, fields=fields)


def story(*shots: Card | Footage, **more: object) -> Story:
    bare = Story(
        file=Path("/s/story.yaml"),
        date=datetime.date(2025, 1, 13),
        slug="slug",
        headline="The headline",
        shots=shots,
    )
    return replace(bare, **more)  # type: ignore[arg-type]


def alt(*shots: Shot, **more: object) -> str:
    timeline = Timeline(rate=Fraction(30), frames=shots[-1].end_frame, shots=shots, sounds=())
    return alt_text(story(*(s.item for s in shots), **more), timeline, load_brand("news-60"))


def test_the_cover_that_was_chosen_is_described_and_warnings_are_said() -> None:
    shots = (
        Shot(index=0, item=card("caption", text="First."), start_frame=0, frames=90),
        Shot(index=1, item=card("warning", text="Injured people"), start_frame=90, frames=90),
        Shot(
            index=1, item=Footage(file=Path("/s/f.mp4"), credit="AFP"), start_frame=180, frames=90
        ),
        Shot(index=2, item=card("caption", text="Last."), start_frame=270, frames=90),
    )
    timeline = Timeline(rate=Fraction(30), frames=360, shots=shots, sounds=(), cover_frame=300)
    found = alt_text(story(*(shot.item for shot in shots)), timeline, load_brand("news-60"))
    assert found.startswith("Cover\nText on a plain ground: “Last.”\n")
    assert "Warning before 2\nA content warning: “Injured people.”\n\n2. footage, " in found


def test_headline_sentences_link_hashtags() -> None:
    found = story(
        card("title", text="The headline"),
        card("caption", text="One *sentence*. Two sentences. Three sentences."),
        link="https://example.org/a",
        hashtags=("Ukraine", "NorthKorea"),
    )
    assert post_text(found) == (
        "The headline\n\nOne sentence. Two sentences.\n\nhttps://example.org/a\n\n"
        "#Ukraine #NorthKorea\n"
    )


def test_the_story_s_own_words_go_first() -> None:
    found = story(card("caption", text="A caption."), post="Read this.")
    assert post_text(found) == "The headline\n\nRead this.\n"


@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        (["One sentence.", "Another one."], "One sentence. Another one."),
        (["A sentence that goes on,", "here on the next card."], ""),
        (["Whole. But this goes on,", "here. And that."], "Whole."),
        (["Long " * 30 + "one.", "Long " * 30 + "two."], "Long " * 30 + "one."),
    ],
)
def test_only_whole_sentences(captions: list[str], expected: str) -> None:
    found = post_text(story(*(card("caption", text=text) for text in captions)))
    assert found == "\n\n".join(part for part in ("The headline", expected) if part) + "\n"


def test_every_shot_is_described() -> None:
    cue = PlacedCue(footage="f", id="c1", start_frame=180, end_frame=200, lines=("x",))
    title = card(
        "title",
        kicker="Ukraine war",
        text="He wants to *stay*",
        photo=Photo(file=Path("/s/p.jpg"), credit="AFP", alt="Two soldiers on a snowy field."),
    )
    shots = (
        Shot(index=0, item=title, start_frame=0, frames=150),
        Shot(
            index=1,
            item=Footage(file=Path("/s/f.mp4"), credit="President's office"),
            start_frame=150,
            frames=165,
            cues=(cue,),
            spoken="ko",
        ),
        Shot(
            index=2,
            item=card("quote", text="Yes", speaker="A. B.", role="Mayor"),
            start_frame=315,
            frames=90,
        ),
        Shot(index=3, item=card("end", sources=("AFP", "NIS")), start_frame=405, frames=90),
    )
    headline = (
        "The headline “He wants to stay” in large letters on a photo: Two soldiers on a snowy "
        "field. Above it: Ukraine war. Photo: AFP. The mark of News in 60 seconds.\n"
    )
    assert alt(*shots) == (
        f"Cover\n{headline}\n"
        f"1. title, 0:00 to 0:05\n{headline}\n"
        "2. footage, 0:05 to 0:10.5\nVideo, in Korean, credited to President's office. English "
        "subtitles say what is spoken; the transcript has them all.\n\n"
        "3. quote, 0:10.5 to 0:13.5\nA quotation in large letters: “Yes” — A. B., Mayor.\n\n"
        "4. end, 0:13.5 to 0:16.5\nThe name News in 60 seconds in large letters. "
        "Sources: AFP, NIS.\n"
    )


def test_a_source_that_names_itself_is_not_named_twice() -> None:
    shown = card("caption", text="Yes", source="Sources: AFP")
    found = alt(Shot(index=0, item=shown, start_frame=0, frames=30))
    assert "ground: “Yes” Sources: AFP.\n" in found


def test_a_kind_without_words_of_its_own_is_read_out() -> None:
    shown = card(
        "sketch",
        text="*300* dead",
        rows=("one", "two"),
        photo=Photo(file=Path("/s/p.jpg"), credit="Photo: AFP"),
    )
    found = alt(Shot(index=0, item=shown, start_frame=0, frames=30))
    assert "300 dead. one. two. A photo. Photo: AFP.\n" in found
