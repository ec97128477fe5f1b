"""Long texts in beats: where they are parted, when each comes in, what the budget gives them."""

from dataclasses import replace

import pytest
from builders import profile
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cards.registry import specs
from clipmaker.profile.model import Reading
from clipmaker.story.model import Card
from clipmaker.text.markup import plain_text
from clipmaker.timeline.beats import LONG_WORDS, beat_turns_s, beats
from clipmaker.timeline.budget import card_need
from clipmaker.timeline.model import Shot
from clipmaker.timeline.reading import count_words
from clipmaker.timeline.telling import telling_frame, telling_moments

CAPTION = specs()["caption"]
READING = Reading()
THREE = (
    "Zelenskyy posted the interrogation of two wounded North Koreans. Seoul *confirmed the "
    "capture* in Russia’s Kursk region. One of them says he was told that it was only training."
)


def caption(text: str) -> Card:
    return Card(kind="caption", fields={"text": text})


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", THREE, 3),
        ("en", "Kyiv says it captured two men. Seoul confirmed it.", 1),
        ("en", THREE.replace(".", ","), 1),
        ("en", THREE.replace("interrogation of", "interrogation by Gen. Budanov at 14.30 of"), 3),
        ("de", "Am 3. Januar nahm Kiew zwei Männer gefangen, sagt das Amt. " * 2, 2),
        ("ja", "ウクライナは北朝鮮の負傷兵二人を捕らえたと発表した。" * 2, 2),
        ("hi", "यूक्रेन ने कहा कि उसने दो घायल उत्तर कोरियाई सैनिकों को पकड़ लिया है। " * 2, 2),
        ("am", "ዩክሬን ሁለት የቆሰሉ የሰሜን ኮሪያ ወታደሮችን በኩርስክ ክልል መያዟን ዛሬ ገለጸች። " * 2, 2),
        ("hy", "Ուկրաինան հայտնեց, որ գերի է վերցրել երկու վիրավոր հյուսիսկորեացի զինվոր։ " * 2, 2),
        ("ar", "هل أسرت كييف جنديين جريحين من كوريا الشمالية في منطقة كورسك؟ " * 2, 2),
    ],
)
def test_a_long_text_is_told_sentence_after_sentence(language: str, text: str, count: int) -> None:
    parts = beats(text, language)
    assert len(parts) == count
    assert " ".join(parts).replace(" ", "") == text.replace(" ", "")


def test_short_sentences_share_a_beat_with_their_neighbour() -> None:
    text = "No. Kyiv says that it has captured two wounded soldiers. Seoul says so too. Moscow is "
    parts = beats(text + "silent about the fate of both of them. Why?", "en")
    assert [count_words(part) >= 5 for part in parts] == [True] * len(parts)
    assert parts[0].startswith("No. Kyiv")
    assert parts[-1].endswith("Why?")


def test_emphasis_that_reaches_over_an_end_goes_on_in_the_next_beat() -> None:
    text = "Zelenskyy posted the interrogation of two *wounded North Koreans. Seoul confirmed* it "
    first, second = beats(text + "in the Kursk region on Saturday morning.", "en")
    assert first.endswith("*wounded North Koreans.*")
    assert second.startswith("*Seoul confirmed* it")
    assert plain_text(f"{first} {second}") == plain_text(text) + (
        "in the Kursk region on Saturday morning."
    )


@given(st.lists(st.integers(5, 24), min_size=2, max_size=6))
def test_each_beat_stands_alone_for_its_reading_time(words: list[int]) -> None:
    text = " ".join("Word" + " word" * (many - 1) + "." for many in words)
    parts = beats(text, "en")
    if sum(words) <= LONG_WORDS:
        assert parts == (text,)
        return
    assert [count_words(part) for part in parts] == words
    need = card_need(1, caption(text), CAPTION, READING)
    starts = beat_turns_s(parts, float(need.least))
    ends = [*starts[1:], float(need.least)]
    assert starts[0] == 0
    for many, start, end in zip(words, starts, ends, strict=True):
        assert end - start >= READING.base_s + READING.per_word_s * many - 1e-6


def test_a_text_in_beats_may_stand_as_long_as_its_sentences_need() -> None:
    many = " ".join(["Kyiv says that it has captured two wounded soldiers in Kursk."] * 5)
    need = card_need(1, caption(many), CAPTION, READING)
    assert CAPTION.longest_s < need.least <= need.most
    run_on = card_need(1, caption(many.replace(".", ",")), CAPTION, READING)
    assert run_on.least > run_on.most


def test_the_language_decides_where_a_sentence_ends() -> None:
    greek = caption("Γιατί κρατούνται οι δύο Βορειοκορεάτες στρατιώτες στο Κίεβο σήμερα; " * 3)
    greek_s, english_s = (card_need(1, greek, CAPTION, READING, one).most for one in ("el", "en"))
    assert greek_s > english_s


def test_what_comes_in_last_is_there_in_the_telling_frame() -> None:
    for frames in (60, 90, 240, 360):
        shot = Shot(index=0, item=caption("Kyiv."), start_frame=30, frames=frames)
        assert 30 + frames - 7 <= telling_frame(shot, profile().rate) < 30 + frames


def test_every_beat_has_a_moment_of_its_own() -> None:
    given_ = replace(profile(), reading=READING)
    shot = Shot(index=2, item=caption(THREE), start_frame=300, frames=375)
    moments = telling_moments(shot, specs(), "en", given_)
    starts = [300 + round(turn * 30) for turn in beat_turns_s(beats(THREE, "en"), 12.5)]
    assert [moment.start_frame for moment in moments] == starts
    assert moments[-1].end_frame == 675
    assert all(one.start_frame + 30 < one.frame < one.end_frame for one in moments)
    (whole,) = telling_moments(replace(shot, item=caption("Kyiv.")), specs(), "en", given_)
    assert whole.frame == telling_frame(shot, given_.rate)
