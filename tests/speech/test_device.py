"""Where a speech model runs: chosen, refused at the start, and part of what is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clipmaker.cli import cli
from clipmaker.cli.edge import run
from clipmaker.cli.options import _DEVICES
from clipmaker.errors import SpeechError
from clipmaker.speech import device, faster_whisper, openai_whisper
from clipmaker.speech.device import DEVICES, device_for
from clipmaker.speech.engine import ModelPath, Task
from clipmaker.speech.resolved import resolved_for

MODEL = ModelPath(name="base", path=Path("base"), digest="a" * 64)


@pytest.fixture
def none_here() -> None:
    if device._cards():
        pytest.skip("this machine has a graphics card")


def test_the_command_line_offers_what_there_is() -> None:
    assert _DEVICES == DEVICES


@pytest.mark.usefixtures("none_here")
def test_without_a_graphics_card_auto_is_the_processor_and_cuda_is_refused() -> None:
    assert device_for("cpu") == device_for("auto") == "cpu"
    with pytest.raises(SpeechError, match="no graphics card") as caught:
        device_for("cuda")
    assert "--device auto" in caught.value.remedy
    with pytest.raises(SpeechError, match="no graphics card"):
        faster_whisper.load(replace(MODEL, device="cuda"))
    with pytest.raises(SpeechError, match="gpu"):
        device_for("gpu")


def test_the_reference_engine_says_that_it_knows_the_processor_alone() -> None:
    pytest.importorskip("whisper", reason="openai-whisper is not installed")
    with pytest.raises(SpeechError, match="on the processor alone"):
        openai_whisper.load(replace(MODEL, device="cuda"))


def test_what_is_resolved_runs_where_it_was_asked_to() -> None:
    for wanted in DEVICES:
        task, model = resolved_for(["ko"], "en", "faster-whisper", "base", device=wanted)
        assert (task, model.device) == (Task(language="ko"), wanted)


@pytest.mark.usefixtures("none_here")
def test_a_card_that_is_not_there_is_told_before_anything_is_heard(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path))
    (tmp_path / "story.yaml").write_text("version: 1\n", "utf-8")
    args: Any = ["clipmaker", "subtitles", str(tmp_path / "story.yaml"), "--device", "cuda"]
    monkeypatch.setattr("sys.argv", args)
    assert run(cli) == SpeechError.exit_code
    told = capsys.readouterr().err
    assert "no graphics card" in told
    assert "Traceback" not in told
