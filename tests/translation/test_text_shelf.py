"""Text models are listed and verified, and fetched when asked to: with size and licence first."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import Answer, Talk, serving, told
from tiny_models import tiny_model
from zstandard_frames import packed

from clipmaker.errors import TranslationError
from clipmaker.translation.configured import translators_for
from clipmaker.translation.firefox_fetch import fetch_firefox, offered
from clipmaker.translation.firefox_models import firefox_models, own_folder
from clipmaker.translation.hub import hub_model
from clipmaker.translation.licence import forbids_commerce, licence_of
from clipmaker.translation.shelf import TextVerdict, shelved_texts, verify_text
from clipmaker.translation.translate import translate
from clipmaker.translation.translator import Sentence, TranslationTask

Chosen = Callable[[str], Path]
RECORDS = "/v1/buckets/main/collections/translations-models-v2/records"


def packaged(pair: str) -> Path:
    return next(one for one in firefox_models() if one.name == pair).weights.parent


class Mozilla:
    """A list of models as Mozilla's, with Portuguese under other names."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}
        self.base = ""

    def add(self, first: str, last: str, version: str, size: str, *, like: str = "") -> None:
        both = first + last
        for kind, name in (
            ("model", f"model.{both}.intgemm.alphas.bin"),
            ("vocab", f"vocab.{both}.spm"),
            ("lex", f"lex.50.50.{both}.s2t.bin"),
        ):
            content = kind.encode()
            if like and kind != "lex":
                content = (packaged(like) / name.replace(both, like.replace("-", ""))).read_bytes()
            location = f"models/{both}/{version}/{size}/{name}.zst"
            self.files[location] = packed(content)
            self.records.append(
                {
                    "name": name,
                    "fileType": kind,
                    "sourceLanguage": first,
                    "targetLanguage": last,
                    "version": version,
                    "architecture": size,
                    "decompressedHash": hashlib.sha256(content).hexdigest(),
                    "attachment": {"location": location, "size": len(self.files[location])},
                }
            )

    def answer(self, verb: str, path: str, body: Any) -> Answer:
        if path == RECORDS:
            return told(200, {"data": self.records})
        if path.rstrip("/") == "/v1":
            return told(200, {"capabilities": {"attachments": {"base_url": self.base}}})
        content = self.files.get(path.removeprefix("/files/"))
        return (200, {}, content) if content else told(404, {})


@pytest.fixture
def mozilla() -> Iterator[tuple[Mozilla, Talk]]:
    list_of_models = Mozilla()
    with serving(list_of_models.answer) as talk:
        list_of_models.base = f"{talk.address}/files/"
        yield list_of_models, talk


def test_what_is_here_is_listed_with_pair_size_and_licence(chosen: Chosen, tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "opus-mt-ko-en", {"bom": "good"})
    (folder / "README.md").write_text("---\nlicense: cc-by-4.0\n---\n")
    chosen(f'[translation.translators.korean]\nkind = "ctranslate2"\nfolder = "{folder}"\n')
    found = {model.name: model for model in shelved_texts()}
    assert set(found) == {"firefox:en-pt", "firefox:pt-en", "korean"}
    assert found["firefox:pt-en"].pairs == "Portuguese to English"
    assert found["firefox:pt-en"].licence == "MPL-2.0"
    assert 10e6 < found["firefox:pt-en"].size_bytes < 60e6
    assert found["korean"].pairs == "Korean to English"
    assert found["korean"].licence == "cc-by-4.0"
    assert not found["korean"].bound


def test_what_came_with_checksums_is_verified_and_damage_is_found(tmp_path: Path) -> None:
    for model in shelved_texts():
        assert verify_text(model) is TextVerdict.VERIFIED
    copy = own_folder() / "pt-en"
    shutil.copytree(packaged("pt-en"), copy)
    (mine,) = (one for one in shelved_texts() if one.name == "firefox:pt-en")
    assert mine.place == "fetched"
    # Nobody published a checksum for a copy that somebody put there.
    assert verify_text(mine) is TextVerdict.UNKNOWN
    sums = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in mine.files}
    (copy / "clipmaker.json").write_text(json.dumps({"files": sums}))
    assert verify_text(mine) is TextVerdict.VERIFIED
    with mine.files[0].open("r+b") as stream:
        stream.seek(1_000_000)
        stream.write(b"x" * 8)
    assert verify_text(mine) is TextVerdict.DAMAGED


def test_a_folder_of_the_settings_that_is_no_model_is_listed_with_its_fault(
    chosen: Chosen, tmp_path: Path
) -> None:
    chosen(f'[translation.translators.k]\nkind="ctranslate2"\nfolder="{tmp_path}/none"\n')
    (model,) = (one for one in shelved_texts() if one.name == "k")
    assert "not there" in model.pairs
    assert verify_text(model) is TextVerdict.DAMAGED


@pytest.mark.parametrize(
    ("licence", "forbidden"),
    [
        ("CC-BY-NC-4.0", True),
        ("cc-by-nc-sa-4.0", True),
        ("Non-commercial research", True),
        ("MPL-2.0", False),
        ("apache-2.0", False),
        ("cc-by-4.0", False),
        ("ncsa", False),
        ("", False),
    ],
)
def test_a_licence_that_forbids_commerce_is_known(licence: str, forbidden: bool) -> None:
    assert forbids_commerce(licence) is forbidden


def test_nllb_is_bound_whoever_converted_it(tmp_path: Path) -> None:
    (tmp_path / "nllb-200-distilled-600M-ct2").mkdir()
    assert forbids_commerce(licence_of(tmp_path / "nllb-200-distilled-600M-ct2"))


def test_a_pair_is_fetched_verified_and_used(mozilla: tuple[Mozilla, Talk]) -> None:
    models, talk = mozilla
    models.add("gl", "en", "3.0", "tiny", like="pt-en")
    models.add("gl", "en", "1.0", "base")
    source = talk.address + RECORDS
    (offer,) = offered("gl-en", source)
    assert offer.size_bytes > 10e6
    folder = fetch_firefox(offer, source)
    assert folder == own_folder() / "gl-en"
    (model,) = (one for one in shelved_texts() if one.name == "firefox:gl-en")
    assert verify_text(model) is TextVerdict.VERIFIED
    told_there = json.loads((folder / "clipmaker.json").read_text("utf-8"))
    assert (told_there["source"], told_there["licence"]) == (source, "MPL-2.0")
    task = TranslationTask(source="gl", target="en")
    (found,) = translate([Sentence(text="Bom dia.")], task, translators_for("gl", "en"))
    assert "morning" in found.text.lower() or "day" in found.text.lower()
    # Shortlists are not needed, and not fetched.
    assert not any("lex" in path for _, path, _, _ in talk.asked)


def test_the_newest_of_the_best_that_the_library_reads_is_taken(
    mozilla: tuple[Mozilla, Talk],
) -> None:
    models, talk = mozilla
    for version, size in (("3.0", "base"), ("3.1", "tiny"), ("3.1", "base"), ("9.0", "base")):
        models.add("gl", "en", version, size)
    (offer,) = offered("gl-en", talk.address + RECORDS)
    assert {(one["version"], one["architecture"]) for one in offer.records} == {("3.1", "base")}


def test_other_pairs_are_fetched_in_two_legs(mozilla: tuple[Mozilla, Talk]) -> None:
    models, talk = mozilla
    models.add("gl", "en", "3.0", "tiny")
    models.add("en", "de", "3.0", "tiny")
    assert [one.pair for one in offered("gl-de", talk.address + RECORDS)] == ["gl-en", "en-de"]
    with pytest.raises(TranslationError, match="no Firefox model from ko to de") as caught:
        offered("ko-de", talk.address + RECORDS)
    assert "de, gl" in caught.value.remedy


def test_a_copy_on_the_disk_will_do(mozilla: tuple[Mozilla, Talk], tmp_path: Path) -> None:
    models, _ = mozilla
    models.add("gl", "en", "3.0", "tiny")
    (tmp_path / "records.json").write_text(json.dumps({"data": models.records}))
    for location, content in models.files.items():
        (tmp_path / location).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / location).write_bytes(content)
    source = (tmp_path / "records.json").as_uri()
    (offer,) = offered("gl-en", source)
    assert fetch_firefox(offer, source).is_dir()


@pytest.mark.parametrize("harm", ["content", "cut", "gone"])
def test_what_comes_damaged_is_thrown_away_and_the_old_one_stays(
    mozilla: tuple[Mozilla, Talk], harm: str
) -> None:
    models, talk = mozilla
    models.add("gl", "en", "3.0", "tiny")
    source = talk.address + RECORDS
    (offer,) = offered("gl-en", source)
    fetch_firefox(offer, source)
    for location, content in models.files.items():
        if harm == "content":
            models.files[location] = packed(b"something else")
        elif harm == "cut":
            models.files[location] = content[: len(content) // 2]
        else:
            models.files[location] = b""
    with pytest.raises(TranslationError, match=r"damaged|could not be downloaded"):
        fetch_firefox(offer, source)
    (model,) = (one for one in shelved_texts() if one.name == "firefox:gl-en")
    assert verify_text(model) is TextVerdict.VERIFIED


@pytest.mark.parametrize(
    ("content", "why"),
    [("{}", "no list of Firefox models"), ("<html>", "no list"), (None, "could not")],
)
def test_a_list_that_is_none_is_told(tmp_path: Path, content: str | None, why: str) -> None:
    if content is not None:
        (tmp_path / "records.json").write_text(content)
    with pytest.raises(TranslationError, match=why):
        offered("gl-en", (tmp_path / "records.json").as_uri())


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Return what sets up a hub on this machine that has one model."""
    from huggingface_hub import constants

    there: dict[str, Any] = {}

    def answer(verb: str, path: str, body: Any) -> Answer:
        if path.startswith("/api/models/") and there:
            return told(200, there)
        return told(404, {"error": "Repository not found"})

    def add(licence: str, *files: str) -> None:
        siblings = [{"rfilename": name, "size": 1_000_000} for name in files]
        there.update({"id": "owner/name", "siblings": siblings, "cardData": {"license": licence}})

    with serving(answer) as talk:
        monkeypatch.setattr(constants, "ENDPOINT", talk.address)
        yield add


def test_the_hub_is_asked_for_size_and_licence_first(hub: Callable[..., None]) -> None:
    hub("cc-by-nc-4.0", "model.bin", "config.json", "pytorch_model.bin")
    model = hub_model("owner/name")
    assert forbids_commerce(model.licence)
    assert model.size_bytes == 2_000_000


def test_a_hub_that_is_away_is_one_message(
    hub: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(TranslationError, match="could not be had") as caught:
        hub_model("owner/name")
    assert "internet" in caught.value.remedy


def test_what_is_not_in_this_form_or_not_there_is_told(hub: Callable[..., None]) -> None:
    with pytest.raises(TranslationError, match="could not be had"):
        hub_model("owner/other")
    with pytest.raises(TranslationError, match="OWNER/NAME"):
        hub_model("nllb")
    hub("mit", "pytorch_model.bin")
    with pytest.raises(TranslationError, match=r"no model\.bin"):
        hub_model("owner/name")
