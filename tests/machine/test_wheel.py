"""What is shipped works alone: the wheel, in an environment of its own, without the checkout."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from clipmaker import __version__

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("hatchling")
pytestmark = pytest.mark.slow


def run(*args: object, cwd: Path, **env: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "CLIPMAKER"))}
    done = subprocess.run(
        [str(arg) for arg in args],
        cwd=cwd,
        env={**clean, **env},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel and sdist, built from the files of the checkout."""
    place = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "hatchling", "build", "-d", place, cwd=ROOT)
    return place


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python with the wheel; the libraries are those of this environment, the program is not."""
    place = tmp_path_factory.mktemp("apart")
    venv.create(place / "venv", symlinks=True)
    python = place / "venv" / "bin" / "python"
    folder = Path(
        run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=place).strip()
    )
    (wheel,) = built.glob("*.whl")
    run(
        sys.executable,
        *("-m", "pip", "install", "--no-deps", "--no-index", "--target", folder, wheel),
        cwd=place,
    )
    libraries = place / "libraries"
    libraries.mkdir()
    for entry in (e for place in sys.path if "-packages" in place for e in Path(place).iterdir()):
        # Without what would lead to the checkout: the editable install of the program.
        link = libraries / entry.name
        if entry.suffix != ".pth" and "clipmaker" not in entry.name and not link.exists():
            link.symlink_to(entry)
    (folder / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return python


def test_the_wheel_holds_what_the_program_needs_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"clipmaker", f"clipmaker-{__version__}.dist-info"}
    for file in (ROOT / "assets").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert f"clipmaker/{file.relative_to(ROOT)}" in names
    assert "clipmaker/py.typed" in names
    assert f"clipmaker-{__version__}.dist-info/licenses/LICENSE" in names


def test_the_sdist_holds_what_a_contributor_needs(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"CONTRIBUTING.md", "LICENSE", "ARCHITECTURE.md", "CHANGELOG.md", "README.md"}
    assert {*wanted, "pyproject.toml", "scripts/check", "tests/conftest.py"} <= names
    assert not [name for name in names if name.startswith(("output/2", ".venv", "dist/"))]
    assert not [
        name for name in names if "/" not in name and name.endswith((".ts", ".avi", ".mp4"))
    ]


def test_a_demo_is_rendered_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    where = run(installed, "-c", "import clipmaker; print(clipmaker.__file__)", cwd=tmp_path)
    package = Path(where.strip()).parent
    assert not package.is_relative_to(ROOT)
    command = (installed, "-m", "clipmaker")
    assert __version__ in run(*command, "--version", cwd=tmp_path)
    story = tmp_path / "clean-harbour"
    shutil.copytree(package / "assets" / "examples" / "clean-harbour", story)
    made = json.loads(_tiny(command, tmp_path))
    assert Path(made["video"]).stat().st_size > 10_000


def _tiny(command: tuple[object, ...], folder: Path) -> str:
    """Render three seconds of the example: its first card, a second of footage, its end."""
    from ruamel.yaml import YAML

    file = folder / "clean-harbour" / "story.yaml"
    yaml = YAML()
    data = yaml.load(file.read_text(encoding="utf-8"))
    footage = next(shot for shot in data["shots"] if shot["kind"] == "footage")
    footage["out"] = "0:01"
    data["shots"] = [data["shots"][0], footage, data["shots"][-1]]
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(data, stream)
    return run(
        *command,
        *("render", file, "--profile", "tiny", "--json"),
        cwd=folder,
        CLIPMAKER_CACHE=str(folder / "cache"),
        CLIPMAKER_CONFIG=str(folder / "config"),
    )
