"""The newsroom's own program: lines of JSON in, lines of JSON out, and all that can go wrong."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.cues.judging.glossary import Term
from clipmaker.translation.configured import configured, translators_for
from clipmaker.translation.translate import SentenceText, translate
from clipmaker.translation.translator import Sentence, TranslationTask

TASK = TranslationTask(
    source="ko",
    target="en",
    headline="Two men",
    glossary=(Term(spelling="Kim", sources=("김",)),),
)
HEAD = "import json, sys\nhead, *lines = map(json.loads, sys.stdin)\n"
RIGHT = 'for l in lines: print(json.dumps({"id": l["id"], "text": f"Line {l[\'id\']} here"}))\n'
Chosen = Callable[[str], Path]
Told = Callable[..., list[SentenceText]]


@pytest.fixture
def told(tmp_path: Path, chosen: Chosen) -> Told:
    """Return what runs a program over two Korean sentences."""

    def run(code: str, more: str = "") -> list[SentenceText]:
        program = tmp_path / "translate"
        program.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
        program.chmod(0o755)
        chosen(f'[translation.translators.own]\nkind="command"\ncommand=["{program}"]\n{more}\n')
        said = [Sentence(text="네.", after=("아니요.",)), Sentence(text="아니요.", before=("네.",))]
        return list(translate(said, TASK, translators_for("ko", "en")))

    return run


def test_each_sentence_has_its_line_in_any_order(told: Told) -> None:
    found = told(HEAD + "lines.reverse()\n" + RIGHT)
    assert [one.text for one in found] == ["Line 1 here", "Line 2 here"]
    assert {str(one.by) for one in found} == {"machine command own at another machine"}
    assert {one.sent_to for one in found} == {"another machine"}


def test_it_is_told_languages_story_names_and_neighbours(told: Told, tmp_path: Path) -> None:
    import json

    copy = f"open({str(tmp_path / 'seen')!r}, 'w').write(json.dumps([head, lines]))\n"
    told(HEAD + copy + RIGHT)
    head, lines = json.loads((tmp_path / "seen").read_text("utf-8"))
    assert head == {
        "clipmaker": 1,
        "source": "ko",
        "target": "en",
        "headline": "Two men",
        "glossary": [{"spelling": "Kim", "sources": ["김"]}],
    }
    assert lines == [
        {"id": 1, "text": "네.", "before": [], "after": ["아니요."]},
        {"id": 2, "text": "아니요.", "before": ["네."], "after": []},
    ]


def test_it_may_say_how_sure_it_is_and_what_it_cannot_do(told: Told) -> None:
    found = told(
        HEAD
        + 'print(json.dumps({"id": 1, "text": "Yes.", "confidence": 0.75}))\n'
        + 'print(json.dumps({"id": 2, "error": "no such\\nword"}))\n'
    )
    assert found[0].confidence == 0.75
    assert found[1].refused == ("own: no such word",)


WRONG = {
    "ended with 3: no model": 'sys.stderr.write("no model"); sys.exit(3)',
    "ended with 1": "raise ValueError('broken')",
    "(line 1): “Loading…”": "print('Loading…')",
    "(line 1)": "print('[1, 2]')",
    "gave no line for this sentence": "pass",
    "its line holds no text": "[print(json.dumps({'id': n, 'text': n})) for n in (1, 2)]",
    "gave two texts": (
        "[print(json.dumps({'id': n % 2 + 1, 'text': f'Line {n}'})) for n in range(4)]"
    ),
    "took longer than 0.5 s": "import time; time.sleep(60)",
    "holds Hangul": "[print(json.dumps({'id': n, 'text': f'아니요 {n}'})) for n in (1, 2)]",
}


@pytest.mark.parametrize("why", WRONG)
def test_whatever_it_does_wrong_is_told_and_no_sentence_is_lost(told: Told, why: str) -> None:
    found = told(HEAD + WRONG[why] + "\n", "timeout_s = 0.5" if "0.5" in why else "")
    assert [one.text for one in found] == ["", ""]
    assert all(why in one.refused[0] for one in found)


def test_one_that_does_not_read_what_it_is_given_is_no_failure_of_ours(told: Told) -> None:
    found = told('print(\'{"id": 1, "text": "Yes."}\')\n')
    assert [one.text for one in found] == ["Yes.", ""]


def test_a_program_that_is_not_there_is_told(chosen: Chosen) -> None:
    chosen('[translation.translators.own]\nkind="command"\ncommand=["/no/such/program"]\n')
    (found,) = translate([Sentence(text="네.")], TASK, translators_for("ko", "en"))
    assert "is not there" in found.refused[0]


def test_it_counts_as_reaching_another_machine_unless_the_newsroom_says_otherwise(
    told: Told,
) -> None:
    told(HEAD + RIGHT)
    assert not configured()[0].translator.local
    assert "own" not in [one.name for one in translators_for("ko", "en", local_only=True)]
    found = told(HEAD + RIGHT, "local = true")
    assert configured()[0].translator.local
    assert {one.sent_to for one in found} == {""}


def test_another_program_is_asked_anew(told: Told) -> None:
    assert told(HEAD + RIGHT)[0].text == "Line 1 here"
    assert told(HEAD + RIGHT.replace("here", "there"))[0].text == "Line 1 there"
