"""Glossaries as people write them: ``glossary`` in a story, and ``glossary.yaml``.

Imports pydantic: import this module only where a story or a glossary is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, ClassVar, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from clipmaker.cues.judging.glossary import Glossary, Term, united
from clipmaker.door.checked import Written, check, refusal
from clipmaker.door.document import refuse
from clipmaker.door.yaml import read_yaml
from clipmaker.resources import config_dir
from clipmaker.story.model import Story
from clipmaker.story.values import Text, Version

FILE = "glossary.yaml"
MAX_TERMS = 500
MAX_CHARACTERS = 80
"""Nothing longer is a name or a term."""


def _one_or_more(value: object) -> object:
    """Take a single text for a list of one."""
    return [value] if isinstance(value, str) else value


def _short(value: str) -> str:
    if len(value) > MAX_CHARACTERS:
        raise refusal(f"{len(value)} characters are more than the {MAX_CHARACTERS} of a name")
    if not any(char.isalpha() for char in value):
        raise refusal(f"expected a name or a term, found “{value}”")
    return value


Name: TypeAlias = Annotated[Text, AfterValidator(_short)]


class WrittenTerm(Written):
    """A name or term as it is written."""

    called: ClassVar[str] = "a term"
    wanted: ClassVar[Mapping[str, str]] = {
        "spelling": "a term needs its spelling, as in spelling: Kursk"
    }

    spelling: Name = Field(description="How it is written on screen.", examples=["Kursk"])
    source: Annotated[list[Name], BeforeValidator(_one_or_more)] = Field(
        default=[],
        description="How it is written in the languages that are spoken; one or several.",
        examples=[["쿠르스크", "Курск"]],
    )
    note: Text = Field(
        default="", description="A remark for people.", examples=["a region of Russia"]
    )


def _distinct(terms: Sequence[WrittenTerm]) -> Sequence[WrittenTerm]:
    seen: set[str] = set()
    for term in terms:
        key = term.spelling.casefold()
        if key in seen:
            raise refusal(f"“{term.spelling}” stands twice: put all its source spellings in one")
        seen.add(key)
    if len(terms) > MAX_TERMS:
        raise refusal(f"{len(terms)} terms are more than the {MAX_TERMS} allowed")
    return terms


Terms: TypeAlias = Annotated[list[WrittenTerm], AfterValidator(_distinct)]


class WrittenGlossary(Written):
    """A glossary file."""

    called: ClassVar[str] = "a glossary"
    wanted: ClassVar[Mapping[str, str]] = {
        "version": "is required: write version: 1",
        "terms": "is required: the list of names and terms",
    }

    version: Version
    terms: Terms


def terms_of(written: Sequence[WrittenTerm]) -> Glossary:
    """Return terms as the program keeps them."""
    return tuple(
        Term(spelling=term.spelling, sources=tuple(dict.fromkeys(term.source)), note=term.note)
        for term in written
    )


def read_glossary(file: Path) -> Glossary:
    """Read a glossary file.

    Raises:
        InputError: it cannot be read or holds mistakes; all of them are listed, by line.
    """
    written, problems = check(read_yaml(file), WrittenGlossary)
    if written is None:
        raise refuse(problems)
    return terms_of(written.terms)


def load_glossary(story: Story) -> Glossary:
    """Return the names of a story and of the newsroom: the story's own first.

    The newsroom's stand in ``glossary.yaml`` beside the story, and in the user's configuration.

    Raises:
        InputError: a glossary file holds mistakes.
    """
    files = [folder / FILE for folder in (story.file.parent, config_dir())]
    return united(story.glossary, *(read_glossary(file) for file in files if file.exists()))
