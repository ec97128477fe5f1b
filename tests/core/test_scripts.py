"""The one table of languages and scripts, and laws that hold for every language of cards."""

import re
from pathlib import Path

import pytest
import uharfbuzz as hb

from clipmaker.languages import NAMES, reads_from_right
from clipmaker.quotes import QUOTE_PAIRS, quoted, quotes_of, without_quotes
from clipmaker.scripts import (
    SCRIPTS,
    ends_sentence,
    is_one_word,
    script_of_language,
    spaceless,
    with_stop,
)
from clipmaker.summary.cuts import SENTENCE, find_cuts
from clipmaker.text.phrases import pause

PACKAGE = Path(__file__).parents[2] / "clipmaker"

SENTENCES = {
    "am": "ሁለት ወታደሮች ተይዘዋል።",
    "ar": "هل هذا صحيح؟",
    "bn": "দুই সৈন্য আটক।",
    "de": "Er sagte: „Nein.“",
    "el": "Πού είναι;",
    "en": "He said “no.”",
    "fr": "« Il viendra. »",
    "he": "הוא אמר לא.",
    "hi": "दो सैनिक पकड़े गए।",
    "hy": "Երկու զինվոր գերեվարվել է։",
    "ja": "二人は「帰りたい。」",
    "km": "គាត់ចង់ស្នាក់នៅ។",
    "ko": "두 명이 잡혔다.",
    "lo": "ລາວຢາກຢູ່",
    "my": "ဖမ်းဆီးခဲ့သည်။",
    "th": "เขาต้องการอยู่",
    "ur": "دو فوجی پکڑے گئے۔",
    "zh": "两名士兵被俘。",
}


def scripts_by_harfbuzz(character: str) -> str:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character)])
    buffer.guess_segment_properties()
    return buffer.script or ""


def test_every_language_has_one_script() -> None:
    codes = [code for script in SCRIPTS for code in script.languages.split()]
    assert len(codes) == len(set(codes))
    assert {code for code in codes if len(code) == 2} - {"iw"} <= set(NAMES)


def test_letters_without_spaces_are_those_of_unicode() -> None:
    unspaced = {script.code for script in SCRIPTS if script.letters_a_word}
    wrong = [
        f"U+{code:04X}"
        for code in (*range(0x0E00, 0x3200), *range(0x3400, 0xFFFF), *range(0x20000, 0x20100))
        if not 0xD800 <= code < 0xE000
        and (script := scripts_by_harfbuzz(chr(code)))
        and chr(code).isalpha()
        and (script in unspaced) != spaceless(chr(code))
    ]
    assert not wrong


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_ends(code: str) -> None:
    text = SENTENCES[code]
    assert ends_sentence(text, code)
    assert with_stop(text, code) == text
    assert ends_sentence(f"“{text}”", code)


@pytest.mark.parametrize("code", sorted(set(NAMES) | {"yue", "ckb"}))
def test_what_a_language_ends_sentences_with_is_known_everywhere(code: str) -> None:
    stop = script_of_language(code).stop
    letter = next((chr(a) for a, _ in script_of_language(code).ranges), "a")
    assert ends_sentence(letter * 3 + stop, code)
    if stop:
        assert not ends_sentence(letter * 3, code)
        assert pause(stop) < pause(",") < 0
        text = f"{letter * 3}{stop} {letter.upper() * 3}{stop}"
        assert [cut.cost for cut in find_cuts(text, code) if cut.at == 5] == [SENTENCE]


def test_a_direction_goes_with_the_script() -> None:
    assert [
        code for code in ("ar-EG", "fa", "he", "iw", "dv", "ckb", "yi") if reads_from_right(code)
    ]
    assert not [code for code in ("en", "zh-Hant", "ja", "my", "sr-Latn") if reads_from_right(code)]


@pytest.mark.parametrize("code", ["ar", "da", "de", "en", "fi", "fr", "ja", "ko", "pl", "ru"])
def test_a_quotation_is_never_quoted_twice(code: str) -> None:
    marks = quotes_of(code)
    once = f"{marks.opening}Yes{marks.closing}"
    assert quoted("Yes", code) == once
    for opening, closing in QUOTE_PAIRS:
        assert quoted(f"{opening}Yes{closing}", code) == once
        assert without_quotes(f"{opening}Yes{closing}") == "Yes"
    nested = quoted("“No,” he said", code)
    assert nested.count(marks.opening.strip()) == (1 if marks.opening != marks.closing else 2)
    assert marks.inner_opening in nested


def test_a_line_without_spaces_is_not_one_word() -> None:
    assert is_one_word("Ukraine.")
    for text in ("ทหารที่ถูกจับ", "ទាហាន", "ທະຫານ", "စစ်သား", "兵士", "two words"):
        assert not is_one_word(text)


def test_sentence_ends_stand_nowhere_else() -> None:
    """Rules written again disagree sooner or later."""
    # What Whisper’s libraries take for a word’s punctuation is theirs.
    own = {"scripts.py", "quotes.py", "utterance.py"}
    found = [
        file.name
        for file in PACKAGE.rglob("*.py")
        if file.name not in own
        and re.search(r"[.!?…][.!?…。！？]+[。！？؟।]|[।။]", file.read_text("utf-8"))
    ]
    assert not found


@pytest.mark.parametrize("code", ["ar", "da", "de", "fi", "fr", "ja", "ko", "pl", "ru", "uk"])
@pytest.mark.parametrize("inner", ["«Ні»", "“No”", "„Nein“", "« Non »", '"No"'])
def test_words_around_an_inner_quotation_keep_their_spaces(code: str, inner: str) -> None:
    marks = quotes_of(code)
    word = inner.strip('«»“”„" ')
    held = f"{marks.inner_opening}{word}{marks.inner_closing}"
    assert quoted(f"A {inner} b", code) == f"{marks.opening}A {held} b{marks.closing}"
