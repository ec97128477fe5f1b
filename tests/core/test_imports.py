"""The rules of the house about who may import what, walked over every module."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "clipmaker"
CORE = ("story", "summary", "brand", "cues", "canvas", "timeline", "plan", "profile")
HEAVY = {
    "PIL",
    "ffmpeg",
    "imageio_ffmpeg",
    "moviepy",
    "faster_whisper",
    "whisper",
    "ctranslate2",
    "av",
    "click",
    "starlette",
    "distributed",
}
HEAVY_OWN = ("clipmaker.tools", "clipmaker.paint", "clipmaker.cli", "clipmaker.render")


def modules(*folders: str) -> list[Path]:
    return [p for folder in folders for p in sorted((PACKAGE / folder).rglob("*.py"))]


@cache
def imports(file: Path) -> frozenset[str]:
    """Return what a module imports when it runs; imports for type checkers don't count."""
    found = set()
    waiting: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
        elif not isinstance(node, ast.expr):
            waiting += ast.iter_child_nodes(node)
    return frozenset(found)


def named(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


def test_core_imports_nothing_heavy() -> None:
    found = {
        named(file): heavy
        for file in modules(*CORE)
        if (heavy := {n for n in imports(file) if n.split(".")[0] in HEAVY
                      or n.startswith(HEAVY_OWN)})
    }  # fmt: skip
    assert len(modules(*CORE)) > 100
    assert not found


def test_one_module_starts_processes() -> None:
    starts = {"subprocess", "multiprocessing", "pty"}
    calls = ("os.system(", "os.popen(", "os.spawn", "os.exec", "create_subprocess")
    found = {
        named(file)
        for file in modules("")
        if imports(file) & starts or any(c in file.read_text(encoding="utf-8") for c in calls)
    }
    assert found == {"machine/process.py"}


def test_only_the_command_line_knows_click() -> None:
    found = {
        named(file)
        for file in modules("")
        if any(n.split(".")[0] == "click" or "clipmaker.cli" in n for n in imports(file))
        and "cli" not in file.relative_to(PACKAGE).parts
    }
    assert found == {"__main__.py"}


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from clipmaker.cli import cli\n"
        "try: cli.main(['--help'], standalone_mode=False)\n"
        "except SystemExit: pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ast.literal_eval(done.stdout.splitlines()[-1]))
    assert not loaded & (HEAVY - {"click"} | {"pydantic", "numpy", "rich", "ruamel"})


LATER = {
    "logs": ("media", "speech", "text", "paint", "render", "make", "edit", "cli"),
    "machine": ("media", "speech", "text", "paint", "render", "make", "edit", "cli"),
    "media": ("paint", "render", "check", "publish", "make", "edit", "cli"),
    "speech": ("paint", "render", "check", "publish", "make", "edit", "cli"),
    "text": ("paint", "render", "check", "publish", "make", "edit", "cli"),
    "tools": ("paint", "render", "check", "publish", "make", "edit", "cli"),
    "paint": ("render", "check", "publish", "make", "edit", "cli"),
    "cards": ("render", "check", "publish", "make", "edit", "cli"),
    "render": ("check", "publish", "cluster", "make", "edit", "cli"),
    "cluster": ("check", "publish", "make", "edit", "cli"),
    "check": ("publish", "make", "edit", "cli"),
    "publish": ("make", "edit", "cli"),
    "make": ("edit", "bulletin", "cluster", "desk", "cli"),
    "edit": ("bulletin", "desk", "cli"),
}


def test_the_way_through_the_house_is_one_way() -> None:
    for folder, later in LATER.items():
        ahead = tuple(f"clipmaker.{name}" for name in later)
        for file in modules(folder):
            back = {name for name in imports(file) if name.startswith(ahead)}
            assert not back, f"{named(file)} imports {back}"


@cache
def arrows() -> dict[str, set[str]]:
    """Return what each module imports of the package, at its top or when it runs."""
    files = {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts): file for file in modules("")
    }
    found = {}
    for name, file in files.items():
        named = {n.removeprefix("clipmaker.") for n in imports(file)}
        found[name] = {n for n in named if n in files} - {name}
    return found


def circle(arrows: Mapping[str, set[str]]) -> list[str]:
    """Return one circle of imports, nothing when there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_one_another_in_a_circle() -> None:
    assert len(arrows()) > 300
    assert not circle(arrows())


def test_no_folders_import_one_another_in_a_circle() -> None:
    folders = defaultdict(set)
    for name, targets in arrows().items():
        folder = name.split(".")[0]
        folders[folder] |= {target.split(".")[0] for target in targets} - {folder}
    assert not circle(folders)


@pytest.mark.parametrize("room", ["cues"])
def test_no_shelves_of_a_room_import_one_another_in_a_circle(room: str) -> None:
    """A room's own modules know no shelf of it, and its shelves stand one after another."""
    shelves = defaultdict(set)
    for name, targets in arrows().items():
        if name.startswith(f"{room}.") and not name.endswith("__init__"):
            shelf = name.rpartition(".")[0]
            near = {target.rpartition(".")[0] for target in targets if target.startswith(room)}
            shelves[shelf] |= near - {shelf}
    assert len(shelves) > 4
    assert not shelves[room]
    assert not circle(shelves)


def test_handlers_of_the_desk_know_its_parts_by_their_types() -> None:
    """What a request carries has no type for the checker: one function gives it one."""
    untyped = {
        file.name
        for file in modules("desk")
        if re.search(r"state\.desk|\b(desk|opened|known): Any", file.read_text(encoding="utf-8"))
    }
    assert untyped == {"app.py", "desk.py", "server.py"}
