"""Brands: where they are found, what they hold, and every mistake at once."""

import re
from pathlib import Path

import pytest

from clipmaker.brand.load import list_brands, load_brand
from clipmaker.errors import InputError, UnknownNameError

COLOURS = """\
ground = "#0b0f19"
lift = "#1B2540"
accent = "#E0271C"
on_accent = "#FFFFFF"
highlight = "#FFD60A"
text = "#FFFFFF"
secondary = "#C9D1E3"
subtitle_ground = "#0A0A0C"
subtitle_text = "#FFFFFF"
"""
BRAND = f"""\
title = "The Daily"
[colours]
{COLOURS}[typography]
family = "Inter"
[bug]
wordmark = ["DAILY"]
[end]
title = ["The", "Daily"]
"""
PNG = b"\x89PNG\r\n\x1a\nrest"


@pytest.fixture(autouse=True)
def own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(folder))
    return folder


def put(home: Path, name: str, text: str = BRAND) -> Path:
    """Write a brand into a home and return its folder."""
    folder = home / "brands" / name
    folder.mkdir(parents=True)
    (folder / "brand.toml").write_text(text, encoding="utf-8")
    return folder


def problems(story: Path, name: str = "daily") -> list[str]:
    with pytest.raises(InputError) as caught:
        load_brand(name, story_dir=story)
    return [str(problem).split("brand.toml:")[-1].strip() for problem in caught.value.problems]


def test_the_shipped_brand() -> None:
    brand = load_brand("news-60")
    assert brand.title == "News in 60 seconds"
    assert brand.colours.accent == "#E0271C"
    assert brand.typography.family == "Inter"
    assert brand.bug.wordmark == ("NEWS IN", "60 SECONDS")
    assert brand.music.bed is not None
    assert brand.music.bed.is_file()


def test_least_that_a_brand_needs(tmp_path: Path) -> None:
    folder = put(tmp_path, "daily")
    brand = load_brand("daily", story_dir=tmp_path)
    assert (brand.name, brand.title, brand.file) == ("daily", "The Daily", folder / "brand.toml")
    assert brand.colours.ground == "#0B0F19"
    assert brand.end.title == ("The", "Daily")
    assert brand.end.sources_label == ""
    assert brand.music.bed is None
    assert brand.music.duck_db == -14


def test_nearest_home_wins(tmp_path: Path, own_configuration: Path) -> None:
    put(own_configuration, "news-60", BRAND.replace("The Daily", "Mine"))
    assert load_brand("news-60").title == "Mine"
    put(tmp_path, "news-60", BRAND.replace("The Daily", "Beside the story"))
    assert load_brand("news-60", story_dir=tmp_path).title == "Beside the story"
    assert load_brand("news-60").title == "Mine"


def test_list(tmp_path: Path, own_configuration: Path) -> None:
    put(tmp_path, "daily")
    put(own_configuration, "evening")
    put(own_configuration, "Not A Name")
    assert list_brands(tmp_path) == ("daily", "evening", "meridian", "news-60")
    assert list_brands() == ("evening", "meridian", "news-60")


def test_unknown_brand(tmp_path: Path, own_configuration: Path) -> None:
    put(tmp_path, "daily")
    with pytest.raises(UnknownNameError) as caught:
        load_brand("dayly", story_dir=tmp_path)
    said = "unknown brand “dayly”: known are daily, meridian, news-60 (did you mean “daily”?)"
    assert str(caught.value).startswith(said)
    folders = f"{tmp_path / 'brands'} and {own_configuration / 'brands'}"
    assert f"dayly/brand.toml in {folders}, and among the built-in brands" in caught.value.remedy
    for name in ("../daily", "/etc", "", ".", "daily/../daily", "DAILY", "a" * 300):
        with pytest.raises(InputError, match="unknown brand"):
            load_brand(name, story_dir=tmp_path)


def test_files_belong_to_the_digest(tmp_path: Path) -> None:
    text = f'{BRAND}[music]\nbed = "bed.ogg"\n'
    folder = put(tmp_path, "daily", text)
    (folder / "bed.ogg").write_bytes(b"one")
    (folder / "readme.txt").write_bytes(b"not named")
    first = load_brand("daily", story_dir=tmp_path)
    assert first.music.bed == folder / "bed.ogg"
    (folder / "readme.txt").write_bytes(b"still not named")
    assert load_brand("daily", story_dir=tmp_path).digest == first.digest
    (folder / "bed.ogg").write_bytes(b"two")
    second = load_brand("daily", story_dir=tmp_path)
    assert second.digest != first.digest
    (folder / "brand.toml").write_text(f"# a remark\n{text}")
    assert load_brand("daily", story_dir=tmp_path).digest not in (first.digest, second.digest)
    folder.rename(tmp_path / "brands" / "other")
    (tmp_path / "brands" / "other" / "brand.toml").write_text(text)
    assert load_brand("other", story_dir=tmp_path).digest == second.digest


def test_everything_wrong_at_once(tmp_path: Path) -> None:
    text = """\
titel = "x"
[colours]
ground = "red"
lift = "#12345"
accent = 5
on_accent = "#FFFFFF"
highlight = "#FFD60A"
text = "#FFFFFF"
secondary = "#C9D1E3"
subtitle_ground = "#0A0A0C"
[typography]
family = ""
body = 50
quote = "bold"
[bug]
wordmark = ["A", "B", "C"]
logo = "../../../logo.png"
[end]
title = []
[music]
bed = "bad.ogg"
duck_db = 3
[[music.more]]
x = 1
"""
    folder = put(tmp_path, "daily", text)
    (folder / "bed.ogg").write_bytes(b"x")
    (tmp_path / "logo.png").write_bytes(PNG)
    expected = [
        "title: is required, but missing",
        "1: titel: unknown key: a brand takes title, colours, typography, bug, end, music",
        "2: colours.subtitle_text: is required, but missing",
        '3: colours.ground: expected a colour such as "#E0271C", found “red”',
        '4: colours.lift: expected a colour such as "#E0271C", found “#12345”',
        '5: colours.accent: expected a colour such as "#E0271C", found the number 5',
        "12: typography.family: is empty",
        "13: typography.body: must be at least 100, found the number 50",
        "14: typography.quote: expected a whole number, found “bold”",
        "16: bug.wordmark: expected 1 to 2 lines, found 3",
        "17: bug.logo: “../../../logo.png” lies outside the brand's folder",
        "19: end.title: expected 1 to 3 lines, found 0",
        "21: music.bed: there is no file “bad.ogg” in the brand's folder (did you mean “bed.ogg”?)",
        "22: music.duck_db: must be at most 0, found the number 3",
        "23: music.more: unknown key: music takes bed",
    ]
    found = problems(tmp_path)
    assert len(found) == len(expected)
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)


def test_logo(tmp_path: Path) -> None:
    folder = put(tmp_path, "daily", BRAND.replace("[end]", 'logo = "logo.png"\n[end]'))
    (folder / "logo.png").write_bytes(b"GIF89a")
    assert problems(tmp_path) == ["16: bug.logo: “logo.png” is not a PNG picture"]
    (folder / "logo.png").write_bytes(PNG)
    assert load_brand("daily", story_dir=tmp_path).bug.logo == folder / "logo.png"


def test_long_wordmark(tmp_path: Path) -> None:
    put(tmp_path, "daily", BRAND.replace('"DAILY"', '"THE VERY LONG DAILY"'))
    (problem,) = problems(tmp_path)
    assert "“THE VERY LONG DAILY” has more than 16 characters" in problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[colours\n", "1: this is not valid TOML"),
        ('title = "x"\ntitle = "y"\n', "2: this is not valid TOML: cannot overwrite a value"),
        ("a = " + "[" * 3000, "brackets are nested too deep"),
        ("", "the file is empty"),
    ],
)
def test_files_that_are_no_toml(tmp_path: Path, text: str, problem: str) -> None:
    put(tmp_path, "daily", text)
    assert problems(tmp_path)[0].startswith(problem)


def test_the_brand_in_the_recipe_is_one(root: Path, tmp_path: Path) -> None:
    recipe = (root / "docs" / "brands.md").read_text(encoding="utf-8")
    written, music, *_ = re.findall(r"```toml\n(.*?)```", recipe, re.DOTALL)
    put(tmp_path, "evening", written)
    assert load_brand("evening", story_dir=tmp_path).title == "The Evening Wire"
    for name in re.findall(r'"(\w+\.ogg)"', music):
        (tmp_path / "brands/evening" / name).write_bytes(b"x")
    (tmp_path / "brands/evening/brand.toml").write_text(written + music, encoding="utf-8")
    assert load_brand("evening", story_dir=tmp_path).music.duck_db == -14


def test_a_brand_brings_its_own_font_files(tmp_path: Path) -> None:
    written = BRAND.replace("[typography]\n", '[typography]\nfiles = ["A.ttf", "B.otf"]\n')
    folder = put(tmp_path, "daily", written)
    (folder / "A.ttf").write_bytes(b"\0\1\0\0 and so on")
    (folder / "B.otf").write_bytes(b"<html>")
    assert "“B.otf” is not a TrueType or OpenType font" in str(problems(tmp_path))
    (folder / "B.otf").write_bytes(b"OTTO and so on")
    before = load_brand("daily", story_dir=tmp_path)
    assert before.typography.files == (folder / "A.ttf", folder / "B.otf")
    assert before.typography.face != before.typography.family
    (folder / "B.otf").write_bytes(b"OTTO and something else")
    assert load_brand("daily", story_dir=tmp_path).digest != before.digest
