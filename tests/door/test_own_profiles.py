"""Profiles of one's own: the page about them is right, and what cannot work is refused."""

import re
from pathlib import Path

import pytest

from clipmaker.errors import InputError
from clipmaker.profile.load import load_delivery, load_subtitles

PAGE = Path(__file__).parents[2] / "docs" / "profiles.md"
DIFFERENCES, DELIVERY, SUBTITLES = re.findall(
    r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL
)


def written(folder: Path, text: str) -> str:
    file = folder / "own.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_profiles_of_the_page_are_read(tmp_path: Path) -> None:
    profile = load_delivery(written(tmp_path, DELIVERY))
    assert (profile.name, profile.width_px, profile.height_px) == ("own", 1080, 1350)
    assert load_subtitles(written(tmp_path, SUBTITLES)).cps_at_most == 20
    shorter = load_delivery(written(tmp_path, DIFFERENCES))
    assert (shorter.frames, shorter.own_length, shorter.width_px) == (1350, True, 1080)


@pytest.mark.parametrize("height", [608, 864, 1080, 1200, 1350, 1620, 1920, 2340])
def test_words_have_room_in_every_shape(height: int, tmp_path: Path) -> None:
    text = DELIVERY.replace("height_px = 1350", f"height_px = {height}")
    profile = load_delivery(written(tmp_path, text))
    assert profile.height_px == height
    assert max(area.bottom for area in profile.safe_area) <= profile.canvas_height
    assert max(area.right for area in profile.safe_area) <= profile.canvas_width


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("width_px", "2720", "2720x1350 is too wide"),
        ("height_px", "538", "1080x538 is too wide"),
        ("height_px", "3000", "too slim"),
        ("width_px", "54", "at least 180"),
        ("width_px", "1" * 30, "at most 4320"),
        ("frames", "99999999", "at most 54000"),
        ("preset", '"veryfst"', "did you mean “veryfast”"),
        ("safe_area", '"../common"', "expected a safe area"),
        ("step_s", "0.0", "at least 0.01"),
        ("base_s", "inf", "finite"),
        ("dated", '"2026-08-24"', "a date without quotes, as in 2026-08-24, found “2026-08-24”"),
        ("dated", "2026", "a date without quotes, as in 2026-08-24, found the number 2026"),
        ("dated", "12:30:00", "a date without quotes"),
        ("per_word_s", "nan", "finite"),
        ("integrated_lufs", "0.0", "at most -5"),
        ("threads", "100000", "at most 64"),
        ("true_peak_dbtp", "-12.0", "expected -8 dBTP or more"),
        ("rate", '"1/0"', "frames a second in quotes"),
        ("rate", '"1e9999999"', "frames a second in quotes"),
        ("rate", f'"{"9" * 6000}"', "frames a second in quotes"),
    ],
)
def test_what_cannot_work_is_refused_with_its_line(
    key: str, value: str, said: str, tmp_path: Path
) -> None:
    text, count = re.subn(rf"(?m)^{key} = \S+", f"{key} = {value}", DELIVERY)
    assert count == 1
    with pytest.raises(InputError) as refused:
        load_delivery(written(tmp_path, text))
    assert said in str(refused.value)
    assert all(problem.line for problem in refused.value.problems)


@pytest.mark.parametrize("name", ["delivery", "subtitles"])
def test_the_page_names_every_range(name: str, tmp_path: Path) -> None:
    """A number just out of the range that the page gives is refused, one inside is not."""
    text, load = (DELIVERY, load_delivery) if name == "delivery" else (SUBTITLES, load_subtitles)
    for line in text.splitlines():
        found = re.match(r"(\w+) = [\d._-]+ +#.*?(-?[\d.]+) to (-?[\d.]+)$", line)
        if not found:
            continue
        key, least, most = found.groups()
        as_float = re.match(rf"{key} = -?\d+\.\d", line) is not None
        for value in (float(least) - 1, float(most) + 1):
            odd = f"{value}" if as_float else f"{int(value)}"
            with pytest.raises(InputError):
                load(written(tmp_path, text.replace(line, f"{key} = {odd}")))


@pytest.mark.parametrize(
    ("key", "value"),
    [("max_bytes", "30_000_000"), ("frames", "9000"), ("max_kbit_s", "40000"), ("rate", '"5"')],
)
def test_a_file_that_may_become_too_large_is_refused_before_anything_is_rendered(
    key: str, value: str, tmp_path: Path
) -> None:
    text, count = re.subn(rf"(?m)^{key} = \S+", f"{key} = {value}", DELIVERY)
    assert count == 1
    with pytest.raises(InputError, match=r"encoder: clips of .* s may take .* bytes"):
        load_delivery(written(tmp_path, text))
