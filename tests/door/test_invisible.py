"""What nobody sees is refused where it means nothing, and kept where writing needs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from clipmaker.door.invisible import unseen, visible
from clipmaker.door.words import tidy

NEEDED = [
    "می\u200cخواهم",
    "क्\u200dष",
    "മലയാള\u200dം",
    "👩\u200d🚒 und ❤\ufe0f",
    "1\ufe0f\u20e3",
    "שלום\u200f, ABC\u200e",
    "\u2067مرحبا\u2069 he said",
    "ภาษา\u200bไทย",
    "ភាសា\u200bខ្មែរ",
    "Bundes\u00adverfassung",
    "葛\U000e0100城",
    "10\u00a0000 und\u202f5\u3000円",
]

USELESS = [
    "He said\u200b no.",
    "He\u200d said no.",
    "No\u2060.",
    "Nein\u200e.",
    "그\u3164는",
    "a\u034fb",
    "Yes\u00ad.",
    "Ye\ufe0fs",
    "\U000e0041flag",
    "a\u2800b",
    "아\u115f니요",
    "ja\u200c",
    "no\u180e",
]


@pytest.mark.parametrize("text", NEEDED)
def test_what_writing_needs_stays(text: str) -> None:
    assert unseen(text) == ()
    assert tidy(text) == text


@pytest.mark.parametrize("text", USELESS)
def test_what_nobody_sees_is_refused_by_name(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="which nobody sees: delete it") as caught:
        tidy(text)
    (place,) = unseen(text)
    assert f"U+{ord(text[place]):04X}" in caught.value.message()
    assert unseen(visible(text)) == ()


@given(st.text(alphabet="ab 한अमی\u200b\u200c\u200d\u2060\ufe0f\u00ad\u200e👩", max_size=20))
def test_what_is_left_has_nothing_unseen_and_every_letter(text: str) -> None:
    left = visible(text)
    assert unseen(left) == ()
    assert [c for c in left if c.isalnum()] == [c for c in text if c.isalnum()]
