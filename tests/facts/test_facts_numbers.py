"""A number is one number however it is written, in every language of the cards."""

from fractions import Fraction

import pytest

from clipmaker.facts.days import day_mentions
from clipmaker.facts.numbers import quantities

ONE_NUMBER = {
    "en": ["2,700", "2 700", "2.7 thousand", "twenty-seven hundred", "two thousand seven hundred"],
    "de": ["2.700", "2 700", "2,7 Tsd.", "siebenundzwanzighundert", "zweitausendsiebenhundert"],
    "fr": ["2 700", "2\u202f700", "deux mille sept cents"],
    "es": ["2.700", "2700", "dos mil setecientos"],
    "pt": ["2.700", "2,7 mil", "dois mil e setecentos"],
    "it": ["2.700", "duemilasettecento"],
    "nl": ["2.700", "zevenentwintighonderd"],
    "pl": ["2700", "2,7 tys.", "dwa tysiące siedemset"],
    "ru": ["2 700", "2,7 тыс.", "две тысячи семьсот"],
    "uk": ["2 700", "дві тисячі сімсот"],
    "el": ["2.700", "δύο χιλιάδες επτακόσιοι"],
    "tr": ["2.700", "iki bin yedi yüz"],
    "ar": ["٢٬٧٠٠", "2700", "ألفين وسبعمئة"],
    "he": ["2,700", "אלפיים ושבע מאות"],
    "hi": ["२,७००", "2,700", "दो हज़ार सात सौ"],
    "th": ["2,700 คน", "สองพันเจ็ดร้อยคน"],
    "ko": ["2700명", "2천700명", "이천칠백 명"],
    "ja": ["2700人", "二千七百人"],
    "zh": ["2700人", "二千七百人"],
}


@pytest.mark.parametrize("language", ONE_NUMBER)
def test_one_number_written_in_many_ways(language: str) -> None:
    for text in ONE_NUMBER[language]:
        found = quantities(text, language)
        assert [one.values[0] for one in found] == [2700], text


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "$4.5 bn", 4_500_000_000, "USD"),
        ("en", "$5m", 5_000_000, "USD"),
        ("en", "3.5 million US dollars", 3_500_000, "USD"),
        ("en", "eleven tonnes", 11, "mass"),
        ("en", "12 miles per hour", 12, "mile-per-hour"),
        ("en", "a 47-year-old", 47, "months"),
        ("en", "one in four", 25, "percent"),
        ("en", "a quarter", 25, "percent"),
        ("en", "−3.5 degrees Celsius", Fraction(-7, 2), "celsius"),
        ("de", "12,5 Mio. €", 12_500_000, "EUR"),
        ("de", "ein Viertel", 25, "percent"),
        ("fr", "12,5 M€", 12_500_000, "EUR"),
        ("fr", "3,5 millions d’euros", 3_500_000, "EUR"),
        ("fr", "quatre-vingt-dix-sept ans", 97, "months"),
        ("ko", "3억 5000만 원", 350_000_000, "KRW"),
        ("ko", "25퍼센트", 25, "percent"),
        ("ja", "3億5000万円", 350_000_000, "JPY"),
        ("zh", "3.5亿美元", 350_000_000, "USD"),
        ("ar", "٢٥٪", 25, "percent"),
        ("ru", "один из четырёх", 25, "percent"),
        ("hi", "1,50,000 रुपये", 150_000, "INR"),
    ],
)
def test_units_and_scales(language: str, text: str, value: Fraction, unit: str) -> None:
    (found,) = quantities(text, language)
    assert found.values[0] == value
    assert unit in {name for name, _ in found.units}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "F-16s and G7 on one day"),
        ("en", "the first man"),
        ("ko", "구조를 위해 이사했다"),
        ("de", "ein Mann und eine Frau"),
        ("en", "COVID-19"),
    ],
)
def test_what_is_no_number(language: str, text: str) -> None:
    assert not quantities(text, language)


def test_the_tenth_is_not_eleven() -> None:
    (found,) = quantities("10일", "ko")
    assert found.values[0] == 10


@pytest.mark.parametrize(
    ("language", "text", "year", "month", "day", "weekday"),
    [
        ("en", "Saturday, 11 January 2025", 2025, 1, 11, 5),
        ("en", "Monday, January 13, 2025", 2025, 1, 13, 0),
        ("de", "Samstag, den 11. Januar 2025", 2025, 1, 11, 5),
        ("fr", "samedi 11 janvier", None, 1, 11, 5),
        ("es", "sábado 11 de enero de 2025", 2025, 1, 11, 5),
        ("pt", "segunda-feira, 13 de janeiro de 2025", 2025, 1, 13, 0),
        ("ru", "субботу, 11 января 2025", 2025, 1, 11, 5),
        ("uk", "суботу, 11 січня", None, 1, 11, 5),
        ("ar", "السبت 11 يناير 2025", 2025, 1, 11, 5),
        ("ko", "2025년 1월 13일", 2025, 1, 13, None),
        ("ja", "2025年1月13日", 2025, 1, 13, None),
        ("ko", "2025년 1월 13일 월요일", 2025, 1, 13, 0),
        ("ja", "2025年1月13日(月)", 2025, 1, 13, 0),
        ("zh", "2025年1月13日，星期一", 2025, 1, 13, 0),
        ("de", "13.01.2025", 2025, 1, 13, None),
        ("en", "2025-01-13", 2025, 1, 13, None),
    ],
)
def test_dates(
    language: str, text: str, year: int | None, month: int, day: int, weekday: int | None
) -> None:
    (found,) = day_mentions(text, language)
    assert (found.year, found.month, found.day, found.weekday) == (year, month, day, weekday)
    assert not quantities(text, language, [(found.start, found.end)])
