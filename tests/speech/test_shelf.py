"""Models that are on this machine already: listed, verified, fetched only when asked to."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from weights import write_checkpoint_table, write_model

from clipmaker.errors import ExitCode, SpeechError
from clipmaker.speech import hub, openai_cache, packaged, shelf
from clipmaker.speech.engine import Abilities
from clipmaker.speech.shelf import Installed, ShelfVerdict, fetch, installed, verify

BOTH = Abilities(multilingual=True, translates=True)


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Caches of the two libraries, empty."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def in_hub(tmp_path: Path, repository: str, *, whole: bool = True, **shape: int) -> Path:
    """Put a model into Hugging Face's cache as its library does; returns the blob."""
    folder = tmp_path / "hub" / f"models--{repository.replace('/', '--')}"
    snapshot = write_model(folder / "snapshots" / "abc", **shape)
    content = (snapshot / "model.bin").read_bytes()
    blob = folder / "blobs" / hashlib.sha256(content).hexdigest()
    blob.parent.mkdir()
    blob.write_bytes(content if whole else content[:-9])
    (snapshot / "model.bin").unlink()
    (snapshot / "model.bin").symlink_to(blob)
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text("abc")
    return blob


def in_whisper(tmp_path: Path, name: str, **dims: int) -> Path:
    """Put a checkpoint into openai-whisper's cache."""
    return write_checkpoint_table(tmp_path / "whisper" / f"{name}.pt", **dims)


def by_name() -> dict[str, Installed]:
    return {model.name: model for model in installed()}


def test_the_built_in_model_is_listed_first_and_verified() -> None:
    (base,) = installed()
    assert (base.name, base.engine, base.place) == ("base", "faster-whisper", "built in")
    assert (base.checksum, base.can) == (packaged.DIGEST, BOTH)
    assert base.size_bytes == 145_217_607
    assert verify(base) is ShelfVerdict.VERIFIED
    with base.file.open("r+b") as stream:
        stream.seek(100_000_000)
        stream.write(b"x")
    assert verify(base) is ShelfVerdict.DAMAGED


def test_models_of_both_caches_are_listed_with_what_they_can_do(tmp_path: Path) -> None:
    in_hub(tmp_path, "Systran/faster-whisper-small", encoder=12, decoder=12)
    in_hub(tmp_path, "somebody/whisper-korean", encoder=12, decoder=4)
    in_hub(tmp_path, "somebody/no-speech").write_bytes(b"other weights")
    (tmp_path / "hub" / "models--somebody--empty").mkdir()
    in_whisper(tmp_path, "medium", n_text_layer=24, n_audio_layer=24)
    in_whisper(tmp_path, "base")
    found = by_name()
    own = str(tmp_path / "whisper" / "base.pt")
    assert set(found) == {"base", "small", "somebody/whisper-korean", "medium", own}
    assert found["small"].can == BOTH
    assert found["small"].place == "Hugging Face's cache"
    assert found["somebody/whisper-korean"].can == Abilities(multilingual=True, translates=False)
    assert (found["medium"].engine, found["medium"].can) == ("openai-whisper", BOTH)


def test_what_the_cache_holds_is_compared_with_its_checksum(tmp_path: Path) -> None:
    in_hub(tmp_path, "Systran/faster-whisper-small", encoder=12, decoder=12)
    in_hub(tmp_path, "Systran/faster-whisper-medium", encoder=24, decoder=24, whole=False)
    in_whisper(tmp_path, "tiny")
    in_whisper(tmp_path, "our-own")
    (in_whisper(tmp_path, "cut-off")).write_bytes(b"PK")
    found = by_name()
    assert verify(found["small"]) is ShelfVerdict.VERIFIED
    assert found["medium"].can is None
    assert verify(found["medium"]) is ShelfVerdict.DAMAGED
    assert found["tiny"].checksum == openai_cache.CHECKSUMS["tiny"]
    assert verify(found["tiny"]) is ShelfVerdict.DAMAGED
    assert verify(found["our-own"]) is ShelfVerdict.UNKNOWN
    assert verify(found["cut-off"]) is ShelfVerdict.DAMAGED


@pytest.mark.parametrize("engine", ["faster-whisper", "openai-whisper"])
def test_what_is_here_and_whole_is_not_fetched(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(name: str) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(shelf._shelf(engine), "fetch", never)
    assert fetch("base", engine).checksum == packaged.DIGEST
    in_hub(tmp_path, "Systran/faster-whisper-small", encoder=12, decoder=12)
    assert fetch("small", "faster-whisper").name == "small"


def test_what_is_damaged_is_fetched_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import faster_whisper.utils

    shape = {"encoder": 12, "decoder": 12}
    blob = in_hub(tmp_path, "Systran/faster-whisper-small", whole=False, **shape)
    whole = write_model(tmp_path / "elsewhere", **shape) / "model.bin"
    link = hub.in_cache("Systran/faster-whisper-small") / "model.bin"

    def download(name: str) -> None:
        assert name == "small"
        assert not blob.exists()
        blob.write_bytes(whole.read_bytes())
        link.symlink_to(blob)

    monkeypatch.setattr(faster_whisper.utils, "download_model", download)
    assert verify(fetch("small", "faster-whisper")) is ShelfVerdict.VERIFIED
    monkeypatch.setattr(faster_whisper.utils, "download_model", lambda name: None)
    blob.write_bytes(b"cut off")
    with pytest.raises(SpeechError, match="“small” is damaged"):
        fetch("small", "faster-whisper")


@pytest.mark.parametrize("kind", [OSError, ValueError, Exception])
def test_what_cannot_be_had_is_one_message(
    monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def offline(name: str) -> None:
        raise kind("Name or service not known.\nAnd more about it")

    monkeypatch.setattr(shelf._shelf("faster-whisper"), "fetch", offline)
    with pytest.raises(SpeechError, match="could not be downloaded") as caught:
        fetch("small", "faster-whisper")
    assert caught.value.message.endswith("downloaded: Name or service not known")
    assert caught.value.exit_code is ExitCode.SPEECH
    assert "--model FOLDER" in caught.value.remedy


def test_other_names_are_refused_before_anything_is_asked() -> None:
    with pytest.raises(SpeechError, match=r"no speech model “smal” .*mean “small”"):
        fetch("smal", "faster-whisper")
    with pytest.raises(SpeechError, match="no speech engine “whisper”"):
        fetch("small", "whisper")


def test_names_that_stand_for_the_same_checkpoint_are_found(tmp_path: Path) -> None:
    file = in_whisper(tmp_path, "large-v3")
    assert openai_cache.cached("large") == file
    assert openai_cache.cached("large-v2") is None
    assert openai_cache.cached("../whisper/large-v3") is None


@pytest.mark.slow
def test_checksums_are_those_of_the_library() -> None:
    whisper = pytest.importorskip("whisper", reason="the reference engine is not installed")
    published = {name: address.split("/")[-2] for name, address in whisper._MODELS.items()}
    assert published == openai_cache.CHECKSUMS
