"""What every translator keeps to: one suite over all of them."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import ENGLISH, chat, libretranslate, serving
from tiny_models import tiny_model

from clipmaker.cues.judging.glossary import Term
from clipmaker.translation.configured import Configured, translators_for
from clipmaker.translation.translate import translate
from clipmaker.translation.translator import (
    KINDS,
    Sentence,
    Translated,
    TranslationTask,
    Translator,
    Untranslated,
)

SAID = (
    "Faz um mês que eu cheguei.",
    "Eu estava esperando o visto ficar pronto.",
    "O médico chegou às 14:30 com 3 crianças.",
)
TASK = TranslationTask(
    source="pt", target="en", glossary=(Term(spelling="Souza"),), headline="A month of waiting"
)


def sentences(*texts: str) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(text=text, before=texts[max(0, i - 1) : i], after=texts[i + 1 : i + 2])
        for i, text in enumerate(texts)
    )


@pytest.fixture(params=KINDS)
def ready(request: pytest.FixtureRequest) -> Configured:
    """A translator of each kind that translates Portuguese into English here and now."""
    return request.getfixturevalue(f"{request.param}_translator")


@pytest.fixture
def translator(ready: Configured) -> Translator:
    return ready.translator


def asked(translator: Translator, *texts: str, **more: Any) -> list[Translated | Untranslated]:
    return list(translator.translate(sentences(*texts), TASK, lambda _share: None, **more))


def test_it_says_what_it_can_and_who_it_is(translator: Translator) -> None:
    assert translator.can("pt", "en")
    who = translator.identity("pt", "en")
    assert who.name == who.name.strip() != ""
    assert who.version
    assert who.sees <= {"neighbours", "glossary", "headline"}
    assert str(who.maker) == f"machine {who.name}"
    assert translator.identity("pt", "en") == who
    assert isinstance(translator.local, bool)
    assert isinstance(translator.address, str)


def test_one_answer_comes_back_for_each_sentence_in_order(translator: Translator) -> None:
    found = asked(translator, *SAID)
    assert all(isinstance(one, Translated) for one in found)
    assert len(found) == len(SAID)
    assert all(0 <= (one.confidence or 0) <= 1 for one in found)
    assert asked(translator, *SAID) == found


def test_a_sentence_alone_has_a_text_too(translator: Translator) -> None:
    assert len(asked(translator, SAID[0])) == 1


def test_progress_only_grows_and_ends_at_one(translator: Translator) -> None:
    shares: list[float] = []
    translator.translate(sentences(*SAID), TASK, shares.append)
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert shares[-1] == 1


def test_many_lines_and_odd_ones_lose_none(translator: Translator) -> None:
    odd = ["Sim.", "?!", "ha " * 60, "Oi\nvocê", "“Não”", "{}", "<b>", "안녕하세요", "👍 tudo bem"]
    assert len(asked(translator, *odd, *(f"São {n} horas." for n in range(20)))) == len(odd) + 20


def test_what_it_gives_passes_for_a_translation(
    ready: Configured, chosen: Callable[[str], Path]
) -> None:
    found = translate(sentences(*SAID), TASK, [ready])
    assert [one.refused for one in found] == [()] * len(SAID)
    assert all(one.text and one.by for one in found)
    assert translate(sentences(*SAID), TASK, [ready]) == found


@pytest.fixture
def firefox_translator() -> Configured:
    return translators_for("pt", "en")[0]


WORDS = {
    **{"Faz": "It", "um": "was", "mês": "a", "que": "month", "eu": "since", "cheguei.": "I"},
    **{"Eu": "They", "estava": "kept", "esperando": "waiting", "o": "for", "visto": "the"},
    **{"ficar": "visa", "pronto.": "office.", "O": "The", "médico": "doctor", "chegou": "came"},
    **{"às": "at", "14:30": "14:30", "com": "with", "3": "3", "crianças.": "children."},
}


@pytest.fixture
def ctranslate2_translator(tmp_path: Path, chosen: Callable[[str], Path]) -> Configured:
    folder = tiny_model(tmp_path / "opus-mt-pt-en", WORDS)
    chosen(f'[translation.translators.opus]\nkind = "ctranslate2"\nfolder = "{folder}"\n')
    return translators_for("pt", "en")[0]


@pytest.fixture
def libretranslate_translator(chosen: Callable[[str], Path]) -> Iterator[Configured]:
    with serving(libretranslate) as talk:
        chosen(f'[translation.translators.libretranslate]\naddress = "{talk.address}"\n')
        yield translators_for("pt", "en")[0]


@pytest.fixture
def openai_translator(chosen: Callable[[str], Path]) -> Iterator[Configured]:
    with serving(chat) as talk:
        chosen(
            f'[translation.translators.openai]\naddress = "{talk.address}/v1"\nmodel = "small"\n'
        )
        yield translators_for("pt", "en")[0]


@pytest.fixture
def command_translator(tmp_path: Path, chosen: Callable[[str], Path]) -> Configured:
    program = tmp_path / "translate"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\nenglish = {ENGLISH!r}\n"
        "head, *lines = map(json.loads, sys.stdin)\n"
        "for line in lines:\n"
        "    text = english.get(line['text'], 'A line of text')\n"
        "    print(json.dumps({'id': line['id'], 'text': text}))\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    chosen(f'[translation.translators.command]\ncommand = ["{program}"]\n')
    return translators_for("pt", "en")[0]
