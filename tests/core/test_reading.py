"""How long people read, in scripts with spaces and without."""

import re
from fractions import Fraction

import pytest
from builders import SPECS, profile

from clipmaker.errors import BudgetError
from clipmaker.profile.model import Reading
from clipmaker.story.model import Card
from clipmaker.timeline.budget import needs, share
from clipmaker.timeline.reading import count_words, reading_s


@pytest.mark.parametrize(
    ("text", "least_s", "most_s"),
    [
        ("ยูเครนกล่าวว่าได้จับกุมทหารเกาหลีเหนือที่ได้รับบาดเจ็บสองนายในภูมิภาคคูร์สค์ของรัสเซีย", 4, 6),
        ("ຢູເຄຣນກ່າວວ່າໄດ້ຈັບທະຫານເກົາຫຼີເໜືອທີ່ໄດ້ຮັບບາດເຈັບ", 3, 5),
        ("អ៊ុយក្រែនបាននិយាយថាចាប់ទាហានកូរ៉េខាងជើងពីរនាក់", 3, 5),
        ("ယူကရိန်းကဒဏ်ရာရမြောက်ကိုရီးယားစစ်သားနှစ်ဦးကိုဖမ်းဆီးခဲ့သည်ဟုပြောသည်", 4, 6),
        ("Ukraine says it captured two wounded North Korean soldiers.", 3, 4),
        ("ウクライナは北朝鮮の負傷兵二人を捕らえたと発表した。", 4, 5),
        ("ዩክሬን ሁለት የቆሰሉ የሰሜን ኮሪያ ወታደሮችን መያዟን ገለጸች።", 3, 4),
    ],
)
def test_the_same_sentence_takes_about_as_long(text: str, least_s: int, most_s: int) -> None:
    assert least_s <= reading_s(count_words(text), Reading()) <= most_s


@pytest.mark.parametrize("letter", ["ก", "ກ", "ក", "က", "漢", "か"])
def test_one_more_letter_never_takes_less(letter: str) -> None:
    times = [reading_s(count_words(letter * many), Reading()) for many in range(1, 80)]
    assert times == sorted(times)
    assert times[0] <= Fraction(1)


def test_marks_are_read_with_their_letters() -> None:
    assert count_words("ที่นี่") == count_words("ทน")
    assert count_words("*กขคงจ*") == 1
    assert count_words("... —") == 0


def test_what_to_cut_is_said_in_letters_where_words_have_no_spaces() -> None:
    long = Card(kind="caption", fields={"text": "ทหารที่ถูกจับต้องการอยู่ในยูเครน" * 12})
    with pytest.raises(BudgetError) as caught:
        share(needs([long], {}, SPECS, profile()), profile())
    found = re.fullmatch(r"Cut (\d+) letters: card 1 has (\d+) too many\.", caught.value.remedy)
    assert found is not None
    assert found[1] == found[2]
    assert int(found[1]) % 5 == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ทหารต้องการอยู่ในยูเครน", r"about \d+ letters"),
        ("捕虜です", r"about \d+ letters"),
        ("Two men stay", r"about \d+ words"),
    ],
)
def test_what_to_add_is_said_in_what_the_cards_are_written_in(text: str, said: str) -> None:
    short = Card(kind="caption", fields={"text": text})
    with pytest.raises(BudgetError) as caught:
        share(needs([short], {}, SPECS, profile()), profile())
    assert re.search(said, caught.value.remedy)
