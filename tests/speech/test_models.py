"""Models on this machine: found, verified, refused for what they cannot do, never downloaded."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from weights import write_model

from clipmaker.errors import DiskError, ExitCode, SpeechError
from clipmaker.speech import models, packaged
from clipmaker.speech.engine import Task, engine_module
from clipmaker.speech.models import Abilities, abilities, available, resolve_model, weights_digest

TRANSLATE = Task(language="ko")
TRANSCRIBE = Task(language="en")


def test_the_built_in_model_is_whole() -> None:
    model = resolve_model("base", task=TRANSLATE)
    weights = model.path / "model.bin"
    assert (model.name, model.digest) == ("base", packaged.DIGEST)
    with weights.open("rb") as stream:
        assert hashlib.file_digest(stream, "sha256").hexdigest() == packaged.DIGEST
    assert abilities(weights) == Abilities(multilingual=True, translates=True)
    made = weights.stat().st_mtime_ns
    assert resolve_model("base", task=TRANSLATE).path == model.path
    assert weights.stat().st_mtime_ns == made


def test_a_model_that_was_cut_off_is_built_again() -> None:
    weights = packaged.packaged_model() / "model.bin"
    size = weights.stat().st_size
    with weights.open("r+b") as stream:
        stream.truncate(1000)
    packaged.packaged_model()
    assert weights.stat().st_size == size


def test_damaged_packages_are_told(monkeypatch: pytest.MonkeyPatch, own_cache: Path) -> None:
    second = packaged._PARTS[1]
    monkeypatch.setattr(packaged, "_PARTS", (second, second))
    with pytest.raises(SpeechError, match="damaged: their digest is") as caught:
        packaged.packaged_model()
    assert caught.value.exit_code is ExitCode.SPEECH
    assert not (own_cache / "models" / "whisper-base").exists()


def test_missing_packages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaged, "_PARTS", (("no_such_package", "x"), ("no_such_package", "y")))
    with pytest.raises(SpeechError, match="no_such_package is missing"):
        packaged.packaged_model()


def test_a_cache_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(blocked))
    with pytest.raises(DiskError, match="could not be written"):
        packaged.packaged_model()


ASSEMBLE = "from clipmaker.speech.packaged import packaged_model; print(packaged_model())"


@pytest.mark.slow
def test_processes_that_ask_at_once_share_one_model(own_cache: Path) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", ASSEMBLE], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = {child.communicate(timeout=60)[0] for child in children}
    assert [child.returncode for child in children] == [0] * 4
    assert said == {f"{own_cache / 'models' / 'whisper-base'}\n"}


@pytest.mark.slow
def test_a_killed_process_leaves_nothing_that_is_trusted(own_cache: Path) -> None:
    part = own_cache / "models" / ".whisper-base.part" / "model.bin"
    with subprocess.Popen([sys.executable, "-c", ASSEMBLE]) as child:
        while not (part.exists() and part.stat().st_size > 1_000_000):
            time.sleep(0.002)
        os.kill(child.pid, signal.SIGKILL)
    assert not (own_cache / "models" / "whisper-base").exists()
    folder = packaged.packaged_model()
    with (folder / "model.bin").open("rb") as stream:
        assert hashlib.file_digest(stream, "sha256").hexdigest() == packaged.DIGEST
    assert not part.exists()


def test_a_folder_is_a_model(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "whisper-small-ours", encoder=12, decoder=12)
    model = resolve_model(str(folder), task=TRANSLATE)
    assert (model.name, model.path) == ("whisper-small-ours", folder)
    expected = hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest()
    assert model.digest == weights_digest(folder / "model.bin") == expected
    (folder / "model.bin").write_bytes(b"other")
    assert weights_digest(folder / "model.bin") != expected


@pytest.mark.parametrize("name", ["turbo", "large-v3-turbo", "distil-large-v3"])
def test_models_that_cannot_translate_are_refused_by_name(name: str) -> None:
    with pytest.raises(SpeechError, match="cannot translate") as caught:
        resolve_model(name, task=TRANSLATE)
    assert "base (built in)" in caught.value.remedy


def test_a_shortened_model_is_recognised_by_its_weights(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "innocent-name", words=51_866, encoder=32, decoder=4)
    with pytest.raises(SpeechError, match="innocent-name cannot translate"):
        resolve_model(str(folder), task=TRANSLATE)
    with pytest.raises(SpeechError, match="language was not given"):
        resolve_model(str(folder), task=Task())
    assert resolve_model(str(folder), task=TRANSCRIBE).name == "innocent-name"
    assert resolve_model(str(folder), task=Task(language="ko", audience="ko")).path == folder


def test_an_english_model_is_refused_for_other_languages(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "text", words=51_864)
    with pytest.raises(SpeechError, match="understands English only"):
        resolve_model(str(folder), task=Task(language="ko", audience="ko"))
    assert resolve_model(str(folder), task=TRANSCRIBE).path == folder


def test_unknown_names_list_what_is_here(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="did you mean “small”") as caught:
        resolve_model("smal", task=TRANSLATE)
    assert "On this machine: base" in caught.value.remedy


@pytest.mark.parametrize("missing", ["config.json", "model.bin", "tokenizer.json"])
def test_half_a_model_is_refused(tmp_path: Path, missing: str) -> None:
    folder = write_model(tmp_path / "half")
    (folder / missing).unlink()
    with pytest.raises(SpeechError, match=f"it lacks {missing}"):
        resolve_model(str(folder), task=TRANSLATE)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04zip", b"\x06\0\0\0\x05\0Other\0" * 9])
def test_other_files_are_no_weights(tmp_path: Path, content: bytes) -> None:
    folder = write_model(tmp_path / "bad")
    (folder / "model.bin").write_bytes(content)
    with pytest.raises(SpeechError, match="damaged, or not a Whisper model"):
        resolve_model(str(folder), task=TRANSLATE)


@pytest.mark.slow
def test_weights_that_only_look_like_a_model_cannot_be_loaded(tmp_path: Path) -> None:
    engine = engine_module("faster-whisper")
    model = engine.resolve_model(str(write_model(tmp_path / "empty")), task=TRANSLATE)
    with pytest.raises(SpeechError, match="cannot be loaded"):
        engine.load(model)


def test_models_of_hugging_faces_cache_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    repository = tmp_path / "models--Systran--faster-whisper-small"
    snapshot = write_model(repository / "snapshots" / "abc", encoder=12, decoder=12)
    blob = repository / "blobs" / ("d" * 64)
    blob.parent.mkdir()
    (snapshot / "model.bin").rename(blob)
    (snapshot / "model.bin").symlink_to(blob)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("abc")
    model = resolve_model("small", task=TRANSLATE)
    assert (model.name, model.path, model.digest) == ("small", snapshot, "d" * 64)
    assert available() == ("base", "small")
    assert resolve_model("Systran/faster-whisper-small", task=TRANSLATE).path == snapshot


def test_unknown_engines_are_named() -> None:
    with pytest.raises(SpeechError, match="did you mean “faster-whisper”") as caught:
        engine_module("fast-whisper")
    assert "faster-whisper" in caught.value.remedy


def test_every_known_name_has_a_repository() -> None:
    from faster_whisper.utils import _MODELS

    assert {name: models.REPOSITORIES[name] for name in models.REPOSITORIES} == {
        name: _MODELS[name] for name in models.REPOSITORIES
    }
