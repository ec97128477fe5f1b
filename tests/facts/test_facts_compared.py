"""What a story states is held against its article, and what differs is told with its nearest."""

from datetime import date
from pathlib import Path

import pytest

from clipmaker.facts.article import read_article
from clipmaker.facts.claims import FactKind, StatedText
from clipmaker.facts.compare import Answer, Comparison, StatedFact

ARTICLE = """\
Two soldiers captured in Kursk

On Saturday, President Volodymyr Zelenskyy shared a video of two wounded soldiers, taken near Kursk.

About 300 soldiers have died and 2,700 were wounded, one in four of them since October 2024. They
earn nearly $2,000 a month and walked 12 km. A third came back.

“There may be other options available,” he said on 11 January. “In particular for those who tell.”

Eleven tonnes of ammunition were found, said Dmitry Peskov in Moscow.
"""


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    file = tmp_path_factory.mktemp("article") / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return Comparison(read_article(file, "en"), "en", date(2025, 1, 13), ["Seoul"])


def differing(comparison: Comparison, text: str, **kind: bool) -> list[StatedFact]:
    stated = StatedText(where="card 1, text", card=1, line=1, text=text, **kind)
    return [one for one in comparison.facts(stated) if one.answer is Answer.DIFFERS]


@pytest.mark.parametrize(
    "text",
    [
        "Some 2.7 thousand were wounded and three hundred died.",
        "25 % of them since October",
        "33 % came back, or one third",
        "They earn 2,000 dollars a month.",
        "They walked 12,000 metres on 11 January, a Saturday.",
        "On Saturday, 11 January 2025, President Zelenskyy shared it.",
        "On Monday it was 13 January 2025.",
        "11 t of ammunition were found near Kursk, Peskov’s office said in Seoul.",
        "He says there “may be other options available, in particular for those who tell”.",
        "NORTH OF KURSK",
    ],
)
def test_what_agrees(comparison: Comparison, text: str) -> None:
    assert not differing(comparison, text)


@pytest.mark.parametrize(
    ("text", "kind", "nearest"),
    [
        ("2,900 were wounded.", FactKind.NUMBER, "2,700"),
        ("2,700,000 were wounded.", FactKind.NUMBER, ""),
        ("They earn €2,000 a month.", FactKind.NUMBER, "$2,000"),
        ("They walked 12 miles.", FactKind.NUMBER, "12 km"),
        ("35 % of them", FactKind.NUMBER, ""),
        ("since November 2024", FactKind.DATE, "October 2024"),
        ("on 12 January", FactKind.DATE, "11 January"),
        ("on Sunday, 11 January 2025", FactKind.DATE, ""),
        ("near Kurks", FactKind.NAME, "Kursk"),
        ("said Dmitry Peskow", FactKind.NAME, "Peskov"),
        ("said Lavrov in Moscow", FactKind.NAME, ""),
        ("He said “there may be no other options available”.", FactKind.QUOTATION, "There may"),
    ],
)
def test_what_differs(comparison: Comparison, text: str, kind: FactKind, nearest: str) -> None:
    (found,) = differing(comparison, text)
    assert found.kind is kind
    assert found.nearest.startswith(nearest)
    assert bool(nearest) == bool(found.nearest) or not nearest


def test_narration_is_no_quotation(comparison: Comparison) -> None:
    (found,) = differing(comparison, "Eleven tonnes of ammunition were found", spoken=True)
    assert "quotation marks" in found.reason
    assert not differing(comparison, "There may be … options available", spoken=True)


def test_figures_that_do_not_add_up(comparison: Comparison) -> None:
    (found,) = differing(comparison, "300 dead and 2,700 wounded, 300 in all, and 2,700 more")
    assert found.kind is FactKind.SUM
    assert "does not" not in found.reason
    assert "5700" in found.reason or "3000" in found.reason
    right = [one.kind for one in differing(comparison, "300 dead, 2,700 wounded, 3,000 in all")]
    assert FactKind.SUM not in right


def test_an_article_in_another_language(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    text = "쿠르스크에서 군인 생포\n\n우크라이나는 지난 토요일 북한군 2700명이 다쳤다고 밝혔다.\n\n"
    file.write_text(text + "“나는 모릅니다”라고 그는 말했다.\n", encoding="utf-8")
    article = read_article(file, "en")
    assert article.language == "ko"
    comparison = Comparison(article, "en", date(2025, 1, 13), [])
    assert "Korean" in comparison.incomparable
    assert not differing(comparison, "2.7 thousand wounded near Kursk: “I do not know”")
    assert differing(comparison, "2,900 wounded")
