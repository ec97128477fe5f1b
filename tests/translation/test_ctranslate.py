"""Text models in CTranslate2's form: each kind is asked in its own way; what is none is told."""

import json
import shutil
from pathlib import Path

import pytest
from tiny_models import tiny_model

from clipmaker.errors import TranslationError
from clipmaker.translation.ctranslate import CTranslate2Translator
from clipmaker.translation.ctranslate_models import Scheme, text_model
from clipmaker.translation.translator import (
    Sentence,
    Translated,
    TranslationTask,
    Untranslated,
)

WORDS = {"bom": "good", "dia": "day", "senhora": "madam", "não": "no"}
NLLB = ("por_Latn", "eng_Latn", "deu_Latn", "zho_Hans", "arb_Arab")
M2M = ("__pt__", "__en__", "__de__")
MADLAD = ("<2en>", "<2de>", "<2pt>")


def said(model: Path, source: str, target: str, *texts: str) -> list[str]:
    found = CTranslate2Translator(model).translate(
        [Sentence(text=text) for text in texts],
        TranslationTask(source=source, target=target),
        lambda _share: None,
    )
    assert all(isinstance(one, Translated) for one in found)
    return [one.text for one in found]


def test_an_opus_model_translates_and_says_how_sure_it_is(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "opus-mt-pt-en", WORDS)
    assert said(folder, "pt", "en", "bom dia", "não senhora") == ["good day", "no madam"]
    model = text_model(folder)
    assert model.scheme is Scheme.PAIR
    assert not model.ends_itself
    (one,) = CTranslate2Translator(folder).translate(
        [Sentence(text="bom dia")], TranslationTask(source="pt", target="en"), print
    )
    assert 0.9 < one.confidence <= 1


def test_a_converter_of_marian_leaves_the_end_to_ctranslate2(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "opus-mt-pt-en", WORDS, add_source_eos=True)
    assert text_model(folder).ends_itself
    assert said(folder, "pt", "en", "bom dia") == ["good day"]


def test_nllb_is_told_both_languages_in_codes_of_its_own(tmp_path: Path) -> None:
    folder = tiny_model(
        tmp_path / "nllb-200", WORDS, special=NLLB, spm=("sentencepiece.bpe.model",)
    )
    model = text_model(folder)
    assert model.scheme is Scheme.NLLB
    assert model.asked(["▁bom"], "pt") == ["por_Latn", "▁bom", "</s>"]
    assert model.prefix("zh") == ["zho_Hans"]
    assert model.prefix("ar") == ["arb_Arab"]
    # The language's token takes the first place of source and target; neither is shown.
    assert said(folder, "pt", "en", "bom dia senhora") == ["good day madam"]


def test_m2m_is_told_both_languages(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "m2m100", WORDS, special=M2M, spm=("spm.model",))
    assert text_model(folder).scheme is Scheme.M2M
    assert said(folder, "pt", "de", "bom dia") == ["good day"]


def test_madlad_is_told_the_audience_in_the_text(tmp_path: Path) -> None:
    folder = tiny_model(
        tmp_path / "madlad400", WORDS, special=MADLAD, shift=1, spm=("spiece.model",)
    )
    model = text_model(folder)
    assert model.scheme is Scheme.MADLAD
    assert model.text("bom dia", "de") == "<2de> bom dia"
    assert said(folder, "pt", "en", "bom dia") == ["good day"]


def test_an_opus_model_for_several_languages_is_told_one(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "opus-mt-en-gem", WORDS, special=(">>deu<<", ">>nld<<"), shift=1)
    translator = CTranslate2Translator(folder, pair="pt-de")
    assert translator.model.scheme is Scheme.OPUS
    assert translator.can("pt", "de")
    assert translator.can("pt", "nl")
    assert not translator.can("pt", "en")
    assert not translator.can("ko", "de")
    given = translator.translate(
        [Sentence(text="bom dia")], TranslationTask(source="pt", target="de"), print
    )
    assert given[0].text == "good day"


def test_an_argos_package_says_itself_what_it_translates(tmp_path: Path) -> None:
    package = tmp_path / "package"
    tiny_model(
        package / "model", WORDS, spm=("sentencepiece.model",), spm_folder=package,
        add_source_eos=True,
    )  # fmt: skip
    (package / "metadata.json").write_text(json.dumps({"from_code": "pt", "to_code": "en"}))
    translator = CTranslate2Translator(package)
    assert translator.can("pt", "en")
    assert not translator.can("en", "pt")
    assert translator.identity("pt", "en").name == "ctranslate2 package"
    assert said(package, "pt", "en", "bom dia") == ["good day"]


def test_the_pair_comes_from_the_name_the_tokenizer_or_the_settings(tmp_path: Path) -> None:
    made = tiny_model(tmp_path / "made", WORDS)
    with pytest.raises(TranslationError, match="says what it translates") as caught:
        text_model(made)
    assert 'pair = "ko-en"' in caught.value.remedy
    assert set(text_model(made, "ko-en").writes) == {"en"}
    for name in ("opus-mt-ko-en", "translate-ko_en-1_3", "opus-mt-kor-eng-ct2-int8"):
        shutil.copytree(made, tmp_path / name)
        model = text_model(tmp_path / name)
        assert (set(model.reads), set(model.writes)) == ({"ko"}, {"en"})
    told = {"source_lang": "jap", "target_lang": "eng"}
    (made / "tokenizer_config.json").write_text(json.dumps(told | {"source_lang": "jpn"}))
    assert set(text_model(made).reads) == {"ja"}


def test_a_model_of_other_words_or_weights_is_another(tmp_path: Path) -> None:
    first = tiny_model(tmp_path / "a" / "opus-mt-pt-en", WORDS)
    second = tiny_model(tmp_path / "b" / "opus-mt-pt-en", {**WORDS, "bom": "day"})
    who = [CTranslate2Translator(folder).identity("pt", "en") for folder in (first, second)]
    assert who[0].name == who[1].name
    assert who[0].version != who[1].version
    wide = CTranslate2Translator(first, beams=8).identity("pt", "en")
    assert wide.version != who[0].version


def test_many_sentences_come_back_in_their_order(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "opus-mt-pt-en", WORDS)
    texts = ["bom dia", "não", "senhora dia bom", "dia"] * 12
    assert said(folder, "pt", "en", *texts) == [
        " ".join(WORDS[word] for word in text.split()) for text in texts
    ]


def test_a_sentence_that_is_too_long_is_told_and_the_others_stay(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "opus-mt-pt-en", WORDS)
    found = CTranslate2Translator(folder).translate(
        [Sentence(text="bom dia"), Sentence(text="dia " * 500), Sentence(text="não")],
        TranslationTask(source="pt", target="en"),
        lambda _share: None,
    )
    assert [one.text for one in found if isinstance(one, Translated)] == ["good day", "no"]
    assert found[1] == Untranslated(reason="the sentence is too long for it")


def emptied(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


HARMS = {
    "is no folder": lambda folder: shutil.rmtree(folder),
    "lacks model.bin": lambda folder: emptied(folder),
    "lacks config.json": lambda folder: (folder / "config.json").unlink(),
    "lacks its vocabulary": lambda folder: (folder / "shared_vocabulary.json").unlink(),
    "lacks source.spm": lambda folder: (folder / "target.spm").unlink(),
    "speech model": lambda folder: (folder / "shared_vocabulary.json").write_text(
        json.dumps(["<|startoftranscript|>"])
    ),
}


@pytest.mark.parametrize("said", HARMS)
def test_a_folder_that_is_no_text_model_says_what_it_lacks(tmp_path: Path, said: str) -> None:
    folder = tiny_model(tmp_path / "opus-mt-pt-en", WORDS)
    HARMS[said](folder)
    with pytest.raises(TranslationError, match=said) as caught:
        CTranslate2Translator(folder).can("pt", "en")
    assert str(folder) in caught.value.message
    assert caught.value.remedy


def test_an_argos_archive_is_to_be_unpacked(tmp_path: Path) -> None:
    (tmp_path / "translate-ko_en.argosmodel").write_bytes(b"PK")
    with pytest.raises(TranslationError, match="is a file") as caught:
        text_model(tmp_path / "translate-ko_en.argosmodel")
    assert "zip" in caught.value.remedy


@pytest.mark.parametrize("name", ["model.bin", "source.spm"])
def test_damaged_files_are_told(tmp_path: Path, name: str) -> None:
    folder = tiny_model(tmp_path / "opus-mt-pt-en", WORDS)
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(TranslationError, match="cannot be loaded"):
        said(folder, "pt", "en", "bom dia")


def test_another_pair_than_its_own_is_refused(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "opus-mt-pt-en", WORDS)
    translator = CTranslate2Translator(folder)
    assert not translator.can("ko", "en")
    with pytest.raises(TranslationError, match="does not translate ko to en"):
        translator.identity("ko", "en")
