import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.text.markup import parse_emphasis, plain_text


@pytest.mark.parametrize(
    ("markup", "parts"),
    [
        ("*stay in* it", (("stay in", True), (" it", False))),
        ("He will *stay*.", (("He will ", False), ("stay", True), (".", False))),
        ("*one* *two*", (("one", True), (" ", False), ("two", True))),
        ("(*one*)", (("(", False), ("one", True), (")", False))),
        ("*서울*에서", (("서울", True), ("에서", False))),
        ("島に*残りたい*と", (("島に", False), ("残りたい", True), ("と", False))),
        ("จะ*อยู่*ต่อ", (("จะ", False), ("อยู่", True), ("ต่อ", False))),
        ("*Kyiv*’s", (("Kyiv", True), ("’s", False))),
        ("", ()),
    ],
)
def test_asterisks_around_words_mark_them(markup, parts):
    assert parse_emphasis(markup) == parts


@pytest.mark.parametrize(
    "text",
    [
        *("2 * 3", "2*3*4", "*", "**", "***", "a*b*c", "f*", "* x *", "5* hotel and 4* hotel"),
        *("**bold**", "*open", "back\\slash {b} %d [c];,:'", "one*\n*two"),
    ],
)
def test_other_characters_come_out_as_written(text):
    assert plain_text(text) == text
    assert not any(marked for _, marked in parse_emphasis(text))


@given(st.text(alphabet="ab *\n.\\{残2"))
def test_only_pairs_of_asterisks_are_taken_out(markup):
    parts = parse_emphasis(markup)
    marked = sum(1 for _, emphasised in parts if emphasised)
    assert all(text for text, _ in parts)
    assert plain_text(markup).replace("*", "") == markup.replace("*", "")
    assert markup.count("*") - plain_text(markup).count("*") == 2 * marked


def test_importing_it_is_light():
    heavy = "('PIL', 'numpy', 'uharfbuzz', 'budoux')"
    code = f"import sys, clipmaker.text.markup; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "text",
    [
        "f**k the voters",
        "sh*t and b*llocks",
        "f*** off ***",
        "5*3 and 2*4",
        "*ss-kissing f*ck",
        "a*b*c",
    ],
)
def test_asterisks_that_are_no_pair_around_words_stay(text):
    assert plain_text(text) == text
