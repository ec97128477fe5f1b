"""Imports inside functions stay where they buy start-up time, and nowhere else."""

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "clipmaker"
SLOW = {
    "concurrent.futures",
    "difflib",
    "importlib.metadata",
    "platform",
    "readline",
    "traceback",
}
"""Modules of Python's own that take two milliseconds or more, or that not every system has."""


def name_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {name_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def named(node: ast.stmt) -> set[str]:
    """Return the modules that an import loads; a name in a module counts as the module."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        full = {f"{node.module}.{alias.name}" for alias in node.names}
        return {name if name in FILES else node.module for name in full}
    return set()


def walked(node: ast.AST, inside: bool = False) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield every import that runs, and whether it stands in a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, inside
        function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        yield from walked(child, inside or function)


@cache
def imports() -> Mapping[str, list[tuple[ast.stmt, bool]]]:
    return {
        name: list(walked(ast.parse(file.read_text(encoding="utf-8"))))
        for name, file in FILES.items()
    }


@cache
def at_top() -> Mapping[str, set[str]]:
    return {
        name: {module for node, inside in found if not inside for module in named(node)}
        for name, found in imports().items()
    }


def loaded(names: set[str]) -> set[str]:
    """Return everything that is loaded with some modules, as far as it is known from here."""
    seen: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += at_top().get(name, ())
            ahead += [name.rpartition(".")[0]] if name in FILES and "." in name else []
    return seen


def libraries(names: set[str]) -> set[str]:
    """Return what is neither Python's own nor the project's."""
    own = {*sys.stdlib_module_names, "clipmaker"}
    return {name.split(".")[0] for name in names} - own


def idle(name: str) -> list[str]:
    """Return the imports in a module's functions that buy nothing."""
    found = []
    before = loaded({name})
    for node, inside in imports()[name]:
        modules = named(node)
        gained = loaded(modules) - before if inside else set()
        if name.startswith("clipmaker.cli") and modules & FILES.keys():
            # Each command pays for itself alone: help is there at once.
            buys = bool(gained)
        else:
            buys = bool(libraries(gained) - libraries(before) or gained & SLOW)
        if inside and not buys:
            found.append(f"{name}, line {node.lineno}: {ast.unparse(node)}")
    return found


def test_an_import_in_a_function_buys_start_up_time() -> None:
    lazy = [name for name, found in imports().items() if any(inside for _, inside in found)]
    assert len(lazy) > 50
    assert not [line for name in lazy for line in idle(name)]
