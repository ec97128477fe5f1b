"""The built-in weights as an openai-whisper checkpoint, and a look into files of that form."""

from __future__ import annotations

import os
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from weights import BASE_DIMENSIONS as BASE
from weights import tiny_weights, write_table, write_weights
from weights import write_checkpoint_table as checkpoint

from clipmaker.errors import DiskError, ExitCode, SpeechError
from clipmaker.speech import openai_version, openai_whisper
from clipmaker.speech.checkpoint import (
    DIMENSIONS,
    checkpoint_dimensions,
    packaged_checkpoint,
    write_checkpoint,
)
from clipmaker.speech.engine import Task
from clipmaker.speech.models import Abilities
from clipmaker.speech.packaged import DIGEST, packaged_model
from clipmaker.speech.weights import variables

KOREAN = Task(language="ko")


@pytest.fixture
def torch() -> Any:
    return pytest.importorskip("torch", reason="the reference engine is not installed")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An openai-whisper with a cache of its own; returns the folder of its models."""
    monkeypatch.setattr(openai_whisper, "version", lambda: "openai-whisper 0")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    (tmp_path / "xdg" / "whisper").mkdir(parents=True)
    return tmp_path / "xdg" / "whisper"


@pytest.mark.slow
def test_every_number_is_in_its_place(torch: Any, tmp_path: Path) -> None:
    weights = tiny_weights()
    write_checkpoint(write_weights(tmp_path / "model.bin", weights), tmp_path / "tiny.pt")
    made = torch.load(tmp_path / "tiny.pt", weights_only=True)
    assert made["dims"] == dict(zip(DIMENSIONS, (80, 6, 4, 2, 1, 9, 5, 4, 2, 1), strict=True))
    assert checkpoint_dimensions(tmp_path / "tiny.pt") == made["dims"]
    state = {name: tensor.numpy() for name, tensor in made["model_state_dict"].items()}
    fused = weights["decoder/layer_0/self_attention/linear_0/weight"]
    for part, rows in (("query", fused[:4]), ("key", fused[4:8]), ("value", fused[8:])):
        np.testing.assert_array_equal(state[f"decoder.blocks.0.attn.{part}.weight"], rows)
    fused = weights["decoder/layer_0/attention/linear_1/weight"]
    np.testing.assert_array_equal(state["decoder.blocks.0.cross_attn.key.weight"], fused[:4])
    np.testing.assert_array_equal(state["decoder.blocks.0.cross_attn.value.weight"], fused[4:])
    numbers = np.sort(np.concatenate([array.ravel() for array in state.values()]))
    given = [array.ravel() for array in weights.values() if array.ndim]
    given = np.sort(np.concatenate(given))
    np.testing.assert_array_equal(numbers, given[given != 0])


@pytest.mark.slow
def test_the_reference_implementation_takes_it_whole(torch: Any) -> None:
    whisper = pytest.importorskip("whisper", reason="the reference engine is not installed")
    file = packaged_checkpoint()
    assert checkpoint_dimensions(file) == BASE
    made = torch.load(file, weights_only=True)
    model = whisper.model.Whisper(whisper.model.ModelDimensions(**made["dims"]))
    model.load_state_dict(made["model_state_dict"], strict=True)
    written = file.stat().st_mtime_ns
    assert packaged_checkpoint().stat().st_mtime_ns == written
    sizes = sum(tensor.numel() for tensor in made["model_state_dict"].values())
    table = variables(packaged_model() / "model.bin").values()
    keys = 512 * 18
    assert sizes == sum(int(np.prod(v.shape)) for v in table if v.shape) - keys


@pytest.mark.slow
def test_weights_that_cannot_be_written_back_are_refused(torch: Any, tmp_path: Path) -> None:
    keys = tiny_weights()
    keys["encoder/layer_0/self_attention/linear_0/bias"][5] = 1
    whole = tiny_weights()
    whole["encoder/conv1/weight"] = whole["encoder/conv1/weight"].astype(np.int8)
    other = tiny_weights() | {"encoder/gates/weight": np.ones(3, np.float32)}
    for weights, why in (
        (keys, "keys have a bias"),
        (whole, "stored as int8"),
        (other, "no variable of Whisper"),
    ):
        file = write_weights(tmp_path / "model.bin", weights)
        with pytest.raises(ValueError, match=why):
            write_checkpoint(file, tmp_path / "made.pt")
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".bin"] == []


@pytest.mark.slow
def test_what_fails_in_the_middle_leaves_nothing(
    torch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_content: object, file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(DiskError, match="No space left") as caught:
        packaged_checkpoint()
    assert caught.value.exit_code is ExitCode.DISK
    folder = Path(os.environ["CLIPMAKER_CACHE"]) / "models" / "whisper-base-openai"
    assert [file.name for file in folder.iterdir()] == [".lock"]


def test_dimensions_are_read_without_pytorch(tmp_path: Path) -> None:
    before = set(sys.modules)
    assert checkpoint_dimensions(checkpoint(tmp_path / "base.pt")) == BASE
    assert "torch" not in set(sys.modules) - before


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch harmed",)


@pytest.mark.parametrize(
    "content",
    [
        {"dims": BASE, "model_state_dict": Evil()},
        {"dims": {"n_mels": 80}},
        {"model": 1},
        [1, 2],
        {"dims": BASE | {"n_mels": "many"}},
    ],
)
def test_other_tables_are_refused_and_never_run(
    content: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SpeechError, match="damaged, or not a Whisper checkpoint"):
        checkpoint_dimensions(write_table(tmp_path / "bad.pt", content))
    assert not (tmp_path / "harmed").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04cut off", b"no archive at all"])
def test_other_files_are_no_checkpoint(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.pt").write_bytes(content)
    with pytest.raises(SpeechError, match="damaged, or not a Whisper checkpoint"):
        checkpoint_dimensions(tmp_path / "bad.pt")


def test_what_a_checkpoint_can_do_is_read_from_its_shape(tmp_path: Path) -> None:
    both = Abilities(multilingual=True, translates=True)
    assert openai_whisper.abilities(checkpoint(tmp_path / "a.pt")) == both
    short = checkpoint(tmp_path / "b.pt", n_audio_layer=32, n_text_layer=4, n_vocab=51_866)
    assert openai_whisper.abilities(short) == Abilities(multilingual=True, translates=False)
    text = checkpoint(tmp_path / "c.pt", n_vocab=51_864)
    assert openai_whisper.abilities(text) == Abilities(multilingual=False, translates=False)


def test_models_of_openai_whispers_cache_are_found(installed: Path) -> None:
    checkpoint(installed / "small.pt", n_text_layer=12, n_audio_layer=12)
    found = openai_whisper.resolve_model("small", task=KOREAN)
    assert (found.name, found.path) == ("small", installed / "small.pt")
    assert found.digest != DIGEST
    checkpoint(installed / "renamed.pt", n_audio_layer=32, n_text_layer=4)
    with pytest.raises(SpeechError, match="renamed cannot translate"):
        openai_whisper.resolve_model("renamed", task=KOREAN)
    with pytest.raises(SpeechError, match="turbo cannot translate"):
        openai_whisper.resolve_model("turbo", task=KOREAN)
    with pytest.raises(SpeechError, match="neither a file nor in openai-whisper's cache"):
        openai_whisper.resolve_model("medium", task=KOREAN)


def test_an_engine_that_is_not_installed_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(openai_version, "version_of", missing)
    with pytest.raises(SpeechError, match="openai-whisper is not installed") as caught:
        openai_whisper.resolve_model("base", task=KOREAN)
    assert "pip install" in caught.value.remedy
