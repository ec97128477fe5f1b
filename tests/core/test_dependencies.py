"""What pyproject.toml asks for is used, and the other way round; the architecture says why."""

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MODULES = {
    "faster-whisper": ("faster_whisper", "ctranslate2", "huggingface_hub"),
    "ffmpeg-python": ("ffmpeg",),
    "c2pa-python": ("c2pa", "cryptography"),
    "freetype-py": ("freetype",),
    "markdown-it-py": ("markdown_it",),
    "pillow": ("PIL",),
    "pydantic": ("pydantic", "pydantic_core"),
    "python-bidi": ("bidi",),
    "pyshp": ("shapefile",),
    "pyyaml": ("yaml",),
    "ruamel.yaml": ("ruamel",),
    "openai-whisper": ("whisper", "torch", "tqdm"),
    "opencv-python": ("cv2",),
    "distributed": ("distributed", "dask", "tornado"),
}
"""Names that differ, and what a package brings and is nothing without."""


def asked_for() -> list[str]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(one for extra in extras for one in extra)]
    return [re.match(r"[\w.-]+", one)[0].rstrip(".") for one in wanted]


def modules_of(name: str) -> tuple[str, ...]:
    return MODULES.get(name, (name.replace("-", "_"),))


@cache
def imported() -> set[str]:
    found = set()
    for file in (ROOT / "clipmaker").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"clipmaker"}


def test_everything_that_is_imported_is_asked_for() -> None:
    known = {module for name in asked_for() for module in modules_of(name)}
    assert not imported() - known


def test_everything_that_is_asked_for_is_imported_or_named_by_our_data() -> None:
    # Fonts and weights hold files, no code: they are found by their names.
    data = "\n".join(
        file.read_text("utf-8")
        for file in (
            ROOT / "assets" / "fonts" / "catalogue.toml",
            *(ROOT / "clipmaker").rglob("*.py"),
        )
    )
    unused = [
        name
        for name in asked_for()
        if not set(modules_of(name)) & imported() and modules_of(name)[0] not in data
    ]
    assert not unused


def test_the_architecture_says_why_each_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    groups = PROJECT["dependency-groups"]
    # What the reference engine needs is told there as the group that it is.
    told = [one for name, group in groups.items() if name != "reference" for one in group]
    names = {*asked_for(), *(re.match(r"[\w.-]+", one)[0] for one in told)}
    assert not [name for name in names if name.removesuffix("-base-2") not in text]
