from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.text import bidi

MIXED = st.text(alphabet="abאבגدم123 .,-()[]%+$:/٣", min_size=1, max_size=24)


def visual(text, base):
    levels = bidi.levels(text, base)
    return "".join(text[place] for place in bidi.visual_order(list(levels)))


@settings(max_examples=400)
@given(MIXED.map(str.strip).filter(bool), st.sampled_from([0, 1]))
def test_order_agrees_with_the_reference(text, base):
    assert visual(text, base) == get_display(text, base_dir="LR"[base])


def test_a_text_goes_the_way_of_its_language_or_of_the_only_letters_it_has():
    assert bidi.base_level("«שלום» abc", "en") == 0
    assert bidi.base_level("12. abc שלום", "he") == 1
    assert bidi.base_level("«שלום»", "en") == 1
    assert bidi.base_level("AFP", "he") == 0
    assert bidi.base_level("2025", "he") == bidi.base_level("2025", "ar-EG") == 1
    assert bidi.base_level("2025", "en") == 0


def test_brackets_around_latin_stay_a_pair_inside_hebrew():
    assert bidi.levels("א ab (12)", 1)[-4:] == (2, 2, 2, 2)


def test_isolates_and_embeddings_are_obeyed_and_do_not_fail():
    assert bidi.levels("a\u2067אב 1\u2069c", 0)[2:4] == (1, 1)
    assert bidi.levels("\u202bab\u202c", 0)[1] == 2


@given(st.text(max_size=40))
def test_any_text_has_a_level_for_each_character(text):
    assert len(bidi.levels(text, 0)) == len(text)
