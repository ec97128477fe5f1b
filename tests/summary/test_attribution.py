"""Who said it: what is understood, and what is left as it was written."""

import pytest

from clipmaker.summary.attribution import Quotation, find_quotation


def said(text: str, speaker: str, role: str = "") -> Quotation:
    return Quotation(text=text, speaker=speaker, role=role)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "“There may be other options,” Volodymyr Zelenskyy, president of Ukraine, said on X.",
            said("There may be other options", "Volodymyr Zelenskyy", "President of Ukraine, on X"),
        ),
        (
            '"There may be other options," said Volodymyr Zelenskyy, president of Ukraine.',
            said("There may be other options", "Volodymyr Zelenskyy", "President of Ukraine"),
        ),
        (
            '"There may be other options" — Volodymyr Zelenskyy, President of Ukraine, on X',
            said("There may be other options", "Volodymyr Zelenskyy", "President of Ukraine, on X"),
        ),
        ('"Yes." - A. B. Smith', said("Yes.", "A. B. Smith")),
        (
            "“We cannot comment,” Kremlin spokesman Dmitry Peskov said.",
            said("We cannot comment", "Dmitry Peskov", "Kremlin spokesman"),
        ),
        (
            "“We go on,” said Dmitry Peskov, Kremlin spokesman. “It is not easy.”",
            said("We go on. It is not easy.", "Dmitry Peskov", "Kremlin spokesman"),
        ),
        ("“We go on,” Peskov added, “but slowly.”", said("We go on, but slowly.", "Peskov")),
        (
            "Volodymyr Zelenskyy, President of Ukraine, said: “There is a way.”",
            said("There is a way.", "Volodymyr Zelenskyy", "President of Ukraine"),
        ),
        (
            "Volodymyr Zelenskyy, President of Ukraine: “There is a way.”",
            said("There is a way.", "Volodymyr Zelenskyy", "President of Ukraine"),
        ),
        ("“No,” Smith told AFP on Monday.", said("No", "Smith", "To AFP on Monday")),
        ("“No!” said Smith on Monday.", said("No!", "Smith", "On Monday")),
        (
            "“No,” said Ursula von der Leyen, president of the European Commission.",
            said("No", "Ursula von der Leyen", "President of the European Commission"),
        ),
        (
            "“No,” said Martin Luther King, Jr., a pastor.",
            said("No", "Martin Luther King Jr.", "A pastor"),
        ),
        ("“No,” The Kremlin said.", said("No", "The Kremlin")),
        (
            "«Мы не знаем» — Дмитрий Песков, пресс-секретарь",
            said("Мы не знаем", "Дмитрий Песков", "Пресс-секретарь"),
        ),
        ("「はい」— 山田太郎", said("はい", "山田太郎")),
    ],
)
def test_understood(paragraph: str, expected: Quotation) -> None:
    assert find_quotation(paragraph) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        # Nobody is named.
        "“There may be other options,” he said.",
        "“There may be other options,” said a spokesman.",
        "“There may be other options,” the ministry said.",
        "“There may be other options.”",
        # Something would be lost.
        "“I did it,” Smith said, according to police.",
        "“I did it,” said Smith, who denied it before.",
        "“We know,” spokesman Dmitry Peskov said, after Kyiv published videos.",
        "“No!” Smith said. He left.",
        "“Serious,” Putin said. That day the Duma ratified “assistance”.",
        # The verb judges.
        "“I did it,” Smith claimed.",
        "“I did it,” Smith has never said.",
        # No speech at all.
        "“Iron Lady” Thatcher said on Monday.",
        "“Serious” is what he called it.",
        "The “Iron Lady” said no.",
        "Smith wrote the book, “Iron Lady.”",
        # What stands first is no name.
        "On Saturday Zelenskyy said: “There is a way.”",
        "Later he said: “There is a way.”",
        "He knew. Smith said: “There is a way.”",
        "An ordinary sentence.",
        "“",
        "“” — Smith",
    ],
)
def test_left_as_it_was_written(paragraph: str) -> None:
    assert find_quotation(paragraph) is None


def test_verbs_are_those_of_the_language() -> None:
    assert find_quotation("“Non,” Macron said.", "fr") is None
    assert find_quotation("« Non » — Emmanuel Macron", "fr") == said("Non", "Emmanuel Macron")
