"""Every door has bounds: on size, depth and count, and on how much is said about mistakes."""

from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.door.document import names_in, nearest
from clipmaker.door.toml import read_toml
from clipmaker.door.yaml import read_yaml
from clipmaker.errors import InputError, Problem
from clipmaker.story.load import load_story
from clipmaker.story.values import read_numeral
from tests.summary.written import read_summary

LONG = "# a comment that makes the file long\n" * 2000
SAMPLES = {
    "kinds of values": "a: no\nb: 12:30\nc: 1.20\nd: 'q'\ne: 2025-01-13\nf: 0x1F\ng: true\nh: ~\n"
    'i: 1_000\nj: .5\nk: "t\\n"\nl: |\n  block\n  text\nm: >\n  folded\n  text\nn: [1, {o: p}]\n',
    "lost text": "a: see #1 there\nb: x #y\nc: #z\n",
    "a tab": "a:\n\t- b\n",
    "an alias": "a: *b\n",
    "anchors": "a: &x [1, 2]\nb: *x\n",
    "a colon": "a: b: c\n",
    "a quotation mark": 'a: "b" c\n',
    "one that never closes": "a: 'b\n",
    "a bracket": "a: [b, c\n",
    "indentation": "a: b\n  c: d\n",
    "a tag": "a: !b c\n",
    "two documents": "a: b\n---\na: c\n",
    "deep": "".join(" " * i + "a:\n" for i in range(40)),
    "a folded text": "a: one\n  two\n\n  three\nb: 'one\n  two'\n",
}


def read(file: Path, text: str, above: int) -> object:
    """Return what a file holds, or what is said about it, lines counted below what is above."""
    file.write_text(text, encoding="utf-8")
    try:
        document = read_yaml(file)
    except InputError as error:
        return [(problem.line - above, problem.message) for problem in error.problems]
    lines = {place: line - above for place, line in document.lines.items() if place}
    return document.data, lines, [(p.line - above, p.message) for p in document.problems]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_long_file_is_read_as_a_short_one(name: str, tmp_path: Path) -> None:
    """Two parsers, and one meaning."""
    short = read(tmp_path / "a.yaml", SAMPLES[name], 0)
    assert read(tmp_path / "a.yaml", LONG + SAMPLES[name], LONG.count("\n")) == short


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 100_000, "a: " + "{b: " * 90_000, "a:\n" + "- " * 90_000 + "x", "? " * 90_000],
    ids=["lists", "mappings", "items", "keys"],
)
def test_depth_is_bounded_in_yaml(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_yaml(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (".".join(["a"] * 90_000) + " = 1", "more than 16 parts"),
        ("[" + ".".join(["a"] * 90_000) + "]\nb = 1", "more than 16 parts"),
        ("c = {" + " . ".join(["'a b'"] * 50_000) + " = 1}", "more than 16 parts"),
        ("a = " + "[" * 50_000, "nested too deep"),
        ("a = " + "1" * 5000, "too many digits"),
        ("a = -" + "1_" * 5000 + "1", "too many digits"),
        ("a = 0001-13-41", "TOML"),
    ],
)
def test_depth_and_numbers_are_bounded_in_toml(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_toml(tmp_path / "a.toml")


def test_a_text_with_many_full_stops_is_no_deep_key(tmp_path: Path) -> None:
    text = "a = '" + "b." * 200 + "'\nc = \"" + "d . " * 200 + '"\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    assert isinstance(read_toml(tmp_path / "a.toml").data, dict)


def test_twenty_mistakes_are_listed_and_the_rest_is_counted() -> None:
    problems = [Problem(file=Path("a"), line=i, message=f"m{i}") for i in range(60_000)]
    lines = str(InputError(problems)).splitlines()
    assert (len(lines), lines[0], lines[19]) == (21, "a: m0", "a:19: m19")
    assert lines[20] == "and 59980 more mistakes, not listed here"
    assert str(InputError(problems[:21])).endswith("and 1 more mistake, not listed here")
    assert len(str(InputError(problems[:20])).splitlines()) == 20


def test_names_that_are_no_text_are_never_suggested(tmp_path: Path) -> None:
    for name in (b"\xff.mp4", b"x\x1b[31m.mp4", b"y.mp4"):
        Path(bytes(tmp_path).decode() + "/" + name.decode(errors="surrogateescape")).touch()
    assert names_in(tmp_path) == ["y.mp4"]


def test_what_takes_long_to_compare_was_not_mistyped() -> None:
    assert nearest("captoin", ["caption"]) == "caption"
    assert nearest("captoin" * 40_000, ["caption"]) == ""


@pytest.mark.parametrize(
    "text",
    ["word " * 40_000, "A line of words.\n" * 1900, "x\n" * 100_000],
    ids=["one line", "one paragraph", "many lines"],
)
def test_a_summary_is_bounded(text: str) -> None:
    with pytest.raises(InputError, match=r"allowed|are more than"):
        read_summary(f"A headline\n\nAnother\n\n{text}", Path("s.txt"), as_written=True)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2,700", "write 2700, without the comma"),
        ("1 234 567", "write 1234567, without the space"),
        ("2'700.5", "write 2700.5, without the apostrophe"),
        ("1,5", "write 1.5, with a point"),
        ("0,500", "write 0.500, with a point"),
        ("2.700.000", "write 2700000, without the points"),
        ("1e3", "write 1000, in digits"),
        ("010", "write 10, without a zero in front"),
        ("00.5", "write 0.5, without a zero in front"),
        ("1_000", "write 1000, without the line"),
        ("-12,25", "write -12.25, with a point"),
        ("2,70,000", "without grouping, as in 2700"),
        ("12%", "write 12, and “%” as suffix or unit"),
        ("12 %", "write 12, and “%” as suffix or unit"),
        ("€5", "write 5, and “€” as prefix or unit"),
        ("5k", "write 5, and “k” as suffix or unit"),
        ("£1.5bn", "write 1.5, and “£” as prefix or unit and “bn” as suffix or unit"),
        ("٪12", "write 12, and “٪” as prefix or unit"),
        ("5kg2", "without grouping, as in 2700"),
        ("١٢٣", "write 123, in the digits 0 to 9"),
        ("१२.५", "write 12.5, in the digits 0 to 9"),
        ("１２３", "write 123, in the digits 0 to 9"),
        ("٢٬٧٠٠٫٥", "write 2700.5, in the digits 0 to 9"),
        ("2.700,5", "write 2700.5, with a point before its decimals only"),
        ("-1.234.567,25", "write -1234567.25, with a point before its decimals only"),
        (".5", "write 0.5, with digits on both sides"),
        ("5.", "write 5, with digits on both sides"),
    ],
)
def test_a_number_with_a_comma_is_said_as_it_is_meant(written: str, said: str) -> None:
    with pytest.raises(Exception, match=said):
        read_numeral(written)


@pytest.mark.parametrize(
    ("written", "thousands", "decimal"),
    [
        ("2.700", "2700", "2.7"),
        ('"2.700"', "2700", "2.7"),
        ("50.000", "50000", "50.0"),
        ("1.085", "1085", "1.0850"),
        ("-12.250", "-12250", "-12.25"),
    ],
)
def test_a_point_before_three_digits_is_asked_about(
    tmp_path: Path, written: str, thousands: str, decimal: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_story(_figure(tmp_path, written), specs=specs())
    assert f"write {thousands} for thousands, {decimal} for" in str(caught.value)
    for clear in (thousands, decimal):
        story = load_story(_figure(tmp_path, clear), specs=specs())
        (number,) = story.shots[0].fields["numbers"]
        assert number.value == clear


@pytest.mark.parametrize(("written", "said"), [("1e3", "write 1000, in"), ("010", "write 10, wi")])
def test_a_number_of_programs_is_said_in_digits(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        load_story(_figure(tmp_path, written), specs=specs())


@pytest.mark.parametrize("written", ["2.5", "0.500", "3.14159", "1200.125", "7"])
def test_other_decimal_numbers_are_taken_as_written(tmp_path: Path, written: str) -> None:
    story = load_story(_figure(tmp_path, written), specs=specs())
    (number,) = story.shots[0].fields["numbers"]
    assert number.value == written


def _figure(folder: Path, written: str) -> Path:
    file = folder / "story.yaml"
    file.write_text(
        "version: 1\ndate: 2025-01-13\nslug: losses\nshots:\n  - kind: figure\n    text: Losses\n"
        f"    numbers: [{{value: {written}, label: killed}}]\n"
    )
    return file


@pytest.mark.parametrize("written", ["2,700", "1,500,000", "12,5"])
def test_a_bare_comma_between_braces_is_said_as_it_is_meant(tmp_path: Path, written: str) -> None:
    with pytest.raises(InputError) as caught:
        load_story(_figure(tmp_path, written), specs=specs())
    assert "ends the number: write it without commas, as in 2700" in str(caught.value)
