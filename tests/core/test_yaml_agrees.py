"""The quick parser of YAML says what the exact one says, or lets it speak."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cards.registry import specs
from clipmaker.door import yaml
from clipmaker.door.document import Document
from clipmaker.errors import InputError
from clipmaker.story.written import story_model

STORY = Path(__file__).resolve().parents[2] / "assets" / "examples" / "captured-soldier"
TEXT = (STORY / "story.yaml").read_text(encoding="utf-8")
ODD = st.sampled_from(
    [
        *"\t:#'\"&*!|>-?{}[],%@`\\\n ~é\u2028\x85\ufeff",
        "\n: x\n",
        "<<: *a",
        "1:30",
        "1e3",
        "on",
        "\n---\n",
    ]
)


def read(text: str) -> Document | str:
    try:
        return yaml.parse_yaml(Path("story.yaml"), text)
    except InputError as error:
        return str(error)


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), ODD), min_size=1, max_size=3))
def test_whatever_is_typed_into_a_story_is_read_as_the_exact_parser_reads_it(
    typed: list[tuple[int, str]],
) -> None:
    text = TEXT
    for place, what in typed:
        text = text[:place] + what + text[place:]
    quick = read(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(yaml, "_agreed", lambda _: (False, None))
        assert read(text) == quick


@pytest.mark.parametrize(
    "text",
    [
        *("a: 1e3", "a: 1E3", "a: 0o17", "a: 017", "a: 1_000", "a: .5", "a: 5.", "a: +1", "a: -0"),
        *("a: 012", "a: 0x1F", "a: 1:30", "a: .inf", "a: ~", "a: Null", "a: on", "a: =", "a: 1e"),
        *("a: 1e3 #x", "a: x#y #z", "a: 2024-01-13", "1e3: b"),
        "a: b\tc",
        ": x",
        "- : x",
        "a\u2028b: c\nd: e: f",
        "\ufeffa: b",
        "'': x",
        "a: 'b' c",
    ],
)
def test_what_both_read_otherwise_is_read_exactly(text: str) -> None:
    quick = read(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(yaml, "_agreed", lambda _: (False, None))
        assert read(text) == quick


def test_the_model_of_a_story_is_built_once() -> None:
    assert story_model(specs()) is story_model(dict(specs()))
