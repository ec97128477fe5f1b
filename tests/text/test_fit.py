import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clipmaker.text.engine import TooLongError, measure, plain_text, set_text

from .samples import CAPTION, HEADLINE, SENTENCES

WORDS = st.lists(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzÄé,.", min_size=1, max_size=11).filter(
        lambda word: any(c.isalpha() for c in word)
    ),
    min_size=1,
    max_size=16,
)


def texts(paragraph):
    return [line.text for line in paragraph.lines]


def least_ragged(text, style, width, count):
    """Return the smallest possible spread of line widths over so many lines, by trying all."""
    words = text.split()
    best = float("inf")

    def go(start, left, widths):
        nonlocal best
        if left == 1:
            last = measure(" ".join(words[start:]), style)
            if last <= width:
                mean = (sum(widths) + last) / count
                best = min(best, sum((w - mean) ** 2 for w in [*widths, last]))
            return
        for end in range(start + 1, len(words) - left + 2):
            wide = measure(" ".join(words[start:end]), style)
            if wide > width:
                break
            go(end, left - 1, [*widths, wide])

    go(0, count, [])
    return best


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(500, 900))
def test_no_word_is_lost_no_line_too_wide(words, width):
    assume(all(measure(word, CAPTION) <= width for word in words))
    found = set_text(" ".join(words), CAPTION, width_px=width)
    assert " ".join(texts(found)) == " ".join(words)
    assert all(line.width_px <= width + 0.05 for line in found.lines)
    assert found.width_px == max(line.width_px for line in found.lines)
    assert found.height_px == pytest.approx(len(found.lines) * 68 * found.style.line_height)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(500, 900))
def test_there_are_as_few_lines_as_possible_or_some_more_to_mend_a_flaw(words, width):
    assume(all(measure(word, CAPTION) <= width for word in words))
    fewest, line = 1, ""
    for word in words:
        longer = f"{line} {word}".strip()
        if measure(longer, CAPTION) > width:
            fewest, longer = fewest + 1, word
        line = longer
    found = set_text(" ".join(words), CAPTION, width_px=width)
    # A phrase that would be torn, as before a full stop, is worth two lines.
    assert len(found.lines) in (fewest, fewest + 1, fewest + 2)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["bread", "lamp", "island", "river", "stone", "paper"]),
        min_size=3,
        max_size=9,
    )
)
def test_plain_words_are_balanced_as_well_as_can_be(words):
    text = " ".join(words)
    found = set_text(text, CAPTION, width_px=560)
    widths = [line.width_px for line in found.lines]
    mean = sum(widths) / len(widths)
    spread = sum((width - mean) ** 2 for width in widths)
    assert spread <= least_ragged(text, CAPTION, 560, len(widths)) * 1.05 + 40


@pytest.mark.parametrize("width", range(420, 900, 40))
@pytest.mark.parametrize(
    "text",
    [
        "The keeper of the old lighthouse says he wants to stay on the island for ever",
        "Two boats were lost in the storm. The harbour confirmed it a day later.",
        "Keeper says he wants to stay",
    ],
)
def test_no_orphan_where_it_can_be_avoided(text, width):
    lines = set_text(text, HEADLINE, width_px=width, smallest_px=60).lines
    if len(lines) > 1:
        single = " " not in lines[-1].text
        others = [line.width_px for line in lines[:-1]]
        assert not single or lines[-1].width_px > 0.5 * sum(others) / len(others)


def test_titles_names_numbers_and_units_stay_together():
    text = "On 3 May 2024 Dr. Ada Byron counted 2.5 million birds at 10 p.m. on the island"
    for width in range(620, 900, 30):
        joined = "|".join(texts(set_text(text, replace(CAPTION, size_px=56), width_px=width)))
        for pair in ("3|May", "May|2024", "Dr.|Ada", "2.5|million", "10|p.m.", "the|island"):
            assert pair not in joined


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        (
            "ja",
            "ウクライナは、負傷した*北朝鮮兵士2人*を拘束したと発表した。韓国も翌日これを確認した。",
            ["北朝鮮兵士2人を", "翌日", "これを", "発表した。"],
        ),
        ("ko", "우크라이나는 *부상당한 북한군 두 명*을 생포했다고 밝혔다.", ["두 명을"]),
    ],
)
def test_phrases_stay_whole_in_a_narrow_column(language, text, whole):
    style = replace(CAPTION, size_px=76, language=language)
    found = set_text(text, style, width_px=654, smallest_px=62)
    assert not found.flawed
    for phrase in whole:
        assert any(phrase in line for line in texts(found)), (phrase, texts(found))


def test_emoji_stand_a_space_apart_not_a_square():
    one, two = (measure(text, CAPTION) for text in ("🔥🔥", "🔥 🔥"))
    assert two - one == pytest.approx(measure("a b", CAPTION) - measure("ab", CAPTION), rel=0.2)


def test_an_emphasised_phrase_stays_on_one_line_when_that_is_cheap():
    found = set_text("The keeper says he wants to *stay here*", HEADLINE, width_px=768)
    assert any("stay here" in line.text for line in found.lines)


def test_emphasis_is_coloured_across_lines_and_only_there():
    style = replace(HEADLINE, colour="#FFFFFF")
    found = set_text("He will *stay on the island* now", style, width_px=500)
    marked = sum(len(r.glyphs) for li in found.lines for r in li.runs if r.colour == "#FFD60A")
    assert marked in (len("stay on the island"), len("stay on the island".replace(" ", "", 1)))
    plain = set_text("He will *stay*", style, width_px=900, emphasis=False)
    assert texts(plain) == ["He will *stay*"]
    assert {run.colour for run in plain.lines[0].runs} == {"#FFFFFF"}


def test_awkward_characters_come_out_as_written():
    text = "a:'\\%{}[];, 2 * 3 <b>&amp; ${x} \\N"
    assert texts(set_text(text, CAPTION, width_px=2000)) == [text]


def test_the_largest_size_that_fits_is_taken():
    text = "Two boats were lost in the storm near the harbour"
    found = set_text(text, HEADLINE, width_px=700, height_px=250, smallest_px=40)
    size = found.style.size_px
    assert found.height_px <= 250.05
    assert 40 < size < 88
    with pytest.raises(TooLongError):
        set_text(text, replace(HEADLINE, size_px=size + 1), width_px=700, height_px=250)


def test_lines_at_most_is_obeyed():
    found = set_text("A rather long label", HEADLINE, width_px=500, lines_at_most=1, smallest_px=20)
    assert len(found.lines) == 1
    assert found.width_px <= 500.05


def test_cutting_as_many_words_as_it_says_makes_it_fit():
    words = [f"word{number}" for number in range(40)]
    room = {"width_px": 700, "height_px": 320, "smallest_px": 60}
    with pytest.raises(TooLongError) as caught:
        set_text(" ".join(words), CAPTION, **room)
    cut = caught.value.words_to_cut
    assert f"Cut {cut} words." in str(caught.value)
    set_text(" ".join(words[:-cut]), CAPTION, **room)
    with pytest.raises(TooLongError):
        set_text(" ".join(words[: 1 - cut]), CAPTION, **room)


def test_a_text_without_spaces_is_cut_by_characters():
    with pytest.raises(TooLongError, match=r"Cut \d+ characters\."):
        set_text("島" * 60, CAPTION, width_px=300, height_px=200)


def test_lines_follow_a_width_that_changes_on_the_way_down():
    def width_at(top, bottom):
        return 768 if bottom <= 200 else 500

    text = "Two boats were lost in the storm near the harbour and nobody has seen them since"
    found = set_text(text, CAPTION, width_px=width_at)
    step = found.style.size_px * found.style.line_height
    for number, line in enumerate(found.lines):
        assert line.width_px <= width_at(number * step, (number + 1) * step) + 0.05
    assert found.lines[0].width_px > 500


def test_an_overlong_word_first_shrinks_then_breaks():
    long = "Leuchtturmwärterhausbesichtigungstermin"
    shrunk = set_text(long, HEADLINE, width_px=768, smallest_px=30)
    assert texts(shrunk) == [long]
    broken = set_text(long, HEADLINE, width_px=768, smallest_px=80)
    assert len(broken.lines) > 1
    assert "".join(line.removesuffix("-") for line in texts(broken)) == long
    assert all(line.endswith("-") for line in texts(broken)[:-1])
    assert all(line.width_px <= 768.05 for line in broken.lines)


def test_a_tied_pair_wider_than_the_line_is_parted_at_last():
    for width in range(300, 560, 20):
        found = set_text("aaaaaaa\u00a0.aaaaaa", CAPTION, width_px=width)
        assert "".join(texts(found)).replace("-", "") == "aaaaaaa\u00a0.aaaaaa"


def test_a_long_address_breaks_without_hyphens():
    address = "https://www.example.org/world/2025/harbour/story?id=4411"
    found = set_text(f"Read {address} now", CAPTION, width_px=500)
    assert address in "".join(texts(found))


def test_soft_hyphens_show_only_where_a_line_ends():
    text = "Leuchtturm\u00adwärter\u00adhaus"
    assert texts(set_text(text, CAPTION, width_px=2000)) == ["Leuchtturmwärterhaus"]
    assert "".join(texts(set_text(text, CAPTION, width_px=560))).count("-") == 1


def test_a_line_feed_ends_a_line_and_spaces_collapse():
    found = set_text("  one   two \r\n three\tfour\n", CAPTION, width_px=900)
    assert texts(found) == ["one two", "three four"]


def test_tied_spaces_are_respected():
    for width in range(300, 700, 50):
        joined = "|".join(texts(set_text("about 40\u00a0km from here", CAPTION, width_px=width)))
        assert "40\u00a0km" in joined


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("width", [430, 660])
def test_every_script_keeps_its_characters_and_its_room(language, width):
    style = replace(CAPTION, language=language, size_px=48)
    found = set_text(SENTENCES[language], style, width_px=width)
    kept = re.sub(r"[\s\u00ad-]", "", "".join(texts(found)))
    assert kept == re.sub(r"[\s\u00ad-]", "", plain_text(SENTENCES[language]))
    assert all(line.width_px <= width + 0.05 for line in found.lines)
    assert found.right_to_left == (language in ("ar", "he", "fa"))


def test_lines_move_apart_only_where_marks_would_touch():
    plain = set_text("Two boats\nwere lost", HEADLINE, width_px=900)
    assert plain.style.line_height == HEADLINE.line_height
    stacked = set_text("gypsy boats\nẤỒỂ ẤỒỂ ẤỒỂ", HEADLINE, width_px=900)
    assert HEADLINE.line_height < stacked.style.line_height < 1.5
    apart = set_text("aaaaaaaaaaaagg\nÉa", HEADLINE, width_px=900)
    assert apart.style.line_height == HEADLINE.line_height


def test_an_empty_text_is_an_empty_paragraph():
    assert set_text("  \n ", CAPTION, width_px=500).lines == ()
