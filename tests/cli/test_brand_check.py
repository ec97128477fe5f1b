"""Checking a brand: each way to get one wrong is found, with its number."""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from stories import Clipmaker

from clipmaker.brand.load import load_brand
from clipmaker.brand.model import Brand
from clipmaker.check.brand import BRAND_RULES, check_brand
from clipmaker.check.glyphs import covered_scripts, scripts
from clipmaker.check.model import CheckResult, Verdict
from clipmaker.profile.load import load_delivery

Change = tuple[str, str]
Ours = Callable[..., Brand]


@pytest.fixture
def ours(tmp_path: Path, root: Path) -> Ours:
    """Return a copy of the default brand after changes of its brand.toml."""

    def make(*changes: Change, sounds: bool = False) -> Brand:
        folder = tmp_path / "brands/ours"
        shutil.copytree(root / "assets/brands/news-60", folder)
        text = (folder / "brand.toml").read_text(encoding="utf-8")
        text = text if sounds else text.partition("[music]")[0]
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / "brand.toml").write_text(text, encoding="utf-8")
        return load_brand("ours", story_dir=tmp_path)

    return make


def failed(results: Iterable[CheckResult]) -> list[str]:
    return sorted({result.rule for result in results if result.verdict is Verdict.FAIL})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["news-60", "meridian"])
def test_the_built_in_brands_pass(clipmaker: Clipmaker, name: str) -> None:
    done = clipmaker("brand", "check", name, "--profile", "tiny")
    assert done.code == 0, done.out
    assert f"{name}: passed" in done.out
    for rule in ("contrast title", "contrast subtitle", "wordmark", "glyphs", "sound bed"):
        assert f"  ok  {rule} " in done.out
    assert "FAIL" not in done.out


@pytest.mark.slow
def test_colours_that_fail_are_named_where_they_stand(ours: Ours) -> None:
    brand = ours(
        ('secondary = "#C9D1E3"', 'secondary = "#3A4358"'),
        ('accent = "#E0271C"', 'accent = "#FFD0C0"'),
    )
    report = check_brand(brand, load_delivery("tiny"))
    faint = {"contrast caption", "contrast title", "contrast quote"}
    pale = {"contrast end", "contrast shapes", "contrast footage"}
    assert faint | pale <= set(failed(report.results))
    (caption,) = [r for r in report.failed if r.rule == "contrast caption"]
    assert "#3A4358 (secondary) at 36 px" in caption.measured
    assert caption.expected == "4.5:1 at 36 px, weight 500"
    assert caption.value is not None
    assert caption.value < 3


def test_names_without_glyphs_are_not_painted(ours: Ours) -> None:
    report = check_brand(ours(("{seconds} SECONDS", "{seconds} \U000f0000")), load_delivery("tiny"))
    assert failed(report.results) == ["names"]
    assert not [r for r in report.results if r.rule.startswith("contrast title")]


def test_sounds_are_measured(ours: Ours) -> None:
    brand = ours(
        ("bed_gain_db = 0.0", "bed_gain_db = 12.0"),
        ("sting_gain_db = 0.0", "sting_gain_db = 6.0"),
        sounds=True,
    )
    results = list(BRAND_RULES["sounds"](brand))
    loud = ["sound bed", "sound figure", "sound sting_in", "sound sting_out"]
    assert failed(results) == loud
    assert results[0].value == pytest.approx(-16.7, abs=0.5)


def test_a_brand_without_sounds_is_fine(ours: Ours) -> None:
    silent = BRAND_RULES["sounds"](ours())
    assert {(r.verdict, r.measured) for r in silent} == {
        (Verdict.UNKNOWN, "none"),
        (Verdict.UNKNOWN, "none: stories must say music: none"),
    }


def test_a_family_without_latin_fails(ours: Ours) -> None:
    brand = ours(('family = "Inter"', 'family = "Noto Sans Hebrew"'))
    latin = next(r for r in BRAND_RULES["glyphs"](brand) if r.verdict is Verdict.FAIL)
    assert latin.measured.startswith("Latin: 276 characters from ")
    assert latin.expected == "every character from Noto Sans Hebrew"


def test_a_script_without_fonts_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    from clipmaker.check import glyphs

    script = glyphs.ScriptGlyphs(
        code="Zzzz", name="Nothing", language="en", characters="\U000f0000"
    )
    monkeypatch.setattr(glyphs, "scripts", lambda: (script,))
    (covered,) = covered_scripts(load_brand("news-60").typography)
    assert covered.missing == ("\U000f0000",)


def test_scripts_are_written_once_each() -> None:
    assert len({script.code for script in scripts()}) == len(scripts())
    for script in scripts():
        assert len(set(script.characters)) == len(script.characters)


def test_the_report_as_data(clipmaker: Clipmaker, tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "brands/ours"
    shutil.copytree(root / "assets/brands/news-60", folder)
    toml = folder / "brand.toml"
    text = toml.read_text(encoding="utf-8").partition("[music]")[0]
    # Names that no font can write: nothing is painted, and the report is made all the same.
    toml.write_text(text.replace("{seconds} SECONDS", "{seconds} \U000f0000"), encoding="utf-8")
    done = clipmaker("brand", "check", "ours", "--profile", "tiny", "--json")
    data = json.loads(done.out)
    assert done.code == 7
    assert (data["brand"], data["passed"]) == ("ours", False)
    assert {"rule", "verdict", "measured", "expected", "value"} <= set(data["results"][0])
