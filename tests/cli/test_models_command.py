"""``clipmaker models``: what is here, whether it is whole, and one message when it can't be had."""

import json

import pytest
from stories import Clipmaker

from clipmaker.errors import ExitCode, SpeechError
from clipmaker.speech import shelf
from clipmaker.speech.shelf import ShelfVerdict


def test_models_are_listed_by_default(clipmaker: Clipmaker) -> None:
    done = clipmaker("models")
    assert done.code == 0
    assert done.out.startswith("base")
    assert "transcribes and translates (built in)" in done.out
    rows = json.loads(clipmaker("models", "list", "--json").out)
    assert (rows[0]["name"], rows[0]["translates"]) == ("base", True)


def test_verifying_says_what_is_damaged(
    clipmaker: Clipmaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = clipmaker("models", "verify", "base")
    assert (done.code, done.out.split()[0]) == (0, "verified")
    monkeypatch.setattr(shelf, "verify", lambda model: ShelfVerdict.DAMAGED)
    done = clipmaker("models", "verify", "--json")
    assert done.code == ExitCode.SPEECH
    assert json.loads(done.out)[0]["verdict"] == "damaged"


def test_what_is_not_here_cannot_be_verified(clipmaker: Clipmaker) -> None:
    done = clipmaker("models", "verify", "huge")
    assert done.code == ExitCode.SPEECH
    assert "“huge” is not on this machine" in done.err


def test_getting_what_is_built_in_downloads_nothing(clipmaker: Clipmaker) -> None:
    done = clipmaker("models", "get", "base")
    assert (done.code, done.out.split()[0]) == (0, "base")


def test_a_model_that_cannot_be_had_is_one_message(
    clipmaker: Clipmaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(name: str, engine: str) -> None:
        raise SpeechError(f"the speech model “{name}” could not be downloaded", remedy="Later.")

    monkeypatch.setattr(shelf, "fetch", offline)
    done = clipmaker("models", "get", "small")
    assert done.code == ExitCode.SPEECH
    assert "“small” could not be downloaded" in done.err
    assert "Traceback" not in done.err
