"""The map of the house is as fresh as its imports, and its words name what is there."""

import ast
import re
from collections import Counter
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def house() -> ModuleType:
    import sys

    loader = SourceFileLoader("house_map", str(ROOT / "scripts" / "house-map"))
    module = module_from_spec(spec_from_loader("house_map", loader))
    sys.modules["house_map"] = module
    loader.exec_module(module)
    return module


def test_the_map_is_not_stale(house: ModuleType) -> None:
    page = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    assert not house.stale(page, house.house_map(ROOT)), "run scripts/house-map"


def small_house(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        room = folder / "clipmaker" / name
        room.mkdir(parents=True)
        (room / "__init__.py").write_text(f'"""The {name}."""\n', encoding="utf-8")
        (room / "code.py").write_text(text, encoding="utf-8")
    return folder


def test_a_new_arrow_makes_it_stale_and_a_new_line_does_not(
    house: ModuleType, tmp_path: Path
) -> None:
    filler = "x = 1\n" * 50
    small_house(tmp_path, cellar=filler, hall="from clipmaker.cellar.code import x\n" * 20)
    page = house.house_map(tmp_path)
    assert page.index("`cellar/`") < page.index("`hall/`")
    assert "  hall --> cellar\n" in page
    code = tmp_path / "clipmaker" / "cellar" / "code.py"
    code.write_text(filler + "y = 2\n", encoding="utf-8")
    assert not house.stale(page, house.house_map(tmp_path))
    code.write_text(filler * 2, encoding="utf-8")
    assert house.stale(page, house.house_map(tmp_path))
    small_house(tmp_path, roof="import clipmaker.hall.code\nfrom clipmaker import cellar\n")
    assert "| cellar, hall |" in house.house_map(tmp_path)
    # The way to the cellar leads through the hall already.
    assert "roof --> cellar" not in house.house_map(tmp_path)


def test_what_only_types_need_is_no_arrow(house: ModuleType, tmp_path: Path) -> None:
    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import clipmaker.hall\n"
    small_house(tmp_path, cellar=types, hall="import clipmaker.cellar\n")
    assert house.rooms(tmp_path)["cellar"].imports == frozenset()


def words() -> list[tuple[str, str]]:
    """Return the words of the glossary, and the files in which they stand."""
    table = ARCHITECTURE.partition("## Words")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|.*\| `([\w/]+\.py)` \|$", table, re.MULTILINE)


@pytest.mark.parametrize(("word", "file"), words())
def test_every_word_of_the_glossary_is_what_the_code_says(word: str, file: str) -> None:
    tree = ast.parse((ROOT / "clipmaker" / file).read_text(encoding="utf-8"))
    named = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            named |= {one.id for one in node.targets if isinstance(one, ast.Name)}
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            named.add(node.target.id)
    assert word in named


def test_no_word_stands_there_twice_and_every_row_names_its_file() -> None:
    table = ARCHITECTURE.partition("## Words")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    found = [word for word, _ in words()]
    assert len(found) == len(set(found)) == len(rows) > 30


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "ARCHITECTURE.md", "README.md"])
def test_what_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!http|#)([^)#]+)", text)
    files = re.findall(r"`((?:clipmaker|scripts|tests|docs|assets)/[\w./-]+)`", text)
    missing = [name for name in [*links, *files] if not (ROOT / name).exists()]
    assert not missing


def test_the_version_is_one_and_the_changelog_tells_of_it() -> None:
    import tomllib

    from clipmaker import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__
    sections = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert sections[:2] == ["Unreleased", __version__]


SAYS_NOTHING = {"one", "found", "place", "placed", "said", "told", "asked", "given", "kept"}
"""Words that mean something else in every module: good for a variable that lives a few lines."""


SEEN_AT_ONCE = 24
"""Lines of one screen: nobody looks further for what such a name holds."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def lines_of(node: ast.AST, lines: dict[str, list[int]], inner: frozenset[str]) -> None:
    """Note where a function uses such names; those of comprehensions and inner functions apart."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Comprehension):
            targets = [part for loop in child.generators for part in ast.walk(loop.target)]
            own = {part.id for part in targets if isinstance(part, ast.Name)}
            lines_of(child, lines, inner | own)
        elif isinstance(child, ast.Name | ast.arg):
            name = child.id if isinstance(child, ast.Name) else child.arg
            if name in {"one", "found", "place"} - inner:
                lines.setdefault(name, []).append(child.lineno)
        elif not isinstance(child, Function | ast.Lambda):
            lines_of(child, lines, inner)


def test_a_name_that_says_nothing_is_nobodys_to_call_and_lives_on_one_screen() -> None:
    wrong = []
    for file in sorted((ROOT / "clipmaker").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        wrong += [
            f"{file.name}, line {node.lineno}: {node.name}"
            for node in tree.body
            if isinstance(node, Function | ast.ClassDef) and node.name.lower() in SAYS_NOTHING
        ]
        for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
            lines: dict[str, list[int]] = {}
            lines_of(function, lines, frozenset())
            wrong += [
                f"{file.name}, {function.name}: {name} lives for {max(at) - min(at)} lines"
                for name, at in lines.items()
                if max(at) - min(at) > SEEN_AT_ONCE
            ]
    assert not wrong


CARRIERS = {
    "cues/model.py",
    "cues/reviewing/recut.py",
    "cues/sheets/load.py",
    "cues/sheets/plain.py",
    "cues/sheets/threeway.py",
    "cues/sheets/written.py",
}
"""What it is; what is written and read of it; two people's changes united; cues cut and merged."""
MEANING = {"cues/judging/remarks.py", "cues/reviewing/review.py", "desk/cue_view.py"}
"""What makes a remark a remark: it is made, it is a doubt, it is shown."""


def test_a_field_of_a_cue_is_carried_by_six_files() -> None:
    naming = {
        str(file.relative_to(ROOT / "clipmaker"))
        for file in (ROOT / "clipmaker").rglob("*.py")
        if re.search(r"\bcomment_by\b", file.read_text(encoding="utf-8"))
    }
    assert naming - MEANING == CARRIERS


THREAD = re.compile(
    r"\b((?:CPython|CTranslate2|Dask distributed|FFmpeg|MoviePy|OpenTimelineIO|Pillow|PyAV|PyYAML|"
    r"ffmpeg-python|pysubs2|python-bidi|ruamel)) (issues?|pull request) (\d+)(?: and (\d+))?"
)


def threads(text: str) -> set[str]:
    """Return the threads upstream that a text names."""
    return {
        f"{project} {kind.removesuffix('s')} {number}"
        for project, kind, *numbers in THREAD.findall(re.sub(r"\s*\n\s*#?\s*", " ", text))
        for number in filter(None, numbers)
    }


def test_work_arounds_name_their_threads_here_and_where_they_stand() -> None:
    _, section = ARCHITECTURE.split("## Work-arounds", 1)
    rows = [line for line in section.split("\n## ")[0].splitlines() if line.startswith("| ")][1:]
    told = {
        (thread, file)
        for row in rows
        for thread in threads(row)
        for file in re.findall(r"`([a-z_/0-9]+\.py)`", row)
    }
    package = ROOT / "clipmaker"
    coded = {
        (thread, file.relative_to(package).as_posix())
        for file in package.rglob("*.py")
        for thread in threads(file.read_text(encoding="utf-8"))
    }
    assert len(told) > 10
    assert told == coded


TREES = {
    file: ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "clipmaker").rglob("*.py"))
}


def test_nothing_is_there_for_tests_alone() -> None:
    words = Counter(
        word
        for folder in ("clipmaker", "scripts")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and file.suffix in ("", ".py")
        for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))
    )
    alone = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not (node.decorator_list and isinstance(node, ast.FunctionDef))
        and words[node.name] == 1
    ]
    assert alone == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 80
    ]
    assert long == []
