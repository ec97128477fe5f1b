"""Which translators there are, and whom to ask, stands in the newsroom's settings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.errors import InputError, TranslationError
from clipmaker.translation.configured import configured, translators_for
from clipmaker.translation.translate import translate
from clipmaker.translation.translator import Sentence, TranslationTask

Chosen = Callable[[str], Path]


def names(pair: str = "") -> list[str]:
    return [one.name for one in configured(pair)]


def test_without_settings_there_are_the_models_on_this_machine() -> None:
    assert names() == ["firefox"]
    assert [one.name for one in translators_for("pt", "en")] == ["firefox"]
    assert translators_for("pt", "pt") == ()
    assert translators_for("ko", "en") == ()


def test_translators_of_the_file_come_first_in_its_order(chosen: Chosen, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    chosen(
        f'[translation.translators.ours]\nkind = "firefox"\nfolder = "{tmp_path}/models"\n'
        '[translation.translators.other]\nkind = "firefox"\n'
    )
    assert names() == ["ours", "other", "firefox"]


def test_a_pair_may_have_an_order_of_its_own(chosen: Chosen) -> None:
    chosen(
        '[translation]\norder = ["firefox", "second"]\n'
        '[translation.pairs]\npt-en = ["second"]\n'
        '[translation.translators.second]\nkind = "firefox"\n'
    )
    assert names() == ["firefox", "second"]
    assert [one.name for one in translators_for("pt", "en")] == ["second"]
    assert [one.name for one in translators_for("en", "pt")] == ["firefox", "second"]


def test_a_translator_is_asked_for_its_own_pairs_only(chosen: Chosen) -> None:
    chosen('[translation.translators.firefox]\npairs = ["en-pt"]\n')
    assert [one.name for one in translators_for("en", "pt")] == ["firefox"]
    assert translators_for("pt", "en") == ()


@pytest.mark.parametrize(
    ("written", "order"),
    [("none", []), ("second", ["second"]), ("second, firefox", ["second", "firefox"])],
)
def test_the_environment_goes_before_the_file(
    chosen: Chosen, monkeypatch: pytest.MonkeyPatch, written: str, order: list[str]
) -> None:
    chosen('[translation]\norder = ["firefox"]\n[translation.translators.second]\nkind="firefox"')
    monkeypatch.setenv("CLIPMAKER_TRANSLATORS", written)
    assert names() == order


def test_a_translator_stays_the_same_with_what_it_has_loaded(chosen: Chosen) -> None:
    first = translators_for("pt", "en")[0].translator
    assert translators_for("pt", "en")[0].translator is first
    chosen('[translation.translators.firefox]\npairs = ["pt-en"]\n')
    assert translators_for("pt", "en")[0].translator is not first


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[translation]\norder = "firefox"\n', 2, "expected a list"),
        ("[translations]\n", 1, "did you mean “translation”?"),
        ("[translation.pairs]\nkorean-en = []\n", 2, "expected two language codes"),
        ("[translation.translators.x]\nkind = 3\n", 2, "expected a text"),
        ('[translation.translators.x]\nkind="firefox"\npairs = ["ko"]\n', 3, "ko-en"),
        ("[translation\n", 1, "not valid TOML"),
    ],
)
def test_mistakes_in_the_file_are_told_with_their_lines(
    chosen: Chosen, text: str, line: int, said: str
) -> None:
    file = chosen(text)
    with pytest.raises(InputError) as caught:
        configured()
    assert f"{file}:{line}" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[translation]\norder = ["firefix"]\n', "did you mean “firefox”?"),
        ('[translation.translators.x]\nkind = "firefx"\n', "did you mean “firefox”?"),
        ('[translation.translators.x]\nkind = "firefox"\nfoldr = "a"\n', "did you mean “folder”?"),
        ('[translation.translators.x]\nkind = "firefox"\nfolder = 3\n', "folder must be a text"),
    ],
)
def test_wrong_names_and_settings_are_told_with_the_right_ones(
    chosen: Chosen, text: str, said: str
) -> None:
    chosen(text)
    with pytest.raises((InputError, TranslationError)) as caught:
        configured()
    assert said in str(caught.value)


BROKEN = """
[translation.translators.away]
kind = "openai"
address = "http://gpu.example/v1"
model = "m"
key_env = "NOT_SET_AT_ALL"
"""


def test_one_that_cannot_be_set_up_stops_nobody_and_says_why(chosen: Chosen) -> None:
    chosen(BROKEN)
    found = translators_for("pt", "en")
    assert [(one.name, one.usable) for one in found] == [("away", False), ("firefox", True)]
    task = TranslationTask(source="pt", target="en")
    (one,) = translate([Sentence(text="Bom dia.")], task, found)
    assert one.text
    assert "NOT_SET_AT_ALL" in one.refused[0]
    # Where only this machine may be asked, it is not among them.
    assert [one.name for one in translators_for("pt", "en", local_only=True)] == ["firefox"]


def test_settings_of_any_form_are_told_and_no_bug(chosen: Chosen) -> None:
    chosen('[translation.translators.x]\nkind = "firefox"\n[translation.translators.x.y]\nz = 1\n')
    with pytest.raises(TranslationError, match="takes no setting “y”"):
        configured()
    chosen('[translation.translators.x]\nkind = "firefox"\nfolder = 2026-01-01\n')
    assert [one.name for one in translators_for("pt", "en")] == ["x", "firefox"]
