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


def test_text_models_stand_below_with_their_licence(clipmaker: Clipmaker) -> None:
    done = clipmaker("models", "list")
    line = next(row for row in done.out.splitlines() if row.startswith("firefox:pt-en"))
    assert "Portuguese to English (built in; MPL-2.0)" in line
    rows = {row["name"]: row for row in json.loads(clipmaker("models", "--json").out)}
    assert rows["firefox:pt-en"]["reads"] == ["pt"]
    assert not rows["firefox:pt-en"]["commercial_use_forbidden"]
    done = clipmaker("models", "verify", "firefox:pt-en")
    assert (done.code, done.out.split()[:2]) == (0, ["verified", "firefox:pt-en"])
    done = clipmaker("models", "get", "firefox:pt-en")
    assert (done.code, "it is here already" in done.out) == (0, True)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("firefox:korean", "is no pair of languages"),
        ("firefox:ko-ko", "is no pair of languages"),
        ("ctranslate2:nllb", "OWNER/NAME"),
    ],
)
def test_a_text_model_that_is_none_is_one_message(
    clipmaker: Clipmaker, name: str, why: str
) -> None:
    done = clipmaker("models", "get", name)
    assert done.code == ExitCode.SPEECH
    assert why in done.err
    assert "Traceback" not in done.err


def test_a_licence_that_forbids_commerce_is_told_before_anything_is_fetched(
    clipmaker: Clipmaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clipmaker.translation import hub

    fetched = []
    offer = hub.HubModel(name="owner/nllb", licence="cc-by-nc-4.0", size_bytes=600_000_000)
    monkeypatch.setattr(hub, "hub_model", lambda name: offer)
    monkeypatch.setattr(hub, "fetch_hub", fetched.append)
    done = clipmaker("models", "get", "ctranslate2:owner/nllb")
    assert done.code == ExitCode.SPEECH
    assert "600 MB, cc-by-nc-4.0" in done.out
    assert "forbids commercial use" in done.err
    assert not fetched
