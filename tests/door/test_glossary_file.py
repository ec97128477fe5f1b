"""Glossaries at the door: the story's own, the newsroom's, and every mistake by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.cues.judging.glossary import Term
from clipmaker.errors import InputError
from clipmaker.story.glossary import load_glossary, read_glossary
from clipmaker.story.load import load_story
from clipmaker.story.model import Story
from clipmaker.story.schema import story_schema

STORY = """\
version: 1
date: 2025-01-13
glossary:
  - spelling: Kursk
    source: [쿠르스크, Курск, 쿠르스크]
    note: a region of Russia
  - spelling: Kim Jong-un
    source: 김정은
shots:
  - kind: title
    text: A headline
"""
GLOSSARY = """\
version: 1
terms:
  - spelling: KURSK
    source: Koursk
  - spelling: Volodymyr Zelenskyy
"""


@pytest.fixture(autouse=True)
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(folder))
    return folder


def story(tmp_path: Path, text: str = STORY) -> Story:
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    return load_story(file, specs=specs())


def test_a_story_has_its_own(tmp_path: Path) -> None:
    found = story(tmp_path).glossary
    assert found == (
        Term(spelling="Kursk", sources=("쿠르스크", "Курск")),
        Term(spelling="Kim Jong-un", sources=("김정은",)),
    )
    assert found[0].note == "a region of Russia"
    assert (
        story(
            tmp_path, STORY.partition("glossary:")[0] + "shots:\n  - {kind: title, text: A}"
        ).glossary
        == ()
    )


def test_the_storys_come_first_then_those_beside_it_then_the_newsrooms(
    tmp_path: Path, own_config: Path
) -> None:
    (tmp_path / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    newsroom = (
        "version: 1\nterms:\n- {spelling: Pyongyang}\n- {spelling: Kursk, source: 库尔斯克}\n"
    )
    (own_config / "glossary.yaml").write_text(newsroom, encoding="utf-8")
    found = load_glossary(story(tmp_path))
    assert [term.spelling for term in found] == [
        "Kursk",
        "Kim Jong-un",
        "Volodymyr Zelenskyy",
        "Pyongyang",
    ]
    assert found[0].sources == ("쿠르스크", "Курск", "Koursk", "库尔斯克")


def test_none_is_needed(tmp_path: Path) -> None:
    assert load_glossary(story(tmp_path)) == story(tmp_path).glossary


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("spelling: KURSK", "speling: KURSK", ":3: terms[0].speling", "did you mean “spelling”"),
        ("  - spelling: KURSK\n    source", "  - source", "terms[0].spelling", "a term needs"),
        ("source: Koursk", "source: 7", "glossary.yaml:4: terms[0].source", "expected a list"),
        ("source: Koursk", "source: ['  ']", "glossary.yaml:4: terms[0].source[0]", "is empty"),
        ("source: Koursk", 'source: "123"', ":4: terms[0].source[0]", "expected a name"),
        ("KURSK", "x" * 81, "glossary.yaml:3: terms[0].spelling", "81 characters"),
        ("Volodymyr Zelenskyy", "kursk", "glossary.yaml:2: terms", "“kursk” stands twice"),
        ("version: 1", "version: 2", "glossary.yaml:1: version", "expected version: 1"),
        ("terms:", "terns:", "glossary.yaml:2: terns", "did you mean “terms”"),
    ],
)  # fmt: skip
def test_mistakes_are_named_by_their_line(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    file = tmp_path / "glossary.yaml"
    assert old in GLOSSARY
    file.write_text(GLOSSARY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_glossary(file)
    assert place in str(caught.value)
    assert message in str(caught.value)


def test_mistakes_in_a_story_too(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"story.yaml:4: glossary\[0\].spelling: a term needs"):
        story(tmp_path, STORY.replace("spelling: Kursk", "spelling:"))


def test_the_schema_knows_terms() -> None:
    terms = story_schema(specs())["properties"]["glossary"]
    assert terms["items"]["$ref"].endswith("WrittenTerm")
