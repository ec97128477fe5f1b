"""YAML 1.2, and what to do about a file that is none."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clipmaker.door.yaml import read_yaml
from clipmaker.errors import ExitCode, InputError

Write = Callable[[str], Path]


def refusals(file: Path) -> list[str]:
    """The problems of a file, without its path."""
    with pytest.raises(InputError) as caught:
        read_yaml(file)
    assert caught.value.exit_code is ExitCode.INPUT
    return [str(problem).removeprefix(str(file)) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("off", "off"),
        ("Yes", "Yes"),
        ("12:30", "12:30"),
        ("2025-01-13", "2025-01-13"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("'5'", "5"),
        ("!!str 5", "5"),
        ("5", 5),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("[a, 1, [true]]", ["a", 1, [True]]),
        ("{b: c}", {"b": "c"}),
        ("a # comment", "a"),
        ("99999999999999999999", "99999999999999999999"),
        ('"*quoted*"', "*quoted*"),
        ("=", "="),
    ],
)
def test_values(write: Write, written: str, value: object) -> None:
    document = read_yaml(write(f"key: {written}\n"))
    assert document.data == {"key": value}
    read = document.data["key"]
    assert isinstance(read, type(value))
    assert isinstance(read, bool) == isinstance(value, bool)
    assert document.problems == ()


def test_decimals_remember_how_they_were_written(write: Write) -> None:
    read = read_yaml(write("key: 1.20\n")).data["key"]
    assert (read, read.written) == (1.2, "1.20")


def test_yaml_1_1_is_not_brought_back_by_a_directive(write: Write) -> None:
    assert read_yaml(write("%YAML 1.1\n---\nkey: no\n")).data == {"key": "no"}


def test_lines(write: Write) -> None:
    text = "# first\nversion: 1\nshots:\n  - kind: title\n    text: one\n      two\n  - kind: end\n"
    document = read_yaml(write(text))
    assert document.line_of(("version",)) == 2
    assert document.line_of(("shots",)) == 3
    assert document.line_of(("shots", 0)) == 4
    assert document.line_of(("shots", 0, "text")) == 5
    assert document.line_of(("shots", 1, "kind")) == 7
    assert document.line_of(("shots", 1, "missing", "deep")) == 7
    assert document.line_of(("missing",)) == 2


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_machine(write: Write, ends: str) -> None:
    document = read_yaml(write(f"\ufeffa: 1{ends}b: x\u2028y{ends}c: 3{ends}"))
    assert document.data == {"a": 1, "b": "x y", "c": 3}
    assert document.line_of(("c",)) == 3


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ("a: 1\ntext: *stay in Ukraine*", 2, "begins with * is read as a YAML alias: quote the"),
        ("text: *stay*, he said: yes", 1, "begins with * is read as a YAML alias"),
        ("text:\n  *stay*", 2, "begins with * is read as a YAML alias"),
        ("sources: [*AFP*]", 1, "begins with * is read as a YAML alias"),
        ("- *stay* here", 1, "begins with * is read as a YAML alias"),
        ('text: "Stay" he said', 1, "something follows the closing quotation mark"),
        ("text: [Breaking] news", 1, "begins with [ is read as a list"),
        ("text: {Breaking} news", 1, "begins with { is read as a mapping"),
        ("text: He said: yes", 1, "a colon and a space in it must be in quotes"),
        ("text: @handle", 1, "begins with @ must be in quotes"),
        ("text: `code`", 1, "begins with ` must be in quotes"),
        ("text: 50\nother: %50", 2, "begins with % must be in quotes"),
        ("text: >quote", 1, "begins with > must be in quotes"),
        ("a:\n\tb: 1", 2, "a tab in the indentation"),
        ("a: 1\nb: 'never\nc: 3\n", 2, "a quotation mark opens here and never closes"),
        ("a: 1\nb: [never\n", 2, "a bracket opens here"),
        ('a: "\\q"', 1, "a backslash inside double quotes"),
        ("a: b\n  c: d", 2, "does not fit the one above"),
        ("a:\n  - b\n c: d", 3, "start in one column"),
        ("a: b\n---\nc: d", 2, "a second document begins here"),
        ("a: 1\n<<<<<<< mine\nb: 2\n=======\nb: 3\n>>>>>>> theirs", 2, "an unfinished merge"),
        ("a: 1\nb: x\x07y", 2, "an invisible control character (U+0007)"),
        ("just words", 1, "expected keys"),
        ("- a\n- b", 1, "expected keys"),
    ],
)
def test_advice(write: Write, text: str, line: int, advice: str) -> None:
    first = refusals(write(text))[0]
    assert first.startswith(f":{line}: ")
    assert advice in first


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", ": the file is empty"),
        (b" \n\n", ": the file is empty"),
        (b"# only\n", ": the file holds nothing but comments"),
        (b"\0\0\0\x18ftypisom\0\0\2\0", ": this is not a text file"),
        (b"a: 1\nb: caf\xe9\n", ":2: byte 0xE9 is not UTF-8"),
        ("a: 1".encode("utf-16"), ": this file is saved as UTF-16"),
        (b'a: "\\UFFFFFFFF"', ": a \\u or \\U escape"),
        (b"x" * 600_000, ": this file cannot be read: it has 0.6 MB"),
    ],
)
def test_files_that_are_no_yaml(tmp_path: Path, content: bytes, advice: str) -> None:
    file = tmp_path / "story.yaml"
    file.write_bytes(content)
    assert refusals(file)[0].startswith(advice)


def test_places_that_are_no_files(tmp_path: Path) -> None:
    assert refusals(tmp_path) == [": this is a folder: name the file inside it"]
    (tmp_path / "story.yaml").write_text("a: 1")
    missing = tmp_path / "stroy.yaml"
    assert refusals(missing) == [": there is no such file (did you mean “story.yaml”?)"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("a: 1\na: 2", "2: a: written twice, first in line 1: keep one of them"),
        ("a: b\nc: Candidate #1 wins", "2: c: “#1 wins” would be lost"),
        ("a: #MeToo", "1: a: “#MeToo” would be lost"),
        ("a:\n  - x\n  - one #two", "3: a[1]: “#two” would be lost"),
        ("a: !important news", "1: a: “!important” is read as a YAML tag: put the whole value"),
        ("a: !!python/object:os.system ls", "1: a: “!!python/object:os.system” is read as a YAML"),
        ("? [a]\n: b", "1: a key must be a word"),
    ],
)
def test_problems_that_leave_the_rest_readable(write: Write, text: str, note: str) -> None:
    file = write(text)
    (problem,) = read_yaml(file).problems
    assert str(problem).removeprefix(f"{file}:").startswith(note)


def test_aliases_are_for_people_not_for_bombs(write: Write) -> None:
    assert read_yaml(write("a: &x [1]\nb: *x")).data == {"a": [1], "b": [1]}
    layers = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"]
    layers += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    started = time.monotonic()
    assert "aliases (*name) repeat too much" in refusals(write("\n".join(layers)))[0]
    assert "nested too deep" in refusals(write("a: &a [*a]"))[0]
    assert time.monotonic() - started < 5


def test_depth(write: Write) -> None:
    for text in ("[" * 600, "- " * 3000, "a: " + "{a: " * 3000, "a: " + "[" * 30 + "]" * 30):
        assert "nested too deep" in refusals(write(text))[0]


@given(text=st.text(alphabet="ab:-*&!|>'\"%@`#[]{},\\ \n\té\u2028~=<?x0", max_size=40))
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_shows_a_traceback(tmp_path: Path, text: str) -> None:
    file = tmp_path / "any.yaml"
    file.write_text(text, encoding="utf-8")
    try:
        assert isinstance(read_yaml(file).data, dict)
    except InputError as error:
        assert error.problems
        for problem in error.problems:
            assert 0 <= problem.line <= text.count("\n") + text.count("\r") + 1


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_in_single_quotes_comes_back_as_written(tmp_path: Path, text: str) -> None:
    if any(char in text for char in "\u2028\u2029\x85\ufffe\uffff"):
        return
    file = tmp_path / "quoted.yaml"
    quoted = text.replace("'", "''")
    file.write_text(f"text: '{quoted}'\n", encoding="utf-8")
    assert read_yaml(file).data == {"text": text}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"%!PS-Adobe-3.0\n", "a PostScript document"),
        (b"PK\3\4\x14\0", "a ZIP archive or Word document"),
    ],
)
def test_a_document_of_another_program_is_called_what_it_is(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    file = tmp_path / "story.yaml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=f"this is {kind}, not a text file"):
        read_yaml(file)
