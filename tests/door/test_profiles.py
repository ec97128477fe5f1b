"""Profiles: the shipped numbers agree with one another and with what they promise."""

import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from clipmaker.errors import InputError
from clipmaker.profile.load import list_profiles, load_delivery, load_safe_area, load_subtitles
from clipmaker.profile.model import Rect


def inside(x: int, y: int, area: tuple[Rect, ...]) -> bool:
    return any(r.left <= x < r.right and r.top <= y < r.bottom for r in area)


def test_what_is_shipped() -> None:
    profiles = list_profiles()
    assert profiles["delivery"] == (
        "news-30",
        "news-45",
        "news-60",
        "news-90",
        "news-up-to-60",
        "tiny",
    )
    assert profiles["subtitles"] == ("bbc-vertical", "house", "netflix", "tiny")
    shapes = ("common-16x9", "common-1x1", "common-4x5")
    assert profiles["platforms"] == ("common", *shapes, "reels", "shorts", "tiktok")


def test_news_60() -> None:
    profile = load_delivery("news-60")
    assert (profile.width_px, profile.height_px, profile.frames) == (1080, 1920, 1800)
    assert profile.duration_s == 60
    assert profile.rate == Fraction(30)
    assert profile.max_bytes == 100_000_000
    assert (profile.encoder.preset, profile.encoder.crf) == ("veryfast", 20)
    assert (profile.encoder.threads, profile.encoder.b_frames) == (1, 2)
    assert profile.encoder.max_kbit_s == 8000
    loudness = profile.loudness
    assert (loudness.integrated_lufs, loudness.tolerance_lu) == (-14, 0.5)
    assert loudness.true_peak_dbtp == -1
    assert profile.reading.per_word_s == 0.33


@pytest.mark.parametrize("name", list_profiles()["delivery"])
def test_delivery_profiles_can_be_kept(name: str) -> None:
    profile = load_delivery(name)
    assert 9 * profile.height_px == 16 * profile.width_px
    assert profile.safe_area == load_safe_area("common")
    assert profile.frames % profile.rate == 0
    assert profile.encoder.gop_frames <= profile.segment_frames
    bits = (profile.encoder.max_kbit_s + profile.encoder.audio_kbit_s) * 1000 * profile.duration_s
    assert bits / 8 < profile.max_bytes


def test_tiny_lays_out_like_the_real_one() -> None:
    tiny, real = load_delivery("tiny"), load_delivery("news-60")
    assert tiny.scale == real.scale / 4
    assert tiny.frames == 90
    assert tiny.loudness == real.loudness


@pytest.mark.parametrize(
    ("shape", "size"),
    [("9:16", (1080, 1920)), ("4:5", (1080, 1350)), ("1:1", (1080, 1080)), ("16:9", (1920, 1080))],
)
def test_every_profile_comes_in_every_shape(shape: str, size: tuple[int, int]) -> None:
    shaped, tiny = load_delivery("news-60", shape), load_delivery("tiny", shape)
    assert (shaped.width_px, shaped.height_px) == size
    assert tiny.scale == pytest.approx(shaped.scale / 4)
    assert tiny.safe_area == shaped.safe_area
    assert all(
        area.right <= shaped.canvas_width and area.bottom <= shaped.canvas_height
        for area in shaped.safe_area
    )
    assert shaped.plain_name == "news-60"
    assert load_delivery(shaped.name) == shaped


def test_a_profiles_own_shape_is_the_profile_itself() -> None:
    assert load_delivery("news-60", "9:16") == load_delivery("news-60")
    with pytest.raises(InputError, match="Known are 9:16, 4:5, 1:1, 16:9"):
        load_delivery("news-60", "4:3")


def test_a_profile_comes_in_other_lengths_too() -> None:
    short = load_delivery("news-60", "1:1", 59)
    assert (short.name, short.frames, short.length) == ("news-60-59s-1x1", 59 * 30, "59s")
    assert short.plain_name == "news-60"
    assert load_delivery(short.name) == short
    assert load_delivery("news-60-59s") == load_delivery("news-60", length_s=59)
    assert load_delivery("news-60", length_s=60) == load_delivery("news-60")
    with pytest.raises(InputError, match="unknown profile"):
        load_delivery("news-60-0s")
    for wrong in ("news-60-98s", "news-60-9000s"):
        with pytest.raises(InputError, match="It may last 1 to 97 s"):
            load_delivery(wrong)


@pytest.mark.parametrize(("name", "seconds"), [("news-30", 30), ("news-45", 45), ("news-90", 90)])
def test_other_lengths_are_news_60_in_all_else(name: str, seconds: int) -> None:
    found, usual = load_delivery(name), load_delivery("news-60")
    assert found.duration_s == seconds
    assert (
        replace(found, name=usual.name, dated=usual.dated, frames=1800, max_bytes=usual.max_bytes)
        == usual
    )


def test_a_profile_may_say_only_what_differs(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('based_on = "news-30"\n[encoder]\ncrf = 18\n', encoding="utf-8")
    found = load_delivery(str(own))
    assert (found.frames, found.encoder.crf, found.encoder.preset) == (900, 18, "veryfast")
    assert found.encoder.subme == 1
    own.write_text('based_on = "news-30"\n[encoder]\npreset = "medium"\n', encoding="utf-8")
    assert load_delivery(str(own)).encoder.subme is None
    own.write_text('based_on = "news-6"\nframes = 9\n', encoding="utf-8")
    with pytest.raises(InputError, match="expected a shipped profile"):
        load_delivery(str(own))


def test_common_area_is_what_the_platforms_share() -> None:
    platforms = [load_safe_area(name) for name in ("tiktok", "reels", "shorts")]
    common = load_safe_area("common")
    for x in range(0, 1080, 6):
        for y in range(0, 1920, 6):
            assert inside(x, y, common) == all(inside(x, y, area) for area in platforms)


@pytest.mark.parametrize("name", sorted({*list_profiles()["subtitles"]} - {"tiny"}))
def test_subtitle_profiles_are_consistent(name: str) -> None:
    profile = load_subtitles(name)
    assert 1 <= profile.lines <= profile.lines_at_most <= 3
    assert profile.cps_wished < profile.cps_at_most == 20
    assert profile.shortest_ms < profile.longest_ms == 7000
    assert profile.source
    assert profile.dated == "2026-08-24"


def test_house_style() -> None:
    house = load_subtitles("house")
    assert (house.lines, house.lines_at_most, house.cps_wished) == (2, 3, 17)
    assert house.shortest_ms == 833


def test_unknown_names_are_answered_with_the_nearest() -> None:
    with pytest.raises(
        InputError,
        match=r"“news60” \(did you mean “news-60”\?\)\nKnown are news-30, .*tiny;",
    ):
        load_delivery("news60")
    with pytest.raises(InputError, match=r"unknown profile “[.][.]/delivery/tiny”"):
        load_subtitles("../delivery/tiny")
    with pytest.raises(InputError, match="“reels”"):
        load_safe_area("reel")


def test_mistakes_in_a_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "profiles" / "delivery"
    folder.mkdir(parents=True)
    platforms = Path(__file__).parents[2] / "assets" / "profiles" / "platforms"
    shutil.copytree(platforms, tmp_path / "profiles" / "platforms")
    shipped = (Path(__file__).parents[2] / "assets/profiles/delivery/tiny.toml").read_text()
    bad = shipped.replace("270", "271").replace('rate = "30"', 'rate = "30/0"')
    (folder / "bad.toml").write_text(bad.replace("crf = 23", "crf = 99\nfps = 1"))
    monkeypatch.setattr("clipmaker.profile.load.assets_dir", lambda: tmp_path)
    with pytest.raises(InputError) as caught:
        load_delivery("bad")
    fields = [problem.field for problem in caught.value.problems]
    assert fields == ["width_px", "rate", "encoder.crf", "encoder.fps"]
    assert all(problem.line for problem in caught.value.problems)


def test_a_profile_of_ones_own_is_a_file(tmp_path: Path) -> None:
    shipped = Path("assets/profiles/delivery/tiny.toml").read_text(encoding="utf-8")
    own = tmp_path / "short.toml"
    own.write_text(shipped.replace("frames = 90", "frames = 60", 1), encoding="utf-8")
    assert (load_delivery(str(own)).name, load_delivery(str(own)).frames) == ("short", 60)
    with pytest.raises(InputError, match=r"none\.toml"):
        load_delivery(str(tmp_path / "none.toml"))
