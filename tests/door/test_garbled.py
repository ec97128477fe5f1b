"""Texts that were read in the wrong encoding, or copied out of a page's source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.door.garbled import Fault, repair

RIGHT = [
    "Storm hits Cádiz: Ireland’s crew helps",
    "Восемь человек погибли",
    "三人が死亡した。",
    "نعم، قال الوزير",
    "ทหารที่ถูกจับ",
    "NÃO É SÃO PAULO",
    "l’Âge d’or – « oui »",
    "Tom & Jerry at AT&T; R&D",
    "5 °C, £5, €7, 12½ %",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_text_that_is_right_stays(text: str) -> None:
    assert repair(text) == (text, ())


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1", "mac_roman"])
@pytest.mark.parametrize(
    "text", ["Ireland’s crew", "Der Präsident der Türkei", "il a été élu à Nîmes"]
)
def test_utf8_read_as_something_else_is_mended_and_told(text: str, encoding: str) -> None:
    garbled = text.encode().decode(encoding, errors="replace")
    if "\ufffd" in garbled:
        pytest.skip("not every byte stands for something in this encoding")
    mended, faults = repair(garbled)
    assert mended == text
    assert [fault.fault for fault in faults] == [Fault.MOJIBAKE]
    assert "mojibake" in str(faults[0])


def test_twice_garbled_is_mended() -> None:
    once = "Cádiz".encode().decode("windows-1252")
    assert repair(once.encode().decode("windows-1252"))[0] == "Cádiz"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("coast &amp; cuts", "coast & cuts"),
        ("&ldquo;Yes,&rdquo; he said", "“Yes,” he said"),
        ("&#8364;3m &mdash; a tenth", "€3m — a tenth"),
        ("it&amp;#39;s &lt;b&gt;", "it's <b>"),
        ("12&nbsp;people", "12\u00a0people"),
    ],
)
def test_entities_are_decoded_and_told(text: str, right: str) -> None:
    mended, faults = repair(text)
    assert mended == right
    assert [fault.fault for fault in faults] == [Fault.ENTITY]
    assert "HTML" in str(faults[0])


def test_what_cannot_be_mended_stays_and_is_named() -> None:
    text = "ÎšÎ±Î»Î·Î¼Î­\x81Î± ï¿½ now"
    mended, faults = repair("Bur\ufffdos voted")
    assert mended == "Bur\ufffdos voted"
    assert faults[0].fault is Fault.LOST
    assert "write it anew" in str(faults[0])
    _, faults = repair(text)
    assert any(not fault.now for fault in faults)


@given(st.text(st.characters(categories=("L", "M", "N", "Zs")), max_size=60))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    once, _ = repair(text)
    assert repair(once)[0] == once
