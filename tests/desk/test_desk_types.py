"""The types that the desk's JavaScript says it has, held against TypeScript."""

import shutil
import subprocess
from pathlib import Path

import pytest
from deskrun.typescript import PROJECT, NoNodeError, compiler

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tsc() -> Path:
    """The compiler; where there is no npm these tests are skipped, which is said."""
    try:
        return compiler()
    except NoNodeError as error:
        pytest.skip(str(error))


def check(tsc: Path, project: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["node", str(tsc), "--noEmit", "--checkJs", "--pretty", "false", "-p", str(project)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_pages_scripts_have_the_types_that_they_say(tsc: Path) -> None:
    assert check(tsc, PROJECT) == (0, "")


def test_a_wrong_type_is_found(tsc: Path, tmp_path: Path) -> None:
    static = tmp_path / "clipmaker" / "desk" / "static"
    shutil.copytree(ROOT / "clipmaker" / "desk" / "static", static)
    shutil.copytree(PROJECT, tmp_path / "scripts" / "typescript")
    clock = static / "clock.js"
    clock.write_text(clock.read_text(encoding="utf-8") + "short('not a number');\n")
    code, said = check(tsc, tmp_path / "scripts" / "typescript")
    assert code != 0
    assert "clock.js" in said
    assert "TS2345" in said


def test_no_script_silences_the_checker() -> None:
    for script in (ROOT / "clipmaker" / "desk" / "static").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert "@ts-" not in text, script.name
