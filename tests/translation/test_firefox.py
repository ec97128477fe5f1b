"""Firefox's models: Portuguese for real, what leads where, and what is no model."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clipmaker.errors import TranslationError
from clipmaker.translation.configured import translators_for
from clipmaker.translation.firefox import FirefoxTranslator
from clipmaker.translation.firefox_models import firefox_models, own_folder, route
from clipmaker.translation.translate import translate
from clipmaker.translation.translator import Sentence, TranslationTask

PT_EN = TranslationTask(source="pt", target="en")


def english(*said: str) -> list[str]:
    found = translate(
        [Sentence(text=text) for text in said], PT_EN, translators_for("pt", "en", local_only=True)
    )
    return [one.text for one in found]


def test_portuguese_becomes_english_without_any_download() -> None:
    found = english("As crianças estavam brincando no jardim.", "Não vi ninguém na rua.", "Lista.")
    assert "children" in found[0]
    assert "garden" in found[0]
    assert "anyone" in found[1] or "no one" in found[1] or "nobody" in found[1].lower()
    assert found[2] == "List."


def test_it_translates_in_whatever_thread_it_is_asked() -> None:
    said = [f"Foram {n} semanas." for n in range(20, 26)]
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(english, said))
    assert [str(n) in text for n, (text,) in zip(range(20, 26), found, strict=True)] == [True] * 6


def test_it_says_which_models_it_uses_by_their_content() -> None:
    who = FirefoxTranslator().identity("pt", "en")
    assert who.name == "firefox pt-en"
    assert firefox_models()[0].digest != firefox_models()[1].digest
    assert any(model.digest in who.version for model in firefox_models())


def test_a_long_sentence_keeps_its_end() -> None:
    said = " ".join(f"O policial número {n} chegou à casa." for n in range(100, 130))
    (found,) = english(said)
    assert "129" in found


def packaged(pair: str) -> Path:
    return next(one for one in firefox_models() if one.name == pair).weights.parent


def test_a_folder_of_ones_own_goes_before_what_came_along(tmp_path: Path) -> None:
    shutil.copytree(packaged("pt-en"), tmp_path / "pt-en")
    found = firefox_models(tmp_path)
    assert [one.name for one in found].count("pt-en") == 1
    assert next(one for one in found if one.name == "pt-en").place == "your folder"
    # The folder of one model is as good as the folder around it.
    assert firefox_models(tmp_path / "pt-en")[0].weights == found[0].weights


def test_other_pairs_go_through_english(tmp_path: Path) -> None:
    for both in ("ptde", "dept"):
        model = tmp_path / both
        model.mkdir()
        (model / f"model.{both}.intgemm.alphas.bin").write_bytes(b"model")
        (model / f"vocab.{both}.spm").write_bytes(b"words")
    for both in ("enko", "koen"):
        model = own_folder() / f"{both[:2]}-{both[2:]}"
        model.mkdir(parents=True)
        (model / f"model.{both}.intgemm.alphas.bin").write_bytes(b"model")
        (model / f"srcvocab.{both}.spm").write_bytes(b"words")
        (model / f"trgvocab.{both}.spm").write_bytes(b"words")
    models = firefox_models(tmp_path)
    assert [one.name for one in route(models, "pt", "de")] == ["pt-de"]
    assert [one.name for one in route(models, "pt", "ko")] == ["pt-en", "en-ko"]
    assert route(models, "ko", "de") == ()
    assert FirefoxTranslator(tmp_path).can("ko", "pt")
    assert FirefoxTranslator(tmp_path).identity("ko", "pt").name == "firefox ko-en en-pt"


@pytest.mark.parametrize("harm", ["weights", "cut"])
def test_a_damaged_model_is_told_and_no_sentence_is_lost(tmp_path: Path, harm: str) -> None:
    shutil.copytree(packaged("pt-en"), tmp_path / "pt-en")
    weights = next((tmp_path / "pt-en").glob("model.*"))
    content = weights.read_bytes()
    weights.write_bytes(b"x" * 1000 if harm == "weights" else content[: len(content) // 2])
    translator = FirefoxTranslator(tmp_path)
    with pytest.raises(TranslationError, match="cannot be used") as caught:
        translator.translate([Sentence(text="Sim.")], PT_EN, lambda _share: None)
    assert "clipmaker models get firefox:pt-en" in caught.value.remedy


def test_what_is_no_folder_or_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(TranslationError, match="is no folder"):
        FirefoxTranslator(tmp_path / "none").can("pt", "en")
    assert not FirefoxTranslator(tmp_path).can("xx", "en")
    with pytest.raises(TranslationError, match="no Firefox model for ko to en"):
        FirefoxTranslator().identity("ko", "en")
