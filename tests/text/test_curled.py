import pytest

from clipmaker.text.curled import curled
from clipmaker.text.engine import measure, set_text

from .samples import CAPTION


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Russia's army doesn't", "Russia’s army doesn’t"),
        ("The soldiers' plea", "The soldiers’ plea"),
        ("in the '90s", "in the ’90s"),
        ('He said "yes", twice', "He said “yes”, twice"),
        ("They call it 'training' here", "They call it ‘training’ here"),
        ("\"It's 'only' training.\"", "“It’s ‘only’ training.”"),
        ('A 6" gun', 'A 6" gun'),
        ("5'10\" tall", "5'10\" tall"),
        ("a:'\\%{}[];", "a:'\\%{}[];"),
        ("no marks", "no marks"),
    ],
)
def test_english(typed, printed):
    assert curled(typed, "en") == printed
    assert len(typed) == len(printed)


def test_other_languages_keep_their_quotation_marks():
    assert curled('l\'armée dit "oui"', "fr") == 'l’armée dit "oui"'
    assert curled("п'ять", "uk") == "п’ять"
    assert curled("ג'ורג'", "he") == "ג'ורג'"


def test_what_is_painted_is_what_is_measured():
    found = set_text("Russia's *army*", CAPTION, width_px=2000)
    assert found.lines[0].text == "Russia’s army"
    assert found.lines[0].width_px == pytest.approx(measure("Russia's army", CAPTION))
