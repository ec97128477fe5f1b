"""What is public says what it raises, what its many arguments mean, and what an absence means."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "clipmaker"
FILES = sorted(PACKAGE.rglob("*.py"))
SAID_BY_CLICK = PACKAGE / "cli"
"""Commands say their options in the options themselves."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def functions() -> tuple[tuple[str, Function], ...]:
    """Return every public function with the place where it stands; commands are left out."""
    return tuple(
        (f"{file.relative_to(PACKAGE)}:{function.lineno} {function.name}", function)
        for file in FILES
        if SAID_BY_CLICK not in file.parents
        for function in public(ast.parse(file.read_text("utf-8")))
    )


def public(node: ast.AST) -> Iterator[Function]:
    """Yield functions and methods that others call; what stands inside a function is not seen."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            if not child.name.startswith("_"):
                yield child
        elif not (isinstance(child, ast.ClassDef) and child.name.startswith("_")):
            yield from public(child)


def raised(node: ast.AST) -> Iterator[str]:
    """Yield the names of errors that leave a function; what a block around them may catch stays."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef | ast.Lambda | ast.With):
            continue
        if isinstance(child, ast.Try):
            for part in (*child.handlers, *child.orelse, *child.finalbody):
                yield from raised(part)
        elif isinstance(child, ast.Raise) and child.exc is not None:
            error = child.exc.func if isinstance(child.exc, ast.Call) else child.exc
            name = ast.unparse(error).rpartition(".")[2]
            if name.endswith("Error"):
                yield name
        else:
            yield from raised(child)


def test_errors_are_named_where_they_are_raised() -> None:
    assert not [
        f"{where} raises {name}"
        for where, function in functions()
        for name in raised(function)
        if name not in (ast.get_docstring(function) or "")
    ]


def test_five_arguments_and_more_are_explained() -> None:
    unsaid = []
    for where, function in functions():
        given = [*function.args.args, *function.args.kwonlyargs]
        count = sum(one.arg not in ("self", "cls") for one in given)
        said = ast.get_docstring(function) or ""
        if count >= 5 and "Args:" not in said and "see :func:" not in said:
            unsaid.append(where)
    assert not unsaid


def test_nothing_is_none_when_there_is_none() -> None:
    """Such a sentence says nothing: of what, and who may leave it out?"""
    empty = re.compile(r"None (when|where|if) (it|there) (is|was|are|were|has) none\b")
    texts = {file: file.read_text("utf-8") for file in FILES}
    assert not [
        f"{file.relative_to(PACKAGE)}:{text.count(chr(10), 0, one.start()) + 1}"
        for file, text in texts.items()
        for one in empty.finditer(text)
    ]
