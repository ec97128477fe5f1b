"""From pydantic's errors to sentences for people, each with its line and the nearest valid name.

Models of files that people write derive from ``Written``. Imports pydantic: import this module
only where a file is read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from clipmaker.door.document import Document, Place, nearest
from clipmaker.errors import Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# No other package has a say in what files mean, and looking for one takes time at every start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class Written(BaseModel):
    """A part of a file that a person writes: unknown keys and wrong types are mistakes.

    Attributes:
        called: what a person calls it, with its article: ``a title card``.
        wanted: sentences for keys whose absence deserves more than "is missing".
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
    called: ClassVar[str] = ""
    wanted: ClassVar[Mapping[str, str]] = {}


ModelT = TypeVar("ModelT", bound=Written)
WordT = TypeVar("WordT", bound=StrEnum)


def refusal(message: str, *, nearest: str = "") -> PydanticCustomError:
    """Return the error that a field validator raises to refuse a value with its own sentence."""
    return PydanticCustomError("refused", "{message}", {"message": message, "nearest": nearest})


def one_word_of(words: type[WordT], value: object) -> WordT:
    """Return the word of an enumeration that was written, for a field validator."""
    names = [str(word) for word in words]
    if isinstance(value, str) and value in names:
        return words(value)
    alike = nearest(value, names) if isinstance(value, str) else ""
    raise refusal(f"expected one of {', '.join(names)}, found {described(value)}", nearest=alike)


def check(
    document: Document, model: type[ModelT], *, context: object = None
) -> tuple[ModelT | None, list[Problem]]:
    """Check a document against a model.

    Args:
        document: what was read.
        model: what it must be.
        context: handed to the model's validators.

    Returns:
        The checked value, or None when there are problems; and every problem, with those that
        were found while parsing.
    """
    problems = list(document.problems)
    value: ModelT | None = None
    try:
        value = model.model_validate(document.data, context=context)
    except ValidationError as error:
        noted = {problem.field for problem in problems}
        for details in error.errors(include_url=False):
            problem = _problem(document, model, details)
            if problem.field not in noted:
                problems.append(problem)
    return (None if problems else value), problems


def _problem(document: Document, model: type[Written], details: ErrorDetails) -> Problem:
    """Return one of pydantic's errors in plain words."""
    place, owner = _locate(model, details["loc"])
    if details["type"] == "union_tag_invalid":
        place = (*place, "kind")
    explain = _EXPLANATIONS.get(details["type"], _other)
    message, alike = explain(details, place, owner)
    return document.problem(place, message, nearest=alike)


def _locate(model: type[Written], loc: tuple[int | str, ...]) -> tuple[Place, type[Written]]:
    """Return where an error is in the file, and the model that its last key belongs to.

    Pydantic's location of a tagged union holds the tag, which is no key of the file.
    """
    place: list[int | str] = []
    owner, choices = model, [model]
    for part in loc:
        if isinstance(part, str) and len(choices) > 1:
            choices = [choice for choice in choices if _tag(choice) == part]
            continue
        place.append(part)
        if isinstance(part, int):
            continue
        owner = choices[0] if choices else owner
        choices = [
            inner
            for name, info in owner.model_fields.items()
            if part == (info.alias or name)
            for inner in _models(info.annotation)
        ]
    return tuple(place), owner


def _models(annotation: object) -> Iterator[type[Written]]:
    """Yield every model inside a type annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _tag(model: type[Written]) -> str:
    """Return the value of a model's ``kind``, "" when it has none."""
    info = model.model_fields.get("kind")
    return str(get_args(info.annotation)[0]) if info else ""


Explained = tuple[str, str]
"""A message and the nearest valid name."""


def _other(details: ErrorDetails, _place: Place, _owner: type[Written]) -> Explained:
    return details["msg"][:1].lower() + details["msg"][1:], ""


def _refused(details: ErrorDetails, place: Place, owner: type[Written]) -> Explained:
    if not str(details["input"]).strip() and (wanted := owner.wanted.get(str(place[-1]))):
        return wanted, ""
    return details["ctx"]["message"], details["ctx"]["nearest"]


def _missing(_details: ErrorDetails, place: Place, owner: type[Written]) -> Explained:
    return owner.wanted.get(str(place[-1]), "is required, but missing"), ""


def _unknown(details: ErrorDetails, place: Place, owner: type[Written]) -> Explained:
    names = [info.alias or name for name, info in owner.model_fields.items()]
    message, key = f"unknown key: {owner.called} takes {', '.join(names)}", str(place[-1])
    if details["input"] is None and key.isdecimal():
        message = f"the comma before {key} ends the number: write it without commas, as in 2700"
    return message, nearest(key, names)


def _text(details: ErrorDetails, place: Place, owner: type[Written]) -> Explained:
    value = details["input"]
    if value is None and (wanted := owner.wanted.get(str(place[-1]))):
        return wanted, ""
    hint = ""
    if isinstance(value, bool | int | float):
        hint = ": put it in quotes"
    elif isinstance(value, dict):
        hint = ": a text with a colon in it must be in quotes"
    return f"expected a text, found {described(value)}{hint}", ""


def _flag(details: ErrorDetails, _place: Place, _owner: type[Written]) -> Explained:
    words = {"yes": "true", "on": "true", "no": "false", "off": "false"}
    alike = words.get(str(details["input"]).lower(), "")
    return f"expected true or false, found {described(details['input'])}", alike


def _kind(details: ErrorDetails, _place: Place, _owner: type[Written]) -> Explained:
    kinds = re.findall(r"'([^']*)'", details["ctx"]["expected_tags"])
    written = str(details["ctx"]["tag"])
    return f"unknown kind “{written}”: one of {', '.join(kinds)}", nearest(written, kinds)


def _kindless(details: ErrorDetails, place: Place, owner: type[Written]) -> Explained:
    if not isinstance(details["input"], dict):
        return _keys(details, place, owner)
    key = next(part for part in reversed(place) if isinstance(part, str))
    kinds = [_tag(model) for model in _models(owner.model_fields[key].annotation)]
    return f"needs a kind: one of {', '.join(kinds)}", ""


def _expected(what: str) -> Callable[[ErrorDetails, Place, type[Written]], Explained]:
    def explain(details: ErrorDetails, _place: Place, _owner: type[Written]) -> Explained:
        return f"expected {what}, found {described(details['input'])}", ""

    return explain


def _keys(details: ErrorDetails, _place: Place, _owner: type[Written]) -> Explained:
    return f"expected keys, each on a line of its own, found {described(details['input'])}", ""


def _bound(words: str, key: str) -> Callable[[ErrorDetails, Place, type[Written]], Explained]:
    def explain(details: ErrorDetails, _place: Place, _owner: type[Written]) -> Explained:
        return f"must be {words} {details['ctx'][key]:g}, found {described(details['input'])}", ""

    return explain


def described(value: object) -> str:
    """Return a value as it is shown in a message."""
    if value is None:
        return "nothing: write it, or remove the key"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, dict):
        return "keys"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


_EXPLANATIONS: dict[str, Callable[[ErrorDetails, Place, type[Written]], Explained]] = {
    "refused": _refused,
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _text,
    "bool_type": _flag,
    "date_type": _expected("a date without quotes, as in 2026-08-24"),
    "int_type": _expected("a whole number"),
    "int_from_float": _expected("a whole number"),
    "float_type": _expected("a number"),
    "finite_number": _expected("a finite number"),
    "list_type": _expected("a list, as in [one, two]"),
    "model_type": _keys,
    "model_attributes_type": _keys,
    "dict_type": _keys,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _kindless,
    "greater_than_equal": _bound("at least", "ge"),
    "greater_than": _bound("more than", "gt"),
    "less_than_equal": _bound("at most", "le"),
    "less_than": _bound("less than", "lt"),
}
