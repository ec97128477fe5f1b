"""What to do about a file that is not valid YAML, in words for people who never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from clipmaker.errors import Problem


class Complaint(Protocol):
    """What a parser complains of, as both of ours do."""

    context: Any
    problem: Any
    problem_mark: Any
    context_mark: Any


_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})(\s|$)")
_VALUE = re.compile(r"\s*(?:- +)*(?:[\w.-]+:\s+)?(?P<value>\S.*)?")

_OPENERS = {
    "*": "a value that begins with * is read as a YAML alias: quote the line, as in "
    'text: "*stay* in Ukraine"',
    "&": "a value that begins with & is read as a YAML anchor: put the value in quotes",
    "!": "a value that begins with ! is read as a YAML tag: put the value in quotes",
    "[": "a value that begins with [ is read as a list: put the value in quotes",
    "{": "a value that begins with { is read as a mapping: put the value in quotes",
    '"': "something follows the closing quotation mark: put the whole value in one pair of "
    "quotes, and use “ ” inside it",
    "'": "something follows the closing quotation mark: put the whole value in double quotes",
    **{char: f"a value that begins with {char} must be in quotes" for char in "@`%|>?,}]-"},
}


def conflicts(file: Path, lines: Sequence[str]) -> list[Problem]:
    """Return a problem for every marker that an unfinished merge left in the file."""
    message = "a mark of an unfinished merge: keep one of the two versions and delete the marks"
    return [
        Problem(file=file, line=number, message=message)
        for number, line in enumerate(lines, start=1)
        if _CONFLICT.match(line)
    ]


def advice(file: Path, lines: Sequence[str], error: Complaint) -> Problem:
    """Return the problem behind a parser's complaint, with what to do about it."""
    mark = error.problem_mark or error.context_mark
    index = min(mark.line if mark else 0, max(len(lines) - 1, 0))
    line = lines[index] if lines else ""
    said = f"{error.context or ''} {error.problem or ''}"
    for needle, explain in _EXPLANATIONS:
        if needle in said and (found := explain(error, line)):
            message, number = found
            return Problem(file=file, line=number or index + 1, message=message)
    return Problem(
        file=file, line=index + 1, message=f"this is not valid YAML: {str(error.problem).strip()}"
    )


Explanation = tuple[str, int]
"""A message, and the 1-based line it is about or 0 for the line where the parser stopped."""


def _tab(_error: Complaint, line: str) -> Explanation | None:
    indent = line[: len(line) - len(line.lstrip())]
    return ("a tab in the indentation: use spaces", 0) if "\t" in indent else None


def _opener(_error: Complaint, line: str) -> Explanation | None:
    match = _VALUE.match(line)
    value = (match["value"] or "") if match else ""
    if value[:1] in ("[", "{") and value.rstrip()[-1:] in ("]", "}"):
        return None
    message = _OPENERS.get(value[:1])
    return (message, 0) if message else None


def _alias(error: Complaint, _line: str) -> Explanation | None:
    return (_OPENERS["*"], 0) if "alias" in str(error.problem) else None


def _colon(error: Complaint, line: str) -> Explanation | None:
    mark = error.problem_mark
    if mark is not None and re.search(r":\s", line[: mark.column]):
        return ("a text with a colon and a space in it must be in quotes", 0)
    return (
        "this line does not fit the one above: check its indentation, and whether the text above "
        "needs quotes",
        0,
    )


def _unclosed_quote(error: Complaint, _line: str) -> Explanation | None:
    mark = error.context_mark
    opened = mark.line + 1 if mark else 0
    if "escape" in str(error.problem):
        return ("a backslash inside double quotes: write it twice, or use single quotes", 0)
    return ("a quotation mark opens here and never closes", opened)


def _unclosed_bracket(error: Complaint, _line: str) -> Explanation | None:
    mark = error.context_mark
    return (
        "a bracket opens here and does not close properly: close it, or put the text in quotes",
        mark.line + 1 if mark else 0,
    )


def _second_document(_error: Complaint, _line: str) -> Explanation | None:
    return ("a second document begins here (---): keep one in each file", 0)


def _indentation(_error: Complaint, _line: str) -> Explanation | None:
    return (
        "this line does not fit the lines above: keys that belong together start in one column",
        0,
    )


_EXPLANATIONS: tuple[tuple[str, Callable[[Complaint, str], Explanation | None]], ...] = (
    ("alias", _alias),
    ("", _tab),
    ("single document", _second_document),
    ("quoted scalar", _unclosed_quote),
    ("mapping values are not allowed", _colon),
    ("flow", _unclosed_bracket),
    ("", _opener),
    ("block", _indentation),
)
