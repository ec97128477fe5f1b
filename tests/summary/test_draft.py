"""Cards from a summary, and the file that they are written to."""

import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.cards.registry import specs
from clipmaker.errors import BudgetError
from clipmaker.profile.load import load_delivery
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.load import load_story
from clipmaker.story.model import Card
from clipmaker.summary.draft import Draft, DraftBounds, draft_story
from clipmaker.summary.draft_file import story_yaml
from clipmaker.summary.read import Summary
from clipmaker.timeline.budget import Need, needs, share
from clipmaker.timeline.reading import count_words
from tests.summary.written import read_summary

DAY = datetime.date(2025, 1, 13)
STATEMENT = "The ministry says that the road to the harbour will open again on Monday morning."


@pytest.fixture(scope="module")
def profile() -> DeliveryProfile:
    return load_delivery("news-60")


def read(*blocks: str) -> Summary:
    return read_summary("\n\n".join(("A headline of six words here", *blocks)), Path("s.txt"))


def draft(
    profile: DeliveryProfile, *blocks: str, footage_s: int = 0, longest: int = 10_000
) -> Draft:
    def fits(card: Card) -> bool:
        return "text" not in card.fields or len(card.text("text")) <= longest

    room = DraftBounds(specs=specs(), profile=profile, fits=fits, footage_s=Fraction(footage_s))
    return draft_story(read(*blocks), room)


def kinds(found: Draft) -> list[str]:
    return [item.card.kind for item in found.cards]


def test_headline_paragraphs_quotation_end(profile: DeliveryProfile) -> None:
    found = draft(profile, STATEMENT, "“Yes,” Jane Doe, mayor, said.", "Sources: AFP, Reuters")
    assert kinds(found) == ["title", "caption", "quote", "end"]
    assert found.cards[2].card.fields == {"text": "Yes", "speaker": "Jane Doe", "role": "Mayor"}
    assert found.cards[3].card.fields == {"sources": ("AFP", "Reuters")}
    assert found.cards[2].told == "“Yes” — Jane Doe, Mayor"


def test_too_little_text_says_what_is_missing(profile: DeliveryProfile) -> None:
    found = draft(profile, STATEMENT)
    assert found.missing_s > 0
    assert found.missing_s <= found.free_s
    assert found.words_missing == -(-found.missing_s // Fraction("0.33"))


def test_a_full_story_can_be_placed(profile: DeliveryProfile) -> None:
    found = draft(profile, *[STATEMENT] * 6)
    cards = [item.card for item in found.cards]
    assert sum(share(needs(cards, {}, specs(), profile), profile)) == profile.frames
    assert not found.missing_s


def test_what_does_not_fit_is_left_out_from_the_end(profile: DeliveryProfile) -> None:
    found = draft(profile, *(f"Number {i}. {STATEMENT}" for i in range(14)), "Sources: AFP")
    kept = [item.text for item in found.cards[1:-1]]
    left = [item.text for item in found.left_out]
    assert kept + left == [f"Number {i}. {STATEMENT}" for i in range(14)]
    assert found.least_s <= profile.duration_s
    assert found.words_left_out == sum(count_words(text) for text in left)
    assert found.cards[-1].card.kind == "end"


def test_room_for_footage_is_kept(profile: DeliveryProfile) -> None:
    found = draft(profile, *[STATEMENT] * 14, footage_s=18)
    assert found.free_s >= 18


def test_a_sentence_or_quotation_is_left_out_whole(profile: DeliveryProfile) -> None:
    words = " ".join(["word"] * 28)
    long = f"It began, {words}, {words}, {words}, {words}, {words}, {words} and ended."
    found = draft(profile, STATEMENT, long)
    assert [item.text for item in found.cards[1:-1]] == [STATEMENT]
    assert "".join(item.text for item in found.left_out).replace(" ", "") == long.replace(" ", "")
    spoken = f"“I did it. {words}. {words}. {words}. {words}. {words}. {words}.” — Jane Doe"
    found = draft(profile, STATEMENT, spoken)
    assert kinds(found) == ["title", "caption", "end"]


def test_the_painter_is_asked(profile: DeliveryProfile) -> None:
    found = draft(profile, f"{STATEMENT} {STATEMENT}", longest=90)
    assert [item.text for item in found.cards[1:-1]] == [STATEMENT, STATEMENT]


def test_a_headline_that_is_too_long_is_refused(profile: DeliveryProfile) -> None:
    room = DraftBounds(specs=specs(), profile=profile, fits=lambda _: True)
    summary = read_summary(" ".join(["word"] * 30), Path("s.txt"))
    with pytest.raises(BudgetError, match="30 words, where 16 can be read in 6 s"):
        draft_story(summary, room)
    with pytest.raises(BudgetError, match="does not fit a title card"):
        draft(profile, longest=10)


def test_sources_without_room_are_named(profile: DeliveryProfile) -> None:
    names = [f"A source with a name of nine whole words {i}" for i in range(9)]
    found = draft(profile, "Sources: " + ", ".join(names))
    shown = found.cards[-1].card.texts("sources")
    assert [*shown, *found.sources_left_out] == names
    assert found.sources_left_out


def written(found: Draft, **more: str) -> str:
    return story_yaml(found, day=DAY, language="en", summary="s.txt", file="story.yaml", **more)


def test_the_file_reads_well(profile: DeliveryProfile) -> None:
    found = draft(profile, STATEMENT, "Sources: AFP, Service (Seoul, Korea)")
    text = written(found, footage="my film: 1.mp4", link="https://example.org/a")
    _, _, body = text.partition("version: 1\n")
    assert body == (
        "date: 2025-01-13\n"
        "language: en\n"
        "link: https://example.org/a\n"
        "shots:\n"
        "  - kind: title\n"
        "    text: A headline of six words here\n"
        "  - kind: caption\n"
        "    text: >-\n"
        "      The ministry says that the road to the harbour will open again on Monday morning.\n"
        "  # There is room for 39.5 to 48.5 s of footage: put the file beside this story,\n"
        "  # move these lines where it belongs and take the # away. Which language is spoken is "
        "recognised;\n"
        "  # a line “language:” with its code says it for certain.\n"
        "  # - kind: footage\n"
        '  #   file: "my film: 1.mp4"\n'
        "  #   credit: Whose pictures these are\n"
        '  #   in: "0:00"\n'
        '  #   out: "0:48"\n'
        "  - kind: end\n"
        '    sources: [AFP, "Service (Seoul, Korea)"]\n'
    )


def test_the_footage_in_the_comment_is_valid(profile: DeliveryProfile, tmp_path: Path) -> None:
    (tmp_path / "interview.mp4").write_bytes(b"x")
    lines = written(draft(profile, STATEMENT)).split("\n")
    start = lines.index("  # - kind: footage")
    end = start + 5
    lines[start:end] = [line.replace("  # ", "  ", 1) for line in lines[start:end]]
    file = tmp_path / "story.yaml"
    file.write_text("\n".join(lines))
    story = load_story(file, specs=specs())
    assert len(story.shots) == 4


ODD = st.text(
    st.sampled_from("ab 12:#'\"*-&!|>%@`[]{},?“”é漢字가\\~=.\u00a0"), min_size=1, max_size=120
).filter(lambda text: any(char.isalpha() for char in text))


@settings(deadline=None, max_examples=60)
@given(st.lists(ODD, min_size=1, max_size=6), st.lists(ODD, max_size=3))
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], sources: list[str]
) -> None:
    profile = load_delivery("news-60")
    room = DraftBounds(specs=specs(), profile=profile, fits=lambda _: True)
    summary = read("\n\n".join(texts))
    found = draft_story(summary, room)
    file = tmp_path_factory.mktemp("story") / "story.yaml"
    file.write_text(written(found, slug="odd"), encoding="utf-8")
    story = load_story(file, specs=specs())
    assert [(shot.kind, dict(shot.fields)) for shot in story.shots] == [
        (item.card.kind, dict(item.card.fields)) for item in found.cards
    ]


def test_a_long_summary_is_counted_once(profile: DeliveryProfile) -> None:
    asked = 0

    class Counted(DraftBounds):
        def need(self, card: Card) -> Need:
            nonlocal asked
            asked += 1
            return super().need(card)

    room = Counted(specs=specs(), profile=profile, fits=lambda _: True)
    many = 300
    found = draft_story(read(*[STATEMENT] * many), room)
    assert len(found.cards) + len(found.left_out) == many + 2
    assert asked < 6 * many
